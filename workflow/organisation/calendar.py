"""The city's days: its clock (WIB), its working days, and what follows from counting them.

Public holidays and collective leave come from the `holidays` library; the city's own rows (`holidays` table) win.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays
from sqlalchemy import Connection, select

from workflow.tables import holidays

CITY_ZONE = ZoneInfo("Asia/Jakarta")


def city_day(moment: datetime) -> date:
    """Give the day in the city (Western Indonesian Time) at a moment."""
    return moment.astimezone(CITY_ZONE).date()


def day_begins(day: date) -> datetime:
    """Give the moment at which a day begins in the city."""
    return datetime.combine(day, time(), CITY_ZONE)


def now() -> datetime:
    """Give this moment, in UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=64)
def _national(year: int) -> frozenset[date]:
    return frozenset(country_holidays("ID", categories=("public", "government"), years=year))


@dataclass(frozen=True)
class Calendar:
    """The working days of the city: Monday to Friday, but for holidays. `read` gives the city's own days when asked."""

    read: Callable[[], Mapping[date, bool]] = dict

    @cached_property
    def own(self) -> Mapping[date, bool]:
        """Map the city's own days to whether it works on them."""
        return self.read()

    def works(self, day: date) -> bool:
        """Say whether the city works on a day."""
        if day in self.own:
            return self.own[day]
        return day.weekday() < 5 and day not in _national(day.year)

    def add(self, day: date, working_days: int) -> date:
        """Give the day on which so many working days have been completed after a day."""
        while working_days > 0:
            day += timedelta(days=1)
            working_days -= self.works(day)
        return day

    def back(self, day: date, working_days: int) -> date:
        """Give the last day after which so many working days have begun by a day, this day counted."""
        while working_days > 0:
            working_days -= self.works(day)
            day -= timedelta(days=1)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after start, up to the day before end: those that have been completed."""
        days = (end - start).days
        return sum(self.works(start + timedelta(days=n)) for n in range(1, days))


_OWN_DAYS = select(holidays.c.day, holidays.c.works)


def calendar(connection: Connection) -> Calendar:
    """Give the city's calendar, which reads its own days when the first working day is counted."""
    return Calendar(lambda: {row.day: row.works for row in connection.execute(_OWN_DAYS)})
