"""The post that is to be filled, its standard, and the courses that would close gaps against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from policies.matching import Course, CourseSet, cheapest
from policies.model import Procedure
from policies.rules.person import last_years
from workflow.tables import course_levels, courses, posts, standards, units


@dataclass(frozen=True)
class Asking:
    """Posts that are asked about today: what is read once for all of them."""

    connection: Connection
    procedure: Procedure
    today: date
    posts: tuple[int, ...]

    @cached_property
    def rows(self) -> Mapping[int, Any]:
        """The posts, each with its unit."""
        return {row.id: row for row in self.connection.execute(_POSTS.where(posts.c.id.in_(self.posts)))}

    @cached_property
    def standards(self) -> Mapping[int, dict[str, int]]:
        """The levels that each post requires, by competence in their order."""
        query = select(standards).where(standards.c.post_id.in_(self.posts)).order_by(standards.c.competence)
        found: dict[int, dict[str, int]] = {}
        for row in self.connection.execute(query):
            found.setdefault(row.post_id, {})[row.competence] = row.level
        return found

    @cached_property
    def offered(self) -> list[Course]:
        """The courses that are held today."""
        query = (
            select(courses.c.code, courses.c.hours, course_levels.c.competence, course_levels.c.level)
            .join(course_levels, course_levels.c.course_id == courses.c.id)
            .where((courses.c.until.is_(None)) | (courses.c.until >= self.today))
            .order_by(courses.c.code)
        )
        found: dict[str, tuple[int, dict[str, int]]] = {}
        for code, hours, competence, level in self.connection.execute(query):
            found.setdefault(code, (hours, {}))[1][competence] = level
        return [Course(code, hours, raises) for code, (hours, raises) in found.items()]

    def target(self, post: int, planned_on: date) -> "Target":
        """Give one of the posts as what is to be filled on a day. Raises KeyError where there is none."""
        return Target(self, planned_on, self.rows[post])


@dataclass(frozen=True)
class Target:
    """A post to be filled on a planned day; `row` is the post with its unit."""

    asking: Asking
    planned_on: date
    row: Any

    @property
    def connection(self) -> Connection:
        """Where everything is read."""
        return self.asking.connection

    @property
    def procedure(self) -> Procedure:
        """The law."""
        return self.asking.procedure

    @property
    def today(self) -> date:
        """The day of asking."""
        return self.asking.today

    @cached_property
    def weights(self) -> Mapping[str, Any]:
        """The weights of the fit and what counts in full (R-FIT-01)."""
        return self.procedure.rules["R-FIT-01"].on(self.today)

    @cached_property
    def ages(self) -> Mapping[str, Any]:
        """The ages of retirement (R-BUP-01)."""
        return self.procedure.rules["R-BUP-01"].on(self.today)

    @property
    def standard(self) -> Mapping[str, int]:
        """The levels that the post requires, by competence in their order."""
        return self.asking.standards.get(self.row.id, {})

    @cached_property
    def sets(self) -> Mapping[frozenset[str], CourseSet]:
        """The cheapest courses for each set of competences that can be closed."""
        return cheapest(self.asking.offered, self.standard)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The two years whose appraisals count (R-PRF-01)."""
        limits = self.procedure.rules["R-PRF-01a"].on(self.today)
        return last_years(self.today, limits["years"], limits["known_from_month"])


_POSTS = select(
    posts.c.id,
    posts.c.code,
    posts.c.unit_id,
    posts.c.category,
    posts.c.job_class,
    posts.c.min_education,
    posts.c.fields,
    posts.c.bup_group,
    units.c.code.label("unit_code"),
    units.c.latitude,
    units.c.longitude,
).join(units, units.c.id == posts.c.unit_id)


def target(connection: Connection, procedure: Procedure, post: int, today: date, planned_on: date) -> Target:
    """Give a post as what is to be filled. Raises KeyError where there is none."""
    return Asking(connection, procedure, today, (post,)).target(post, planned_on)
