"""Rows of the registers edited by hand, in Chromium: with a fault, mended, and saved, with and without scripts."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.counter import Desk, served
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
@pytest.mark.parametrize("width", [1280, 360])
def test_a_post_in_the_hands_of_its_keeper(page: Page, town: Town, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    with served(town, monkeypatch) as address:
        keep(Desk(page, address, monkeypatch))


@pytest.mark.timeout(300)
def test_the_same_without_scripts(open_page: OpenPage, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(scripts=False)
    with served(town, monkeypatch) as address:
        keep(Desk(page, address, monkeypatch, looks=False))


def keep(desk: Desk) -> None:
    """Edit a post with a fault, mend it, add a task to it, and see why it cannot end."""
    desk.day(date(2024, 3, 4))
    desk.sit("maslan")
    for path in PAGES:
        desk.go(path)
    desk.go("/registers/posts?words=klerk-pkm")
    desk.page.locator("main th a").first.click()
    desk.page.get_by_role("link", name="Ubah jabatan").click()
    desk.look()
    desk.fill({"class": "24", "need": "3"})
    desk.send()
    expect(desk.page.get_by_role("alert")).to_contain_text("Kelas jabatan: Bilangan harus 1 sampai 17.")
    expect(desk.page.locator("[name=need]")).to_have_value("3")
    desk.fill({"class": "6"})
    desk.send()
    expect(desk.page.get_by_role("status").first).to_contain_text("Kebutuhan: 1 → 3")
    desk.page.get_by_role("link", name="Tambah tugas").click()
    desk.fill({"task": "Mengagendakan surat", "volume": "1500", "minutes": "12,5"})
    desk.send()
    expect(desk.page.get_by_text("18.750 menit ÷ 75.000 menit kerja setahun = 0,25 orang.")).to_be_visible()
    desk.page.get_by_role("link", name="Akhiri jabatan ini").click()
    desk.look()
    expect(desk.page.get_by_text("1 orang masih memangkunya.")).to_be_visible()
    desk.go("/registers/employees/1/performance/new")
