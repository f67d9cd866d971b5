"""Writing a line: the canonical record, its hash, its columns and its private values.

Only `workflow.acts` calls this module.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from policies.case import Line
from policies.facts import Actor
from policies.model import Procedure, Step
from policies.verdicts import Result
from workflow.canonical import LOG, commitment, digest, encode, new_salt, text
from workflow.laws import keep_law
from workflow.ledger import ACTOR, FORM, SEEN
from workflow.tables import case_numbers, entries, private_values, transfers


@dataclass(frozen=True)
class Origin:
    """Where a line comes from: the transfer, the form's key and digest, who acted as what, and the line before."""

    transfer: int
    case_number: str
    key: str
    form_digest: str
    actor: Actor
    name: str
    title: str
    previous: bytes | None
    law: str | None  # of the line before
    from_state: str


_ENTRY, _PRIVATE = insert(entries), insert(private_values)


def write(
    connection: Connection,
    procedure: Procedure,
    step: Step,
    line: Line,
    head: Mapping[str, Any],
    origin: Origin,
    private: Mapping[str, Any],
    results: Sequence[Result],
) -> None:
    """Append a line. The database copies its head into `transfers`."""
    if origin.law != procedure.digest.hex():
        keep_law(connection, procedure, line.at)
    kept = {
        **private,
        SEEN: {result.rule: result.seen for result in results},
        ACTOR: {"name": origin.name, "title": origin.title},
        FORM: origin.form_digest,
    }
    sealed = [(name, new_salt(), text(value)) for name, value in kept.items()]
    public = {name: value for name, value in line.values.items() if name not in private}
    record = encode(_record(procedure, step, line, head, origin, public, sealed))
    row = {
        **head,
        "transfer_id": origin.transfer,
        "step": step.name,
        "from_state": origin.from_state,
        "account_id": origin.actor.account,
        "role": origin.actor.role,
        "for_account_id": origin.actor.deputy_for,
        "at": line.at,
        "key": origin.key,
        "bytes": record,
        "hash": digest(record),
    }
    entry = connection.execute(_ENTRY, row).inserted_primary_key[0]  # type: ignore[index]  # always there
    connection.execute(_PRIVATE, [{"entry_id": entry, "field": n, "salt": s, "value": v} for n, s, v in sealed])


def _record(
    procedure: Procedure,
    step: Step,
    line: Line,
    head: Mapping[str, Any],
    origin: Origin,
    public: Mapping[str, Any],
    sealed: Sequence[tuple[str, bytes, str]],
) -> dict[str, Any]:
    """Give the record of a line; no personal data stands in it."""
    return {
        "log": LOG,
        "stream": f"transfer/{origin.case_number}",
        "number": line.number,
        "previous": origin.previous.hex() if origin.previous else None,
        "at": line.at,
        "step": step.name,
        "from": origin.from_state,
        "actor": origin.actor.account,
        "employee": origin.actor.employee,
        "role": origin.actor.role,
        "for": origin.actor.deputy_for,
        "key": origin.key,
        "law": procedure.digest.hex(),
        "basis": step.basis,
        "verdicts": line.verdicts,
        "values": public,
        "private": {name: commitment(salt, name, value) for name, salt, value in sealed},
        "head": head,
    }


# Both databases know ON CONFLICT, each under its own name in SQLAlchemy.
_INSERTS: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_COUNT = {
    name: insert_into(case_numbers)
    .values(year=bindparam("of_year"), last=1)
    .on_conflict_do_update(index_elements=["year"], set_={"last": case_numbers.c.last + 1})
    .returning(case_numbers.c.last)
    for name, insert_into in _INSERTS.items()
}
# Any number will do, as long as it stays: who holds it, with a year, counts that year's cases.
_COUNTING = 7_461_002
_TURN = select(func.pg_advisory_xact_lock(_COUNTING, bindparam("of_year")))
_TRANSFER = insert(transfers)


def new_transfer(connection: Connection, year: int) -> tuple[int, str]:
    """Open an empty row for a new case and give its id and the number that people say (MUT-2026-0147)."""
    if connection.dialect.name == "postgresql":
        # Those who wait for a row that changes race for it anew each time, and some lose for long; here they line up.
        connection.execute(_TURN, {"of_year": year})
    serial = connection.scalar(_COUNT[connection.dialect.name], {"of_year": year})
    case_number = f"MUT-{year}-{serial:04d}"
    inserted = connection.execute(_TRANSFER, {"case_number": case_number}).inserted_primary_key
    return inserted[0], case_number  # type: ignore[index]  # an insert of one row always gives its key
