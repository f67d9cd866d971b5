"""Kept plans at the counter: who reads them, what a plan says for itself, and why not somebody else."""

from threading import Event

import pytest
from flask import Flask
from sqlalchemy import select

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import filled_buttons, lines
from tests.web.needing import MONDAY, analysed
from tests.web.planning import kept
from web import plan_memory
from workflow.database import reading
from workflow.planning.explaining import Price
from workflow.planning.model import Limits
from workflow.planning.solving import NoSolver
from workflow.tables import security_events


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def number(town: Town) -> int:
    return kept(town)


def plain(page: Page) -> str:
    return page.text.replace("\xa0", " ")


def panel(page: Page, name: str) -> str:
    """Read a panel by its id."""
    return next(one.text for one in page.root.all("section") if one.get("id") == name).replace("\xa0", " ")


def test_plans_are_read_by_whom_the_law_names_and_made_by_the_analyst_alone(as_: SignIn, number: int) -> None:
    for who in ("maslan", "rosmaida", "sahala", "halomoan"):
        browser = as_(who)
        assert browser.get("/plans").status == 200
        assert "Rencana mutasi" in next(browser.get("/inbox").root.all("nav")).text
        page = browser.get(f"/plans/{number}")
        assert page.status == 200
        makes = who == "maslan"
        assert ("Ubah dengan tangan" in page.text, "Buat 3 usulan" in page.text) == (makes, makes)
        assert ("Cari rencana" in browser.get("/plans").text) == makes
        assert browser.get(f"/plans/{number}/adjust").status == (200 if makes else 404)
        assert browser.get(f"/plans/{number}/proposals").status == (200 if makes else 404)


def test_nobody_else_learns_that_a_plan_exists(as_: SignIn, number: int) -> None:
    for who in ("sutan", "tiurma", "fitri", "admin"):
        browser = as_(who)
        assert browser.get("/plans").status == 403
        assert "Rencana mutasi" not in browser.get("/account").text
        for path in ("", "/adjust", "/proposals"):
            assert browser.get(f"/plans/{number}{path}").status == 404
    assert as_("maslan").get("/plans/99").status == 404


def test_the_list_says_what_each_plan_comes_to(as_: SignIn, number: int) -> None:
    [row] = lines(as_("maslan").get("/plans"), "Rencana yang tersimpan")
    assert "Tiga perpindahan mengisi satu lowongan" in row
    assert "untuk 1 kebutuhan" in row
    assert "Maslan Harahap" in row
    assert "terbaik terbukti, selisih 0" in row
    assert "belum diusulkan" in row


def test_before_the_first_plan_and_before_the_first_run(as_: SignIn, town: Town) -> None:
    page = as_("maslan").get("/plans")
    assert page.title == "Belum ada rencana mutasi"
    assert "Belum ada hitungan kebutuhan." in page.text
    analysed(town)
    assert "Cari rencana" in as_("maslan").get("/plans").text
    assert "Rencana dibuat oleh Analis SDM aparatur" in as_("rosmaida").get("/plans").text


def test_the_model_is_said_in_words_with_the_values_of_today(as_: SignIn, number: int) -> None:
    words = as_("rosmaida").get("/plans").text
    assert "λ = 0,10 × (kesesuaian di sana − kesesuaian pada jabatan sekarang)" in words
    assert "− μ = 0,10" in words
    assert "θ = 9/10" in words


def test_a_plan_says_its_result_and_adds_up(as_: SignIn, number: int) -> None:
    page = as_("maslan").get(f"/plans/{number}")
    assert page.title == "Tiga perpindahan mengisi satu lowongan"
    assert "Dari satu kebutuhan yang dipilih · hitungan 4 Maret 2024 · terbaik terbukti, selisih 0" in plain(page)
    assert filled_buttons(page) == ["Buat 3 usulan"]
    chains = panel(page, "rantai")
    assert "yang ditinggalkan berlebih, tidak perlu diisi" in chains
    assert "kelas 8, tetap · 40 JP pelatihan 1 pengecualian 1 peringatan" in chains
    assert "Pertukaran atas keinginan sendiri" in chains
    assert "bertukar tempat" in chains
    assert "Kelas jabatan tidak seorang pun turun." in chains
    nurse, clerks, whole = lines(page, "Lowongan yang terisi")
    assert nurse.endswith("ke-2 dari 4 0,45 −0,15 0,30")
    assert clerks.endswith("tidak ada 0,00 +0,10 0,10")
    assert whole == "Jumlah 1 dari 2 lowongan terisi 0,45 −0,05 0,40"


def test_floors_stand_with_those_first_that_are_reached(as_: SignIn, number: int) -> None:
    """The one too many at the hospital fills no slot, so its seven stay; the health centre gets a fourth."""
    rows = lines(as_("maslan").get(f"/plans/{number}"), "Lantai unit")
    assert rows == [
        "Dinas Perhubungan tepat di lantai 2 2 2",
        "RSUD tepat di lantai 7 7 7",
        "Puskesmas Pintu Langit 3 4 3",
    ]


