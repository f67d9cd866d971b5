"""The register of employees at the counter: who finds whom, what a dossier shows to whom, which looks are recorded."""

from json import loads

import pytest
from flask import Flask
from sqlalchemy import insert, select

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MONDAY, MORNING, filled_buttons, lines, links
from workflow.database import reading
from workflow.tables import competences, discipline, employees, relatives, requests, security_events, standards

LIST = "/registers/employees"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


def dossier(town: Town, whose: str) -> str:
    return f"{LIST}/{town.employee[whose]}"


def panels(page: Page) -> list[str]:
    """Read the titles of a page's panels."""
    return [one.text for one in page.root.all("h2")]


def looks(town: Town) -> list[tuple[int, dict[str, object]]]:
    """List the recorded looks beside the cases: who, at what."""
    query = select(security_events).where(security_events.c.kind.in_(("read", "exported"))).order_by("id")
    with reading(town.engine) as connection:
        return [(row.account_id, loads(row.detail)) for row in connection.execute(query) if row.transfer_id is None]


def search(browser: Browser, text: str) -> Page:
    return browser.send(browser.get(LIST), LIST, {"q": text})


def fill(town: Town) -> None:
    """Write something into every part of a nurse's dossier."""
    nurse, post = town.employee["nurhamidah"], town.post["NERS-RSUD"]
    level = {"employee_id": nurse, "assessed_on": MONDAY}
    town.write(
        insert(standards).values(post_id=post, competence="INT", level=2),
        insert(standards).values(post_id=post, competence="KOM", level=2),
        insert(competences).values(competence="INT", level=1, **level),
        insert(discipline).values(employee_id=nurse, kind="RINGAN", since=MONDAY, decree="800.1.6.2/9/2024"),
        insert(relatives).values(employee_id=nurse, other_employee_id=town.employee["togar"], kind="IPAR", degree=2),
        insert(requests).values(employee_id=nurse, made_on=MONDAY, letter="800/77/2024"),
    )


# -- the list --------------------------------------------------------------------------------------------------------


def test_a_search_finds_within_reach_and_stands_in_no_address(as_: SignIn, town: Town) -> None:
    analyst = as_("maslan")
    found = search(analyst, "siregar")
    assert "siregar" not in found.path.lower()
    listed = lines(found, "Pegawai, cocok dengan “siregar”")
    assert [line.split(" 19")[0] for line in listed] == ["Nurhamidah Siregar", "Sutan Siregar"]
    assert "Perawat Ahli Pertama RSUD Aktif 1 Apr 2049" in listed[0]
    assert [
        line.split(" 19")[0]
        for line in lines(search(as_("parlindungan"), "siregar"), "Pegawai, cocok dengan “siregar”")
    ] == ["Nurhamidah Siregar"]


def test_filters_stand_in_the_address_and_pages_go_on(as_: SignIn) -> None:
    page = as_("maslan").get(f"{LIST}?unit=PKM&category=JF_PERTAMA")
    caption = "Fungsional ahli pertama di Puskesmas Pintu Langit dan di bawahnya"
    assert [line.split(" 19")[0] for line in lines(page, caption)] == ["Ernita Nababan", "Hotma Silalahi"]
    assert "Berikutnya" not in links(page)
    assert as_("maslan").get(f"{LIST}?unit=PKM&standing=PENSIUN").root.all("table")
    empty = as_("maslan").get(f"{LIST}?standing=MENINGGAL")
    assert "Tidak ada pegawai yang cocok" in empty.text


@pytest.mark.parametrize("who", ["nurhamidah", "admin", "marwan"])
def test_the_list_is_closed_to_who_reads_nobody_else(as_: SignIn, who: str) -> None:
    assert as_(who).get(LIST).status == 403


def test_an_export_is_within_reach_and_is_recorded(as_: SignIn, town: Town) -> None:
    text = as_("parlindungan").client.get(f"{LIST}/export.csv", buffered=True).text
    assert "Nurhamidah Siregar" in text
    assert "Ernita Nababan" not in text
    told = {"kind": "employees", "form": "csv", "unit": "", "category": ""}
    assert looks(town) == [(town.account["parlindungan"], told)]


# -- one dossier -----------------------------------------------------------------------------------------------------


