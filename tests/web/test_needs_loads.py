"""Temporary loads at the counter: declared for a post, changed, ended before their day."""

import pytest
from flask import Flask

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import events, filled_buttons, lines
from tests.web.needing import MONDAY, analysed, hrefs

NEW = "/staffing/loads/new/NERS-PKM"
RUNNING = "Beban sementara yang berlaku"
FORM = {
    "task": "Posko jalan lingkar",
    "volume": "1.800",
    "minutes": "45",
    "until": "31 Desember 2024",
    "reason": "Pekerjaan jalan lingkar.",
    "document": "600/214/2024",
}


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def proposer(as_: SignIn) -> Browser:
    return as_("sutan")


def declare(browser: Browser, **other: str) -> Page:
    return browser.send(browser.get(NEW), NEW, {**FORM, **other})


def test_a_load_is_declared_and_shown_with_its_end(proposer: Browser, town: Town) -> None:
    page = declare(proposer)
    assert page.title.replace("\xa0", " ") == "1 beban sementara berlaku, yang pertama berakhir 31 Desember 2024"
    (line,) = lines(page, RUNNING)
    assert line.replace("\xa0", " ").startswith(
        "Posko jalan lingkar 1.800 × 45 menit = 1,08 orang Perawat Ahli Pertama Puskesmas Pintu Langit wilayah luar "
        "Pekerjaan jalan lingkar. 600/214/2024 31 Des 2024"
    )
    told = page.text.replace("\xa0", " ")
    assert "Beban sementara Perawat Ahli Pertama: Posko jalan lingkar, sampai 31 Desember 2024" in told
    assert "dasar: 600/214/2024" in told


def test_the_need_carries_its_end(proposer: Browser, town: Town) -> None:
    declare(proposer)
    analysed(town)
    (line,) = lines(proposer.get("/needs"), "Daftar kebutuhan")
    assert "3 dari 5" in line
    assert "sementara, s.d. 31 Des 2024" in line.replace("\xa0", " ")


def test_a_click_too_many_declares_once(proposer: Browser, town: Town) -> None:
    for _click in range(2):
        declare(proposer)
    assert events(town) == ["temporary-load"]


def test_a_load_is_changed_from_what_it_is(proposer: Browser, town: Town) -> None:
    page = declare(proposer)
    (href,) = hrefs(page, NEW)
    form = proposer.get(href)
    page = proposer.send(form, NEW, {"until": "30 Juni 2025"})
    assert "sampai 30 Juni 2025 (semula 31 Desember 2024)" in page.text.replace("\xa0", " ")
    assert len(lines(page, RUNNING)) == 1


def test_a_load_ends_early_after_a_question(proposer: Browser, town: Town) -> None:
    page = declare(proposer)
    (href,) = [each for each in hrefs(page, "/staffing/loads/") if each.endswith("/end")]
    asked = proposer.get(href)
    assert filled_buttons(asked) == ["Akhiri beban ini"]
    page = proposer.send(asked, href)
    assert page.title == "Tidak ada beban sementara"
    assert len(lines(page, "Beban sementara yang sudah berakhir")) == 1
    assert events(town) == ["temporary-load", "end-temporary-load"]


def test_what_is_wrong_is_told_and_nothing_is_lost(proposer: Browser, town: Town) -> None:
    page = declare(proposer, volume="1,800", until="4 Maret 2024", reason="")
    assert list(page.errors()) == ["volume", "until", "reason"]
    assert next(one for one in page.root.all("input") if one.get("name") == "task").get("value") == FORM["task"]
    assert events(town) == []


def test_who_may_not_is_told_so(as_: SignIn, town: Town) -> None:
    declare(as_("sutan"))
    assert as_("sutan").get("/staffing/loads/new/KLERK-HUB").status == 404
    assert as_("sutan").get("/staffing/loads/new/NONE").status == 404
    assert as_("sutan").get("/staffing/loads/99/end").status == 404
    assert as_("rosmaida").get(NEW).status == 403
    page = as_("rosmaida").get("/staffing/loads")
    assert len(lines(page, RUNNING)) == 1
    assert all("/export." in href for href in hrefs(page, "/staffing/loads/"))
    assert as_("zulkifli").get("/staffing/loads").title == "Tidak ada beban sementara"
    assert as_("fitri").get("/staffing/loads").status == 403
