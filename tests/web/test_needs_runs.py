"""Runs by hand, superseded ones, one run's figures and two side by side; before them, the readiness of the data."""

import pytest
from flask import Flask
from sqlalchemy import insert

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import events, filled_buttons, lines, rows
from tests.web.needing import JUNE, MONDAY, analysed, hrefs
from workflow.tables import competences, runs


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def analyst(as_: SignIn) -> Browser:
    return as_("maslan")


def run(browser: Browser, day: str = "4 Maret 2024", horizon: str = "12", reason: str = "") -> Page:
    sent = {"as_of": day, "horizon": horizon, "reason": reason}
    return browser.send(browser.get("/staffing/runs"), "/staffing/runs", sent)


def test_a_run_by_hand_says_what_it_found(analyst: Browser, town: Town) -> None:
    page = run(analyst)
    assert page.title == "5 orang kurang pada 4 jabatan"
    assert "Hitungan selesai: 20 jabatan dihitung, 5 orang kurang." in page.text
    assert "Membuka 4 kebutuhan, menutup 0." in page.text
    assert "= 1 lebih − 5 kurang" in page.text
    assert [row.origin for row in rows(town, runs)] == ["hand"]
    assert events(town) == ["needs-run"]


def test_a_click_too_many_runs_once(analyst: Browser, town: Town) -> None:
    for _click in range(2):
        assert run(analyst).status == 200
    assert len(rows(town, runs)) == 1


