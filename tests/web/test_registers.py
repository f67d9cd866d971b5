"""The registers at the counter: who reads them, what their pages tell, and a row edited, ended or taken out by hand."""

import pytest
from flask import Flask

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MORNING, events, filled_buttons, lines, link, links, rows, summary
from tests.workflow.imported import everything
from workflow.tables import courses, employees, performance, posts, standards, units, workload

CLERK = "/registers/posts/KLERK-PKM"
COURSE = {"code": "PEL-1", "name": "Komunikasi Efektif", "kind": "klasikal", "hours": "40", "competences": "KOM:2"}
TASK = {"post": "KLERK-PKM", "task": "Mengagendakan surat", "volume": "1500", "minutes": "12,5", "year": "2024"}


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def analyst(as_: SignIn) -> Browser:
    """Give the browser of the analyst, who keeps units, posts, their work and standards, courses and dossiers."""
    return as_("maslan")


def fill(browser: Browser, path: str, **cells: str) -> Page:
    """Open a form, type into some of its fields, and send it; what the form held stays."""
    page = browser.get(path)
    assert page.status == 200, page.text
    return browser.send(page, path, {name.rstrip("_"): cell for name, cell in cells.items()})


def send(browser: Browser, page: Page, values: dict[str, str]) -> Page:
    """Send the form in the framed panel of a page."""
    (action,) = [form.get("action") for main in page.root.all("main") for form in main.all("form")]
    return browser.send(page, action, values)


@pytest.mark.parametrize("who", ["maslan", "halomoan", "sahala", "rosmaida", "sutan", "parlindungan", "efrida"])
def test_who_may_read_finds_the_registers_in_the_menu(who: str, as_: SignIn) -> None:
    browser = as_(who)
    page = browser.get("/registers")
    assert page.status == 200
    assert "Data induk" in [item.text for nav in page.root.all("nav") for item in nav.all("a")]
    for path in ("/registers/units", "/registers/units/PKM", "/registers/posts", CLERK):
        assert browser.get(path).status == (404 if who == "efrida" else 200), path
    assert browser.get("/registers/courses").status == 200


@pytest.mark.parametrize("who", ["nurhamidah", "admin"])
def test_for_others_they_are_not_there(who: str, as_: SignIn) -> None:
    browser = as_(who)
    assert browser.get("/registers").status == 403
    for path in ("/registers/units", "/registers/units/PKM", "/registers/posts", CLERK, "/registers/courses"):
        assert browser.get(path).status == 404, path
    for path in ("/registers/posts/edit?code=KLERK-PKM", "/registers/units/new", "/registers/employees/1/edit"):
        assert browser.get(path).status == 403, path


def test_what_there_is_not_is_not_found(analyst: Browser) -> None:
    for path in (
        "/registers/units/NONE",
        "/registers/posts/NONE",
        "/registers/courses/NONE",
        "/registers/posts/edit?code=NONE",
        "/registers/posts/edit",
        "/registers/bodies/new",
        "/registers/workload/end?post=KLERK-PKM&task=X",
        "/registers/posts/remove?code=KLERK-PKM",
        "/registers/workload/remove?post=KLERK-PKM&task=X",
        "/registers/employees/999/competences/new",
        "/registers/employees/1/competences/KOM/edit",
        "/registers/employees/1/absences/7/edit",
    ):
        assert analyst.get(path).status == 404, path


def test_the_overview_says_how_much_is_written_down(analyst: Browser, as_: SignIn) -> None:
    page = analyst.get("/registers")
    assert page.title == "8 unit dan 20 jabatan tercatat"
    assert [line.split(" ")[0] for line in lines(page, "Data induk")][:3] == ["Unit", "Jabatan", "Katalog"]
    assert "Analis SDM aparatur" in lines(page, "Data induk")[0]
    assert as_("efrida").get("/registers").title == "0 pelatihan dalam katalog"


def test_units_are_a_tree_and_can_be_searched(analyst: Browser) -> None:
    page = analyst.get("/registers/units")
    assert page.title == "Data induk: 8 unit"
    depth = {
        next(item.all("a")).text: item.get("class") for item in page.root.all("li") if "depth-" in item.get("class")
    }
    assert depth["Puskesmas Pintu Langit"] == "depth-2"
    assert analyst.get("/registers/units?q=pintu+langit").title == "Data induk: 1 unit"
    assert "Tidak ada unit dengan nama itu" in analyst.get("/registers/units?q=xyz").text


def test_posts_are_searched_by_words_unit_category_and_how_they_are_filled(analyst: Browser) -> None:
    everything = analyst.get("/registers/posts")
    assert everything.title == "Data induk: 20 jabatan, 0 tanpa pemangku"
    assert analyst.get("/registers/posts?words=klerk+pkm").title.startswith("Data induk: 1 jabatan")
    assert analyst.get("/registers/posts?unit=DINKES").title.startswith("Data induk: 9 jabatan")
    assert analyst.get("/registers/posts?category=PELAKSANA_KLERK&filling=undescribed").status == 200
    assert "Tidak ada jabatan yang cocok" in analyst.get("/registers/posts?filling=past").text


