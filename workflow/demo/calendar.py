"""Months back and forth: the demonstration tells everything as "so many months before today"."""

from datetime import date, timedelta
from random import Random

QUIET_MONTHS = 15
"""Nobody takes up a post in these last months: that is where the demonstration's own transfers happen."""


def month_start(today: date, months_ago: int) -> date:
    """The first day of the month that lies so many months before today's; negative numbers lie ahead."""
    year, month = divmod(today.year * 12 + today.month - 1 - months_ago, 12)
    return date(year, month + 1, 1)


def day_in_month(rng: Random, today: date, months_ago: int) -> date:
    """A working day, Monday to Friday, of the month that lies so many months before today's."""
    day = month_start(today, months_ago) + timedelta(days=rng.randrange(25))
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def years_on(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)
