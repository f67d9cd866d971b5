"""The outbox as workers use it: a few notices are claimed, and each is settled by the one who claimed it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, NamedTuple

from sqlalchemy import Engine, or_, select, update

from workflow.database import reading, writing
from workflow.notices.answering import WAITING
from workflow.tables import notices

BATCH = 50
# How long a claim lasts: longer than anybody sends under one, so that only a worker that died lets it run out.
LEASE = timedelta(minutes=10)

N = notices.c


class Claim(NamedTuple):
    """Notices that one worker has for itself; `found` are rows of `notices`, the oldest first."""

    token: str
    found: Sequence[Any]


def claim(engine: Engine, moment: datetime) -> Claim:
    """Take the notices that are to be sent and that nobody else has, BATCH at most. Raises Busy, Unwritable."""
    token = token_hex(16)
    free = or_(N.claimed_until.is_(None), N.claimed_until <= moment)
    wanted = (
        select(notices)
        .where(N.state == WAITING, N.next_try_at <= moment, free)
        .order_by(N.next_try_at, N.id)
        .limit(BATCH)
    )
    with reading(engine) as connection:  # most looks end here, without holding up anybody who writes
        if connection.execute(wanted.limit(1)).first() is None:
            return Claim(token, ())
    with writing(engine) as connection:
        found = connection.execute(wanted.with_for_update(skip_locked=True)).all()
        if found:
            taken = update(notices).where(N.id.in_([each.id for each in found]))
            connection.execute(taken.values(claim=token, claimed_until=moment + LEASE))
    return Claim(token, found)


def settle(engine: Engine, token: str, ids: Collection[int], **values: Any) -> None:
    """Write down what became of some notices, and give up the claim on them; another's claim is left alone."""
    if not ids:
        return
    own = update(notices).where(N.id.in_(ids), N.claim == token, N.state == WAITING)
    with writing(engine) as connection:
        connection.execute(own.values(claim=None, claimed_until=None, **values))
