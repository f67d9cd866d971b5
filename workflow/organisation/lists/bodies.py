"""Review bodies as their page lists them: decree, term, and the members as they were, are and will be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, func, select

from workflow.tables import bodies, employees, members, posts, units

_OFFICES = ("chair", "vice_chair", "secretary", "member")


@dataclass(frozen=True)
class Seat:
    """A membership; `until` is the first day on which it no longer holds."""

    id: int
    employee: int
    name: str
    title: str
    unit: str
    office: str
    votes: bool
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Say whether the person is a member on a day."""
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True)
class Body:
    """A review body; `until` is the last day of its term."""

    id: int
    code: str
    type: str
    decree: str
    since: date
    until: date
    seats: tuple[Seat, ...]

    def members(self, day: date) -> list[Seat]:
        """List who is a member on a day, in the order of the offices."""
        return [seat for seat in self.seats if seat.holds(day)]

    def voters(self, day: date) -> int:
        """Count who votes on a day, before anybody recuses."""
        return sum(seat.votes for seat in self.members(day))


def every(connection: Connection) -> list[Body]:
    """List every body that was ever recorded, the latest term first."""
    columns = (bodies.c.id, bodies.c.code, bodies.c.type, bodies.c.decree, bodies.c.since, bodies.c.until)
    found = connection.execute(select(*columns).order_by(bodies.c.since.desc(), bodies.c.id.desc())).all()
    seats = _seats(connection, [row.id for row in found])
    return [Body(*row, tuple(seats.get(row.id, ()))) for row in found]


def one(connection: Connection, number: int) -> Body | None:
    """Give one body."""
    return next((body for body in every(connection) if body.id == number), None)


def of_seat(connection: Connection, seat: int) -> tuple[Body, Seat] | None:
    """Give a membership and its body."""
    found = ((body, each) for body in every(connection) for each in body.seats)
    return next((pair for pair in found if pair[1].id == seat), None)


def _seats(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Seat]]:
    """Read the memberships of bodies, in the order of the offices."""
    place = case({office: number for number, office in enumerate(_OFFICES)}, value=members.c.office)
    query = (
        select(
            members.c.body_id,
            members.c.id,
            members.c.employee_id,
            employees.c.name,
            func.coalesce(posts.c.name, ""),
            func.coalesce(units.c.name, ""),
            members.c.office,
            members.c.votes,
            members.c.since,
            members.c.until,
        )
        .join(employees, employees.c.id == members.c.employee_id)
        .outerjoin(posts, posts.c.id == employees.c.post_id)
        .outerjoin(units, units.c.id == posts.c.unit_id)
        .where(members.c.body_id.in_(numbers))
        .order_by(place, members.c.id)
    )
    found: dict[int, list[Seat]] = {}
    for body, *seat in connection.execute(query):
        found.setdefault(body, []).append(Seat(*seat))
    return found
