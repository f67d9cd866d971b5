"""People whom a transfer brought to a post for a temporary load: to be looked at again when the load ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from policies.dates import add_days
from policies.model import Procedure
from workflow.organisation.people import holds_post
from workflow.staffing.readers import Reach
from workflow.tables import employees, history, posts, transfers, units


def to_look_at_again(connection: Connection, procedure: Procedure, reach: Reach, today: date) -> Sequence[Any]:
    """Give who still holds such a post where the load has ended or soon ends (R-NED-05), the earliest end first.

    Only of the units that somebody reads; whether he reads the names there is for the caller to ask.
    """
    soon = add_days(today, int(procedure.rules["R-NED-05"].on(today)["days"]))
    query = (
        select(
            transfers.c.case_number,
            employees.c.name,
            posts.c.name.label("post_name"),
            units.c.name.label("unit_name"),
            units.c.path,
            history.c.since,
            history.c.temporary_until.label("until"),
        )
        .select_from(history)
        .join(transfers, transfers.c.id == history.c.transfer_id)
        .join(employees, (employees.c.id == history.c.employee_id) & (employees.c.post_id == history.c.post_id))
        .join(posts, posts.c.id == history.c.post_id)
        .join(units, units.c.id == posts.c.unit_id)
        .where(
            history.c.until.is_(None),
            history.c.temporary_until <= soon,
            holds_post(employees.c.standing),
            reach.condition,
        )
        .order_by(history.c.temporary_until, transfers.c.id)
    )
    return connection.execute(query).all()