def test_a_post_is_edited_and_says_what_became_what(analyst: Browser, town: Town) -> None:
    page = analyst.get(CLERK)
    assert filled_buttons(page) == ["Ubah jabatan"]
    form = link(page, "Ubah jabatan")
    landed = fill(analyst, form, need="3", critical="1")
    assert landed.path == CLERK
    assert "Tersimpan. Kebutuhan: 1 → 3; Fungsi kritis: tidak → ya." in landed.text
    assert "Kebutuhan: 1 → 3" in landed.text.split("Perubahan terakhir")[1]
    assert next(row for row in rows(town, posts) if row.code == "KLERK-PKM").need == 3
    assert events(town)[-1] == "edit-posts"
    assert "Tidak ada yang berubah." in fill(analyst, form).text
    assert events(town).count("edit-posts") == 1


def test_a_fault_stands_at_its_field_and_nothing_is_lost(analyst: Browser, town: Town) -> None:
    page = fill(analyst, "/registers/posts/edit?code=KLERK-PKM", class_="24", name="Arsiparis", reports_to="NONE")
    assert page.status == 422
    assert page.errors() == {"class": "Bilangan harus 1 sampai 17."}
    assert summary(page) == ["Kelas jabatan: Bilangan harus 1 sampai 17."]
    assert next(page.root.all("title")).text.startswith("Salah: ")
    mended = analyst.send(page, page.path + "?code=KLERK-PKM", {"class": "6"})
    assert mended.errors() == {"reports_to": "Jabatan atasan tidak dikenal."}
    assert 'value="Arsiparis"' in mended.response.text
    assert "edit-posts" not in events(town)


def test_what_only_other_ways_change_is_refused_when_somebody_sends_it(analyst: Browser, as_: SignIn) -> None:
    for browser, path, cell, words in (
        (analyst, "/registers/posts/edit?code=KLERK-PKM", ("unit", "DINKES"), "Jabatan tidak dipindahkan ke unit lain"),
        (as_("halomoan"), "/registers/employees/1/edit", ("standing", "PENSIUN"), "dengan nomor keputusan"),
    ):
        form = browser.get(path).form(path)
        held = {one.get("name"): one.get("value") for one in form.all("input") if one.get("type") != "checkbox"}
        chosen = {
            each.get("name"): next(one.get("value") for one in each.all("option") if "selected" in one.attributes)
            for each in form.all("select")
            if any("selected" in one.attributes for one in each.all("option"))
        }
        page = browser.post(path, held | chosen | dict([cell]))
        assert page.status == 422
        assert words in summary(page)[0]


def test_a_form_that_is_out_of_date_gives_back_what_was_typed(analyst: Browser, as_: SignIn, town: Town) -> None:
    path = "/registers/posts/edit?code=KLERK-PKM"
    first, second = analyst.get(path), as_("yusnita")
    fill(second, path, need="4")
    page = analyst.send(first, path, {"need": "5"})
    assert page.status == 409
    assert "Kebutuhan: 4" in page.text
    assert "belum ada yang ditulis" in page.text
    assert analyst.send(page, path, {}).path == CLERK
    assert next(row for row in rows(town, posts) if row.code == "KLERK-PKM").need == 5


def test_work_is_added_summed_changed_and_taken_out(analyst: Browser, town: Town) -> None:
    landed = fill(analyst, link(analyst.get(CLERK), "Tambah tugas"), **TASK)
    assert landed.path == CLERK
    (task, total) = lines(landed, "Beban kerja")
    assert task.startswith("Mengagendakan surat 1.500 × 12,5 menit · analisis 2024 18.750 0,25")
    assert total.startswith("Jumlah yang dihitung 18.750 0,25")
    assert "18.750 menit ÷ 75.000 menit kerja setahun = 0,25 orang." in landed.text
    edited = fill(analyst, link(landed, "Ubah Mengagendakan surat"), volume="3000")
    assert "Volume setahun: 1500 → 3000" in edited.text
    removal = analyst.get(link(edited, "Hapus Mengagendakan surat"))
    assert filled_buttons(removal) == ["Hapus"]
    gone = send(analyst, removal, {})
    assert gone.path == CLERK
    assert rows(town, workload) == []
    assert "dihapus" in gone.text.split("Perubahan terakhir")[1]


def test_a_required_competence_is_added_changed_and_taken_out(analyst: Browser, town: Town) -> None:
    landed = fill(analyst, link(analyst.get(CLERK), "Tambah kompetensi"), post="KLERK-PKM", competence="KOM", level="2")
    assert lines(landed, "Standar kompetensi")[0].startswith("Komunikasi KOM 2")
    fill(analyst, link(landed, "Ubah Komunikasi"), level="3")
    again = fill(analyst, "/registers/standards/new?post=KLERK-PKM", post="KLERK-PKM", competence="KOM", level="2")
    assert again.status == 422
    assert [row["level"] for row in everything(town.engine, standards)] == [3]


