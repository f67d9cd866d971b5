"""Lists taken away as files: what is in them, for whom, and that it is noted."""

import csv
import io
from datetime import date
from zipfile import ZipFile

import pytest
from flask import Flask

from tests.stories import telling
from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser
from tests.web.conftest import SignIn
from tests.web.keeping import rows
from tests.web.needing import MONDAY, analysed
from workflow import lists
from workflow.tables import security_events

APRIL = date(2024, 4, 1)


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


def taken(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = browser.client.get(path, buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def test_the_cases_however_many_pages(as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 1)
    first = telling.proposed(town, MONDAY, APRIL)
    second = telling.needed(town, MONDAY, "NERS-PKM")
    found = taken(as_("maslan"), "/transfers/export.csv")
    assert [row["case_number"] for row in found] == [second, first]
    assert found[1] | {"employee": "Nurhamidah Siregar", "planned_on": "2024-04-01"} == found[1]
    assert (found[1]["donor_unit"], found[0]["employee"]) == ("RSUD", "")
    narrowed = taken(as_("maslan"), "/transfers/export.csv?state=proposed")
    assert [row["case_number"] for row in narrowed] == [first]


def test_nobody_takes_away_what_he_may_not_read(as_: SignIn, town: Town) -> None:
    telling.proposed(town, MONDAY, APRIL)
    assert taken(as_("saima"), "/transfers/export.csv") == []


def test_a_name_that_would_be_a_formula_is_text(as_: SignIn, town: Town) -> None:
    telling.proposed(town, MONDAY, APRIL)
    town.change("nurhamidah", name="=HYPERLINK(1)")
    [row] = taken(as_("maslan"), "/transfers/export.csv")
    assert row["employee"] == "'=HYPERLINK(1)"


def test_the_needs_and_the_figures(as_: SignIn, town: Town) -> None:
    run = analysed(town)
    needs = taken(as_("maslan"), "/needs/export.csv")
    first = {"post": "NERS-PKM", "needed": "4", "effective": "2", "gap": "2", "priority": "0.425"}
    assert needs[0] | first == needs[0]
    figures = taken(as_("maslan"), f"/staffing/runs/{run}/export.csv")
    assert len(figures) == 20
    [ners] = [row for row in figures if row["post"] == "NERS-RSUD"]
    assert (ners["need"], ners["holders"], ners["gap"], ners["unit"]) == ("7", "8", "-1", "RSUD")
    assert as_("maslan").client.get("/staffing/runs/99/export.csv").status_code == 404


def test_a_head_takes_away_what_is_of_his_unit(as_: SignIn, town: Town) -> None:
    run = analysed(town)
    units = {row["unit"] for row in taken(as_("masdalena"), f"/staffing/runs/{run}/export.csv")}
    assert units == {"PKM"}
    assert {row["unit"] for row in taken(as_("masdalena"), "/needs/export.csv")} == {"PKM"}
    assert as_("saima").client.get("/needs/export.csv").status_code == 403


def test_a_workbook_has_headings_that_people_read(as_: SignIn, town: Town) -> None:
    telling.proposed(town, MONDAY, APRIL)
    answer = as_("maslan").client.get("/transfers/export.xlsx", buffered=True)
    with ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Unit penerima" in sheet
    assert "Nurhamidah Siregar" in sheet


def test_what_left_the_house_is_noted(as_: SignIn, town: Town) -> None:
    as_("maslan").client.get("/transfers/export.csv", buffered=True)
    assert "exported" in {row.kind for row in rows(town, security_events)}


@pytest.mark.parametrize(("path", "file"), [("/transfers", "/transfers/export.xlsx"), ("/needs", "/needs/export.csv")])
def test_each_list_offers_its_files(as_: SignIn, town: Town, path: str, file: str) -> None:
    analysed(town)
    telling.proposed(town, MONDAY, APRIL)
    page = as_("maslan").get(path)
    assert any(link.get("href").startswith(file) for link in page.root.all("a"))
