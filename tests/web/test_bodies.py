"""The review body: read by its members, kept by its secretary, and by the chair while the secretary is away."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MONDAY, MORNING, events, filled_buttons, lines, link, links, refusals, rows, summary
from workflow.tables import bodies, members

MEMBERS = "Anggota tim penilai"
# Who sits on the next body: typed by whole names, so that nobody has to be chosen.
NEXT = [
    ("Baginda Hutasuhut", "chair"),
    ("Tiurma Simanjuntak", "vice_chair"),
    ("Irwan Pasaribu", "secretary"),
    ("Gunawan Tampubolon", "member"),
    ("Halomoan Dalimunthe", "member"),
]
DECREE = {
    "code": "TPK-2024",
    "type": "TPK",
    "decree": "800/50/2024",
    "since": "1 April 2024",
    "until": "31 Maret 2027",
}


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def secretary(as_: SignIn) -> Browser:
    return as_("irwan")


def seats(people: list[tuple[str, str]] = NEXT) -> dict[str, str]:
    """Fill in the rows of the form, everybody with a vote."""
    typed: dict[str, str] = {}
    for number, (who, office) in enumerate(people, 1):
        typed |= {f"who_{number}": who, f"office_{number}": office, f"votes_{number}": "1"}
    return typed


def set_up(browser: Browser, **typed: str) -> Page:
    return browser.send(browser.get("/bodies/new"), "/bodies/new", {**DECREE, **seats(), **typed})


def join(browser: Browser, town: Town, who: str = "Sutan Siregar", **typed: str) -> Page:
    path = f"/bodies/{rows(town, bodies)[0].id}/join"
    amended = {"who": who, "since": "5 Maret 2024", "decree": "800/60/2024"}
    return browser.send(browser.get(path), path, {**amended, **typed})


# -- reading -------------------------------------------------------------------------------------------------------


def test_the_body_in_force_tells_its_decree_members_and_quorum(secretary: Browser) -> None:
    page = secretary.get("/bodies")
    assert page.title == "Baperjakat: tujuh orang memberi suara"
    assert "800/1/2024" in page.text
    assert "1 Januari 2024 – 31 Desember 2026" in page.text
    found = lines(page, MEMBERS)
    assert len(found) == 7
    assert found[0].startswith("Baginda Hutasuhut Sekretaris Daerah, Sekretariat Daerah Ketua memberi suara")
    assert "Harus hadir 5 orang 2/3 dari 7, dibulatkan ke atas" in page.text
    assert filled_buttons(page) == []
    assert "Catat tim baru" in links(page)


def test_a_member_reads_it_and_changes_nothing(as_: SignIn, town: Town) -> None:
    member = as_("gunawan")
    page = member.get("/bodies")
    assert len(lines(page, MEMBERS)) == 7
    assert not {"Catat tim baru", "Tambah anggota"} & set(links(page))
    assert "dipelihara sekretaris tim" in page.text
    body, seat = rows(town, bodies)[0].id, rows(town, members)[-1].id
    for path in ("/bodies/new", f"/bodies/{body}/join", f"/bodies/members/{seat}/leave"):
        refused = member.get(path)
        assert refused.status == 403
        assert "Daftar ini dipelihara oleh pejabat lain." in refused.text
    token = {"csrf_token": _token(member)}
    for path in ("/bodies/new", f"/bodies/{body}/join", f"/bodies/members/{seat}/leave"):
        assert member.post(path, token).status == 403
    assert refusals(town) == 3
    assert events(town) == []


@pytest.mark.parametrize("who", ["maslan", "admin", "togar"])
def test_nobody_else_comes_in(as_: SignIn, who: str) -> None:
    assert as_(who).get("/bodies").status == 403


def test_the_chair_keeps_it_while_the_secretary_is_away(as_: SignIn, town: Town) -> None:
    assert as_("baginda").get("/bodies/new").status == 403
    town.absent("irwan", MONDAY, date(2024, 3, 8))
    assert as_("baginda").get("/bodies/new").status == 200


def test_after_the_last_term_its_secretary_sets_up_the_next_body(
    as_: SignIn, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.write(update(bodies).values(until=date(2024, 2, 29)))
    secretary = as_("irwan")
    page = secretary.get("/bodies")
    assert page.title == "Tidak ada tim penilai yang berlaku hari ini"
    assert filled_buttons(page) == ["Catat tim baru"]
    assert "Tim penilai" in [one.text for nav in page.root.all("nav") for one in nav.all("a")]
    assert as_("gunawan").get("/bodies").status == 403
    assert set_up(secretary).status == 200
    clock.stop(monkeypatch, at(date(2024, 4, 1)))
    assert as_("gunawan").get("/bodies").title == "Tim Penilai Kinerja: lima orang memberi suara"


def test_a_term_that_runs_out_and_an_even_number_of_voters_are_told(secretary: Browser, town: Town) -> None:
    town.write(update(bodies).values(until=date(2024, 3, 29)))
    assert "Masa tim ini berakhir 29 Maret 2024." in secretary.get("/bodies").text
    last = rows(town, members)[-1].id
    town.write(update(members).where(members.c.id == last).values(until=MONDAY))
    page = secretary.get("/bodies")
    assert "Jumlah pemberi suara genap (6)" in page.text
    assert lines(page, "Bekas anggota tim penilai") == ["Zulkifli Rambe Anggota 1 Jan 2024 – sebelum 4 Mar 2024"]


# -- a new body ------------------------------------------------------------------------------------------------------


def test_a_new_body_is_recorded_with_its_members(secretary: Browser, town: Town) -> None:
    page = set_up(secretary)
    assert page.path == "/bodies"
    assert "Tim Penilai Kinerja, keputusan 800/50/2024 mulai 1 April 2024 · lima memberi suara" in page.text
    assert "Tim TPK-2024 dicatat dengan lima anggota" in page.text
    assert set_up(secretary).path == "/bodies"  # a second click
    assert events(town) == ["body"]
    sitting = [row for row in rows(town, members) if row.body_id == rows(town, bodies)[-1].id]
    assert [(row.office, row.votes) for row in sitting] == [(office, True) for _who, office in NEXT]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"who_4": "", "office_4": "", "votes_4": ""}, "votes_1"),  # four voters
        ({"votes_5": ""}, "votes_1"),
        ({"office_3": "member"}, "office_1"),  # no secretary
        ({"who_5": "Baginda Hutasuhut"}, "who_5"),
        ({"who_5": "H. Sahala Ritonga"}, "who_5"),  # no employee
        ({"who_5": "simanj"}, "who_5"),  # to be chosen
        ({"office_5": ""}, "who_5"),
        ({"code": "BAPERJAKAT-2024"}, "code"),
        ({"until": "31 Maret 2024"}, "until"),
        ({"decree": ""}, "decree"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(secretary: Browser, town: Town, typed: dict[str, Any], field: str) -> None:
    page = set_up(secretary, **typed)
    assert page.status == 422
    assert list(page.errors()) == [field]
    values = {one.get("name"): one.get("value") for one in page.root.all("input") if one.get("type") == "text"}
    assert values["since"] == "1 April 2024"
    assert events(town) == []


def test_the_form_proposes_the_offices_that_every_body_has(secretary: Browser) -> None:
    page = secretary.get("/bodies/new")
    offices = [select for select in page.root.all("select") if select.get("name").startswith("office_")]
    chosen = [one.text for select in offices for one in select.all("option") if "selected" in one.attributes]
    assert chosen == ["Ketua", "Wakil ketua", "Sekretaris"]
    assert filled_buttons(page) == ["Catat tim"]
    assert "Anggota 8 sampai 11" in page.text


# -- members come and go -----------------------------------------------------------------------------------------------


def test_somebody_becomes_a_member(secretary: Browser, town: Town) -> None:
    page = join(secretary, town)
    assert page.path == "/bodies"
    assert any(line.startswith("Sutan Siregar") and "Belum berlaku" in line for line in lines(page, MEMBERS))
    assert "Sutan Siregar menjadi anggota sejak 5 Maret 2024" in page.text
    assert join(secretary, town).path == "/bodies"  # a second click
    assert events(town) == ["member"]
    assert join(secretary, town, since="6 Maret 2024").errors()["who"] == "Pegawai ini sudah tercantum."
    assert list(join(secretary, town, "Togar Sinaga", office="chair").errors()) == ["office"]
    assert list(join(secretary, town, "Togar Sinaga", since="1 Januari 2027").errors()) == ["since"]
    assert secretary.get("/bodies/999999/join").status == 404


def test_a_member_without_a_vote_has_none(secretary: Browser, town: Town) -> None:
    join(secretary, town, votes="")
    assert rows(town, members)[-1].votes is False


def test_somebody_is_no_longer_a_member(secretary: Browser, town: Town) -> None:
    path = link(secretary.get("/bodies"), "Akhiri keanggotaan Zulkifli Rambe")
    asked = secretary.get(path)
    assert "Sesudahnya pemberi suara menjadi 6 orang, jumlah genap." in asked.text
    assert list(secretary.send(asked, path).errors()) == ["decree"]
    for _click in range(2):
        page = secretary.send(asked, path, {"decree": "800/61/2024"})
        assert page.path == "/bodies"
    assert events(town) == ["end-member"]
    assert secretary.get(path).status == 404
    other = secretary.send(asked, path, {"on": "6 Maret 2024", "decree": "800/62/2024"})
    assert (other.status, summary(other)) == (422, ["Sudah berakhir."])
    assert secretary.get("/bodies/members/999999/leave").status == 404


def _token(browser: Browser) -> str:
    form = browser.get("/account").form("/language")
    return next(one.get("value") for one in form.all("input") if one.get("name") == "csrf_token")
