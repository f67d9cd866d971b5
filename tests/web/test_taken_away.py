"""Every list of every page can be taken away: as XLSX and as CSV, whole, and nothing in it runs."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.databases import fresh_database
from tests.stories import town as towns
from tests.stories.town import at
from tests.web import clock, taking
from tests.web.client import Browser
from tests.web.needing import MONDAY
from web import create_app
from workflow.database import connect


class List(NamedTuple):
    """A list: who opens which page, the file that is offered there, and the tables whose rows are in it.

    What is no table on its page, such as the days of the audit, has no tables; then the file has some rows. `longer`
    says that the page shows no more than the first of them.
    """

    who: str
    page: str
    file: str
    tables: tuple[str, ...] = ()
    longer: bool = False


SPLIT = "Keterisian unit menurut rumpun jabatan"
LISTS = (
    List("maslan", "/transfers", "/transfers/export", ("Kasus mutasi, terbaru lebih dulu",)),
    List("maslan", "/transfers?state=proposed", "/transfers/export?state=proposed"),
    List("maslan", "/needs", "/needs/export", ("Daftar kebutuhan",)),
    List("maslan", "/needs?unit=PKM", "/needs/export?unit=PKM", ("Daftar kebutuhan",)),
    List("maslan", "/needs/{need}/candidates", "/needs/{need}/candidates/export", ("Daftar calon",)),
    List(
        "maslan",
        "/needs/{need}/candidates?unit=RSUD",
        "/needs/{need}/candidates/export?unit=RSUD",
        ("Daftar calon",),
    ),
    List("sutan", "/needs/{need}/candidates", "/needs/{need}/candidates/export", ("Daftar calon",)),
    List("maslan", "/people/{ramli}/needs", "/people/{ramli}/needs/export", ("Kebutuhan yang dapat diisi",)),
    List("maslan", "/staffing/units/RSUD/spare", "/staffing/units/RSUD/spare/export", ("Yang dapat dilepas",)),
    List("maslan", "/staffing", "/staffing/export", (SPLIT,)),
    List("maslan", "/staffing?outlying=yes&run=1", "/staffing/export?run=1&outlying=yes", (SPLIT,)),
    List("maslan", "/staffing/units/DINKES", "/staffing/units/DINKES/export", ("Peta jabatan",)),
    List("maslan", "/staffing/units/DINKES", "/staffing/units/DINKES/below/export", ("Unit di bawahnya",)),
    List("maslan", "/staffing/runs", "/staffing/runs/export", ("Daftar hitungan",)),
    List("maslan", "/staffing/runs/{run}", "/staffing/runs/{run}/export"),
    List(
        "maslan",
        "/staffing/runs/{run}",
        "/staffing/runs/{run}/changes/export?with=1",
        ("Menjadi kurang", "Makin kurang", "Berkurang kurangnya", "Tidak kurang lagi"),
    ),
    List(
        "maslan",
        "/staffing/forecast?months=60",
        "/staffing/forecast/periods/export?months=60",
        ("Yang pensiun menurut waktu",),
    ),
    List(
        "maslan",
        "/staffing/forecast?months=60&unit=DINKES",
        "/staffing/forecast/units/export?months=60&unit=DINKES",
        ("Yang pensiun menurut unit, jumlah sampai bulan itu",),
    ),
    List(
        "maslan",
        "/staffing/forecast?months=60",
        "/staffing/forecast/emptied/export?months=60",
        ("Jabatan yang menjadi kosong",),
    ),
    List(
        "maslan",
        "/staffing/forecast/posts/{post}",
        "/staffing/forecast/posts/{post}/export",
        ("Yang siap atau hampir siap mengganti",),
    ),
    List(
        "maslan",
        "/staffing/readiness",
        "/staffing/readiness/assess-first/export",
        ("Unit yang pegawainya perlu dinilai dulu",),
        longer=True,
    ),
    List("maslan", "/staffing/readiness/never-assessed", "/staffing/readiness/never-assessed/export"),
    List("halimah", "/staffing/readiness/no-workload", "/staffing/readiness/no-workload/export"),
    List(
        "maslan",
        "/staffing/loads",
        "/staffing/loads/export",
        ("Beban sementara yang berlaku", "Beban sementara yang sudah berakhir"),
    ),
    List("maslan", "/plans", "/plans/export", ("Rencana yang tersimpan",)),
    List("maslan", "/plans/{plan}", "/plans/{plan}/export"),
    List("maslan", "/monitoring", "/monitoring/funnel/export", ("Kasus yang mencapai tiap tahap",)),
    List(
        "maslan",
        "/monitoring",
        "/monitoring/times/export",
        ("Waktu per tahap, dalam hari kerja", "Menunggu siapa, dalam hari kerja"),
    ),
    List(
        "maslan",
        "/monitoring/what-if",
        "/monitoring/what-if/export?rule=R-CMP-01a",
        ("Nilai yang dapat diuji",),
    ),
    List("rosmaida", "/audit", "/audit"),
    List("rosmaida", "/audit/refused", "/audit/refused/export"),
    List("rosmaida", "/audit/verifications", "/audit/verifications/export", ("Pemeriksaan, terbaru lebih dulu",)),
    List("admin", "/people", "/people/export", ("Akun menurut nama",), longer=True),
    List("admin", "/people/{admin}", "/people/{admin}/export", ("Peran yang berlaku",)),
    List("admin", "/people/{efrida}", "/people/{efrida}/export", ("Peran yang sudah berakhir",)),
    List("admin", "/grants", "/grants/export?show=held", ("Peran yang berlaku",)),
    List("admin", "/grants?show=ended", "/grants/export?show=ended", ("Peran yang sudah berakhir",)),
    List("admin", "/grants?role=auditor&show=held", "/grants/export?show=held&role=auditor", ("Peran yang berlaku",)),
    List(
        "admin",
        "/absences",
        "/absences/export",
        ("Ketidakhadiran sekarang dan mendatang", "Ketidakhadiran yang sudah berakhir"),
    ),
    List("admin", "/delegations", "/delegations/export", ("Pelimpahan yang berlaku dan mendatang",)),
    List("irwan", "/bodies", "/bodies/export", ("Anggota tim penilai",)),
    List("maslan", "/holidays", "/holidays/export?year=2024", ("Hari libur dan hari kerja 2024",)),
    List("halomoan", "/registers/outside", "/registers/outside/export?year=2024", ("Semua perubahan, 2024",)),
    List("halomoan", "/registers/outside", "/registers/outside/counts/export"),
    List("maslan", "/registers/posts", "/registers/posts/export", ("Jabatan",)),
    List("maslan", "/registers/posts?filling=empty", "/registers/posts/export?filling=empty", ("Jabatan",)),
    List("maslan", "/registers/units?q=dinas", "/registers/units/export?q=dinas"),
    List("maslan", "/registers/courses", "/registers/courses/export", ("Katalog pelatihan",)),
    List("maslan", "/registers/employees", "/registers/employees/export", ("Pegawai",)),
    List("maslan", "/account", "/account/roles/export", ("Peran yang Anda pegang",)),
    List("maslan", "/account", "/account/relatives/export", ("Keluarga yang dinyatakan",)),
)

# Tables that are no lists: the contents of a page, or parts of what is told of one person.
NO_LISTS = {
    "Data induk": "a table of contents",
    "Pemilik data dan kapan dipastikan": "who keeps which register",
    "Sesi Anda": "one's own sessions, which end within the day",
    "Pendidikan": "of one's own dossier",
    "Riwayat jabatan": "of one's own dossier",
    "Kinerja": "of one's own dossier",
    "Kompetensi": "of one's own dossier",
    "Hasil menurut kelompok": "each row is two of its file: the results at three and at six months",
    "Kerabat yang dinyatakan": "of one's own dossier, and a list of the account",
}

# Lists that need a longer story have a test of their own.
ELSEWHERE = {
    "staffing_loads.again_file": "tests/web/test_needs_placed.py",
    "data.export": "tests/web/test_data.py",
    "monitoring.outcomes": "tests/web/test_monitoring.py",
    "monitoring_published.file": "tests/web/test_monitoring.py",
    "monitoring_what_if.cases": "tests/web/test_monitoring.py",
}


class Told(NamedTuple):
    """A counter on a town in which much has happened, and the numbers that addresses name."""

    app: Flask
    numbers: dict[str, int]

    def browser(self, who: str) -> Browser:
        """Sign somebody in, and stop every clock at ten on the Monday."""
        return taking.signed_in(self.app, who)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with fresh_database("sqlite", tmp_path_factory.mktemp("taken")) as url, pytest.MonkeyPatch.context() as patch:
        engine = connect(url)
        town = towns.found(engine)
        numbers = taking.tell(town)
        patch.setenv("MUTASI_DATABASE", url)
        patch.setenv("MUTASI_SECRET", "a secret of the tests, long enough")
        app = create_app()
        app.testing = True
        clock.stop(patch, at(MONDAY, 10))
        taking.correct(app, town)
        yield Told(app, numbers)
        app.extensions["mutasi"].engine.dispose()
        engine.dispose()


@pytest.mark.parametrize("each", LISTS, ids=lambda each: f"{each.who} {each.file}")
def test_a_list_is_taken_away_whole_and_nothing_in_it_runs(told: Told, each: List) -> None:
    browser = told.browser(each.who)
    page = browser.get(each.page.format(**told.numbers))
    file = each.file.format(**told.numbers)
    assert file in taking.offered(page)
    text = taking.csv_rows(browser.client.get(taking.in_form(file, "csv"), buffered=True))
    book = taking.xlsx_rows(browser.client.get(taking.in_form(file, "xlsx"), buffered=True))
    assert [len(text), len(text[0])] == [len(book), len(book[0])]
    assert not [*taking.live(text), *taking.live(book)]
    shown = taking.tables(page)
    rows = sum(taking.counted(shown[caption]) for caption in each.tables if caption in shown)
    assert len(text) > 1
    if each.tables:
        assert len(text) - 1 > rows if each.longer else len(text) - 1 == rows


def test_every_file_is_offered_by_some_page(told: Told) -> None:
    found = told.app.url_map.bind("localhost")
    files = {rule.endpoint for rule in told.app.url_map.iter_rules() if "<any(csv, xlsx):form>" in rule.rule}
    offered = {found.match(urlsplit(taking.in_form(each.file.format(**told.numbers), "csv")).path)[0] for each in LISTS}
    assert files == offered | ELSEWHERE.keys()


@pytest.mark.parametrize("who", ["maslan", "halomoan", "admin", "rosmaida", "irwan", "sutan"])
def test_every_table_of_a_page_is_a_list_that_is_taken_away(told: Told, who: str) -> None:
    browser = told.browser(who)
    known = {caption for each in LISTS for caption in each.tables} | NO_LISTS.keys()
    pages = {urlsplit(each.page.format(**told.numbers)).path for each in LISTS}
    rules = told.app.url_map.iter_rules()
    pages |= {rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments}
    pages -= {"/sign-out", "/static/<path:filename>"}
    # A page whose list has another caption each day, or is no table, has been looked at by itself.
    pages -= {urlsplit(each.page.format(**told.numbers)).path for each in LISTS if not each.tables}
    found = {caption: path for path in sorted(pages) for caption in taking.tables(browser.get(path, follow=False))}
    assert {caption: path for caption, path in found.items() if caption not in known} == {}


@pytest.mark.parametrize("who", ["maslan", "saima", "masdalena", "sutan", "admin", "rosmaida", "zulkifli"])
def test_who_may_not_open_a_page_does_not_get_its_file(told: Told, who: str) -> None:
    browser = told.browser(who)
    for each in LISTS:
        page, file = (address.format(**told.numbers) for address in (each.page, each.file))
        status = browser.get(page).status
        answers = {browser.client.get(taking.in_form(file, form), buffered=True).status_code for form in taking.FORMS}
        assert answers == {status} or (status == 200 and file not in taking.offered(browser.get(page))), file
