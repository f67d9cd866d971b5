"""How far every unit is filled on a planned day, and what each is compared by: read once for all candidates.

The same counts as `workflow.establishment` makes for one case; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import BigInteger, Connection, cast, func, select

from policies import staffing
from policies.facts import Fill
from policies.matching import Capacity
from policies.model import Procedure
from workflow.organisation.people import holds_post
from workflow.staffing.counting import PERMANENT, WORK, away_on, retired_by, temporary
from workflow.streaming import streamed
from workflow.tables import employees, posts, transfers, units, workload


@dataclass(frozen=True)
class Units:
    """The units of the city on a planned day, as they will be filled with what was recommended so far."""

    connection: Connection
    procedure: Procedure
    today: date
    on: date

    @cached_property
    def posts(self) -> Mapping[int, Any]:
        """Every post that has not ended, by its id."""
        query = (
            select(posts.c.id, posts.c.unit_id, posts.c.category, posts.c.need, posts.c.critical, units.c.kind)
            .join(units, units.c.id == posts.c.unit_id)
            .where(posts.c.until.is_(None))
        )
        return {row[0]: row for row in streamed(self.connection, query)}

    @cached_property
    def places(self) -> Mapping[int, tuple[Any, Any]]:
        """Where units lie (latitude, longitude in degrees), by their ids, as far as that is known."""
        known = units.c.latitude.is_not(None) & units.c.longitude.is_not(None)
        query = select(units.c.id, units.c.latitude, units.c.longitude).where(known)
        return {row.id: (row.latitude, row.longitude) for row in self.connection.execute(query)}

    @cached_property
    def need(self) -> Mapping[int, int]:
        """The need of every post."""
        minutes = int(self.procedure.rules["R-ABK-01"].on(self.today)["minutes"])
        lasting, passing = self._work(PERMANENT), self._work(temporary(self.on))
        return {
            post: staffing.people(lasting.get(post, 0), passing.get(post, 0), row.need, minutes)[0]
            for post, row in self.posts.items()
        }

    def _work(self, condition: Any) -> dict[int, int]:
        total = cast(func.sum(WORK), BigInteger)
        query = select(workload.c.post_id, total).where(condition).group_by(workload.c.post_id)
        return {post: int(work) for post, work in streamed(self.connection, query)}

    @cached_property
    def _here(self) -> Mapping[int, int]:
        """How many count on each post, before any move."""
        ages = self.procedure.rules["R-BUP-01"].on(self.today)
        query = (
            select(employees.c.post_id, func.count())
            .join(posts, posts.c.id == employees.c.post_id)
            .where(holds_post(employees.c.standing), ~retired_by(self.on, ages), ~away_on(self.on))
            .group_by(employees.c.post_id)
        )
        return {row[0]: row[1] for row in streamed(self.connection, query)}

    @cached_property
    def _moves(self) -> list[Any]:
        """The open moves, with whether the one who moves counts on his old post."""
        ages = self.procedure.rules["R-BUP-01"].on(self.today)
        counted = ~retired_by(self.on, ages) & ~away_on(self.on) & holds_post(employees.c.standing)
        query = (
            select(
                transfers.c.employee_id,
                transfers.c.state,
                transfers.c.old_post_id,
                transfers.c.new_post_id,
                transfers.c.planned_on,
                counted.label("counted"),
            )
            .join(employees, employees.c.id == transfers.c.employee_id)
            .outerjoin(posts, posts.c.id == employees.c.post_id)
            .where(transfers.c.binds_employee)
        )
        return list(self.connection.execute(query))

    @cached_property
    def reserving(self) -> list[Any]:
        """The moves that reserve a place."""
        return [move for move in self._moves if self.procedure.states[move.state].reserves]

    @cached_property
    def counts(self) -> Mapping[int, int]:
        """How many count on each post, with those gone and come who are recommended to move by the day."""
        found = dict(self._here)
        for move in self.reserving:
            if move.planned_on <= self.on:
                found[move.old_post_id] = found.get(move.old_post_id, 0) - int(move.counted)
                found[move.new_post_id] = found.get(move.new_post_id, 0) + 1
        return found

    @cached_property
    def _of_unit(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = {}
        for post, row in self.posts.items():
            found.setdefault(row.unit_id, []).append(post)
        return found

    @cached_property
    def _filled(self) -> Mapping[int, tuple[int, int]]:
        """Σ min(people, need) and Σ need of each unit."""
        return {
            unit: (
                sum(min(self.counts.get(post, 0), self.need[post]) for post in own),
                sum(self.need[post] for post in own),
            )
            for unit, own in self._of_unit.items()
        }

    def fill(self, unit: int, person: Any, target: int) -> Fill:
        """Give the fill of a unit without and with a person's move to a post; the person may work elsewhere."""
        before, need = self._filled.get(unit, (0, 0))
        after = before
        leaves, comes = self.posts.get(person.post_id), self.posts.get(target)
        if leaves is not None and leaves.unit_id == unit and not person.away:
            after -= int(self.counts.get(person.post_id, 0) <= self.need[person.post_id])
        if comes is not None and comes.unit_id == unit:
            after += int(self.counts.get(target, 0) < self.need[target])
        return Fill(before, after, need)

    def capacity(self, unit: int) -> Capacity:
        """Give what a unit is compared by; each is worked out once."""
        if unit not in self._capacities:
            self._capacities[unit] = self._capacity(unit)
        return self._capacities[unit]

    @cached_property
    def _capacities(self) -> dict[int, Capacity]:
        return {}

    def _capacity(self, unit: int) -> Capacity:
        own = self._of_unit.get(unit, [])
        kind = self.posts[own[0]].kind if own else ""
        return Capacity(kind, self._filled.get(unit, (0, 0))[1], frozenset(self.posts[post].category for post in own))

    def sole(self, person: Any) -> tuple[bool, int, int]:
        """Say whether a person's post is critical, how many count on it, and how many replacements cases name."""
        row = self.posts.get(person.post_id)
        if row is None:
            return False, 0, 0
        leaving = sum(move.old_post_id == row.id and move.counted for move in self.reserving)
        replacements = sum(move.new_post_id == row.id for move in self._moves)
        return row.critical, self._here.get(row.id, 0) - leaving, replacements
