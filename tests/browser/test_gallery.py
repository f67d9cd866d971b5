"""The components in Chromium: what axe finds, what overflows, and what works with and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.barriers import violations
from tests.browser.conftest import OpenPage
from tests.browser.server import listening
from tests.web.gallery import PAGES, create_app

_WIDTHS = (320, 360, 768, 1024, 1280, 1600)
_PAST_THE_EDGE = """() => {
  const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible" && p !== document.body) return true; return false; };
  return [...document.body.querySelectorAll("*")]
    .filter((e) => { const box = e.getBoundingClientRect(); return box.width && box.right > innerWidth + 1; })
    .filter((e) => !scrolls(e)).map((e) => e.outerHTML.slice(0, 100)).slice(0, 3);
}"""


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """Serve the gallery on a free port."""
    with listening(create_app()) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, gallery: str, name: str) -> None:
    page.goto(f"{gallery}/{name}")
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, gallery: str, name: str) -> None:
    page = open_page()
    page.goto(f"{gallery}/{name}")
    wide = {}
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide[width] = page.evaluate(_PAST_THE_EDGE)
    assert wide == {width: [] for width in _WIDTHS}


def test_the_menu_and_the_filters_of_a_phone_open_without_a_script(open_page: OpenPage, gallery: str) -> None:
    page = open_page(360, scripts=False)
    page.goto(f"{gallery}/transfers")
    expect(page.get_by_role("link", name="Jejak audit")).to_be_hidden()
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(page.get_by_role("link", name="Jejak audit")).to_be_visible()
    page.get_by_role("link", name="Tutup menu").click()
    expect(page.get_by_role("link", name="Jejak audit")).to_be_hidden()

    expect(page.get_by_label("Unit asal")).to_be_hidden()
    page.get_by_role("link", name="Saring menurut unit").click()
    expect(page.get_by_label("Unit asal")).to_be_visible()


def test_the_first_key_leads_past_the_menu(open_page: OpenPage, gallery: str) -> None:
    page = open_page()
    page.goto(f"{gallery}/inbox")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tanda tangani Berita Acara")).to_be_focused()


def test_a_form_that_came_back_is_read_from_its_errors(open_page: OpenPage, gallery: str) -> None:
    page = open_page(scripts=False)
    page.goto(f"{gallery}/forms")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Pilih satu pegawai").click()
    assert page.evaluate("document.activeElement.name") == "candidate" or page.url.endswith("#f-candidate")


def test_a_list_narrows_while_one_types(open_page: OpenPage, gallery: str) -> None:
    page = open_page()
    page.goto(f"{gallery}/grants")
    table = page.get_by_role("table", name="Peran yang berlaku")
    rows = table.get_by_role("row")
    expect(rows).to_have_count(4)
    page.get_by_label("Persempit daftar ini").fill("halimah peng")
    expect(rows).to_have_count(2)
    page.get_by_label("Persempit daftar ini").fill("tidak ada orang ini")
    expect(page.get_by_text("Tidak ada yang cocok")).to_be_visible()


def test_the_field_that_narrows_a_list_is_absent_without_a_script(open_page: OpenPage, gallery: str) -> None:
    page = open_page(scripts=False)
    page.goto(f"{gallery}/grants")
    expect(page.get_by_label("Persempit daftar ini")).to_be_hidden()
    expect(page.get_by_role("table", name="Peran yang berlaku").get_by_role("row")).to_have_count(4)


def test_proof_is_asked_for_where_the_value_needs_it(open_page: OpenPage, gallery: str) -> None:
    page = open_page()
    page.goto(f"{gallery}/evaluation")
    first = page.get_by_role("group", name="1. Berorientasi Pelayanan")
    expect(first.get_by_label("Bukti perilaku")).to_be_hidden()
    first.get_by_role("radio", name="5 Memperbaiki").check()
    expect(first.get_by_label("Bukti perilaku")).to_be_visible()


def test_proof_is_always_there_without_a_script(open_page: OpenPage, gallery: str) -> None:
    page = open_page(scripts=False)
    page.goto(f"{gallery}/evaluation")
    expect(page.get_by_role("group", name="1. Berorientasi Pelayanan").get_by_label("Bukti perilaku")).to_be_visible()


def test_a_draft_is_kept_and_said_once_its_state_changes(open_page: OpenPage, gallery: str) -> None:
    kept: list[str] = []

    def keep(route: Route) -> None:
        if route.request.method == "POST":
            kept.append(route.request.post_data or "")
            route.fulfill(status=204)
        else:
            route.continue_()

    page = open_page()
    page.goto(f"{gallery}/evaluation")
    page.route("**/evaluation", keep)
    page.get_by_label("Perilaku", exact=True).fill("Memilah pasien lebih dulu.")
    expect(page.get_by_text("Draf tersimpan otomatis pukul")).to_be_visible()
    assert len(kept) == 1
    assert 'name="draft"' in kept[0]
    assert "Memilah pasien lebih dulu." in kept[0]


def test_a_draft_that_could_not_be_kept_says_so(open_page: OpenPage, gallery: str) -> None:
    page = open_page()
    page.goto(f"{gallery}/evaluation")
    page.route("**/evaluation", lambda route: route.fulfill(status=503))
    page.get_by_label("Perilaku", exact=True).fill("Memilah pasien lebih dulu.")
    expect(page.get_by_text("Draf belum tersimpan")).to_be_visible()


def test_leaving_unsent_writing_is_asked_about(open_page: OpenPage, gallery: str) -> None:
    page = open_page()
    page.goto(f"{gallery}/forms")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Nomor surat pegawai").press_sequentially("1")
    page.goto(f"{gallery}/inbox")
    assert asked == ["beforeunload"]


def test_paper_is_light_and_has_neither_menu_nor_buttons(open_page: OpenPage, gallery: str) -> None:
    page = open_page(scheme="dark")
    page.goto(f"{gallery}/case-executed")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu utama")).to_be_hidden()
    expect(page.get_by_role("link", name="Cetak")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(21, 32, 46)"
