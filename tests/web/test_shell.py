"""The frame around every page: the menu that follows the person, and what waits behind its items."""

from datetime import date

import pytest
from flask import Flask

from tests.stories import telling
from tests.stories.town import Town
from tests.web.client import Page
from tests.web.conftest import SignIn
from web import shell
from web.doors import open_to


def menu(page: Page) -> list[str]:
    """Read the words of the main menu."""
    side = next(nav for nav in page.root.all("nav") if nav.get("id") == "menu")
    return [link.text for group in side.all("ul") for link in group.all("a")]


def test_the_frame_says_who_is_signed_in(as_: SignIn) -> None:
    page = as_("irwan").get("/account")
    who = next(div for div in page.root.all("div") if div.get("class") == "who")
    assert who.text.startswith("Irwan Pasaribu Kepala Bidang Mutasi")
    assert [link.text for link in who.all("a", "button")] == ["Akun", "English", "Gelap", "Keluar"]


def test_who_holds_no_post_is_named_by_his_role(as_: SignIn) -> None:
    who = next(div for div in as_("admin").get("/account").root.all("div") if div.get("class") == "who")
    assert "Administrator sistem" in who.text


def test_an_item_stands_there_for_who_may_open_it(app: Flask, as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    item = shell.Item("theirs", "theirs", "book", "Milik auditor")
    menu_ = shell._menu
    monkeypatch.setattr(shell, "_menu", lambda: (*menu_(), (item,)))
    app.add_url_rule("/theirs", "theirs", open_to("auditor")(lambda: ""))
    assert "Milik auditor" in menu(as_("rosmaida").get("/account"))
    assert "Milik auditor" not in menu(as_("irwan").get("/account"))


def test_a_page_that_is_no_part_of_the_counter_is_not_in_the_menu(as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    item = shell.Item("none", "none.none", "book", "Tidak ada")
    monkeypatch.setattr(shell, "_menu", lambda: ((item,),))
    assert menu(as_("irwan").get("/account")) == []


def test_what_waits_is_counted_again_when_something_has_happened(
    as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def count(_connection: object, _person: object) -> int:
        asked.append(1)
        return len(asked)

    monkeypatch.setitem(shell._counts, "inbox", count)
    monkeypatch.setattr(shell, "now", lambda: telling.at(date(2026, 11, 24)))
    browser = as_("irwan")
    first, second = menu(browser.get("/account"))[0], menu(browser.get("/account"))[0]
    assert first == second
    telling.needed(town, date(2024, 3, 4))
    third = menu(browser.get("/account"))[0]
    assert third != second
    assert "perlu tindakan" in third
