"""What the registers know about whether one person qualifies for one post: read when a rule asks for it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from policies.dates import months_between
from policies.matching import Match, match
from policies.model import Procedure
from policies.staffing import needs_horizon
from workflow.staffing.runs import newest
from workflow.tables import absences, cells, competences, history, posts, standards, workload

_STANDARD = select(standards.c.competence, standards.c.level).where(standards.c.post_id == bindparam("post"))
_LEVELS = select(competences.c.competence, competences.c.level).where(
    competences.c.employee_id == bindparam("employee")
)
_HISTORY = (
    select(history.c.since, history.c.until, posts.c.category)
    .join(posts, posts.c.id == history.c.post_id)
    .where(history.c.employee_id == bindparam("employee"))
)
_STUDIES = select(func.max(absences.c.until)).where(
    absences.c.employee_id == bindparam("employee"),
    absences.c.kind == "TUGAS_BELAJAR",
    absences.c.since <= bindparam("day"),
    absences.c.until >= bindparam("day"),
)
_MOVES = select(func.count()).where(
    history.c.employee_id == bindparam("employee"),
    history.c.transfer_id.is_not(None),
    history.c.since > bindparam("day"),
)
_YEARS = select(workload.c.year).distinct().where(workload.c.post_id == bindparam("post"), workload.c.until.is_(None))
_PRIORITY = select(cells.c.priority).where(cells.c.run_id == bindparam("run"), cells.c.post_id == bindparam("post"))


def months_in(pages: Any, categories: Set[str], on: date) -> int:
    """Count the months up to a day that pages of a history (since, until, category) spent in some categories."""
    return sum(months_between(page.since, min(page.until or on, on)) for page in pages if page.category in categories)


@dataclass(frozen=True)
class Qualifications:
    """One person beside one post, on the day of an act."""

    connection: Connection
    procedure: Procedure
    today: date
    employee: int | None
    post: int | None

    def match(self) -> Match | None:
        """Match the person's assessed competences with the post's standard."""
        return match(self._pairs(_STANDARD, {"post": self.post}), self._pairs(_LEVELS, {"employee": self.employee}))

    def _pairs(self, query: Any, asked: Mapping[str, Any]) -> dict[str, int]:
        return {row.competence: row.level for row in self.connection.execute(query, asked)}

    @cached_property
    def _pages(self) -> list[Any]:
        return list(self.connection.execute(_HISTORY, {"employee": self.employee}))

    def experience(self, categories: Set[str], on: date) -> int:
        """Count the months in posts of some categories; the page of the present post is open."""
        return months_in(self._pages, categories, on)

    def studies_until(self, on: date) -> date | None:
        """Give the end of the study assignment that covers a day."""
        until: date | None = self.connection.scalar(_STUDIES, {"employee": self.employee, "day": on})
        return until

    def moves_since(self, since: date) -> int:
        """Count the transfers that took effect after a day."""
        return int(self.connection.scalar(_MOVES, {"employee": self.employee, "day": since}) or 0)

    def analysed_in(self) -> tuple[int | None, ...]:
        """Give the years in which the post's lasting workload was analysed."""
        return tuple(self.connection.scalars(_YEARS, {"post": self.post}))

    def priority(self) -> tuple[bool, int | None]:
        """Say whether there was a run of the horizon that the law names, and give its priority of the post."""
        run = newest(self.connection, needs_horizon(self.procedure, self.today))
        if run is None:
            return False, None
        return True, self.connection.scalar(_PRIORITY, {"run": run.id, "post": self.post})
