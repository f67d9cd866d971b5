"""The needs analysis in Chromium: a run by hand, the map down to a need, one click to a case; with and without scripts.

Every page on the way is looked at by axe, wide and narrow, light and dark, in Indonesian and in English.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect
from sqlalchemy import insert

from tests.browser.counter import Desk
from tests.stories import town as towns
from tests.stories.town import Town
from workflow.database import connect
from workflow.tables import workload

MONDAY = date(2024, 3, 4)


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town; one clerk retires soon, and the clinic's nurses have their work written down."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    founded.change("marwan", birth_date=date(1966, 8, 31))
    task = {"post_id": founded.post["NERS-PKM"], "task": "Pelayanan poli umum", "year": 2023}
    founded.write(insert(workload).values(**task, volume=Decimal(9600), minutes=Decimal(30)))
    yield founded
    engine.dispose()


@pytest.mark.timeout(300)
def test_from_a_run_to_the_need_to_its_case(desk: Desk) -> None:
    analyse(desk)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk) -> None:
    analyse(bare_desk)


def analyse(desk: Desk) -> None:
    """Let the analyst see whether the data are ready, run, and follow a gap down to the case that fills it."""
    desk.day(MONDAY)
    desk.sit("maslan")
    desk.go("/needs")
    desk.go("/staffing/readiness")
    desk.go("/staffing/readiness/never-assessed")
    load(desk)
    desk.go("/staffing/runs")
    desk.send()
    expect(desk.page.get_by_role("status").first).to_contain_text(
        desk.like("Hitungan selesai: %(posts)s, %(missing)s.")
    )
    for path in ("/staffing", "/staffing?outlying=yes", "/staffing/forecast?months=60", "/staffing/runs"):
        desk.go(path)
    desk.go("/staffing/units/PKM")
    follow(desk, "Perawat Ahli Pertama")
    follow(desk, desk.word("Buka kasus mutasi"))
    desk.send()
    expect(desk.page.get_by_role("status").first).to_contain_text(
        desk.like("Kebutuhan tercatat sebagai kasus %(number)s.")
    )
    desk.go("/needs")
    expect(desk.page.get_by_text(desk.word("%(num)s kasus berjalan", 1))).to_be_visible()


def load(desk: Desk) -> None:
    """Declare a temporary load, after a slip."""
    desk.go("/staffing/loads/new/NERS-PKM")
    desk.send()
    expect(desk.page.get_by_role("alert")).to_be_focused()
    desk.fill(
        {
            "task": "Posko jalan lingkar",
            "volume": "1.800",
            "minutes": "45",
            "until": "31 Desember 2024",
            "reason": "Pekerjaan jalan lingkar.",
            "document": "600/214/2024",
        }
    )
    desk.send()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text(desk.word("%(num)s beban sementara berlaku", 1))


def follow(desk: Desk, words: str) -> None:
    """Follow a link of the page and look at what it leads to."""
    with desk.page.expect_navigation():
        desk.page.get_by_role("link", name=words, exact=True).click()
    desk.look()