def test_a_post_that_is_held_does_not_end_and_says_why(analyst: Browser, town: Town) -> None:
    page = analyst.get(link(analyst.get(CLERK), "Akhiri jabatan ini"))
    assert "1 orang masih memangkunya." in page.text
    page = send(analyst, page, {"ground": "188.45/1/2024"})
    assert page.status == 422
    assert "1 orang masih memangkunya." in summary(page)[0]
    assert "end-posts" not in events(town)


def test_a_unit_without_anybody_is_made_and_ended(analyst: Browser, town: Town) -> None:
    made = fill(analyst, "/registers/units/new?parent=DINKES", code="UPT-1", name="UPT Gudang Farmasi", kind="upt")
    assert made.path == "/registers/units/UPT-1"
    assert "Di bawah Dinas Kesehatan" in made.text
    page = analyst.get(link(made, "Akhiri unit ini"))
    landed = send(analyst, page, {"ground": "188.45/2/2024"})
    assert landed.path == made.path
    assert "berakhir 4 Mar 2024" in landed.text.replace("\u00a0", " ")
    assert filled_buttons(landed) == []
    assert send(analyst, page, {"ground": "188.45/2/2024"}).path == made.path
    assert events(town).count("end-units") == 1
    assert analyst.get("/registers/units").title == "Data induk: 8 unit"
    assert analyst.get("/registers/units?past=yes").title == "Data induk: 9 unit"
    assert [row.until is None for row in rows(town, units)].count(False) == 1


def test_the_training_officer_keeps_the_catalogue(as_: SignIn, town: Town) -> None:
    officer = as_("efrida")
    landed = fill(officer, "/registers/courses/new", **COURSE)
    assert landed.path == "/registers/courses/PEL-1"
    assert lines(landed, "Kompetensi yang ditingkatkan") == ["Komunikasi KOM 2"]
    changed = fill(officer, link(landed, "Ubah pelatihan"), hours="32", competences="KOM:3|PLP:2")
    assert "Jam pelajaran: 40 → 32" in changed.text
    page = officer.get(link(changed, "Akhiri pelatihan ini"))
    assert "berakhir" in send(officer, page, {"ground": "Kontrak selesai"}).text
    assert rows(town, courses)[0].until is not None
    assert "Komunikasi Efektif" in links(officer.get("/registers/courses?past=yes"))
    assert "Komunikasi Efektif" not in links(officer.get("/registers/courses"))


def test_a_row_of_somebody_s_file_is_added_and_edited_without_a_nip_in_the_address(
    analyst: Browser, town: Town
) -> None:
    who = town.employee["fitri"]
    path = f"/registers/employees/{who}/performance/new"
    page = analyst.get(path)
    nip = next(row.nip for row in rows(town, employees) if row.id == who)
    assert 'name="nip"' not in page.response.text
    before = len(rows(town, performance))
    analyst.send(page, path, {"year": "2019", "result": "SESUAI", "behaviour": "DI_ATAS"})
    made = rows(town, performance)[-1]
    assert (len(rows(town, performance)), made.employee_id, made.year) == (before + 1, who, 2019)
    edited = fill(analyst, f"/registers/employees/{who}/performance/{made.id}/edit", behaviour="SESUAI")
    assert nip not in edited.path
    assert rows(town, performance)[-1].behaviour == "SESUAI"
    assert events(town)[-2:] == ["edit-performance", "edit-performance"]


def test_in_english_too(analyst: Browser) -> None:
    analyst.send(analyst.get("/registers"), "/language", {"language": "en"})
    assert analyst.get("/registers").title == "8 units and 20 posts are recorded"
    landed = fill(analyst, "/registers/posts/edit?code=KLERK-PKM", need="2")
    assert "Saved. Need: 1 → 2." in landed.text


def test_what_no_row_changes_of_a_person_has_its_own_page(as_: SignIn) -> None:
    head = as_("halomoan")
    page = head.get("/registers/employees/1/edit")
    assert link(page, "Jabatan atau kedudukan berubah dengan keputusan") == "/registers/employees/1/correction"
    landed = fill(head, "/registers/employees/1/edit", email="orang@example.org")
    assert landed.path == "/registers/employees/1"
    assert "Surel: kosong → orang@example.org" in landed.text


def test_somebody_who_comes_from_elsewhere_is_added(as_: SignIn, town: Town) -> None:
    cells = {"nip": "199205062019031904", "name": "Sahat Maruli Lubis", "sex": "L", "birth_date": "6 Mei 1992"}
    cells |= {"status": "PNS", "standing": "AKTIF", "rank": "III/a", "education": "40", "post": "KLERK-PKM"}
    landed = fill(as_("halomoan"), "/registers/employees/new", **cells, post_since="1 Maret 2024")
    assert landed.path == f"/registers/employees/{rows(town, employees)[-1].id}"
    assert events(town)[-2:] == ["arrive-employees", "edit-employees"]
