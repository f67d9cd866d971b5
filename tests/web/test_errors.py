"""From exception to answer: what went wrong is told, what was typed is given back, and nothing inside is shown."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from policies.model import Words
from policies.verdicts import Result, Verdict
from tests.stories import telling
from tests.stories.town import Town
from tests.web.client import Browser, Page, filled_in
from tests.web.conftest import SignIn
from web import database
from web.doors import SIGNED_IN, open_to
from workflow.accounts.throttling import Throttled
from workflow.answers import KeyReused, NotReadable, Overtaken, Refused, WrongClock
from workflow.database import Busy, Unwritable
from workflow.forms import Invalid
from workflow.organisation.calendar import now

SECRET_WORDS = "the NIP of Nurhamidah"


@pytest.fixture
def raising(app: Flask) -> list[BaseException]:
    """Add a page whose form raises whatever the test puts into the list."""
    raised: list[BaseException] = []

    @open_to(SIGNED_IN)
    def view() -> ResponseReturnValue:
        raise raised[0]

    app.add_url_rule("/raise", "raise", view, methods=["GET", "POST"])

    @open_to(SIGNED_IN)
    def step(step: str) -> ResponseReturnValue:
        raise raised[0]

    app.add_url_rule("/case/<step>", "step", step, methods=["POST"])
    app.testing = False
    return raised


@pytest.fixture
def fails(raising: list[BaseException], as_: SignIn) -> Callable[..., Page]:
    """Give a function that sends a form which then fails in this way."""
    browser = as_("irwan")
    token = filled_in(browser.get("/account").form("/sign-out"))

    def fail(error: BaseException, path: str = "/raise", **values: str) -> Page:
        raising[:] = [error]
        return browser.post(path, token | values)

    return fail


def refused(rule: str = "R-TEN-01") -> Refused:
    """Make a refusal for being in the wrong state, without the role, and by one rule."""
    return Refused("propose", [Result(rule, Verdict.NOT_MET, {"held": 14})], no_role=True, wrong_state="reviewed")


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (NotReadable(), 404, "Halaman ini tidak ditemukan"),
        (KeyReused(), 409, "Formulir ini sudah terpakai"),
        (Invalid({"reason": Words("Wajib diisi.", "This is required.")}), 422, "Isian belum benar"),
        (refused(), 422, "Langkah ini belum dapat dilakukan"),
        (Throttled(now()), 429, "Terlalu banyak percobaan"),
        (Busy(SECRET_WORDS), 503, "Sedang sibuk"),
        (Unwritable(SECRET_WORDS), 503, "Belum dapat menyimpan"),
        (RuntimeError(SECRET_WORDS), 500, "Terjadi kesalahan"),
        (LookupError(SECRET_WORDS), 500, "Terjadi kesalahan"),
    ],
)
def test_each_exception_has_its_answer(
    fails: Callable[..., Page], error: Exception, status: int, title: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = fails(error, reason="Tiga perawat pindah")
    assert (page.status, page.title) == (status, title)
    assert SECRET_WORDS not in page.response.get_data(as_text=True)
    assert SECRET_WORDS not in caplog.text
    assert f"Kode {status}" in page.text


def test_a_case_that_one_may_not_read_looks_like_none(fails: Callable[..., Page], as_: SignIn) -> None:
    hidden, absent = fails(NotReadable()), as_("irwan").get("/nowhere")
    assert (hidden.status, hidden.title) == (absent.status, absent.title)


def test_a_refusal_tells_every_reason_with_its_law(fails: Callable[..., Page]) -> None:
    page = fails(refused())
    assert "Peran Anda pada kasus ini tidak mencakup langkah ini." in page.text
    assert "Kasus ini sedang pada tahap" in page.text
    assert "paling singkat 24 bulan" in page.text
    assert "PP 11/2017" in page.text


@pytest.mark.parametrize("error", [Busy(), Unwritable(), RuntimeError()])
def test_what_was_not_done_can_be_sent_again_with_the_same_key(fails: Callable[..., Page], error: Exception) -> None:
    page = fails(error, key="k-17", seen="4", reason="Tiga perawat pindah")
    again = filled_in(page.form("/raise"))
    assert (again["key"], again["seen"], again["reason"]) == ("k-17", "4", "Tiga perawat pindah")
    assert again["csrf_token"]


def test_what_was_typed_is_shown_in_the_words_of_the_form(fails: Callable[..., Page]) -> None:
    page = fails(Busy(), "/case/return", key="k-17", reason="Tiga perawat pindah bersamaan")
    assert "Yang hendak Anda kirim" in page.text
    assert "Tiga perawat pindah bersamaan" in page.text
    assert "k-17" not in page.text


@pytest.mark.parametrize("error", [Busy(), Unwritable()])
def test_one_is_told_when_to_come_back(fails: Callable[..., Page], error: Exception) -> None:
    assert fails(error).response.headers["Retry-After"] == "5"


def test_a_password_is_not_sent_back(fails: Callable[..., Page]) -> None:
    page = fails(Busy(), new_password="padi-angin-7-meja")
    assert "padi-angin" not in page.response.get_data(as_text=True)


def test_a_report_number_stands_on_the_page_and_in_the_log(
    fails: Callable[..., Page], caplog: pytest.LogCaptureFixture
) -> None:
    page = fails(RuntimeError(SECRET_WORDS))
    number = page.text.rpartition("nomor laporan ")[2][:7]
    assert f"report {number}: RuntimeError on POST /raise" in caplog.text
    assert "test_errors.py" in caplog.text, "the places that it passed are logged"
    assert caplog.records[-1].levelno == logging.ERROR


def test_the_frame_of_an_error_needs_no_database(
    app: Flask, as_: SignIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser = as_("irwan")
    app.testing = False

    def gone() -> object:
        raise Unwritable("the server is gone")

    monkeypatch.setattr(database, "connection", gone)
    for path in ("/account", "/nowhere", "/"):
        page = browser.get(path)
        assert page.status in {404, 503}, path
        assert page.title


def test_a_failing_statement_is_told_as_busy_or_as_a_fault_of_ours(fails: Callable[..., Page]) -> None:
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert fails(OperationalError("SELECT 1", {"nip": SECRET_WORDS}, locked)).status == 503
    broken = fails(OperationalError("SELECT 1", {"nip": SECRET_WORDS}, sqlite3.OperationalError("no such table")))
    assert broken.status == 500
    assert SECRET_WORDS not in broken.text


def test_a_database_without_tables_is_told_without_them(
    app: Flask, town: Town, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    app.testing = False
    page = browser.get("/sign-in")
    form = filled_in(page.form("/sign-in"))
    town.write(text("DROP TABLE attempts"))
    answer = browser.post("/sign-in", form | {"name": "irwan", "password": "wrong"})
    assert answer.status == 500
    assert "attempts" not in answer.text
    assert "INSERT" not in caplog.text


def test_what_the_web_itself_refuses_is_told_in_words(as_: SignIn) -> None:
    browser = as_("irwan")
    assert browser.get("/nowhere").title == "Halaman ini tidak ditemukan"
    wrong_way = browser.get("/account/password")
    assert (wrong_way.status, wrong_way.response.headers["Allow"]) == (405, "OPTIONS, POST")
    large = browser.post("/account/password", {"new": "x" * 1_100_000})
    assert (large.status, large.title) == (413, "Kiriman ini terlalu besar")


def test_strangers_get_the_same_errors_without_the_frame(browser: Browser) -> None:
    page = browser.get("/nowhere")
    assert page.status == 404
    assert "Menu utama" not in page.text


def test_a_form_that_lay_too_long_can_be_sent_again(as_: SignIn) -> None:
    browser = as_("irwan")
    page = browser.post("/account/sessions/end", {"csrf_token": "old", "session": "4711"})
    assert (page.status, page.title) == (400, "Formulir ini tidak berlaku lagi")
    again = filled_in(page.form("/account/sessions/end"))
    assert again["session"] == "4711"
    assert browser.send(page, "/account/sessions/end").status == 404  # taken; there is no such session


def test_a_form_from_another_site_is_not_offered_again(as_: SignIn) -> None:
    page = as_("irwan").post("/account/sessions/end", {"session": "4711"}, here=False)
    assert page.status == 400
    assert "4711" not in page.response.get_data(as_text=True)


def test_a_page_of_other_roles_says_whose_it_is(app: Flask, as_: SignIn) -> None:
    app.add_url_rule("/theirs", "theirs", open_to("auditor", "ppk")(lambda: ""))
    page = as_("irwan").get("/theirs")
    assert (page.status, page.title) == (403, "Halaman ini bukan untuk peran Anda")
    assert "Auditor, Pejabat Pembina Kepegawaian (PPK)" in page.text
    assert as_("rosmaida").client.get("/theirs").status_code == 200


def test_the_overtaken_is_told_who_was_first(fails: Callable[..., Page], town: Town) -> None:
    case = telling.proposed(town, date(2024, 3, 4), date(2024, 4, 1))
    lines = town.lines(case).lines
    page = fails(Overtaken(case, 1, lines[1:]), "/case/return", reason="Mohon dilengkapi")
    assert (page.status, page.title) == (409, "Kasus ini sudah berubah sejak Anda membukanya")
    assert "Sutan Siregar, Sekretaris Dinas Kesehatan" in page.text
    assert "Anda membuka catatan 1" in page.text
    assert "Mohon dilengkapi" in page.text


def test_a_clock_behind_the_ledger_is_said_and_the_form_can_be_sent_again(fails: Callable[..., Page]) -> None:
    page = fails(WrongClock())
    assert page.status == 503
    assert page.title == "Jam peladen tidak benar"
    assert "Belum ada yang tersimpan" in page.text
