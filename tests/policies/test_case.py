"""A case as its ledger tells it: what each line changes, and what a new proposal forgets."""

from datetime import date
from typing import Any

import pytest

from policies.ballots import Ballot
from policies.case import Case, Course, Document, Line, after, fold
from tests.policies.known import moment

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
CLOSING = moment(TUESDAY, 16)

Told = tuple[str, dict[str, Any]]


def line(step: str, values: dict[str, Any] | None = None, *, employee: int | None = 4, **more: Any) -> Line:
    """Give a line by employee 4 (account 104), as it stands in a ledger."""
    who = 100 + (employee or 0)
    common = {"number": 1, "state": "proposed", "account": who, "employee": employee, "role": "personnel_analyst"}
    return Line(**{**common, "step": step, "at": moment(), "on": MONDAY, "values": values or {}, **more})


NEED = line("identify", {"post": 12, "receiving_unit": 22}, employee=5, state="needs_identified")
PROPOSAL = line(
    "propose",
    {
        "kind": "INTRA",
        "employee": 1,
        "old_post": 11,
        "donor_unit": 21,
        "category": "JF_PERTAMA",
        "planned_on": date(2026, 5, 1),
    },
    employee=2,
    verdicts={"R-TEN-01": "open", "R-DON-01": "met", "R-PRF-01b": "warned", "R-ELG-01": "met"},
)
OPENING = line("open-ballot", {"closes_at": CLOSING, "members": [31, 32, 33]}, verdicts={"R-PRF-01b": "warned"})


def told(*lines: Line) -> Case:
    """Fold a need, a proposal and more."""
    return fold([NEED, PROPOSAL, *lines])


def vote(member: int, how: str = "for") -> Line:
    """Let a member vote."""
    return line("vote", {"vote": how}, employee=member, role="committee_member")


def test_an_unborn_case() -> None:
    nothing = fold([])
    assert (nothing.state, nothing.number, nothing.ground, nothing.rounds) == ("unborn", 0, 0, 0)
    assert (nothing.employee, nothing.started_on) == (None, None)
    assert nothing.open_courses == ()
    assert nothing.open_gates == ()
    assert not nothing.has_result


def test_a_need_and_a_proposal() -> None:
    case = told()
    assert (case.recorder, case.recorder_role, case.new_post, case.receiving_unit) == (105, "personnel_analyst", 12, 22)
    assert (case.proposer, case.proposer_employee, case.kind) == (102, 2, "INTRA")
    assert (case.employee, case.old_post, case.donor_unit, case.category) == (1, 11, 21, "JF_PERTAMA")
    assert case.planned_on == date(2026, 5, 1)
    assert case.gates == {"R-TEN-01": "open"}
    assert case.open_gates == ("R-TEN-01",)
    assert case.justified == {"R-PRF-01b"}
    assert case.dates == {"identify": MONDAY, "propose": MONDAY}


def test_state_number_ground_and_day_follow_the_last_line() -> None:
    case = told(line("donor-answer", {"answer": "objects"}, number=7, ground=3, on=TUESDAY, state="proposed"))
    assert (case.state, case.number, case.ground, case.dates["donor-answer"]) == ("proposed", 7, 3, TUESDAY)


@pytest.mark.parametrize(
    ("lines", "donor"),
    [
        ([], None),
        ([line("donor-answer", {"answer": "consents"})], "consents"),
        ([line("donor-answer", {"answer": "objects"})], "objects"),
        ([line("donor-answer", {})], "answered"),  # the answer was erased
        ([line("record-silence")], "silent"),
    ],
)
def test_the_donor(lines: list[Line], donor: str | None) -> None:
    assert told(*lines).donor == donor


def test_a_waiver_and_what_a_later_line_finds() -> None:
    waived = told(line("waive-gate", {"rule": "R-TEN-01"}))
    assert (waived.gates, waived.open_gates) == ({"R-TEN-01": "waived"}, ())
    for verdict in ("met", "not_applicable"):
        found = told(line("recommend", {"number": "1", "on": MONDAY}, verdicts={"R-TEN-01": verdict}))
        assert found.gates == {}
        kept = told(
            line("waive-gate", {"rule": "R-TEN-01"}),
            line("recommend", {"number": "1", "on": MONDAY}, verdicts={"R-TEN-01": verdict}),
        )
        assert kept.gates == {"R-TEN-01": "waived"}  # a waiver holds for this candidate
    still = told(line("open-ballot", OPENING.values, verdicts={"R-DON-01": "met"}))
    assert still.open_gates == ("R-TEN-01",)


