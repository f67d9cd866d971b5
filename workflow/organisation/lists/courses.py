"""The catalogue of courses: searched, and one course with what it raises competences to."""

from typing import Any

from sqlalchemy import Connection, func, or_, select

from workflow.tables import course_levels, courses, units

PAGE = 30


def listed(
    connection: Connection, words: str = "", after: int | None = None, *, past: bool = False, whole: bool = False
) -> list[Any]:
    """Give a page of courses by name, one more than `PAGE` where there are more; `past`: those that have ended.

    `whole` gives all of them.
    """
    order = (func.lower(courses.c.name), courses.c.id)
    query = (
        select(courses, units.c.name.label("unit"))
        .outerjoin(units, units.c.id == courses.c.unit_id)
        .where(courses.c.until.is_not(None) if past else courses.c.until.is_(None))
    )
    for word in words.lower().split():
        named = (func.lower(each).contains(word, autoescape=True) for each in (courses.c.name, courses.c.code))
        query = query.where(or_(*named))
    if after is not None:
        last = courses.alias("last")
        name = select(func.lower(last.c.name)).where(last.c.id == after).scalar_subquery()
        query = query.where(or_(order[0] > name, (order[0] == name) & (courses.c.id > after)))
    return list(connection.execute(query.order_by(*order).limit(None if whole else PAGE + 1)))


def course(connection: Connection, code: str) -> Any | None:
    """Give the row of a course with the unit that holds it."""
    query = select(courses, units.c.name.label("unit"), units.c.code.label("unit_code"))
    query = query.outerjoin(units, units.c.id == courses.c.unit_id).where(courses.c.code == code)
    return connection.execute(query).first()


def levels(connection: Connection, numbers: list[int]) -> dict[int, list[Any]]:
    """Give what each of some courses raises competences to."""
    found: dict[int, list[Any]] = {number: [] for number in numbers}
    query = select(course_levels).where(course_levels.c.course_id.in_(numbers)).order_by(course_levels.c.competence)
    for row in connection.execute(query):
        found[row.course_id].append(row)
    return found
