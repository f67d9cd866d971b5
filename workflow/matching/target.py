"""The post that is to be filled, its standard, and the courses that would close gaps against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from policies.dates import add_months
from policies.matching import Course, CourseSet, cheapest
from policies.model import Procedure
from policies.rules.person import last_years
from workflow.tables import course_levels, courses, posts, standards, units


@dataclass(frozen=True)
class Target:
    """A post to be filled on a planned day, asked about today; `row` is the post with its unit."""

    connection: Connection
    procedure: Procedure
    today: date
    planned_on: date
    row: Any

    @cached_property
    def weights(self) -> Mapping[str, Any]:
        """The weights of the fit and what counts in full (R-FIT-01)."""
        return self.procedure.rules["R-FIT-01"].on(self.today)

    @cached_property
    def ages(self) -> Mapping[str, Any]:
        """The ages of retirement (R-BUP-01)."""
        return self.procedure.rules["R-BUP-01"].on(self.today)

    @cached_property
    def standard(self) -> dict[str, int]:
        """The levels that the post requires, by competence in their order."""
        query = select(standards.c.competence, standards.c.level).where(standards.c.post_id == self.row.id)
        rows = self.connection.execute(query.order_by(standards.c.competence))
        return {row.competence: row.level for row in rows}

    @cached_property
    def sets(self) -> Mapping[frozenset[str], CourseSet]:
        """The cheapest courses for each set of competences that can be closed."""
        return cheapest(self.offered, self.standard)

    @cached_property
    def offered(self) -> list[Course]:
        """The courses that are held on the day of asking and raise something to the post's standard."""
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

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The two years whose appraisals count (R-PRF-01)."""
        limits = self.procedure.rules["R-PRF-01a"].on(self.today)
        return last_years(self.today, limits["years"], limits["known_from_month"])

    @property
    def churn_since(self) -> date:
        """The day after which a transfer counts as a recent one (R-TEN-05)."""
        return add_months(self.planned_on, -int(self.procedure.rules["R-TEN-05"].on(self.today)["months"]))


TARGET = select(
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
    """Give a post as what is to be filled. Raises NoResultFound."""
    row = connection.execute(TARGET.where(posts.c.id == post)).one()
    return Target(connection, procedure, today, planned_on, row)
