"""Signing in and out, as somebody at a browser meets it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from tests.stories import town as towns
from tests.stories.town import Town
from tests.web.client import Browser, filled_in
from tests.web.conftest import PASSWORD, SignIn
from web import create_app
from workflow.accounts import passwords
from workflow.database import connect, reading, writing
from workflow.organisation.calendar import now
from workflow.register import record
from workflow.tables import accounts, attempts, security_events, sessions

NIP_OF_MASLAN = "19850117 200903 1 909"


def test_a_stranger_is_sent_to_the_sign_in_page(browser: Browser) -> None:
    page = browser.get("/")
    assert (page.path, page.title) == ("/sign-in", "Masuk")


def test_somebody_signs_in_and_out(browser: Browser) -> None:
    page = browser.send(browser.get("/sign-in"), "/sign-in", {"name": "maslan", "password": PASSWORD})
    assert page.status == 200
    assert "Maslan Harahap" in page.text
    assert browser.get("/sign-in").path != "/sign-in"
    out = browser.send(page, "/sign-out")
    assert out.title == "Masuk"
    assert "Anda sudah keluar" in out.text
    assert browser.get("/account").path == "/sign-in"


def test_the_nip_may_be_written_with_its_spaces(as_: SignIn) -> None:
    assert as_(NIP_OF_MASLAN).get("/account").title == "Maslan Harahap"


@pytest.mark.parametrize("name", ["maslan", "nobody", ""])
def test_it_is_not_said_whether_the_name_or_the_password_was_wrong(browser: Browser, name: str) -> None:
    page = browser.send(browser.get("/sign-in"), "/sign-in", {"name": name, "password": "wrong"})
    assert page.status == 422
    assert page.errors() == {"name": "Nama pengguna, NIP, atau kata sandi salah."}
    assert filled_in(page.form("/sign-in"))["name"] == name
    assert "wrong" not in page.response.get_data(as_text=True)


def test_whoever_was_on_the_way_to_a_page_gets_there(browser: Browser) -> None:
    page = browser.get("/account")
    assert page.path == "/sign-in"
    assert browser.send(page, "/sign-in", {"name": "maslan", "password": PASSWORD}).path == "/account"


@pytest.mark.parametrize(
    "way",
    [
        "https://evil.example/",
        "//evil.example/account",
        "/\\evil.example/account",
        "\\\\evil.example",
        "/\t/evil.example",
        "/account\r\nSet-Cookie: a=b",
        " /account",
        "javascript:alert(1)",
        "account",
        "/account/password",  # takes forms only
        "/nowhere",
    ],
)
def test_nobody_is_led_anywhere_else(browser: Browser, way: str) -> None:
    page = browser.get("/sign-in", query_string={"next": way})
    assert "next" not in filled_in(page.form("/sign-in"))
    sent = browser.post(
        "/sign-in", filled_in(page.form("/sign-in")) | {"name": "maslan", "password": PASSWORD, "next": way}
    )
    assert sent.response.location in {"/inbox", "/account"}


def test_signing_in_begins_a_new_session_in_the_browser_too(browser: Browser) -> None:
    page = browser.get("/sign-in")
    before = filled_in(page.form("/sign-in"))
    browser.send(page, "/sign-in", {"name": "maslan", "password": PASSWORD})
    refused = browser.post("/sign-out", {"csrf_token": before["csrf_token"]})
    assert refused.status == 400


def test_signing_out_ends_the_session_even_for_a_copied_cookie(as_: SignIn, app: Flask) -> None:
    browser = as_("maslan")
    cookie = browser.client.get_cookie("mutasi")
    assert cookie is not None
    thief = Browser(app)
    thief.client.set_cookie("mutasi", cookie.value)
    assert thief.get("/account").path == "/account"
    browser.send(browser.get("/account"), "/sign-out")
    thief.client.set_cookie("mutasi", cookie.value)
    assert thief.get("/account").path == "/sign-in"


def test_signing_in_as_somebody_else_ends_the_first_session(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    token = filled_in(browser.get("/account").form("/sign-out"))
    browser.post("/sign-in", token | {"name": "sutan", "password": PASSWORD})
    with reading(town.engine) as connection:
        ended = connection.execute(select(sessions.c.ended_at.is_not(None)).order_by(sessions.c.id)).scalars().all()
    assert [bool(one) for one in ended] == [True, False]
    assert browser.get("/account").title == "Sutan Siregar"


@pytest.mark.parametrize(
    "aged",
    [
        {"last_seen_at": now() - timedelta(minutes=31)},
        {"created_at": now() - timedelta(hours=12, minutes=1)},
        {"ended_at": now()},
    ],
)
def test_a_session_ends(as_: SignIn, town: Town, aged: dict[str, object]) -> None:
    browser = as_("maslan")
    town.write(update(sessions).values(**aged))
    assert browser.get("/account").path == "/sign-in"


def test_a_disabled_account_is_out_at_once(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    town.write(update(accounts).where(accounts.c.user_name == "maslan").values(disabled_at=now()))
    assert browser.get("/account").path == "/sign-in"


def test_reading_a_page_writes_nothing_but_the_use_of_the_session_once_a_minute(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    long_ago = now() - timedelta(minutes=10)
    town.write(update(sessions).values(last_seen_at=long_ago))

    def seen() -> object:
        with reading(town.engine) as connection:
            return connection.scalar(select(sessions.c.last_seen_at))

    browser.get("/account")
    first = seen()
    assert first != long_ago
    browser.get("/account")
    assert seen() == first


def test_after_five_failures_one_waits_and_is_told_how_long(browser: Browser) -> None:
    page = browser.get("/sign-in")
    for _attempt in range(5):
        assert browser.send(page, "/sign-in", {"name": "maslan", "password": "wrong"}).status == 422
    page = browser.send(page, "/sign-in", {"name": "maslan", "password": PASSWORD})
    assert page.status == 429
    assert page.errors()["name"] == "Sudah terlalu sering salah. Coba lagi setelah 1 menit."
    assert 0 < int(page.response.headers["Retry-After"]) <= 60


def test_the_wait_ends(browser: Browser, town: Town) -> None:
    page = browser.get("/sign-in")
    for _attempt in range(5):
        browser.send(page, "/sign-in", {"name": "maslan", "password": "wrong"})
    town.write(update(attempts).values(at=now() - timedelta(minutes=2)))
    assert browser.send(page, "/sign-in", {"name": "maslan", "password": PASSWORD}).status == 200


def test_an_address_is_counted_over_all_accounts(app: Flask) -> None:
    guesser, colleague = Browser(app, "198.51.100.1"), Browser(app, "198.51.100.2")
    page = guesser.get("/sign-in")
    for number in range(20):
        guesser.send(page, "/sign-in", {"name": f"name{number}", "password": "wrong"})
    assert guesser.send(page, "/sign-in", {"name": "maslan", "password": PASSWORD}).status == 429
    assert colleague.send(colleague.get("/sign-in"), "/sign-in", {"name": "maslan", "password": PASSWORD}).status == 200


def test_what_happened_is_recorded_without_a_name(browser: Browser, town: Town) -> None:
    page = browser.get("/sign-in")
    browser.send(page, "/sign-in", {"name": "maslan", "password": "wrong"})
    page = browser.send(page, "/sign-in", {"name": "maslan", "password": PASSWORD})
    browser.send(page, "/sign-out")
    with reading(town.engine) as connection:
        events = connection.execute(select(security_events).order_by(security_events.c.id)).all()
    assert [event.kind for event in events] == ["sign-in-failed", "signed-in", "signed-out"]
    assert not re.search("maslan|Harahap|192", " ".join(event.detail for event in events))


def test_a_form_that_came_too_late_waits_while_one_signs_in_again(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    token = filled_in(browser.get("/account").form("/sign-out"))
    town.write(update(sessions).values(last_seen_at=now() - timedelta(hours=1)))
    late = browser.post("/account/sessions/end", token | {"session": "17"})
    assert (late.status, late.title) == (403, "Sesi Anda sudah berakhir")
    again = browser.send(late, "/sign-in", {"name": "maslan", "password": PASSWORD})
    assert again.title == "Anda sudah masuk lagi; tulisan Anda masih ada"
    assert filled_in(again.form("/account/sessions/end"))["session"] == "17"
    assert browser.send(again, "/account/sessions/end").status == 404  # it arrives; there is no such session


def test_a_waiting_form_survives_a_wrong_password(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    token = filled_in(browser.get("/account").form("/sign-out"))
    town.write(update(sessions).values(last_seen_at=now() - timedelta(hours=1)))
    late = browser.post("/account/sessions/end", token | {"session": "17"})
    wrong = browser.send(late, "/sign-in", {"name": "maslan", "password": "wrong"})
    again = browser.send(wrong, "/sign-in", {"name": "maslan", "password": PASSWORD})
    assert filled_in(again.form("/account/sessions/end"))["session"] == "17"


def test_a_form_from_another_site_is_never_kept_for_later(browser: Browser) -> None:
    late = browser.post("/account/sessions/end", {"session": "17"}, here=False)
    assert late.status == 403
    assert "17" not in str(filled_in(late.form("/sign-in")))


def test_passwords_are_never_kept_in_a_page(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    token = filled_in(browser.get("/account").form("/sign-out"))
    town.write(update(sessions).values(last_seen_at=now() - timedelta(hours=1)))
    late = browser.post("/account/password", token | {"old_password": PASSWORD, "new_password": "padi-angin-7-meja"})
    assert late.status == 403
    assert PASSWORD not in late.response.get_data(as_text=True)


@pytest.fixture
def demonstration(app: Flask, town: Town, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Make a counter on the same database, told to be a demonstration; one of its accounts has a demo's user name."""
    monkeypatch.setenv("MUTASI_DEMO", "1")
    town.write(
        insert(accounts).values(user_name="auditor", name="Masdalena Tio Pohan", title="Auditor", created_at=now())
    )
    counter = create_app()
    counter.testing = True
    return counter


