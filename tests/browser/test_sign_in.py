"""Signing in, one's own account and the pages that say what went wrong, in Chromium."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tests.browser.barriers import violations
from tests.browser.conftest import OpenPage
from tests.browser.server import listening
from tests.stories import town as towns
from tests.stories.town import Town
from web import create_app
from workflow.accounts import passwords
from workflow.database import connect
from workflow.organisation.calendar import now
from workflow.tables import accounts, sessions

PASSWORD = "kapal jendela hujan sore"


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town; everybody in it has the same password."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    founded.write(update(accounts).values(password_hash=passwords.hashed(PASSWORD)))
    yield founded
    engine.dispose()


@pytest.fixture
def counter(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the counter on the town's database on a free port."""
    monkeypatch.setenv("MUTASI_DATABASE", town.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("MUTASI_SECRET", "a secret of the tests, long enough")
    app = create_app()
    with listening(app) as address:
        yield address
    app.extensions["mutasi"].engine.dispose()


def sign_in(page: Page, counter: str, password: str = PASSWORD) -> None:
    """Fill in the form as a person does."""
    page.goto(f"{counter}/sign-in")
    page.get_by_label("Nama pengguna atau NIP").fill("maslan")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()


def test_no_page_of_the_foundation_has_a_barrier(page: Page, counter: str, town: Town) -> None:
    page.goto(f"{counter}/nowhere")
    assert violations(page) == []
    sign_in(page, counter, "wrong")
    assert violations(page) == []
    sign_in(page, counter)
    for path in ("/account", "/nowhere", "/account/password"):
        page.goto(counter + path)
        assert violations(page) == [], path
    page.goto(f"{counter}/account")
    town.write(update(sessions).values(last_seen_at=now() - timedelta(hours=1)))
    page.get_by_role("button", name="Pakai bahasa ini").click()  # open to anyone: a stranger may choose too
    page.goto(f"{counter}/account")
    assert violations(page) == []


def test_a_wrong_password_is_said_first_and_leads_to_the_field(open_page: OpenPage, counter: str) -> None:
    page = open_page(scripts=False)
    sign_in(page, counter, "wrong")
    expect(page.get_by_role("alert")).to_be_focused()
    name = page.get_by_label("Nama pengguna atau NIP")
    expect(name).to_have_value("maslan")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(
        "NIP: 18 angka, boleh dengan spasi Salah: Nama pengguna, NIP, atau kata sandi salah."
    )
    expect(page).to_have_title("Salah: Masuk – Mutasi ASN")


def test_a_password_is_changed_without_a_script(open_page: OpenPage, counter: str) -> None:
    page = open_page(360, "dark", scripts=False)
    sign_in(page, counter)
    page.goto(f"{counter}/account")
    page.get_by_label("Kata sandi sekarang").fill(PASSWORD)
    page.get_by_label("Kata sandi baru", exact=True).fill("padi-angin-7-meja")
    page.get_by_label("Kata sandi baru, sekali lagi").fill("padi-angin-7-meja")
    page.get_by_role("button", name="Ganti kata sandi").click()
    expect(page.get_by_role("status")).to_contain_text("Kata sandi sudah diganti")


def test_the_chosen_theme_and_language_stay(open_page: OpenPage, counter: str) -> None:
    page = open_page(scripts=False)
    page.goto(f"{counter}/sign-in")
    page.get_by_role("button", name="Gelap").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_form_that_came_too_late_is_sent_after_signing_in_again(
    open_page: OpenPage, counter: str, town: Town
) -> None:
    first, second = open_page(), open_page(scripts=False)
    sign_in(first, counter)
    sign_in(second, counter)
    second.goto(f"{counter}/account")
    here = sessions.c.id == 2
    town.write(update(sessions).where(here).values(last_seen_at=now() - timedelta(hours=1)))
    second.get_by_role("button", name="Akhiri").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Sesi Anda sudah berakhir")
    second.get_by_label("Nama pengguna atau NIP").fill("maslan")
    second.get_by_label("Kata sandi").fill(PASSWORD)
    second.get_by_role("button", name="Masuk").click()
    second.get_by_role("button", name="Kirim lagi").click()
    expect(second.get_by_role("status")).to_contain_text("Sesi itu sudah diakhiri")
    first.goto(f"{counter}/account")
    expect(first.get_by_role("heading", level=1)).to_have_text("Masuk")
