"""The inbox says first how much waits, then what to do, for whom, until when; and whom one's own work waits for."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from tests.stories import telling
from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Element, Page
from tests.web.conftest import SignIn
from web import awaited
from workflow.organisation.calendar import Calendar

DAY = date(2024, 3, 4)  # a Monday
PLANNED = date(2024, 12, 2)


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(DAY, 15))


def panels(page: Page) -> dict[str, Element]:
    """Give the panels by their ids."""
    return {section.get("id"): section for section in page.root.all("section")}


def rows(panel: Element) -> list[str]:
    return [row.text for row in next(panel.all("ul")).all("li")]


def badge(page: Page) -> str:
    menu = next(nav for nav in page.root.all("nav") if nav.get("id") == "menu")
    return next(link.text for link in menu.all("a") if link.get("href") == "/inbox")


def test_the_title_says_how_many_cases_wait_and_how_many_are_late(
    town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling.proposed(town, DAY, PLANNED)
    head = as_("parlindungan")
    assert head.get("/inbox").title == "Satu kasus menunggu Anda"
    clock.stop(monkeypatch, at(date(2024, 3, 5)))
    telling.proposed(town, date(2024, 3, 5), PLANNED, employee="fitri")
    clock.stop(monkeypatch, at(date(2024, 3, 18)))
    page = as_("parlindungan").get("/inbox")
    assert page.title == "Dua kasus menunggu Anda; satu sudah lewat tenggat"
    assert badge(page).startswith("Kotak tugas 2 ")


def test_a_row_says_the_step_the_person_the_unit_the_number_and_the_deadline(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    page = as_("parlindungan").get("/inbox")
    mine = panels(page)["milik"]
    assert "decide" in mine.get("class")
    assert rows(mine) == [
        "Jawab sebagai unit asal Nurhamidah Siregar ke Puskesmas Pintu Langit MUT-2024-0001 "
        "Menunggu Anda, sejak 4 Maret Tenggat 15 Maret"
    ]
    assert next(mine.all("a")).get("href") == f"/transfers/{case}"


@pytest.mark.parametrize(
    ("day", "tag"),
    [
        (date(2024, 3, 12), ""),  # the 11th and 12th were days off, so three working days are left
        (date(2024, 3, 13), "2 hari kerja lagi"),
        (date(2024, 3, 14), "1 hari kerja lagi"),
        (date(2024, 3, 15), "Hari ini"),
        (date(2024, 3, 16), "Terlambat 1 hari kerja"),
        (date(2024, 3, 19), "Terlambat 2 hari kerja"),
    ],
)
def test_a_deadline_carries_a_tag_only_when_it_is_late_or_near(
    town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch, day: date, tag: str
) -> None:
    telling.proposed(town, DAY, PLANNED)
    clock.stop(monkeypatch, at(day))
    tags = [
        one.text for one in panels(as_("parlindungan").get("/inbox"))["milik"].all("span") if "tag" in one.get("class")
    ]
    assert tags == ([tag] if tag else [])


def test_a_deadline_behind_a_weekend_is_never_called_todays() -> None:
    friday, saturday, monday = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)
    days = Calendar()
    assert awaited.workdays_left(days, friday, saturday) == 1
    assert awaited.workdays_left(days, saturday, friday) == -1
    assert awaited.workdays_left(days, friday, monday) == 1
    assert awaited.workdays_left(days, monday, friday) == -1
    assert awaited.workdays_left(days, friday, friday) == 0


def test_what_my_role_may_take_stands_apart(town: Town, as_: SignIn) -> None:
    telling.needed(town, DAY)
    page = as_("sutan").get("/inbox")
    assert page.title == "Tidak ada yang menunggu Anda sendiri; satu kasus dapat diambil peran Anda"
    assert set(panels(page)) == {"peran"}
    assert rows(panels(page)["peran"])[0].startswith("Ajukan usulan Perawat Ahli Pertama ke Puskesmas Pintu Langit")
    assert "Belum diambil, sejak" in page.text
    assert badge(page) == "Kotak tugas"


def test_what_i_did_says_whom_it_waits_for_and_since_when(town: Town, as_: SignIn) -> None:
    telling.proposed(town, DAY, PLANNED)
    done = panels(as_("sutan").get("/inbox"))["selesai"]
    assert rows(done) == [
        "Ajukan usulan, 4 Maret Nurhamidah Siregar ke Puskesmas Pintu Langit MUT-2024-0001 "
        "Menunggu kepala unit asal (RSUD), sejak 4 Maret Tenggat 15 Maret"
    ]


def test_what_i_did_on_a_case_that_has_ended_says_how_it_ended(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    town.act("sutan", "withdraw", at(DAY, 10), case, {"reason": "Calon mengundurkan diri."})
    assert "Kasus ditutup: Ditarik" in rows(panels(as_("sutan").get("/inbox"))["selesai"])[0]


def test_an_empty_inbox_says_what_may_come_and_where_to_go(as_: SignIn) -> None:
    page = as_("gunawan").get("/inbox")
    assert page.title == "Tidak ada yang menunggu Anda"
    assert "begitu salah satu langkah ini menunggu Anda: Beri suara" in page.text
    assert "/transfers" in {link.get("href") for link in next(page.root.all("main")).all("a")}
    assert "misalnya sebagai kepala unit" in as_("lamhot").get("/inbox").text


def test_nobody_finds_a_case_that_he_may_not_read(town: Town, as_: SignIn) -> None:
    telling.proposed(town, DAY, PLANNED)
    for other in ("admin", "lamhot", "zulkifli", "hotma"):
        assert "MUT-2024-0001" not in as_(other).get("/inbox").text, other


def test_ten_cases_are_asked_for_as_one(town: Town, as_: SignIn) -> None:
    browser = as_("sutan")
    asked: list[str] = []
    event.listen(
        browser.client.application.extensions["mutasi"].engine, "before_cursor_execute", lambda *a: asked.append(a[2])
    )
    telling.needed(town, DAY)
    browser.get("/inbox")
    first, asked[:] = len(asked), []
    for _ in range(9):
        telling.needed(town, DAY)
    page = browser.get("/inbox")
    assert "Dapat diambil peran saya (10)" in page.text
    assert len(asked) == first


def test_english(town: Town, as_: SignIn) -> None:
    telling.proposed(town, DAY, PLANNED)
    browser = as_("parlindungan")
    browser.client.set_cookie("language", "en")
    assert "Answer for the donor unit" in browser.get("/inbox").text
