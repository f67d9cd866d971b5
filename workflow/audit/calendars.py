"""The city's own days as they stood at any moment: due dates were counted with the days known then."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from workflow.organisation.calendar import Calendar
from workflow.tables import holidays

ADDED, REMOVED = "holiday", "remove-holiday"  # the kinds of register events that change the days

Event = tuple[datetime, str, Mapping[str, Any]]


class Calendars:
    """The calendars that were in force, one after the other."""

    def __init__(self, connection: Connection, events: Iterable[Event]) -> None:
        changes = list(events)
        told = {date.fromisoformat(values["day"]) for _, _, values in changes}
        rows = connection.execute(select(holidays.c.day, holidays.c.works))
        # Days of which no event tells were there from the beginning.
        days = {row.day: row.works for row in rows if row.day not in told}
        self._moments: list[datetime] = []
        self._calendars = [Calendar(dict(days).copy)]
        for moment, kind, values in changes:
            day = date.fromisoformat(values["day"])
            days.pop(day, None)
            if kind == ADDED:
                days[day] = values["works"]
            self._moments.append(moment)
            self._calendars.append(Calendar(dict(days).copy))

    def at(self, moment: datetime) -> Calendar:
        """Give the calendar that was in force at a moment."""
        return self._calendars[bisect_right(self._moments, moment)]
