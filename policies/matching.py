"""How well somebody fits a post, in exact figures: competences against the standard, and the parts of the fit.

Dated values stand in `rules_2_needs.toml`: the weights of the fit (R-FIT-01). Advice, not a rule: what decides whether
somebody qualifies are the rules of `policies.rules`.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import asin, cos, gcd, lcm, radians, sin, sqrt
from typing import Any, NamedTuple

from policies.staffing import half_up

PARTS = ("competence", "performance", "experience", "education", "training", "donor", "distance")
PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")
HALF = Fraction(1, 2)
EARTH_METRES = 6_371_000


class Match(NamedTuple):
    """A person against a post's standard: `jpm` is Σ min(level, standard) ÷ Σ standard (Peraturan BKN 26/2019).

    What was never assessed counts as level 0 and is named; `known` says that at least half of Σ standard was assessed.
    """

    jpm: Fraction
    known: bool
    never_assessed: tuple[str, ...]
    missing: tuple[str, ...]


def match(standard: Mapping[str, int], levels: Mapping[str, int]) -> Match | None:
    """Match assessed levels with a standard, capped per competence; None where the post has no standard."""
    total = sum(standard.values())
    if not total:
        return None
    reached = sum(min(levels.get(code, 0), level) for code, level in standard.items())
    assessed = sum(level for code, level in standard.items() if code in levels)
    never = tuple(sorted(code for code in standard if code not in levels))
    missing = tuple(sorted(code for code, level in standard.items() if levels.get(code, 0) < level))
    return Match(Fraction(reached, total), 2 * assessed >= total, never, missing)


class Course(NamedTuple):
    """A course that is offered: its lesson hours (JP), and to what level it raises which competence."""

    code: str
    hours: int
    raises: Mapping[str, int]


class CourseSet(NamedTuple):
    """Courses that together close a gap, by their codes in order, and their hours."""

    hours: int
    codes: tuple[str, ...]


def cheapest(courses: Sequence[Course], standard: Mapping[str, int]) -> Mapping[frozenset[str], CourseSet]:
    """Give, for every set of competences that can be closed, the cheapest courses that raise them to the standard.

    Exact: fewest hours, then fewest courses, then the first by code. A set that no courses close is missing. The
    table has 2ⁿ entries for n competences that some course closes; a standard has some ten.
    """
    best: dict[frozenset[str], CourseSet] = {frozenset(): CourseSet(0, ())}
    for course in sorted(courses, key=lambda course: course.code):
        closed = frozenset(c for c, level in standard.items() if course.raises.get(c, 0) >= level)
        for done, found in list(best.items()):
            if not closed <= done:
                _offer(best, done | closed, CourseSet(found.hours + course.hours, (*found.codes, course.code)))
    return _for_less(best)


def _offer(best: dict[frozenset[str], CourseSet], closed: frozenset[str], offered: CourseSet) -> None:
    known = best.get(closed)
    if known is None or _rank(offered) < _rank(known):
        best[closed] = offered


def _rank(found: CourseSet) -> tuple[int, int, tuple[str, ...]]:
    return found.hours, len(found.codes), found.codes


def _for_less(best: dict[frozenset[str], CourseSet]) -> Mapping[frozenset[str], CourseSet]:
    """Let courses that close more than is asked for count for what is asked for: with each competence, and without."""
    every = sorted(frozenset().union(*best))
    wanted = [frozenset(some) for size in range(len(every) + 1) for some in combinations(every, size)]
    told = dict(best)
    for competence in every:
        for fewer in wanted:
            more = told.get(fewer | {competence})
            if competence not in fewer and more is not None:
                _offer(told, fewer, more)
    return told


class Fit(NamedTuple):
    """A fit from 0 to 1 with its parts, unweighted; what nobody knows is a half, and named in `unknown`."""

    value: Fraction
    parts: Mapping[str, Fraction]
    unknown: frozenset[str]

    @property
    def ten_thousandths(self) -> int:
        """The fit at four decimals, by which people are ranked."""
        return half_up(10_000 * self.value)


def fit(parts: Mapping[str, Fraction | None], weights: Mapping[str, Any]) -> Fit:
    """Weigh the parts of a fit (R-FIT-01, local choice); None is unknown."""
    known = {name: HALF if parts[name] is None else _clip(parts[name]) for name in PARTS}
    value = sum((Fraction(weights[name]) * known[name] for name in PARTS), Fraction(0))
    return Fit(value, known, frozenset(name for name in PARTS if parts[name] is None))


class Rounding(NamedTuple):
    """How a donor's part ends a fit: (worth of the other parts × `times` + `plus`) ÷ `over`, rounded down."""

    times: int
    plus: int
    over: int


