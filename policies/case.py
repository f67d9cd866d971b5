"""A case as its ledger tells it: folding the lines, one after the other, gives everything that acts left behind.

`Line` is what an act wrote down; `Case` is what it amounts to. Nothing here asks a register or a clock. A value
that was erased is missing from `Line.values`, and the fold then knows less instead of failing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from policies.ballots import Ballot

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Line(NamedTuple):
    """One line of a ledger, read: `values` joins what stands in the bytes with the private values still kept."""

    number: int
    step: str
    state: str  # after the act
    account: int
    employee: int | None  # of who acted
    role: str
    at: datetime
    on: date  # the day in the city
    values: Mapping[str, Any]
    verdicts: Mapping[str, str] = _NOTHING
    ground: int = 0


class Document(NamedTuple):
    """A document's number (None once erased) and date, with who recorded it."""

    number: str | None
    on: date
    account: int
    line: int


class Course(NamedTuple):
    """A course that was assigned: hours are lesson hours (JP); `passed` is None until its result is known."""

    name: str
    hours: int
    until: date | None
    passed: bool | None = None


@dataclass(slots=True)
class Case:
    """What the ledger amounts to. Facts since the last proposal are dropped when it is returned."""

    state: str = "unborn"
    number: int = 0
    ground: int = 0
    reached: str | None = None
    dates: dict[str, date] = field(default_factory=dict)  # step → day of its last act
    recorder: int | None = None
    recorder_role: str | None = None
    recorders: frozenset[int] = frozenset()  # everybody who recorded a document
    new_post: int | None = None
    receiving_unit: int | None = None
    # the proposal
    kind: str | None = None
    proposer: int | None = None
    proposer_employee: int | None = None
    employee: int | None = None
    old_post: int | None = None
    temporary_until: date | None = None  # the last day of the load that alone asks for the slot
    donor_unit: int | None = None
    category: str | None = None  # of the new post, as it was when proposed
    planned_on: date | None = None
    plan: int | None = None  # whose move this is, with all of whose moves it is judged
    needs_first: int | None = None  # the transfer that makes the place which this one takes
    gates: dict[str, str] = field(default_factory=dict)  # rule → open | waived
    justified: frozenset[str] = frozenset()
    donor: str | None = None  # consents, objects, silent
    # the committee
    ballot: Ballot | None = None
    ballot_status: str | None = None  # open, carried, lost, tie, void
    rounds: int = 0
    voters: frozenset[int] = frozenset()  # accounts that ever voted on this candidate
    recused: frozenset[int] = frozenset()  # employees who recused from this candidate, in whatever round
    # placement
    courses: tuple[Course, ...] | None = None  # None until training is settled
    postponed_until: date | None = None
    documents: dict[str, Document] = field(default_factory=dict)  # by the step that records it
    effective_on: date | None = None
    # after
    feedback: dict[int, frozenset[int]] = field(default_factory=dict)  # round → employees who gave it
    heard: dict[int, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)  # round → what they answered
    evaluators: dict[int, int] = field(default_factory=dict)  # round → account
    predicates: dict[int, str | None] = field(default_factory=dict)  # round → predicate (None once erased)
    goals: str | None = None  # recorded, accepted
    coached: bool = False  # a coaching plan was made
    answered: frozenset[int] = frozenset()  # rounds that the employee answered
    need_met: str | None = None  # yes, partly, no, as the receiving head says

    @property
    def started_on(self) -> date | None:
        """Give the later of effective date and SPMT: from here the evaluations are counted."""
        duty = self.documents.get("execute")
        if duty is None or self.effective_on is None:
            return None
        return max(duty.on, self.effective_on)

    @property
    def open_courses(self) -> tuple[Course, ...]:
        """Give the assigned courses that nobody has passed yet."""
        return tuple(course for course in self.courses or () if not course.passed)

    @property
    def from_no_post(self) -> bool:
        """Say whether the candidate held no post when he was proposed: then no unit gives anybody up."""
        return self.employee is not None and self.old_post is None

    @property
    def has_result(self) -> bool:
        """Say whether a ballot decided (a tie decides nothing)."""
        return self.ballot_status in ("carried", "lost")

    @property
    def open_gates(self) -> tuple[str, ...]:
        """Name the gates that are open."""
        return tuple(rule for rule, status in self.gates.items() if status == "open")


