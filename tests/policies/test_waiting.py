"""Who is waited for after each act, and when the first of them is due."""

from datetime import date, timedelta
from typing import Any

import pytest

from policies.case import Case
from policies.judging import ask
from policies.loading import current
from policies.waiting import CaseOnly, awaited, due_on, round_due_on, step_of
from tests.policies.known import TODAY, ballot, case, courses, document, votes

MARCH_2 = TODAY
SIGNED = {"record-consideration": document(TODAY), "sign-decree": document(TODAY)}
ON_DUTY = {**SIGNED, "execute": document(date(2026, 11, 30))}


def placed(state: str, category: str = "JF_PERTAMA", **parts: Any) -> Case:
    """Give a case after the recommendation."""
    common: dict[str, Any] = {"state": state, "courses": (), "ballot_status": "carried", "category": category}
    return case(**{**common, **parts})


def voting(**parts: Any) -> Case:
    """Give a case whose ballot is open."""
    return case(donor="consents", ballot=ballot(**parts), ballot_status="open")


def decided(outcome: str, cast: dict[int, str]) -> Case:
    """Give a case whose ballot has been closed."""
    return case(donor="consents", ballot=ballot(cast, closed_on=TODAY), ballot_status=outcome)


# what: the case, and the marks of the steps that it waits for
WAITING = {
    "a need": (Case(state="needs_identified"), "propose"),
    "a proposal": (case(), "donor-answer record-silence?"),
    "a proposal with open gates": (
        case(gates={"R-DON-01": "open", "R-TEN-01": "open", "R-DIS-01": "open"}),
        "donor-answer record-silence? waive-gate/head_bkpsdm waive-gate/ppk",
    ),
    "a gate waived and one open": (
        case(donor="objects", gates={"R-TEN-01": "waived", "R-DON-03": "open"}),
        "waive-gate/head_bkpsdm",
    ),
    "an answer and no gate": (case(donor="objects"), "open-ballot"),
    "a silence": (case(donor="silent", gates={"R-TEN-01": "waived"}), "open-ballot"),
    "an open ballot": (voting(votes=votes(2)), "vote"),
    "a quorum": (voting(votes=votes(5)), "vote close-ballot?"),
    "all votes": (voting(votes=votes(7)), "close-ballot"),
    "too few members left": (voting(recused=frozenset({31, 32, 33})), "void-ballot vote"),
    "too few, all cast": (voting(votes=votes(7), recused=frozenset({31, 32, 33})), "void-ballot"),
    "carried": (decided("carried", votes(7)), "recommend"),
    "lost": (decided("lost", votes(0, 7)), "reject"),
    "a tie": (decided("tie", votes(3, 3, 1)), "open-ballot"),
    "a void ballot": (case(donor="consents", ballot_status="void"), "open-ballot"),
    "recommended": (placed("reviewed", courses=None), "assign-training"),
    "recommended with a gate opened again": (
        placed("reviewed", courses=None, gates={"R-TEN-01": "open"}),
        "waive-gate/ppk assign-training",
    ),
    "courses": (placed("training_assigned", courses=courses(None)), "complete-training record-consideration"),
    "no courses": (placed("training_assigned"), "record-consideration"),
    "a consideration": (
        placed("training_assigned", documents={"record-consideration": document(TODAY)}),
        "sign-decree",
    ),
    "a consideration, and a gate": (
        placed(
            "training_assigned",
            documents={"record-consideration": document(TODAY)},
            gates={"R-TEN-01": "open"},
        ),
        "waive-gate/ppk",
    ),
    "a decree": (placed("training_assigned", documents=SIGNED), "inaugurate"),
    "a decree for an operator": (placed("training_assigned", "PELAKSANA_KLERK", documents=SIGNED), "execute~"),
    "an oath": (placed("training_assigned", documents={**SIGNED, "inaugurate": document(TODAY)}), "execute~"),
    "an oath, but training": (
        placed("training_assigned", documents={**SIGNED, "inaugurate": document(TODAY)}, courses=courses(None)),
        "complete-training",
    ),
    "on duty": (placed("executed", documents=ON_DUTY), "give-feedback~ evaluate-3~ agree-goals"),
    "on duty with postponed training": (
        placed("executed", documents=ON_DUTY, courses=courses(None)),
        "complete-training give-feedback~ evaluate-3~ agree-goals",
    ),
    "evaluated once": (
        placed("evaluated_3_months", documents=ON_DUTY, dates={"evaluate-3": TODAY}),
        "give-feedback~ evaluate-6~ agree-goals judge-need~",
    ),
}


@pytest.mark.parametrize("what", WAITING)
def test_who_is_waited_for(what: str) -> None:
    told, expected = WAITING[what]
    assert " ".join(awaited(current(), told, TODAY)) == expected


@pytest.mark.parametrize("state", [state.name for state in current().states.values() if state.closed])
def test_nobody_is_waited_for_at_the_end(state: str) -> None:
    assert awaited(current(), placed(state, documents=ON_DUTY), TODAY) == ()


