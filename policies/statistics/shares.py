"""What a share of a few is worth: Wilson's interval (95 %), and shares rounded so that they tell of nobody."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from policies.staffing import half_up

# The 97.5 % quantile of the normal distribution, and the places to which an interval is rounded.
Z = Decimal("1.959963984540054")
_PLACES = Decimal("0.0001")
_DIGITS = 50


class Interval(NamedTuple):
    """Where the true share lies with a confidence of 95 %: from 0 to 1, with four decimals, half up."""

    low: Decimal
    high: Decimal


def wilson(successes: int, trials: int) -> Interval:
    """Give Wilson's score interval of a share; of no trials nothing is known: 0 to 1.

    Raises ValueError unless 0 ≤ successes ≤ trials.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is no share")
    if not trials:
        return Interval(Decimal(0), Decimal(1))
    with localcontext() as context:
        context.prec = _DIGITS
        square = Z * Z
        middle = 2 * successes + square
        reach = Z * (square + Decimal(4 * successes * (trials - successes)) / trials).sqrt()
        width = 2 * (trials + square)
        return Interval(_rounded((middle - reach) / width), _rounded((middle + reach) / width))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_PLACES, ROUND_HALF_UP)


def coarse(successes: int, trials: int, step: Fraction) -> Fraction:
    """Round a share of two or more to a step, half up; all is told as all but one, and none as one.

    So nobody learns of a group that everybody in it succeeded, or nobody: the outermost mean "or more", "or less".
    """
    told = min(max(successes, 1), trials - 1)
    return half_up(Fraction(told, trials) / step) * step


def outermost(share: Fraction, trials: int, step: Fraction) -> str:
    """Say whether a coarse share means that many or more ("most"), or that many or less ("least"); else ""."""
    if share == coarse(trials, trials, step):
        return "most"
    return "least" if share == coarse(0, trials, step) else ""
