"""Signing in and out."""

from tests.web.client import Browser
from tests.web.conftest import PASSWORD


def test_somebody_signs_in_and_out(browser: Browser) -> None:
    page = browser.send(browser.get("/sign-in"), "/sign-in", {"name": "maslan", "password": PASSWORD})
    assert page.title == "Maslan Harahap"
    out = browser.send(page, "/sign-out")
    assert out.title == "Masuk"
    assert "Anda sudah keluar" in out.text
    assert browser.get("/account").path == "/sign-in"
