"""Verification: is everything still as it was written? Who asked, and what was found, is a security event."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select

from workflow import security
from workflow.audit.calendars import Calendars
from workflow.audit.cases import check_case
from workflow.audit.events import check_events
from workflow.audit.granted import check_granted
from workflow.audit.laws import Laws
from workflow.audit.numbers import check_numbers
from workflow.audit.people import check_people
from workflow.audit.plans import check_plans
from workflow.audit.replay import Replay
from workflow.audit.report import GUARDS, VALUES, Report
from workflow.audit.rights import Rights
from workflow.audit.rows import case_rows
from workflow.audit.runs import check_runs
from workflow.database import reading, writing
from workflow.guards import expected, missing_or_changed
from workflow.tables import entries, private_values, register_events, register_values, verifications

# Told after each case: lines checked so far, lines in all.
Progress = Callable[[int, int], None]


def verify(engine: Engine, progress: Progress | None = None) -> Report:
    """Check everything, as it stands at one moment, and change nothing. Raises Busy."""
    with reading(engine) as connection:
        return _verified(connection, progress)


def _verified(connection: Connection, progress: Progress | None) -> Report:
    report = Report()
    laws = Laws(connection, report)
    events = check_events(connection, report)
    replay = Replay(laws, Rights(connection), Calendars(connection, events.days), report)
    total = connection.scalar(select(func.count()).select_from(entries)) or 0
    for rows in case_rows(connection):
        check_case(rows, replay, report)
        if progress is not None:
            progress(report.entries, total)
    check_numbers(connection, report)
    check_people(connection, events, report)
    check_granted(connection, events, report)
    check_runs(connection, events, report)
    check_plans(connection, events, report)
    _check_values(connection, report)
    _check_guards(connection, report)
    return report


def _check_values(connection: Connection, report: Report) -> None:
    """See that no private value stands beside a line that is gone."""
    loose = (
        select(private_values.c.entry_id)
        .outerjoin(entries, entries.c.id == private_values.c.entry_id)
        .where(entries.c.id.is_(None))
        .union_all(
            select(register_values.c.event_id)
            .outerjoin(register_events, register_events.c.id == register_values.c.event_id)
            .where(register_events.c.id.is_(None))
        )
        .limit(1)
    )
    if connection.execute(loose).first() is not None:
        report.fault("orphan", VALUES)


def _check_guards(connection: Connection, report: Report) -> None:
    report.guards = len(expected(connection))
    for name in missing_or_changed(connection):
        report.fault("guard", GUARDS, detail=name)


def record(engine: Engine, report: Report, operator: str, account: int | None, moment: datetime) -> None:
    """Write down who had the ledger checked, when, and with what result.

    `operator` is the account's user name, or on the command line the operating system's.
    """
    row = {
        "at": moment,
        "account_id": account,
        "operator": operator,
        "result": report.result,
        "transfers": report.transfers,
        "entries": report.entries,
        "first_fault": report.first.as_text() if report.first else None,
    }
    detail = {"result": report.result, "transfers": report.transfers, "entries": report.entries}
    detail |= {"faults": report.fault_count, "doubts": report.doubt_count}
    with writing(engine) as connection:
        connection.execute(insert(verifications), row)
        security.add(connection, "verified", moment, account, detail)
