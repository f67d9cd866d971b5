"""Rules about training, BKN's consideration, the decree, the oath and the first day."""

from datetime import date
from typing import Any

import pytest

from tests.policies.known import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    PLANNED,
    TODAY,
    UNKNOWN,
    case,
    courses,
    document,
    found,
    verdict,
)

EARLIER, LATER = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"needed": "no", "finding": "Sesuai."}, MET),
        ({"needed": "no"}, NOT_MET),
        ({"needed": "no", "finding": "Sesuai.", "courses": [{"name": "K0"}]}, NOT_MET),
        ({"needed": "yes", "finding": "Ada celah.", "courses": [{"name": "K0"}]}, MET),
        ({"needed": "yes", "finding": "Ada celah.", "courses": []}, NOT_MET),
        ({"needed": "yes", "finding": "Ada celah."}, NOT_MET),
        ({"needed": "yes", "courses": [{"name": "K0"}]}, NOT_MET),
    ],
)
def test_a_gap_report(form: dict[str, Any], expected: str) -> None:
    finding = found("R-CMP-03", form=form)
    assert (finding.verdict, finding.seen) == (expected, {"courses": len(form.get("courses", []))})


@pytest.mark.parametrize(
    ("parts", "expected", "seen"),
    [
        ({"courses": None}, NOT_MET, {"open": 0, "done": 0, "courses": 0}),
        ({"courses": ()}, NOT_APPLICABLE, {}),
        ({"courses": courses(True, True)}, MET, {"open": 0, "done": 2, "courses": 2}),
        ({"courses": courses(True, None)}, NOT_MET, {"open": 1, "done": 1, "courses": 2}),
        ({"courses": courses(True, False)}, NOT_MET, {"open": 1, "done": 1, "courses": 2}),
        ({"courses": courses(None), "postponed_until": PLANNED}, MET, {"open": 1, "done": 0, "courses": 1}),
    ],
)
def test_trained_postponed_or_not_needed(parts: dict[str, Any], expected: str, seen: dict[str, int]) -> None:
    finding = found("R-CMP-04", case=case(**parts))
    assert (finding.verdict, finding.seen) == (expected, seen)


@pytest.mark.parametrize(
    ("until", "expected"), [(date(2026, 7, 29), MET), (date(2026, 7, 30), MET), (date(2026, 7, 31), NOT_MET)]
)
def test_postponed_by_ninety_days_at_most(until: date, expected: str) -> None:
    finding = found("R-CMP-04b", case=case(courses=courses(None), postponed_until=until))
    assert (finding.verdict, finding.seen) == (expected, {"until": until, "latest": date(2026, 7, 30)})


def test_nothing_is_postponed() -> None:
    assert verdict("R-CMP-04b", case=case(courses=courses(None))) == NOT_APPLICABLE
    done = case(courses=courses(True), postponed_until=date(2027, 1, 1))
    assert verdict("R-CMP-04b", case=done) == NOT_APPLICABLE
    undated = case(courses=courses(None), postponed_until=PLANNED, planned_on=None)
    assert verdict("R-CMP-04b", case=undated) == UNKNOWN


def test_courses_open_named_and_settled() -> None:
    some, none = case(courses=courses(True, None, False)), case(courses=courses(True))
    assert verdict("R-TRN-01", case=some) == MET
    assert found("R-TRN-01", case=some).seen == {"open": 2}
    assert verdict("R-TRN-01", case=none) == NOT_MET
    assert verdict("R-TRN-01", case=case()) == NOT_MET
    for course, expected in (("K0", NOT_MET), ("K1", MET), ("K2", MET), ("K3", NOT_MET), (None, NOT_MET)):
        assert verdict("R-TRN-02", case=some, form={"course": course}) == expected
    assert verdict("R-TRN-03", case=case()) == MET
    assert verdict("R-TRN-03", case=case(courses=())) == NOT_MET


@pytest.mark.parametrize(
    ("consideration", "expected"),
    [(None, NOT_MET), (EARLIER, MET), (TODAY, MET), (LATER, NOT_MET)],
)
def test_bkn_comes_first(consideration: date | None, expected: str) -> None:
    papers = {"sign-decree": document(TODAY)}
    if consideration:
        papers["record-consideration"] = document(consideration)
    finding = found("R-BKN-01", case=case(documents=papers))
    assert (finding.verdict, finding.seen) == (expected, {"on": consideration})
    missing, there = (MET, NOT_MET) if consideration is None else (NOT_MET, MET)
    assert verdict("R-BKN-03", case=case(documents=papers)) == missing
    assert verdict("R-BKN-04", case=case(documents=papers)) == there


