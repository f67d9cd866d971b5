"""Durations worked out by hand: with ties, with cases that go on, and where half was never reached."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from policies.statistics.durations import Spread, quantiles, spread

NONE: dict[int, int] = {}


def test_all_have_ended() -> None:
    # Five cases: after 1, 2, 3, 4, 10 days. Half (at least 2.5) have ended on day 3, nine tenths (4.5) on day 10.
    assert spread(Counter([1, 2, 3, 4, 10]), NONE) == Spread(1, 3, 10)


def test_an_even_number_takes_the_lower_middle() -> None:
    assert spread(Counter([1, 2, 3, 4]), NONE).median == 2  # exactly half has ended by then


def test_who_waits_counts_as_at_least_that_long() -> None:
    # At risk 6. Day 2: one ends, 5/6 go on. Day 3: one was last seen. Day 5: of 4 one ends, 5/6·3/4 = 5/8.
    # Day 7: of 3 one ends, 5/8·2/3 = 5/12: more than half has ended. Day 9: the last two were last seen.
    assert spread({2: 1, 5: 1, 7: 1}, {3: 1, 9: 2}) == Spread(2, 7, None)
    assert spread({2: 1, 5: 1, 7: 1}, NONE).median == 5  # what it would be without them: too quick


def test_of_a_tie_the_ending_comes_first() -> None:
    # Day 4: both are at risk, so half has ended; had the other been gone first, all would have.
    assert spread({4: 1}, {4: 1}) == Spread(4, 4, None)


def test_half_was_never_reached() -> None:
    assert spread({3: 1}, {8: 3}) == Spread(3, None, None)  # only a quarter has ended
    assert spread(NONE, {8: 3}) == spread(NONE, NONE) == Spread(None, None, None)


def test_on_the_same_day() -> None:
    assert spread({0: 3}, {0: 2}) == Spread(0, 0, None)


DAYS = st.lists(st.integers(0, 30), max_size=12)


@given(DAYS, DAYS, st.integers(1, 10))
def test_the_same_by_the_definition(ended: list[int], waiting: list[int], tenths: int) -> None:
    share = Fraction(tenths, 10)
    found = quantiles(Counter(ended), Counter(waiting), (share,))[0]

    def going_on(day: int) -> Fraction:
        product = Fraction(1)
        for each in sorted({d for d in ended if d <= day}):
            at_risk = sum(d >= each for d in ended + waiting)
            product *= 1 - Fraction(ended.count(each), at_risk)
        return product

    assert found == next((day for day in range(31) if 1 - going_on(day) >= share), None)
