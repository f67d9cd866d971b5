"""Security events: refusals, overtaken forms, sign-ins and reads, committed apart from what they tell about.

The detail holds ids and rule ids only, never a name, a NIP or a free text.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert

from workflow.canonical import text
from workflow.database import writing
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
