"""The city's calendar: the country's days off, and the city's own days, kept by the personnel analyst."""

from datetime import date
from itertools import pairwise

import pytest
from flask import Flask

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MORNING, events, filled_buttons, lines, link, rows
from workflow.tables import holidays

YEAR = "Hari libur dan hari kerja 2024"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def analyst(as_: SignIn) -> Browser:
    return as_("maslan")


def put(browser: Browser, day: str = "17 Oktober 2024", works: str = "no", name: str = "Hari jadi kota") -> Page:
    return browser.send(browser.get("/holidays"), "/holidays", {"day": day, "works": works, "name": name})


def working_days(page: Page, month: str) -> str:
    """Read the working days of a month beside the list."""
    return next(value.text for term, value in pairwise(page.root.all("dt", "dd")) if term.text == month)


def test_the_year_is_told_as_the_library_gives_it(analyst: Browser) -> None:
    page = analyst.get("/holidays")
    found = lines(page, YEAR)
    assert "Senin, 1 Januari 2024 Tahun Baru Masehi Libur nasional" in found
    assert any(line.startswith("Jumat, 12 April 2024 Cuti Bersama") for line in found)
    assert page.title == "238 hari kerja pada tahun 2024"
    assert filled_buttons(page) == ["Simpan hari kota"]
    assert "Masih perkiraan." not in page.text
    assert "Masih perkiraan." in analyst.get("/holidays?year=2025").text
    assert analyst.get("/holidays?year=1900").status == 404


def test_a_day_of_the_citys_own_is_added_with_what_it_changes(analyst: Browser, town: Town) -> None:
    page = put(analyst)
    assert "Hari kerja Oktober 2024 berubah dari 23 menjadi 22." in page.text
    assert working_days(page, "Oktober 2024") == "22 hari kerja"
    assert any(line.startswith("Kamis, 17 Oktober 2024 Hari jadi kota Libur kota") for line in lines(page, YEAR))
    assert "17 Oktober 2024 menjadi hari libur kota: Hari jadi kota" in page.text
    assert page.title.endswith("1 hari diatur kota")
    assert events(town) == ["holiday"]


def test_the_city_may_work_although_the_country_rests(analyst: Browser) -> None:
    page = put(analyst, "26 Desember 2024", "yes", "Pelayanan akhir tahun")
    assert "Hari kerja Desember 2024 berubah dari 20 menjadi 21." in page.text
    (line,) = [line for line in lines(page, YEAR) if line.startswith("Kamis, 26 Desember 2024")]
    assert "menggantikan Cuti Bersama" in line
    assert "Hari kerja kota" in line


def test_a_day_that_rested_anyway_changes_no_count(analyst: Browser) -> None:
    assert "Jumlah hari kerja Oktober 2024 tetap 23." in put(analyst, "20 Oktober 2024").text


def test_a_click_too_many_adds_once_and_the_same_day_again_changes_it(analyst: Browser, town: Town) -> None:
    for _click in range(2):
        assert put(analyst).path == "/holidays"
    assert events(town) == ["holiday"]
    page = analyst.get(link(analyst.get("/holidays"), "Ubah 17 Oktober 2024").removesuffix("#catat"))
    page = analyst.send(page, "/holidays", {"name": "Hari jadi Kota Padangsidimpuan"})
    assert [row.name for row in rows(town, holidays)] == ["Hari jadi Kota Padangsidimpuan"]
    assert events(town) == ["holiday", "holiday"]


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(analyst: Browser, town: Town) -> None:
    page = put(analyst, "1 Maret 2024")
    assert page.errors()["day"] == "Tanggal ini sudah lewat."
    assert next(one for one in page.root.all("input") if one.get("name") == "name").get("value") == "Hari jadi kota"
    assert list(put(analyst, "30 Februari 2024", "", "").errors()) == ["day", "works", "name"]
    assert events(town) == []


def test_a_day_is_taken_back(analyst: Browser, town: Town) -> None:
    path = link(put(analyst), "Hapus 17 Oktober 2024")
    asked = analyst.get(path)
    assert "hari biasa menurut kalender" in asked.text
    page = analyst.send(asked, path)
    assert "Hari kerja Oktober 2024 berubah dari 22 menjadi 23." in page.text
    assert "17 Oktober 2024 kembali mengikuti kalender nasional" in page.text
    assert analyst.send(asked, path).path == "/holidays"  # a second click
    assert rows(town, holidays) == []
    assert events(town) == ["holiday", "remove-holiday"]


def test_only_a_day_that_lies_ahead_is_taken_back(analyst: Browser, town: Town) -> None:
    town.rest(date(2024, 2, 1))
    assert "Hapus 1 Februari 2024" not in [one.text for one in analyst.get("/holidays").root.all("a")]
    for day in ("2024-02-01", "2024-10-18", "nonsense"):
        assert analyst.get(f"/holidays/{day}/remove").status == 404


@pytest.mark.parametrize("who", ["irwan", "admin", "togar"])
def test_only_an_analyst_comes_in(as_: SignIn, who: str) -> None:
    browser = as_(who)
    for path in ("/holidays", "/holidays/2024-10-17/remove"):
        assert browser.get(path).status == 403
