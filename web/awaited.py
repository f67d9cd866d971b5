"""Whom a case waits for, in words, and how many working days are left."""

from datetime import date

from flask_babel import gettext as _

from policies.loading import current
from web.look import say
from web.spelling import in_sentence
from workflow.lists import Row, awaited_roles
from workflow.organisation.calendar import Calendar
from workflow.queries import Readable


def whom(readable: Readable, row: Row) -> str:
    """Say whom a case waits for: "kepala unit asal (RSUD)", several joined by "atau"; empty when for nobody."""
    places = {"donor_head": row.donor, "receiving_head": row.receiving}
    roles = dict.fromkeys(role for _step, role in awaited_roles(readable, row))
    return _joined([_named(role, places.get(role)) for role in roles])


def _named(role: str, place: str | None) -> str:
    label = in_sentence(say(current().roles[role].label))
    return f"{label} ({place})" if place else label


def _joined(parts: list[str]) -> str:
    return _("%(first)s atau %(last)s", first=", ".join(parts[:-1]), last=parts[-1]) if parts[1:] else "".join(parts)


def workdays_left(days: Calendar, today: date, due: date) -> int:
    """Count the working days from today to a due date; those that have passed since are negative.

    Only the day itself is 0: a deadline that a weekend parts from today is never called today's.
    """
    if due == today:
        return 0
    if due > today:
        return max(1, days.between(today, due) + days.works(due))
    return min(-1, -days.between(due, today) - days.works(today))
