"""The last changes of a register, out of the chain of its events: who, when, and what with everybody's names.

An event's bytes hold ids, days and codes. What an ending does not repeat (whose grant it was, and as what) is read
from the row that it ended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from json import loads
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from workflow.canonical import decode
from workflow.tables import (
    absences,
    accounts,
    bodies,
    courses,
    delegations,
    employees,
    grants,
    members,
    posts,
    register_events,
    register_values,
    units,
)

_OF_PEOPLE = ("relatives", "discipline", "history", "absences", "performance", "competences", "requests")
_OF_WORK = ("edit-workload", "remove-workload", "import-workload", "temporary-load", "end-temporary-load")
_OF_STANDARDS = ("edit-standards", "remove-standards", "import-standards")
# The kinds of event of each register that has a page.
KINDS = {
    "grants": ("grant", "end-grant", "account", "disable-account", "enable-account"),
    "absences": ("absence", "end-absence"),
    "delegations": ("delegation", "end-delegation"),
    "bodies": ("body", "member", "end-member"),
    "holidays": ("holiday", "remove-holiday"),
    "loads": ("temporary-load", "end-temporary-load"),
    "units": ("edit-units", "end-units", "import-units"),
    "posts": ("edit-posts", "end-posts", "import-posts", *_OF_WORK, *_OF_STANDARDS),
    "workload": _OF_WORK,
    "standards": _OF_STANDARDS,
    "courses": ("edit-courses", "end-courses", "import-courses"),
    # Of the people: who came, how they were corrected, and what their files say.
    "employees": (
        *("edit-employees", "import-employees", "arrive-employees", "correct-employee", "end-requests"),
        *(f"{done}-{kind}" for kind in _OF_PEOPLE for done in ("edit", "import")),
    ),
}
_SEARCHED = 2000  # of the newest changes of a register, those that one row's own are looked for among
_AGAIN = timedelta(minutes=1)  # the same form within it came from one hand that clicked twice


@dataclass(frozen=True)
class Change:
    """A change of a register. `by` is None for the command line.

    `values` holds the ids, days and codes of the event and of the row it ended, and the private values beside them;
    `names` the names of those ids, by the same keys.
    """

    number: int
    at: datetime
    kind: str
    by: str | None
    values: Mapping[str, Any]
    names: Mapping[str, str]


# What an event that ends a row leaves to that row: its table, the key of its id, and what to take from it.
_ENDED: Mapping[str, tuple[Table, str, Mapping[str, Column[Any]]]] = {
    "end-grant": (
        grants,
        "grant",
        {"account": grants.c.account_id, "role": grants.c.role, "unit": grants.c.unit_id},
    ),
    "end-absence": (absences, "absence", {"account": absences.c.account_id, "employee": absences.c.employee_id}),
    "end-delegation": (
        delegations,
        "delegation",
        {"account": delegations.c.account_id, "office": delegations.c.office},
    ),
    "end-member": (
        members,
        "member",
        {"employee": members.c.employee_id, "office": members.c.office, "body": members.c.body_id},
    ),
}
_NAMED = {"account": accounts, "employee": employees, "post": posts, "unit": units, "course": courses}


def latest(connection: Connection, register: str, size: int, about: Mapping[str, int] | None = None) -> list[Change]:
    """List the last changes of a register, the newest first.

    `about` ({"post": 12}) limits them to the changes of one row, by what their events name it.
    """
    kinds = register_events.c.kind.in_(KINDS[register])
    newest = select(register_events).where(kinds).order_by(register_events.c.number.desc())
    if about is None:
        return _told(connection, connection.execute(newest.limit(size)).all())
    with connection.execute(newest.limit(_SEARCHED), execution_options={"yield_per": size}) as found:
        return _told(connection, list(islice((event for event in found if _is_about(event, about)), size)))


def _is_about(event: Row[Any], about: Mapping[str, int]) -> bool:
    values = decode(bytes(event.bytes))["values"]
    return any(values.get(name) == number for name, number in about.items())


def _told(connection: Connection, events: Sequence[Row[Any]]) -> list[Change]:
    private = _private(connection, [event.id for event in events])
    told = [_values(connection, event) | private.get(event.id, {}) for event in events]
    named = _names(connection, events, told)
    return [
        Change(
            event.number,
            event.at,
            event.kind,
            named["account"].get(event.account_id),
            values,
            {key: names[values[key]] for key, names in named.items() if values.get(key) in names},
        )
        for event, values in zip(events, told, strict=True)
    ]


def repeated(connection: Connection, account: int, kind: str, given: Mapping[str, str], moment: datetime) -> bool:
    """Say whether the last change that an account made was just this one, within the last minute.

    `given` holds values as a form does, an empty one for None. Then the form came twice from one hand, and is answered
    as if it had come once.
    """
    query = (
        select(register_events)
        .where(register_events.c.account_id == account)
        .order_by(register_events.c.number.desc())
        .limit(1)
    )
    event = connection.execute(query).first()
    if event is None or event.kind != kind or moment - event.at > _AGAIN:
        return False
    told = decode(bytes(event.bytes))["values"] | _private(connection, [event.id]).get(event.id, {})
    return all(str("" if told.get(name) is None else told[name]) == value for name, value in given.items())


def _values(connection: Connection, event: Row[Any]) -> dict[str, Any]:
    """Give the public values of an event, with those of the row that it ended."""
    told: dict[str, Any] = decode(bytes(event.bytes))["values"]
    if event.kind not in _ENDED:
        return told
    table, key, columns = _ENDED[event.kind]
    query = select(*(column.label(name) for name, column in columns.items())).where(table.c.id == told[key])
    ended = connection.execute(query).mappings().first()
    return {**(ended or {}), **told}


def _private(connection: Connection, events: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for row in connection.execute(select(register_values).where(register_values.c.event_id.in_(events))):
        found.setdefault(row.event_id, {})[row.field] = loads(row.value)
    return found


def _names(
    connection: Connection, events: Sequence[Row[Any]], told: Sequence[Mapping[str, Any]]
) -> dict[str, dict[int | None, str]]:
    """Read the names of everybody and everything that these events name by id, in one query each."""
    found: dict[str, dict[int | None, str]] = {}
    for key, table in _NAMED.items():
        wanted = {values[key] for values in told if values.get(key) is not None}
        wanted |= {event.account_id for event in events if event.account_id is not None} if key == "account" else set()
        rows = connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(wanted)))
        found[key] = {row.id: row.name for row in rows}
    wanted = {values["body"] for values in told if "body" in values}
    rows = connection.execute(select(bodies.c.id, bodies.c.code).where(bodies.c.id.in_(wanted)))
    return {**found, "body": {row.id: row.code for row in rows}}
