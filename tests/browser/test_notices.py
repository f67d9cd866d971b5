"""Notices in Chromium: somebody reads what waits and marks it, an administrator has mails tried again."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from tests.browser.counter import Desk
from tests.stories import telling
from tests.stories import town as towns
from tests.stories.town import Town, at
from workflow.database import connect
from workflow.notices.answering import answer
from workflow.notices.dates import call_by_date
from workflow.tables import notices

MONDAY = date(2024, 3, 4)
LATE = date(2024, 3, 25)
PLANNED = date(2024, 12, 2)
MOST_BYTES = 90_000


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town, with three cases that wait for the hospital's director, and a mail that was given up."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    for employee in ("nurhamidah", "fitri", "wulan"):
        telling.proposed(founded, MONDAY, PLANNED, employee=employee)
    answer(engine, at(MONDAY))
    given_up = update(notices).where(notices.c.account_id == founded.account["nurhamidah"])
    founded.write(given_up.values(state="dead", tries=16, error="recipient 550"))
    call_by_date(engine, at(LATE))
    answer(engine, at(LATE))
    yield founded
    engine.dispose()


@pytest.mark.timeout(300)
def test_notices_are_read(desk: Desk) -> None:
    read(desk)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk) -> None:
    read(bare_desk)


def read(desk: Desk) -> None:
    """Let the director read one and then all, and the administrator look after what was not sent."""
    desk.day(LATE)
    desk.sit("parlindungan")
    desk.go("/notices")
    expect(desk.page.locator("#baru tbody tr")).to_have_count(3)
    expect(desk.page.locator("#baru")).to_contain_text(desk.law("Lewat tenggat", "Overdue"))
    assert desk.page.evaluate("document.documentElement.outerHTML.length") < MOST_BYTES
    desk._press("#baru tbody button")
    desk.look()
    expect(desk.page.locator("#baru tbody tr")).to_have_count(2)
    desk._press(".head-act button")
    desk.look()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(desk.word("Tidak ada pemberitahuan baru"))
    expect(desk.page.locator("#lama tbody tr")).to_have_count(3)
    desk.page.locator("#lama tbody a").first.click()
    expect(desk.page).to_have_url(f"{desk.address}/transfers/MUT-2024-0003")
    desk.sit("admin")
    desk.go("/notices/undelivered")
    expect(desk.page.locator("#surat tbody tr")).to_have_count(1)
    desk._press("#surat tbody button")
    desk.look()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(desk.word("Semua surat terkirim"))
