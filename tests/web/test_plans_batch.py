"""A plan proposed as one batch: days, reason, declaration, refusals at their move, and the cases that belong to it."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Page
from tests.web.conftest import SignIn
from tests.web.keeping import filled_buttons, summary
from tests.web.needing import MONDAY
from tests.web.planning import kept
from workflow.database import reading
from workflow.planning import plans
from workflow.tables import transfers

REASON = "Puskesmas kekurangan perawat."


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def number(town: Town) -> int:
    return kept(town)


def cases(town: Town) -> int:
    with reading(town.engine) as connection:
        return connection.scalar(select(func.count()).select_from(transfers)) or 0


def filled(**other: str) -> dict[str, str]:
    return {"reason": REASON, "justification": "Sudah dibahas.", "no_conflict": "1"} | other


def form(page: Page) -> dict[str, str]:
    """Read the fields of the batch."""
    return {one.get("name"): one.get("value") or one.text for one in page.root.all("input", "textarea")}


def test_the_days_suggest_themselves(as_: SignIn, number: int) -> None:
    page = as_("maslan").get(f"/plans/{number}/proposals")
    days = [value for name, value in form(page).items() if name.startswith("day-")]
    assert days == ["5 Mar 2024"] * 3
    assert filled_buttons(page) == ["Buat 3 usulan"]


def test_what_is_missing_stands_at_its_field_and_nothing_is_lost(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/proposals")
    page = browser.send(page, f"/plans/{number}/proposals", filled(reason=""))
    assert (page.status, page.errors()) == (422, {"reason": "Wajib diisi."})
    assert form(page)["justification"] == "Sudah dibahas."
    page = browser.send(page, f"/plans/{number}/proposals", filled(**{"day-2": "besok"}))
    assert list(page.errors()) == ["day-2"]
    assert form(page)["day-2"] == "besok"
    assert form(page)["reason"] == REASON
    assert cases(town) == 0


def test_a_move_that_the_law_refuses_stops_all_and_says_why(as_: SignIn, town: Town, number: int) -> None:
    town.retire("fitri")
    browser = as_("maslan")
    page = browser.send(browser.get(f"/plans/{number}/proposals"), f"/plans/{number}/proposals", filled())
    assert page.status == 422
    assert "Tidak ada yang diusulkan: Fitri Pohan tertahan" in page.text
    assert summary(page)
    assert form(page)["reason"] == REASON
    assert cases(town) == 0


def test_a_warning_asks_for_its_justification(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    page = browser.get(f"/plans/{number}/proposals")
    page = browser.send(page, f"/plans/{number}/proposals", filled(justification=""))
    assert page.errors()["justification"].startswith("Tuliskan penjelasan: ")
    assert cases(town) == 0


def test_a_plan_becomes_a_case_for_each_of_its_moves_once(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    asked = browser.get(f"/plans/{number}/proposals")
    page = browser.send(asked, f"/plans/{number}/proposals", filled())
    assert page.path == f"/plans/{number}"
    assert "3 usulan dibuat." in page.text
    assert page.text.count("Diusulkan") >= 3
    assert "Buat 3 usulan" not in page.text
    again = browser.send(asked, f"/plans/{number}/proposals", filled())
    assert again.path == f"/plans/{number}"
    assert cases(town) == 3
    assert browser.get(f"/plans/{number}/proposals").path == f"/plans/{number}"
    other = browser.send(asked, f"/plans/{number}/proposals", filled(key="another-key-that-is-long-enough"))
    assert "Rencana ini sudah diusulkan" in other.text
    assert cases(town) == 3
    assert "3 diusulkan" in browser.get("/plans").text


def proposed(town: Town, as_: SignIn, number: int) -> dict[str, str]:
    """Propose a plan, and give the case numbers by the people's user names."""
    browser = as_("maslan")
    browser.send(browser.get(f"/plans/{number}/proposals"), f"/plans/{number}/proposals", filled())
    with reading(town.engine) as connection:
        return {move.name.split()[0].lower(): move.case_number for move in plans.moves_of(connection, number)}


def panel(page: Page) -> str:
    """Read the panel about the plan on the page of a case, empty where there is none."""
    return next((one.text for one in page.root.all("section") if one.get("id") == "rencana"), "")


def test_a_case_says_to_which_plan_it_belongs(as_: SignIn, town: Town, number: int) -> None:
    case = proposed(town, as_, number)
    told = panel(as_("maslan").get(f"/transfers/{case['marwan']}"))
    assert "Bagian dari rencana 1" in told
    assert "Marwan Siagian ke Dinas Perhubungan kasus ini · Diusulkan" in told
    assert f"Fitri Pohan ke Puskesmas Pintu Langit {case['fitri']} · Diusulkan" in told
    assert "Lihat seluruh rencana" in told
    member = panel(as_("tiurma").get(f"/transfers/{case['marwan']}"))
    assert case["fitri"] in member
    assert "Lihat seluruh rencana" not in member
    assert panel(as_("marwan").get(f"/transfers/{case['marwan']}")) == "", "nobody reads of others in his own case"


def test_what_waits_for_a_move_that_is_not_made_is_blocked(as_: SignIn, town: Town, number: int) -> None:
    case = proposed(town, as_, number)
    town.act("maslan", "withdraw", at(date(2024, 3, 5), 9), case["abdul"], {"reason": "Tidak jadi."})
    page = as_("maslan").get(f"/plans/{number}")
    assert f"terhalang oleh {case['abdul']}" in page.text
    assert "1 perpindahan terhalang." in page.text.replace("\xa0", " ")
    assert f"Terhalang oleh {case['abdul']}" in panel(as_("tiurma").get(f"/transfers/{case['marwan']}"))