def mark(town: Town) -> None:
    """Let the database be one that the demonstration made."""
    with writing(town.engine) as connection:
        record(connection, "demo", None, now(), {})


def test_in_a_demonstration_one_click_signs_in(demonstration: Flask, town: Town) -> None:
    mark(town)
    browser = Browser(demonstration)
    page = browser.get("/sign-in")
    assert "DEMO" in page.text
    assert "Auditor Masdalena Tio Pohan" in page.text
    forms = [form for form in page.root.all("form") if form.get("action") == "/sign-in"]
    token = filled_in(forms[-1])
    assert browser.post("/sign-in", token | {"account": "auditor"}).response.location == "/inbox"
    assert browser.get("/account").title == "Masdalena Tio Pohan"
    assert "DEMO" in browser.get("/account").text


def test_in_a_demonstration_only_those_offered_enter_by_a_click(demonstration: Flask, town: Town) -> None:
    mark(town)
    browser = Browser(demonstration)
    token = filled_in(browser.get("/sign-in").form("/sign-in"))
    assert browser.post("/sign-in", token | {"account": "maslan"}).status == 422
    assert browser.get("/account").path == "/sign-in"


def test_a_setting_alone_opens_no_door(demonstration: Flask) -> None:
    browser = Browser(demonstration)
    page = browser.get("/sign-in")
    assert "DEMO" not in page.text
    assert browser.post("/sign-in", filled_in(page.form("/sign-in")) | {"account": "auditor"}).status == 422


