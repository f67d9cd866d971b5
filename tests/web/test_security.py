"""What every answer says to the browser, and what a request from elsewhere cannot do."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.stories.town import Town
from tests.web.client import Browser, filled_in
from tests.web.conftest import PASSWORD, SignIn
from web import create_app
from web.paths import local_path

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ADDRESSES = ["/", "/sign-in", "/account", "/nowhere", "/static/sign.svg", "/sign-out"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_protected(as_: SignIn, address: str) -> None:
    headers = as_("maslan").headers(address)
    nonce = re.search(r"nonce-([\w-]{20,})'", headers["Content-Security-Policy"])
    assert nonce is not None
    assert headers["Content-Security-Policy"] == POLICY.format(nonce=nonce[1])
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_a_nonce_is_used_once(browser: Browser) -> None:
    policies = {browser.headers("/sign-in")["Content-Security-Policy"] for _time in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("address", ["/account", "/sign-in", "/nowhere", "/"])
def test_pages_are_kept_by_nobody(as_: SignIn, address: str) -> None:
    assert as_("maslan").headers(address)["Cache-Control"] == "no-store"


def test_static_files_are_kept_under_the_address_that_names_their_text(browser: Browser) -> None:
    page = browser.client.get("/sign-in").get_data(as_text=True)
    address = re.search(r'href="(/static/sign.svg\?v=[0-9a-f]{12})"', page)
    assert address is not None
    assert browser.headers(address[1])["Cache-Control"] == "public, max-age=31536000, immutable"
    assert browser.headers("/static/sign.svg?v=000000000000")["Cache-Control"] == "no-cache"
    assert browser.headers("/static/sign.svg")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("accepts", "sent"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_text_is_compressed_for_who_takes_it(browser: Browser, accepts: str, sent: str | None) -> None:
    for address in ("/sign-in", "/static/js/draft.js"):
        assert browser.headers(address, accepts).get("Content-Encoding") == sent


def test_the_cookie_is_out_of_reach(browser: Browser) -> None:
    cookie = browser.headers("/sign-in")["Set-Cookie"]
    assert cookie.startswith("mutasi=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Expires" not in cookie


def test_over_https_cookies_and_browsers_keep_to_it(town: Town, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTASI_HTTPS", "1")
    answer = create_app().test_client().get("/sign-in", base_url="https://mutasi.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-mutasi=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_over_https_a_whole_sign_in_works(town: Town, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTASI_HTTPS", "1")
    client = create_app().test_client()
    base = "https://mutasi.example"
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', client.get("/sign-in", base_url=base).get_data(as_text=True)
    )
    assert token is not None
    form = {"csrf_token": token[1], "name": "maslan", "password": PASSWORD}
    answer = client.post("/sign-in", data=form, base_url=base, headers={"Referer": f"{base}/sign-in"})
    assert answer.status_code == 303
    assert client.get("/account", base_url=base).status_code == 200


def _posts(app: Flask) -> list[str]:
    return [rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set()) and not rule.arguments]


def test_no_form_is_taken_without_its_token(as_: SignIn, app: Flask) -> None:
    browser = as_("admin")
    assert _posts(app)
    for address in _posts(app):
        for token in ({}, {"csrf_token": "forged"}):
            assert browser.post(address, token, here=False).status in {400, 403}, address
    assert browser.get("/account").path == "/account"


def test_a_token_belongs_to_its_session(as_: SignIn) -> None:
    mine, other = as_("maslan"), as_("sutan")
    token = filled_in(other.get("/account").form("/sign-out"))
    assert mine.post("/sign-out", token).status == 400


def test_every_view_says_who_may_use_it(app: Flask) -> None:
    silent = [name for name, view in app.view_functions.items() if not getattr(view, "open_to", None)]
    assert silent == []


def test_an_app_with_a_silent_view_does_not_start(app: Flask) -> None:
    from web import doors

    app.view_functions["forgotten"] = lambda: ""
    with pytest.raises(LookupError, match="forgotten"):
        doors.hang(app)


def test_a_door_knows_the_roles_of_the_law() -> None:
    from web.doors import open_to

    with pytest.raises(ValueError, match="wizard"):
        open_to("wizard")
    with pytest.raises(ValueError, match="none at all"):
        open_to()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/account", "/account"),
        ("/transfers?state=proposed&q=2", "/transfers?state=proposed&q=2"),
        ("/transfers#top", "/transfers#top"),
        ("", None),
        (None, None),
        ("//host", None),
        ("///host", None),
        ("/\\host", None),
        ("/a\\..\\host", None),
        ("/\t/host", None),
        ("/\n/host", None),
        ("/a b", None),
        ("/å", None),
        ("https:/account", None),
        ("account", None),
    ],
)
def test_only_paths_of_this_counter_are_local(text: str | None, path: str | None) -> None:
    assert local_path(text) == path


@pytest.mark.parametrize(("proxies", "seen"), [("0", "192.0.2.1"), ("1", "203.0.113.9"), ("2", "198.51.100.5")])
def test_only_trusted_proxies_say_where_a_request_is_from(
    app: Flask, monkeypatch: pytest.MonkeyPatch, proxies: str, seen: str
) -> None:
    from flask import request

    monkeypatch.setenv("MUTASI_TRUSTED_PROXIES", proxies)
    behind = create_app()
    addresses: list[str | None] = []
    behind.before_request(lambda: addresses.append(request.remote_addr))
    forged = {"X-Forwarded-For": "198.51.100.5, 203.0.113.9"}
    behind.test_client().get("/sign-in", headers=forged, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert addresses == [seen]


def test_creating_an_app_touches_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUTASI_DATABASE", f"sqlite:///{tmp_path}/none.db")
    monkeypatch.setenv("MUTASI_SECRET", "x" * 32)
    app = create_app()
    assert "image/svg+xml" in Browser(app).headers("/static/sign.svg")["Content-Type"]
    assert list(tmp_path.iterdir()) == []
