"""Candidates the other way round: for a person the needs that he would fit, for a unit whom it could spare.

The same figures and the same rules as in the list for one need; only the question is turned.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Connection, select

from policies.case import Case
from policies.facts import Facts, Fill
from policies.judging import ask
from policies.model import Procedure
from policies.verdicts import REFUSING
from workflow.matching.asked import Ground
from workflow.matching.candidates import NOBODY, Candidate, weighed
from workflow.matching.pool import gather
from workflow.matching.target import target
from workflow.matching.units import Units
from workflow.organisation.people import holds_post
from workflow.staffing.counting import away_on, retired_by
from workflow.staffing.needs import Need
from workflow.tables import employees, posts

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
    counted: dict[date, Units] = {}
    found = []
    for need in wanted:
        on = max(need.open_from[0], today) if need.open_from else today
        units = counted.setdefault(on, Units(connection, procedure, today, on))
        place = target(connection, procedure, need.post_id, today, on)
        if place.row.category in procedure.rules["R-STR-07"].on(today)["categories"]:
            continue
        ground = Ground(place, gather(place, employee), units, NOBODY, moment)
        found += [Fitting(need, each, on) for each in weighed(ground) if not each.refused(procedure.rules)]
    return sorted(found, key=lambda each: (-each.candidate.fit.ten_thousandths, each.need.post))


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
