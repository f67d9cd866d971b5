"""The chain of register events: the first load and every later change of a register, so that replay has a beginning.

An event's bytes hold ids, days and codes; names, decree numbers and reasons are private values behind commitments, as
in the ledger. `EMPLOYEES` events say which post and standing each employee had, or got by a correction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from workflow.canonical import LOG, commitment, digest, encode, new_salt, plain, text
from workflow.tables import register_events, register_values

STREAM = "register"
LOADED = "load-employees"  # values: employees = [[id, post id or null, standing], …]
ARRIVED = "arrive-employees"  # values as of the first load: employees whom a file brought later
CORRECTED = "correct-employee"  # values: employee, old_post, new_post, old_standing, new_standing
DEMO = "demo"  # this database was made by the demonstration


def record(
    connection: Connection,
    kind: str,
    account: int | None,
    moment: datetime,
    values: Mapping[str, Any],
    private: Mapping[str, Any] | None = None,
) -> int:
    """Append an event to the chain, in the transaction that changes the register, and give its number."""
    take_turn(connection)
    newest = select(register_events.c.number, register_events.c.hash).order_by(register_events.c.number.desc()).limit(1)
    last = connection.execute(newest).first()
    number = last.number + 1 if last else 1
    sealed = [(name, new_salt(), text(value)) for name, value in (private or {}).items()]
    record_ = {
        "log": LOG,
        "stream": STREAM,
        "number": number,
        "previous": bytes(last.hash).hex() if last else None,
        "at": moment,
        "kind": kind,
        "actor": account,
        "values": plain(values),
        "private": {name: commitment(salt, name, value) for name, salt, value in sealed},
    }
    raw = encode(record_)
    row = {"number": number, "kind": kind, "account_id": account, "at": moment, "bytes": raw, "hash": digest(raw)}
    event = connection.execute(insert(register_events), row).inserted_primary_key[0]  # type: ignore[index]  # one row
    if sealed:
        connection.execute(
            insert(register_values), [{"event_id": event, "field": n, "salt": s, "value": v} for n, s, v in sealed]
        )
    return number


def record_load(
    connection: Connection,
    account: int | None,
    moment: datetime,
    people: Sequence[tuple[int, int | None, str]],
    batch: int = 1000,
    kind: str = LOADED,
) -> None:
    """Record the first post and standing of employees: (id, post, standing). `kind` is LOADED or ARRIVED."""
    for start in range(0, len(people), batch):
        rows = [list(person) for person in people[start : start + batch]]
        record(connection, kind, account, moment, {"employees": rows})


def take_turn(connection: Connection) -> None:
    """Let one writer at a time append; on SQLite the transaction sees to that."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(0x6D757461)))