def test_a_run_is_superseded_with_a_reason(analyst: Browser, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    run(analyst)
    clock.stop(monkeypatch, at(MONDAY, 10, 20))
    page = run(analyst)
    assert (page.status, list(page.errors())) == (422, ["reason"])
    page = run(analyst, reason="Formasi keliru.")
    assert "Formasi keliru." in page.text
    listed = lines(analyst.get("/staffing/runs"), "Daftar hitungan")
    assert listed[1].endswith("diganti nomor 2")
    first = analyst.get("/staffing/runs/1")
    assert first.title.replace("\xa0", " ") == "Hitungan 4 Maret 2024, sudah diganti"
    assert "/staffing/runs/2" in hrefs(first, "/staffing/runs")


def test_what_is_wrong_is_told_at_its_field(analyst: Browser, town: Town) -> None:
    page = run(analyst, "30 Februari 2024", "dua belas")
    assert list(page.errors()) == ["as_of", "horizon"]
    assert list(run(analyst, "", "61").errors()) == ["as_of"]
    assert run(analyst, horizon="61").errors()["horizon"] == "Cakrawala 0 sampai 60 bulan."
    assert rows(town, runs) == []


def test_another_horizon_opens_no_needs(analyst: Browser) -> None:
    page = run(analyst, horizon="36")
    assert "Membuka" not in page.text
    assert "gambaran saja" in analyst.get("/staffing/runs").text
    assert analyst.get("/needs").title == "Kebutuhan belum pernah dihitung"


def test_only_who_may_runs(as_: SignIn, town: Town) -> None:
    for who in ("rosmaida", "sutan", "masdalena", "sahala"):
        page = as_(who).get("/staffing/runs")
        assert filled_buttons(page) == [], who
        token = next(one.get("value") for one in page.root.all("input") if one.get("name") == "csrf_token")
        sent = {"csrf_token": token, "as_of": "4 Maret 2024", "horizon": "12", "reason": ""}
        assert as_(who).post("/staffing/runs", sent).status in (400, 403), who
    assert filled_buttons(as_("halomoan").get("/staffing/runs")) == ["Jalankan hitungan"]
    assert rows(town, runs) == []


def test_two_runs_side_by_side(analyst: Browser, town: Town) -> None:
    first = analysed(town)
    town.need("NERS-PKM", 2)
    town.need("NERS-RSUD", 9)
    second = analysed(town, JUNE)
    page = analyst.get(f"/staffing/runs/{second}")
    assert lines(page, "Menjadi kurang") == ["Perawat Ahli Pertama RSUD 0 dari 7 1 dari 9"]
    assert lines(page, "Tidak kurang lagi") == [
        "Perawat Ahli Pertama Puskesmas Pintu Langit wilayah luar 2 dari 4 0 dari 2"
    ]
    other_way = analyst.get(f"/staffing/runs/{first}?with={second}")
    assert lines(other_way, "Menjadi kurang")[0].startswith("Perawat Ahli Pertama Puskesmas Pintu Langit")
    assert analyst.get("/staffing/runs/99").status == 404
    assert "Belum ada hitungan lain" in analyst.get(f"/staffing/runs/{first}").text


def test_who_reads_a_unit_is_told_its_sums_alone(as_: SignIn, town: Town) -> None:
    number = analysed(town)
    page = as_("masdalena").get(f"/staffing/runs/{number}")
    assert page.title == "2 orang kurang pada 1 jabatan"
    assert "Membuka" not in page.text


# -- readiness -----------------------------------------------------------------------------------------------------


def test_readiness_says_what_is_not_known_and_where(analyst: Browser, town: Town) -> None:
    page = analyst.get("/staffing/readiness")
    assert page.title == "Dapat dihitung; 2 hal belum diketahui"
    assert "29 dari 29 pegawai belum pernah dinilai kompetensinya." in page.text
    assert filled_buttons(page) == ["Jalankan hitungan"]
    assert lines(page, "Unit yang pegawainya perlu dinilai dulu")[0].startswith("RSUD 10 dari 10")
    assert "20 dari 20 jabatan kebutuhannya dapat dihitung" in page.text


def test_whom_to_assess_is_a_list_of_people(analyst: Browser, town: Town) -> None:
    row = {"employee_id": town.employee["ernita"], "competence": "INT", "level": 2, "assessed_on": MONDAY}
    town.write(insert(competences).values(**row))
    page = analyst.get("/staffing/readiness/never-assessed")
    assert page.title == "28 orang: pegawai yang belum pernah dinilai kompetensinya"
    found = lines(page, page.title)
    assert "Hotma Silalahi Perawat Ahli Pertama Puskesmas Pintu Langit" in found
    assert not any(line.startswith("Ernita") for line in found)
    assert analyst.get("/staffing/readiness/nonsense").status == 404
    assert "20 jabatan" in analyst.get("/staffing/readiness/no-standard").title


def test_a_head_is_told_of_his_unit_alone(as_: SignIn) -> None:
    page = as_("masdalena").get("/staffing/readiness/never-assessed")
    assert page.title.startswith("4 orang")
    assert filled_buttons(as_("masdalena").get("/staffing/readiness")) == []


def test_a_register_is_confirmed_once_by_its_keeper(as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = as_("maslan")
    owners = "Pemilik data dan kapan dipastikan"
    assert all("Belum pernah" in line for line in lines(browser.get("/staffing/readiness"), owners))
    page = browser.get("/staffing/readiness")
    token = next(one.get("value") for one in page.root.all("input") if one.get("name") == "csrf_token")
    for _click in range(2):
        sent = {"csrf_token": token, "register": "organisation"}
        page = browser.post("/staffing/readiness", sent, follow=True)
    assert events(town) == ["confirm-organisation"]
    (line,) = [each for each in lines(page, owners) if each.startswith("Unit, jabatan")]
    assert "4 Mar 2024 Maslan Harahap" in line.replace("\xa0", " ")
    assert browser.post("/staffing/readiness", {"csrf_token": token, "register": "employees"}).status == 403
    assert browser.post("/staffing/readiness", {"csrf_token": token, "register": "grants"}).status == 404
    clock.stop(monkeypatch, at(MONDAY.replace(month=9, day=5), 10))
    (line,) = [each for each in lines(as_("maslan").get("/staffing/readiness"), owners) if each.startswith("Unit, ")]
    assert "6 bulan lalu" in line
