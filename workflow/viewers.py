"""Who somebody is today: the account, the employee behind it, grants, delegations and the seat on the committee."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, or_, select

from policies.model import Procedure
from workflow.tables import accounts, bodies, delegations, employees, grants, members, posts, units


@dataclass(frozen=True)
class Grant:
    """A role that holds today; `path` is the unit's path when the role is limited to it and those below."""

    role: str
    unit: int | None
    path: str | None


@dataclass(frozen=True)
class Delegation:
    """An office that somebody may fill in writing while its holder cannot act."""

    office: str
    acting: bool


@dataclass(frozen=True)
class Viewer:
    """A person as the registers know him today. `post_since` is the day since which the present post is held."""

    account: int
    name: str
    title: str
    employee: int | None
    post: int | None
    unit: int | None
    unit_path: str
    post_since: date | None
    grants: tuple[Grant, ...]
    delegations: tuple[Delegation, ...]
    body_office: str | None
    votes: bool

    def granted(self, role: str) -> tuple[Grant, ...]:
        """Give the grants of a role that hold today."""
        return tuple(grant for grant in self.grants if grant.role == role)


_WHO = (
    select(
        accounts.c.id,
        func.coalesce(employees.c.name, accounts.c.name).label("name"),
        func.coalesce(posts.c.name, accounts.c.title).label("title"),
        accounts.c.employee_id,
        employees.c.post_id,
        posts.c.unit_id,
        func.coalesce(units.c.path, "").label("path"),
        employees.c.post_since,
    )
    .outerjoin(employees, employees.c.id == accounts.c.employee_id)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
    .where(accounts.c.id == bindparam("account"), accounts.c.disabled_at.is_(None))
)
_GRANTS = (
    select(grants.c.role, grants.c.unit_id, units.c.path)
    .outerjoin(units, units.c.id == grants.c.unit_id)
    .where(
        grants.c.account_id == bindparam("account"),
        grants.c.since <= bindparam("day"),
        or_(grants.c.until.is_(None), grants.c.until > bindparam("day")),
    )
)
_DELEGATIONS = select(delegations.c.office, delegations.c.acting).where(
    delegations.c.account_id == bindparam("account"),
    delegations.c.ended_at.is_(None),
    delegations.c.since <= bindparam("day"),
    delegations.c.until >= bindparam("day"),
)
# The TPK considers; only where none is formed does the Baperjakat (Peraturan BKN 5/2019).
_BODY = (
    select(bodies.c.id, bodies.c.decree, bodies.c.until, bodies.c.type)
    .where(bodies.c.since <= bindparam("day"), bodies.c.until >= bindparam("day"))
    .order_by(bodies.c.type.desc(), bodies.c.since.desc())
    .limit(1)
)
_MEMBERS = select(members.c.employee_id, members.c.office, members.c.votes).where(
    members.c.body_id == bindparam("body"),
    members.c.since <= bindparam("day"),
    or_(members.c.until.is_(None), members.c.until > bindparam("day")),
)


@dataclass(frozen=True)
class Member:
    """A member of the committee as its decree lists him."""

    employee: int
    office: str
    votes: bool


@dataclass(frozen=True)
class Committee:
    """The committee whose decree is in force, with its members of the day."""

    id: int
    decree: str
    until: date
    type: str
    members: tuple[Member, ...]

    def holder(self, office: str) -> int | None:
        """Give the employee who holds an office of the committee."""
        return next((m.employee for m in self.members if m.office == office), None)


def committee(connection: Connection, day: date) -> Committee | None:
    """Give the committee in force on a day, or None."""
    body = connection.execute(_BODY, {"day": day}).first()
    if body is None:
        return None
    rows = connection.execute(_MEMBERS, {"body": body.id, "day": day})
    return Committee(body.id, body.decree, body.until, body.type, tuple(Member(*row) for row in rows))


def viewer(connection: Connection, account: int, day: date) -> Viewer | None:
    """Give who an account is on a day, or None when it does not exist or is disabled."""
    who = connection.execute(_WHO, {"account": account}).first()
    if who is None:
        return None
    at = {"account": account, "day": day}
    seat = _seat(connection, who.employee_id, day)
    return Viewer(
        account=who.id,
        name=who.name,
        title=who.title,
        employee=who.employee_id,
        post=who.post_id,
        unit=who.unit_id,
        unit_path=who.path,
        post_since=who.post_since,
        grants=tuple(Grant(*row) for row in connection.execute(_GRANTS, at)),
        delegations=tuple(Delegation(*row) for row in connection.execute(_DELEGATIONS, at)),
        body_office=seat.office if seat else None,
        votes=bool(seat and seat.votes),
    )


def _seat(connection: Connection, employee: int | None, day: date) -> Member | None:
    body = committee(connection, day) if employee is not None else None
    return next((m for m in body.members if m.employee == employee), None) if body else None


def holders(connection: Connection, role: str, day: date) -> list[tuple[int, int | None]]:
    """Give the accounts (and the employees behind them) that hold a granted role for the whole city today."""
    query = (
        select(grants.c.account_id, accounts.c.employee_id)
        .join(accounts, accounts.c.id == grants.c.account_id)
        .where(
            grants.c.role == role,
            accounts.c.disabled_at.is_(None),
            grants.c.since <= day,
            or_(grants.c.until.is_(None), grants.c.until > day),
        )
    )
    return [(row.account_id, row.employee_id) for row in connection.execute(query)]


def city_roles(procedure: Procedure, who: Viewer) -> frozenset[str]:
    """Name the granted roles that a viewer holds anywhere."""
    return frozenset(grant.role for grant in who.grants if grant.role in procedure.roles)
