"""Security events: refusals, overtaken forms, sign-ins and reads, committed apart from what they tell about.

The detail holds ids and rule ids only, never a name, a NIP or a free text.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select

from workflow.canonical import text
from workflow.database import reading, writing
from workflow.tables import security_events


def note(
    engine: Engine,
    kind: str,
    moment: datetime,
    account: int | None,
    detail: Mapping[str, Any],
    *,
    transfer: int | None = None,
    step: str | None = None,
) -> None:
    """Record a security event in a transaction of its own."""
    with writing(engine) as connection:
        add(connection, kind, moment, account, detail, transfer=transfer, step=step)


def add(
    connection: Connection,
    kind: str,
    moment: datetime,
    account: int | None,
    detail: Mapping[str, Any],
    *,
    transfer: int | None = None,
    step: str | None = None,
) -> None:
    """Record a security event in a transaction that is under way."""
    connection.execute(
        insert(security_events),
        {
            "kind": kind,
            "at": moment,
            "account_id": account,
            "detail": text(detail),
            "transfer_id": transfer,
            "step": step,
        },
    )


_READ = select(security_events.c.id).where(
    security_events.c.transfer_id == bindparam("transfer"),
    security_events.c.account_id == bindparam("account"),
    security_events.c.kind == "read",
    security_events.c.at > bindparam("since"),
)


_LOOKED = select(security_events.c.id).where(
    security_events.c.at > bindparam("since"),
    security_events.c.account_id == bindparam("account"),
    security_events.c.kind == "read",
    security_events.c.detail == bindparam("detail"),
)


def note_look(engine: Engine, about: Mapping[str, Any], account: int, moment: datetime) -> None:
    """Record that somebody read personal data beside the cases: once a day for each person and thing (its ids)."""
    since = {"detail": text(about), "account": account, "since": moment - timedelta(days=1)}
    with reading(engine) as connection:
        known = connection.execute(_LOOKED, since).first()
    if known is None:
        note(engine, "read", moment, account, about)


def note_read(engine: Engine, transfer: int, account: int, moment: datetime) -> None:
    """Record that somebody opened a case and so read personal data: once a day for each person and case."""
    since = {"transfer": transfer, "account": account, "since": moment - timedelta(days=1)}
    with reading(engine) as connection:
        known = connection.execute(_READ, since).first()
    if known is None:
        note(engine, "read", moment, account, {}, transfer=transfer)
