"""Grants and delegations against the events that gave and ended them: a right that nobody recorded gives none."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from workflow.audit.events import DELEGATION, GRANT, Events
from workflow.audit.report import DELEGATIONS, GRANTS, Report
from workflow.audit.rows import AnyRow, streamed
from workflow.canonical import plain
from workflow.tables import delegations, grants

# By the event's kind: where findings are, the live rows, and the columns under the names that the event has for them.
_TOLD: Mapping[str, tuple[str, Select[Any], Sequence[tuple[str, str]]]] = {
    GRANT: (
        GRANTS,
        select(grants).order_by(grants.c.id),
        (
            ("account", "account_id"),
            ("role", "role"),
            ("unit", "unit_id"),
            ("since", "since"),
            ("until", "until"),
            ("ended_at", "ended_at"),
        ),
    ),
    DELEGATION: (
        DELEGATIONS,
        select(delegations).order_by(delegations.c.id),
        (
            ("account", "account_id"),
            ("office", "office"),
            ("acting", "acting"),
            ("since", "since"),
            ("until", "until"),
            ("ended_at", "ended_at"),
        ),
    ),
}


def check_granted(connection: Connection, events: Events, report: Report) -> None:
    """Compare the live grants and delegations with what was recorded about them.

    The first administrator's grant is the first to be recorded; without it recording has not begun.
    """
    if not events.rights[GRANT]:
        return
    for kind, (where, query, columns) in _TOLD.items():
        told = dict(events.rights[kind])
        for row in streamed(connection, query):
            finding = _difference(row, told.pop(row.id, None), columns)
            if finding is not None:
                report.fault(finding, where, row.id)
        for number in sorted(told):
            report.fault("gone", where, number)


def _difference(row: AnyRow, told: Mapping[str, Any] | None, columns: Sequence[tuple[str, str]]) -> str | None:
    if told is None:
        return "unknown"
    same = all(plain(getattr(row, column)) == told.get(name) for name, column in columns)
    return None if same else "event"
