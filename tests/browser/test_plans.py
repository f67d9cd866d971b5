"""A plan in Chromium: searched for, adjusted by hand and searched again, proposed; with and without scripts.

Every page on the way is looked at by axe, wide and narrow, light and dark, in Indonesian and in English.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.counter import Desk
from tests.stories import town as towns
from tests.stories.town import Town
from tests.web.needing import analysed
from workflow.database import connect

MONDAY = date(2024, 3, 4)


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town, which lacks two nurses and a clerk; the hospital can spare a nurse."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    analysed(founded)
    yield founded
    engine.dispose()


@pytest.mark.timeout(300)
def test_from_the_needs_to_a_batch_of_proposals(desk: Desk) -> None:
    plan(desk, scripts=True)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk) -> None:
    plan(bare_desk, scripts=False)


def plan(desk: Desk, *, scripts: bool) -> None:
    """Let the analyst search for a plan, want another nurse than it found, and propose what he then has."""
    desk.day(MONDAY)
    desk.sit("maslan")
    desk.go("/needs")
    for box in desk.page.locator("input[name=need]").all():
        box.check()
    press(desk, "Rencanakan bersama")
    desk.look()
    press(desk, "Cari rencana")
    expect(desk.page).to_have_url(re.compile(r"/plans/\d+$"), timeout=30_000)
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text(fills_one(desk))
    desk.look()
    first = desk.page.locator(".hop h4").first.inner_text()
    ask(desk, first)
    adjust(desk, scripts=scripts)
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text(fills_one(desk))
    assert desk.page.locator(".hop h4").first.inner_text() != first
    propose(desk)


def fills_one(desk: Desk) -> re.Pattern[str]:
    """What the title of a plan says that fills one slot."""
    return desk.like("%(moves)s mengisi %(count)s lowongan", count=desk.word("satu"))


def press(desk: Desk, words: str) -> None:
    """Press a button, and wait for the page that comes."""
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name=desk.word(words), exact=True).click()


def ask(desk: Desk, name: str) -> None:
    """Ask why not somebody who is in the plan already."""
    desk.fill({"person": name})
    desk.page.locator("select[name=post]").select_option("NERS-PKM")
    press(desk, "Tanyakan")
    expect(desk.page.get_by_text(desk.word("Sudah ada dalam rencana ini."))).to_be_visible()
    desk.look()


def adjust(desk: Desk, *, scripts: bool) -> None:
    """Drop the move, read what that comes to, then forbid it and search again."""
    with desk.page.expect_navigation():
        desk.page.get_by_role("link", name=desk.word("Ubah dengan tangan")).click()
    desk.look()
    wish = desk.page.locator("select[data-check]").first
    wish.select_option("drop")
    if not scripts:
        press(desk, "Periksa")
    expect(desk.page.locator("#diperiksa")).to_contain_text(
        desk.like("lebih rendah %(by)s daripada rencana ini: %(parts)s")
    )
    desk.look()
    desk.page.locator("select[data-check]").first.select_option("forbid")
    press(desk, "Cari lagi dengan keinginan ini")
    expect(desk.page.get_by_role("status").first).to_contain_text(
        desk.like("Tersimpan sebagai rencana %(number)s; rencana semula tetap ada.")
    )
    desk.look()


def propose(desk: Desk) -> None:
    """Propose the plan, after a slip."""
    with desk.page.expect_navigation():
        desk.page.get_by_role("link", name=desk.like("Buat %(num)s usulan")).click()
    desk.look()
    desk.fill({"justification": "Sudah dibahas dengan unit asal.", "no_conflict": "1"})
    desk.page.locator("#isian .btn-primary").click()
    expect(desk.page.get_by_role("alert")).to_be_focused()
    desk.look()
    desk.fill({"reason": "Puskesmas kekurangan perawat."})
    with desk.page.expect_navigation():
        desk.page.locator("#isian .btn-primary").click()
    expect(desk.page.get_by_role("status").first).to_contain_text(desk.like("%(num)s usulan dibuat."))
    desk.look()
    with desk.page.expect_navigation():
        desk.page.locator(".came a").first.click()
    expect(desk.page.get_by_role("heading", name=desk.like("Bagian dari rencana %(number)s"))).to_be_visible()
    desk.look()
