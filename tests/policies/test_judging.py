"""Judging: every rule is asked once, its kind says what its answer means, and what fails to evaluate refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from policies import judging
from policies.judging import ask, judge, unmet_gates
from policies.loading import current
from policies.model import Procedure, Step
from policies.verdicts import Finding, Result, Verdict, met, not_applicable, unknown
from tests.policies.known import Known, case

ANSWERS = {
    Verdict.MET: met(True),
    Verdict.NOT_MET: met(False, held=17),
    Verdict.UNKNOWN: unknown(),
    Verdict.NOT_APPLICABLE: not_applicable(),
}


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> dict[str, Finding]:
    """Let every rule that is named here answer what stands here."""
    answers: dict[str, Finding] = {}
    told = {rule: (lambda facts, limits, question, rule=rule: answers.get(rule, met(True))) for rule in current().rules}
    monkeypatch.setattr(judging, "FUNCTIONS", told)
    return answers


def judged(step: str, rule: str, **facts: Any) -> Result:
    """Judge a step, and give the result of one rule."""
    results = judge(current(), current().steps[step], Known(step=step, **facts))
    assert [result.rule for result in results] == list(current().steps[step].provided)
    return next(result for result in results if result.rule == rule)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_block_takes_the_answer_as_it_is(answering: dict[str, Finding], answer: Verdict) -> None:
    answering["R-ELG-01"] = ANSWERS[answer]
    result = judged("propose", "R-ELG-01")
    assert result.verdict == answer
    assert result.refuses is (answer in (Verdict.NOT_MET, Verdict.UNKNOWN))


@pytest.mark.parametrize(
    ("answer", "proposing", "later", "waived"),
    [
        (Verdict.MET, Verdict.MET, Verdict.MET, Verdict.MET),
        (Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE),
        (Verdict.NOT_MET, Verdict.OPEN, Verdict.NOT_MET, Verdict.WAIVED),
        (Verdict.UNKNOWN, Verdict.OPEN, Verdict.UNKNOWN, Verdict.WAIVED),
    ],
)
def test_a_gate(
    answering: dict[str, Finding], answer: Verdict, proposing: Verdict, later: Verdict, waived: Verdict
) -> None:
    answering["R-TEN-01"] = ANSWERS[answer]
    assert judged("propose", "R-TEN-01").verdict == proposing
    assert not judged("propose", "R-TEN-01").refuses
    assert judged("open-ballot", "R-TEN-01").verdict == later
    assert judged("open-ballot", "R-TEN-01", case=case(gates={"R-TEN-01": "open"})).verdict == later
    assert judged("open-ballot", "R-TEN-01", case=case(gates={"R-TEN-01": "waived"})).verdict == waived
    assert judged("open-ballot", "R-TEN-01", case=case(gates={"R-DIS-01": "waived"})).verdict == later


def test_a_waiver_of_an_earlier_proposal_does_not_waive_the_next(answering: dict[str, Finding]) -> None:
    answering["R-TEN-01"] = ANSWERS[Verdict.NOT_MET]
    assert judged("propose", "R-TEN-01", case=case(gates={"R-TEN-01": "waived"})).verdict == Verdict.OPEN


@pytest.mark.parametrize(
    ("answer", "facts", "expected"),
    [
        (Verdict.MET, {}, Verdict.MET),
        (Verdict.NOT_MET, {}, Verdict.NOT_MET),
        (Verdict.UNKNOWN, {}, Verdict.UNKNOWN),
        (Verdict.NOT_MET, {"form": {"justification": ""}}, Verdict.NOT_MET),
        (Verdict.NOT_MET, {"form": {"justification": "Sudah dibina."}}, Verdict.WARNED),
        (Verdict.UNKNOWN, {"form": {"justification": "Data lama hilang."}}, Verdict.WARNED),
        (Verdict.NOT_MET, {"case": case(justified=frozenset({"R-PRF-01b"}))}, Verdict.WARNED),
        (Verdict.NOT_MET, {"case": case(justified=frozenset({"R-NED-01b"}))}, Verdict.NOT_MET),
        (Verdict.MET, {"form": {"justification": "Tidak perlu."}}, Verdict.MET),
    ],
)
def test_a_warning(answering: dict[str, Finding], answer: Verdict, facts: dict[str, Any], expected: Verdict) -> None:
    answering["R-PRF-01b"] = ANSWERS[answer]
    assert judged("propose", "R-PRF-01b", **facts).verdict == expected


def test_a_justification_moves_neither_block_nor_gate(answering: dict[str, Finding]) -> None:
    answering |= {"R-ELG-01": ANSWERS[Verdict.NOT_MET], "R-TEN-01": ANSWERS[Verdict.NOT_MET]}
    form = {"justification": "Mohon pengecualian."}
    assert judged("open-ballot", "R-ELG-01", form=form).verdict == Verdict.NOT_MET
    assert judged("open-ballot", "R-TEN-01", form=form).verdict == Verdict.NOT_MET


def test_all_unmet_rules_are_named_with_value_and_parameters(answering: dict[str, Finding]) -> None:
    answering |= {"R-ELG-01": ANSWERS[Verdict.NOT_MET], "R-PRF-01a": ANSWERS[Verdict.UNKNOWN]}
    answering["R-PRF-01b"] = met(False, predicates=[])
    results = judge(current(), current().steps["propose"], Known(step="propose"))
    assert [result.rule for result in results if result.refuses] == ["R-ELG-01", "R-PRF-01a", "R-PRF-01b"]
    seen = next(result.seen for result in results if result.rule == "R-PRF-01b")
    assert seen["years"] == 2
    assert seen["predicates"] == []


def test_a_rule_that_fails_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Finding:
        raise ZeroDivisionError

    monkeypatch.setattr(judging, "FUNCTIONS", {**judging.FUNCTIONS, "R-ELG-01": broken})
    result = judged("propose", "R-ELG-01")
    assert result.verdict == Verdict.UNKNOWN
    assert result.refuses
    assert result.seen["error"] == "ZeroDivisionError"


def test_a_rule_without_a_function_refuses() -> None:
    stranger = replace(current().rules["R-ELG-01"], id="R-XXX-01")
    assert ask(stranger, "propose", Known()).verdict == Verdict.UNKNOWN


def test_parameters_are_those_of_the_day_of_the_act(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ((date(2017, 4, 7), {"months": 24}), (date(2027, 1, 1), {"months": 80}))
    rule = replace(current().rules["R-TEN-01"], parameters=rows)
    procedure = replace(current(), rules={**current().rules, "R-TEN-01": rule})
    for today, expected in ((date(2026, 12, 31), Verdict.MET), (date(2027, 1, 1), Verdict.OPEN)):
        facts = Known(step="propose", today=today, case=case(planned_on=date(2027, 1, 2)))
        results = judge(procedure, procedure.steps["propose"], facts)
        result = next(result for result in results if result.rule == "R-TEN-01")
        assert (result.verdict, result.seen["months"]) == (expected, rule.on(today)["months"])


def test_gates_unmet_now(answering: dict[str, Finding]) -> None:
    assert unmet_gates(current(), Known()) == {}
    answering |= {"R-TEN-01": ANSWERS[Verdict.NOT_MET], "R-DON-01": ANSWERS[Verdict.UNKNOWN]}
    answering["R-DON-03"] = ANSWERS[Verdict.NOT_APPLICABLE]
    assert unmet_gates(current(), Known()) == {"R-TEN-01": "ppk", "R-DON-01": "head_bkpsdm"}
    waived = Known(case=case(gates={"R-TEN-01": "waived", "R-DON-01": "open"}))
    assert unmet_gates(current(), waived) == {"R-DON-01": "head_bkpsdm"}


def test_a_step_without_rules_refuses_nothing() -> None:
    bare: Step = replace(current().steps["return"], provided=())
    procedure: Procedure = current()
    assert judge(procedure, bare, Known()) == ()


@pytest.mark.parametrize(
    ("verdict", "refuses"),
    [(each, each in (Verdict.NOT_MET, Verdict.UNKNOWN)) for each in Verdict],
)
def test_two_of_the_seven_verdicts_refuse(verdict: Verdict, refuses: bool) -> None:
    assert Result("R-ELG-01", verdict, {}).refuses is refuses


def test_the_words_that_ledgers_keep_are_never_renamed() -> None:
    assert [str(each) for each in Verdict] == [
        "met",
        "not_met",
        "open",
        "waived",
        "warned",
        "not_applicable",
        "unknown",
    ]
