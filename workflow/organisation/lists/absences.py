"""Absences as their page lists them: who is away now, who will be, and who was."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_

from workflow.tables import absences, accounts, employees, posts, units


@dataclass(frozen=True)
class Absence:
    """An absence with the person's name; `until` is its last day."""

    id: int
    employee: int | None
    account: int | None
    name: str
    title: str
    unit: str
    kind: str
    since: date
    until: date


_ALL = (
    select(
        absences.c.id,
        absences.c.employee_id,
        absences.c.account_id,
        func.coalesce(employees.c.name, accounts.c.name),
        func.coalesce(posts.c.name, accounts.c.title, ""),
        func.coalesce(units.c.name, ""),
        absences.c.kind,
        absences.c.since,
        absences.c.until,
    )
    .select_from(absences)
    .outerjoin(employees, employees.c.id == absences.c.employee_id)
    .outerjoin(accounts, accounts.c.id == absences.c.account_id)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
    .where(absences.c.until >= absences.c.since)  # one that never came about has ended before it began
)


def page(connection: Connection, day: date, size: int | None = None, after: int | None = None) -> list[Absence]:
    """List a page of the absences that last on a day or come after it, the earliest first, and one more if any.

    Without a size it is the whole list.
    """
    query = _ALL.where(absences.c.until >= day).order_by(absences.c.since, absences.c.id)
    query = query.limit(None if size is None else size + 1)
    if after is not None:
        begun = select(absences.c.since).where(absences.c.id == after).scalar_subquery()
        query = query.where(tuple_(absences.c.since, absences.c.id) > tuple_(begun, after))
    return _read(connection, query)


def past(connection: Connection, day: date, size: int | None = None) -> list[Absence]:
    """List the absences that ended last before a day, or all that ended before it."""
    query = _ALL.where(absences.c.until < day).order_by(absences.c.until.desc(), absences.c.id.desc())
    return _read(connection, query.limit(size))


def counts(connection: Connection, day: date) -> tuple[int, int]:
    """Count who is away on a day, and the absences that begin after it."""
    happens = absences.c.until >= absences.c.since
    query = select(func.count()).select_from(absences).where(happens, absences.c.until >= day)
    now = connection.scalar(query.where(absences.c.since <= day)) or 0
    return now, connection.scalar(query.where(absences.c.since > day)) or 0


def one(connection: Connection, number: int) -> Absence | None:
    """Give one absence."""
    return next(iter(_read(connection, _ALL.where(absences.c.id == number))), None)


def _read(connection: Connection, query: Select[Any]) -> list[Absence]:
    return [Absence(*row) for row in connection.execute(query)]
