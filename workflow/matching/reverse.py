"""Candidates the other way round: for a person the needs that he would fit, for a unit whom it could spare.

The same figures and the same rules as in the list for one need; only the question is turned.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, select

from policies.case import Case
from policies.facts import Facts, Fill
from policies.judging import ask
from policies.matching import match
from policies.model import Procedure
from policies.verdicts import REFUSING
from workflow.matching.asked import CandidateFacts, Chunk, Ground
from workflow.matching.candidates import NOBODY, Candidate, judged
from workflow.matching.people import rows_of
from workflow.matching.pool import BOUND, Known, about
from workflow.matching.target import Asking, Target
from workflow.matching.units import Units
from workflow.organisation.people import holds_post
from workflow.staffing.counting import away_on, retired_by
from workflow.staffing.needs import Need
from workflow.tables import competences, employees, posts

OF_THE_DONOR = ("R-DON-01", "R-DON-03")  # the rules of a proposal that need no target


@dataclass(frozen=True)
class Fitting:
    """A need that somebody would fit, with the figures and answers that he has in its list."""

    need: Need
    candidate: Candidate
    planned_on: date


def needs_for(
    connection: Connection, procedure: Procedure, wanted: Sequence[Need], employee: int, today: date, moment: datetime
) -> list[Fitting]:
    """Give the needs in whose list somebody stands and no rule refuses him, where he fits best first.

    Each is judged for the day from which on it is open, like the list itself; the units are counted once for each day.
    """
    if connection.scalar(select(employees.c.id).where(employees.c.id == employee, BOUND)) is not None:
        return []
    asking = Asking(connection, procedure, today, tuple(need.post_id for need in wanted))
    levels = _levels(connection, employee)
    by_day: dict[date, list[Need]] = {}
    for need in wanted:
        by_day.setdefault(max(need.open_from[0], today) if need.open_from else today, []).append(need)
    found = []
    for on, some in by_day.items():
        person = _Person(asking, employee, on, levels, moment)
        found += [Fitting(need, each, on) for need in some for each in person.fits(need.post_id)]
    return sorted(found, key=lambda each: (-each.candidate.fit.ten_thousandths, each.need.post))


def _levels(connection: Connection, employee: int) -> Mapping[str, int]:
    query = select(competences.c.competence, competences.c.level).where(competences.c.employee_id == employee)
    return {row.competence: row.level for row in connection.execute(query)}


@dataclass(frozen=True)
class _Person:
    """Somebody beside posts that are to be filled on one day: what they have in common is read once."""

    asking: Asking
    employee: int
    on: date
    levels: Mapping[str, int]
    moment: datetime

    @cached_property
    def _units(self) -> Units:
        return Units(self.asking.connection, self.asking.procedure, self.asking.today, self.on)

    @cached_property
    def _chunk(self) -> Chunk:
        return Chunk(self.asking.connection, self.on, [self.employee])

    @cached_property
    def _row(self) -> Any:
        return rows_of(self.asking.connection, [self.employee], self.on)[self.employee]

    @cached_property
    def _read(self) -> dict[str, Known]:
        return {}

    def _known(self, target: Target) -> Known:
        """Give what his fit depends on, which differs by the category of the post alone."""
        if target.row.category not in self._read:
            self._read[target.row.category] = next(about(target, [self.employee]))
        return self._read[target.row.category]

    def fits(self, post: int) -> Iterator[Candidate]:
        """Give him as a candidate for a post if no rule refuses him."""
        target = self.asking.target(post, self.on)
        rules = self.asking.procedure.rules
        if target.row.category in rules["R-STR-07"].on(self.asking.today)["categories"]:
            return
        ground = Ground(target, self._units, NOBODY, self.moment)
        weighed = ground.weighing.weigh(self._known(target), match(target.standard, self.levels))
        found = judged(CandidateFacts(ground, self._chunk, self._row, weighed))
        if not found.refused(rules):
            yield found


@dataclass(frozen=True)
class Spare:
    """Somebody whom a unit could spare: what he would leave, and how full the unit is before and after."""

    employee: int
    name: str
    post_name: str
    since: date | None
    holders: int
    need: int
    fill: Fill


@dataclass(frozen=True)
class _Leaving:
    """What the donor's rules may know of somebody who leaves for no post in particular."""

    row: Any
    units: Units
    step: str = "propose"

    @property
    def today(self) -> date:
        return self.units.today

    @property
    def then(self) -> Case:
        return Case(planned_on=self.units.on)

    def fill(self, _mates: str, _on: date) -> Fill:
        return self.units.fill(self.row.unit_id, self.row, 0)

    def old_post_holders(self, _mates: str) -> tuple[bool, int, int]:
        return self.units.sole(self.row)


def spare(connection: Connection, procedure: Procedure, unit: int, today: date, on: date) -> list[Spare]:
    """Give whom a unit could spare on a day by the rules that protect a donor, from the fullest posts first.

    Whoever does not count on that day (retired by then, or away) is not there to be spared.
    """
    units = Units(connection, procedure, today, on)
    ages = procedure.rules["R-BUP-01"].on(today)
    found = [_spare(row, units) for row in _holders(connection, unit, on, ages) if _spared(procedure, row, units)]
    return sorted(found, key=lambda each: (-(each.holders - each.need), each.post_name, each.name))


def _holders(connection: Connection, unit: int, on: date, ages: Mapping[str, Any]) -> Iterator[Any]:
    query = (
        select(
            employees.c.id,
            employees.c.name,
            employees.c.post_id,
            employees.c.post_since,
            posts.c.name.label("post_name"),
            posts.c.unit_id,
            away_on(on).label("away"),
        )
        .join(posts, posts.c.id == employees.c.post_id)
        .where(posts.c.unit_id == unit, holds_post(employees.c.standing), ~retired_by(on, ages), ~away_on(on))
    )
    yield from connection.execute(query)


def _spared(procedure: Procedure, row: Any, units: Units) -> bool:
    facts = cast(Facts, _Leaving(row, units))
    return all(ask(procedure.rules[rule], "propose", facts).verdict not in REFUSING for rule in OF_THE_DONOR)


def _spare(row: Any, units: Units) -> Spare:
    fill = units.fill(row.unit_id, row, 0)
    holders, need = units.counts.get(row.post_id, 0), units.need.get(row.post_id, 0)
    return Spare(row.id, row.name, row.post_name, row.post_since, holders, need, fill)
