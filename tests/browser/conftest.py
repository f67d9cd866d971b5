"""Chromium for the tests of the pages, wide and narrow, light and dark, in Indonesian and in English."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.counter import Desk, served
from tests.stories.town import Town

_FLAGS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that wants anything from elsewhere does not get it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives the browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium once for each worker."""
    program = shutil.which("chromium", path=f"{os.environ.get('PATH', '')}:/usr/bin")
    if program is None:
        pytest.fail("There is no Chromium on this machine; `make chromium` installs it or says how.", pytrace=False)
    # Chromium cannot build its sandbox as root, and a container often has only that user.
    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else _FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a page in a context of its own: each has its own cookies, so is another person.

    Afterwards the test fails if any page had an error in a script or was refused something by its own security policy.
    """
    contexts = []
    faults: list[str] = []

    def open_(width: int = 1280, scheme: Literal["light", "dark"] = "light", *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", lambda message: faults.extend(_fault(message)))
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(params=[(1280, "light"), (360, "dark")], ids=["1280-light", "360-dark"])
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """Open one page; the test runs once wide and light, and once narrow and dark."""
    return open_page(*request.param)


@pytest.fixture(
    params=[(1280, "light", "id"), (360, "dark", "id"), (1280, "dark", "en"), (360, "light", "en")],
    ids=["1280-light-id", "360-dark-id", "1280-dark-en", "360-light-en"],
)
def desk(
    request: pytest.FixtureRequest, open_page: OpenPage, town: Town, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Serve the module's town, and give a desk at it; four runs meet each width in each theme and each language."""
    width, scheme, language = request.param
    with served(town, monkeypatch) as address:
        yield Desk(open_page(width, scheme), address, monkeypatch, language=language)


@pytest.fixture
def bare_desk(open_page: OpenPage, town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Serve the module's town, and give a narrow desk at it whose browser runs no scripts, so that axe cannot look."""
    with served(town, monkeypatch) as address:
        yield Desk(open_page(360, scripts=False), address, monkeypatch, looks=False)


def _fault(message: ConsoleMessage) -> list[str]:
    """Read a console message as a fault, unless it only repeats a status that the test asks for itself."""
    if message.type != "error" or message.text.startswith("Failed to load resource: the server responded"):
        return []
    return [f"{message.location['url']}: {message.text}"]
