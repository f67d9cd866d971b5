"""The registers' answers to what rules may ask (`policies.facts.Facts`), read afresh when asked, once per act."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from policies.case import Case
from policies.facts import Actor, Body, Fill, Person, Post, Slots
from policies.instruments import predicate_of_register
from policies.judging import unmet_gates
from policies.matching import Match, similarity
from policies.model import Procedure
from policies.waiting import round_due_on
from workflow.establishment import Establishment
from workflow.organisation.calendar import Calendar
from workflow.qualifications import Qualifications
from workflow.standing import Standing
from workflow.tables import discipline, employees, history, performance, posts

_DEPARTED = {"PENSIUN": "retired", "MENINGGAL": "dead", "BERHENTI": "departed"}

_PERSON = (
    select(
        employees.c.id,
        employees.c.status,
        employees.c.standing,
        employees.c.post_id,
        employees.c.post_since,
        employees.c.birth_date,
        employees.c.education,
        employees.c.field,
        posts.c.category,
        posts.c.bup_group,
        posts.c.job_class,
    )
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .where(employees.c.id == bindparam("employee"))
)
_PERFORMANCE = select(performance.c.year, performance.c.result, performance.c.behaviour).where(
    performance.c.employee_id == bindparam("employee")
)
_DISCIPLINE = select(discipline.c.kind).where(
    discipline.c.employee_id == bindparam("employee"),
    discipline.c.since <= bindparam("day"),
    or_(discipline.c.until.is_(None), discipline.c.until >= bindparam("day")),
)

_LEFT = select(history.c.until).where(history.c.transfer_id == bindparam("transfer"))
_PLACED = (
    select(history.c.temporary_until)
    .join(employees, (employees.c.id == history.c.employee_id) & (employees.c.post_id == history.c.post_id))
    .where(history.c.employee_id == bindparam("employee"), history.c.until.is_(None))
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
        row = self._register
        if row is None:
            return None
        return Person(
            row.id,
            row.status,
            row.standing,
            row.post_id,
            row.post_since,
            self.establishment.retires_on(row.birth_date, row.category, row.bup_group),
            row.education,
            row.field,
            row.job_class,
        )

    @cached_property
    def _register(self) -> Any | None:
        return self.connection.execute(_PERSON, {"employee": self.then.employee}).first()

    @cached_property
    def establishment(self) -> Establishment:
        """The posts, holders and other moves around the case."""
        return Establishment(self.connection, self.procedure, self.today, self.transfer, self.then)

    @property
    def new_post(self) -> Post | None:
        """The post to be filled."""
        return self.establishment.post(self.then.new_post)

    @cached_property
    def _qualifications(self) -> Qualifications:
        return Qualifications(self.connection, self.procedure, self.today, self.then.employee, self.then.new_post)

    def match(self) -> Match | None:
        """Match the candidate's competences with the new post's standard."""
        return self._qualifications.match()

    def experience(self, categories: Set[str], on: date) -> int:
        """Count the candidate's months in posts of some categories."""
        return self._qualifications.experience(categories, on)

    def studies_until(self, on: date) -> date | None:
        """Give the end of the candidate's study assignment."""
        return self._qualifications.studies_until(on)

    def moves_since(self, since: date) -> int:
        """Count the candidate's transfers that took effect after a day."""
        return self._qualifications.moves_since(since)

    def analysed_in(self) -> tuple[int | None, ...]:
        """Give the years in which the new post's workload was analysed."""
        return self._qualifications.analysed_in()

    def priority(self) -> tuple[bool, int | None]:
        """Give the new post's priority in the newest run."""
        return self._qualifications.priority()

    def retires_from_new_post(self) -> date | None:
        """Give the candidate's first day of retirement as holder of the new post."""
        if self.person is None or self._register is None:
            return None
        return self.establishment.retires_from(self._register.birth_date, self.then.new_post)

    def receiving_fill(self, on: date) -> Fill:
        """Count the receiving unit's fill on a day."""
        return self._receiving.fill("planned", on)

    def similarity(self) -> Fraction:
        """Compare the capacity of both units."""
        return similarity(self.establishment.capacity(), self._receiving.capacity())

    @cached_property
    def _receiving(self) -> Establishment:
        then = replace(self.then, donor_unit=self.then.receiving_unit)
        return Establishment(self.connection, self.procedure, self.today, self.transfer, then)

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
        rows = self.connection.execute(_PERFORMANCE, {"employee": self.then.employee}).all()
        known = {r.year: predicate_of_register(self.procedure.instrument, r.result, r.behaviour) for r in rows}
        return {year: known.get(year) for year in years}

    def discipline(self, on: date) -> tuple[str, ...]:
        """Give what is open against the candidate on a day."""
        return tuple(self.connection.scalars(_DISCIPLINE, {"employee": self.then.employee, "day": on}))

    def bound_elsewhere(self) -> bool:
        """Say whether another open case binds the candidate."""
        return self.establishment.bound_elsewhere()

    def slots(self, departures: str, on: date) -> Slots:
        """Count the slots of the new post on a day."""
        return self.establishment.slots(departures, on)

    def fill(self, mates: str, on: date) -> Fill:
        """Count the donor unit's fill on a day."""
        return self.establishment.fill(mates, on)

    def old_post_holders(self, mates: str) -> tuple[bool, int, int]:
        """Say whether the old post is critical, how many hold it, and how many replacements other cases name."""
        return self.establishment.old_post_holders(mates)

    def temporary_until(self, on: date) -> date | None:
        """Give the last day of the loads that alone ask for the new post's free slot."""
        return self.establishment.temporary_until(on)

    def placed_until(self) -> date | None:
        """Give the last day of the load for which the present post was filled."""
        until: date | None = self.connection.scalar(_PLACED, {"employee": self.then.employee})
        return until

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
        until = min(self.today, self.left_on or self.today)
        return max((until - max(started, since or started)).days, 0)

    @cached_property
    def left_on(self) -> date | None:
        """The day on which the employee left the new post again."""
        return self.connection.scalar(_LEFT, {"transfer": self.transfer})

    def qualified(self) -> tuple[int, int]:
        """Count peers and supervisors who have worked with the employee for the days that R-EVL-03 asks."""
        days = self.procedure.rules["R-EVL-03"].on(self.today)["days"]
        colleagues, supervisor = self.standing.colleagues, self.standing.supervisor
        peers = sum(self._days_since(colleagues[peer]) >= days for peer in self.standing.peers)
        return peers, int(supervisor is not None and self._days_since(self._post_since(supervisor)) >= days)

    def _post_since(self, employee: int) -> date | None:
        known = self.standing.colleagues
        if employee in known:
            return known[employee]
        return self.connection.scalar(select(employees.c.post_since).where(employees.c.id == employee))

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
