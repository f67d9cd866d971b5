"""What the registers do not say yet, asked before each run: posts, people, and whom to assess first.

Nothing is guessed: a figure that rests on what nobody knows is shown with how many that are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, select

from policies.model import Procedure
from workflow.organisation.people import holds_post
from workflow.staffing import counting
from workflow.staffing.readers import Reach
from workflow.tables import competences, employees, needs, performance, posts, standards, units, workload

OLD_WORKLOAD = 2  # years after which a workload is old
YEARS_OF_PERFORMANCE = 2  # calendar years before the run whose performance rules read

POSTS, PEOPLE = "posts", "people"


@dataclass(frozen=True)
class Gap:
    """Something that the registers do not say: its name, whether it is about posts or people, and what it does.

    `unknown`: what depends on it is not known; otherwise it is counted all the same.
    """

    name: str
    about: str
    unknown: bool


GAPS = (
    Gap("no-basis", POSTS, unknown=True),
    Gap("no-workload", POSTS, unknown=False),
    Gap("no-formation", POSTS, unknown=False),
    Gap("no-standard", POSTS, unknown=True),
    Gap("old-workload", POSTS, unknown=False),
    Gap("never-assessed", PEOPLE, unknown=True),
    Gap("no-performance", PEOPLE, unknown=True),
    Gap("past-retirement", PEOPLE, unknown=False),
)
BY_NAME = {gap.name: gap for gap in GAPS}


@dataclass(frozen=True)
class Readiness:
    """The registers of a day as one may read them; `procedure` gives ages of retirement."""

    connection: Connection
    procedure: Procedure
    today: date
    reach: Reach

    def total(self, about: str) -> int:
        """Count the posts, or the people who hold one."""
        return int(self.connection.scalar(select(func.count()).select_from(self._lacking(about).subquery())) or 0)

    def count(self, gap: Gap) -> int:
        """Count the posts or people of whom something is not said."""
        query = self._lacking(gap.about).where(self._condition(gap))
        return int(self.connection.scalar(select(func.count()).select_from(query.subquery())) or 0)

    def worst(self, gap: Gap, size: int) -> list[tuple[str, int]]:
        """Name the units where most of it is missing, with how many."""
        number = func.count()
        query = (
            self._lacking(gap.about)
            .where(self._condition(gap))
            .with_only_columns(units.c.name, number)
            .group_by(units.c.id, units.c.name)
            .order_by(number.desc(), units.c.name)
            .limit(size)
        )
        return [(row[0], row[1]) for row in self.connection.execute(query)]

    def rows(self, gap: Gap, size: int | None = None, after: int = 0) -> list[Any]:
        """List the posts or people of whom something is not said, by unit; skips the first `after`."""
        names = (posts.c.name,) if gap.about == POSTS else (employees.c.name, posts.c.name)
        query = self._lacking(gap.about).where(self._condition(gap)).order_by(units.c.path, *names)
        return list(self.connection.execute(query.offset(after).limit(size)))

    def assess_first(self, size: int | None = None) -> list[Any]:
        """Give the units in which most people were never assessed, those with open needs before the others.

        Each row: code, name, path and outlying of the unit, `people` who hold a post, `never` assessed, `needs` open.
        """
        never = func.count().filter(self._condition(BY_NAME["never-assessed"]))
        wanted = (
            select(func.count())
            .select_from(needs.join(posts, posts.c.id == needs.c.post_id))
            .where(posts.c.unit_id == units.c.id, needs.c.closed_by.is_(None))
            .correlate(units)
            .scalar_subquery()
        )
        query = (
            self._lacking(PEOPLE)
            .with_only_columns(
                units.c.code,
                units.c.name,
                units.c.path,
                units.c.outlying,
                func.count().label("people"),
                never.label("never"),
                wanted.label("needs"),
            )
            .group_by(units.c.id)
            .having(never > 0)
            .order_by((wanted > 0).desc(), never.desc(), units.c.name)
            .limit(size)
        )
        return list(self.connection.execute(query))

    def _lacking(self, about: str) -> Select[Any]:
        """Select the posts in force, or the people who hold one, of the units that are read."""
        if about == POSTS:
            return (
                select(
                    posts.c.code,
                    posts.c.name,
                    units.c.name.label("unit"),
                    units.c.code.label("unit_code"),
                    units.c.path,
                )
                .join(units, units.c.id == posts.c.unit_id)
                .where(posts.c.until.is_(None), units.c.until.is_(None), self.reach.condition)
            )
        return (
            select(
                employees.c.id,
                employees.c.name,
                posts.c.name.label("post"),
                units.c.name.label("unit"),
                units.c.code.label("unit_code"),
                units.c.path,
            )
            .join(posts, posts.c.id == employees.c.post_id)
            .join(units, units.c.id == posts.c.unit_id)
            .where(holds_post(employees.c.standing), self.reach.condition)
        )

    def _condition(self, gap: Gap) -> ColumnElement[bool]:
        return _CONDITIONS[gap.name](self)


def _works() -> ColumnElement[bool]:
    return exists().where(workload.c.post_id == posts.c.id)


def _old(readiness: Readiness) -> ColumnElement[bool]:
    """The newest analysis of the post's permanent work is old, or says no year."""
    newest = select(func.max(workload.c.year)).where(workload.c.post_id == posts.c.id, workload.c.until.is_(None))
    borders = readiness.today.year - OLD_WORKLOAD
    return and_(_works(), func.coalesce(newest.scalar_subquery(), 0) < borders)


def _incomplete(readiness: Readiness) -> ColumnElement[bool]:
    years = [readiness.today.year - back for back in range(1, YEARS_OF_PERFORMANCE + 1)]
    known = select(func.count()).where(performance.c.employee_id == employees.c.id, performance.c.year.in_(years))
    return known.scalar_subquery() < YEARS_OF_PERFORMANCE


def _retired(readiness: Readiness) -> ColumnElement[bool]:
    return counting.retired_by(readiness.today, readiness.procedure.rules["R-BUP-01"].on(readiness.today))


_CONDITIONS: Mapping[str, Callable[[Readiness], ColumnElement[bool]]] = {
    "no-basis": lambda _: and_(posts.c.need.is_(None), not_(_works())),
    "no-workload": lambda _: and_(posts.c.need.is_not(None), not_(_works())),
    "no-formation": lambda _: and_(posts.c.need.is_(None), _works()),
    "no-standard": lambda _: not_(exists().where(standards.c.post_id == posts.c.id)),
    "old-workload": _old,
    "never-assessed": lambda _: not_(exists().where(competences.c.employee_id == employees.c.id)),
    "no-performance": _incomplete,
    "past-retirement": _retired,
}
