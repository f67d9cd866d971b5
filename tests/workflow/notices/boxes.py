"""What stands in the outbox, told shortly."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tests.stories.town import Town
from tests.workflow.notices.sink import Sink
from workflow.database import reading
from workflow.notices.answering import answer
from workflow.notices.dates import call_by_date
from workflow.notices.sending import Post, send
from workflow.tables import calls, notices


def called(town: Town) -> list[tuple[str, str]]:
    """Give the calls: stage and what is waited for since then."""
    with reading(town.engine) as connection:
        return [(row.stage, row.marks) for row in connection.execute(select(calls).order_by(calls.c.id))]


def rows(town: Town) -> Sequence[Any]:
    """Give the notices, the oldest first."""
    with reading(town.engine) as connection:
        return connection.execute(select(notices).order_by(notices.c.id)).all()


def told(town: Town, state: str | None = None) -> list[tuple[str, str, str]]:
    """Give the notices: to whom, at which stage, about what; all of them or those in a state."""
    names = {account: user for user, account in town.account.items()}
    found = [row for row in rows(town) if state in (None, row.state)]
    return sorted((names[row.account_id], row.stage, row.about) for row in found)


def look(town: Town, moment: datetime, post: Post | None = None) -> None:
    """Let a worker look once, at what is to be told; his other jobs have tests of their own."""
    call_by_date(town.engine, moment)
    answer(town.engine, moment)
    send(town.engine, post, lambda: moment)


def subjects(sink: Sink) -> list[str]:
    """Give to whom the mails that arrived went, and what they say."""
    return sorted(f"{mail['To'].partition('@')[0]}: {mail['Subject']}" for mail in sink.arrived)
