"""A town whose employees have addresses, and a mail server."""

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from sqlalchemy import Engine, update

from tests.stories.town import Town, found
from tests.workflow.notices.sink import SENDER, Sink, serving
from workflow.notices.sending import Letter, Post
from workflow.tables import employees


@pytest.fixture
def town(engine: Engine) -> Town:
    town = found(engine)
    for user, employee in town.employee.items():
        town.write(update(employees).where(employees.c.id == employee).values(email=f"{user}@kota.example"))
    return town


@pytest.fixture(scope="session")
def running() -> Iterator[Sink]:
    """Give the one server of the session."""
    with serving() as sink:
        yield sink


@pytest.fixture
def sink(running: Sink) -> Sink:
    """Give it as new."""
    fresh = Sink(port=running.port)
    running.__dict__.update(fresh.__dict__)
    return running


@pytest.fixture
def post(sink: Sink) -> Post:
    return Post(sink.server(), written)


def written(letter: Letter) -> EmailMessage:
    """Write the shortest mail that tells everything."""
    mail = EmailMessage()
    mail["From"] = SENDER
    mail["To"] = Address(addr_spec=letter.address)
    mail["Message-ID"] = f"<{letter.message_id}@kota.example>"
    mail["Subject"] = f"{letter.stage} {letter.about} {letter.case_number} {letter.due_on or '-'} {letter.language}"
    mail.set_content(mail["Subject"])
    return mail
