"""How long things take, where some are still going on: quantiles by Kaplan and Meier, exact.

What still goes on counts as lasting at least as long as it has lasted so far. Left out, it would make everything look
quicker than it is, since what takes longest is what has not ended.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

Counts = Mapping[int, int]  # how many lasted so many working days


class Spread(NamedTuple):
    """The working days within which a tenth, half, and nine tenths have ended; None where that was never reached."""

    low: int | None
    median: int | None
    high: int | None


def spread(ended: Counts, waiting: Counts) -> Spread:
    """Give the 10 % quantile, the median and the 90 % quantile of durations, by how many ended and how many go on."""
    low, median, high = quantiles(ended, waiting, (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)))
    return Spread(low, median, high)


def quantiles(ended: Counts, waiting: Counts, shares: tuple[Fraction, ...]) -> tuple[int | None, ...]:
    """Give, for each share in rising order, the first duration by which at least that share has ended.

    The share that goes on beyond t is the product over durations d ≤ t of (1 − ended at d ÷ at risk at d). At risk at
    d are all that lasted d or longer: of those that end and those that are last seen on the same day, the ending
    comes first. None where so many have not ended.
    """
    at_risk = sum(ended.values()) + sum(waiting.values())
    going_on = Fraction(1)
    found: list[int | None] = []
    for days in sorted({*ended, *waiting}):
        ends = ended.get(days, 0)
        if ends:
            going_on *= Fraction(at_risk - ends, at_risk)
        while len(found) < len(shares) and 1 - going_on >= shares[len(found)]:
            found.append(days)
        at_risk -= ends + waiting.get(days, 0)
    return (*found, *[None] * (len(shares) - len(found)))
