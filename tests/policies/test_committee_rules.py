"""Rules about conflicts, separation of duties, offices, the committee's decree and minutes, and gates."""

from datetime import date
from typing import Any

import pytest

from policies.loading import current
from tests.policies.known import (
    ACCOUNT,
    MEMBER,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    OTHER,
    PROPOSER,
    TODAY,
    UNKNOWN,
    actor,
    ballot,
    case,
    document,
    found,
    verdict,
)

TO_JUDGE = ("vote", "close-ballot", "recommend", "reject")
ALWAYS = ("subject", "family")
TO_JUDGE_ONLY = ("proposer", "donor_head", "receiving_head", "superior")


@pytest.mark.parametrize("step", [name for name, s in current().steps.items() if "R-COI-01" in s.provided])
def test_which_relations_count_at_which_step(step: str) -> None:
    for relation in ALWAYS:
        finding = found("R-COI-01", step, relations=frozenset({relation}))
        assert (finding.verdict, finding.seen) == (NOT_MET, {"relations": [relation]})
    for relation in TO_JUDGE_ONLY:
        expected = NOT_MET if step in TO_JUDGE else MET
        assert verdict("R-COI-01", step, relations=frozenset({relation})) == expected
    assert verdict("R-COI-01", step) == MET
    assert verdict("R-COI-01", step, case=case(employee=None)) == NOT_APPLICABLE


def test_a_conflict_stands_in_the_way_of_every_step_but_recusing_and_ones_own() -> None:
    without = {name for name, step in current().steps.items() if "R-COI-01" not in step.provided}
    own = {name for name, step in current().steps.items() if step.by == ("subject",)}
    assert without == {"identify", "recuse", *own}


@pytest.mark.parametrize(
    ("step", "who", "expected", "earlier"),
    [
        ("vote", PROPOSER, NOT_MET, ["proposer"]),
        ("vote", MEMBER, MET, []),
        ("sign-decree", PROPOSER, NOT_MET, ["proposer"]),
        ("sign-decree", MEMBER, NOT_MET, ["voter"]),
        ("sign-decree", OTHER, MET, []),
        ("evaluate-3", OTHER, NOT_MET, ["analyst"]),
        ("evaluate-6", OTHER, NOT_MET, ["analyst"]),
        ("evaluate-3", PROPOSER, MET, []),
    ],
)
def test_separated_duties(step: str, who: int, expected: str, earlier: list[str]) -> None:
    told = case(voters=frozenset({ACCOUNT + MEMBER}), recorder=ACCOUNT + OTHER, recorder_role="personnel_analyst")
    finding = found("R-COI-03", step, case=told, actor=actor(who))
    assert (finding.verdict, finding.seen) == (expected, {"earlier": earlier})


def test_a_proposer_who_recorded_the_need_may_evaluate() -> None:
    told = case(recorder=ACCOUNT + OTHER, recorder_role="proposer")
    assert verdict("R-COI-03", "evaluate-3", case=told, actor=actor(OTHER)) == MET


def test_who_did_both_is_told_both() -> None:
    told = case(voters=frozenset({ACCOUNT + PROPOSER}))
    finding = found("R-COI-03", "sign-decree", case=told, actor=actor(PROPOSER))
    assert finding.seen == {"earlier": ["proposer", "voter"]}


@pytest.mark.parametrize(
    ("who", "more", "seen", "expected"),
    [
        (OTHER, {}, "holder", MET),
        (OTHER, {"deputy_for": 7}, "delegate", MET),
        (PROPOSER, {"deputy_for": 7}, "took_part", NOT_MET),
        (MEMBER, {"deputy_for": 7}, "took_part", NOT_MET),
        (OTHER, {"deputy_for": 7, "acting_official": True}, "acting_official", NOT_MET),
        (OTHER, {"acting_official": True}, "acting_official", NOT_MET),  # of a vacant office
    ],
)
def test_who_fills_the_ppk_s_office(who: int, more: dict[str, Any], seen: str, expected: str) -> None:
    facts = {"case": case(voters=frozenset({ACCOUNT + MEMBER})), "actor": actor(who, "ppk", **more)}
    for rule in ("R-SK-02", "R-PLT-02"):
        finding = found(rule, **facts)
        assert (finding.verdict, finding.seen) == (expected, {"seen": seen})


