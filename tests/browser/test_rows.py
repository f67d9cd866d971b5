"""Rows of the registers edited by hand, in Chromium: with a fault, mended, and saved, with and without scripts.

All of it in both languages.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.counter import Desk
from tests.stories import town as towns
from tests.stories.town import Town
from workflow.database import connect

PAGES = ("/registers", "/registers/units", "/registers/units/PKM", "/registers/posts", "/registers/courses")


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    engine = connect(sqlite_url)
    yield towns.found(engine)
    engine.dispose()


@pytest.mark.timeout(300)
def test_a_post_in_the_hands_of_its_keeper(desk: Desk) -> None:
    keep(desk)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk) -> None:
    keep(bare_desk)


def keep(desk: Desk) -> None:
    """Edit a post with a fault, mend it, add a task to it, and see why it cannot end."""
    desk.day(date(2024, 3, 4))
    desk.sit("maslan")
    for path in PAGES:
        desk.go(path)
    desk.go("/registers/posts?words=klerk-pkm")
    desk.page.locator("main th a").first.click()
    desk.page.get_by_role("link", name=desk.word("Ubah jabatan")).click()
    desk.look()
    desk.fill({"class": "24", "need": "3"})
    desk.send()
    too_high = desk.law("Kelas jabatan: Bilangan harus 1 sampai 17.", "Pay class: The number must be from 1 to 17.")
    expect(desk.page.get_by_role("alert")).to_contain_text(too_high)
    expect(desk.page.locator("[name=need]")).to_have_value("3")
    desk.fill({"class": "6"})
    desk.send()
    expect(desk.page.get_by_role("status").first).to_contain_text(desk.law("Kebutuhan: 1 → 3", "Need: 1 → 3"))
    desk.page.get_by_role("link", name=desk.word("Tambah tugas")).click()
    desk.fill({"task": "Mengagendakan surat", "volume": "1500", "minutes": "12,5"})
    desk.send()
    worked = {"minutes": "18.750", "year": "75.000", "people": "0,25"}
    if desk.language == "en":
        worked = {"minutes": "18,750", "year": "75,000", "people": "0.25"}
    sum_ = desk.word("%(minutes)s menit ÷ %(year)s menit kerja setahun = %(people)s orang.", **worked)
    expect(desk.page.get_by_text(sum_)).to_be_visible()
    desk.page.get_by_role("link", name=desk.word("Akhiri jabatan ini")).click()
    desk.look()
    expect(desk.page.get_by_text(desk.law("1 orang masih memangkunya.", "1 person still holds it."))).to_be_visible()
    desk.go("/registers/employees/1/performance/new")