def fold(lines: Iterable[Line]) -> Case:
    """Fold lines, oldest first, into a case."""
    case = Case()
    for line in lines:
        apply(case, line)
    return case


def after(case: Case, line: Line) -> Case:
    """Give the case as it would stand after one more line; the case itself stays as it is."""
    copied = replace(
        case,
        dates=dict(case.dates),
        gates=dict(case.gates),
        documents=dict(case.documents),
        feedback=dict(case.feedback),
        heard=dict(case.heard),
        evaluators=dict(case.evaluators),
        predicates=dict(case.predicates),
    )
    apply(copied, line)
    return copied


def apply(case: Case, line: Line) -> None:
    """Let one line take effect on a case."""
    effect = _EFFECTS.get(line.step)
    if effect is not None:
        effect(case, line)
    if case.gates:
        case.gates = {rule: status for rule, status in case.gates.items() if not _met_meanwhile(line, rule, status)}
    case.state = line.state
    case.number = line.number
    case.ground = line.ground
    case.dates[line.step] = line.on


def _met_meanwhile(line: Line, rule: str, status: str) -> bool:
    """Say whether a gate was found met while it stood open: then nobody is waited for to waive it."""
    return status == "open" and line.verdicts.get(rule) in ("met", "not_applicable")


def _identify(case: Case, line: Line) -> None:
    case.recorder = line.account
    case.recorder_role = line.role
    case.new_post = line.values.get("post")
    case.receiving_unit = line.values.get("receiving_unit")
    case.temporary_until = _day(line.values.get("temporary_until"))


def _propose(case: Case, line: Line) -> None:
    _forget_candidate(case)
    case.kind = line.values.get("kind")
    case.proposer = line.account
    case.proposer_employee = line.employee
    case.employee = line.values["employee"]
    case.old_post = line.values.get("old_post")
    case.temporary_until = _day(line.values.get("temporary_until"))
    case.donor_unit = line.values.get("donor_unit")
    case.category = line.values.get("category")
    case.planned_on = line.values["planned_on"]
    case.plan = line.values.get("plan")
    case.needs_first = line.values.get("needs_first")
    case.gates = {rule: "open" for rule, verdict in line.verdicts.items() if verdict == "open"}
    case.justified = _warned(line)


def _day(value: Any) -> date | None:
    """Read a day that no field of the form names: out of a ledger it comes as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _warned(line: Line) -> frozenset[str]:
    """Name the warnings that a line justified. Those of a proposal need no second justification by the secretary."""
    return frozenset(rule for rule, verdict in line.verdicts.items() if verdict == "warned")


def _forget_candidate(case: Case) -> None:
    """Drop waivers, the donor's answer, recusals and justifications: they were about another proposal."""
    case.gates = {}
    case.justified = frozenset()
    case.donor = None
    case.ballot = None
    case.ballot_status = None
    case.voters = frozenset()
    case.recused = frozenset()


def _return(case: Case, line: Line) -> None:
    _forget_candidate(case)


def _donor_answer(case: Case, line: Line) -> None:
    case.donor = line.values.get("answer", "answered")


def _record_silence(case: Case, line: Line) -> None:
    case.donor = "silent"


def _waive_gate(case: Case, line: Line) -> None:
    case.gates[line.values["rule"]] = "waived"


def _open_ballot(case: Case, line: Line) -> None:
    case.rounds += 1
    case.ballot_status = "open"
    case.justified |= _warned(line)
    case.ballot = Ballot(case.rounds, line.on, line.values["closes_at"], frozenset(line.values["members"]))


def _void_ballot(case: Case, line: Line) -> None:
    case.ballot_status = "void"
    case.ballot = None


def _vote(case: Case, line: Line) -> None:
    ballot = case.ballot
    case.voters |= {line.account}
    if ballot is None or line.employee is None:
        return
    case.ballot = ballot.with_vote(line.employee, line.account, line.values.get("vote", "erased"))


