"""Counting a ballot: exact fractions for the quorum, more for than against to carry, equal is a tie."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.tally import Tally, tally


@pytest.mark.parametrize(
    ("eligible", "share", "expected"),
    [
        (9, "2/3", 6),
        (8, "2/3", 6),
        (7, "2/3", 5),
        (6, "2/3", 4),
        (5, "2/3", 4),
        (3, "2/3", 2),
        (0, "2/3", 0),
        (6, "1/2", 3),
        (7, "1/2", 4),
        (10, "7/10", 7),
        (7, "1", 7),
    ],
)
def test_a_quorum_is_rounded_up(eligible: int, share: str, expected: int) -> None:
    assert Tally(eligible, 0, 0, 0).quorum(share) == expected


@given(st.integers(0, 1000))
def test_a_quorum_is_the_least_number_that_reaches_the_share(eligible: int) -> None:
    quorum = Tally(eligible, 0, 0, 0).quorum("2/3")
    assert Fraction(2, 3) * eligible <= quorum < Fraction(2, 3) * eligible + 1


@pytest.mark.parametrize(
    ("count_for", "against", "abstain", "outcome", "needed"),
    [
        (4, 3, 0, "carried", 4),
        (3, 4, 0, "lost", 4),
        (3, 3, 1, "tie", 4),
        (1, 0, 6, "carried", 1),
        (0, 1, 6, "lost", 1),
        (0, 0, 7, "tie", 1),
        (2, 1, 4, "carried", 2),
        (7, 0, 0, "carried", 4),
    ],
)
def test_an_outcome(count_for: int, against: int, abstain: int, outcome: str, needed: int) -> None:
    count = tally(9, ["for"] * count_for + ["against"] * against + ["abstain"] * abstain)
    assert (count.outcome, count.needed) == (outcome, needed)
    assert (count.eligible, count.present) == (9, count_for + against + abstain)
    assert (count.votes_for, count.votes_against, count.abstained) == (count_for, against, abstain)


@given(st.integers(0, 20), st.integers(0, 20))
def test_who_has_what_is_needed_carries(count_for: int, against: int) -> None:
    count = Tally(40, count_for + against, count_for, against)
    assert (count.votes_for >= count.needed) is (count.outcome == "carried")
