"""One need: its figures with what is behind them, who reads which of it, and the case that one click begins."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import insert, select

from tests.stories import telling
from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import filled_buttons, lines
from tests.web.needing import JUNE, MONDAY, analysed, hrefs, need_of, stories
from workflow.database import reading
from workflow.tables import grants, security_events, workload

NURSES = "Perawat Ahli Pertama"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def analyst(as_: SignIn) -> Browser:
    return as_("maslan")


def plain(page: Page) -> str:
    return page.text.replace("\xa0", " ")


def task(town: Town, name: str, volume: int, minutes: int, **more: object) -> None:
    row = {"post_id": town.post["NERS-PKM"], "task": name, "volume": Decimal(volume), "minutes": Decimal(minutes)}
    town.write(insert(workload).values(**row, **more))


def test_every_figure_shows_its_sum(analyst: Browser, town: Town) -> None:
    town.change("hotma", birth_date=date(1966, 8, 31))
    analysed(town)
    page = need_of(analyst, NURSES)
    text = plain(page)
    assert page.title == "Perawat Ahli Pertama, Puskesmas Pintu Langit"
    assert "1 dari 4 terisi · kelas 8" in text
    assert "Belum terpenuhi: 3 orang kurang." in text
    assert "1 efektif = 2 pemangku − 1 pensiun" in text
    assert [line.replace("\xa0", " ") for line in lines(page, "Pemangku jabatan")] == [
        "Hotma Silalahi 1 Mar 2021 1 Sep 2024 pensiun 1 Sep 2024",
        "Ernita Nababan 2 Mar 2020 1 Jan 2050 dihitung",
    ]
    assert "Tempat 3 mulai 1 September 2024" in text
    assert "Tempat 2 dapat diisi sekarang" in text
    assert "Prioritas 0,60" in text  # 0,30 + 0,125 + 0,075 + 0,10 + 0


def test_the_workload_adds_up_to_its_total(analyst: Browser, town: Town) -> None:
    town.need("NERS-PKM", None)
    task(town, "Pelayanan poli umum", 9600, 15)
    task(town, "Imunisasi", 900, 12)
    task(town, "Posko jalan lingkar", 1800, 45, until=date(2024, 12, 31), reason="Jalan lingkar", document="600/214")
    analysed(town)
    assert [line.replace("\xa0", " ") for line in lines(need_of(analyst, NURSES), "Beban kerja jabatan ini")] == [
        "Pelayanan poli umum 9.600 15 144.000 1,92",
        "Imunisasi 900 12 10.800 0,14",
        "Beban tetap 154.800 2,06",
        "Posko jalan lingkar sementara, s.d. 31 Des 2024 · Jalan lingkar · 600/214 1.800 45 81.000 1,08",
        "Seluruhnya 235.800 3,14",
    ]
    assert "1 orang dari kebutuhan ini berasal dari beban sementara yang berakhir 31 Desember 2024." in plain(
        need_of(analyst, NURSES)
    )


def test_one_click_and_the_need_follows_the_case(as_: SignIn, town: Town) -> None:
    analysed(town)
    browser = as_("sutan")
    page = need_of(browser, NURSES)
    assert filled_buttons(page) == ["Buka kasus mutasi"]
    (href,) = hrefs(page, "/needs/new")
    form = browser.get(href)
    assert "Kurang 2 dari 4 orang menurut hitungan 4 Maret 2024" in plain(form)
    done = browser.send(form, "/needs/new")
    assert "Kebutuhan tercatat sebagai kasus" in done.text
    (line,) = lines(need_of(browser, NURSES), "Mutasi yang dibuat untuk kebutuhan ini")
    assert line.startswith("Calon belum dipilih MUT-")
    assert "1 tempat belum ada kasusnya" in need_of(browser, NURSES).text
    browser.send(browser.get(href), "/needs/new")
    full = need_of(browser, NURSES)
    assert "Untuk setiap tempat yang kurang sudah ada kasus yang berjalan." in full.text
    assert filled_buttons(full) == []


def test_a_need_that_was_met_says_so_with_its_transfer(
    as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.need("NERS-PKM", 3)
    analysed(town)
    (href,) = stories(as_("maslan").get("/needs?outlying=yes"))
    case = telling.placed(town, MONDAY)
    later = date(2024, 9, 2)
    analysed(town, later)
    clock.stop(monkeypatch, at(later, 10))
    page = as_("maslan").get(href)
    assert "Terpenuhi menurut hitungan 2 September 2024." in plain(page)
    assert "Terisi 2 dari 3 (66%) saat dibuka, 4 Maret 2024; kini 3 dari 3 (100%)." in plain(page)
    assert case in page.text
    assert "September 2024: orang 2 → 3" in plain(page)


def test_a_need_that_only_a_wrong_run_opened(analyst: Browser, town: Town) -> None:
    analysed(town)
    (href,) = stories(analyst.get("/needs?outlying=yes"))
    town.need("NERS-PKM", 2)
    analysed(town, reason="Kebutuhan keliru.")
    assert "Dibuka karena kekeliruan." in analyst.get(href).text


def test_a_unit_one_does_not_read_has_no_needs(as_: SignIn, town: Town) -> None:
    analysed(town)
    (href,) = stories(as_("maslan").get("/needs?unit=DISHUB"))
    assert as_("zulkifli").get(href).status == 200
    assert as_("sutan").get(href).status == 404
    assert as_("masdalena").get(href).status == 404
    assert as_("fitri").get(href).status == 403
    assert as_("maslan").get("/needs/999").status == 404


def test_cases_that_one_may_not_read_stay_unnamed(as_: SignIn, town: Town) -> None:
    """Hotma goes to the hospital. Delima proposes for the clinic alone, so she does not read that case."""
    town.need("NERS-RSUD", 10)
    town.need("NERS-PKM", 1)
    case = telling.proposed(town, MONDAY, JUNE, employee="hotma", post="NERS-RSUD")
    telling.consented(town, case, MONDAY, "masdalena")
    telling.opened(town, case, MONDAY)
    telling.voted(town, case, MONDAY)
    town.act("baginda", "close-ballot", MONDAY, case)
    telling.recommended(town, case, MONDAY)
    town.need("NERS-PKM", 4)
    analysed(town)
    scope = {"account_id": town.account["delima"], "role": "proposer", "unit_id": town.unit["PKM"]}
    start = {"since": MONDAY, "ground": "SK 800/2/2024", "granted_at": at(MONDAY)}
    town.write(insert(grants).values(**scope, **start))
    assert f"pindah 3 Jun 2024, {case}" in plain(need_of(as_("maslan"), NURSES))
    text = plain(need_of(as_("delima"), NURSES))
    assert "Hotma Silalahi 1 Mar 2021" in text
    assert case not in text


def test_reading_names_is_recorded_once_a_day(as_: SignIn, town: Town) -> None:
    analysed(town)
    browser = as_("sutan")
    for _time in range(3):
        need_of(browser, NURSES)
    with reading(town.engine) as connection:
        query = select(security_events.c.detail).where(security_events.c.kind == "read")
        assert len(list(connection.scalars(query))) == 1


def test_leaders_have_no_button(analyst: Browser, town: Town) -> None:
    town.retire("zulkifli")
    analysed(town)
    page = need_of(analyst, "Kepala Dinas Perhubungan")
    assert "Jabatan pimpinan tinggi diisi melalui seleksi terbuka" in page.text
    assert filled_buttons(page) == []


def test_the_form_of_a_need_that_one_does_not_read_is_the_plain_one(as_: SignIn, town: Town) -> None:
    analysed(town)
    (href,) = stories(as_("maslan").get("/needs?unit=DISHUB"))
    page = as_("sutan").get("/needs/new?need=" + href.rpartition("/")[2])
    assert "menurut hitungan" not in page.text.lower().replace("kebutuhan menurut hitungan", "")
    assert "Cari jabatan" in page.text