@pytest.mark.parametrize("mark", ["vote", "record-silence?", "execute~", "waive-gate/ppk"])
def test_the_step_of_a_mark(mark: str) -> None:
    assert step_of(mark) in current().steps


def test_rules_that_claim_to_read_only_the_case_do() -> None:
    for step in current().steps.values():
        for rule in (current().rules[rule_id] for rule_id in step.rules):
            if rule.from_case:
                for told, _ in WAITING.values():
                    facts = CaseOnly(told, told, TODAY)
                    assert "error" not in ask(rule, step.name, facts).seen, (step.name, rule.id)  # type: ignore[arg-type]  # only the case


# -- due dates -----------------------------------------------------------------------------------------------------


def due(told: Case, *names: str) -> date | None:
    """Give the first due date, counting every day as a working day."""
    return due_on(current(), told, names, lambda day, days: day + timedelta(days), lambda at: at.date())


STARTED = {"identify": MARCH_2, "propose": date(2026, 3, 9), "open-ballot": date(2026, 3, 20)}


@pytest.mark.parametrize(
    ("told", "mark", "expected"),
    [
        (case(dates=STARTED), "propose", date(2026, 3, 12)),
        (case(dates=STARTED), "donor-answer", date(2026, 3, 16)),
        (case(dates=STARTED), "record-silence?", date(2026, 3, 16)),
        (case(dates=STARTED), "waive-gate/ppk", date(2026, 3, 19)),
        (case(dates=STARTED), "open-ballot", date(2026, 3, 19)),
        (case(dates=STARTED), "void-ballot", date(2026, 3, 20)),
        (voting(), "vote", date(2026, 3, 3)),
        (voting(), "close-ballot?", date(2026, 3, 3)),
        (case(), "vote", None),
        (case(dates={"close-ballot": MARCH_2}), "recommend", date(2026, 3, 7)),
        (case(dates={"close-ballot": MARCH_2}), "reject", date(2026, 3, 7)),
        (case(dates={"recommend": MARCH_2}), "assign-training", date(2026, 3, 12)),
        (case(dates={"assign-training": MARCH_2}), "record-consideration", date(2026, 3, 12)),
        (case(courses=courses(None, True)), "complete-training", date(2026, 4, 17)),
        (case(courses=courses(None), postponed_until=date(2026, 7, 1)), "complete-training", date(2026, 7, 1)),
        (case(), "sign-decree", date(2026, 5, 1)),
        (case(dates={"sign-decree": MARCH_2}), "inaugurate", date(2026, 4, 1)),
        (case(effective_on=date(2026, 4, 1)), "execute~", date(2026, 4, 6)),
        (case(), "execute~", None),
    ],
)
def test_when_a_step_is_due(told: Case, mark: str, expected: date | None) -> None:
    assert due(told, mark) == expected


def test_a_course_without_a_last_day_is_due_on_the_planned_date() -> None:
    open_ended = tuple(type(course)(course.name, course.hours, None) for course in courses(None))
    assert due(case(courses=open_ended), "complete-training") == date(2026, 5, 1)


def test_the_first_of_several() -> None:
    told = case(dates=STARTED)
    assert due(told, "waive-gate/ppk", "donor-answer") == date(2026, 3, 16)
    assert due(told) is None
    assert due(told, "execute~", "waive-gate/ppk") == date(2026, 3, 19)


@pytest.mark.parametrize(
    ("state", "effective", "on", "expected"),
    [
        ("executed", date(2026, 9, 15), date(2026, 9, 10), date(2026, 12, 15)),
        ("executed", date(2026, 9, 1), date(2026, 9, 15), date(2026, 12, 15)),
        ("executed", date(2026, 11, 30), date(2026, 11, 30), date(2027, 2, 28)),
        ("executed", date(2027, 11, 30), date(2027, 11, 30), date(2028, 2, 29)),
        ("evaluated_3_months", date(2026, 11, 30), date(2026, 11, 30), date(2027, 5, 30)),
        ("evaluated_3_months", date(2026, 8, 31), date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_evaluations_are_due_after_calendar_months(state: str, effective: date, on: date, expected: date) -> None:
    told = placed(state, documents={**SIGNED, "execute": document(on)}, effective_on=effective)
    assert round_due_on(current(), told) == expected
    mark = "evaluate-3~" if state == "executed" else "evaluate-6~"
    assert due(told, mark) == due(told, "give-feedback~") == expected


@pytest.mark.parametrize("state", ["unborn", "proposed", "training_assigned", "evaluated_6_months", "unevaluated"])
def test_outside_of_a_round_no_evaluation_is_due(state: str) -> None:
    assert round_due_on(current(), placed(state, documents=ON_DUTY, effective_on=TODAY)) is None


def test_before_the_first_day_no_evaluation_is_due() -> None:
    assert round_due_on(current(), placed("executed", documents=SIGNED, effective_on=TODAY)) is None
