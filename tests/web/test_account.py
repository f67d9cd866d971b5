"""One's own account: sessions, password, language and theme."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.stories.town import Town
from tests.web.client import Browser, Page, filled_in
from tests.web.conftest import PASSWORD, SignIn
from workflow.database import reading
from workflow.organisation.calendar import now
from workflow.tables import accounts, sessions

NEW = "padi-angin-7-meja"


def change(browser: Browser, old: str = PASSWORD, new: str = NEW, again: str = "") -> Page:
    """Fill in the form that changes the password."""
    values = {"old_password": old, "new_password": new, "repeated_password": again or new}
    return browser.send(browser.get("/account"), "/account/password", values)


def test_the_page_says_who_one_is_and_may_act_as(as_: SignIn) -> None:
    page = as_("maslan").get("/account")
    assert page.title == "Maslan Harahap"
    for words in ("19850117 200903 1 909", "Analis SDM aparatur", "Seluruh kota", "SK 800/2/2024", "Sesi ini"):
        assert words in page.text.replace("\u00a0", " ")


def test_who_holds_no_granted_role_is_told_what_holds_anyway(as_: SignIn) -> None:
    assert "Tidak ada peran yang diberikan" in as_("togar").get("/account").text


def test_the_mayor_has_no_nip(as_: SignIn) -> None:
    assert "NIP" not in as_("sahala").get("/account").text


def test_other_sessions_can_be_ended(as_: SignIn) -> None:
    here, there = as_("maslan"), as_("maslan")
    page = here.get("/account")
    forms = [form for form in page.root.all("form") if form.get("action") == "/account/sessions/end"]
    assert len(forms) == 1
    ended = here.post("/account/sessions/end", filled_in(forms[0]), follow=True)
    assert "Sesi itu sudah diakhiri" in ended.text
    assert there.get("/account").path == "/sign-in"


@pytest.mark.parametrize("number", ["", "1 OR 1=1", "-1", "99999999999999999999", "4711"])
def test_only_ones_own_sessions_can(as_: SignIn, number: str) -> None:
    browser = as_("maslan")
    form = filled_in(browser.get("/account").form("/sign-out"))
    assert browser.post("/account/sessions/end", form | {"session": number}).status == 404


def test_the_session_of_somebody_else_stays(as_: SignIn, town: Town) -> None:
    other, browser = as_("sutan"), as_("maslan")
    with reading(town.engine) as connection:
        number = connection.scalar(select(sessions.c.id).where(sessions.c.account_id == town.account["sutan"]))
    form = filled_in(browser.get("/account").form("/sign-out"))
    assert browser.post("/account/sessions/end", form | {"session": str(number)}).status == 404
    assert other.get("/account").path == "/account"


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(as_: SignIn) -> None:
    here, there = as_("maslan"), as_("maslan")
    page = change(here)
    assert page.path == "/account"
    assert "Kata sandi sudah diganti" in page.text
    assert there.get("/account").path == "/sign-in"
    assert as_("maslan", NEW).get("/account").title == "Maslan Harahap"


@pytest.mark.parametrize(
    ("old", "new", "again", "field", "words"),
    [
        ("wrong", NEW, NEW, "old_password", "Kata sandi sekarang salah."),
        (PASSWORD, NEW, "another one", "repeated_password", "Dua isian kata sandi baru tidak sama."),
        (PASSWORD, "s3Kxq!", "", "new_password", "Kata sandi baru paling sedikit 10 karakter."),
        (PASSWORD, "x" * 300, "", "new_password", "Kata sandi baru paling banyak 200 karakter."),
        (PASSWORD, "password1234", "", "new_password", "Kata sandi ini mudah ditebak."),
        (PASSWORD, "maslanharahap", "", "new_password", "Jangan memakai nama"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_told_at_its_field(
    as_: SignIn, old: str, new: str, again: str, field: str, words: str
) -> None:
    page = change(as_("maslan"), old, new, again)
    assert page.status == 422
    assert list(page.errors()) == [field]
    assert page.errors()[field].startswith(words)
    assert next(page.root.all("title")).text.startswith("Salah: ")
    assert as_("maslan")  # the old password still holds


def test_guessing_at_a_borrowed_screen_is_throttled(as_: SignIn) -> None:
    browser = as_("maslan")
    for _attempt in range(5):
        assert change(browser, "wrong").status == 422
    assert change(browser).status == 429


def test_the_page_speaks_english_and_remembers(as_: SignIn, app: Flask) -> None:
    browser = as_("maslan")
    page = browser.send(browser.get("/account"), "/language", {"language": "en"})
    assert next(page.root.all("html")).get("lang") == "en"
    assert page.path == "/account"
    elsewhere = as_("maslan")
    assert next(elsewhere.get("/account").root.all("html")).get("lang") == "en"
    assert next(Browser(app).get("/sign-in").root.all("html")).get("lang") == "id"


def test_a_theme_can_be_chosen_before_signing_in(browser: Browser) -> None:
    page = browser.send(browser.get("/sign-in"), "/theme", {"theme": "dark"})
    assert page.path == "/sign-in"
    assert next(page.root.all("html")).get("data-bs-theme") == "dark"


def test_a_theme_is_remembered_with_the_account(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    browser.send(browser.get("/account"), "/theme", {"theme": "dark"})
    assert next(as_("maslan").get("/account").root.all("html")).get("data-bs-theme") == "dark"
    with reading(town.engine) as connection:
        kept = connection.scalar(select(accounts.c.theme).where(accounts.c.user_name == "maslan"))
    assert kept == "dark"


@pytest.mark.parametrize(("path", "name"), [("/language", "language"), ("/theme", "theme")])
def test_a_choice_that_there_is_not_changes_nothing(as_: SignIn, path: str, name: str) -> None:
    browser = as_("maslan")
    form = filled_in(browser.get("/account").form("/sign-out"))
    assert browser.post(path, form | {name: "klingon"}).status == 303
    assert browser.client.get_cookie(name) is None


@pytest.mark.parametrize(
    ("referrer", "lands"),
    [
        ("http://localhost/account", "/account"),
        ("http://localhost/account/password", "/"),
        ("http://localhost//evil.example", "/"),
        ("http://localhost.evil.example/account", "/"),
        ("https://evil.example/account", "/"),
    ],
)
def test_a_choice_leads_back_to_the_page_it_was_made_on(as_: SignIn, referrer: str, lands: str) -> None:
    browser = as_("maslan")
    form = filled_in(browser.get("/account").form("/sign-out"))
    page = browser.post("/language", form | {"language": "en"}, headers={"Referer": referrer})
    assert page.response.location == lands


def test_the_lifetime_of_sessions_is_a_setting(town: Town, as_: SignIn, app: Flask) -> None:
    browser = as_("maslan")
    counter = app.extensions["mutasi"]
    object.__setattr__(counter.settings, "session_idle", timedelta(minutes=5))
    town.write(update(sessions).values(last_seen_at=now() - timedelta(minutes=6)))
    assert browser.get("/account").path == "/sign-in"
