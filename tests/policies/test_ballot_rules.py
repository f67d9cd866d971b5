"""Rules about ballots: open or not, who votes, when it closes, quorum and outcome."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.policies.known import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    TODAY,
    UNKNOWN,
    actor,
    ballot,
    case,
    found,
    moment,
    verdict,
    votes,
)

STATUSES = (None, "open", "carried", "lost", "tie", "void")


@pytest.mark.parametrize("status", STATUSES)
def test_what_each_status_allows(status: str | None) -> None:
    facts = {"case": case(ballot_status=status)}
    decided = status in ("carried", "lost")
    assert verdict("R-BAL-01", **facts) == (NOT_MET if status == "open" else MET)
    assert verdict("R-BAL-02", **facts) == (MET if status == "open" else NOT_MET)
    assert verdict("R-BAL-03", **facts) == (NOT_MET if decided else MET)
    assert verdict("R-BAL-04", **facts) == (MET if decided else NOT_MET)


def open_case(**parts: Any) -> Any:
    """Give a case with an open ballot."""
    return case(ballot=ballot(**parts), ballot_status="open")


def test_who_may_vote() -> None:
    assert verdict("R-BAL-05", case=open_case(), actor=actor(31)) == MET
    assert verdict("R-BAL-05", case=open_case(), actor=actor(38)) == NOT_MET
    assert verdict("R-BAL-05", case=open_case(recused=frozenset({31})), actor=actor(31)) == NOT_MET
    assert verdict("R-BAL-05", case=open_case(), actor=actor(None)) == NOT_MET
    closed = case(ballot=ballot(), ballot_status="tie")
    assert verdict("R-BAL-05", case=closed, actor=actor(31)) == NOT_MET


def test_the_closing_time_lies_ahead() -> None:
    now = moment()
    assert verdict("R-BAL-06", form={}) == NOT_MET
    assert verdict("R-BAL-06", form={"closes_at": now}, moment=now) == NOT_MET
    assert verdict("R-BAL-06", form={"closes_at": now + timedelta(minutes=1)}, moment=now) == MET


@pytest.mark.parametrize(
    ("cast", "now", "expected"),
    [
        (7, moment(TODAY), MET),
        (6, moment(TODAY), NOT_MET),
        (6, moment(date(2026, 3, 3), 15, 59), NOT_MET),
        (6, moment(date(2026, 3, 3), 16), MET),
        (0, moment(date(2026, 3, 4)), MET),
    ],
)
def test_when_a_ballot_may_close(cast: int, now: Any, expected: str) -> None:
    finding = found("R-BAL-07", case=open_case(votes=votes(cast)), moment=now)
    assert (finding.verdict, finding.seen) == (expected, {"cast": cast, "eligible": 7})


def test_a_closed_ballot_closes_no_further() -> None:
    assert verdict("R-BAL-07", case=case()) == NOT_APPLICABLE
    assert verdict("R-BAL-07", case=case(ballot=ballot(), ballot_status="carried")) == NOT_APPLICABLE


def test_who_is_still_missing() -> None:
    some, everybody = open_case(votes=votes(6)), open_case(votes=votes(7))
    assert (verdict("R-BAL-08", case=some), verdict("R-BAL-09", case=some)) == (MET, NOT_MET)
    assert (verdict("R-BAL-08", case=everybody), verdict("R-BAL-09", case=everybody)) == (NOT_MET, MET)
    recused = open_case(votes=votes(6), recused=frozenset({37}))
    assert (verdict("R-BAL-08", case=recused), verdict("R-BAL-09", case=recused)) == (NOT_MET, MET)
    assert (verdict("R-BAL-08", case=case()), verdict("R-BAL-09", case=case())) == (NOT_MET, NOT_MET)


@pytest.mark.parametrize(("eligible", "expected"), [(4, NOT_MET), (5, MET), (9, MET)])
def test_enough_members_to_open(eligible: int, expected: str) -> None:
    finding = found("R-COM-05", "open-ballot", eligible_members=eligible)
    assert finding.verdict == expected
    assert finding.seen == {"eligible": eligible, "present": 0, "needed_present": 0, "outcome": "unopened"}


@pytest.mark.parametrize(
    ("members", "cast", "expected", "needed"),
    [
        (9, 5, NOT_MET, 6),
        (9, 6, MET, 6),
        (7, 4, NOT_MET, 5),
        (7, 5, MET, 5),
        (6, 3, NOT_MET, 4),
        (6, 4, MET, 4),
        (5, 3, NOT_MET, 4),
        (5, 4, MET, 4),
        (4, 4, NOT_MET, 3),
    ],
)
def test_quorum_and_minimum_to_close(members: int, cast: int, expected: str, needed: int) -> None:
    finding = found("R-COM-05", "close-ballot", case=open_case(members=members, votes=votes(0, 0, cast)))
    assert finding.verdict == expected
    assert finding.seen == {"eligible": members, "present": cast, "needed_present": needed, "outcome": "open"}


@pytest.mark.parametrize(("recused", "expected"), [(2, NOT_MET), (3, MET)])
def test_too_few_members_are_left(recused: int, expected: str) -> None:
    left = open_case(recused=frozenset(range(31, 31 + recused)))
    finding = found("R-COM-05", "void-ballot", case=left)
    assert (finding.verdict, finding.seen["outcome"]) == (expected, "open")


@pytest.mark.parametrize(
    ("cast", "outcome"),
    [
        (votes(4, 3), "carried"),
        (votes(3, 4), "lost"),
        (votes(3, 3, 1), "tie"),
        (votes(1, 0, 6), "carried"),
        (votes(0, 1, 6), "lost"),
    ],
)
def test_the_outcome_decides_what_the_chair_records(cast: dict[int, str], outcome: str) -> None:
    closed = case(ballot=ballot(cast, closed_on=TODAY), ballot_status=outcome)
    for step, wanted in (("recommend", "carried"), ("reject", "lost")):
        finding = found("R-COM-05", step, case=closed)
        assert finding.verdict == (MET if outcome == wanted else NOT_MET)
        assert finding.seen["outcome"] == outcome


def test_without_quorum_nothing_is_decided() -> None:
    closed = case(ballot=ballot(votes(4), closed_on=TODAY), ballot_status="carried")
    assert verdict("R-COM-05", "recommend", case=closed) == NOT_MET


def test_an_open_ballot_tells_no_outcome() -> None:
    finding = found("R-COM-05", "recommend", case=open_case(votes=votes(7)))
    assert (finding.verdict, finding.seen["outcome"]) == (NOT_MET, "open")
    finding = found("R-COM-05", "reject", case=case())
    assert (finding.verdict, finding.seen) == (UNKNOWN, {"outcome": "none"})


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"vote": "for"}, NOT_APPLICABLE),
        ({"vote": "abstain"}, NOT_APPLICABLE),
        ({"vote": "against"}, NOT_MET),
        ({"vote": "against", "reason": "Unit asal kekurangan."}, MET),
    ],
)
def test_a_vote_against_gives_its_reason(form: dict[str, str], expected: str) -> None:
    assert verdict("R-COM-06", form=form) == expected
