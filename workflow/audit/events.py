"""The chain of register events: each one by itself and after the one before, and what the events tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from workflow.audit.calendars import ADDED, REMOVED, Event
from workflow.audit.report import REGISTER, Report
from workflow.audit.rows import Alongside, AnyRow, streamed
from workflow.audit.seals import Broken, in_place, kept, opened, same
from workflow.canonical import LOG
from workflow.planning.plans import PLAN
from workflow.register import ARRIVED, CORRECTED, LOADED, STREAM
from workflow.staffing.runs import RUN
from workflow.tables import register_events, register_values

GRANT, DELEGATION = "grant", "delegation"  # the kinds of events that give a right; "end-grant" ends one

_EVENTS = select(register_events).order_by(register_events.c.number)
_VALUES = (
    select(register_events.c.number, register_values.c.field, register_values.c.salt, register_values.c.value)
    .join(register_events, register_events.c.id == register_values.c.event_id)
    .order_by(register_events.c.number)
)


@dataclass
class Events:
    """What the register events tell: of days; of employees their first posts and standings, and corrections of them;
    of grants and delegations how they were given and ended; of runs of the needs analysis and of plans what they came
    to.
    """

    days: list[Event] = field(default_factory=list)
    first: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    corrections: list[tuple[datetime, int, Mapping[str, Any]]] = field(default_factory=list)
    runs: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    plans: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    rights: dict[str, dict[int, Mapping[str, Any]]] = field(default_factory=lambda: {GRANT: {}, DELEGATION: {}})

    def take(self, record: Mapping[str, Any]) -> None:
        """Keep what an event tells."""
        kind, values, at = record["kind"], record["values"], datetime.fromisoformat(record["at"])
        if kind in (LOADED, ARRIVED):
            self.first.update({employee: (post, standing) for employee, post, standing in values["employees"]})
        elif kind == CORRECTED:
            self.corrections.append((at, record["number"], values))
        elif kind in (ADDED, REMOVED):
            self.days.append((at, kind, values))
        elif kind == RUN:
            self.runs[values["run"]] = values
        elif kind == PLAN:
            self.plans[values["plan"]] = values
        elif kind in self.rights:
            self.rights[kind][values[kind]] = values
        elif kind.removeprefix("end-") in self.rights:
            given = self.rights[kind.removeprefix("end-")]
            number = values[kind.removeprefix("end-")]
            given[number] = {**given[number], "until": values["until"], "ended_at": record["at"]}


def check_events(connection: Connection, report: Report) -> Events:
    """Check the whole chain and give what its events tell. The first wrong event ends it."""
    events = Events()
    private = Alongside(streamed(connection, _VALUES))
    previous = None
    for number, row in enumerate(streamed(connection, _EVENTS), 1):
        report.events += 1
        try:
            if row.number != number:
                raise Broken("missing")
            record = _record(row, number, previous, report)
            if record is None:
                break
            values = kept(record["private"], [tuple(row[1:]) for row in private.of(number)])
            report.erased += len(record["private"]) - len(values)
            events.take(record)
        except Broken as broken:
            report.fault(broken.kind, REGISTER, number, broken.detail)
            break
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            report.fault("unreadable", REGISTER, number, type(error).__name__)
            break
        previous = bytes(row.hash)
    return events


def _record(row: AnyRow, number: int, previous: bytes | None, report: Report) -> Mapping[str, Any] | None:
    """Give an event's record; None for a log that this release does not know. Raises Broken."""
    record = opened(bytes(row.bytes), bytes(row.hash))
    if record["log"] != LOG:
        report.doubt("log", REGISTER, number)
        return None
    in_place(record, STREAM, number, previous)
    same((("kind", row.kind), ("actor", row.account_id), ("at", row.at)), record)
    return record
