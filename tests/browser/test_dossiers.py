"""A dossier and a correction by decree, in Chromium, with and without scripts.

Wide and narrow, light and dark, in both languages.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import insert

from tests.browser.counter import Desk
from tests.stories import town as towns
from tests.stories.town import Town
from workflow.database import connect
from workflow.tables import competences, discipline, standards

MONDAY = date(2024, 3, 4)


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town, with a nurse who has been assessed and was once reprimanded."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    nurse = founded.employee["nurhamidah"]
    founded.write(
        *(
            insert(standards).values(post_id=founded.post["NERS-RSUD"], competence=code, level=2)
            for code in ("INT", "KOM", "PLP")
        ),
        *(
            insert(competences).values(employee_id=nurse, competence=code, level=level, assessed_on=MONDAY)
            for code, level in (("INT", 2), ("KOM", 1))
        ),
        insert(discipline).values(employee_id=nurse, kind="RINGAN", since=MONDAY),
    )
    yield founded
    engine.dispose()


@pytest.mark.timeout(300)
def test_dossiers_read_and_corrected(desk: Desk, town: Town) -> None:
    work(desk, town)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk, town: Town) -> None:
    work(bare_desk, town)


def work(desk: Desk, town: Town) -> None:
    """Let a nurse read her own data, and the head of BKPSDM find her, read her dossier and retire a colleague."""
    desk.day(MONDAY)
    desk.sit("nurhamidah")
    desk.go("/my-data")
    expect(desk.page.get_by_text(desk.word("Kompetensi"), exact=True)).to_be_visible()
    desk.sit("halomoan")
    found(desk)
    desk.go(f"/registers/employees/{town.employee['nurhamidah']}")
    narrow(desk.page)
    corrected(desk, town.employee["marwan"])


def found(desk: Desk) -> None:
    """Find her by her name, which stands in no address."""
    desk.go("/registers/employees")
    desk.page.locator("#s-q").fill("nurhamidah")
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name=desk.word("Terapkan")).click()
    desk.look()
    narrow(desk.page)
    assert "nurhamidah" not in desk.page.url
    expect(desk.page.get_by_role("link", name="Nurhamidah Siregar")).to_be_visible()


def corrected(desk: Desk, employee: int) -> None:
    """Record a retirement: a fault at its field, looked over, recorded, counted."""
    desk.go(f"/registers/employees/{employee}/correction")
    desk.fill({"happened": "PENSIUN", "since": "1 Maret 2024", "reason": "Mencapai batas usia pensiun."})
    press(desk, "Periksa dulu")
    expect(desk.page.locator("#e-decree")).to_be_visible()
    desk.fill({"decree": "821.2/17/2024"})
    press(desk, "Periksa dulu")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text(desk.like("Catat perubahan %(name)s?"))
    press(desk, "Catat perubahan")
    expect(desk.page.get_by_role("status").first).to_contain_text(
        desk.like("Perubahan %(name)s dicatat sebagai perubahan di luar prosedur.")
    )
    desk.go("/registers/outside")
    narrow(desk.page)
    expect(desk.page.get_by_role("link", name="Marwan Siagian")).to_be_visible()


def press(desk: Desk, button: str) -> None:
    """Press a button that sends the form, and look at the page that comes."""
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name=desk.word(button), exact=True).click()
    desk.look()


def narrow(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
