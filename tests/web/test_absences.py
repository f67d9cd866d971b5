"""Absences and delegations: who is away, and who may stand in, kept by the administrator."""

from datetime import date

import pytest
from flask import Flask

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MORNING, events, filled_buttons, lines, link, refusals, rows, summary
from workflow.tables import absences, delegations

NOW_AND_LATER = "Ketidakhadiran sekarang dan mendatang"
PRESENT = "Pelimpahan yang berlaku dan mendatang"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def admin(as_: SignIn) -> Browser:
    return as_("admin")


def record(browser: Browser, who: str, since: str = "4 Mar 2024", until: str = "8 Mar 2024") -> Page:
    typed = {"who": who, "kind": "CUTI", "since": since, "until": until}
    return browser.send(browser.get("/absences"), "/absences", typed)


def delegate(browser: Browser, who: str, office: str = "ppk", **more: str) -> Page:
    typed = {"who": who, "office": office, "instrument": "800/44/2024", "since": "4 Mar 2024", "until": "8 Mar 2024"}
    return browser.send(browser.get("/delegations"), "/delegations", {**typed, **more})


# -- absences ------------------------------------------------------------------------------------------------------


def test_nobody_is_away(admin: Browser) -> None:
    page = admin.get("/absences")
    assert page.title == "Semua orang bertugas hari ini"
    assert "Tidak ada ketidakhadiran" in page.text
    assert filled_buttons(page) == ["Catat ketidakhadiran"]


def test_an_absence_is_recorded_by_the_whole_name(admin: Browser, town: Town) -> None:
    page = record(admin, "sutan SIREGAR")
    assert page.title == "Satu orang tidak bertugas hari ini"
    assert "Ketidakhadiran Sutan Siregar sudah dicatat." in page.text
    (line,) = lines(page, NOW_AND_LATER)
    assert "Cuti tidak bertugas hari ini 4 Mar 2024 – 8 Mar 2024" in line
    assert "Sutan Siregar tidak bertugas 4 Maret 2024 – 8 Maret 2024" in page.text
    assert events(town) == ["absence"]


def test_a_part_of_a_name_offers_those_found(admin: Browser, town: Town) -> None:
    page = record(admin, "siregar")
    assert (page.status, page.errors()["who"]) == (422, "Pilih orang yang dimaksud.")
    assert rows(town, absences) == []
    page = admin.send(page, "/absences", {"who": f"e{town.employee['nurhamidah']}"})
    assert "Ketidakhadiran Nurhamidah Siregar sudah dicatat." in page.text


def test_the_second_line_looks_for_somebody_else(admin: Browser) -> None:
    page = admin.send(record(admin, "siregar"), "/absences", {"who_again": "Togar Sinaga"})
    assert "Ketidakhadiran Togar Sinaga sudah dicatat." in page.text


def test_the_mayor_who_is_no_employee_is_away_too(admin: Browser, town: Town) -> None:
    record(admin, "H. Sahala Ritonga", since="11 Mar 2024", until="12 Mar 2024")
    (row,) = rows(town, absences)
    assert (row.employee_id, row.account_id) == (None, town.account["sahala"])
    assert admin.get("/absences").title == "Semua orang bertugas hari ini, satu menyusul"


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(admin: Browser, town: Town) -> None:
    page = record(admin, "sutan siregar", since="8 Mar 2024", until="4 Mar 2024")
    assert page.status == 422
    assert summary(page) == ["Sampai: Tanggal akhir mendahului tanggal mulai."]
    chosen = [one.get("value") for one in page.root.all("input") if "checked" in one.attributes]
    assert chosen == [f"e{town.employee['sutan']}"]
    assert list(record(admin, "nobody at all").errors()) == ["who"]
    assert list(record(admin, "").errors()) == ["who"]


def test_absences_of_one_person_do_not_overlap_but_a_second_click_is_no_second_one(admin: Browser, town: Town) -> None:
    record(admin, "sutan siregar")
    assert record(admin, "sutan siregar").status == 200
    assert len(rows(town, absences)) == 1
    assert "bertumpuk" in record(admin, "sutan siregar", until="9 Mar 2024").errors()["since"]


def test_an_absence_ends_early(admin: Browser, town: Town) -> None:
    page = record(admin, "sutan siregar")
    path = link(page, "Akhiri ketidakhadiran Sutan Siregar lebih awal")
    asked = admin.get(path)
    for _click in range(2):
        page = admin.send(asked, path, {"until": "5 Mar 2024"})
        assert page.path == "/absences"
    assert rows(town, absences)[0].until == date(2024, 3, 5)
    assert events(town) == ["absence", "end-absence"]
    late = admin.send(asked, path, {"until": "7 Mar 2024"})
    assert (late.status, list(late.errors())) == (422, ["until"])


