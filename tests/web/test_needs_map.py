"""The map of the city and of one unit, and the forecast: figures, drill-down, and who reads which units."""

from datetime import date

import pytest
from flask import Flask

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import lines
from tests.web.needing import JUNE, MONDAY, analysed, hrefs

HEAT = "Keterisian unit menurut rumpun jabatan"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def analyst(as_: SignIn) -> Browser:
    return as_("maslan")


def test_each_cell_says_people_and_per_cent(analyst: Browser, town: Town) -> None:
    analysed(town)
    page = analyst.get("/staffing")
    assert page.title == "Terisi 87%, di wilayah luar 66%"
    (health,) = [line for line in lines(page, HEAT) if line.startswith("Dinas Kesehatan")]
    assert health == ("Dinas Kesehatan 1 unit di wilayah luar 1/1 100% 3/3 100% 10/11 90% 3/3 100% 94% −1")
    tones = {cell.text: cell.get("class") for cell in page.root.all("td") if cell.get("class").startswith("heat-")}
    assert (tones["10/11 90%"], tones["1/2 50%"], tones["3/3 100%"]) == ("heat-3", "heat-1", "heat-4")
    assert "tidak ada jabatan" in page.text


def test_outlying_units_stand_by_themselves(analyst: Browser, town: Town) -> None:
    analysed(town)
    (ward,) = lines(analyst.get("/staffing?outlying=yes"), HEAT)
    assert ward == "Puskesmas Pintu Langit wilayah luar 1/1 100% 2/4 50% 1/1 100% 66% −2"


def test_a_unit_shows_its_posts_and_the_units_below(analyst: Browser, town: Town) -> None:
    analysed(town)
    page = analyst.get("/staffing/units/DINKES")
    assert page.title == "Dinas Kesehatan: tidak ada yang kurang"
    assert lines(page, "Peta jabatan")[-1] == "Jumlah 3 3 3 0"
    assert len(lines(page, "Unit di bawahnya")) == 2
    ward = analyst.get("/staffing/units/PKM")
    assert ward.title == "Puskesmas Pintu Langit: 2 orang kurang"
    (nurses,) = [line for line in lines(ward, "Peta jabatan") if line.startswith("Perawat")]
    assert nurses.startswith("Perawat Ahli Pertama fungsional ahli pertama 8 2 2 4 0,00 −2 tidak dapat dihitung")
    assert hrefs(ward, "/needs/")
    assert "A dari 1,00, B dari 0,90, C dari 0,70, D dari 0,50, E di bawahnya" in ward.text


def test_an_earlier_run_is_shown_as_it_was(analyst: Browser, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first = analysed(town)
    town.need("NERS-PKM", 2)
    analysed(town, JUNE)
    assert analyst.get(f"/staffing/units/PKM?run={first}").title.endswith("2 orang kurang")
    assert analyst.get("/staffing/units/PKM").title.endswith("tidak ada yang kurang")
    assert f"/staffing/units/PKM?run={first}" in hrefs(analyst.get(f"/staffing/units/DINKES?run={first}"), "/staffing")
    assert analyst.get("/staffing?run=99").status == 404
    assert analyst.get("/staffing?run=x").status == 404


def test_units_that_one_does_not_read_are_not_there(as_: SignIn, town: Town) -> None:
    analysed(town)
    assert as_("sutan").get("/staffing/units/PKM").status == 200
    assert as_("sutan").get("/staffing/units/DISHUB").status == 404
    assert as_("masdalena").get("/staffing/units/DINKES").status == 404
    assert as_("fitri").get("/staffing").status == 403
    assert [line.split(" 1/1")[0] for line in lines(as_("masdalena").get("/staffing"), HEAT)] == [
        "Puskesmas Pintu Langit wilayah luar"
    ]
    assert as_("maslan").get("/staffing/units/NONE").status == 404


def test_before_the_first_run_the_map_says_so(analyst: Browser) -> None:
    assert analyst.get("/staffing").title == "Kebutuhan belum pernah dihitung"
    assert analyst.get("/staffing/units/PKM").status == 404


def test_a_load_is_declared_by_who_may(as_: SignIn, town: Town) -> None:
    analysed(town)
    assert hrefs(as_("sutan").get("/staffing/units/PKM"), "/staffing/loads/new")
    assert hrefs(as_("rosmaida").get("/staffing/units/PKM"), "/staffing/loads/new") == []


# -- forecast ------------------------------------------------------------------------------------------------------


def plain(page: Page) -> str:
    return page.text.replace("\xa0", " ")


def test_the_forecast_says_who_goes_when_and_what_is_left_empty(analyst: Browser, town: Town) -> None:
    town.change("marwan", birth_date=date(1966, 8, 31))
    page = analyst.get("/staffing/forecast?months=12")
    assert page.title == "1 orang pensiun dalam 12 bulan, 1 jabatan menjadi kosong"
    found = [line.replace("\xa0", " ") for line in lines(page, "Yang pensiun menurut waktu")]
    assert found[3] == "4 Sep 2024 – 3 Nov 2024 0"
    assert found[2] == "4 Jul 2024 – 3 Sep 2024 1"
    assert [line.replace("\xa0", " ") for line in lines(page, "Jabatan yang menjadi kosong")] == [
        "Pengadministrasi Perkantoran Puskesmas Pintu Langit wilayah luar 1 Siapa siap 1 Sep 2024"
    ]
    assert lines(page, "Yang pensiun menurut unit, jumlah sampai bulan itu") == ["Dinas Kesehatan 1 jabatan kosong 1 1"]


def test_the_forecast_is_narrowed_to_a_unit(analyst: Browser, town: Town) -> None:
    town.change("marwan", birth_date=date(1966, 8, 31))
    assert analyst.get("/staffing/forecast?months=12&unit=DISHUB").title == "Tidak ada yang pensiun dalam 12 bulan"
    assert analyst.get("/staffing/forecast?months=12&unit=DINKES").title.startswith("1 orang pensiun")


@pytest.mark.parametrize(("asked", "months"), [("0", 0), ("60", 60), ("61", 12), ("-1", 12), ("x", 12), ("", 12)])
def test_the_horizon_is_0_to_60_months(analyst: Browser, asked: str, months: int) -> None:
    assert f"dalam {months} bulan" in analyst.get(f"/staffing/forecast?months={asked}").title


def test_who_is_past_retirement_is_pointed_out(analyst: Browser, town: Town) -> None:
    town.change("marwan", birth_date=date(1965, 8, 31))
    assert "1 orang sudah lewat batas usia pensiun." in plain(analyst.get("/staffing/forecast"))
