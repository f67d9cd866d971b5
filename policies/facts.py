"""Everything a rule may know. What is not named here, no decision can depend on.

Rules never read a clock and never ask a database: the act carries its moment, and whoever evaluates a rule answers
these questions from the registers, afresh and under the act's locks.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Protocol

from policies.case import Case
from policies.matching import Match


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the account, the employee behind it (the mayor is none), the role, and for whom a deputy acts."""

    account: int
    employee: int | None
    role: str
    deputy_for: int | None = None
    acting_official: bool = False  # the delegation names a Plt or Plh


@dataclass(frozen=True, slots=True)
class Person:
    """The candidate as the register has him. `retires_on` is the first day of retirement from the present post.

    `education` is the code of the level, `job_class` the class of the present post.
    """

    id: int
    status: str
    standing: str
    post: int | None
    post_since: date | None
    retires_on: date
    education: str
    field: str | None
    job_class: int | None


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the map. `need` is in people: its approved formation, or what its workload asks for."""

    id: int
    unit: int
    category: str
    need: int
    critical: bool
    ended: bool
    job_class: int
    min_education: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of a post on a day: its need, how many hold or reserve it then, and whose leaving is waited for."""

    need: int
    holders: int
    waits_for: tuple[str, ...] = ()

    @property
    def free(self) -> bool:
        """Say whether at least one slot is free."""
        return self.need - self.holders >= 1


@dataclass(frozen=True, slots=True)
class Fill:
    """How far a unit is filled: Σ over its posts of min(holders, need), before and after the move, of Σ need."""

    before: int
    after: int
    need: int

    @property
    def share_before(self) -> Fraction:
        """Give the share filled without the move (1 for a unit that needs nobody)."""
        return Fraction(self.before, self.need) if self.need else Fraction(1)

    @property
    def share_after(self) -> Fraction:
        """Give the share filled after the move (1 for a unit that needs nobody)."""
        return Fraction(self.after, self.need) if self.need else Fraction(1)


@dataclass(frozen=True, slots=True)
class Body:
    """The committee whose decree is in force."""

    decree: str
    until: date


class Facts(Protocol):
    """What a rule may know of one act."""

    @property
    def moment(self) -> datetime:
        """Give the moment of the act."""

    @property
    def today(self) -> date:
        """Give the day of the act, in the city."""

    @property
    def step(self) -> str:
        """Name the step."""

    @property
    def actor(self) -> Actor:
        """Give who acts."""

    @property
    def form(self) -> Mapping[str, Any]:
        """Give the cleaned form."""

    @property
    def case(self) -> Case:
        """Give the case as the ledger has it."""

    @property
    def then(self) -> Case:
        """Give the case as it would stand after this act."""

    @property
    def person(self) -> Person | None:
        """Give the candidate."""

    @property
    def new_post(self) -> Post | None:
        """Give the post to be filled."""

    @property
    def body(self) -> Body | None:
        """Give the committee whose decree is in force."""

    @property
    def eligible_members(self) -> int:
        """Count the committee's voters who are not in conflict with this case."""

    @property
    def relations(self) -> Set[str]:
        """Name the actor's relations to this case, such as subject, family, proposer, donor_head."""

    @property
    def round(self) -> int | None:
        """Give the evaluation round under way, in months."""

    @property
    def round_due_on(self) -> date | None:
        """Give the day on which that round is due."""

    @property
    def left_on(self) -> date | None:
        """Give the day on which the employee left the new post again, None while he holds it."""

    def predicates(self, years: tuple[int, ...]) -> Mapping[int, str | None]:
        """Give the candidate's predicate of each year, None where the register does not know it."""

    def discipline(self, on: date) -> tuple[str, ...]:
        """Give the kinds of examinations, sanctions and proceedings that are open on a day."""

    def bound_elsewhere(self) -> bool:
        """Say whether another open case binds the candidate."""

    def slots(self, departures: str, on: date) -> Slots:
        """Count the new post's slots; `departures` says whose leaving counts (none, planned, proposed, carried, …)."""

    def fill(self, mates: str, on: date) -> Fill:
        """Count how far the donor unit is filled on a day, without and with this move.

        `mates` says which moves of the same plan are made with it (planned, proposed, carried, recommended).
        """

    def receiving_fill(self, on: date) -> Fill:
        """Count how far the receiving unit is filled on a day, without and with this move."""

    def similarity(self) -> Fraction:
        """Compare the capacity of the donor unit with that of the receiving one, 0 to 1 (R-DON-04)."""

    def match(self) -> Match | None:
        """Match the candidate's competences with the new post's standard; None where it has none."""

    def experience(self, categories: Set[str], on: date) -> int:
        """Count the months up to a day that the candidate has spent in posts of some categories."""

    def studies_until(self, on: date) -> date | None:
        """Give the last day of the study assignment that the candidate is on, on a day; None when on none."""

    def retires_from_new_post(self) -> date | None:
        """Give the first day of retirement of the candidate as holder of the new post."""

    def moves_since(self, since: date) -> int:
        """Count the candidate's transfers that took effect after a day."""

    def analysed_in(self) -> tuple[int | None, ...]:
        """Give the years in which the rows of the new post's workload were analysed, None for one that says none."""

    def priority(self) -> tuple[bool, int | None]:
        """Say whether needs were ever analysed, and give the new post's priority in the newest run (millionths)."""

    def temporary_until(self, on: date) -> date | None:
        """Give the last day of the loads that alone ask for the free slot of the new post on a day, None where none do.

        A slot that lasting work asks for as well is not one of them.
        """

    def placed_until(self) -> date | None:
        """Give the last day of the load for which a transfer filled the candidate's present post, None for no such."""

    def old_post_holders(self, mates: str) -> tuple[bool, int, int]:
        """Say whether the present post is critical, how many hold it, and how many replacements are named.

        `mates` says which moves of the same plan count.
        """

    def working_days_waited(self) -> int:
        """Count the working days completed since the proposal."""

    def days_together(self) -> int:
        """Count the days that the actor has worked with the employee in the receiving unit."""

    def qualified(self) -> tuple[int, int]:
        """Count the peers and the supervisors who have worked with the employee long enough (R-EVL-03)."""

    def unmet_gates(self) -> Mapping[str, str]:
        """Give the gates that are unmet now and not waived, each with the role that may waive it."""

    def departed_as(self) -> frozenset[str]:
        """Say how the register shows that the employee left the post: retired, dead, departed, moved."""
