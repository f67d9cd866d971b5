"""The whole synthetic city as a folder of files, in the form in which a real city hands over its own.

Every date is told from `today`, so the city is as alive next year as now: some retire soon, some are new in
their posts, a body is in office, long leaves run. The same day gives the same files, byte for byte.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from workflow.demo import registers
from workflow.demo.assessments import assessments
from workflow.demo.careers import Places, history, performance
from workflow.demo.courses import courses
from workflow.demo.establishment import posts, units
from workflow.demo.people import People
from workflow.demo.staffing import holders
from workflow.demo.standards import standards
from workflow.demo.wishes import wishes
from workflow.demo.workload import approved, workload
from workflow.organisation.files import Folder, write_folder
from workflow.organisation.files.rows import Employee, Post, Tenure, Unit

_STANDINGS = {
    "SETDA-KESRA-AK-MUDA": "CLTN",
    "DISHUB-ADM": "DIPEKERJAKAN",
    "SATPOLPP-POLPP-MAHIR": "DIBERHENTIKAN_SEMENTARA",
}
"""The first holders of these posts are not in active service."""


def write_city(folder: Path, today: date) -> None:
    """Writes the city as it stands on that day; the folder is made when it is missing."""
    write_folder(folder, make_city(today))


def make_city(today: date) -> Folder:
    """The rows of the city as it stands on that day."""
    city_units = units()
    city_posts = posts(city_units)
    employees = _employees(city_units, city_posts, today)
    named = _first_holders(employees)
    post = {each.code: each for each in city_posts}
    return Folder(
        units=tuple(city_units),
        posts=tuple(replace(each, need=approved(each)) for each in city_posts),
        employees=tuple(employees),
        bodies=tuple(registers.body(named, today)),
        relatives=tuple(registers.relatives(named, employees)),
        discipline=tuple(registers.discipline(employees, today)),
        history=tuple(_history(city_units, city_posts, employees)),
        absences=tuple(registers.absences(named, employees, today)),
        performance=tuple(row for employee in employees for row in performance(employee, today)),
        requests=tuple(wishes(employees, post, city_units, today)),
        workload=tuple(task for each in city_posts for task in workload(each, today)),
        standards=tuple(row for each in city_posts for row in standards(each)),
        competences=tuple(row for each in employees if each.post for row in assessments(each, post[each.post], today)),
        courses=tuple(courses()),
    )


def _employees(city_units: list[Unit], city_posts: list[Post], today: date) -> list[Employee]:
    people = People(today)
    unit = {unit.code: unit for unit in city_units}
    drawn = [people.draw(post, number) for post in city_posts for number in range(holders(post, unit[post.unit]))]
    first = _first_holders(drawn)
    standings = {first[post].nip: standing for post, standing in _STANDINGS.items()}
    return [replace(person, standing=standings.get(person.nip, person.standing)) for person in drawn]


def _first_holders(employees: list[Employee]) -> dict[str, Employee]:
    """The first holder of every post that is held, by post code."""
    first: dict[str, Employee] = {}
    for person in employees:
        if person.post:
            first.setdefault(person.post, person)
    return first


def _history(city_units: list[Unit], city_posts: list[Post], employees: list[Employee]) -> list[Tenure]:
    places = Places(city_posts, {unit.code: unit.name for unit in city_units})
    post = {post.code: post for post in city_posts}
    return [row for person in employees if person.post for row in history(person, post[person.post], places)]
