"""Taking hold of what an act touches, always in one order: the employee, posts by id, then the transfer.

On SQLite the writing transaction holds everything already. On PostgreSQL locking and reading are two statements: one
that locks and joins was seen to return a head without its entry.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from policies.model import Step
from workflow.database import Busy
from workflow.forms import Given
from workflow.tables import employees, posts, transfers


def hold(connection: Connection, head: Mapping[str, Any], step: Step, form: Given) -> None:
    """Lock what the step needs. Raises Busy when the candidate's post changed between looking and locking."""
    if connection.dialect.name == "sqlite":
        return
    if step.claims:
        _claim(connection, head, form)
    connection.execute(select(transfers.c.id).where(transfers.c.id == head["id"]).with_for_update())


def _claim(connection: Connection, head: Mapping[str, Any], form: Given) -> None:
    typed = form.get("employee", "")
    employee = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else head["employee_id"]
    post_of = select(employees.c.post_id).where(employees.c.id == employee)
    old_post = connection.scalar(post_of)
    connection.execute(select(employees.c.id).where(employees.c.id == employee).with_for_update())
    wanted = {post for post in (old_post, head["old_post_id"], head["new_post_id"]) if post is not None}
    for post in sorted(wanted):
        connection.execute(select(posts.c.id).where(posts.c.id == post).with_for_update())
    if connection.scalar(post_of) != old_post:
        raise Busy("the candidate's post has just changed")
