"""Looking people and posts up: for the candidate of a proposal, and for the post that a need is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true

from workflow.organisation.people import GONE
from workflow.tables import accounts, cells, employees, posts, transfers, units
from workflow.viewers import Viewer

MOST = 20  # a search that finds more should be narrowed
_SHORTEST = 3  # letters or figures; fewer would list half the city


@dataclass(frozen=True)
class FoundEmployee:
    """Somebody who was found: the present post and unit, and since when it is held (None: the register is silent)."""

    id: int
    name: str
    nip: str
    rank: str
    post: str | None
    unit: str | None
    since: date | None


@dataclass(frozen=True)
class FoundPost:
    """A post that was found: its need in people, how many fill it, and how many open cases want to fill it."""

    id: int
    name: str
    unit: str
    need: int | None
    holders: int
    cases: int

    @property
    def vacant(self) -> int:
        """Count the people who are missing."""
        return max((self.need or 0) - self.holders, 0)


_EMPLOYEES = (
    select(
        employees.c.id,
        employees.c.name,
        employees.c.nip,
        employees.c.rank,
        posts.c.name.label("post"),
        units.c.name.label("unit"),
        employees.c.post_since,
    )
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
    .where(employees.c.standing.not_in(GONE))
)


def find_employees(connection: Connection, text: str) -> list[FoundEmployee]:
    """Find employees by part of the name or by the beginning of the NIP, one more than MOST when there are more."""
    words = " ".join(text.split())
    figures = words.replace(" ", "")
    if len(figures) < _SHORTEST:
        return []
    named = employees.c.name.icontains(words, autoescape=True)
    condition = employees.c.nip.startswith(figures) if figures.isascii() and figures.isdigit() else named
    query = _EMPLOYEES.where(condition).order_by(employees.c.name, employees.c.id).limit(MOST + 1)
    return [FoundEmployee(*row) for row in connection.execute(query)]


def employee(connection: Connection, number: int) -> FoundEmployee | None:
    """Give one employee as a search would."""
    row = connection.execute(_EMPLOYEES.where(employees.c.id == number)).first()
    return FoundEmployee(*row) if row is not None else None


_HOLDERS = (
    select(func.count())
    .where(employees.c.post_id == posts.c.id, employees.c.standing.not_in(GONE))
    .correlate(posts)
    .scalar_subquery()
)
# Where a run has counted the post, its figures count; elsewhere the formation and those who hold the post today.
_NEED = func.coalesce(cells.c.need, posts.c.need)
_FILLED = func.coalesce(cells.c.effective, _HOLDERS)
_VACANT = func.coalesce(_NEED, 0) - _FILLED


@dataclass(frozen=True)
class Reach:
    """Whose units a search for posts is limited to, and in which states a case counts as open."""

    who: Viewer
    roles: Sequence[str]
    open_states: Sequence[str]
    run: int | None = (
        None  # of the needs analysis, whose need and holders are told; None: formation and holders of today
    )

    @property
    def condition(self) -> ColumnElement[bool]:
        """Limit posts to the units of the person's grants and those below; a grant without a unit is for all."""
        paths = [grant.path for grant in self.who.grants if grant.role in self.roles]
        if None in paths:
            return true()
        return or_(false(), *(units.c.path.startswith(path) for path in paths if path))


def find_posts(connection: Connection, reach: Reach, text: str) -> list[FoundPost]:
    """Find posts by part of their name or unit, those that miss the most people first.

    Without words it gives the posts that miss anybody. One more than MOST are given when there are more.
    """
    words = " ".join(text.split())
    wanted = or_(posts.c.name.icontains(words, autoescape=True), units.c.name.icontains(words, autoescape=True))
    condition = wanted if words else _VACANT > 0
    query = _posts(reach).where(condition).order_by(_VACANT.desc(), posts.c.name, units.c.name)
    return [FoundPost(*row) for row in connection.execute(query.limit(MOST + 1))]


def post(connection: Connection, reach: Reach, number: int) -> FoundPost | None:
    """Give one post as a search would."""
    row = connection.execute(_posts(reach).where(posts.c.id == number)).first()
    return FoundPost(*row) if row is not None else None


def _posts(reach: Reach) -> Select[Any]:
    wanting = (
        select(func.count())
        .where(transfers.c.new_post_id == posts.c.id, transfers.c.state.in_(reach.open_states))
        .correlate(posts)
        .scalar_subquery()
    )
    return (
        select(posts.c.id, posts.c.name, units.c.name.label("unit"), _NEED, _FILLED, wanting)
        .join(units, units.c.id == posts.c.unit_id)
        .outerjoin(cells, and_(cells.c.post_id == posts.c.id, cells.c.run_id == reach.run))
        .where(posts.c.until.is_(None), units.c.until.is_(None), reach.condition)
    )


def account_name(connection: Connection, account: int) -> str:
    """Give the name behind an account: the employee's, or that of who is none."""
    query = (
        select(func.coalesce(employees.c.name, accounts.c.name))
        .select_from(accounts)
        .outerjoin(employees, employees.c.id == accounts.c.employee_id)
        .where(accounts.c.id == account)
    )
    return connection.scalar(query) or ""
