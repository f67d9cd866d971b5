"""Facts made by hand: an ordinary act about an ordinary case, except for what a test says about it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from policies.ballots import Ballot
from policies.case import Case, Course, Document
from policies.facts import Actor, Body, Fill, Person, Post, Slots
from policies.judging import ask
from policies.loading import current
from policies.matching import Match
from policies.verdicts import Finding, Verdict

TODAY = date(2026, 3, 2)
PLANNED = date(2026, 5, 1)

# Accounts are one hundred above the employees behind them, so that nobody mistakes the one for the other.
SUBJECT, PROPOSER, MEMBER, OTHER = 1, 2, 3, 4
ACCOUNT = 100


def moment(day: date = TODAY, hour: int = 9, minute: int = 0) -> datetime:
    """Give a moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def actor(employee: int | None = OTHER, role: str = "personnel_analyst", **more: Any) -> Actor:
    """Give somebody who acts."""
    return Actor(ACCOUNT + (employee or 0), employee, role, **more)


def case(**parts: Any) -> Case:
    """Give a case on which somebody has been proposed."""
    proposed: dict[str, Any] = {
        "state": "proposed",
        "employee": SUBJECT,
        "old_post": 11,
        "new_post": 12,
        "donor_unit": 21,
        "receiving_unit": 22,
        "proposer": ACCOUNT + PROPOSER,
        "proposer_employee": PROPOSER,
        "planned_on": PLANNED,
        "category": "JF_PERTAMA",
    }
    return Case(**{**proposed, **parts})


def document(on: date, employee: int = OTHER) -> Document:
    """Give a document of a day, with who recorded it."""
    return Document("1/2026", on, ACCOUNT + employee, 9)


def ballot(votes: Mapping[int, str] | None = None, members: int = 7, **more: Any) -> Ballot:
    """Give a ballot of members 31, 32, … that closes at four in the afternoon of the next day."""
    entitled = frozenset(range(31, 31 + members))
    return Ballot(1, TODAY, moment(date(2026, 3, 3), 16), entitled, dict(votes or {}), **more)


def votes(count_for: int = 0, against: int = 0, abstain: int = 0) -> dict[int, str]:
    """Let members 31, 32, … vote: first those for, then those against, then the abstentions."""
    cast = ["for"] * count_for + ["against"] * against + ["abstain"] * abstain
    return dict(enumerate(cast, 31))


def courses(*passed: bool | None) -> tuple[Course, ...]:
    """Give courses "K0", "K1", … and whether each is passed."""
    return tuple(Course(f"K{number}", 40, date(2026, 4, 17), each) for number, each in enumerate(passed))


@dataclass
class Known:
    """What a rule may know, written down. It answers as the registers would."""

    form: Mapping[str, Any] = field(default_factory=dict)
    case: Case = field(default_factory=case)
    then: Case | None = None  # type: ignore[assignment]  # as the case, unless a test says otherwise
    today: date = TODAY
    moment: datetime = field(default_factory=moment)
    step: str = ""
    actor: Actor = field(default_factory=actor)
    person: Person | None = field(
        default_factory=lambda: Person(SUBJECT, "PNS", "AKTIF", 11, date(2020, 6, 1), date(2049, 4, 1), "40", None, 8)
    )
    new_post: Post | None = field(default_factory=lambda: Post(12, 22, "JF_PERTAMA", 4, False, False, 8, "40", ()))
    body: Body | None = field(default_factory=lambda: Body("800/1/2024", date(2026, 12, 31)))
    eligible_members: int = 7
    relations: frozenset[str] = frozenset()
    round: int | None = None
    round_due_on: date | None = None
    left_on: date | None = None
    # what the questions are answered with
    appraisals: Mapping[int, str] = field(default_factory=lambda: {2024: "good", 2025: "good"})
    open_against: tuple[str, ...] = ()
    bound: bool = False
    slot: Slots = field(default_factory=lambda: Slots(4, 2))
    filled: Fill = field(default_factory=lambda: Fill(10, 9, 10))
    holders: tuple[bool, int, int] = (False, 1, 0)
    receiving: Fill = field(default_factory=lambda: Fill(4, 5, 6))
    similar: Fraction = Fraction(1)
    matched: Match | None = None
    months: int = 60
    studying: date | None = None
    retires: date | None = date(2049, 4, 1)
    moves: int = 0
    analysed: tuple[int | None, ...] = ()
    prioritised: tuple[bool, int | None] = (False, None)
    load_ends: date | None = None
    placed: date | None = None
    waited: int = 0
    together: int = 0
    enough: tuple[int, int] = (0, 0)
    unmet: Mapping[str, str] = field(default_factory=dict)
    departed: frozenset[str] = frozenset()
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.then = self.then or replace(self.case)

    def predicates(self, years: tuple[int, ...]) -> Mapping[int, str | None]:
        return {year: self.appraisals.get(year) for year in years}

    def discipline(self, on: date) -> tuple[str, ...]:
        self.asked.append(("discipline", on))
        return self.open_against

    def bound_elsewhere(self) -> bool:
        return self.bound

    def slots(self, departures: str, on: date) -> Slots:
        self.asked.append(("slots", departures, on))
        return self.slot

    def fill(self, mates: str, on: date) -> Fill:
        self.asked.append(("fill", mates, on))
        return self.filled

    def receiving_fill(self, on: date) -> Fill:
        self.asked.append(("receiving fill", on))
        return self.receiving

    def similarity(self) -> Fraction:
        return self.similar

    def match(self) -> Match | None:
        return self.matched

    def experience(self, categories: Set[str], on: date) -> int:
        self.asked.append(("experience", categories, on))
        return self.months

    def studies_until(self, on: date) -> date | None:
        self.asked.append(("studies", on))
        return self.studying

    def retires_from_new_post(self) -> date | None:
        return self.retires

    def moves_since(self, since: date) -> int:
        self.asked.append(("moves", since))
        return self.moves

    def analysed_in(self) -> tuple[int | None, ...]:
        return self.analysed

    def priority(self) -> tuple[bool, int | None]:
        return self.prioritised

    def temporary_until(self, on: date) -> date | None:
        self.asked.append(("temporary", on))
        return self.load_ends

    def placed_until(self) -> date | None:
        return self.placed

    def old_post_holders(self, mates: str) -> tuple[bool, int, int]:
        self.asked.append(("holders", mates))
        return self.holders

    def working_days_waited(self) -> int:
        return self.waited

    def days_together(self) -> int:
        return self.together

    def qualified(self) -> tuple[int, int]:
        return self.enough

    def unmet_gates(self) -> Mapping[str, str]:
        return self.unmet

    def departed_as(self) -> frozenset[str]:
        return self.departed


def found(rule: str, step: str = "", **facts: Any) -> Finding:
    """Ask a rule of the shipped law at a step."""
    return ask(current().rules[rule], step, Known(step=step, **facts))


def questions(rule: str, step: str = "", **facts: Any) -> list[tuple[Any, ...]]:
    """Ask a rule, and tell what it asked the registers in its turn."""
    known = Known(step=step, **facts)
    ask(current().rules[rule], step, known)
    return known.asked


def verdict(rule: str, step: str = "", **facts: Any) -> str:
    """Ask a rule of the shipped law at a step, and give its verdict only. A rule never fails on ordinary facts."""
    finding = found(rule, step, **facts)
    assert "error" not in finding.seen, finding.seen
    return str(finding.verdict)


MET, NOT_MET, NOT_APPLICABLE, UNKNOWN = (
    str(each) for each in (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE, Verdict.UNKNOWN)
)
