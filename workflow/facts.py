"""The registers' answers to what rules may ask (`policies.facts.Facts`), read afresh when asked, once per act."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from policies.case import Case
from policies.dates import retirement
from policies.facts import Actor, Body, Fill, Person, Post, Slots
from policies.instruments import predicate_of_register
from policies.judging import unmet_gates
from policies.model import Procedure
from policies.waiting import round_due_on
from workflow.organisation.calendar import Calendar
from workflow.organisation.people import GONE
from workflow.standing import Standing
from workflow.tables import discipline, employees, performance, posts, transfers

_DEPARTED = {"PENSIUN": "retired", "MENINGGAL": "dead", "BERHENTI": "departed"}

_PERSON = (
    select(
        employees.c.id,
        employees.c.status,
        employees.c.standing,
        employees.c.post_id,
        employees.c.post_since,
        employees.c.birth_date,
        posts.c.category,
        posts.c.bup_group,
    )
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .where(employees.c.id == bindparam("employee"))
)
_POST = select(
    posts.c.id, posts.c.unit_id, posts.c.category, posts.c.need, posts.c.critical, posts.c.until, posts.c.bup_group
).where(posts.c.id == bindparam("post"))
_HOLDERS = select(employees.c.id, employees.c.name, employees.c.birth_date).where(
    employees.c.post_id == bindparam("post"), employees.c.standing.not_in(GONE)
)
_MOVES = select(
    transfers.c.id,
    transfers.c.case_number,
    transfers.c.state,
    transfers.c.ballot,
    transfers.c.employee_id,
    transfers.c.old_post_id,
    transfers.c.new_post_id,
    transfers.c.planned_on,
    transfers.c.decreed_on,
).where(transfers.c.binds_employee, transfers.c.id != bindparam("transfer"))
_MOVES_OF_POST = _MOVES.where(
    or_(transfers.c.new_post_id == bindparam("post"), transfers.c.old_post_id == bindparam("post"))
)
_MOVES_OF_UNIT = _MOVES.where(
    or_(transfers.c.donor_unit_id == bindparam("unit"), transfers.c.receiving_unit_id == bindparam("unit"))
)
_UNIT = (
    select(
        posts.c.id,
        posts.c.need,
        posts.c.category,
        posts.c.bup_group,
        employees.c.id.label("employee_id"),
        employees.c.birth_date,
    )
    .outerjoin(employees, (employees.c.post_id == posts.c.id) & employees.c.standing.not_in(GONE))
    .where(posts.c.unit_id == bindparam("unit"), posts.c.until.is_(None))
)
_PERFORMANCE = select(performance.c.year, performance.c.result, performance.c.behaviour).where(
    performance.c.employee_id == bindparam("employee")
)
_DISCIPLINE = select(discipline.c.kind).where(
    discipline.c.employee_id == bindparam("employee"),
    discipline.c.since <= bindparam("day"),
    or_(discipline.c.until.is_(None), discipline.c.until >= bindparam("day")),
)
_BOUND = select(transfers.c.id).where(
    transfers.c.employee_id == bindparam("employee"),
    transfers.c.binds_employee,
    transfers.c.id != bindparam("transfer"),
)


@dataclass
class RegisterFacts:
    """Facts of one act: the case before and after it, who acts, and the registers behind."""

    connection: Connection
    procedure: Procedure
    standing: Standing
    transfer: int | None
    moment: datetime
    today: date
    step: str
    actor: Actor
    form: Mapping[str, Any]
    case: Case
    then: Case
    calendar: Calendar

    # -- the candidate and the posts --------------------------------------------------------------------------

    @cached_property
    def person(self) -> Person | None:
        """The candidate as the register has him."""
        if self.then.employee is None:
            return None
        row = self.connection.execute(_PERSON, {"employee": self.then.employee}).first()
        if row is None:
            return None
        retires_on = retirement(row.birth_date, self._retirement_age(row.category, row.bup_group))
        return Person(row.id, row.status, row.standing, row.post_id, row.post_since, retires_on)

    def _retirement_age(self, category: str | None, group: str | None) -> int:
        ages = self.procedure.rules["R-BUP-01"].on(self.today)
        return int(ages.get(group or "", ages.get(category or "PELAKSANA_KLERK", 58)))

    @cached_property
    def _new_post_row(self) -> Row[*tuple[Any, ...]] | None:
        if self.then.new_post is None:
            return None
        return self.connection.execute(_POST, {"post": self.then.new_post}).first()

    @cached_property
    def new_post(self) -> Post | None:
        """The post to be filled."""
        return _post(self._new_post_row)

    @cached_property
    def old_post(self) -> Post | None:
        """The post that the candidate would leave."""
        if self.then.old_post is None:
            return None
        return _post(self.connection.execute(_POST, {"post": self.then.old_post}).first())

    # -- the committee ----------------------------------------------------------------------------------------

    @cached_property
    def body(self) -> Body | None:
        """The committee whose decree is in force."""
        found = self.standing.committee
        return Body(found.decree, found.until) if found else None

    @cached_property
    def eligible_members(self) -> int:
        """How many members may vote on this case."""
        return len(self.standing.voters())

    @cached_property
    def relations(self) -> Set[str]:
        """The actor's relations to this case."""
        return self.standing.relations()

    # -- rounds of evaluation ---------------------------------------------------------------------------------

    @cached_property
    def round(self) -> int | None:
        """The evaluation round under way."""
        state = self.procedure.states.get(self.case.state)
        return state.round if state else None

    @cached_property
    def round_due_on(self) -> date | None:
        """When the round under way is due."""
        return round_due_on(self.procedure, self.case)

    # -- questions --------------------------------------------------------------------------------------------

    def predicates(self, years: tuple[int, ...]) -> Mapping[int, str | None]:
        """Give the candidate's predicate of each year."""
        rows = self.connection.execute(_PERFORMANCE, {"employee": self.then.employee})
        known = {r.year: predicate_of_register(self.procedure.instrument, r.result, r.behaviour) for r in rows}
        return {year: known.get(year) for year in years}

    def discipline(self, on: date) -> tuple[str, ...]:
        """Give what is open against the candidate on a day."""
        return tuple(self.connection.scalars(_DISCIPLINE, {"employee": self.then.employee, "day": on}))

    def bound_elsewhere(self) -> bool:
        """Say whether another open case binds the candidate."""
        found = self.connection.scalar(_BOUND, {"employee": self.then.employee, "transfer": self.transfer or 0})
        return found is not None

    def slots(self, departures: str, on: date) -> Slots:
        """Count the slots of the new post on a day."""
        row = self._new_post_row
        if row is None:
            raise LookupError("the new post is not in the register")
        age = self._retirement_age(row.category, row.bup_group)
        holding = {
            holder.id: holder
            for holder in self.connection.execute(_HOLDERS, {"post": row.id})
            if retirement(holder.birth_date, age) > on and holder.id != self.then.employee
        }
        moves = self.connection.execute(_MOVES_OF_POST, {"post": row.id, "transfer": self.transfer or 0}).all()
        reserved = sum(m.new_post_id == row.id and self.procedure.states[m.state].reserves for m in moves)
        leaving = [m for m in moves if m.old_post_id == row.id and m.employee_id in holding and m.planned_on <= on]
        waits_for = tuple(sorted(holding[m.employee_id].name for m in leaving))
        gone = sum(self._counts(departures, m) for m in leaving)
        return Slots(row.need or 0, len(holding) - gone + reserved, waits_for)

    def _counts(self, departures: str, move: Row[*tuple[Any, ...]]) -> bool:
        reserves = self.procedure.states[move.state].reserves
        return {
            "none": False,
            "proposed": True,
            "carried": reserves or move.ballot == "carried",
            "recommended": reserves,
            "decreed": reserves and move.decreed_on is not None and move.planned_on <= self.today,
        }[departures]

    def fill(self, on: date) -> Fill:
        """Count the donor unit's fill on a day, with those recommended to leave gone and those to come there."""
        unit = self.then.donor_unit
        holding: dict[int, set[int]] = {}
        need: dict[int, int] = {}
        for row in self.connection.execute(_UNIT, {"unit": unit}):
            need[row.id] = row.need or 0
            people = holding.setdefault(row.id, set())
            if row.employee_id is not None:
                age = self._retirement_age(row.category, row.bup_group)
                if retirement(row.birth_date, age) > on:
                    people.add(row.employee_id)
        for move in self.connection.execute(_MOVES_OF_UNIT, {"unit": unit, "transfer": self.transfer or 0}):
            if self.procedure.states[move.state].reserves and move.planned_on <= on:
                holding.get(move.old_post_id, set()).discard(move.employee_id)
                holding.get(move.new_post_id, set()).add(move.employee_id)
        before = _filled(holding, need)
        holding.get(self.then.old_post or 0, set()).discard(self.then.employee or 0)
        if self.then.new_post in holding:
            holding[self.then.new_post].add(self.then.employee or 0)
        return Fill(before, _filled(holding, need), sum(need.values()))

    def old_post_holders(self) -> tuple[bool, int, int]:
        """Say whether the old post is critical, who holds it, and how many replacements other cases name."""
        post = self.old_post
        if post is None:
            return False, 0, 0
        holding = self.connection.execute(_HOLDERS, {"post": post.id}).all()
        moves = self.connection.execute(_MOVES_OF_POST, {"post": post.id, "transfer": self.transfer or 0})
        return post.critical, len(holding), sum(m.new_post_id == post.id for m in moves)

    def working_days_waited(self) -> int:
        """Count the working days completed since the proposal."""
        proposed = self.case.dates.get("propose")
        return self.calendar.between(proposed, self.today) if proposed else 0

    def days_together(self) -> int:
        """Count the days since the later of the employee's start and the actor's own."""
        return self._days_since(self.standing.who.post_since)

    def _days_since(self, since: date | None) -> int:
        started = self.case.started_on
        if started is None:
            return 0
        return max((self.today - max(started, since or started)).days, 0)

    def qualified(self) -> tuple[int, int]:
        """Count peers and supervisors who have worked with the employee for the days that R-EVL-03 asks."""
        days = self.procedure.rules["R-EVL-03"].on(self.today)["days"]
        wanted = self.standing.peers | {self.standing.supervisor or 0}
        query = select(employees.c.id, employees.c.post_since).where(employees.c.id.in_(wanted))
        enough = {r.id for r in self.connection.execute(query) if self._days_since(r.post_since) >= days}
        return len(enough & self.standing.peers), len(enough - self.standing.peers)

    def unmet_gates(self) -> Mapping[str, str]:
        """Give the gates unmet now, with who may waive each."""
        return unmet_gates(self.procedure, self)

    def departed_as(self) -> frozenset[str]:
        """Say how the register shows that the employee left the new post."""
        person = self.person
        if person is None:
            return frozenset({"departed"})
        found = {_DEPARTED[person.standing]} if person.standing in _DEPARTED else set()
        if person.retires_on <= self.today:
            found.add("retired")
        if person.post != self.case.new_post:
            found.add("moved")
        return frozenset(found)


def _post(row: Row[*tuple[Any, ...]] | None) -> Post | None:
    if row is None:
        return None
    return Post(row.id, row.unit_id, row.category, row.need, row.critical, row.until is not None)


def _filled(holding: Mapping[int, set[int]], need: Mapping[int, int]) -> int:
    return sum(min(len(people), need[post]) for post, people in holding.items())