def test_without_a_decree_nothing_is_said_about_it() -> None:
    for rule in ("R-BKN-01", "R-SK-03", "R-INA-06", "R-SK-06"):
        assert verdict(rule) == NOT_APPLICABLE
    assert verdict("R-SK-03", case=case(documents={"sign-decree": document(TODAY)})) == NOT_APPLICABLE


@pytest.mark.parametrize(("effective", "expected"), [(EARLIER, NOT_MET), (TODAY, MET), (PLANNED, MET)])
def test_not_retroactive(effective: date, expected: str) -> None:
    told = case(documents={"sign-decree": document(TODAY)}, effective_on=effective)
    finding = found("R-SK-03", case=told)
    assert (finding.verdict, finding.seen) == (expected, {"on": TODAY, "effective_on": effective})


def test_signed_once() -> None:
    signed = case(documents={"sign-decree": document(TODAY)})
    assert (verdict("R-SK-04"), verdict("R-SK-05")) == (MET, NOT_MET)
    assert (verdict("R-SK-04", case=signed), verdict("R-SK-05", case=signed)) == (NOT_MET, MET)
    assert verdict("R-SK-06", case=signed, form={}) == NOT_MET
    assert verdict("R-SK-06", case=signed, form={"number": "800/418"}) == MET


@pytest.mark.parametrize(
    ("category", "sworn", "due", "done"),
    [
        ("JF_PERTAMA", False, (MET, "due"), (NOT_MET, "missing")),
        ("JF_PERTAMA", True, (NOT_MET, "sworn"), (MET, "sworn")),
        ("PENGAWAS", False, (MET, "due"), (NOT_MET, "missing")),
        ("PELAKSANA_KLERK", False, (NOT_MET, "exempt"), (NOT_APPLICABLE, "exempt")),
        ("PELAKSANA_OPERATOR", False, (NOT_MET, "exempt"), (NOT_APPLICABLE, "exempt")),
        ("PELAKSANA_TEKNISI", False, (NOT_MET, "exempt"), (NOT_APPLICABLE, "exempt")),
    ],
)
def test_who_takes_the_oath(category: str, sworn: bool, due: tuple[str, str], done: tuple[str, str]) -> None:
    told = case(category=category, documents={"inaugurate": document(TODAY)} if sworn else {})
    for step, expected in (("inaugurate", due), ("execute", done)):
        finding = found("R-INA-01", step, case=told)
        assert (finding.verdict, finding.seen["seen"]) == expected


@pytest.mark.parametrize(("on", "expected"), [(EARLIER, NOT_MET), (TODAY, MET), (LATER, MET)])
def test_the_oath_is_not_before_the_decree(on: date, expected: str) -> None:
    told = case(documents={"sign-decree": document(TODAY), "inaugurate": document(on)})
    finding = found("R-INA-06", case=told)
    assert (finding.verdict, finding.seen) == (expected, {"on": on})
    assert verdict("R-INA-06", case=case(documents={"sign-decree": document(TODAY)})) == NOT_APPLICABLE
    assert verdict("R-INA-06", case=case(documents={"inaugurate": document(TODAY)})) == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("on", "effective", "expected"),
    [
        (TODAY, TODAY, MET),
        (EARLIER, EARLIER, MET),
        (TODAY, EARLIER, MET),
        (EARLIER, TODAY, NOT_MET),
        (LATER, TODAY, NOT_MET),
        (TODAY, None, UNKNOWN),
    ],
)
def test_the_first_day_is_dated_from_the_effective_date_to_today(
    on: date, effective: date | None, expected: str
) -> None:
    told = case(documents={"execute": document(on)}, effective_on=effective)
    for step in ("execute", "correct"):
        assert verdict("R-SPM-01", step, case=told) == expected


def test_a_correction_goes_no_further_than_the_day_of_leaving() -> None:
    told = case(documents={"execute": document(TODAY)}, effective_on=EARLIER)
    assert verdict("R-SPM-01", "correct", case=told, left_on=TODAY) == MET
    assert verdict("R-SPM-01", "correct", case=told, left_on=LATER) == MET
    assert verdict("R-SPM-01", "correct", case=told, left_on=EARLIER) == NOT_MET


def test_before_the_form_is_filled_in_the_effective_date_must_have_come() -> None:
    assert verdict("R-SPM-01", "execute", case=case(effective_on=TODAY)) == MET
    assert verdict("R-SPM-01", "execute", case=case(effective_on=LATER)) == NOT_MET
    assert verdict("R-SPM-01", "correct", case=case(effective_on=LATER)) == NOT_APPLICABLE
