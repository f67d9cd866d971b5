"""What executing does to the registers, in the same transaction: the employee moves, history turns a page."""

from datetime import date

from sqlalchemy import Connection, Date, Integer, String, bindparam, insert, select, update

from policies.case import Case
from workflow.tables import employees, history, posts, units

_HOLD = (
    update(employees)
    .where(employees.c.id == bindparam("who"))
    .values(post_id=bindparam("new_post"), post_since=bindparam("from_day"))
)
_CLOSE = (
    update(history)
    .where(
        history.c.employee_id == bindparam("who"), history.c.until.is_(None), history.c.since <= bindparam("from_day")
    )
    .values(until=bindparam("from_day"))
)
_OPEN = insert(history).from_select(
    [
        "employee_id",
        "post_id",
        "unit_id",
        "post_name",
        "unit_name",
        "since",
        "decree",
        "transfer_id",
        "temporary_until",
    ],
    select(
        bindparam("who", type_=Integer),
        posts.c.id,
        posts.c.unit_id,
        posts.c.name,
        units.c.name,
        bindparam("from_day", type_=Date),
        bindparam("decree", type_=String),
        bindparam("transfer", type_=Integer),
        bindparam("temporary_until", type_=Date),
    )
    .join_from(posts, units, units.c.id == posts.c.unit_id)
    .where(posts.c.id == bindparam("new_post")),
)


def move(connection: Connection, transfer: int, case: Case, decree: str | None) -> None:
    """Move the employee to the new post from the day of the SPMT on; close the old history row, open a new one."""
    who, since = case.employee, case.documents["execute"].on
    connection.execute(_HOLD, {"who": who, "new_post": case.new_post, "from_day": since})
    connection.execute(_CLOSE, {"who": who, "from_day": since})
    page = {"who": who, "new_post": case.new_post, "from_day": since, "decree": decree, "transfer": transfer}
    connection.execute(_OPEN, {**page, "temporary_until": case.temporary_until})


def shift(connection: Connection, transfer: int, case: Case, before: date) -> None:
    """Move the day on which the post was taken up: the SPMT's date has been corrected."""
    since = case.documents["execute"].on
    connection.execute(update(history).where(history.c.transfer_id == transfer).values(since=since))
    connection.execute(
        update(history)
        .where(
            history.c.employee_id == case.employee,
            history.c.until == before,
            history.c.transfer_id.is_distinct_from(transfer),
        )
        .values(until=since)
    )
    connection.execute(
        update(employees)
        .where(employees.c.id == case.employee, employees.c.post_id == case.new_post)
        .values(post_since=since)
    )
