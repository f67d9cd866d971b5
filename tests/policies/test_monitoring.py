"""Bands and grids of monitoring, each border from both sides, and when a year is told."""

from datetime import date
from fractions import Fraction

import pytest

from policies import monitoring
from policies.loading import current

DAY = date(2026, 11, 24)
BANDS = current().rules["R-MON-03"].on(DAY)
FITS = current().rules["R-FIT-03"].on(DAY)


@pytest.mark.parametrize(
    ("kilometres", "band"), [("0", "1"), ("5", "1"), ("5.001", "2"), ("15", "2"), ("25", "3"), ("25.1", "4")]
)
def test_bands_of_distance(kilometres: str, band: str) -> None:
    assert monitoring.band(Fraction(kilometres), BANDS["kilometres"]) == band


@pytest.mark.parametrize(
    ("holders", "need", "band"),
    [(8, 9, "1"), (9, 10, "2"), (94, 100, "2"), (19, 20, "3"), (99, 100, "3"), (100, 100, "4")],
)
def test_bands_of_the_donors_fill(holders: int, need: int, band: str) -> None:
    assert monitoring.fill_band(Fraction(holders, need), BANDS["donor_fill"]) == band


@pytest.mark.parametrize(
    ("fit", "band"),
    [("0.8", "high"), ("0.7999", "good_fit"), ("0.65", "good_fit"), ("0.5", "fair"), ("0.4999", "weak")],
)
def test_bands_of_fit(fit: str, band: str) -> None:
    assert monitoring.fit_band(Fraction(fit), FITS) == band


def test_what_nobody_knows() -> None:
    assert (
        monitoring.band(None, ["5"])
        == monitoring.fill_band(None, ["1"])
        == monitoring.fit_band(None, FITS)
        == "unknown"
    )


def test_a_year_is_told_nine_months_after_it() -> None:
    assert monitoring.told_from(current(), 2025) == date(2026, 10, 1)


def test_what_may_be_tried_out() -> None:
    assert monitoring.grid(current(), "R-TEN-01", DAY) == (12, 18, 24, 30, 36)
    assert Fraction("68/100") in monitoring.grid(current(), "R-CMP-01a", DAY)
    assert monitoring.grid(current(), "R-DON-01", DAY)[-1] == 1
    with pytest.raises(KeyError):
        monitoring.grid(current(), "R-DIS-01", DAY)


def test_the_value_in_force_can_be_tried_out() -> None:
    for rule, (parameter, _) in monitoring.TRIED.items():
        in_force = Fraction(current().rules[rule].on(DAY)[parameter])
        assert in_force in monitoring.grid(current(), rule, DAY)
