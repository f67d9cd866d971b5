"""What axe-core finds wrong with a page for people who see, hear, move or read differently."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2 AA, and what its authors advise besides.
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = Axe()


def violations(page: Page) -> list[str]:
    """List each violation on the page in one line: the rule, what it asks for, and the elements that break it.

    The page must run scripts: on a context without JavaScript axe would never return.
    """
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _STANDARDS}}
    found = _AXE.run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['help']} ({', '.join(_places(rule))})" for rule in found]


def _places(rule: dict) -> list[str]:
    return [" ".join(str(part) for part in node["target"]) for node in rule["nodes"]]
