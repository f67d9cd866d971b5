"""What the rules of a proposal may know of a candidate who has not been proposed: answered from what was gathered.

The rules are those of the proposal, and so are the questions (`policies.facts.Facts`); only the reading differs.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, or_, select

from policies.case import Case
from policies.facts import Actor, Body, Fill, Person, Post, Slots
from policies.matching import Match, similarity
from workflow.establishment import Establishment
from workflow.matching.target import Target
from workflow.matching.units import Units
from workflow.matching.weighing import Weighed, Weighing
from workflow.qualifications import Qualifications, months_in
from workflow.tables import absences, discipline, history, posts


@dataclass
class Ground:
    """What is the same for all candidates for a post."""

    target: Target
    units: Units
    actor: Actor
    moment: datetime

    @cached_property
    def establishment(self) -> Establishment:
        """The establishment around the target alone."""
        bare = Case(new_post=self.target.row.id, planned_on=self.target.planned_on)
        return Establishment(self.target.connection, self.target.procedure, self.target.today, None, bare)

    @cached_property
    def post(self) -> Post | None:
        """The target as rules know it."""
        return self.establishment.post(self.target.row.id)

    @cached_property
    def weighing(self) -> Weighing:
        """How candidates are weighed."""
        return Weighing(self.target, self.units)

    @cached_property
    def slots(self) -> Slots:
        """The slots of the target, nobody's departure counted."""
        return self.establishment.slots("planned", self.target.planned_on)

    @cached_property
    def temporary_until(self) -> date | None:
        """The end of the load that alone asks for a slot of the target."""
        return self.establishment.temporary_until(self.target.planned_on)

    @cached_property
    def need(self) -> tuple[tuple[int | None, ...], tuple[bool, int | None]]:
        """The years of the target's analysis, and its priority."""
        known = Qualifications(
            self.target.connection, self.target.procedure, self.target.today, None, self.target.row.id
        )
        return known.analysed_in(), known.priority()


@dataclass
class Chunk:
    """What only rules ask for, read for some candidates (by their ids) at once, as of the planned day."""

    connection: Connection
    on: date
    people: Sequence[int]

    @cached_property
    def open_against(self) -> Mapping[int, list[str]]:
        """The kinds of discipline that are open on the planned day."""
        query = select(discipline.c.employee_id, discipline.c.kind).where(
            discipline.c.employee_id.in_(self.people),
            discipline.c.since <= self.on,
            or_(discipline.c.until.is_(None), discipline.c.until >= self.on),
        )
        return self._grouped(query)

    @cached_property
    def studies(self) -> Mapping[int, date]:
        """The ends of the study assignments that cover the planned day."""
        query = (
            select(absences.c.employee_id, func.max(absences.c.until))
            .where(
                absences.c.employee_id.in_(self.people),
                absences.c.kind == "TUGAS_BELAJAR",
                absences.c.since <= self.on,
                absences.c.until >= self.on,
            )
            .group_by(absences.c.employee_id)
        )
        return {row[0]: row[1] for row in self.connection.execute(query)}

    @cached_property
    def pages(self) -> Mapping[int, list[Any]]:
        """The pages of their histories, with the category of each post."""
        query = (
            select(history.c.employee_id, history.c.since, history.c.until, history.c.transfer_id, posts.c.category)
            .outerjoin(posts, posts.c.id == history.c.post_id)
            .where(history.c.employee_id.in_(self.people))
        )
        found: dict[int, list[Any]] = {}
        for row in self.connection.execute(query):
            found.setdefault(row.employee_id, []).append(row)
        return found

    def _grouped(self, query: Any) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for employee, value in self.connection.execute(query):
            found.setdefault(employee, []).append(value)
        return found


