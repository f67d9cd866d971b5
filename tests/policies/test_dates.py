"""Calendar arithmetic: months are counted by the calendar, never by days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.dates import add_days, add_months, months_between, retirement

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 15), 24, date(2026, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 3, 31), 1, date(2024, 4, 30)),
        (date(2024, 12, 31), 1, date(2025, 1, 31)),
        (date(2024, 10, 1), 3, date(2025, 1, 1)),
        (date(2024, 9, 15), 3, date(2024, 12, 15)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 1), -1, date(2023, 12, 1)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2024, 1, 15), date(2026, 1, 14), 23),
        (date(2024, 1, 15), date(2026, 1, 15), 24),
        (date(2024, 1, 15), date(2026, 2, 14), 24),
        (date(2023, 11, 30), date(2024, 2, 28), 2),
        (date(2023, 11, 30), date(2024, 2, 29), 3),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 15), date(2024, 1, 15), 0),
        (date(2024, 1, 15), date(2024, 2, 14), 0),
        (date(2024, 1, 15), date(2024, 2, 15), 1),
        (date(2024, 5, 1), date(2024, 1, 1), 0),
        (date(2024, 12, 31), date(2025, 1, 1), 0),
    ],
)
def test_months_completed(start: date, end: date, expected: int) -> None:
    assert months_between(start, end) == expected


@given(DAYS, st.integers(0, 600))
def test_months_completed_are_those_that_fit(start: date, months: int) -> None:
    assert months_between(start, add_months(start, months)) == months


@given(DAYS, DAYS)
def test_one_month_more_would_be_too_many(start: date, end: date) -> None:
    months = months_between(start, end)
    if start <= end:
        assert add_months(start, months) <= end < add_months(start, months + 1)
    else:
        assert months == 0


@pytest.mark.parametrize(
    ("birth", "age", "expected"),
    [
        (date(1968, 3, 14), 58, date(2026, 4, 1)),
        (date(1968, 3, 1), 58, date(2026, 4, 1)),
        (date(1968, 3, 31), 58, date(2026, 4, 1)),
        (date(1968, 12, 31), 58, date(2027, 1, 1)),
        (date(1968, 2, 29), 58, date(2026, 3, 1)),
        (date(1966, 1, 31), 60, date(2026, 2, 1)),
    ],
)
def test_retirement_begins_on_the_first_of_the_month_after_the_birthday(birth: date, age: int, expected: date) -> None:
    assert retirement(birth, age) == expected


def test_days_later() -> None:
    assert add_days(date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert add_days(date(2024, 3, 1), -1) == date(2024, 2, 29)
