"""The run of the needs analysis that every quarter begins with (R-ABK-04), unless somebody has made one already."""

from datetime import date, datetime

from sqlalchemy import Engine

from policies.dates import add_days
from policies.loading import current
from policies.staffing import needs_horizon
from workflow.database import reading
from workflow.organisation.calendar import Calendar, calendar, city_day
from workflow.staffing import runs

ORIGIN = "clock"


def analyse(engine: Engine, moment: datetime) -> bool:
    """Make the run of the quarter once its day has come, and say whether one was made. Raises Busy, Unwritable."""
    today = city_day(moment)
    begins = quarter(today, _every(today))
    horizon = needs_horizon(current(), today)
    with reading(engine) as connection:  # most looks end here, without holding up anybody who writes
        if today < due(begins, calendar(connection)) or runs.stands_since(connection, begins, horizon):
            return False
    try:
        runs.make(engine, runs.Asked(today, origin=ORIGIN, unless_since=begins), None, moment)
    except runs.AlreadyMade:
        return False
    return True


def _every(today: date) -> int:
    return int(current().rules["R-ABK-04"].on(today)["months"])


def quarter(day: date, months: int) -> date:
    """Give the first day of the span of so many months, counted from January, in which a day lies."""
    return date(day.year, day.month - (day.month - 1) % months, 1)


def due(begins: date, days: Calendar) -> date:
    """Give the first working day of a span."""
    return days.add(add_days(begins, -1), 1)
