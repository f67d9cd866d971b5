"""A counter served on a town's database, with a clock that the test sets, and people who sit down at it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import update

from policies.model import Words
from tests.browser import words as spoken
from tests.browser.barriers import violations
from tests.browser.server import listening
from tests.stories.town import Town, at
from tests.web import clock
from web import create_app
from workflow.accounts import passwords
from workflow.tables import accounts

PASSWORD = "kapal jendela hujan sore"
DONE = "%(step)s: tersimpan sebagai catatan %(number)s."


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
    """One browser at which people sign in one after the other and read one language.

    Every page met is looked at when `looks` is set.
    """

    page: Page
    address: str
    monkeypatch: pytest.MonkeyPatch
    looks: bool = True
    language: str = "id"

    def word(self, words: str, count: int | None = None, **values: object) -> str:
        """Give what this desk's pages say for the words of the source, which are Indonesian."""
        return spoken.spoken(self.language, words, count, **values)

    def like(self, words: str, **values: object) -> re.Pattern[str]:
        """Give what finds the words of the source on a page, whatever stands in the places that get no value."""
        return spoken.pattern(self.language, words, **values)

    def law(self, id: str, en: str) -> str:  # noqa: A002 - the language code, as in `Words`
        """Give words that are in no catalogue, because they come from the law or the files in both languages."""
        return spoken.either(self.language, Words(id, en))

    def day(self, day: date, hour: int = 9) -> None:
        """Let it be a day, at an hour of the city."""
        self._set(at(day, hour))

    def _set(self, moment: datetime) -> None:
        clock.stop(self.monkeypatch, moment)

    def sit(self, user: str) -> None:
        """Let somebody sign in, after whoever sat here has left."""
        self.page.context.clear_cookies()
        self.page.goto(self.address + "/sign-in")
        if self.language != "id":
            self._press(f"button[name=language][value={self.language}]")
            self.look()
        self.page.locator("#f-name").fill(user)
        self.page.locator("#f-password").fill(PASSWORD)
        self._press("form .btn-primary")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(self.address + path)
        self.look()

    def look(self) -> None:
        """Find nothing wrong with the page, and nothing on it in another language."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        if self.looks:
            found = violations(self.page)
            if self.language != "id":
                found += spoken.indonesian(self.page)
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
        expect(self.page.get_by_role("status").first).to_contain_text(self.like(DONE))
