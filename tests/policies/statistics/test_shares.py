"""Wilson's interval by hand and by published examples, and shares that are rounded to tell of nobody."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.statistics.shares import Z, coarse, outermost, wilson

TENTH = Fraction(1, 10)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 0, "0", "1"),
        (0, 10, "0.0000", "0.2775"),  # z² ÷ (10 + z²) = 3.8415 ÷ 13.8415
        (10, 10, "0.7225", "1.0000"),
        (0, 1, "0.0000", "0.7935"),
        (1, 2, "0.0945", "0.9055"),
        (11, 17, "0.4130", "0.8269"),
        (71, 84, "0.7530", "0.9073"),
        (81, 263, "0.2553", "0.3662"),  # Newcombe 1998, method 3
        (15, 148, "0.0624", "0.1605"),  # the same
        (50, 100, "0.4038", "0.5962"),
    ],
)
def test_an_interval(successes: int, trials: int, low: str, high: str) -> None:
    assert wilson(successes, trials) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(("successes", "trials"), [(-1, 3), (4, 3)])
def test_what_is_no_share(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, trials)


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_its_ends_solve_the_equation(share: tuple[int, int]) -> None:
    successes, trials = share
    low, high = wilson(successes, trials)
    assert 0 <= low <= Decimal(successes) / trials <= high <= 1
    assert wilson(trials - successes, trials).low == pytest.approx(1 - high, abs=Decimal("0.0001"))
    for end in (low, high):  # (p̂ − p)² = z² p (1 − p) ÷ n, as far as four decimals say
        gap = (Decimal(successes) / trials - end) ** 2 - Z * Z * end * (1 - end) / trials
        assert abs(gap) < Decimal("0.0005")


@pytest.mark.parametrize(
    ("successes", "trials", "tenths"),
    [(3, 6, 5), (5, 20, 3), (4, 20, 2), (9, 20, 5), (7, 8, 9), (8, 8, 9), (1, 5, 2), (0, 5, 2), (30, 30, 10)],
)
def test_shares_are_rounded_to_tenths(successes: int, trials: int, tenths: int) -> None:
    assert coarse(successes, trials, TENTH) == Fraction(tenths, 10)


def test_the_outermost_shares_mean_more_or_less() -> None:
    assert outermost(Fraction(8, 10), 5, TENTH) == "most"
    assert outermost(Fraction(2, 10), 5, TENTH) == "least"
    assert outermost(Fraction(4, 10), 5, TENTH) == ""