def test_the_keeper_reads_every_part_and_may_mend_it(as_: SignIn, town: Town) -> None:
    fill(town)
    page = as_("halomoan").get(dossier(town, "nurhamidah"))
    assert page.title == "Nurhamidah Siregar"
    assert panels(page) == [
        "Riwayat jabatan",
        "Pendidikan",
        "Kompetensi",
        "Kinerja",
        "Pelatihan",
        "Tidak bertugas",
        "Hukuman disiplin dan pemeriksaan",
        "Kerabat yang dinyatakan",
        "Permohonan pindah",
        "Siapa boleh membaca",
        "Perubahan terakhir",
    ]
    assert "Perawat Ahli Pertama, RSUD · PNS aktif" in page.text
    assert "JPM 25%" in page.text
    assert lines(page, "Kinerja")[0] == "2030 Sesuai ekspektasi Sesuai ekspektasi Baik Ubah 2030"
    assert lines(page, "Kerabat yang dinyatakan") == ["Togar Sinaga Ipar 2 Ubah Togar Sinaga"]
    assert filled_buttons(page) == ["Perbaiki data"]
    assert "Catat jabatan atau kedudukan menurut keputusan di luar prosedur" in links(page)


def test_who_reads_less_is_told_what_is_withheld(as_: SignIn, town: Town) -> None:
    fill(town)
    page = as_("parlindungan").get(dossier(town, "nurhamidah"))
    assert panels(page)[-3:] == ["Siapa boleh membaca", "Rincian terbatas", "Perubahan terakhir"]
    assert "Tidak tampil di sini bagi Anda: hukuman disiplin, kerabat, permohonan pindah." in page.text
    for secret in ("800.1.6.2/9/2024", "Togar", "800/77/2024"):
        assert secret not in page.text
    assert not filled_buttons(page)
    assert "Ubah" not in page.text


def test_one_reads_ones_own_dossier_completely_under_its_own_name(as_: SignIn, town: Town) -> None:
    fill(town)
    browser = as_("nurhamidah")
    page = browser.get("/my-data")
    assert page.title == "Nurhamidah Siregar"
    for own in ("800.1.6.2/9/2024", "Togar Sinaga", "800/77/2024"):
        assert own in page.text
    assert browser.get(dossier(town, "nurhamidah")).path == "/my-data"
    assert not looks(town)
    assert not filled_buttons(page)
    assert "Ubah" not in page.text


def test_nobody_keeps_his_own_dossier(as_: SignIn, town: Town) -> None:
    page = as_("halomoan").get("/my-data")
    assert not filled_buttons(page)
    assert as_("halomoan").get(f"{dossier(town, 'halomoan')}/correction").status == 403


@pytest.mark.parametrize(
    ("who", "whose"), [("nurhamidah", "fitri"), ("admin", "fitri"), ("sutan", "abdul"), ("baginda", "nurhamidah")]
)
def test_who_may_not_read_a_dossier_does_not_learn_that_there_is_one(
    as_: SignIn, town: Town, who: str, whose: str
) -> None:
    browser = as_(who)
    assert browser.get(dossier(town, whose)).status == 404
    assert browser.get(f"{LIST}/999999").status == 404
    assert not looks(town)


def test_who_is_no_employee_has_no_data_of_his_own(as_: SignIn) -> None:
    browser = as_("sahala")
    assert browser.get("/my-data").status == 404
    assert "Data saya" not in browser.get("/inbox").text


def test_a_look_is_recorded_once_a_day_for_each_person_and_dossier(
    as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor = as_("rosmaida")
    for whose in ("nurhamidah", "nurhamidah", "fitri"):
        assert auditor.get(dossier(town, whose)).status == 200
    who = town.account["rosmaida"]
    seen = [(who, {"dossier": town.employee[whose]}) for whose in ("nurhamidah", "fitri")]
    assert looks(town) == seen


def test_the_menu_leads_to_the_register_and_to_ones_own_data(as_: SignIn) -> None:
    assert {"Data saya", "Pegawai"} <= {one.text for one in as_("maslan").get("/inbox").root.all("a")}
    assert "Pegawai" not in {one.text for one in as_("nurhamidah").get("/inbox").root.all("a")}


def test_a_search_by_nip_finds_one(as_: SignIn, town: Town) -> None:
    with reading(town.engine) as connection:
        nip = connection.scalar(select(employees.c.nip).where(employees.c.id == town.employee["fitri"]))
    found = search(as_("efrida"), f"{nip}")
    assert len(lines(found, f"Pegawai, cocok dengan “{nip}”")) == 1
