"""What the tests of registers' pages have in common: a Monday in 2024, and reading what a page lists."""

from datetime import date
from typing import Any

from sqlalchemy import Table, select

from tests.stories.town import Town, at
from tests.web.client import Element, Page
from workflow.database import reading
from workflow.tables import register_events, security_events

MONDAY = date(2024, 3, 4)
MORNING = at(MONDAY, 10)


def lines(page: Page, caption: str) -> list[str]:
    """Read the rows of the table of a caption, each as its words."""
    return [row.text for row in _body(page, caption).all("tr")]


def link(page: Page, words: str) -> str:
    """Give the address of the link that says these words, hidden ones too."""
    return next(one.get("href") for one in page.root.all("a") if one.text == words)


def links(page: Page) -> list[str]:
    """Give the words of every link of a page's main part."""
    return [one.text for main in page.root.all("main") for one in main.all("a")]


def summary(page: Page) -> list[str]:
    """Read the summary of what has to be mended."""
    found = [div for div in page.root.all("div") if div.get("class") == "errors"]
    return [item.text for div in found for item in div.all("li")]


def filled_buttons(page: Page) -> list[str]:
    """Read the filled buttons: a page has one at most."""
    return [one.text for one in page.root.all("a", "button") if "btn-primary" in one.get("class")]


def events(town: Town) -> list[str]:
    """List the kinds of the register events, oldest first."""
    with reading(town.engine) as connection:
        return list(connection.scalars(select(register_events.c.kind).order_by(register_events.c.number)))


def refusals(town: Town) -> int:
    """Count the security events of changes that were not allowed."""
    with reading(town.engine) as connection:
        query = select(security_events.c.id).where(security_events.c.kind == "not-kept")
        return len(connection.execute(query).all())


def rows(town: Town, table: Table) -> list[Any]:
    """Read the rows of a table by their numbers."""
    with reading(town.engine) as connection:
        return list(connection.execute(select(table).order_by(table.c.id)).all())


def _body(page: Page, caption: str) -> Element:
    for table in page.root.all("table"):
        if any(one.text == caption for one in table.all("caption")):
            return next(table.all("tbody"))
    raise AssertionError(f"no table is called {caption!r}")
