"""From when on each missing place of a post is open: at once, or when somebody retires or leaves within the horizon."""

from datetime import date
from json import loads
from typing import Any


def open_from(cell: Any, as_of: date) -> tuple[date, ...]:
    """Give the day from which each slot of a cell's gap is open, the earliest first.

    Those who still retire or leave after the run's day open the last ones; whatever else is missing is missing now.
    """
    gap: int = cell.gap
    if gap < 1:
        return ()
    told = loads(cell.detail)
    days = (date.fromisoformat(each[1]) for why in ("retiring", "leaving") for each in told.get(why, ()))
    later = sorted(day for day in days if day > as_of)[-gap:]
    return (as_of,) * (gap - len(later)) + tuple(later)
