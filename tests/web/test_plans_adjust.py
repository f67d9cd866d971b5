"""A plan adjusted by hand: moves dropped, forbidden, required and added; checked at once, searched again, kept."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page, filled_in
from tests.web.conftest import SignIn
from tests.web.keeping import filled_buttons, lines
from tests.web.needing import MONDAY
from tests.web.planning import built, kept, nip
from workflow.database import reading
from workflow.planning import plans
from workflow.tables import plans as kept_plans


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def number(town: Town) -> int:
    return kept(town)


def move(town: Town, who: str) -> int:
    """Give the move (id) of somebody in the model."""
    return next(each.id for each in built(town).model.moves if each.nip == nip(town, who))


def wish(browser: Browser, page: Page, number: int, go: str, **wishes: str) -> Page:
    """Press a button of the form with some wishes."""
    values = {name.replace("_", "-"): value for name, value in wishes.items()}
    return browser.send(page, f"/plans/{number}/adjust", {"row": _rows(page), **values, "go": go})


def _rows(page: Page) -> list[str]:
    return [one.get("value") for one in page.root.all("input") if one.get("name") == "row"]


def result(page: Page) -> str:
    return next(one.text for one in page.root.all("div") if one.get("id") == "diperiksa").replace("\xa0", " ")


def test_at_first_everything_stays(as_: SignIn, number: int) -> None:
    page = as_("maslan").get(f"/plans/{number}/adjust")
    assert len(lines(page, "Perpindahan dalam rencana ini")) == 3
    assert result(page) == "Belum ada yang berubah: nilainya 0,40."
    assert filled_buttons(page) == ["Periksa"]


def test_half_an_exchange_breaks_the_limits_and_is_not_kept(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/adjust")
    page = wish(browser, page, number, "check", **{f"wish_{move(town, 'marwan')}": "drop"})
    assert "Pengadministrasi Perkantoran, Puskesmas Pintu Langit: bertambah 1 orang, paling banyak 0." in result(page)
    assert "Dinas Perhubungan: 1 terisi, lantainya 2." in result(page)
    assert filled_buttons(page) == ["Periksa"]
    sent = {**filled_in(page.form(f"/plans/{number}/adjust")), "row": _rows(page), "go": "keep"}
    page = browser.post(f"/plans/{number}/adjust", sent)
    assert "batas dilanggar" in result(page), "nobody keeps it, though there is no button for it"
    with reading(town.engine) as connection:
        assert connection.scalars(select(kept_plans.c.id)).all() == [number]


def test_a_plan_without_the_exchange_is_kept_as_another(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/adjust")
    dropped = {f"wish_{move(town, who)}": "drop" for who in ("marwan", "abdul")}
    page = wish(browser, page, number, "check", **dropped)
    assert "1 perpindahan, nilai 0,30; lebih rendah 0,10 daripada rencana ini" in result(page)
    assert filled_buttons(page) == ["Simpan sebagai rencana baru"]
    other = wish(browser, page, number, "keep")
    assert other.path == f"/plans/{number + 1}"
    assert "Tersimpan sebagai rencana 2" in other.text
    assert "Disesuaikan dari rencana 1 , lebih rendah 0,10" in other.text
    assert "disusun dengan tangan" in other.text
    assert "Harga hanya dihitung untuk rencana yang tidak tertinggal dari yang terbaik." in other.text
    again = wish(browser, page, number, "keep")
    assert again.path == other.path, "a second click keeps no second plan"
    assert browser.get(f"/plans/{number}").title == "Tiga perpindahan mengisi satu lowongan"


def test_the_best_plan_without_a_move_is_searched_for(as_: SignIn, town: Town, number: int) -> None:
    """Without Fitri it is Ramli who goes."""
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/adjust")
    other = wish(browser, page, number, "search", **{f"wish_{move(town, 'fitri')}": "forbid"})
    assert other.title == "Tiga perpindahan mengisi satu lowongan"
    assert "Ramli Ritonga" in other.text
    assert "Fitri Pohan" not in other.text
    same = wish(browser, browser.get(f"/plans/{number}/adjust"), number, "search")
    assert same.path == f"/plans/{number}"
    assert "Dengan keinginan ini rencananya tetap sama." in same.text
    with reading(town.engine) as connection:
        terms = plans.get(connection, number + 1).parameters
    assert f'"excluded":[[{town.employee["fitri"]},{town.post["NERS-PKM"]}]]' in terms


def test_a_move_is_added_and_both_cannot_be_had(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/adjust")
    page = wish(browser, page, number, "add", person="Ramli Ritonga", post="NERS-PKM")
    assert any("Ramli Ritonga ditambahkan" in row for row in lines(page, "Perpindahan dalam rencana ini"))
    assert "RSUD: 6 terisi, lantainya 7." in result(page)
    page = wish(browser, page, number, "search", **{f"wish_{move(town, 'fitri')}": "require"})
    assert page.status == 422
    assert "Keinginan ini tidak dapat dipenuhi bersama: lantai RSUD." in page.text
    assert any("Ramli Ritonga ditambahkan" in row for row in lines(page, "Perpindahan dalam rencana ini"))


def test_a_move_that_there_is_not_is_not_added(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/adjust")
    page = wish(browser, page, number, "add", person="Saima Tanjung", post="NERS-PKM")
    assert "Saima Tanjung tidak dapat dipindahkan ke sana" in page.errors()["person"]
    page = wish(browser, page, number, "add", post="")
    assert page.errors()["post"] == "Wajib diisi."


def test_a_form_of_nonsense_changes_nothing(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/adjust")
    page = browser.send(page, f"/plans/{number}/adjust", {"row": ["999", "x"], f"wish-{move(town, 'fitri')}": "dance"})
    assert result(page) == "Belum ada yang berubah: nilainya 0,40."
