"""Sessions: a random token in the person's hands, its SHA-256 in the database, and three ways to end.

A session ends when it is signed out of, when it was not used for some time, and after a working day in any case.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from workflow import security
from workflow.database import writing
from workflow.tables import sessions

_TOKEN_BYTES = 32
# A session that was used is noted as used at most this often: a page that is only read should write nothing.
NOTED_EVERY = timedelta(minutes=1)
_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Lifetime:
    """How long sessions last: unused, and in all."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True)
class Session:
    """A session that is under way."""

    id: int
    account: int
    created_at: datetime
    last_seen_at: datetime

    def lives(self, lifetime: Lifetime, moment: datetime) -> bool:
        """Say whether the session still counts at a moment."""
        return moment - self.last_seen_at < lifetime.idle and moment - self.created_at < lifetime.whole


def start(connection: Connection, account: int, moment: datetime) -> str:
    """Open a session and give its token, which is told this one time; old sessions are thrown away."""
    connection.execute(delete(sessions).where(sessions.c.created_at < moment - _KEPT))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = {"token_hash": _digest(token), "account_id": account, "created_at": moment, "last_seen_at": moment}
    connection.execute(insert(sessions), row)
    return token


_COLUMNS = (sessions.c.id, sessions.c.account_id, sessions.c.created_at, sessions.c.last_seen_at)
_BY_TOKEN = select(*_COLUMNS).where(sessions.c.token_hash == bindparam("digest"), sessions.c.ended_at.is_(None))
_OF_ACCOUNT = (
    select(*_COLUMNS)
    .where(sessions.c.account_id == bindparam("account"), sessions.c.ended_at.is_(None))
    .order_by(sessions.c.last_seen_at.desc())
)


def find(connection: Connection, token: str, lifetime: Lifetime, moment: datetime) -> Session | None:
    """Find the session of a token; None when there is none, or when it has ended in whatever way."""
    row = connection.execute(_BY_TOKEN, {"digest": _digest(token)}).first()
    session = Session(*row) if row is not None else None
    return session if session is not None and session.lives(lifetime, moment) else None


def of_account(connection: Connection, account: int, lifetime: Lifetime, moment: datetime) -> list[Session]:
    """List the sessions of an account that are under way, the last used first."""
    found = [Session(*row) for row in connection.execute(_OF_ACCOUNT, {"account": account})]
    return [session for session in found if session.lives(lifetime, moment)]


def note_use(engine: Engine, session: Session, moment: datetime) -> None:
    """Note that a session was used, unless that was noted within the last minute."""
    if moment - session.last_seen_at < NOTED_EVERY:
        return
    still_open = (sessions.c.id == session.id) & sessions.c.ended_at.is_(None) & (sessions.c.last_seen_at < moment)
    with writing(engine) as connection:
        connection.execute(update(sessions).where(still_open).values(last_seen_at=moment))


def sign_out(engine: Engine, session: Session, moment: datetime) -> None:
    """End a session because its person says so."""
    with writing(engine) as connection:
        if end(connection, session.account, moment, only=session.id):
            security.add(connection, "signed-out", moment, session.account, {"session": session.id})


def end_other(engine: Engine, present: Session, other: int, moment: datetime) -> bool:
    """End another session of the same account; False when there is none of that number."""
    with writing(engine) as connection:
        ended = other != present.id and end(connection, present.account, moment, only=other) > 0
        if ended:
            security.add(connection, "session-ended", moment, present.account, {"session": other})
    return ended


def end(
    connection: Connection, account: int, moment: datetime, *, only: int | None = None, but: int | None = None
) -> int:
    """End the sessions of an account (`only` one of them, or all `but` one), and say how many ended."""
    query = update(sessions).where(sessions.c.account_id == account, sessions.c.ended_at.is_(None))
    if only is not None:
        query = query.where(sessions.c.id == only)
    if but is not None:
        query = query.where(sessions.c.id != but)
    return int(connection.execute(query.values(ended_at=moment)).rowcount)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