def test_other_offices_and_other_roles() -> None:
    voted = case(voters=frozenset({ACCOUNT + MEMBER}))
    deputy = actor(MEMBER, "head_bkpsdm", deputy_for=7)
    assert verdict("R-PLT-02", case=voted, actor=deputy) == MET  # only the PPK's delegate must have kept out
    finding = found("R-SK-02", actor=actor(OTHER, "head_bkpsdm"))
    assert (finding.verdict, finding.seen) == (NOT_MET, {"seen": "not_ppk"})


def test_a_committee_s_decree_is_in_force() -> None:
    finding = found("R-COM-02")
    assert (finding.verdict, finding.seen) == (MET, {"decree": "800/1/2024", "until": date(2026, 12, 31)})
    assert verdict("R-COM-02", body=None) == NOT_MET


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 27), NOT_MET),
        (date(2026, 2, 28), MET),
        (TODAY, MET),
        (date(2026, 3, 3), NOT_MET),
    ],
)
def test_minutes_are_dated_from_the_closing_to_today(on: date, expected: str) -> None:
    closed = ballot(closed_on=date(2026, 2, 28))
    told = case(ballot=closed, documents={"recommend": document(on)})
    finding = found("R-COM-01", case=told)
    assert (finding.verdict, finding.seen) == (expected, {"on": on, "closed_on": date(2026, 2, 28), "latest": TODAY})


@pytest.mark.parametrize(("decreed_on", "expected"), [(date(2026, 2, 27), NOT_MET), (date(2026, 2, 28), MET)])
def test_no_decree_is_older_than_its_minutes(decreed_on: date, expected: str) -> None:
    papers = {"recommend": document(date(2026, 2, 28)), "sign-decree": document(decreed_on)}
    finding = found("R-COM-01", case=case(ballot=ballot(closed_on=date(2026, 2, 28)), documents=papers))
    assert (finding.verdict, finding.seen["latest"]) == (expected, decreed_on)


def test_minutes_without_a_closed_ballot() -> None:
    minutes = {"recommend": document(TODAY)}
    assert verdict("R-COM-01", case=case(documents=minutes)) == UNKNOWN
    assert verdict("R-COM-01", case=case(documents=minutes, ballot=ballot())) == UNKNOWN
    assert verdict("R-COM-01", case=case(ballot=ballot(closed_on=TODAY))) == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("role", "named", "expected"),
    [
        ("ppk", "R-TEN-01", MET),
        ("head_bkpsdm", "R-TEN-01", NOT_MET),
        ("head_bkpsdm", "R-DON-01", MET),
        ("ppk", "R-DON-01", NOT_MET),
        ("ppk", "R-DIS-01", NOT_MET),  # it is met, or waived already
        ("ppk", "R-ELG-01", NOT_MET),  # no gate at all
        ("ppk", None, MET),  # before the form is filled in: some gate of this office is unmet
        ("committee_secretary", None, NOT_MET),
    ],
)
def test_which_gate_may_be_waived_by_whom(role: str, named: str | None, expected: str) -> None:
    unmet = {"R-TEN-01": "ppk", "R-DON-01": "head_bkpsdm"}
    form = {"rule": named} if named else {}
    assert verdict("R-GAT-01", form=form, unmet=unmet, actor=actor(OTHER, role)) == expected


@pytest.mark.parametrize(
    ("gates", "open_"),
    [
        ({}, []),
        ({"R-TEN-01": "waived"}, []),
        ({"R-TEN-01": "open"}, ["R-TEN-01"]),
        ({"R-TEN-01": "waived", "R-DON-01": "open"}, ["R-DON-01"]),
    ],
)
def test_gates_that_stand_open(gates: dict[str, str], open_: list[str]) -> None:
    some, none = found("R-GAT-02", case=case(gates=gates)), found("R-GAT-03", case=case(gates=gates))
    assert (some.verdict, none.verdict) == ((MET, NOT_MET) if open_ else (NOT_MET, MET))
    assert some.seen == none.seen == {"gates": open_}


def test_every_gate_names_the_office_that_waives_it() -> None:
    assert {rule.id: rule.waived_by for rule in current().gates} == {
        "R-TEN-01": "ppk",
        "R-DIS-01": "ppk",
        "R-ELG-05": "ppk",
        "R-ELG-07a": "head_bkpsdm",
        "R-CMP-01a": "head_bkpsdm",
        "R-CMP-07": "ppk",
        "R-NED-03": "head_bkpsdm",
        "R-DON-01": "head_bkpsdm",
        "R-DON-02": "head_bkpsdm",
        "R-DON-03": "head_bkpsdm",
    }
