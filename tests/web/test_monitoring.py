"""Monitoring at the counter: who reads what, what it says of a few lives, what if, and what everybody may read."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert, select

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.conftest import SignIn
from tests.web.keeping import lines
from tests.workflow.monitoring import lives
from tests.workflow.staffing.analysing import analyse
from workflow.database import reading
from workflow.monitoring.counting import PUBLISHED
from workflow.tables import monitored_counts, needs

NOVEMBER = date(2024, 11, 1)
READERS = ("maslan", "sahala", "rosmaida")
OTHERS = ("halomoan", "baginda", "sutan", "masdalena", "nurhamidah", "admin")
PAGES = (
    "/monitoring",
    "/monitoring/funnel/export.csv",
    "/monitoring/times/export.csv",
    "/monitoring/outcomes/export.xlsx",
    "/monitoring/what-if",
    "/monitoring/what-if/export.csv",
    "/monitoring/what-if/cases/export.csv?rule=R-TEN-01&value=12",
    "/monitoring/what-if/note?rule=R-TEN-01&value=12",
    "/monitoring/what-if/note.txt?rule=R-TEN-01&value=12",
)


@pytest.fixture(autouse=True)
def november(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(NOVEMBER, 10))


def test_who_may_open_the_cases_reads_every_figure(as_: SignIn, town: Town) -> None:
    lives.everything(town)
    for who, status in [*dict.fromkeys(READERS, 200).items(), *dict.fromkeys(OTHERS, 403).items()]:
        client = as_(who).client
        assert {client.get(page, buffered=True).status_code for page in PAGES} == {status}, who


def test_everybody_who_is_signed_in_reads_what_is_published(as_: SignIn, town: Town) -> None:
    lives.everything(town)
    for who in ("maslan", "masdalena", "nurhamidah"):
        page = as_(who).get("/monitoring/published")
        assert (page.status, page.title) == (200, "Angka mutasi bagi umum"), who
        assert "MUT-" not in page.text
        assert as_(who).get("/monitoring/published?year=2024").status == 404
        assert as_(who).get("/monitoring/published/2024/export.csv").status == 404


def test_a_year_that_is_told(as_: SignIn, town: Town) -> None:
    groups = {"donor": {"4": (9, 12), "1": (2, 6), "2": (1, 3)}, "request": {"city": (12, 21)}}
    cells = {name: groups.get(name, {"unknown": (12, 21)}) for name in PUBLISHED}
    town.write(
        *(
            insert(monitored_counts).values(year=2022, name=f"told/{name}", cell=f"{cell}/{word}", number=number)
            for name, group in cells.items()
            for cell, (good, of) in group.items()
            for word, number in (("good", good), ("other", of - good))
        )
    )
    browser = as_("nurhamidah")
    page = browser.get("/monitoring/published")
    assert page.title == "Angka mutasi tahun 2022"
    assert lines(page, "Keterisian unit asal saat diusulkan") == [
        "di bawah 90% disembunyikan",
        "90–94% disembunyikan",
        "100% terisi 12 80%",
    ]
    assert lines(page, "Prakarsa") == ["prakarsa kota 21 60%"]
    file = browser.client.get("/monitoring/published/2022/export.csv", buffered=True).get_data(as_text=True)
    assert file.count("\n") == 3 + len(PUBLISHED)
    assert "80%" in file


def told(town: Town, year: int, name: str, good: int, of: int, cell: str = "experts") -> None:
    """Count results of a group in a year, as if so many transfers had been kept."""
    for word, number in (("good", good), ("other", of - good)):
        town.write(insert(monitored_counts).values(year=year, name=name, cell=f"{cell}/{word}", number=number))


def test_the_figures_flow_back_to_needs_and_runs(as_: SignIn, town: Town) -> None:
    run = analyse(town, date(2024, 10, 1))
    with reading(town.engine) as connection:
        need = connection.scalar(select(needs.c.id).where(needs.c.post_id == town.post["NERS-PKM"]))
    pages = (f"/needs/{need}", f"/staffing/runs/{run}")
    told(town, 2023, "result_6/family", 3, 4)
    assert not any("Mutasi terdahulu" in as_("maslan").get(page).text for page in pages)  # four are too few
    told(town, 2022, "result_6/family", 6, 8)
    for page in pages:
        assert "75% Baik atau lebih pada 6 bulan, n = 12 (selang 47–91%)" in as_("maslan").get(page).text
        assert "Mutasi terdahulu" not in as_("masdalena").get(page).text  # nothing is told of 2022
    for name in PUBLISHED:
        told(town, 2022, f"told/{name}", 6, 8)
    for page in pages:
        assert "sekitar 80% Baik atau lebih pada 6 bulan, 8 mutasi dengan TMT 2022" in as_("masdalena").get(page).text


def test_the_cases_of_a_value_as_a_file(as_: SignIn, town: Town) -> None:
    lives.everything(town)
    address = "/monitoring/what-if/cases/export.csv?rule=R-TEN-01&value=12"
    file = as_("maslan").client.get(address, buffered=True).get_data(as_text=True)
    assert "MUT-2024-0002" in file
    assert file.count("\n") == 2


def test_the_menu_leads_each_to_his_own(as_: SignIn) -> None:
    assert "Pemantauan" in as_("maslan").get("/monitoring").text
    text = as_("masdalena").get("/monitoring/published").text
    assert "Angka mutasi" in text
    assert "Pemantauan" not in text


def test_what_a_few_lives_amount_to(as_: SignIn, town: Town) -> None:
    lives.everything(town)
    page = as_("maslan").get("/monitoring")
    assert page.title == "1 mutasi dievaluasi enam bulan, 100% Baik atau lebih"
    funnel = lines(page, "Kasus yang mencapai tiap tahap")
    assert funnel[0] == "Kebutuhan Teridentifikasi 4 – 1 ditarik"
    assert funnel[1] == "Diusulkan 3 75% 1 masih berjalan"
    assert funnel[-1].startswith("Evaluasi 6 Bulan 1 50%")
    waits = lines(page, "Menunggu siapa, dalam hari kerja")
    donor = next(line for line in waits if line.startswith("Jawaban unit asal") or "unit asal" in line.lower())
    assert "MUT-2024-0003" in donor
    assert lines(page, "Hasil menurut kelompok")[0].startswith("Semua 50% n = 2")
    assert "lebih dari satu syarat 0% n = 1" in page.text
    assert "Perbandingan ini tidak membuktikan sebab" in page.text
    assert "Pelatihan yang lulus, dalam JP 0" in page.text
    assert "Kasus yang pernah dikembalikan 1" in page.text


def test_the_results_as_a_file(as_: SignIn, town: Town) -> None:
    lives.everything(town)
    told = as_("maslan").client.get("/monitoring/outcomes/export.csv", buffered=True).get_data(as_text=True)
    assert "Prakarsa,prakarsa kota,3,1,2,0.0945,0.9055" in told
    assert "Prakarsa,prakarsa kota,6,1,1,0.2065,1\n" in told


def test_a_year_of_its_own(as_: SignIn, town: Town) -> None:
    lives.straight(town)
    assert as_("maslan").get("/monitoring?year=2024").title.startswith("1 mutasi")
    assert as_("maslan").get("/monitoring?year=1999").title.startswith("1 mutasi")  # there is no such year: all of them


def test_before_anything_has_happened(as_: SignIn) -> None:
    page = as_("maslan").get("/monitoring")
    assert page.title == "Belum ada mutasi yang dievaluasi enam bulan"
    assert as_("maslan").get("/monitoring/what-if").status == 200


def test_what_if_less_time_were_enough(as_: SignIn, town: Town) -> None:
    lives.everything(town)
    page = as_("maslan").get("/monitoring/what-if?rule=R-TEN-01&value=12")
    values = lines(page, "Nilai yang dapat diuji")
    assert values[0].startswith("12 bulan dibuka 1 dari 1 pengecualian tidak perlu lagi")
    assert "1 dilaksanakan, 1 jatuh tempo, 0 dievaluasi, 1 tidak" in values[0]
    assert values[2].startswith("24 bulan berlaku 3 terpenuhi, 1 dikecualikan atau terbuka")
    assert lines(page, "Usulan yang berubah") == ["MUT-2024-0002 16 bulan Evaluasi 3 Bulan"]
    assert "bukan bukti sebab" in page.text


def test_the_draft_of_a_note(as_: SignIn, town: Town) -> None:
    lives.everything(town)
    asked = "?rule=R-TEN-01&value=12"
    paper = as_("sahala").get(f"/monitoring/what-if/note{asked}").text
    told = as_("sahala").get(f"/monitoring/what-if/note.txt{asked}").response.get_data(as_text=True)
    for words in ("dari 24 bulan menjadi 12 bulan", "MUT-2024-0002", "PP 11/2017 Pasal 190 ayat (3)", "months = 12"):
        assert words in paper
        assert words in told


@pytest.mark.parametrize(
    "address",
    [
        "/monitoring/what-if?rule=R-DIS-01",
        "/monitoring/what-if?rule=R-TEN-01&value=13",
        "/monitoring/what-if?rule=R-CMP-01a&value=12",
        "/monitoring/what-if/note?rule=R-TEN-01&value=24",
        "/monitoring/what-if/note",
    ],
)
def test_what_cannot_be_tried_does_not_exist(as_: SignIn, address: str) -> None:
    assert as_("maslan").get(address).status == 404
