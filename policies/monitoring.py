"""What monitoring goes by: small numbers (R-MON-01), the grids of "what if" (R-MON-02), and the bands of its groups
(R-MON-03). Dated parameters in `rules_6_monitoring.toml`; nothing here is a condition of an act.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from policies.dates import add_months
from policies.model import Procedure

# The predicates that count as a success.
GOOD = frozenset({"very_good", "good"})

# The parameters that may be tried out: the rule with its parameter, and the row of the grid (R-MON-02).
TRIED = {"R-TEN-01": ("months", "tenure"), "R-CMP-01a": ("share", "match"), "R-DON-01": ("floor", "fill")}


class Smallness(NamedTuple):
    """R-MON-01: the smallest group that is published, the step of its shares, and the months until a year is told."""

    least: int
    step: Fraction
    months: int


def smallness(procedure: Procedure, on: date) -> Smallness:
    """Give how small numbers are kept from being told."""
    limits = procedure.rules["R-MON-01"].on(on)
    return Smallness(int(limits["least"]), Fraction(limits["rounding"]), int(limits["after_year"]))


def told_from(procedure: Procedure, year: int) -> date:
    """Give the day from which a calendar year is published; what was recorded on or after it changes nothing."""
    ends = date(year + 1, 1, 1)
    return add_months(ends, smallness(procedure, ends).months)


def grid(procedure: Procedure, rule: str, on: date) -> tuple[Fraction, ...]:
    """Give the values that may be tried for a rule. Raises KeyError for a rule whose values may not."""
    return tuple(Fraction(each) for each in procedure.rules["R-MON-02"].on(on)[TRIED[rule][1]])


def band(value: Fraction | None, borders: Sequence[str]) -> str:
    """Give in which band a value lies: "1" up to the first border, and so on; "unknown" where nobody knows.

    A value that equals a border lies below it.
    """
    if value is None:
        return "unknown"
    return str(1 + sum(value > Fraction(each) for each in borders))


def fill_band(share: Fraction | None, borders: Sequence[str]) -> str:
    """Give the band of a unit's fill, "1" for the emptiest; a value that equals a border lies above it."""
    if share is None:
        return "unknown"
    return str(1 + sum(share >= Fraction(each) for each in borders))


def fit_band(share: Fraction | None, bands: Mapping[str, Any]) -> str:
    """Give the band of a candidate's fit (R-FIT-03): high, good_fit, fair or weak."""
    if share is None:
        return "unknown"
    return next((name for name in ("high", "good_fit", "fair") if share >= Fraction(bands[name])), "weak")


# What the tables of these rules hold: see `policies.checking_rules`.
TABLES = {
    "R-MON-01": {"least": "count", "rounding": "share", "after_year": "count"},
    "R-MON-02": dict.fromkeys((row for _, row in TRIED.values()), "grid"),
    "R-MON-03": {"donor_fill": "grid", "kilometres": "grid", "few": "count"},
}
