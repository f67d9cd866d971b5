"""From the map of the city to a proposal in Chromium: the need, its candidates, two of them compared, one proposed.

Every page on the way is looked at by axe, wide and narrow, light and dark, in Indonesian and in English; and the way is
gone once without scripts.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.counter import DONE, Desk
from tests.browser.test_needs import follow
from tests.stories import town as towns
from tests.stories.town import Town
from tests.workflow.staffing.analysing import analyse
from workflow.database import connect

MONDAY = date(2024, 3, 4)


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    analyse(founded, MONDAY)
    yield founded
    engine.dispose()


@pytest.mark.timeout(300)
def test_from_the_map_to_a_proposal(desk: Desk, town: Town) -> None:
    choose(desk, town)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk, town: Town) -> None:
    choose(bare_desk, town)


def choose(desk: Desk, town: Town) -> None:
    """Let the analyst go from the map to the need of nurses, compare two of the candidates and propose the second."""
    desk.day(MONDAY, 10)
    desk.sit("maslan")
    desk.go("/staffing?outlying=yes")
    press(desk, desk.page.locator("a[href^='/staffing/units/PKM']").first)
    follow(desk, "Perawat Ahli Pertama")
    need = desk.page.url
    follow(desk, desk.word("Buka kasus mutasi"))
    desk.send()
    desk.go(need.removeprefix(desk.address))
    press(desk, desk.page.locator("a[href$='/candidates']").first)
    names = [name.strip() for name in desk.page.locator("table.candidates th[scope=row] a").all_inner_texts()]
    assert len(names) > 3
    for name in names[:2]:
        desk.page.get_by_label(desk.word("Bandingkan %(person)s", person=name)).check()
    press(desk, desk.page.get_by_role("button", name=desk.word("Bandingkan yang dipilih")))
    compared = desk.page.locator("table.compare thead th")
    expect(compared.nth(1)).to_contain_text(names[0])
    expect(compared.nth(2)).to_contain_text(names[1])
    press(desk, desk.page.locator("table.compare form button").nth(1))
    desk.fill({"planned_on": "1 April 2024", "reason": "Kekosongan mendesak.", "kind": "INTRA"})
    desk.send()
    expect(desk.page.get_by_role("status").first).to_contain_text(desk.like(DONE))
    told = town.case("MUT-2024-0001")
    assert (told.state, told.employee) == ("proposed", town.employee[names[1].split()[0].lower()])


def press(desk: Desk, what: Locator) -> None:
    """Press something that leads to another page, and look at that."""
    with desk.page.expect_navigation():
        what.click()
    desk.look()