def _recuse(case: Case, line: Line) -> None:
    ballot = case.ballot
    case.voters -= {line.account}
    if ballot is None or line.employee is None:
        return
    case.recused |= {line.employee}
    votes = {member: vote for member, vote in ballot.votes.items() if member != line.employee}
    case.ballot = ballot._replace(
        votes=votes, accounts=ballot.accounts - {line.account}, recused=ballot.recused | {line.employee}
    )


def _close_ballot(case: Case, line: Line) -> None:
    if case.ballot is not None:
        case.ballot = case.ballot._replace(closed_on=line.on)
    case.ballot_status = line.values.get("outcome") or (case.ballot.tally.outcome if case.ballot else None)


def _assign_training(case: Case, line: Line) -> None:
    passed = {course.name for course in case.courses or () if course.passed}
    courses = line.values.get("courses") or []
    case.courses = tuple(
        Course(c["name"], c["hours"], c["until"], True if c["name"] in passed else None) for c in courses
    )
    case.postponed_until = None


def _complete_training(case: Case, line: Line) -> None:
    name, passed = line.values.get("course"), line.values.get("result") == "passed"
    case.courses = tuple(c._replace(passed=passed) if c.name == name else c for c in case.courses or ())


def _postpone_training(case: Case, line: Line) -> None:
    case.postponed_until = line.values["until"]


def _document(case: Case, line: Line) -> None:
    case.documents[line.step] = Document(line.values.get("number"), line.values["on"], line.account, line.number)
    case.recorders |= {line.account}


def _sign_decree(case: Case, line: Line) -> None:
    _document(case, line)
    case.effective_on = line.values["effective_on"]
    case.planned_on = case.effective_on


def _correct(case: Case, line: Line) -> None:
    name = line.values.get("document", "")
    old = case.documents.get(name)
    if old is not None:
        case.documents[name] = old._replace(number=line.values.get("number"), on=line.values["on"], line=line.number)


def _give_feedback(case: Case, line: Line) -> None:
    round_ = line.values["round"]
    if line.employee is not None:
        case.feedback[round_] = case.feedback.get(round_, frozenset()) | {line.employee}
        case.heard[round_] = (*case.heard.get(round_, ()), line.values)


def _evaluate(case: Case, line: Line) -> None:
    case.evaluators[line.values["round"]] = line.account
    case.predicates[line.values["round"]] = line.values.get("predicate")


def _agree_goals(case: Case, line: Line) -> None:
    case.goals = "recorded"


def _accept_goals(case: Case, line: Line) -> None:
    case.goals = "accepted"


def _plan_coaching(case: Case, line: Line) -> None:
    case.coached = True


def _answer_evaluation(case: Case, line: Line) -> None:
    case.answered |= {line.values["round"]}


def _judge_need(case: Case, line: Line) -> None:
    case.need_met = line.values.get("met", "erased")


def _withdraw(case: Case, line: Line) -> None:
    if case.ballot_status == "open":
        case.ballot_status = "void"
        case.ballot = None


_EFFECTS = {
    "identify": _identify,
    "propose": _propose,
    "return": _return,
    "donor-answer": _donor_answer,
    "record-silence": _record_silence,
    "waive-gate": _waive_gate,
    "open-ballot": _open_ballot,
    "void-ballot": _void_ballot,
    "vote": _vote,
    "recuse": _recuse,
    "close-ballot": _close_ballot,
    "recommend": _document,
    "assign-training": _assign_training,
    "complete-training": _complete_training,
    "postpone-training": _postpone_training,
    "record-consideration": _document,
    "sign-decree": _sign_decree,
    "inaugurate": _document,
    "execute": _document,
    "correct": _correct,
    "give-feedback": _give_feedback,
    "evaluate-3": _evaluate,
    "evaluate-6": _evaluate,
    "agree-goals": _agree_goals,
    "accept-goals": _accept_goals,
    "plan-coaching": _plan_coaching,
    "answer-evaluation": _answer_evaluation,
    "judge-need": _judge_need,
    "withdraw": _withdraw,
}
