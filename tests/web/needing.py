"""A town whose needs were worked out, for the tests of the needs analysis' pages."""

from datetime import date

from tests.stories.town import Town, at
from tests.web.client import Browser, Page
from workflow.staffing import runs

MONDAY = date(2024, 3, 4)
JUNE = date(2024, 6, 3)


def analysed(town: Town, day: date = MONDAY, horizon: int | None = None, reason: str = "") -> int:
    """Make a run as of a day, on that day, and give its number."""
    return runs.make(town.engine, runs.Asked(day, horizon, reason, "clock"), None, at(day))[0]


def hrefs(page: Page, start: str) -> list[str]:
    """Give the addresses of the links in the main part that begin so."""
    found = [one.get("href") for main in page.root.all("main") for one in main.all("a")]
    return [href for href in found if href.startswith(start)]


def stories(page: Page) -> set[str]:
    """Give the addresses of the needs that the page leads to."""
    return {href for href in hrefs(page, "/needs/") if href.rpartition("/")[2].isdecimal()}


def need_of(browser: Browser, words: str) -> Page:
    """Open the need whose link says these words, from the list."""
    page = browser.get("/needs")
    link = next(one for one in page.root.all("a") if one.text == words and one.get("href").startswith("/needs/"))
    return browser.get(link.get("href"))