def test_a_ballot_round() -> None:
    case = told(OPENING, vote(31), vote(32, "against"), vote(31, "abstain"))
    ballot = case.ballot
    assert ballot is not None
    assert (case.ballot_status, case.rounds, ballot.round, ballot.opened_on) == ("open", 1, 1, MONDAY)
    assert (ballot.closes_at, ballot.members, ballot.closed_on) == (CLOSING, {31, 32, 33}, None)
    assert ballot.votes == {31: "abstain", 32: "against"}  # the last one counts
    assert ballot.accounts == case.voters == {131, 132}
    assert not ballot.all_cast
    assert not case.has_result


def test_a_recusal_drops_the_vote_and_the_member() -> None:
    recusal = line("recuse", {"reason": "Keponakan."}, employee=31, role="committee_member")
    case = told(OPENING, vote(31), vote(32), recusal)
    ballot = case.ballot
    assert ballot is not None
    assert (ballot.votes, ballot.eligible, ballot.accounts) == ({32: "for"}, {32, 33}, {132})
    assert (ballot.recused, case.recused, case.voters) == ({31}, {31}, {132})
    assert (ballot.tally.eligible, ballot.tally.present) == (2, 1)
    again = told(OPENING, recusal, line("void-ballot"))
    assert again.recused == {31}  # until the proposal is returned


@pytest.mark.parametrize("outcome", ["carried", "lost", "tie"])
def test_a_closed_ballot(outcome: str) -> None:
    case = told(OPENING, vote(31), line("close-ballot", {"outcome": outcome}, on=TUESDAY))
    assert case.ballot is not None
    assert (case.ballot_status, case.ballot.closed_on) == (outcome, TUESDAY)
    assert case.has_result is (outcome != "tie")


def test_an_outcome_that_was_erased_is_counted_again() -> None:
    assert told(OPENING, vote(31), line("close-ballot")).ballot_status == "carried"
    assert told(line("close-ballot")).ballot_status is None


def test_a_void_ballot_and_a_withdrawal_while_it_is_open() -> None:
    for ending in (line("void-ballot"), line("withdraw", state="withdrawn")):
        case = told(OPENING, vote(31), ending)
        assert (case.ballot, case.ballot_status) == (None, "void")
        assert case.voters == {131}
    decided = told(OPENING, vote(31), line("close-ballot", {"outcome": "tie"}), line("withdraw", state="withdrawn"))
    assert decided.ballot_status == "tie"


def test_votes_without_a_ballot_or_without_an_employee_change_nothing() -> None:
    case = told(vote(31), line("recuse", employee=31))
    assert case.ballot is None
    assert told(OPENING, line("vote", {"vote": "for"}, employee=None)).ballot == told(OPENING).ballot
    assert told(OPENING, line("recuse", employee=None)).ballot == told(OPENING).ballot
    erased = told(OPENING, line("vote", {}, employee=31)).ballot
    assert erased is not None
    assert (erased.tally.present, erased.tally.votes_for) == (1, 0)


def test_a_second_round_starts_empty() -> None:
    case = told(OPENING, vote(31), line("close-ballot", {"outcome": "tie"}), OPENING)
    assert case.ballot is not None
    assert (case.rounds, case.ballot.round, case.ballot.votes, case.ballot_status) == (2, 2, {}, "open")


def test_a_return_and_the_next_proposal_forget_what_was_about_the_first() -> None:
    lines = [
        line("waive-gate", {"rule": "R-TEN-01"}),
        line("donor-answer", {"answer": "consents"}),
        OPENING,
        vote(31),
        line("recuse", employee=32),
        line("void-ballot"),
    ]
    returned = told(*lines, line("return", {"reason": "Perjelas."}, state="needs_identified"))
    for case in (returned, told(*lines, PROPOSAL)):
        assert (case.donor, case.ballot, case.ballot_status) == (None, None, None)
        assert case.voters == case.recused == frozenset()
        assert "waived" not in case.gates.values()
    assert (returned.gates, returned.justified) == ({}, frozenset())
    assert returned.rounds == 1


COURSES = [{"name": "A", "hours": 40, "until": date(2026, 4, 17)}, {"name": "B", "hours": 20, "until": None}]


