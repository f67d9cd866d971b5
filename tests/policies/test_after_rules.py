"""Rules about evaluation, endings and corrections."""

from datetime import date
from typing import Any

import pytest

from tests.policies.known import (
    ACCOUNT,
    MET,
    NOT_MET,
    OTHER,
    SUBJECT,
    TODAY,
    UNKNOWN,
    actor,
    case,
    document,
    found,
    verdict,
)

DUE = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("today", "early", "late"),
    [
        (date(2026, 6, 16), NOT_MET, MET),
        (date(2026, 6, 17), MET, MET),
        (DUE, MET, MET),
        (date(2026, 7, 15), MET, MET),
        (date(2026, 7, 16), MET, NOT_MET),
    ],
)
def test_fourteen_days_before_and_after_the_due_date(today: date, early: str, late: str) -> None:
    opens = found("R-EVL-01a", today=today, round_due_on=DUE)
    assert (opens.verdict, opens.seen) == (early, {"due_on": DUE, "opens_on": date(2026, 6, 17)})
    closes = found("R-EVL-01b", today=today, round_due_on=DUE)
    assert (closes.verdict, closes.seen) == (late, {"due_on": DUE})


def test_outside_of_a_round_nothing_is_due() -> None:
    assert verdict("R-EVL-01a") == UNKNOWN
    assert verdict("R-EVL-01b") == UNKNOWN
    assert verdict("R-EVL-07", form={"cause": "no_evaluator"}) == UNKNOWN


def test_the_first_evaluation_comes_first() -> None:
    assert verdict("R-EVL-02") == NOT_MET
    assert verdict("R-EVL-02", case=case(dates={"evaluate-3": TODAY})) == MET


@pytest.mark.parametrize(("together", "expected"), [(29, NOT_MET), (30, MET), (31, MET)])
def test_thirty_days_together(together: int, expected: str) -> None:
    finding = found("R-EVL-03", together=together)
    assert (finding.verdict, finding.seen) == (expected, {"together": together})


@pytest.mark.parametrize(
    ("cause", "departed", "expected"),
    [
        ("retired", {"retired"}, MET),
        ("retired", {"dead"}, NOT_MET),
        ("dead", {"dead"}, MET),
        ("departed", {"departed"}, MET),
        ("moved", {"moved", "retired"}, MET),
        ("moved", set(), NOT_MET),
        (None, {"moved"}, MET),  # before the form is filled in
        (None, set(), NOT_MET),
    ],
)
def test_a_cause_shows_in_the_register(cause: str | None, departed: set[str], expected: str) -> None:
    facts = {"departed": frozenset(departed), "round_due_on": DUE, "enough": (0, 1)}
    finding = found("R-EVL-07", form={"cause": cause}, **facts)
    assert finding.verdict == expected
    assert finding.seen["seen"] == (cause or ("departed" if departed else None))


@pytest.mark.parametrize(
    ("today", "supervisors", "expected"),
    [
        (date(2026, 7, 31), 0, NOT_MET),
        (date(2026, 8, 1), 0, MET),
        (date(2026, 8, 1), 1, NOT_MET),
        (date(2027, 8, 1), 1, NOT_MET),
    ],
)
def test_nobody_qualifies_thirty_days_after_the_due_date(today: date, supervisors: int, expected: str) -> None:
    facts = {"today": today, "round_due_on": DUE, "enough": (5, supervisors)}
    finding = found("R-EVL-07", form={"cause": "no_evaluator"}, **facts)
    assert (finding.verdict, finding.seen) == (expected, {"seen": "no_evaluator"})
    assert verdict("R-EVL-07", form={}, **facts) == expected


def test_feedback_once_a_round() -> None:
    told = case(feedback={3: frozenset({OTHER})})
    assert verdict("R-EVL-08", case=told, round=3, actor=actor(OTHER)) == NOT_MET
    assert verdict("R-EVL-08", case=told, round=6, actor=actor(OTHER)) == MET
    assert verdict("R-EVL-08", case=told, round=3, actor=actor(SUBJECT)) == MET
    assert verdict("R-EVL-08", case=told, actor=actor(OTHER)) == MET


@pytest.mark.parametrize(
    ("given", "qualified", "expected", "wanted"),
    [
        (0, 5, NOT_MET, 2),
        (1, 5, NOT_MET, 2),
        (2, 5, MET, 2),
        (3, 5, MET, 2),
        (0, 1, NOT_MET, 1),
        (1, 1, MET, 1),
        (0, 0, MET, 0),
        (1, 0, MET, 1),  # a peer who has moved away since
    ],
)
def test_two_peers_or_as_many_as_qualify(given: int, qualified: int, expected: str, wanted: int) -> None:
    told = case(feedback={3: frozenset(range(given)), 6: frozenset(range(9))})
    finding = found("R-EVL-09", case=told, round=3, enough=(qualified, 1))
    assert finding.verdict == expected
    assert finding.seen == {"given": given, "qualified": qualified, "wanted": wanted}


@pytest.mark.parametrize(
    ("named", "who", "role", "expected"),
    [
        ("execute", SUBJECT, "recorder", MET),
        ("execute", OTHER, "recorder", NOT_MET),
        ("execute", OTHER, "personnel_analyst", MET),
        ("sign-decree", SUBJECT, "recorder", NOT_MET),
        ("sign-decree", OTHER, "recorder", MET),
        ("inaugurate", OTHER, "personnel_analyst", NOT_MET),
        (None, OTHER, "recorder", MET),  # before the form is filled in: some document is his
        (None, 9, "recorder", NOT_MET),
    ],
)
def test_who_corrects_what(named: str | None, who: int, role: str, expected: str) -> None:
    papers = {"execute": document(TODAY, SUBJECT), "sign-decree": document(TODAY, OTHER)}
    form: dict[str, Any] = {"document": named} if named else {}
    assert papers["execute"].account == ACCOUNT + SUBJECT
    assert verdict("R-COR-01", case=case(documents=papers), form=form, actor=actor(who, role)) == expected
    assert verdict("R-COR-01", case=case(), form=form, actor=actor(who, role)) == NOT_MET
