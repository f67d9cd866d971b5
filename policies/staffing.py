"""How many people a post needs, how hard its holders work, and how urgent a gap is: exact arithmetic, never floats.

Workload is counted in millionths of a minute a year, as volume and minutes have three decimals each. The dated values
stand in `rules_2_needs.toml`: working time (R-ABK-01), classes (R-ABK-02), runs (R-ABK-03), priority (R-NED-04),
plans of moves (R-PLN-01).
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from policies.dates import months_between, retirement
from policies.model import Procedure

MILLION = 1_000_000
PARTS = ("gap", "criticality", "retirement", "outlying", "age")


class Need(NamedTuple):
    """The people that a post needs: by its workload alone (exact), as it counts (whole), and how many for a time."""

    exact: Fraction
    whole: int
    temporary: int
    until: date | None


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, a half upwards."""
    return _rounded(value.numerator, value.denominator)


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def need(permanent: int, temporary: int, until: date | None, formation: int | None, minutes: int) -> Need:
    """Give the need of a post (PermenPANRB 1/2020; rounding is a local choice).

    `permanent` and `temporary` are sums of workload in millionths of a minute a year, `until` is the last day of the
    temporary part, `formation` the approved number of people (0 is one too), `minutes` the effective working time of
    a year. Without a formation the whole workload is rounded once; with one only the temporary part is.
    """
    whole, extra = people(permanent, temporary, formation, minutes)
    exact = Fraction(permanent + temporary, minutes * MILLION)
    return Need(exact, whole, extra, until if temporary else None)


def people(permanent: int, temporary: int, formation: int | None, minutes: int) -> tuple[int, int]:
    """Give how many people a post needs, and how many of them for a time: the whole numbers of `need`."""
    year = minutes * MILLION
    if formation is not None:
        extra = _rounded(temporary, year)
        return formation + extra, extra
    whole = _rounded(permanent + temporary, year)
    return whole, whole - _rounded(permanent, year)


def effectiveness(work: int, holders: int, minutes: int) -> int | None:
    """Give workload ÷ (holders × working time) in hundredths, half up (EJ, Permendagri 12/2008).

    None without holders or without workload.
    """
    if not holders or not work:
        return None
    return _rounded(100 * work, holders * minutes * MILLION)


def effectiveness_class(hundredths: int | None, borders: Mapping[str, Any]) -> str | None:
    """Give the class A to E of the rounded figure; `borders` has the least percentage of A to D."""
    if hundredths is None:
        return None
    return next((name for name in "ABCD" if hundredths >= borders[name]), "E")


def needs_horizon(procedure: Procedure, on: date) -> int:
    """Give the months that a run looks ahead which opens and closes needs (R-ABK-03)."""
    return int(procedure.rules["R-ABK-03"].on(on)["horizon"])


def retires_on(born: date, category: str | None, group: str | None, ages: Mapping[str, Any]) -> date:
    """Give the first day of retirement of the holder of a post of that category, or of that group in it (R-BUP-01).

    Who holds no post retires as an operational official does.
    """
    return retirement(born, int(ages.get(group or "", ages.get(category or "", ages["PELAKSANA_KLERK"]))))


class Priority(NamedTuple):
    """The priority of a need and its parts, each 0 to 1, exact; `parts` has the keys of `PARTS`."""

    value: Fraction
    parts: Mapping[str, Fraction]


def priority(parts: Mapping[str, Fraction], weights: Mapping[str, Any]) -> Priority:
    """Weigh the parts of a priority (R-NED-04, local choice); each is clipped to 0 … 1."""
    clipped = {name: min(max(parts[name], Fraction(0)), Fraction(1)) for name in PARTS}
    return Priority(sum((Fraction(weights[name]) * clipped[name] for name in PARTS), Fraction(0)), clipped)


def gap_part(gap: int, whole: int) -> Fraction:
    """Give gap ÷ need; 0 where nobody is needed."""
    return Fraction(gap, whole) if whole else Fraction(0)


def criticality_part(criticality: Fraction | None) -> Fraction:
    """Give the criticality of the unit's service; a half where nobody has said."""
    return Fraction(1, 2) if criticality is None else criticality


def share_part(some: int, of: int) -> Fraction:
    """Give a share of the holders; 0 where there are none."""
    return Fraction(some, of) if of else Fraction(0)


def age_part(since: date | None, on: date, full: int) -> Fraction:
    """Give the age of a gap in completed months, of which `full` are 1."""
    return Fraction(months_between(since, on), full) if since else Fraction(0)


def millionths(value: Fraction) -> int:
    """Give a figure from 0 to 1 in millionths, half up."""
    return half_up(value * MILLION)


# What the tables of these rules hold: see `policies.checking_rules`.
TABLES = {
    "R-ABK-01": {"minutes": "count"},
    "R-ABK-02": dict.fromkeys("ABCD", "count"),
    "R-ABK-03": {"horizon": "count", "longest": "count"},
    "R-ABK-04": {"months": "count"},
    "R-NED-04": {**dict.fromkeys(PARTS, "weight"), "full_age": "count"},
    "R-PLN-01": {**dict.fromkeys(("fit", "move", "gate", "warning", "wish"), "weight"), "outlying_months": "count"},
}
WEIGHED = {"R-NED-04": PARTS}
# The first may not exceed the second: a better fit is never worth a move by itself.
ORDERED = {"R-PLN-01": ("fit", "move")}
