"""Runs of the needs analysis against the events that recorded them: a run's figures are as they were worked out."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from workflow.audit.events import Events
from workflow.audit.report import RUNS, Report
from workflow.audit.rows import AnyRow
from workflow.canonical import plain
from workflow.staffing.runs import digest, kept
from workflow.tables import runs


def check_runs(connection: Connection, events: Events, report: Report) -> None:
    """Compare every run, and the digest of its figures, with its event."""
    told = dict(events.runs)
    for row in connection.execute(select(runs).order_by(runs.c.id)).all():
        event = told.pop(row.id, None)
        if event is None:
            report.fault("unknown", RUNS, row.id)
        elif not _same(connection, row, event):
            report.fault("event", RUNS, row.id)
    for number in sorted(told):
        report.fault("gone", RUNS, number)


def _same(connection: Connection, row: AnyRow, event: Mapping[str, Any]) -> bool:
    asked = (event["as_of"], event["horizon"]) == (plain(row.as_of), row.horizon)
    return asked and event["digest"] == digest(kept(connection, row.id))
