"""What the person at the counter may read: asked for once in a request, and anew after something was written."""

from flask import g

from web import database, people
from workflow.organisation.calendar import Calendar, calendar, city_day, now
from workflow.queries import Readable


def readable() -> Readable:
    """Give the transfers that this person may read today."""
    connection = database.connection()
    held: Readable | None = g.get("readable")
    if held is None or held.connection is not connection:
        held = g.readable = Readable(connection, people.signed_in().who, city_day(now()))
    return held


def working_days() -> Calendar:
    """Give the city's calendar, for deadlines counted in working days."""
    connection = database.connection()
    held: tuple[object, Calendar] | None = g.get("working_days")
    if held is None or held[0] is not connection:
        held = g.working_days = (connection, calendar(connection))
    return held[1]