def test_a_limit_that_was_asked_for_has_its_price(as_: SignIn, town: Town) -> None:
    page = as_("maslan").get(f"/plans/{kept(town, Limits(moves=1, hours=100))}")
    prices = panel(page, "harga")
    assert "Jumlah perpindahan, 1 dari 1" in prices
    assert "Jam pelatihan, 40 dari 100 JP 0,00 tidak mengikat" in prices
    assert "1 perpindahan, 100 JP pelatihan" in panel(page, "asal")


def test_prices_take_their_time(as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page does not wait for them, and has them when they are there."""
    number, ready = kept(town, Limits(moves=7)), Event()

    def slow(*_plan: object) -> list[Price]:
        ready.wait(20)
        return []

    monkeypatch.setattr(plan_memory, "_PATIENCE", 0.01)
    monkeypatch.setattr(plan_memory.explaining, "prices", slow)
    browser = as_("maslan")
    assert "Harga sedang dihitung" in panel(browser.get(f"/plans/{number}"), "harga")
    ready.set()
    monkeypatch.setattr(plan_memory, "_PATIENCE", 5.0)
    assert "Tidak ada batas yang mengikat." in panel(browser.get(f"/plans/{number}"), "harga")


def test_without_the_solver_a_plan_is_read_and_what_needs_it_says_so(
    as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = kept(town, Limits(moves=8))

    def none(*_asked: object) -> None:
        raise NoSolver

    monkeypatch.setattr(plan_memory.explaining, "prices", none)
    monkeypatch.setattr(plan_memory.explaining, "why_not", none)
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}")
    assert "Harga tidak dapat dihitung" in panel(page, "harga")
    page = ask(browser, page, number, "Ramli Ritonga", "NERS-PKM")
    assert "Pemecah HiGHS belum terpasang." in panel(page, "mengapa")


def test_a_look_at_a_plan_is_recorded(as_: SignIn, town: Town, number: int) -> None:
    as_("rosmaida").get(f"/plans/{number}")
    with reading(town.engine) as connection:
        read = select(security_events.c.detail).where(security_events.c.account_id == town.account["rosmaida"])
        assert f'{{"plan":{number}}}' in connection.scalars(read).all()


def ask(browser: Browser, page: Page, number: int, person: str, post: str) -> Page:
    """Ask why somebody does not get a post."""
    return browser.send(page, f"/plans/{number}#mengapa", {"person": person, "post": post})


def test_why_not_somebody_else(as_: SignIn, number: int) -> None:
    """Ramli fits a tenth less, which is worth 0.01; both cannot go, as the hospital stands on its floor."""
    browser = as_("maslan")
    page = ask(browser, browser.get(f"/plans/{number}"), number, "Ramli Ritonga", "NERS-PKM")
    answer = panel(page, "mengapa")
    assert "Ramli Ritonga ke Perawat Ahli Pertama, Puskesmas Pintu Langit?" in answer
    assert "Bisa, tetapi rencana ini lebih baik 0,01. Selisihnya: kesesuaian +0,01." in answer
    page = ask(browser, page, number, "Fitri Pohan", "NERS-PKM")
    assert "Sudah ada dalam rencana ini." in panel(page, "mengapa")
    assert "lebih baik 0,01" in panel(page, "mengapa"), "the question before stays"


def test_a_question_that_only_a_limit_answers(as_: SignIn, town: Town) -> None:
    number = kept(town, Limits(hours=30))
    browser = as_("rosmaida")
    page = ask(browser, browser.get(f"/plans/{number}"), number, "Fitri Pohan", "NERS-PKM")
    assert "Karena jam pelatihan." in panel(page, "mengapa")


def test_who_may_not_go_there_is_told_apart_from_who_is_not_known(as_: SignIn, number: int) -> None:
    browser = as_("maslan")
    page = ask(browser, browser.get(f"/plans/{number}"), number, "Marwan Siagian", "NERS-PKM")
    assert "Tidak dapat dipindahkan ke sana." in panel(page, "mengapa")
    page = ask(browser, page, number, "Nobody Atall", "")
    assert page.errors() == {
        "person": "Tidak ada orang dengan nama atau NIP ini.",
        "post": "Wajib diisi.",
    }
    assert next(page.root.all("title")).text.startswith("Salah: ")


def test_a_plan_whose_model_is_gone_is_still_read(as_: SignIn, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_number: int) -> None:
        raise LookupError

    monkeypatch.setattr(plan_memory, "held", gone)
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}")
    assert "Angka rencana ini tidak dapat dihitung ulang." in page.text
    assert "Pertukaran atas keinginan sendiri" in page.text
    assert "Harga tiap batas" not in page.text
    assert browser.get(f"/plans/{number}/adjust").status == 404


def test_it_speaks_english(as_: SignIn, number: int) -> None:
    browser = as_("maslan")
    browser.client.set_cookie("language", "en")
    page = browser.get(f"/plans/{number}")
    assert page.title == "Three moves for one slot"
    assert "proven to be the best" in page.text
