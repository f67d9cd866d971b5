"""Plans of moves against the events that recorded them, and the cases of a plan against what their lines say."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from workflow.audit.events import Events
from workflow.audit.report import PLANS, Report
from workflow.audit.rows import AnyRow, streamed
from workflow.canonical import decode
from workflow.planning.plans import kept_digest
from workflow.tables import entries, plan_moves, plan_proposals, plans, transfers

_PROPOSED = (
    select(func.max(entries.c.id)).where(entries.c.step == "propose").group_by(entries.c.transfer_id).scalar_subquery()
)
# The newest proposal of each case, with the move for which the case was opened.
_LINES = (
    select(entries.c.bytes, transfers.c.case_number, plan_moves.c.plan_id, plan_moves.c.employee_id)
    .join(transfers, transfers.c.id == entries.c.transfer_id)
    .outerjoin(plan_proposals, plan_proposals.c.transfer_id == entries.c.transfer_id)
    .outerjoin(
        plan_moves,
        (plan_moves.c.plan_id == plan_proposals.c.plan_id) & (plan_moves.c.number == plan_proposals.c.number),
    )
    .where(entries.c.id.in_(_PROPOSED))
    .order_by(entries.c.id)
)


def check_plans(connection: Connection, events: Events, report: Report) -> None:
    """Compare every plan with its event, and the plan that each case is told to belong to with its last proposal."""
    told = dict(events.plans)
    for row in connection.execute(select(plans.c.id, plans.c.run_id).order_by(plans.c.id)).all():
        event = told.pop(row.id, None)
        if event is None:
            report.fault("unknown", PLANS, row.id)
        elif (event["run"], event["digest"]) != (row.run_id, kept_digest(connection, row.id)):
            report.fault("event", PLANS, row.id)
    for number in sorted(told):
        report.fault("gone", PLANS, number)
    for line in streamed(connection, _LINES):
        if not _same(line):
            report.fault("columns", line.case_number, detail="plan")


def _same(line: AnyRow) -> bool:
    try:
        values: Mapping[str, Any] = decode(bytes(line.bytes))["values"]
    except (ValueError, KeyError):
        return True  # a line that cannot be read is a fault of its own
    planned = line.plan_id if line.employee_id == values.get("employee") else None
    return values.get("plan") == planned
