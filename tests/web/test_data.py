"""Registers as files at the counter: downloaded, handed in, shown with what is wrong or what changes, and taken."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from werkzeug.test import TestResponse

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page, read
from tests.web.conftest import SignIn
from tests.web.keeping import MORNING, events, filled_buttons, lines, links, rows, summary
from web.pages import data
from workflow.database import Busy
from workflow.tables import courses, security_events, units

COURSES = "code,name,kind,hours,competences,unit\n"
ONE = COURSES + "PEL-1,Komunikasi Efektif,klasikal,40,KOM:2,BKPSDM\n"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def officer(as_: SignIn) -> Browser:
    """Give the browser of the training officer, who keeps the courses and nothing else."""
    return as_("efrida")


def hand_in(
    browser: Browser, content: str | bytes, kind: str = "courses", name: str = "berkas.csv", **more: Any
) -> Page:
    """Hand in a file on the page of its kind."""
    sent = content.encode() if isinstance(content, str) else content
    action = f"/data/{kind}"
    return browser.send(browser.get(action), action, {"file": (io.BytesIO(sent), name)}, **more)


def fetched(browser: Browser, path: str) -> TestResponse:
    """Take a file away."""
    return browser.client.get(path, buffered=True)


def send_whole(browser: Browser, content: str) -> TestResponse:
    """Hand in a large file in one piece, as the client's own forms leave files of theirs open."""
    form = browser.get("/").root
    token = next(one.get("value") for one in form.all("input") if one.get("name") == "csrf_token")
    part = "--edge\r\nContent-Disposition: form-data; name="
    body = f'{part}"csrf_token"\r\n\r\n{token}\r\n{part}"file"; filename="berkas.csv"\r\n\r\n{content}\r\n--edge--'
    return browser.client.post("/data/courses", data=body, content_type="multipart/form-data; boundary=edge")


def answer(browser: Browser, page: Page, word: str = "take", **values: str) -> Page:
    """Say yes or no to a file."""
    return browser.send(page, f"{page.path}/{word}", values or ({"read": "1"} if word == "take" else {}))


def test_each_keeper_finds_his_own_kinds(as_: SignIn, officer: Browser) -> None:
    page = officer.get("/data")
    assert page.title == "1 jenis data induk Anda pelihara"
    assert [line.split(" Templat")[0] for line in lines(page, "Data induk")] == ["Katalog pelatihan Katalog pelatihan"]
    assert "Impor & ekspor" in [item.text for nav in page.root.all("nav") for item in nav.all("a")]
    analyst = as_("maslan").get("/data")
    assert len(lines(analyst, "Data induk")) == 12
    assert officer.get("/data/employees").status == 403
    assert officer.get("/data/nothing").status == 404
    auditor = as_("rosmaida")
    assert auditor.get("/data").status == 403
    assert "Impor & ekspor" not in [item.text for nav in auditor.get("/").root.all("nav") for item in nav.all("a")]


