"""Panels of a page, found by their id, for the tests of pages."""

from tests.web.client import Element, Page


def panel(page: Page, name: str) -> Element | None:
    """Give a panel by its id, or None when the page has none."""
    return next((one for one in page.root.all("section") if one.get("id") == name), None)


def text_of(page: Page, name: str) -> str:
    """Give the words of a panel, empty when the page has none."""
    found = panel(page, name)
    return found.text if found else ""
