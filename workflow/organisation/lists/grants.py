"""Grants as their pages list them: those that hold, end soon, are to come, and have ended with who and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from workflow.tables import accounts, employees, grants, posts, units

SOON = timedelta(days=30)  # a grant that ends within it is worth a look

HELD, ENDING, COMING, ENDED = "held", "ending", "coming", "ended"


@dataclass(frozen=True)
class Granted:
    """A grant with everybody's names; `until` is the first day on which it no longer holds."""

    id: int
    account: int
    name: str
    title: str
    role: str
    unit: str | None
    since: date
    until: date | None
    ground: str
    by: str | None
    at: datetime
    ended_by: str | None
    ended_at: datetime | None
    ended_ground: str | None

    @property
    def last(self) -> date | None:
        """Give the last day on which the grant holds; None when that is not limited."""
        return self.until - timedelta(days=1) if self.until is not None else None

    def state(self, day: date) -> str:
        """Say whether the grant holds on a day, is to come, or has ended."""
        if self.until is not None and self.until <= day:
            return ENDED
        return COMING if self.since > day else HELD


_HOLDER, _GIVER, _ENDER = accounts.alias("holder"), accounts.alias("giver"), accounts.alias("ender")
_ALL = (
    select(
        grants.c.id,
        grants.c.account_id,
        func.coalesce(employees.c.name, _HOLDER.c.name),
        func.coalesce(posts.c.name, _HOLDER.c.title),
        grants.c.role,
        units.c.name,
        grants.c.since,
        grants.c.until,
        grants.c.ground,
        _GIVER.c.name,
        grants.c.granted_at,
        _ENDER.c.name,
        grants.c.ended_at,
        grants.c.ended_ground,
    )
    .select_from(grants)
    .join(_HOLDER, _HOLDER.c.id == grants.c.account_id)
    .outerjoin(employees, employees.c.id == _HOLDER.c.employee_id)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == grants.c.unit_id)
    .outerjoin(_GIVER, _GIVER.c.id == grants.c.granted_by)
    .outerjoin(_ENDER, _ENDER.c.id == grants.c.ended_by)
)


def of_account(connection: Connection, account: int) -> list[Granted]:
    """List every grant that an account ever had, the newest first."""
    return _read(connection, _ALL.where(grants.c.account_id == account).order_by(grants.c.since.desc(), _NEWEST))


def one(connection: Connection, number: int) -> Granted | None:
    """Give one grant."""
    return next(iter(_read(connection, _ALL.where(grants.c.id == number))), None)


def page(
    connection: Connection,
    state: str,
    day: date,
    size: int | None = None,
    *,
    role: str = "",
    older_than: int | None = None,
) -> list[Granted]:
    """List a page of the grants in a state, the newest first, and one more when the list goes on.

    Without a size it is the whole list.
    """
    query = _ALL.where(_in_state(state, day)).order_by(_NEWEST).limit(None if size is None else size + 1)
    if role:
        query = query.where(grants.c.role == role)
    if older_than is not None:
        query = query.where(grants.c.id < older_than)
    return _read(connection, query)


def counts(connection: Connection, day: date) -> dict[str, int]:
    """Count the grants in each state, and under "people" who holds any."""
    states = (HELD, ENDING, COMING, ENDED)
    columns = [func.count(case((_in_state(state, day), grants.c.id))).label(state) for state in states]
    people = func.count(case((_in_state(HELD, day), grants.c.account_id)).distinct()).label("people")
    return dict(connection.execute(select(*columns, people)).mappings().one())


def holding(connection: Connection, role: str, day: date) -> list[tuple[int, str]]:
    """Name the accounts that hold a role on a day and can sign in, by name."""
    query = (
        select(accounts.c.id, accounts.c.name)
        .join(grants, grants.c.account_id == accounts.c.id)
        .where(grants.c.role == role, _in_state(HELD, day), accounts.c.disabled_at.is_(None))
        .distinct()
        .order_by(accounts.c.name)
    )
    return [(row.id, row.name) for row in connection.execute(query)]


_NEWEST = grants.c.id.desc()


def _in_state(state: str, day: date) -> ColumnElement[bool]:
    open_ = or_(grants.c.until.is_(None), grants.c.until > day)
    match state:
        case "ended":
            return and_(grants.c.until.is_not(None), grants.c.until <= day)
        case "coming":
            return and_(open_, grants.c.since > day)
        case "ending":
            return and_(grants.c.since <= day, grants.c.until > day, grants.c.until <= day + SOON)
        case _:
            return and_(open_, grants.c.since <= day)


def _read(connection: Connection, query: Select[Any]) -> list[Granted]:
    return [Granted(*row) for row in connection.execute(query)]
