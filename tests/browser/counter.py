"""A counter served on a town's database, with a clock that the test sets, and people who sit down at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import update

from tests.browser.barriers import violations
from tests.browser.server import listening
from tests.stories.town import Town, at
from tests.web import clock
from web import create_app
from workflow.accounts import passwords
from workflow.tables import accounts

PASSWORD = "kapal jendela hujan sore"


@contextmanager
def served(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the counter on a free port, with one password for everybody in the town."""
    town.write(update(accounts).values(password_hash=passwords.hashed(PASSWORD)))
    monkeypatch.setenv("MUTASI_DATABASE", town.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("MUTASI_SECRET", "a secret of the tests, long enough")
    app = create_app()
    with listening(app) as address:
        yield address
    app.extensions["mutasi"].engine.dispose()


@dataclass
class Desk:
    """One browser at which people sign in one after the other; every page met is looked at when `looks` is set."""

    page: Page
    address: str
    monkeypatch: pytest.MonkeyPatch
    looks: bool = True

    def day(self, day: date, hour: int = 9) -> None:
        """Let it be a day, at an hour of the city."""
        self._set(at(day, hour))

    def _set(self, moment: datetime) -> None:
        clock.stop(self.monkeypatch, moment)

    def sit(self, user: str) -> None:
        """Let somebody sign in, after whoever sat here has left."""
        self.page.context.clear_cookies()
        self.go("/sign-in")
        self.page.locator("#f-name").fill(user)
        self.page.locator("#f-password").fill(PASSWORD)
        self._press("form .btn-primary")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(self.address + path)
        self.look()

    def look(self) -> None:
        """Find nothing wrong with the page."""
        if self.looks:
            found = violations(self.page)
            assert found == [], f"{self.page.url}: {found}"

    def fill(self, values: dict[str, str]) -> None:
        """Fill in fields by their names: text, choices, scales and boxes alike."""
        for name, value in values.items():
            self._fill(self.page.locator(f"[name='{name}']:not([type=hidden])"), value)

    @staticmethod
    def _fill(field: Locator, value: str) -> None:
        kind = field.first.evaluate("e => e.type || e.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            field.and_(field.page.locator(f"[value='{value}']")).check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)

    def send(self) -> None:
        """Send the form of the page's one framed panel, and read it over where it is shown once more."""
        self._press("#isian .btn-primary, .decide form .btn-primary")
        self.look()
        if self.page.locator("button[name=go][value=send]").count():
            if self.page.locator("[name=no_conflict]:not([type=hidden])").count():
                self.page.locator("[name=no_conflict]").check()
            self._press("button[name=go][value=send]")
            self.look()

    def _press(self, button: str) -> None:
        """Press a button that sends a form, and wait for the page that comes: axe must not see one that is leaving."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()

    def step(self, case: str, step: str, values: dict[str, str]) -> None:
        """Take a step on a case, and come back to the case with a word that it was done."""
        self.go(f"/transfers/{case}/{step}")
        self.fill(values)
        self.send()
        expect(self.page).to_have_url(f"{self.address}/transfers/{case}")
        expect(self.page.get_by_role("status").first).to_contain_text("catatan")
