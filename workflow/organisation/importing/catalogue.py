"""What courses raise competences to, beside their own rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from workflow.tables import course_levels, courses


def write_levels(connection: Connection, rows: Sequence[Any]) -> None:
    """Replace what some courses raise; the courses themselves are written."""
    if not rows:
        return
    query = select(courses.c.code, courses.c.id).where(courses.c.code.in_({row.code for row in rows}))
    number: dict[str, int] = dict(connection.execute(query).all())
    connection.execute(delete(course_levels).where(course_levels.c.course_id.in_(number.values())))
    levels = [
        {"course_id": number[row.code], "competence": raised.competence, "level": raised.level}
        for row in rows
        for raised in row.competences
    ]
    if levels:
        connection.execute(insert(course_levels), levels)