@dataclass
class CandidateFacts:
    """The facts of a proposal of one candidate, were it made today for the planned day."""

    ground: Ground
    chunk: Chunk
    row: Any
    weighed: Weighed

    step: str = "propose"
    round: int | None = None
    round_due_on: date | None = None
    left_on: date | None = None
    body: Body | None = None
    eligible_members: int = 0
    relations: Set[str] = frozenset()

    @property
    def moment(self) -> datetime:
        """The moment of asking."""
        return self.ground.moment

    @property
    def today(self) -> date:
        """The day of asking."""
        return self.ground.target.today

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.ground.actor

    @property
    def form(self) -> Mapping[str, Any]:
        """A proposal for the service, with nothing justified yet."""
        return {"kind": "INTRA"}

    @property
    def case(self) -> Case:
        """A case without a candidate."""
        return self.ground.establishment.case

    @cached_property
    def then(self) -> Case:
        """The case with this candidate."""
        target = self.ground.target
        return Case(
            new_post=target.row.id,
            receiving_unit=target.row.unit_id,
            kind="INTRA",
            employee=self.row.id,
            old_post=self.row.post_id,
            donor_unit=self.row.unit_id,
            category=target.row.category,
            planned_on=target.planned_on,
        )

    @cached_property
    def person(self) -> Person:
        """The candidate."""
        row = self.row
        retires = self._retires(row.category, row.bup_group)
        place = (row.post_id, row.post_since, retires, row.education, row.field, row.job_class)
        return Person(row.id, row.status, row.standing, *place)

    def _retires(self, category: str | None, group: str | None) -> date:
        return self.ground.establishment.retires_on(self.row.birth_date, category, group)

    @property
    def new_post(self) -> Post | None:
        """The target."""
        return self.ground.post

    def retires_from_new_post(self) -> date | None:
        """Give the first day of retirement from the target."""
        return self._retires(self.ground.target.row.category, self.ground.target.row.bup_group)

    def predicates(self, years: tuple[int, ...]) -> Mapping[int, str | None]:
        """Give the predicate of each year."""
        return {year: self.weighed.rated.predicates.get(year) for year in years}

    def discipline(self, on: date) -> tuple[str, ...]:
        """Give what is open against the candidate."""
        return tuple(self.chunk.open_against.get(self.row.id, ()))

    def bound_elsewhere(self) -> bool:
        """Say that nobody in the pool is bound."""
        return False

    def slots(self, departures: str, on: date) -> Slots:
        """Count the slots of the target."""
        return self.ground.slots

    def fill(self, mates: str, on: date) -> Fill:
        """Count the donor unit; a candidate is in no plan."""
        return self.ground.units.fill(self.row.unit_id or 0, self.row, self.ground.target.row.id)

    def receiving_fill(self, on: date) -> Fill:
        """Count the receiving unit."""
        return self.ground.units.fill(self.ground.target.row.unit_id, self.row, self.ground.target.row.id)

    def similarity(self) -> Fraction:
        """Compare the units."""
        units = self.ground.units
        return similarity(units.capacity(self.row.unit_id or 0), units.capacity(self.ground.target.row.unit_id))

    def match(self) -> Match | None:
        """Match the competences with the standard."""
        return self.weighed.competent.match

    def experience(self, categories: Set[str], on: date) -> int:
        """Count the months in posts of some categories."""
        return months_in(self.chunk.pages.get(self.row.id, ()), categories, on)

    def studies_until(self, on: date) -> date | None:
        """Give the end of a study assignment."""
        return self.chunk.studies.get(self.row.id)

    def moves_since(self, since: date) -> int:
        """Count the transfers after a day."""
        pages = self.chunk.pages.get(self.row.id, ())
        return sum(page.transfer_id is not None and page.since > since for page in pages)

    def analysed_in(self) -> tuple[int | None, ...]:
        """Give the years of the target's analysis."""
        return self.ground.need[0]

    def priority(self) -> tuple[bool, int | None]:
        """Give the target's priority."""
        return self.ground.need[1]

    def temporary_until(self, on: date) -> date | None:
        """Give the end of the load that alone asks for the target's slot."""
        return self.ground.temporary_until

    def placed_until(self) -> date | None:
        """Give nothing: it is asked only of a waiver."""
        return None

    def old_post_holders(self, mates: str) -> tuple[bool, int, int]:
        """Say whether the present post is critical, and who else there is."""
        return self.ground.units.sole(self.row)

    def working_days_waited(self) -> int:
        """Count no days: nothing was proposed."""
        return 0

    def days_together(self) -> int:
        """Count no days."""
        return 0

    def qualified(self) -> tuple[int, int]:
        """Count nobody."""
        return 0, 0

    def unmet_gates(self) -> Mapping[str, str]:
        """Give none: they are found by judging."""
        return {}

    def departed_as(self) -> frozenset[str]:
        """Say that the candidate has not left."""
        return frozenset()
