"""The list of open needs: what it says, to whom, narrowed how; and what it says before the first run."""

import pytest
from flask import Flask

from tests.stories import telling
from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser
from tests.web.conftest import SignIn
from tests.web.keeping import lines, links
from tests.web.needing import JUNE, MONDAY, analysed, hrefs

LIST = "Daftar kebutuhan"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def analyst(as_: SignIn) -> Browser:
    return as_("maslan")


def test_before_the_first_run_it_says_so(as_: SignIn) -> None:
    page = as_("maslan").get("/needs")
    assert page.title == "Kebutuhan belum pernah dihitung"
    assert hrefs(page, "/staffing/readiness") == ["/staffing/readiness"]
    assert hrefs(as_("sutan").get("/needs"), "/staffing/readiness") == []


def test_the_most_urgent_stands_first_with_its_figures(analyst: Browser, town: Town) -> None:
    analysed(town)
    page = analyst.get("/needs")
    assert page.title == "4 kebutuhan terbuka, 5 orang kurang"
    assert "Hitungan 4 Maret 2024, 12 bulan ke depan" in page.text.replace("\xa0", " ")
    first = lines(page, LIST)[0].replace("\xa0", " ")
    assert first.startswith(
        "Perawat Ahli Pertama Puskesmas Pintu Langit wilayah luar 2 dari 4 sejak 4 Mar 2024 sekarang"
    )
    assert first.endswith("belum ada kasus")
    bar = next(one for one in page.root.all("svg") if one.get("role") == "img")
    assert bar.get("aria-label") == (
        "Prioritas 0,43: kekurangan 0,20, layanan penting 0,13, pensiun 12 bulan 0,00, wilayah luar 0,10, "
        "lama kurang 0,00"
    )


def test_a_need_tells_what_is_on_the_way(analyst: Browser, town: Town) -> None:
    analysed(town)
    telling.needed(town, MONDAY)
    assert lines(analyst.get("/needs"), LIST)[0].endswith("1 kasus berjalan")


def test_leaders_are_sought_by_open_selection(analyst: Browser, town: Town) -> None:
    town.retire("zulkifli")
    analysed(town)
    (line,) = [each for each in lines(analyst.get("/needs"), LIST) if each.startswith("Kepala Dinas Perhubungan")]
    assert line.endswith("melalui seleksi terbuka")


def test_it_is_narrowed_by_unit_category_and_area(analyst: Browser, town: Town) -> None:
    analysed(town)
    assert len(lines(analyst.get("/needs?outlying=yes"), LIST)) == 1
    assert len(lines(analyst.get("/needs?unit=DISHUB"), LIST)) == 1
    assert len(lines(analyst.get("/needs?category=JF_MUDA"), LIST)) == 2
    page = analyst.get("/needs?unit=DISHUB&outlying=yes")
    assert "Tidak ada kebutuhan yang cocok" in page.text
    assert "Dinas Perhubungan; wilayah luar" in page.text


def test_each_reads_his_own_units(as_: SignIn, town: Town) -> None:
    analysed(town)
    for who, count in {"maslan": 4, "rosmaida": 4, "sahala": 4, "sutan": 1, "masdalena": 1}.items():
        assert len(lines(as_(who).get("/needs"), LIST)) == count, who
    for who in ("fitri", "admin", "efrida"):
        assert as_(who).get("/needs").status == 403, who
    assert as_("zulkifli").get("/needs").title == "1 kebutuhan terbuka, 1 orang kurang"
    assert as_("gunawan").get("/needs").status == 200  # who leads a unit needs no grant


def test_all_needs_met(as_: SignIn, town: Town) -> None:
    town.need("NERS-PKM", 2)
    analysed(town)
    page = as_("masdalena").get("/needs")
    assert page.title == "Tidak ada kebutuhan yang terbuka"
    assert "Semua kebutuhan terpenuhi" in page.text


def test_a_run_of_a_past_date_says_whose_registers_it_read(analyst: Browser, town: Town) -> None:
    from workflow.staffing import runs

    runs.make(town.engine, runs.Asked(MONDAY), None, at(JUNE))
    text = analyst.get("/needs").text.replace("\xa0", " ")
    assert "dengan data induk 3 Juni 2024" in text
    assert "Tanggal hitungan sudah lewat" in text


def test_the_list_goes_on_over_pages(analyst: Browser, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from web.pages import open_needs

    monkeypatch.setattr(open_needs, "_PAGE", 3)
    analysed(town)
    page = analyst.get("/needs")
    assert len(lines(page, LIST)) == 3
    assert "1–3 dari 4" in page.text
    rest = analyst.get("/needs?from=3")
    assert len(lines(rest, LIST)) == 1
    assert "Sebelumnya" in links(rest)
    assert analyst.get("/needs?from=-7").status == analyst.get("/needs?from=900").status == 200
