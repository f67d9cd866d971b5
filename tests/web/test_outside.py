"""Corrections by decree, looked over and recorded once, and the page that counts what went past the procedure."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MORNING, events, filled_buttons, lines, rows
from workflow.database import reading
from workflow.tables import employees, history

DECREE = {"since": "1 Maret 2024", "decree": "821.2/17/2024", "reason": "Keputusan sebelum prosedur ini berlaku."}


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def head(as_: SignIn) -> Browser:
    return as_("halomoan")


def address(town: Town, whose: str) -> str:
    return f"/registers/employees/{town.employee[whose]}/correction"


def typed(browser: Browser, town: Town, whose: str, happened: str, code: str = "", **other: str) -> Page:
    """Fill the form in and ask to look it over."""
    page = browser.get(address(town, whose))
    return browser.send(page, address(town, whose), {"happened": happened, "code": code, **DECREE, **other})


def sure(browser: Browser, town: Town, page: Page, whose: str) -> Page:
    return browser.send(page, address(town, whose), {"sure": "1"})


def person(town: Town, whose: str) -> tuple[int | None, str]:
    with reading(town.engine) as connection:
        row = connection.execute(select(employees).where(employees.c.id == town.employee[whose])).one()
        return row.post_id, row.standing


def test_a_retirement_is_looked_over_and_then_recorded_once(head: Browser, town: Town) -> None:
    check = typed(head, town, "marwan", "PENSIUN")
    assert check.title == "Catat perubahan Marwan Siagian?"
    assert "aktif menjadi pensiun" in check.text
    assert "Ia tidak lagi bertugas." in check.text
    assert filled_buttons(check) == ["Catat perubahan"]
    assert person(town, "marwan") == (town.post["KLERK-PKM"], "AKTIF")
    assert events(town) == []
    for _click in range(2):
        landed = sure(head, town, check, "marwan")
        assert landed.path == f"/registers/employees/{town.employee['marwan']}"
    assert "dicatat sebagai perubahan di luar prosedur" in landed.text
    assert person(town, "marwan") == (town.post["KLERK-PKM"], "PENSIUN")
    assert events(town) == ["correct-employee"]
    assert "Kedudukan hukum: aktif menjadi pensiun" in landed.text


def test_a_post_by_decree_turns_the_page_of_the_history(head: Browser, town: Town) -> None:
    check = typed(head, town, "fitri", "post", "NERS-PKM")
    before, after = "Perawat Ahli Pertama, RSUD", "Perawat Ahli Pertama, Puskesmas Pintu Langit"
    assert f"{before} menjadi {after}" in check.text
    sure(head, town, check, "fitri")
    pages = [row for row in rows(town, history) if row.employee_id == town.employee["fitri"]]
    assert [(row.unit_name, row.decree) for row in pages] == [
        ("RSUD", None),
        ("Puskesmas Pintu Langit", "821.2/17/2024"),
    ]


def test_what_was_typed_can_be_mended(head: Browser, town: Town) -> None:
    check = typed(head, town, "marwan", "MENINGGAL")
    form = head.send(check, address(town, "marwan"), {"mend": "1"})
    assert "821.2/17/2024" in [one.get("value") for one in form.root.all("input")]
    assert filled_buttons(form) == ["Periksa dulu"]
    assert events(town) == []


@pytest.mark.parametrize(
    ("happened", "code", "other", "fields"),
    [
        ("", "", {}, {"happened"}),
        ("post", "", {}, {"code"}),
        ("post", "TIDAK-ADA", {}, {"code"}),
        ("post", "NERS-RSUD", {}, {"code"}),  # the post that he holds: nothing changes
        ("AKTIF", "", {}, {"code"}),
        ("PENSIUN", "", {"since": "kemarin"}, {"since"}),
        ("PENSIUN", "", {"since": "1 Maret 2030"}, {"since"}),
        ("PENSIUN", "", {"since": "1 Maret 2001"}, {"since"}),  # before he held the post
        ("PENSIUN", "", {"decree": "", "reason": ""}, {"decree", "reason"}),
    ],
)
def test_each_fault_stands_at_its_field(
    head: Browser, town: Town, happened: str, code: str, other: dict[str, str], fields: set[str]
) -> None:
    page = typed(head, town, "togar", happened, code, **other)
    assert page.status == 422
    assert set(page.errors()) == fields
    assert events(town) == []


@pytest.mark.parametrize("who", ["maslan", "rosmaida", "sahala", "admin", "nurhamidah", "parlindungan"])
def test_only_the_keeper_corrects(as_: SignIn, town: Town, who: str) -> None:
    assert as_(who).get(address(town, "fitri")).status == 403


def test_the_page_counts_and_tells(head: Browser, as_: SignIn, town: Town) -> None:
    for whose, happened, code in (("marwan", "PENSIUN", ""), ("fitri", "post", "NERS-PKM"), ("saima", "MENINGGAL", "")):
        sure(head, town, typed(head, town, whose, happened, code), whose)
    page = as_("rosmaida").get("/registers/outside")
    assert page.title == "Satu perubahan jabatan terjadi di luar prosedur tahun ini"
    assert "Pensiun 1 0 0 0 0" in lines(page, "Menurut jenis dan tahun")
    assert "Jumlah 3 0 0 0 0" in lines(page, "Menurut jenis dan tahun")
    newest = lines(page, "Semua perubahan, 2024")[0]
    assert newest.startswith("Saima Tanjung Meninggal dunia aktif meninggal dunia 821.2/17/2024 sejak 1 Mar 2024")
    assert "Halomoan Dalimunthe" in newest
    narrowed = as_("sahala").get("/registers/outside?year=2024&kind=unit")
    assert len(lines(narrowed, "Unit berubah, 2024")) == 1


def test_a_year_without_a_change_says_so(as_: SignIn) -> None:
    page = as_("maslan").get("/registers/outside?year=2022")
    assert page.title == "Tidak ada perubahan jabatan di luar prosedur tahun 2022"
    for wrong in ("year=1999", "kind=gone"):
        assert as_("maslan").get(f"/registers/outside?{wrong}").status == 404


@pytest.mark.parametrize("who", ["sutan", "parlindungan", "efrida", "admin", "nurhamidah", "irwan"])
def test_it_is_closed_to_everybody_else(as_: SignIn, who: str) -> None:
    assert as_(who).get("/registers/outside").status == 403