def test_a_demonstrations_database_alone_opens_no_door(browser: Browser, town: Town) -> None:
    mark(town)
    page = browser.get("/sign-in")
    assert "DEMO" not in page.text
    assert browser.post("/sign-in", filled_in(page.form("/sign-in")) | {"account": "auditor"}).status == 422


def test_outside_a_demonstration_nobody_is_offered(browser: Browser, app: Flask) -> None:
    page = browser.get("/sign-in")
    assert "DEMO" not in page.text
    assert browser.send(page, "/sign-in", {"name": "maslan"} | {"password": ""}).status == 422
    chosen = browser.post("/sign-in", filled_in(page.form("/sign-in")) | {"account": "auditor"})
    assert chosen.status == 422
    assert browser.get("/account").path == "/sign-in"


def test_the_counter_serves_postgresql_as_the_role_that_owns_nothing(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = connect(postgresql_url)
    town = towns.found(engine)
    town.write(update(accounts).values(password_hash=passwords.hashed(PASSWORD)))
    monkeypatch.setenv("MUTASI_DATABASE", postgresql_url)
    monkeypatch.setenv("MUTASI_SECRET", "a secret of the tests, long enough")
    counter = create_app()
    counter.testing = True
    browser = Browser(counter)
    page = browser.send(browser.get("/sign-in"), "/sign-in", {"name": "maslan", "password": PASSWORD})
    assert page.path == "/inbox"
    town.write(update(sessions).values(last_seen_at=now() - timedelta(minutes=5)))
    assert browser.get("/account").title == "Maslan Harahap"
    assert browser.send(browser.get("/account"), "/sign-out").title == "Masuk"
    counter.extensions["mutasi"].engine.dispose()
    engine.dispose()
