"""Courses that somebody took or has to take for a transfer of his, as the ledgers of his cases tell them."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from policies.case import Course
from workflow import ledger
from workflow.tables import transfers


class Taken(NamedTuple):
    """A course of somebody's, in lesson hours (JP). `passed` is None until its result is known.

    `on` is the day of the result, or until there is one the last day by which it is to be finished.
    """

    name: str
    hours: int
    on: date | None
    passed: bool | None
    certificate: str
    case_number: str


def courses_of(connection: Connection, employee: int) -> list[Taken]:
    """Give somebody's courses, the newest first; those without a day last."""
    query = select(transfers.c.id, transfers.c.case_number).where(transfers.c.employee_id == employee)
    found: list[Taken] = []
    for number, case_number in connection.execute(query).all():
        book = ledger.read(connection, number)
        found += [_taken(book, course, case_number) for course in book.case.courses or ()]
    return sorted(found, key=lambda course: (course.on or date.min, course.name), reverse=True)


def hours_in(courses: list[Taken], year: int) -> int:
    """Sum the lesson hours of the courses passed in a year."""
    return sum(course.hours for course in courses if course.passed and course.on is not None and course.on.year == year)


def _taken(book: ledger.Ledger, course: Course, case_number: str) -> Taken:
    results = [line for line in book.lines if line.step == "complete-training" and line.values["course"] == course.name]
    if course.passed is None or not results:
        return Taken(course.name, course.hours, course.until, course.passed, "", case_number)
    last = results[-1].values
    return Taken(course.name, course.hours, last["on"], course.passed, last.get("certificate") or "", case_number)
