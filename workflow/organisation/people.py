"""Who is who: people's family, who is absent, who heads a unit and who is a post's direct superior.

No office strands a case: where a holder is missing, absent, in conflict or the subject himself, the next one up the
reporting line stands in, and above the last post stands the appointing authority.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.sql import Select

from workflow.tables import absences, employees, posts, relatives, units

GONE = ("PENSIUN", "MENINGGAL", "BERHENTI")  # standings of who holds a post no longer


def holds_post(standing: ColumnElement[str]) -> ColumnElement[bool]:
    """Say that somebody of this standing still holds his post; written out, which costs less each time than NOT IN."""
    return and_(*(standing != gone for gone in GONE))


@dataclass(frozen=True)
class People:
    """A set of people, some of them employees, some (the mayor) only accounts."""

    employees: frozenset[int] = frozenset()
    accounts: frozenset[int] = frozenset()

    def has(self, account: int | None, employee: int | None) -> bool:
        """Say whether a person is among them."""
        return employee in self.employees if employee is not None else account in self.accounts


class Seat(NamedTuple):
    """A post on a reporting line, its distance from the first one, and who holds it (None: empty).

    `away`: the holder is absent on the day.
    """

    post: int
    unit: int
    depth: int
    holder: int | None
    away: bool


_FAMILY = select(relatives.c.employee_id, relatives.c.other_employee_id, relatives.c.other_account_id).where(
    relatives.c.degree <= bindparam("degree"),
    or_(relatives.c.employee_id == bindparam("employee"), relatives.c.other_employee_id == bindparam("employee")),
)


def family(connection: Connection, employee: int, degree: int) -> People:
    """Give the declared family of an employee up to a degree (blood and marriage), declared by either side."""
    found: set[int] = set()
    accounts: set[int] = set()
    for one, other, account in connection.execute(_FAMILY, {"employee": employee, "degree": degree}).all():
        found.update(each for each in (one, other) if each is not None and each != employee)
        if account is not None:
            accounts.add(account)
    return People(frozenset(found), frozenset(accounts))


def families(connection: Connection, people: Sequence[int], degree: int) -> dict[int, frozenset[int]]:
    """Give the declared family of each of several employees; who has none is missing."""
    one, other = relatives.c.employee_id, relatives.c.other_employee_id
    query = select(one, other).where(relatives.c.degree <= degree, or_(one.in_(people), other.in_(people)))
    found: dict[int, set[int]] = {}
    for left, right in connection.execute(query):
        if right is not None:
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return {person: frozenset(family) for person, family in found.items() if person in set(people)}


def relatives_of(connection: Connection, account: int | None, employee: int | None, degree: int) -> frozenset[int]:
    """Give the employees who are declared family of a person (an employee, or an account that is none)."""
    if employee is not None:
        return family(connection, employee, degree).employees
    query = select(relatives.c.employee_id).where(relatives.c.other_account_id == account, relatives.c.degree <= degree)
    return frozenset(connection.scalars(query))


_ABSENT = select(absences.c.employee_id, absences.c.account_id).where(
    absences.c.since <= bindparam("day"), absences.c.until >= bindparam("day")
)


def absent(connection: Connection, day: date) -> People:
    """Give everybody who is absent on a day."""
    rows = connection.execute(_ABSENT, {"day": day}).all()
    return People(
        frozenset(row.employee_id for row in rows if row.employee_id is not None),
        frozenset(row.account_id for row in rows if row.account_id is not None),
    )


def _lines_up() -> Select[tuple[int, int, bool, int, int, int, int | None, bool]]:
    """Follow `reports_to` up from some posts and from the leading posts of some units, with the holders on the way."""
    first = select(
        posts.c.id.label("start"),
        posts.c.unit_id.label("start_unit"),
        (posts.c.head & posts.c.until.is_(None)).label("leads"),
        posts.c.id,
        posts.c.unit_id,
        posts.c.reports_to_id,
        literal(0, Integer).label("depth"),
    ).where(
        or_(
            posts.c.id.in_([bindparam("post_1"), bindparam("post_2")]),
            and_(
                posts.c.unit_id.in_([bindparam("unit_1"), bindparam("unit_2")]), posts.c.head, posts.c.until.is_(None)
            ),
        )
    )
    line = first.cte("line", recursive=True)
    up = posts.alias("up")
    line = line.union_all(
        select(
            line.c.start, line.c.start_unit, line.c.leads, up.c.id, up.c.unit_id, up.c.reports_to_id, line.c.depth + 1
        ).where(up.c.id == line.c.reports_to_id, line.c.depth < 12)
    )
    holder = employees.alias("holder")
    away = exists().where(
        absences.c.employee_id == holder.c.id,
        absences.c.since <= bindparam("day"),
        absences.c.until >= bindparam("day"),
    )
    return (
        select(
            line.c.start,
            line.c.start_unit,
            line.c.leads,
            line.c.id,
            line.c.unit_id,
            line.c.depth,
            holder.c.id.label("holder_id"),
            away.label("away"),
        )
        .select_from(line.outerjoin(holder, (holder.c.post_id == line.c.id) & holds_post(holder.c.standing)))
        .order_by(line.c.depth, holder.c.id)
    )


_LINES = _lines_up()

Two = tuple[int | None, int | None]


@dataclass
class Lines:
    """The reporting lines up from two units' leading posts and from two posts, read at once when first asked for."""

    connection: Connection
    day: date
    units: Two
    posts: Two
    _above: dict[int, list[Seat]] = field(default_factory=dict)

    @cached_property
    def _found(self) -> Sequence[tuple[int, int, bool, Seat]]:
        (unit_1, unit_2), (post_1, post_2) = self.units, self.posts
        asked = {"unit_1": unit_1, "unit_2": unit_2, "post_1": post_1, "post_2": post_2, "day": self.day}
        rows: Sequence[Any] = self.connection.execute(_LINES, asked).all()
        return [(start, unit, leads, Seat._make(seat)) for start, unit, leads, *seat in rows]

    def of_unit(self, unit: int) -> list[Seat]:
        """Give the line that starts at a unit's leading post (or at that of the nearest unit above that has one)."""
        own = [seat for _, start_unit, leads, seat in self._found if leads and start_unit == unit]
        if not own and unit not in self._above:
            parent = self.connection.scalar(select(units.c.parent_id).where(units.c.id == unit))
            above = Lines(self.connection, self.day, (parent, None), (None, None))
            self._above[unit] = [] if parent is None else above.of_unit(parent)
        return own or self._above[unit]

    def of_post(self, post: int) -> list[Seat]:
        """Give the line that starts at a post."""
        return [seat for start, _, _, seat in self._found if start == post]


def first_able(line: Sequence[Seat], able: Callable[[Seat], bool]) -> int | None:
    """Give the first holder on a line who is able to act, or None when the line runs out."""
    return next((seat.holder for seat in line if seat.holder is not None and able(seat)), None)


def subtree(connection: Connection, unit: int) -> frozenset[int]:
    """Give the ids of a unit and of those below it."""
    path = select(units.c.path).where(units.c.id == unit).scalar_subquery()
    return frozenset(connection.scalars(select(units.c.id).where(units.c.path.startswith(path, autoescape=False))))


def count_people(connection: Connection) -> int:
    """Count the employees in the register."""
    return connection.scalar(select(func.count()).select_from(employees)) or 0
