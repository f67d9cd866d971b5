"""Taking hold of what an act touches, always in one order: the employee, posts by id, then the transfer.

On SQLite the writing transaction holds everything already. On PostgreSQL locking and reading are two statements: one
that locks and joins was seen to return a head without its entry.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, Row, bindparam, select

from policies.model import Step
from workflow.database import Busy
from workflow.forms import Given
from workflow.tables import employees, posts, transfers

_CASE = select(transfers.c.employee_id, transfers.c.old_post_id, transfers.c.new_post_id).where(
    transfers.c.case_number == bindparam("case_number")
)
_HELD_CASE = _CASE.with_for_update()
_HELD_EMPLOYEE = select(employees.c.post_id).where(employees.c.id == bindparam("employee")).with_for_update()
_HELD_PEOPLE = (
    select(employees.c.id)
    .where(employees.c.id.in_(bindparam("people", expanding=True)))
    .order_by(employees.c.id)
    .with_for_update()
)
_HELD_POSTS = (
    select(posts.c.id).where(posts.c.id.in_(bindparam("posts", expanding=True))).order_by(posts.c.id).with_for_update()
)


def hold(connection: Connection, case_number: str, step: Step, form: Given) -> None:
    """Lock what a step on a case needs.

    Raises Busy when the case got another candidate or post between looking and locking.
    """
    if connection.dialect.name == "sqlite":
        return
    case = {"case_number": case_number}
    seen = connection.execute(_CASE, case).first() if step.claims else None
    if seen is None:
        connection.execute(_HELD_CASE, case)
        return
    employee, posts_seen = _concerned(seen, form)
    present = connection.scalar(_HELD_EMPLOYEE, {"employee": employee})
    locked = posts_seen | ({present} if present is not None else set())
    connection.execute(_HELD_POSTS, {"posts": sorted(locked)})
    employee_now, posts_now = _concerned(connection.execute(_HELD_CASE, case).one(), form)
    if employee_now != employee or not posts_now <= locked:
        raise Busy("the case has just got another candidate")


def hold_people_and_posts(connection: Connection, people: Iterable[int], places: Iterable[int]) -> None:
    """Lock what several acts in one transaction will need, before the first of them, in the order of every act."""
    if connection.dialect.name == "sqlite":
        return
    connection.execute(_HELD_PEOPLE, {"people": sorted(people)})
    connection.execute(_HELD_POSTS, {"posts": sorted(places)})


def _concerned(case: Row[int, int, int], form: Given) -> tuple[int | None, set[int]]:
    """Give the candidate, whom the form may name, and the posts of the case."""
    typed = form.get("employee", "")
    employee = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else case.employee_id
    return employee, {post for post in (case.old_post_id, case.new_post_id) if post is not None}
