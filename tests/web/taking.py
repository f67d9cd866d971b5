"""Files that a page offers, for the tests of lists: where they are, what is in them, and a town that has every list."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit
from xml.etree import ElementTree
from zipfile import ZipFile

from flask import Flask
from sqlalchemy import insert, select, update
from werkzeug.test import TestResponse

from tests.stories import telling
from tests.stories.hearing import refused
from tests.stories.town import Town, at
from tests.web import planning
from tests.web.client import Browser, Element, Page
from tests.web.conftest import PASSWORD
from tests.web.needing import MONDAY, analysed
from tests.web.test_outside import sure, typed
from workflow.accounts import passwords
from workflow.audit.report import Report
from workflow.audit.verify import record
from workflow.database import reading
from workflow.tables import accounts, competences, course_levels, courses, needs, standards, workload

FORMS = ("xlsx", "csv")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_APRIL = date(2024, 4, 1)
# Names that a spreadsheet would run.
_LIVE = {"ramli": "=HYPERLINK(1)", "nurhamidah": "@SUM(1)", "fitri": "+1+1", "marwan": "-1+1"}


def tell(town: Town) -> dict[str, int]:
    """Let so much happen that no list is empty, and give the numbers that addresses name."""
    town.write(update(accounts).values(password_hash=passwords.hashed(PASSWORD)))
    town.change("masdalena", birth_date=date(1966, 6, 16))
    for post in ("NERS-PKM", "KAPUS"):
        town.write(insert(standards).values(post_id=town.post[post], competence="KOM", level=2))
    levels = {"competence": "KOM", "level": 2, "assessed_on": date(2023, 5, 2)}
    town.write(insert(competences).values(employee_id=town.employee["ramli"], **levels))
    analysed(town, date(2024, 1, 8))
    town.need("KLERK-RSUD", 2)
    plan = planning.kept(town)
    case = telling.proposed(town, MONDAY, _APRIL)
    refused(town, "zulkifli", "recommend", MONDAY, case, {"number": "1", "on": MONDAY})
    for until in (date(2024, 2, 1), date(2024, 12, 31)):
        load = {
            "task": f"Posko {until:%m}",
            "volume": Decimal(90),
            "minutes": Decimal(60),
            "year": 2024,
        }
        town.write(insert(workload).values(post_id=town.post["KLERK-HUB"], until=until, **load))
    town.absent("abdul", date(2024, 2, 1), date(2024, 2, 9))
    town.absent("amran", MONDAY, _APRIL)
    town.delegate("ppk", "halomoan")
    town.end_grant("efrida", "training_officer", date(2024, 2, 1))
    town.related("maslan", "yusnita")
    town.write(insert(courses).values(id=1, code="KOM-1", name="Komunikasi", kind="teknis", hours=12))
    town.write(insert(course_levels).values(course_id=1, competence="KOM", level=2))
    record(town.engine, Report(transfers=1, entries=9), "root", None, at(MONDAY))
    for who, name in _LIVE.items():
        town.change(who, name=name)
    return {
        "plan": plan,
        "need": need(town, "NERS-PKM"),
        "post": town.post["KAPUS"],
        "ramli": town.employee["ramli"],
        "admin": town.account["admin"],
        "efrida": town.account["efrida"],
        "run": 2,
    }


def need(town: Town, post: str) -> int:
    """Give the number of the need of a post."""
    with reading(town.engine) as connection:
        found = connection.scalar(select(needs.c.id).where(needs.c.post_id == town.post[post]))
    assert found is not None
    return found


def correct(app: Flask, town: Town) -> None:
    """Let the head of BKPSDM record a retirement, which is outside the procedure."""
    browser = signed_in(app, "halomoan")
    sure(browser, town, typed(browser, town, "lamhot", "PENSIUN"), "lamhot")


def signed_in(app: Flask, who: str) -> Browser:
    """Sign somebody in."""
    browser = Browser(app)
    browser.send(browser.get("/sign-in"), "/sign-in", {"name": who, "password": PASSWORD})
    return browser


def tables(page: Page) -> dict[str, Element]:
    """Give the tables of the main part by their captions."""
    found = (table for main in page.root.all("main") for table in main.all("table"))
    return {next(table.all("caption")).text: table for table in found if list(table.all("caption"))}


def counted(table: Element) -> int:
    """Count the rows of a table, without the sums below them."""
    return sum(row.get("class") != "sub" for row in next(table.all("tbody")).all("tr"))


def offered(page: Page) -> list[str]:
    """Give the addresses of the files that a page offers, without their forms and in the order of the page."""
    found = [one.get("href") for main in page.root.all("main") for one in main.all("a")]
    paths = [href for href in found if urlsplit(href).path.rpartition(".")[2] in FORMS]
    assert {href for href in paths if ".csv" in href} == {href.replace(".xlsx", ".csv") for href in paths}
    return [href.replace(".csv", "", 1) for href in paths if ".csv" in href]


def in_form(file: str, form: str) -> str:
    """Give the address of a file in one of its forms."""
    path, mark, query = file.partition("?")
    return f"{path}.{form}{mark}{query}"


def csv_rows(answer: TestResponse) -> list[list[str]]:
    """Read a CSV file, its heading first."""
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def xlsx_rows(answer: TestResponse) -> list[list[str]]:
    """Read a workbook, its heading first. There is no formula in it."""
    assert answer.status_code == 200
    with ZipFile(io.BytesIO(answer.data)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # the file is our own
    assert not list(sheet.iter(f"{_MAIN}f"))
    return [["".join(cell.itertext()) for cell in row.iter(f"{_MAIN}c")] for row in sheet.iter(f"{_MAIN}row")]


def live(rows: list[list[str]]) -> Iterator[str]:
    """Give the cells that a spreadsheet would run; a number below nought is none."""
    for row in rows:
        for cell in row:
            number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
            if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and not number):
                yield cell
