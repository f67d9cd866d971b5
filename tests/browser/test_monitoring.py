"""Monitoring in Chromium: the figures, another value of a rule, the draft of a note; and what everybody may read.

Every page on the way is looked at by axe, wide and narrow, light and dark, in Indonesian and in English.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.counter import Desk
from tests.stories import town as towns
from tests.stories.town import Town
from tests.workflow.monitoring import lives
from workflow.database import connect

NOVEMBER = date(2024, 11, 1)


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town, and let four cases be told in it."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    lives.everything(founded)
    yield founded
    engine.dispose()


@pytest.mark.timeout(300)
def test_from_the_figures_to_the_draft_of_a_note(desk: Desk) -> None:
    monitor(desk)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk) -> None:
    monitor(bare_desk)


def monitor(desk: Desk) -> None:
    """Let the analyst read the figures and try another value; then let somebody look who reads no case."""
    desk.day(NOVEMBER)
    desk.sit("maslan")
    desk.go("/monitoring")
    follow(desk, desk.word("Andaikan batas lain"))
    desk.go("/monitoring/what-if?rule=R-TEN-01")
    follow(desk, desk.word("%(months)s bulan", months=12))
    expect(desk.page.get_by_role("link", name="MUT-2024-0002")).to_be_visible()
    follow(desk, desk.word("Cetak"))
    expect(desk.page.get_by_role("list")).to_contain_text("MUT-2024-0002")
    desk.sit("masdalena")
    desk.go("/monitoring/published")


def follow(desk: Desk, words: str) -> None:
    """Follow a link of the page and look at what it leads to."""
    with desk.page.expect_navigation():
        desk.page.get_by_role("link", name=words, exact=True).click()
    desk.look()
