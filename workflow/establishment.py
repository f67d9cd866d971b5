"""The establishment around one case: its posts and their holders, the donor unit, and the other moves under way.

Each is read at once, when first asked for, and counted in Python. Need and holders are those of the needs analysis
(`workflow.staffing`), on the planned effective date, or today while no date is planned.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, bindparam, func, or_, select

from policies import staffing
from policies.case import Case
from policies.facts import Fill, Post, Slots
from policies.matching import Capacity
from policies.model import Procedure
from workflow.organisation.people import holds_post
from workflow.staffing.counting import PERMANENT, away_on, temporary, work_of
from workflow.tables import employees, plan_moves, plan_proposals, posts, transfers, units, workload

_ON = bindparam("on", type_=Date)
# A row for each holder of a post; one without a holder for an empty post.
_HELD = select(
    posts.c.id,
    posts.c.unit_id,
    posts.c.category,
    posts.c.job_class,
    posts.c.min_education,
    posts.c.fields,
    posts.c.need,
    posts.c.critical,
    posts.c.until,
    posts.c.bup_group,
    work_of(posts.c.id, PERMANENT).label("permanent"),
    work_of(posts.c.id, temporary(_ON)).label("temporary"),
    employees.c.id.label("holder"),
    employees.c.name,
    employees.c.birth_date,
    away_on(_ON).label("away"),
).outerjoin(employees, (employees.c.post_id == posts.c.id) & holds_post(employees.c.standing))
_BOTH_POSTS: list[BindParameter[int]] = [bindparam("old_post"), bindparam("new_post")]
_HELD_POSTS = _HELD.where(posts.c.id.in_(_BOTH_POSTS))
_HELD_UNIT = _HELD.where(posts.c.unit_id == bindparam("unit"), posts.c.until.is_(None))
_LOAD_ENDS = select(func.max(workload.c.until)).where(workload.c.post_id == bindparam("post"), temporary(_ON))
_KIND = select(units.c.kind).where(units.c.id == bindparam("unit"))
# What is under way is little, and picked out first: asked for by its unit, a move would be sought in all the archive.
_UNDER_WAY = (
    select(
        transfers.c.id,
        transfers.c.state,
        transfers.c.ballot,
        transfers.c.employee_id,
        transfers.c.old_post_id,
        transfers.c.new_post_id,
        transfers.c.donor_unit_id,
        transfers.c.receiving_unit_id,
        transfers.c.planned_on,
        transfers.c.decreed_on,
    )
    .where(transfers.c.binds_employee)
    .cte("under_way")
    .prefix_with("MATERIALIZED")
)
_MOVES = select(_UNDER_WAY).where(
    _UNDER_WAY.c.id != bindparam("transfer"),
    or_(
        _UNDER_WAY.c.employee_id == bindparam("employee"),
        _UNDER_WAY.c.old_post_id.in_(_BOTH_POSTS),
        _UNDER_WAY.c.new_post_id.in_(_BOTH_POSTS),
        _UNDER_WAY.c.donor_unit_id == bindparam("unit"),
        _UNDER_WAY.c.receiving_unit_id == bindparam("unit"),
    ),
)
# The other moves of a plan, with how far the transfers have come that were opened for them.
_MATES = (
    select(
        plan_moves.c.employee_id,
        plan_moves.c.from_post_id.label("old_post_id"),
        plan_moves.c.post_id.label("new_post_id"),
        transfers.c.id,
        transfers.c.state,
        transfers.c.ballot,
        transfers.c.planned_on,
        transfers.c.decreed_on,
    )
    .outerjoin(
        plan_proposals,
        (plan_proposals.c.plan_id == plan_moves.c.plan_id) & (plan_proposals.c.number == plan_moves.c.number),
    )
    .outerjoin(transfers, transfers.c.id == plan_proposals.c.transfer_id)
    .where(plan_moves.c.plan_id == bindparam("plan"), plan_moves.c.employee_id != bindparam("employee"))
    .order_by(plan_moves.c.number)
)


@dataclass(frozen=True)
class Establishment:
    """Posts, holders and moves around a case as it would stand after an act; `transfer` is the case's own."""

    connection: Connection
    procedure: Procedure
    today: date
    transfer: int | None
    case: Case

    @property
    def on(self) -> date:
        """The day on which need and holders are counted."""
        return self.case.planned_on or self.today

    @cached_property
    def _posts(self) -> Mapping[int, list[Any]]:
        """Both posts by their ids, each with its rows."""
        asked = {"old_post": self.case.old_post, "new_post": self.case.new_post, "on": self.on}
        found: dict[int, list[Any]] = {}
        for row in self.connection.execute(_HELD_POSTS, asked).all():
            found.setdefault(row.id, []).append(row)
        return found

    @cached_property
    def _moves(self) -> Sequence[Any]:
        """The other open moves of the candidate, from or to one of the posts, and from or to the donor unit."""
        case = self.case
        asked = {
            "transfer": self.transfer or 0,
            "employee": case.employee,
            "old_post": case.old_post,
            "new_post": case.new_post,
            "unit": case.donor_unit,
        }
        return self.connection.execute(_MOVES, asked).all()

    @cached_property
    def _mates(self) -> Sequence[Any]:
        """The other moves of the case's plan that are still to be made."""
        if self.case.plan is None:
            return ()
        asked = {"plan": self.case.plan, "employee": self.case.employee}
        return [mate for mate in self.connection.execute(_MATES, asked) if self._to_be_made(mate)]

    def _to_be_made(self, mate: Any) -> bool:
        """Say whether a planned move is neither made, which the registers show, nor given up."""
        state = self.procedure.states.get(mate.state)
        return state is None or not (state.closed or state.round)

    def _made_with(self, mates: str) -> list[Any]:
        return [mate for mate in self._mates if mates == "planned" or (mate.state and self._counts(mates, mate))]

    def post(self, post: int | None) -> Post | None:
        """Give the old or the new post, or None when the register does not have it."""
        rows = self._posts.get(post or 0)
        if rows is None:
            return None
        row = rows[0]
        return Post(
            row.id,
            row.unit_id,
            row.category,
            self._need(row),
            row.critical,
            row.until is not None,
            row.job_class,
            row.min_education,
            tuple(row.fields.split("|")) if row.fields else (),
        )

    def _need(self, row: Any) -> int:
        return self._needed(row).whole

    def _needed(self, row: Any) -> staffing.Need:
        minutes = int(self.procedure.rules["R-ABK-01"].on(self.today)["minutes"])
        return staffing.need(row.permanent, row.temporary, None, row.need, minutes)

    def temporary_until(self, on: date) -> date | None:
        """Give the last day of the loads that alone ask for the free slot of the new post on a day; None: none do."""
        rows = self._posts.get(self.case.new_post or 0)
        if rows is None or not rows[0].temporary:
            return None
        need, slots = self._needed(rows[0]), self.slots("none", on)
        if not slots.free or slots.holders < need.whole - need.temporary:
            return None
        until: date | None = self.connection.scalar(_LOAD_ENDS, {"post": rows[0].id, "on": on})
        return until

    def bound_elsewhere(self) -> bool:
        """Say whether another open case binds the candidate."""
        return any(move.employee_id == self.case.employee for move in self._moves)

    def slots(self, departures: str, on: date) -> Slots:
        """Count the slots of the new post on a day. Raises LookupError when the register does not have it."""
        rows = self._posts[self.case.new_post or 0]
        post, need = rows[0].id, self._need(rows[0])
        holding = {row.holder: row.name for row in self._staying(rows, on) if row.holder != self.case.employee}
        reserved = sum(move.new_post_id == post and self._reserves(move) for move in self._moves)
        leaving = [
            move
            for move in self._moves
            if move.old_post_id == post and move.employee_id in holding and move.planned_on <= on
        ]
        waits_for = tuple(sorted(holding[move.employee_id] for move in leaving))
        gone = {move.employee_id for move in leaving if self._counts(departures, move)}
        if departures == "planned":
            gone |= {mate.employee_id for mate in self._mates if mate.old_post_id == post and _left_by(mate, on)}
        return Slots(need, len(holding.keys() - gone) + reserved, waits_for)

    def _counts(self, departures: str, move: Any) -> bool:
        reserves = self._reserves(move)
        return {
            "none": False,
            "planned": False,
            "proposed": self.procedure.states[move.state].binds,
            "carried": reserves or move.ballot == "carried",
            "recommended": reserves,
            "decreed": reserves and move.decreed_on is not None and move.planned_on <= self.today,
        }[departures]

    def fill(self, mates: str, on: date) -> Fill:
        """Count the donor unit's fill on a day, with those recommended to leave gone and those to come there.

        The moves of the same plan that `mates` names are made together with this one.
        """
        unit, rows = self.case.donor_unit, self._unit_posts
        need = {row.id: self._need(row) for row in rows}
        holding: dict[int, set[int]] = {post: set() for post in need}
        for row in self._staying(rows, on):
            holding[row.id].add(row.holder)
        of_plan = {mate.id for mate in self._mates}
        for move in self._moves:
            ours = unit in (move.donor_unit_id, move.receiving_unit_id) and move.id not in of_plan
            if ours and self._reserves(move) and move.planned_on <= on:
                _move(holding, move.employee_id, move.old_post_id, move.new_post_id)
        before = _filled(holding, need)
        _move(holding, self.case.employee, self.case.old_post, self.case.new_post)
        for mate in self._made_with(mates):
            _move(holding, mate.employee_id, mate.old_post_id, mate.new_post_id)
        return Fill(before, _filled(holding, need), sum(need.values()))

    @cached_property
    def _unit_posts(self) -> Sequence[Any]:
        return self.connection.execute(_HELD_UNIT, {"unit": self.case.donor_unit, "on": self.on}).all()

    def capacity(self) -> Capacity:
        """Give what the donor unit is compared by."""
        need = {row.id: self._need(row) for row in self._unit_posts}
        kind = self.connection.scalar(_KIND, {"unit": self.case.donor_unit})
        return Capacity(kind or "", sum(need.values()), frozenset(row.category for row in self._unit_posts))

    def retires_from(self, born: date, post: int | None) -> date | None:
        """Give the first day of retirement of who was born on a day and holds the old or the new post."""
        rows = self._posts.get(post or 0)
        return self.retires_on(born, rows[0].category, rows[0].bup_group) if rows else None

    def old_post_holders(self, mates: str) -> tuple[bool, int, int]:
        """Say whether the old post is critical, how many hold it, and how many replacements other cases name.

        Of the same plan those who leave and those who come count as far as `mates` says.
        """
        rows = self._posts.get(self.case.old_post or 0)
        if rows is None:
            return False, 0, 0
        post, of_plan = self.case.old_post, {mate.id for mate in self._mates}
        moves = [move for move in self._moves if move.id not in of_plan]
        made = self._made_with(mates)
        replacements = sum(move.new_post_id == post for move in (*moves, *made))
        leaving = {move.employee_id for move in moves if move.old_post_id == post and self._reserves(move)}
        leaving |= {mate.employee_id for mate in made if mate.old_post_id == post}
        return rows[0].critical, sum(row.holder not in leaving for row in self._staying(rows, self.on)), replacements

    def retires_on(self, born: date, category: str | None, group: str | None) -> date:
        """Give the first day of retirement of the holder of a post of that category, or of that group in it."""
        return staffing.retires_on(born, category, group, self.procedure.rules["R-BUP-01"].on(self.today))

    def _staying(self, rows: Sequence[Any], on: date) -> Iterator[Any]:
        """Go through the holders who will neither have retired by a day nor be away on it."""
        for row in rows:
            here = row.holder is not None and not row.away
            if here and self.retires_on(row.birth_date, row.category, row.bup_group) > on:
                yield row

    def _reserves(self, move: Any) -> bool:
        return self.procedure.states[move.state].reserves


def _left_by(mate: Any, on: date) -> bool:
    """Say whether a planned move is made by a day; one that nobody has proposed yet has no day of its own."""
    return mate.planned_on is None or mate.planned_on <= on


def _move(holding: Mapping[int, set[int]], employee: int | None, old_post: int | None, new_post: int | None) -> None:
    """Let somebody leave one post for another, where these are among the posts that are counted."""
    holding.get(old_post or 0, set()).discard(employee or 0)
    holding.get(new_post or 0, set()).add(employee or 0)


def _filled(holding: Mapping[int, set[int]], need: Mapping[int, int]) -> int:
    return sum(min(len(people), need[post]) for post, people in holding.items())
