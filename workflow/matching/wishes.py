"""Who wants to move, as the registers tell: an open request that fits a post, or long service in an outlying area.

Both are marks in the list of candidates and nothing more: neither is a part of the fit.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from policies.dates import add_months
from policies.model import Procedure
from workflow.tables import employees, posts, requests, units


def wishing(connection: Connection, post: Any) -> frozenset[int]:
    """Give the employees whose open request speaks of a post: to its unit or any, of its category or any."""
    query = select(requests.c.employee_id).where(
        requests.c.until.is_(None),
        or_(requests.c.unit_id.is_(None), requests.c.unit_id == post.unit_id),
        or_(requests.c.category.is_(None), requests.c.category == post.category),
    )
    return frozenset(connection.scalars(query))


def outlying_months(procedure: Procedure, on: date) -> int:
    """Give the months of service in an outlying area from which on somebody is marked."""
    return int(procedure.rules["R-PLN-01"].on(on)["outlying_months"])


def long_outlying(row: Any, months: int, on: date) -> bool:
    """Say whether somebody will have been in an outlying post for so many months on a day."""
    return bool(row.outlying and row.post_since is not None and add_months(row.post_since, months) <= on)


def people_of(connection: Connection, unit: str, *, outlying: bool) -> Sequence[Any]:
    """Give the employees of a unit (by its code; "" is everybody), or those of outlying ones alone."""
    query = (
        select(employees.c.id, employees.c.post_since, units.c.outlying)
        .outerjoin(posts, posts.c.id == employees.c.post_id)
        .outerjoin(units, units.c.id == posts.c.unit_id)
    )
    if unit:
        query = query.where(units.c.code == unit)
    if outlying:
        query = query.where(units.c.outlying)
    return connection.execute(query).all()