def test_training() -> None:
    assert told().courses is None
    none = told(line("assign-training", {"needed": "no"}))
    assert (none.courses, none.open_courses) == ((), ())
    some = told(line("assign-training", {"courses": COURSES}))
    assert some.courses == (Course("A", 40, date(2026, 4, 17)), Course("B", 20, None))
    passed = {"course": "A", "result": "passed"}
    done = told(line("assign-training", {"courses": COURSES}), line("complete-training", passed))
    assert [course.name for course in done.open_courses] == ["B"]
    failed = told(
        line("assign-training", {"courses": COURSES}), line("complete-training", {"course": "B", "result": "failed"})
    )
    assert [(course.name, course.passed) for course in failed.open_courses] == [("A", None), ("B", False)]


def test_training_changed_keeps_what_was_passed_and_drops_the_postponement() -> None:
    lines = [
        line("assign-training", {"courses": COURSES}),
        line("complete-training", {"course": "A", "result": "passed"}),
        line("complete-training", {"course": "B", "result": "failed"}),
        line("postpone-training", {"until": date(2026, 7, 1)}),
    ]
    assert told(*lines).postponed_until == date(2026, 7, 1)
    changed = told(*lines, line("assign-training", {"courses": COURSES}))
    assert changed.postponed_until is None
    assert [(course.name, course.passed) for course in changed.courses or ()] == [("A", True), ("B", None)]


@pytest.mark.parametrize("step", ["recommend", "record-consideration", "inaugurate", "execute"])
def test_documents(step: str) -> None:
    case = told(line(step, {"number": "12/BA", "on": TUESDAY}, number=9))
    assert case.documents == {step: Document("12/BA", TUESDAY, 104, 9)}
    assert case.recorders == {104}
    erased = told(line(step, {"on": TUESDAY}, number=9))
    assert erased.documents[step].number is None


DECREE = line("sign-decree", {"number": "800", "on": TUESDAY, "effective_on": date(2026, 4, 1)}, number=9)


def test_a_decree_fixes_the_effective_date() -> None:
    case = told(DECREE)
    assert case.documents["sign-decree"].on == TUESDAY
    assert case.effective_on == case.planned_on == date(2026, 4, 1)
    assert case.started_on is None


@pytest.mark.parametrize(
    ("duty", "started"), [(date(2026, 4, 1), date(2026, 4, 1)), (date(2026, 4, 7), date(2026, 4, 7))]
)
def test_evaluations_count_from_the_later_day(duty: date, started: date) -> None:
    assert told(DECREE, line("execute", {"number": "7", "on": duty})).started_on == started
    early = line("execute", {"number": "7", "on": date(2026, 3, 31)})
    assert told(DECREE, early).started_on == date(2026, 4, 1)
    assert told(early).started_on is None


def test_a_correction_supersedes_number_and_date_but_not_who_recorded_it() -> None:
    correction = line("correct", {"document": "sign-decree", "number": "801", "on": MONDAY}, employee=9, number=12)
    case = told(DECREE, correction)
    assert case.documents["sign-decree"] == Document("801", MONDAY, 104, 12)
    assert case.effective_on == date(2026, 4, 1)
    assert told(correction).documents == {}


def test_feedback_and_evaluations() -> None:
    case = told(
        line("give-feedback", {"round": 3}, employee=41),
        line("give-feedback", {"round": 3}, employee=42),
        line("give-feedback", {"round": 6}, employee=41),
        line("give-feedback", {"round": 6}, employee=None),
        line("evaluate-3", {"round": 3}, verdicts={"R-EVL-01b": "warned"}),
    )
    assert case.feedback == {3: {41, 42}, 6: {41}}
    assert case.evaluators == {3: 104}
    both = told(line("evaluate-3", {"round": 3}), line("evaluate-6", {"round": 6}, employee=9))
    assert both.evaluators == {3: 104, 6: 109}
    assert "R-EVL-01b" not in case.justified  # it held for that evaluation only


def test_looking_ahead_leaves_the_case_as_it_is() -> None:
    case = told(DECREE, line("give-feedback", {"round": 3}, employee=41))
    before = repr(case)
    for step, values in (
        ("waive-gate", {"rule": "R-DON-01"}),
        ("give-feedback", {"round": 3}),
        ("evaluate-3", {"round": 3}),
        ("execute", {"number": "7", "on": TUESDAY}),
        ("open-ballot", OPENING.values),
    ):
        ahead = after(case, line(step, dict(values), number=20))
        assert ahead.number == 20
        assert repr(ahead) != before
        assert repr(case) == before


def test_a_ballot_of_nobody_is_all_cast() -> None:
    assert Ballot(1, MONDAY, CLOSING, frozenset()).all_cast
    assert not Ballot(1, MONDAY, CLOSING, frozenset({31})).all_cast
    assert Ballot(1, MONDAY, CLOSING, frozenset({31}), {31: "abstain"}).all_cast
