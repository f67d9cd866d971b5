"""What executing does to the registers, in the same transaction: the employee moves, history turns a page."""

from datetime import date

from sqlalchemy import Connection, insert, select, update

from policies.case import Case
from workflow.tables import employees, history, posts, units


def move(connection: Connection, transfer: int, case: Case, decree: str | None) -> None:
    """Move the employee to the new post from the day of the SPMT on; close the old history row, open a new one."""
    since = case.documents["execute"].on
    connection.execute(
        update(employees).where(employees.c.id == case.employee).values(post_id=case.new_post, post_since=since)
    )
    connection.execute(
        update(history)
        .where(history.c.employee_id == case.employee, history.c.until.is_(None), history.c.since <= since)
        .values(until=since)
    )
    query = select(posts.c.name, posts.c.unit_id, units.c.name.label("unit")).join(units, units.c.id == posts.c.unit_id)
    post = connection.execute(query.where(posts.c.id == case.new_post)).one()
    row = {
        "employee_id": case.employee,
        "post_id": case.new_post,
        "unit_id": post.unit_id,
        "post_name": post.name,
        "unit_name": post.unit,
        "since": since,
        "decree": decree,
        "transfer_id": transfer,
    }
    connection.execute(insert(history), row)


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
