"""The list of notices at the counter: what is still true and unread, and what was told before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Select, select, update

from workflow.database import writing
from workflow.lists import MOST, Row, among
from workflow.notices.truth import DROPPED, superseded, true_of
from workflow.queries import Readable
from workflow.tables import notices, transfers

N = notices.c


@dataclass(frozen=True)
class Line:
    """A notice with its case as the reader sees it; `about` is a step, or of what is only told a state."""

    id: int
    stage: str
    about: str
    made_at: datetime
    due_on: date | None
    row: Row


@dataclass(frozen=True)
class Listed:
    """Unread: still true and not read yet. Earlier: read, or over; no more than the newest MOST of both together."""

    unread: tuple[Line, ...]
    earlier: tuple[Line, ...]


def listed(readable: Readable) -> Listed:
    """Give a person's notices about cases that he may read, the newest first."""
    found = readable.connection.execute(_own(readable)).all()
    true = true_of(readable.connection, found, readable.today)
    rows = {row.id: row for row in among(readable, sorted({each.transfer_id for each in found}))}
    new: list[Line] = []
    earlier: list[Line] = []
    for notice in found:
        is_new = notice.read_at is None and notice.id in true
        due_on = true[notice.id].due_on if notice.id in true else None
        line = Line(notice.id, notice.stage, notice.about, notice.made_at, due_on, rows[notice.transfer_id])
        (new if is_new else earlier).append(line)
    return Listed(tuple(new), tuple(earlier))


def unread(readable: Readable) -> int:
    """Count the notices that are still true and not read yet: the same question as the list asks, up to MOST."""
    found = readable.connection.execute(_own(readable).where(N.read_at.is_(None))).all()
    return len(true_of(readable.connection, found, readable.today))


def _own(readable: Readable) -> Select[Any]:
    own = (N.account_id == readable.who.account, N.state != DROPPED, ~superseded())
    return (
        select(notices)
        .join(transfers, transfers.c.id == N.transfer_id)
        .where(*own, readable.condition)
        .order_by(N.id.desc())
        .limit(MOST)
    )


def mark_read(engine: Engine, account: int, ids: Sequence[int], moment: datetime) -> None:
    """Note that somebody has read some of his notices; those of others are left alone. Raises Busy, Unwritable."""
    own = update(notices).where(N.id.in_(ids), N.account_id == account, N.read_at.is_(None))
    with writing(engine) as connection:
        connection.execute(own.values(read_at=moment))
