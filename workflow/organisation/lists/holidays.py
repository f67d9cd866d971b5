"""The year's days off: as the library knows them for the country, and the city's own days, which win."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays
from sqlalchemy import Connection, select

from workflow.organisation.calendar import Calendar, calendar
from workflow.tables import holidays

PUBLIC, COLLECTIVE, OWN = "public", "government", "own"
FIRST, LAST = 2015, 2045  # years that are shown: before them no case, after them no decree of holidays


@dataclass(frozen=True)
class Day:
    """A day that is not as its place in the week says; `overridden` names what the city's own day replaces."""

    day: date
    name: str
    kind: str
    works: bool
    overridden: str = ""


@dataclass(frozen=True)
class Month:
    """A month with its working days and the days that differ."""

    first: date
    working_days: int
    days: tuple[Day, ...]


def year(connection: Connection, number: int, language: str) -> list[Month]:
    """Give the months of a year, with names of days in a language ("id" or "en")."""
    city = calendar(connection)
    days = {**_national(number, language), **_own(connection, number, language)}
    return [_month(date(number, month, 1), days, city) for month in range(1, 13)]


def own(connection: Connection, day: date) -> Day | None:
    """Give the city's own day at a date, if it has one."""
    row = connection.execute(select(holidays).where(holidays.c.day == day)).first()
    return Day(row.day, row.name, OWN, row.works) if row is not None else None


def national(day: date, language: str) -> Day | None:
    """Give the country's day off at a date, if it is one."""
    return _national(day.year, language).get(day)


def _month(first: date, days: Mapping[date, Day], city: Calendar) -> Month:
    after = (first + timedelta(days=31)).replace(day=1)
    dates = [first + timedelta(days=number) for number in range((after - first).days)]
    shown = tuple(days[each] for each in dates if each in days)
    return Month(first, sum(city.works(each) for each in dates), shown)


def _own(connection: Connection, number: int, language: str) -> dict[date, Day]:
    within = holidays.c.day.between(date(number, 1, 1), date(number, 12, 31))
    country = _national(number, language)
    found: dict[date, Day] = {}
    for row in connection.execute(select(holidays.c.day, holidays.c.name, holidays.c.works).where(within)):
        replaced = country[row.day].name if row.day in country else ""
        found[row.day] = Day(row.day, row.name, OWN, row.works, replaced)
    return found


@lru_cache(maxsize=32)
def _national(number: int, language: str) -> Mapping[date, Day]:
    """Read the country's days off; one that is both a holiday and collective leave is a holiday."""
    found: dict[date, Day] = {}
    for kind in (COLLECTIVE, PUBLIC):
        words = "en_US" if language == "en" else "id"
        for day, name in country_holidays("ID", categories=(kind,), years=number, language=words).items():
            found[day] = Day(day, name, kind, works=False)
    return found
