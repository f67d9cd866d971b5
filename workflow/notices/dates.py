"""The calls of the calendar: on each working day, of every case whose due date is near, here or past.

A case is called for at its present stage only, so that a year asleep is made up for by one call and not by a hundred.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Date, Engine, String, bindparam, exists, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from policies.loading import current
from policies.reminding import working_days
from workflow.database import reading, writing
from workflow.organisation.calendar import Calendar, calendar, city_day
from workflow.tables import calls, transfers
from workflow.tables.metadata import Moment

T = transfers.c
_CALLED = exists().where(
    calls.c.transfer_id == T.id,
    calls.c.number == T.ground,
    calls.c.stage == bindparam("stage"),
    calls.c.day == T.due_on,
)
_CASES = select(
    T.id,
    T.ground,
    bindparam("stage", type_=String),
    T.due_on,
    literal(""),
    bindparam("moment", type_=Moment),
).where(
    T.awaits > "",
    T.due_on > bindparam("after", type_=Date),
    T.due_on <= bindparam("until", type_=Date),
    ~_CALLED,
)
_COLUMNS = ("transfer_id", "number", "stage", "day", "marks", "made_at")
# Both databases know ON CONFLICT, each under its own name in SQLAlchemy.
_CALL: dict[str, Any] = {
    "sqlite": sqlite.insert(calls).from_select(_COLUMNS, _CASES).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(calls).from_select(_COLUMNS, _CASES).on_conflict_do_nothing(),
}


class Span(NamedTuple):
    """The due dates that are at a stage today: those after a day, up to another."""

    stage: str
    after: date
    until: date


def call_by_date(engine: Engine, moment: datetime) -> bool:
    """Leave the calls of a working day that nobody has left yet, and say whether there were any. Raises Busy."""
    today = city_day(moment)
    with reading(engine) as connection:
        days = calendar(connection)
        if not days.works(today):
            return False
        asked = [{**span._asdict(), "moment": moment} for span in spans(days, today)]
        asked = [each for each in asked if connection.execute(_CASES.limit(1), each).first()]
    if not asked:
        return False
    with writing(engine) as connection:
        for each in asked:
            connection.execute(_CALL[connection.dialect.name], each)
    return True


def spans(days: Calendar, today: date) -> Iterator[Span]:
    """Give the due dates of each stage that the calendar brings on, on a working day."""
    yield Span("before", today, days.add(today, _distance("before", today)))
    yield Span("due", today - timedelta(days=1), today)
    for stage in ("overdue", "escalated"):
        yield Span(stage, date.min, days.back(today, _distance(stage, today)))


def _distance(stage: str, today: date) -> int:
    return working_days(current(), stage, today)
