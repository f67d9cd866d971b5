"""Who somebody is today: the account, the employee behind it, grants, delegations and the seat on the committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select

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


# The TPK considers; only where none is formed does the Baperjakat (Peraturan BKN 5/2019).
_BODY_IN_FORCE = (
    select(bodies.c.id)
    .where(bodies.c.since <= bindparam("day"), bodies.c.until >= bindparam("day"))
    .order_by(bodies.c.type.desc(), bodies.c.since.desc())
    .limit(1)
    .scalar_subquery()
)
_SEATED = and_(members.c.since <= bindparam("day"), or_(members.c.until.is_(None), members.c.until > bindparam("day")))
_granted = units.alias("granted")
# One row for each pair of a grant and a delegation that hold today; most people have no more than one.
WHO = (
    select(
        accounts.c.id,
        func.coalesce(employees.c.name, accounts.c.name).label("name"),
        func.coalesce(posts.c.name, accounts.c.title).label("title"),
        accounts.c.employee_id,
        employees.c.post_id,
        posts.c.unit_id,
        func.coalesce(units.c.path, "").label("path"),
        employees.c.post_since,
        grants.c.role.label("granted_role"),
        grants.c.unit_id.label("granted_unit"),
        _granted.c.path.label("granted_path"),
        delegations.c.office.label("delegated_office"),
        delegations.c.acting,
        members.c.office.label("body_office"),
        members.c.votes,
    )
    .outerjoin(employees, employees.c.id == accounts.c.employee_id)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
    .outerjoin(
        grants,
        and_(
            grants.c.account_id == accounts.c.id,
            grants.c.since <= bindparam("day"),
            or_(grants.c.until.is_(None), grants.c.until > bindparam("day")),
        ),
    )
    .outerjoin(_granted, _granted.c.id == grants.c.unit_id)
    .outerjoin(
        delegations,
        and_(
            delegations.c.account_id == accounts.c.id,
            delegations.c.ended_at.is_(None),
            delegations.c.since <= bindparam("day"),
            delegations.c.until >= bindparam("day"),
        ),
    )
    .outerjoin(
        members,
        and_(members.c.employee_id == accounts.c.employee_id, members.c.body_id == _BODY_IN_FORCE, _SEATED),
    )
    .where(accounts.c.id == bindparam("account"), accounts.c.disabled_at.is_(None))
)
_COMMITTEE = (
    select(
        bodies.c.id,
        bodies.c.decree,
        bodies.c.until,
        bodies.c.type,
        members.c.employee_id,
        members.c.office,
        members.c.votes,
    )
    .outerjoin(members, and_(members.c.body_id == bodies.c.id, _SEATED))
    .where(bodies.c.id == _BODY_IN_FORCE)
    .order_by(members.c.id)
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

    def line(self, seats: Sequence[str]) -> tuple[int, ...]:
        """Give who comes next after whom in some seats; of the plain members those who vote, as the decree has them."""
        return tuple(
            m.employee for seat in seats for m in self.members if m.office == seat and (m.votes or seat != "member")
        )


def committee(connection: Connection, day: date) -> Committee | None:
    """Give the committee in force on a day, or None."""
    rows = connection.execute(_COMMITTEE, {"day": day}).all()
    if not rows:
        return None
    body = rows[0]
    seated = (Member(row.employee_id, row.office, row.votes) for row in rows if row.employee_id is not None)
    return Committee(body.id, body.decree, body.until, body.type, tuple(seated))


def viewer(connection: Connection, account: int, day: date) -> Viewer | None:
    """Give who an account is on a day, or None when it does not exist or is disabled."""
    return viewer_of(connection.execute(WHO, {"account": account, "day": day}).all())


def viewer_of(rows: Sequence[Any]) -> Viewer | None:
    """Give who somebody is out of the rows that `WHO` finds."""
    if not rows:
        return None
    who = rows[0]
    granted = (Grant(row.granted_role, row.granted_unit, row.granted_path) for row in rows if row.granted_role)
    delegated = (Delegation(row.delegated_office, row.acting) for row in rows if row.delegated_office)
    return Viewer(
        account=who.id,
        name=who.name,
        title=who.title,
        employee=who.employee_id,
        post=who.post_id,
        unit=who.unit_id,
        unit_path=who.path,
        post_since=who.post_since,
        grants=tuple(dict.fromkeys(granted)),
        delegations=tuple(dict.fromkeys(delegated)),
        body_office=who.body_office,
        votes=bool(who.votes),
    )


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