class Scale:
    """The fit at four decimals of many people for one post, in whole numbers: the figure of `fit`, many times as fast.

    Each part but the donor's is a multiple of one over a number that the law and the post's standard (its sum is
    `total`) determine, so all can be added up over one denominator. What a value is worth need be asked only once for
    all who have it in common.
    """

    def __init__(self, weights: Mapping[str, Any], total: int) -> None:
        predicates = lcm(*(Fraction(weights[name]).denominator for name in PREDICATES))
        whole = {
            "competence": total or 1,
            "performance": 2 * predicates,
            "experience": weights["full_months"],
            "education": 1,
            "training": weights["full_hours"],
            "distance": 1000 * weights["full_km"],
        }
        self._whole = {name: lcm(2, number) for name, number in whole.items()}  # a half has to be one too
        weight = {name: Fraction(weights[name]) for name in PARTS}
        self._unit = lcm(*(weight[name].denominator * number for name, number in self._whole.items()))
        self._worth = {
            name: weight[name].numerator * (self._unit // (weight[name].denominator * number))
            for name, number in self._whole.items()
        }
        self._donor = weight["donor"]

    def worth(self, name: str, part: Fraction | None) -> int:
        """Give what a part other than the donor's adds to the fit, in units of this scale."""
        whole = self._whole[name]
        count = whole // 2 if part is None else part.numerator * (whole // part.denominator)
        return self._worth[name] * min(max(count, 0), whole)

    def rounding(self, donor: Fraction | None) -> Rounding:
        """Give what makes four decimals of the worth of the other parts, for one part of the donor."""
        part = HALF if donor is None else _clip(donor)
        weight = self._donor * part
        over = self._unit * weight.denominator
        # A half is rounded upwards.
        times, plus, over = 20_000 * weight.denominator, 20_000 * self._unit * weight.numerator + over, 2 * over
        common = gcd(times, plus, over)
        return Rounding(times // common, plus // common, over // common)

    def ten_thousandths(self, parts: Mapping[str, Fraction | None]) -> int:
        """Give the fit of these parts at four decimals."""
        times, plus, over = self.rounding(parts["donor"])
        return (sum(self.worth(name, parts[name]) for name in self._whole) * times + plus) // over


def _clip(part: Fraction | None) -> Fraction:
    return min(max(part or Fraction(0), Fraction(0)), Fraction(1))


def competence_part(found: Match | None) -> Fraction | None:
    """Give the JPM; unknown without a standard, or when less than half of it was assessed."""
    return found.jpm if found is not None and found.known else None


def performance_part(predicates: Sequence[str | None], values: Mapping[str, Any]) -> tuple[Fraction | None, bool]:
    """Give the mean of the years' predicates, and whether one was missing; with none known it is unknown."""
    known = [Fraction(values[predicate]) for predicate in predicates if predicate is not None]
    if not known:
        return None, True
    return sum(known, Fraction(0)) / len(known), len(known) < len(predicates)


def education_part(field: str | None, fields: Sequence[str]) -> Fraction | None:
    """Give 1 where the field of study is one of the post's or the post names none, else a half."""
    if not fields:
        return Fraction(1)
    if field is None:
        return None
    return Fraction(1) if same_field(field, fields) else HALF


def same_field(field: str | None, fields: Sequence[str]) -> bool:
    """Say whether a field of study is one of those that a post names, in capitals or not."""
    return field is not None and field.casefold().strip() in {each.casefold().strip() for each in fields}


def training_part(found: Match | None, hours: int | None, full: int) -> Fraction | None:
    """Give 1 − hours ÷ `full`; 0 where no course closes the gap; unknown where something was never assessed."""
    if found is None or found.never_assessed:
        return None
    return Fraction(0) if hours is None else 1 - Fraction(hours, full)


def metres(one: tuple[Any, Any] | None, other: tuple[Any, Any] | None) -> int | None:
    """Give the distance between two places (latitude, longitude in degrees) as the crow flies; None if one is unknown.

    Rounded to whole metres, so that the fit stays exact.
    """
    if one is None or other is None:
        return None
    (south, west), (north, east) = ((radians(float(a)), radians(float(b))) for a, b in (one, other))
    across = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return round(2 * EARTH_METRES * asin(min(1.0, sqrt(across))))


def distance_part(found: int | None, full_km: int) -> Fraction | None:
    """Give 1 − km ÷ `full_km`; unknown without coordinates."""
    return None if found is None else 1 - Fraction(found, 1000 * full_km)


def similarity(one: "Capacity", other: "Capacity") -> Fraction:
    """Compare the capacity of two units (R-DON-04): 0.5 for one kind, 0.3 for size, 0.2 for post categories.

    Size is the smaller need over the larger; categories those in common over those of either.
    """
    kind = Fraction(int(one.kind == other.kind))
    larger = max(one.need, other.need)
    size = Fraction(min(one.need, other.need), larger) if larger else Fraction(1)
    either = one.categories | other.categories
    common = Fraction(len(one.categories & other.categories), len(either)) if either else Fraction(1)
    return Fraction(5, 10) * kind + Fraction(3, 10) * size + Fraction(2, 10) * common


class Capacity(NamedTuple):
    """What a unit is compared by: its kind, the need of its own posts, and their categories."""

    kind: str
    need: int
    categories: frozenset[str]


# What the table of the fit holds: see `policies.checking_rules`.
BANDS = ("high", "good_fit", "fair")  # of a fit, each from its share on, the best first

TABLES = {
    "R-FIT-02": {"hours": "count"},
    "R-FIT-03": dict.fromkeys(BANDS, "share"),
    "R-FIT-01": {
        **dict.fromkeys((*PARTS, *PREDICATES), "weight"),
        **dict.fromkeys(("full_months", "full_hours", "full_km"), "count"),
    },
}
WEIGHED = {"R-FIT-01": PARTS}
