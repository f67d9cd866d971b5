"""Delegations as their page lists them: who may fill which office in writing, now, later, and formerly."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from workflow.tables import accounts, delegations, employees, posts


@dataclass(frozen=True)
class Delegated:
    """A delegation with the delegate's name; `until` is its last day, `ended` says that it was ended by hand."""

    id: int
    office: str
    account: int
    name: str
    title: str
    instrument: str
    acting: bool
    since: date
    until: date
    ended: bool


_ALL = (
    select(
        delegations.c.id,
        delegations.c.office,
        delegations.c.account_id,
        func.coalesce(employees.c.name, accounts.c.name),
        func.coalesce(posts.c.name, accounts.c.title),
        delegations.c.instrument,
        delegations.c.acting,
        delegations.c.since,
        delegations.c.until,
        delegations.c.ended_at.is_not(None),
    )
    .select_from(delegations)
    .join(accounts, accounts.c.id == delegations.c.account_id)
    .outerjoin(employees, employees.c.id == accounts.c.employee_id)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
)
_OPEN = delegations.c.ended_at.is_(None)


def present(connection: Connection, day: date) -> list[Delegated]:
    """List the delegations that hold on a day or will, by office."""
    query = _ALL.where(_OPEN, delegations.c.until >= day)
    return _read(connection, query.order_by(delegations.c.office, delegations.c.since, delegations.c.id))


def past(connection: Connection, day: date, size: int | None = None) -> list[Delegated]:
    """List the delegations that have ended (so many, or all), the latest first."""
    query = _ALL.where((delegations.c.until < day) | ~_OPEN)
    return _read(connection, query.order_by(delegations.c.until.desc(), delegations.c.id.desc()).limit(size))


def of_account(connection: Connection, account: int, day: date) -> list[Delegated]:
    """List the delegations to one account that hold on a day or will."""
    query = _ALL.where(_OPEN, delegations.c.until >= day, delegations.c.account_id == account)
    return _read(connection, query.order_by(delegations.c.since, delegations.c.id))


def one(connection: Connection, number: int) -> Delegated | None:
    """Give one delegation."""
    return next(iter(_read(connection, _ALL.where(delegations.c.id == number))), None)


def _read(connection: Connection, query: Select[Any]) -> list[Delegated]:
    return [Delegated(*row) for row in connection.execute(query)]
