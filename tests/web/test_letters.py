"""Mails as they leave: what they say in each language, and what they never say."""

import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import update

from tests.stories import telling
from tests.stories.town import PEOPLE, Town, at
from tests.workflow.notices.sink import SENDER, Sink, serving
from web.letters import writer
from web.settings import Settings, from_environment
from workflow.notices.sending import Letter, Post
from workflow.tables import accounts, employees
from workflow.worker import jobs

DAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
PLANNED = date(2024, 12, 2)
PLACE = "https://mutasi.example.go.id"


@pytest.fixture
def settings() -> Settings:
    given = {"MUTASI_SMTP_HOST": "mail.example.go.id", "MUTASI_SMTP_FROM": SENDER, "MUTASI_ADDRESS": f"{PLACE}/"}
    return from_environment(given | {"MUTASI_SECRET": "a secret of the tests, long enough"})


@pytest.fixture
def sink() -> Iterator[Sink]:
    with serving() as sink:
        yield sink


def letter(stage: str = "new", language: str = "id", **more: str) -> Letter:
    return Letter(
        address=more.get("address", "irwan@kota.example"),
        language=language,
        message_id="5f2c",
        stage=stage,
        about=more.get("about", "open-ballot"),
        case_number="MUT-2024-0001",
        due_on=None if stage == "told" else date(2024, 3, 20),
    )


def test_what_a_mail_says(app: Flask, settings: Settings) -> None:
    mail = writer(app, settings)(letter())
    assert mail["Subject"] == "Menunggu Anda: MUT-2024-0001"
    assert mail["From"] == "Mutasi ASN <pengingat@kota.example>"
    assert mail["To"] == "irwan@kota.example"
    assert mail["Message-ID"] == "<5f2c@kota.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "id"
    assert mail["Date"].datetime.tzinfo is not None
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().splitlines() == [
        "Langkah “Buka pemungutan suara” pada kasus MUT-2024-0001 menunggu Anda.",
        "Tenggat: 20 Maret 2024",
        f"{PLACE}/transfers/MUT-2024-0001",
        "",
        "Surat ini dikirim otomatis oleh Mutasi ASN dan tidak perlu dibalas.",
    ]


def test_in_english(app: Flask, settings: Settings) -> None:
    mail = writer(app, settings)(letter("overdue", "en"))
    assert mail["Subject"] == "Overdue: MUT-2024-0001"
    assert mail.get_content().splitlines()[:3] == [
        "The step “Open the ballot” of case MUT-2024-0001 is overdue.",
        "Due: 20 March 2024",
        f"{PLACE}/transfers/MUT-2024-0001",
    ]


def test_news_for_the_candidate(app: Flask, settings: Settings) -> None:
    mail = writer(app, settings)(letter("told", about="reviewed"))
    assert mail.get_content().splitlines()[0] == "Kasus MUT-2024-0001 sekarang pada tahap “Dipertimbangkan”."
    assert "Tenggat" not in mail.get_content()


def test_lines_are_those_of_the_standard(app: Flask, settings: Settings) -> None:
    """RFC 5322: ASCII, CRLF, and at most 78 characters, whatever stands in it."""
    text = writer(app, settings)(letter()).as_bytes(policy=policy.SMTP)
    assert text.isascii()
    assert max(map(len, text.split(b"\r\n"))) <= 78
    assert b"\n" not in text.replace(b"\r\n", b"")


@pytest.mark.parametrize("address", ["", "tanpa", "@kota.example", "a@b\nBcc: c@d", "a,b@kota.example"])
def test_what_is_no_address(app: Flask, settings: Settings, address: str) -> None:
    write, no_address = writer(app, settings), letter(address=address)
    with pytest.raises(ValueError):  # noqa: PT011  # whatever it says: the worker keeps only its kind
        write(no_address)


def test_nothing_about_anybody_is_in_any_mail(app: Flask, town: Town, settings: Settings, sink: Sink) -> None:
    """Of a whole life nothing is sent but numbers of cases, steps, states and days."""
    for user, employee in town.employee.items():
        town.write(update(employees).where(employees.c.id == employee).values(email=f"{user}@kota.example"))
    town.write(update(accounts).where(accounts.c.user_name == "masdalena").values(language="en"))
    post = Post(sink.server(), writer(app, settings))
    case = telling.proposed(town, DAY, PLANNED)
    jobs.once(town.engine, at(DAY, 10), post)
    telling.consented(town, case, TUESDAY)
    telling.opened(town, case, TUESDAY)
    jobs.once(town.engine, at(TUESDAY, 10), post)
    telling.voted(town, case, TUESDAY)
    town.act("baginda", "close-ballot", TUESDAY, case)
    jobs.once(town.engine, at(TUESDAY, 11), post)
    jobs.once(town.engine, at(date(2024, 6, 3), 10), post)
    assert len(sink.arrived) > 8
    for mail in sink.arrived:
        _look_at(town, mail)


def _look_at(town: Town, mail: EmailMessage) -> None:
    written = f"{mail['Subject']} {mail['Message-ID']} {mail.get_content()}"
    for name, *_rest in PEOPLE:
        assert not re.search(rf"\b{name.split()[0]}\b", written), name
    for word in (*town.post, *town.unit, "Puskesmas", "RSUD", "R-TEN", "setuju", "menolak"):
        assert word not in written, word
    assert not re.search(r"\b\d{9,}\b", written)
    assert [name for name in mail if name.lower().startswith(("list-", "x-track", "return-receipt"))] == []
    assert re.findall(r"https?://\S+", written) == [f"{PLACE}/transfers/{mail['Subject'].rpartition(' ')[2]}"]
