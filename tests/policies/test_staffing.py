"""Need, effectiveness and priority, worked out by hand, each border from both sides."""

from datetime import date
from fractions import Fraction

import pytest

from policies import staffing
from policies.loading import current
from policies.staffing import MILLION

YEAR = 75_000
CLASSES = current().rules["R-ABK-02"].on(date(2026, 1, 1))
WEIGHTS = current().rules["R-NED-04"].on(date(2026, 1, 1))
END = date(2027, 6, 30)


def work(minutes: float | int) -> int:
    """Give minutes a year in millionths."""
    return int(minutes * MILLION)


def test_twelve_tasks_of_241_500_minutes_need_three_people() -> None:
    found = staffing.need(work(241_500), 0, None, None, YEAR)
    assert found == (Fraction("3.22"), 3, 0, None)
    assert staffing.half_up(100 * found.exact) == 322


@pytest.mark.parametrize(
    ("minutes", "people"),
    [(0, 0), (37_499, 0), (37_500, 1), (112_499, 1), (112_500, 2), (262_499, 3), (262_500, 4)],
)
def test_a_half_is_rounded_upwards_once(minutes: int, people: int) -> None:
    assert staffing.need(work(minutes), 0, None, None, YEAR).whole == people


def test_the_exact_need_is_rounded_and_not_its_two_decimals() -> None:
    """37,499.999999 minutes are shown as 0.50 people, and yet need nobody."""
    found = staffing.need(work(37_500) - 1, 0, None, None, YEAR)
    assert (staffing.half_up(100 * found.exact), found.whole) == (50, 0)


@pytest.mark.parametrize(
    ("formation", "people", "extra"),
    [(None, 4, 1), (0, 1, 1), (3, 4, 1), (5, 6, 1)],
)
def test_a_temporary_load_with_and_without_a_formation(formation: int | None, people: int, extra: int) -> None:
    """3.22 people for good and 0.6 for a time: 3.82 are four; beside a formation the 0.6 alone is one more."""
    found = staffing.need(work(241_500), work(45_000), END, formation, YEAR)
    assert (found.whole, found.temporary, found.until) == (people, extra, END)
    assert found.exact == Fraction("3.82")


@pytest.mark.parametrize(
    ("minutes", "formation", "extra"), [(37_499, 3, 0), (37_500, 3, 1), (20_999, None, 0), (21_000, None, 1)]
)
def test_what_a_temporary_load_adds(minutes: int, formation: int | None, extra: int) -> None:
    """Beside a formation it counts from half a person on; without one together with the 3.22, from 3.50 on."""
    found = staffing.need(work(241_500), work(minutes), END, formation, YEAR)
    assert (found.whole, found.temporary) == (3 + extra, extra)


def test_a_formation_counts_whatever_the_workload_says() -> None:
    assert staffing.need(work(241_500), 0, None, 0, YEAR) == (Fraction("3.22"), 0, 0, None)
    assert staffing.need(0, 0, None, 7, YEAR) == (0, 7, 0, None)


def test_two_holders_with_the_work_of_three() -> None:
    hundredths = staffing.effectiveness(work(241_500), 2, YEAR)
    assert (hundredths, staffing.effectiveness_class(hundredths, CLASSES)) == (161, "A")


@pytest.mark.parametrize(
    ("hundredths", "letter"),
    [(100, "A"), (99, "B"), (90, "B"), (89, "C"), (70, "C"), (69, "D"), (50, "D"), (49, "E"), (0, "E"), (None, None)],
)
def test_the_borders_of_the_classes(hundredths: int | None, letter: str | None) -> None:
    assert staffing.effectiveness_class(hundredths, CLASSES) == letter


def test_the_class_is_of_the_rounded_figure() -> None:
    """74,625 minutes of one person are 0.995, shown as 1.00 and of class A; a minute less is 0.99 and B."""
    assert staffing.effectiveness(work(74_625), 1, YEAR) == 100
    assert staffing.effectiveness(work(74_624), 1, YEAR) == 99


def test_without_holders_or_without_workload_there_is_no_effectiveness() -> None:
    assert staffing.effectiveness(work(241_500), 0, YEAR) is None
    assert staffing.effectiveness(0, 3, YEAR) is None


NOTHING = dict.fromkeys(staffing.PARTS, Fraction(0))


@pytest.mark.parametrize(
    ("part", "weight"),
    [("gap", "0.40"), ("criticality", "0.25"), ("retirement", "0.15"), ("outlying", "0.10"), ("age", "0.10")],
)
def test_each_part_of_the_priority_alone(part: str, weight: str) -> None:
    assert staffing.priority({**NOTHING, part: Fraction(1)}, WEIGHTS).value == Fraction(weight)
    assert staffing.priority({**NOTHING, part: Fraction(1, 2)}, WEIGHTS).value == Fraction(weight) / 2


def test_parts_are_clipped() -> None:
    found = staffing.priority({**NOTHING, "gap": Fraction(-3, 2), "age": Fraction(30, 24)}, WEIGHTS)
    assert (found.parts["gap"], found.parts["age"], found.value) == (0, 1, Fraction("0.10"))


def test_what_the_parts_are_made_of() -> None:
    assert staffing.gap_part(2, 3) == Fraction(2, 3)
    assert staffing.gap_part(0, 0) == 0
    assert staffing.criticality_part(None) == Fraction(1, 2)
    assert staffing.criticality_part(Fraction("0.8")) == Fraction("0.8")
    assert staffing.share_part(1, 4) == Fraction(1, 4)
    assert staffing.share_part(0, 0) == 0
    assert staffing.age_part(date(2026, 1, 31), date(2026, 7, 31), 24) == Fraction(6, 24)
    assert staffing.age_part(date(2026, 1, 31), date(2026, 7, 30), 24) == Fraction(5, 24)
    assert staffing.age_part(None, date(2026, 7, 31), 24) == 0


@pytest.mark.parametrize(
    ("value", "expected"), [("2/3", 666_667), ("1/3", 333_333), ("0.0000005", 1), ("0.00000049", 0)]
)
def test_six_decimals_half_up(value: str, expected: int) -> None:
    assert staffing.millionths(Fraction(value)) == expected