def test_an_absence_to_come_may_never_come_about(admin: Browser) -> None:
    page = record(admin, "sutan siregar", since="11 Mar 2024", until="12 Mar 2024")
    path = link(page, "Akhiri ketidakhadiran Sutan Siregar lebih awal")
    asked = admin.get(path)
    assert next(one for one in asked.root.all("input") if one.get("name") == "until").get("value") == "10 Mar 2024"
    page = admin.send(asked, path)
    assert page.title == "Semua orang bertugas hari ini"


def test_what_is_over_is_listed_apart_and_ends_no_more(admin: Browser, town: Town) -> None:
    town.absent("togar", date(2024, 1, 8), date(2024, 1, 12))
    page = admin.get("/absences")
    assert lines(page, "Ketidakhadiran yang sudah berakhir") == ["Togar Sinaga Cuti 8 Jan 2024 – 12 Jan 2024"]
    assert admin.get(f"/absences/{rows(town, absences)[0].id}/end").status == 404
    assert admin.get("/absences/999999/end").status == 404


# -- delegations ----------------------------------------------------------------------------------------------------


def test_an_office_without_a_deputy_is_named(admin: Browser) -> None:
    page = admin.get("/delegations")
    assert page.title == "Belum ada pelimpahan wewenang yang berlaku"
    assert "H. Sahala Ritonga belum ada wakil tertulis" in page.text
    assert filled_buttons(page) == ["Catat pelimpahan"]


def test_a_delegation_is_recorded(admin: Browser, town: Town) -> None:
    page = delegate(admin, "Baginda Hutasuhut")
    assert page.title == "Satu dari dua jabatan mempunyai wakil tertulis"
    (line,) = lines(page, PRESENT)
    assert "Bertindak penuh selama pemegangnya berhalangan." in line
    assert "4 Mar 2024 – 8 Mar 2024 800/44/2024" in line
    assert "wakil: Baginda Hutasuhut" in page.text
    assert events(town) == ["delegation"]


def test_an_acting_official_is_recorded_as_what_he_is(admin: Browser, town: Town) -> None:
    page = delegate(admin, "Yusnita Hasibuan", "head_bkpsdm", acting="1")
    assert page.title == "Belum ada pelimpahan wewenang yang berlaku"
    (line,) = lines(page, PRESENT)
    assert "Plt atau Plh Tidak menetapkan mutasi" in line
    assert rows(town, delegations)[0].acting


def test_who_has_no_account_or_holds_the_office_gets_no_delegation(admin: Browser, town: Town) -> None:
    assert "memegang jabatan itu sendiri" in delegate(admin, "H. Sahala Ritonga").errors()["who"]
    refused = delegate(admin, "Administrator")
    assert (refused.status, refusals(town)) == (403, 1)
    assert "Administrator tidak bertindak" in " ".join(summary(refused))
    assert list(delegate(admin, "Togar Sinaga", instrument="").errors()) == ["instrument"]
    assert events(town) == []


def test_a_click_too_many_delegates_once(admin: Browser, town: Town) -> None:
    for _click in range(2):
        assert delegate(admin, "Baginda Hutasuhut").status == 200
    assert events(town) == ["delegation"]
    assert "sudah berlaku" in delegate(admin, "Baginda Hutasuhut", instrument="800/45/2024").errors()["who"]


def test_a_delegation_ends_at_once_and_stays_in_the_list(admin: Browser, town: Town) -> None:
    page = delegate(admin, "Baginda Hutasuhut")
    path = link(page, "Akhiri pelimpahan Pejabat Pembina Kepegawaian (PPK) kepada Baginda Hutasuhut")
    asked = admin.get(path)
    for _click in range(2):
        page = admin.send(asked, path)
        assert page.path == "/delegations"
    assert lines(page, "Pelimpahan yang sudah berakhir")[0].endswith("diakhiri")
    assert events(town) == ["delegation", "end-delegation"]
    assert admin.get(path).status == 404
    assert admin.get("/delegations/999999/end").status == 404


@pytest.mark.parametrize("path", ["/absences", "/absences/1/end", "/delegations", "/delegations/1/end"])
def test_only_an_administrator_comes_in(as_: SignIn, path: str) -> None:
    for who in ("maslan", "irwan"):
        assert as_(who).get(path).status == 403
