"""Calendar arithmetic, not day counts: three months from 30 November are 28 or 29 February."""

import calendar
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """Give the same day so many calendar months later, or the last day of that month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Count the calendar months completed from start to end (0 if end is earlier)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and add_months(start, months) > end:
        months -= 1
    return max(months, 0)


def retirement(birth: date, age: int) -> date:
    """Give the first day of retirement: the first of the month after that birthday (PP 11/2017 Pasal 239)."""
    birthday = add_months(birth, age * 12)
    return add_months(birthday.replace(day=1), 1)


def add_days(day: date, days: int) -> date:
    """Give the day so many days later."""
    return day + timedelta(days=days)
