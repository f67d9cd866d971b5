"""The transfers of one plan: which plan a transfer was opened for, and which of its moves waits for which."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from workflow.tables import plan_moves, plan_proposals

_first = plan_proposals.alias("first")
_PLAN = (
    select(plan_moves.c.plan_id, _first.c.transfer_id)
    .join(
        plan_proposals,
        (plan_proposals.c.plan_id == plan_moves.c.plan_id) & (plan_proposals.c.number == plan_moves.c.number),
    )
    .outerjoin(_first, (_first.c.plan_id == plan_moves.c.plan_id) & (_first.c.number == plan_moves.c.needs_first))
    .where(plan_proposals.c.transfer_id == bindparam("transfer"), plan_moves.c.employee_id == bindparam("employee"))
)


def plan_of(connection: Connection, transfer: int | None, employee: int) -> Mapping[str, Any]:
    """Say which plan a transfer was opened for, and the transfer that must make its place, if this is the employee.

    Nothing for a transfer that no plan asked for, and for another candidate than the plan's.
    """
    row = connection.execute(_PLAN, {"transfer": transfer, "employee": employee}).first()
    if row is None:
        return {}
    return {"plan": row.plan_id} | ({"needs_first": row.transfer_id} if row.transfer_id is not None else {})