def test_the_template_has_headings_and_one_example(officer: Browser) -> None:
    answered = fetched(officer, "/data/courses/template.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answered.data)).get_sheet_by_index(0).to_python()
    assert sheet[0][:2] == ["Kode pelatihan", "Nama pelatihan"]
    assert len(sheet) == 2
    assert "courses-templat.xlsx" in answered.headers["Content-Disposition"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_changes_nothing_when_it_comes_back(as_: SignIn, town: Town, form: str) -> None:
    analyst = as_("maslan")
    file = fetched(analyst, f"/data/units/export.{form}").data
    page = hand_in(analyst, file, "units", f"unit.{form}")
    assert page.title == "Berkas ini tidak mengubah apa pun"
    assert filled_buttons(page) == []
    assert events(town) == []
    exported = [event for event in rows(town, security_events) if event.kind == "exported"]
    assert [event.detail for event in exported] == [f'{{"form":"{form}","kind":"units"}}']


def test_a_file_waits_and_is_taken_once(officer: Browser, town: Town) -> None:
    page = hand_in(officer, ONE)
    assert page.title == "Pastikan 0 baris yang berubah dan 1 baris baru"
    assert re.fullmatch(r"/data/imports/[\w-]{24}", page.path)
    assert filled_buttons(page) == ["Terapkan perubahan"]
    (line,) = lines(page, "Baris baru")
    assert line.startswith("Komunikasi Efektif PEL-1 Jenis pelatihan klasikal")
    assert rows(town, courses) == []
    for _click in range(2):
        landed = answer(officer, page)
        assert landed.title == "Tertulis: 0 baris berubah dan 1 baris baru"
    assert [row.code for row in rows(town, courses)] == ["PEL-1"]
    assert events(town) == ["import-courses"]
    assert hand_in(officer, ONE).title == "Berkas ini tidak mengubah apa pun"


def test_a_change_shows_before_and_after_and_asks_whether_it_was_read(officer: Browser, town: Town) -> None:
    answer(officer, hand_in(officer, ONE))
    page = hand_in(officer, ONE.replace(",40,", ",32,"))
    assert page.title == "Pastikan 1 baris yang berubah dan 0 baris baru"
    assert lines(page, "Baris yang berubah") == ["Komunikasi Efektif PEL-1 Jam pelajaran 40 32 2"]
    unread = answer(officer, page, read="")
    assert unread.status == 422
    assert unread.errors() == {"read": "Baca dulu perubahannya, lalu beri tanda di sini."}
    assert [row.hours for row in rows(town, courses)] == [40]
    answer(officer, page)
    assert [row.hours for row in rows(town, courses)] == [32]


def test_a_dropped_file_is_forgotten(officer: Browser, town: Town) -> None:
    page = hand_in(officer, ONE)
    for _click in range(2):
        landed = answer(officer, page, "drop")
    assert landed.title == "Berkas ini dibatalkan; tidak ada yang ditulis"
    assert answer(officer, page).title == landed.title
    assert rows(town, courses) == []
    assert events(town) == []


def test_bad_rows_are_told_one_by_one_and_as_a_list_to_take_away(officer: Browser, town: Town) -> None:
    page = hand_in(officer, ONE + "PEL-2,,klasikal,empat,KOM:2,BKPSDM\n", name="pelatihan <b>.csv")
    assert page.title == "1 baris harus diperbaiki"
    assert "pelatihan <b>.csv · 2 baris" in page.text
    assert "Belum ada yang ditulis." in page.text
    found = lines(page, "Yang salah")
    assert found[0].startswith("3 name kosong Kolom ini wajib diisi.")
    assert found[1].startswith("3 hours empat")
    assert filled_buttons(page) == ["Periksa lagi"]
    assert rows(town, courses) == []
    answered = fetched(officer, f"{page.path}/faults.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answered.data)).get_sheet_by_index(0).to_python()
    assert sheet[0] == ["Baris", "Kolom", "Isi sel", "Yang salah"]
    assert [line[1] for line in sheet[1:]] == ["name", "hours"]


def test_a_file_that_lacks_a_column_is_told_as_a_whole(officer: Browser) -> None:
    page = hand_in(officer, "code,name\nPEL-1,Komunikasi\n")
    assert page.title == "Berkas ini harus diperbaiki"
    assert any("hours" in line and "Kolom wajib ini tidak ada." in line for line in lines(page, "Yang salah"))


def test_only_who_handed_it_in_reads_it(officer: Browser, as_: SignIn, town: Town) -> None:
    page = hand_in(officer, ONE)
    analyst = as_("maslan")
    assert analyst.get(page.path).status == 404
    assert analyst.get(f"{page.path}/faults.xlsx").status == 404
    for word in ("take", "drop"):
        token = next(analyst.get("/data/courses").form("/data/courses").all("input")).get("value")
        assert analyst.post(f"{page.path}/{word}", {"csrf_token": token, "read": "1"}).status == 404
    assert analyst.get("/data/imports/nothing").status == 404
    assert rows(town, courses) == []


def test_registers_that_moved_are_told_and_nothing_is_written(officer: Browser, as_: SignIn, town: Town) -> None:
    page = hand_in(officer, ONE)
    other = as_("maslan")
    answer(other, hand_in(other, ONE.replace(",40,", ",32,")))
    landed = answer(officer, page)
    assert "Belum ada yang ditulis: data induk berubah" in landed.text
    assert landed.title == "Pastikan 1 baris yang berubah dan 0 baris baru"
    assert [row.hours for row in rows(town, courses)] == [32]
    # The page from before shows something else than what would be written now.
    assert "Belum ada yang ditulis: data induk berubah" in answer(officer, page).text
    answer(officer, landed)
    assert [row.hours for row in rows(town, courses)] == [40]


def test_what_is_no_sheet_is_refused_by_its_content(officer: Browser) -> None:
    for content in (b"", b"\xd0\xcf\x11\xe0\x00\x00", b"\x89PNG\r\n\x1a\n\x00\x00"):
        page = hand_in(officer, content, name="pelatihan.xlsx")
        assert page.status == 422
        assert page.errors()["file"].startswith("Berkas ini bukan XLSX atau CSV")
        assert len(summary(page)) == 1
    assert officer.send(officer.get("/data/courses"), "/data/courses", {"file": ""}).errors() == {
        "file": "Pilih berkasnya dulu."
    }
    assert hand_in(officer, ONE, name="pelatihan.xlsx").title.startswith("Pastikan 0")


def test_a_file_may_be_larger_than_a_form_but_not_too_large(
    officer: Browser, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = ONE + " \n" * 600_000
    assert len(large) > 1024 * 1024
    assert send_whole(officer, large).headers["Location"].startswith("/data/imports/")
    # Who keeps nothing sends no more than any other form holds.
    assert send_whole(as_("rosmaida"), large).status_code == 403
    monkeypatch.setattr(data, "LARGEST_BYTES", 1024 * 1024)
    page = read(send_whole(officer, large))
    assert page.status == 413
    assert page.errors()["file"].startswith("Berkas ini lebih besar dari")


def test_a_busy_system_is_told_at_the_file(officer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_given: object, **_named: object) -> None:
        raise Busy

    monkeypatch.setattr(data, "opened", busy)
    page = hand_in(officer, ONE)
    assert page.status == 503
    assert page.errors()["file"].startswith("Sistem sedang sibuk")


def test_many_rows_are_read_page_by_page(officer: Browser) -> None:
    many = COURSES + "".join(f"PEL-{n},Pelatihan {n},klasikal,40,KOM:2,\n" for n in range(250))
    page = hand_in(officer, many)
    assert len(lines(page, "Baris baru")) == 200
    (following,) = [one.get("href") for one in page.root.all("a") if one.text == "Halaman berikutnya"]
    rest = officer.get(following)
    assert len(lines(rest, "Baris baru")) == 50
    assert "Halaman berikutnya" not in links(rest)


def test_a_unit_is_corrected_by_the_analyst_in_english_too(as_: SignIn, town: Town) -> None:
    analyst = as_("maslan")
    analyst.send(analyst.get("/data"), "/language", {"language": "en"})
    file = fetched(analyst, "/data/units/export.csv").text
    header, *others = file.splitlines()
    renamed = [header, *(line.replace("Puskesmas Pintu Langit", "Puskesmas Hutaimbaru") for line in others)]
    page = hand_in(analyst, "\n".join(renamed), "units")
    assert page.title == "Confirm the rows: 1 changed, 0 new"
    (line,) = lines(page, "Rows that change")
    assert "Puskesmas Pintu Langit Puskesmas Hutaimbaru" in line
    answer(analyst, page)
    assert "Puskesmas Hutaimbaru" in [row.name for row in rows(town, units)]


class _Later:
    """A thread that begins when the test says so."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...], **_more: Any) -> None:
        self.run = lambda: target(*args)

    def start(self) -> None:
        """Wait for the test."""


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[_Later]:
    """Let every file be a large one, which is read when the test says so."""
    begun: list[_Later] = []

    def thread(**given: Any) -> _Later:
        begun.append(_Later(**given))
        return begun[-1]

    monkeypatch.setattr(data, "AT_ONCE", 0)
    monkeypatch.setattr(data, "Thread", thread)
    return begun


def test_a_large_file_is_read_beside_the_page_which_says_how_far_it_is(officer: Browser, later: list[_Later]) -> None:
    page = hand_in(officer, ONE)
    assert page.title == "Berkas ini masih diperiksa"
    assert "0 dari 1 baris sudah diperiksa." in page.text
    assert [meta.get("content") for meta in page.root.all("meta") if meta.get("http-equiv") == "refresh"] == ["3"]
    later[0].run()
    page = officer.get(page.path)
    assert page.title == "Pastikan 0 baris yang berubah dan 1 baris baru"
    assert "sudah diperiksa" not in page.text


def test_a_large_file_that_cannot_be_read_to_its_end_is_forgotten(
    officer: Browser, later: list[_Later], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hand_in(officer, ONE)
    monkeypatch.setattr(data.Staging, "run", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        later[0].run()
    assert officer.get(page.path).title == "Berkas ini dibatalkan; tidak ada yang ditulis"
