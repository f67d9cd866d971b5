"""Review bodies out of the rows of their seats: a body has the term that its seats span, and each seat its own days."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert, select, update

from workflow.organisation.exporting.held import Held, held
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.registers.keeping import Keeper
from workflow.tables import bodies, employees, members

_KIND = BY_NAME["bodies"]


def write_seats(keeper: Keeper, rows: Sequence[Any]) -> None:
    """Write the seats that a file adds or changes, and their bodies."""
    for code, seats in groupby(sorted(rows, key=lambda seat: seat.code), key=lambda seat: seat.code):
        _write_body(keeper, code, list(seats))


def _write_body(keeper: Keeper, code: str, seats: Sequence[Any]) -> None:
    connection = keeper.connection
    said = {_KIND.key_of(seat): seat for seat in seats}
    known = {_KIND.key_of(each.row): each for each in held(connection, "bodies", {code})}
    sitting = {key: each.row for key, each in known.items()} | said
    until = max(seat.until for seat in sitting.values())
    row = {"type": seats[0].type, "decree": seats[0].decree, "until": until}
    row["since"] = min(seat.since for seat in sitting.values())
    body = connection.scalar(select(bodies.c.id).where(bodies.c.code == code))
    if body is None:
        body = keeper.insert(bodies, row | {"code": code})
    else:
        connection.execute(update(bodies).where(bodies.c.id == body).values(row))
    _end(connection, known, sitting, until)
    _begin(connection, body, [seat for key, seat in said.items() if key not in known], until)


def _end(connection: Connection, known: dict[Any, Held], sitting: dict[Any, Any], until: date) -> None:
    """Write when each known seat ends, which may follow from another term of the body."""
    for key, each in known.items():
        ends = _first_day_without(sitting[key], until)
        connection.execute(update(members).where(members.c.id == each.ids["id"]).values(until=ends))


def _begin(connection: Connection, body: int, seats: Sequence[Any], until: date) -> None:
    nips = {seat.nip for seat in seats}
    query = select(employees.c.nip, employees.c.id).where(employees.c.nip.in_(nips))
    number: dict[str, int] = dict(connection.execute(query).all())
    rows = [
        {
            "body_id": body,
            "employee_id": number[seat.nip],
            "office": seat.office,
            "votes": seat.votes,
            "since": seat.since,
            "until": _first_day_without(seat, until),
        }
        for seat in seats
    ]
    if rows:
        connection.execute(insert(members), rows)


def _first_day_without(seat: Any, until: date) -> date | None:
    """Give the first day on which somebody is a member no longer, or None where that follows from the term."""
    return None if seat.until == until else seat.until + timedelta(days=1)
