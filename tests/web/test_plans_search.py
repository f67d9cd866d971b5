"""Searching for a plan at the counter: the form, the page that waits, how a search ends; only who began it sees it."""

import time

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.needing import MONDAY, analysed
from workflow.database import reading
from workflow.planning import searches
from workflow.planning.model import UNLIMITED, Limits
from workflow.planning.searches import Request
from workflow.tables import needs, plan_searches


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def need(town: Town) -> int:
    """Give the need for nurses at the health centre."""
    analysed(town)
    with reading(town.engine) as connection:
        found = connection.scalar(select(needs.c.id).where(needs.c.post_id == town.post["NERS-PKM"]))
    assert found is not None
    return found


def begun(town: Town, need: int, limits: Limits = UNLIMITED) -> str:
    """Write a search of the analyst down that nobody carries out."""
    return searches.begin(town.engine, town.account["maslan"], Request((need,), limits, 60.0), at(MONDAY, 10)).token


def awaited(browser: Browser, page: Page) -> Page:
    """Look again until the search has ended, as the page does by itself."""
    for _look in range(200):
        if not page.path.startswith("/plans/searches/") or "data-poll" not in page.response.get_data(as_text=True):
            return page
        time.sleep(0.05)
        page = browser.get(page.path)
    raise AssertionError("the search does not end")


def test_from_the_list_of_needs_to_a_plan(as_: SignIn, need: int) -> None:
    browser = as_("maslan")
    listed = browser.get("/needs")
    form = listed.form("/plans#rencana-baru")
    assert str(need) in [one.get("value") for one in form.all("input")]
    page = browser.get(f"/plans?need={need}")
    boxes = [one for one in page.root.all("input") if one.get("name") == "need" and "checked" in one.attributes]
    assert [one.get("value") for one in boxes] == [str(need)]
    plan = awaited(browser, browser.send(page, "/plans", {"need": [str(need)], "moves": "3"}))
    assert plan.title == "Satu perpindahan mengisi satu lowongan"
    assert "3 perpindahan" in plan.text.replace("\xa0", " ")


def test_all_needs_above_a_priority(as_: SignIn, need: int) -> None:
    browser = as_("maslan")
    page = browser.get("/plans")
    assert awaited(browser, browser.send(page, "/plans", {"above": "0,1"})).path.startswith("/plans/")
    none = browser.send(page, "/plans", {"above": "1"})
    assert (none.status, none.errors()) == (422, {"which": "Tidak ada kebutuhan terbuka yang dipilih."})


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"above": "dua"}, {"above": "Tulis angka dari 0 sampai 1, seperti 0,40."}),
        ({"above": "NaN"}, {"above": "Tulis angka dari 0 sampai 1, seperti 0,40."}),
        ({"above": "1,5"}, {"above": "Tulis angka dari 0 sampai 1, seperti 0,40."}),
        ({"moves": "-1"}, {"moves": "Tulis bilangan bulat, atau kosongkan."}),
        ({"hours": "banyak"}, {"hours": "Tulis bilangan bulat, atau kosongkan."}),
        ({"seconds": "6000"}, {"seconds": "Tulis bilangan 1 sampai 600."}),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    as_: SignIn, town: Town, need: int, values: dict[str, str], errors: dict[str, str]
) -> None:
    browser = as_("maslan")
    page = browser.send(browser.get("/plans"), "/plans", values)
    assert (page.status, page.errors()) == (422, errors)
    typed = {one.get("name"): one.get("value") for one in page.root.all("input")}
    assert all(typed[name] == value for name, value in values.items())
    with reading(town.engine) as connection:
        assert connection.scalar(select(plan_searches.c.id)) is None


def test_only_who_may_plan_begins_a_search(as_: SignIn, need: int) -> None:
    browser = as_("rosmaida")
    token = next(one.get("value") for one in browser.get("/plans").root.all("input") if one.get("name") == "csrf_token")
    assert browser.post("/plans", {"csrf_token": token, "which": "above", "above": "0"}).status == 404


def test_a_search_says_how_far_it_is_and_is_looked_after_by_who_began_it(as_: SignIn, town: Town, need: int) -> None:
    token = begun(town, need)
    browser = as_("maslan")
    page = browser.get(f"/plans/searches/{token}")
    assert page.title == "Rencana sedang dicari"
    assert "Menyiapkan angka hitungan" in page.text
    assert '<meta http-equiv="refresh" content="3">' in page.response.get_data(as_text=True)
    for done, words in ((3, "3 dari 8 jabatan sudah diperiksa."), (8, "susunan terbaik sedang dicari")):
        town.write(update(plan_searches).values(done=done, total=8))
        assert words in browser.get(f"/plans/searches/{token}").text
    for who in ("yusnita", "rosmaida", "sutan"):
        assert as_(who).get(f"/plans/searches/{token}").status == 404
    assert browser.get("/plans/searches/other").status == 404


def test_a_search_is_cancelled(as_: SignIn, town: Town, need: int) -> None:
    token = begun(town, need, Limits(moves=2))
    browser = as_("maslan")
    page = browser.get(f"/plans/searches/{token}")
    page = browser.send(page, f"/plans/searches/{token}/cancel")
    assert page.title == "Pencarian dibatalkan"
    assert "refresh" not in page.response.get_data(as_text=True)
    again = next(one.get("href") for one in page.root.all("a") if one.text == "Cari lagi")
    form = {one.get("name"): one for one in browser.get(again).root.all("input")}
    assert form["moves"].get("value") == "2"


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (searches.NONE, "Tidak ada perpindahan yang memperbaiki keadaan"),
        (searches.NO_SOLVER, "Pemecah HiGHS belum terpasang"),
        (searches.FAILED, "Pencarian gagal"),
    ],
)
def test_how_a_search_ends_without_a_plan(as_: SignIn, town: Town, need: int, state: str, title: str) -> None:
    token = begun(town, need)
    town.write(update(plan_searches).values(state=state))
    assert as_("maslan").get(f"/plans/searches/{token}").title == title


def test_a_search_that_nobody_hears_of_was_interrupted(as_: SignIn, town: Town, need: int) -> None:
    token = begun(town, need)
    town.write(update(plan_searches).values(seen_at=at(MONDAY, 8)))
    page = as_("maslan").get(f"/plans/searches/{token}")
    assert page.title == "Pencarian terputus"
    assert "Server berhenti ketika mencari." in page.text
