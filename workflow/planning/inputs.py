"""What the planner stands on, read from a run and the registers: posts, who may move, and where to without a refusal.

Candidates are those of `workflow.matching`, judged by the very rules of a proposal. What the plan decides as a whole is
no gate or warning of one move: free slots (R-NED-01) and what the donor can spare (R-DON-01 to -03).
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from json import loads
from math import floor
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from policies.dates import add_months
from policies.loading import current
from policies.model import Procedure
from workflow.matching import wishes
from workflow.matching.candidates import Candidate, candidates
from workflow.matching.target import target
from workflow.organisation.calendar import city_day
from workflow.planning.building import City, Law, PairFacts, PersonFacts, PostFacts, fit_in_millionths
from workflow.planning.draft import Basis
from workflow.planning.present import present_fits
from workflow.staffing.figures import ABSENT, LEAVING, RETIRING, retires_on
from workflow.staffing.needs import Need
from workflow.staffing.runs import cells_of
from workflow.tables import posts, units

OF_THE_PLAN = frozenset({"R-NED-01a", "R-NED-01b", "R-NED-01c", "R-DON-01", "R-DON-02", "R-DON-03"})

# Told how many posts were looked at, and out of how many.
Progress = Callable[[int, int], None]


class _Serving(NamedTuple):
    """What the age of retirement from a post depends on."""

    birth_date: date
    category: str
    bup_group: str | None


@dataclass
class Inputs:
    """What is known so far: everything about posts, and candidates of those posts that were looked at (`look_at`)."""

    connection: Connection
    run: Any
    wanted: Sequence[Need]
    moment: datetime
    pairs: dict[str, list[PairFacts]] = field(default_factory=dict)
    _people: dict[str, Any] = field(default_factory=dict)
    _fits: dict[int, int] = field(default_factory=dict)
    _fitted: set[int] = field(default_factory=set)

    @cached_property
    def procedure(self) -> Procedure:
        """The law of this release."""
        return current()

    @property
    def today(self) -> date:
        """The day of asking."""
        return city_day(self.moment)

    @cached_property
    def until(self) -> date:
        """The last day that the run looks at."""
        return add_months(self.run.as_of, self.run.horizon)

    @cached_property
    def law(self) -> Law:
        """The dated values of a plan, as of the run."""
        rules, on = self.procedure.rules, self.run.as_of
        floor = Fraction(rules["R-DON-01"].on(on)["floor"])
        return Law(rules["R-NED-04"].on(on), rules["R-PLN-01"].on(on), floor)

    @cached_property
    def cells(self) -> Mapping[str, Any]:
        """The figures of every post that needs or has people, by its code."""
        return {cell.post_code: cell for cell in cells_of(self.connection, self.run.id)}

    @cached_property
    def _rows(self) -> Mapping[int, Any]:
        query = select(
            posts.c.id, posts.c.code, posts.c.category, posts.c.bup_group, posts.c.critical, units.c.outlying
        ).join(units, units.c.id == posts.c.unit_id)
        return {row.id: row for row in self.connection.execute(query)}

    @cached_property
    def posts(self) -> list[PostFacts]:
        """What the model needs to know of every post."""
        gaps = {need.post: need.gap for need in self.wanted}
        leading = self.procedure.rules["R-STR-07"].on(self.today)["categories"]
        return [
            PostFacts(
                post=code,
                unit=cell.unit_code,
                need=cell.need,
                effective=cell.effective,
                gap=gaps.get(code, cell.gap),
                parts={
                    name: Fraction(getattr(cell, f"part_{name}"), 1_000_000)
                    for name in ("criticality", "retirement", "outlying", "age")
                },
                critical=self._rows[cell.post_id].critical,
                jpt=self._rows[cell.post_id].category in leading,
            )
            for code, cell in self.cells.items()
        ]

    @property
    def basis(self) -> Basis:
        """The ids behind the codes of posts and the NIPs of people."""
        return Basis(
            run=self.run.id,
            needs={need.post: need.id for need in self.wanted},
            posts={code: cell.post_id for code, cell in self.cells.items()},
            employees={nip: row.id for nip, row in self._people.items()},
        )

    @property
    def city(self) -> City:
        """Every post, and who may move where as far as was looked."""
        people = [
            PersonFacts(nip, row.post_code, 0 if row.post_code is None else self._fits[row.id])
            for nip, row in self._people.items()
        ]
        return City(self.posts, people, [pair for found in self.pairs.values() for pair in found])

    @cached_property
    def _counted(self) -> frozenset[int]:
        """Whoever is counted in the effective holders of his post."""
        found: set[int] = set()
        for cell in self.cells.values():
            told = loads(cell.detail)
            gone = {each[0] for why in (RETIRING, LEAVING, ABSENT) for each in told.get(why, ())}
            found.update(holder for holder in told["holders"] if holder not in gone)
        return frozenset(found)

    def look_at(self, codes: Iterable[str], progress: Progress | None = None, until: float | None = None) -> None:
        """Look for candidates of these posts, in this order, until a moment (of the monotonic clock) at most."""
        waiting = [code for code in codes if code not in self.pairs]
        for done, code in enumerate(waiting, start=1):
            if until is not None and time.monotonic() > until:
                break
            self.pairs[code] = list(self._pairs(code))
            if progress is not None:
                progress(done, len(waiting))
        self._fit_at_home()

    def _pairs(self, code: str) -> Iterator[PairFacts]:
        cell = self.cells[code]
        need = next((each for each in self.wanted if each.post == code), None)
        opens = need.open_from[0] if need is not None and need.open_from else self.run.as_of
        there = target(self.connection, self.procedure, cell.post_id, self.today, max(opens, self.today))
        wishing = wishes.wishing(self.connection, there.row)
        for found in candidates(there, str(self.run.id), self.moment):
            if self._may(found, self._rows[cell.post_id]):
                self._people[found.row.nip] = found.row
                yield self._pair(found, there.row, wishing)

    def _may(self, found: Candidate, there: Any) -> bool:
        """Tell whether no rule refuses, and the person counts and still serves at the end of the horizon."""
        row = found.row
        if found.refused(self.procedure.rules) or not (row.post_id is None or row.id in self._counted):
            return False
        ages = self.procedure.rules["R-BUP-01"].on(self.today)
        return retires_on(_Serving(row.birth_date, there.category, there.bup_group), ages) > self.until

    def _pair(self, found: Candidate, there: Any, wishing: frozenset[int]) -> PairFacts:
        return PairFacts(
            nip=found.row.nip,
            post=there.code,
            fit=fit_in_millionths(found.fit.value),
            gates=sum(rule not in OF_THE_PLAN for rule in found.gates),
            warnings=sum(rule not in OF_THE_PLAN for rule in found.warnings(self.procedure.rules)),
            wished=found.row.id in wishing or self._comes_back(found.row, there),
            hours=found.training_hours,
        )

    def _comes_back(self, row: Any, there: Any) -> bool:
        """Tell a return from long service in an outlying area: from one to the next it is none."""
        months = int(self.law.plan["outlying_months"])
        return wishes.long_outlying(row, months, self.today) and not self._rows[there.id].outlying

    def cheapest_follower(self) -> int:
        """Give what a move costs at least that nobody wished for, in millionths: who fits nowhere yet, perfectly there.

        Everybody without a post comes for nothing but the move; of those who have one, the fit they give up counts.
        """
        fits = [0 if row.post_id is None else self._fits[row.id] for row in self._people.values()]
        move, weight = (Fraction(self.law.plan[name]) for name in ("move", "fit"))
        return floor(1_000_000 * move - weight * (1_000_000 - min(fits, default=0)))

    def _fit_at_home(self) -> None:
        """Work out how well everybody who may move fits the post that he has."""
        homes = {row.post_id for row in self._people.values() if row.post_id is not None} - self._fitted
        self._fits |= present_fits(self.connection, self.procedure, self.moment, homes)
        self._fitted |= homes


def inputs(connection: Connection, run: Any, wanted: Sequence[Need], moment: datetime) -> Inputs:
    """Give what a plan for these needs stands on, with the figures of a run; nothing was looked at yet."""
    return Inputs(connection, run, wanted, moment)
