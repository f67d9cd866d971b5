"""The list of notices: what is told to whom, marked as read by a button, and the mails that were given up."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.stories import telling
from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Page
from tests.web.conftest import SignIn
from workflow.database import reading
from workflow.tables import notices, security_events
from workflow.worker import jobs

DAY = date(2024, 3, 4)  # a Monday
PLANNED = date(2024, 12, 2)


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(DAY, 15))


@pytest.fixture
def case(town: Town) -> str:
    proposed = telling.proposed(town, DAY, PLANNED)
    jobs.once(town.engine, at(DAY, 14))
    return proposed


def panel(page: Page, name: str) -> list[str]:
    """Read the lines of a panel."""
    found = (section for section in page.root.all("section") if section.get("id") == name)
    return [row.text for section in found for body in section.all("tbody") for row in body.all("tr")]


def badge(page: Page) -> str:
    menu = next(nav for nav in page.root.all("nav") if nav.get("id") == "menu")
    return next(link.text for link in menu.all("a") if link.get("href") == "/notices")


def test_a_line_says_what_waits_and_opens_the_case(as_: SignIn, case: str) -> None:
    page = as_("parlindungan").get("/notices")
    assert page.title == "Satu pemberitahuan belum dibaca"
    assert panel(page, "baru") == [
        "Jawab sebagai unit asal Menunggu Anda Nurhamidah Siregar ke Puskesmas Pintu Langit MUT-2024-0001 "
        "15 Mar 2024 4 Maret 2024 pukul 14.00 WIB Tandai dibaca Jawab sebagai unit asal, MUT-2024-0001"
    ]
    assert badge(page) == "Pemberitahuan 1 perlu tindakan"
    assert any(link.get("href") == f"/transfers/{case}" for link in page.root.all("a"))


def test_one_is_marked_as_read(as_: SignIn, case: str) -> None:
    head = as_("parlindungan")
    page = head.get("/notices")
    read = head.send(page, "/notices")
    assert read.title == "Tidak ada pemberitahuan baru"
    assert panel(read, "baru") == []
    assert len(panel(read, "lama")) == 1
    assert badge(read) == "Pemberitahuan"


def test_the_candidate_hears_of_his_own_case(as_: SignIn, case: str) -> None:
    page = as_("nurhamidah").get("/notices")
    assert panel(page, "baru")[0].startswith("Diusulkan Kabar tentang perpindahan Anda")


def test_what_somebody_has_done_meanwhile_is_no_longer_new(as_: SignIn, town: Town, case: str) -> None:
    telling.consented(town, case, DAY)
    page = as_("parlindungan").get("/notices")
    assert page.title == "Tidak ada pemberitahuan baru"
    assert len(panel(page, "lama")) == 1


def test_nobody_marks_or_reads_another_s(as_: SignIn, town: Town, case: str) -> None:
    with reading(town.engine) as connection:
        theirs = connection.scalars(select(notices.c.id)).all()
    stranger = as_("fitri")
    page = stranger.get("/notices")
    assert "MUT-2024" not in page.text
    token = next(field.get("value") for field in page.root.all("input") if field.get("name") == "csrf_token")
    answer = stranger.client.post("/notices", data={"csrf_token": token, "notice": [str(each) for each in theirs]})
    assert answer.status_code == 303
    with reading(town.engine) as connection:
        assert set(connection.scalars(select(notices.c.read_at))) == {None}


def test_in_english(as_: SignIn, case: str) -> None:
    head = as_("parlindungan")
    head.client.set_cookie("language", "en")
    assert head.get("/notices").title == "One notice not yet read"


# -- mails that were given up ---------------------------------------------------------------------------------------


def test_the_administrator_has_a_mail_tried_again_and_it_is_recorded(as_: SignIn, town: Town, case: str) -> None:
    given_up = {"state": "dead", "tries": 16, "error": "recipient 550"}
    mine = notices.c.account_id == town.account["parlindungan"]
    town.write(update(notices).where(mine).values(**given_up))
    keeper = as_("admin")
    page = keeper.get("/notices/undelivered")
    assert page.title == "Satu surat tidak terkirim"
    assert panel(page, "surat") == [
        "Parlindungan Daulay Menunggu Anda Alamat ditolak (550) 16 kali dicoba 4 Maret 2024 pukul 14.00 WIB "
        "Coba lagi Parlindungan Daulay"
    ]
    assert "MUT-2024" not in page.text
    landed = keeper.send(page, "/notices/undelivered", {})
    assert landed.title == "Semua surat terkirim"
    assert "1 surat akan dicoba lagi." in landed.text
    with reading(town.engine) as connection:
        kinds = connection.scalars(select(security_events.c.kind)).all()
        (again,) = connection.execute(select(notices).where(mine)).all()
    assert "mail-retried" in kinds
    assert (again.state, again.tries, again.error) == ("waiting", 0, None)


def test_only_the_administrator_sees_them(as_: SignIn) -> None:
    assert as_("maslan").get("/notices/undelivered").status == 403
