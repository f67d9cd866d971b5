"""What the registers hold, told in the rows of the files: one query for each kind, with the names that its row has.

An import compares with these rows, and an export writes them, so that what was exported is found unchanged.
"""

from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from workflow.organisation.files.kinds import BY_NAME, Kind
from workflow.organisation.files.rows import Raised
from workflow.tables import (
    absences,
    bodies,
    competences,
    course_levels,
    courses,
    discipline,
    employees,
    history,
    members,
    performance,
    posts,
    relatives,
    requests,
    standards,
    units,
    workload,
)

_STREAMED = 1000  # rows that an export holds at once


@dataclass(frozen=True)
class Held:
    """A row of a register: as a file would tell it, what it is changed by, and what no file tells."""

    row: Any
    ids: Mapping[str, Any]
    beside: Mapping[str, Any]


@dataclass(frozen=True)
class _Source:
    """Where a kind's rows are. `first` is the first part of their key; a file tells only of rows that are `listed`."""

    query: Select[Any]
    first: ColumnElement[Any]
    ids: tuple[str, ...] = ("id",)
    beside: tuple[str, ...] = ()
    listed: ColumnElement[bool] | None = None


def _personal(table: Any, *columns: ColumnElement[Any]) -> Select[Any]:
    """Begin a query about the rows of a table that belong to an employee, with his NIP."""
    query = select(table.c.id, employees.c.nip, *columns).select_from(table)
    return query.join(employees, employees.c.id == table.c.employee_id)


_above = units.alias("above")
_superior = posts.alias("superior")
_other = employees.alias("other")

_SOURCES: Mapping[str, _Source] = {
    "units": _Source(
        select(units, _above.c.code.label("parent"), units.c.until.label("ended")).outerjoin(
            _above, _above.c.id == units.c.parent_id
        ),
        units.c.code,
        beside=("ended",),
        listed=units.c.until.is_(None),
    ),
    "posts": _Source(
        select(
            posts,
            units.c.code.label("unit"),
            _superior.c.code.label("reports_to"),
            posts.c.until.label("ended"),
        )
        .join(units, units.c.id == posts.c.unit_id)
        .outerjoin(_superior, _superior.c.id == posts.c.reports_to_id),
        posts.c.code,
        beside=("ended",),
        listed=posts.c.until.is_(None),
    ),
    "employees": _Source(
        select(employees, posts.c.code.label("post")).outerjoin(posts, posts.c.id == employees.c.post_id),
        employees.c.nip,
    ),
    "bodies": _Source(
        select(
            members.c.id,
            bodies.c.code,
            bodies.c.type,
            bodies.c.decree,
            bodies.c.until.label("term"),
            members.c.since,
            members.c.until,
            employees.c.nip,
            members.c.office,
            members.c.votes,
        )
        .join(bodies, bodies.c.id == members.c.body_id)
        .join(employees, employees.c.id == members.c.employee_id),
        bodies.c.code,
    ),
    "relatives": _Source(
        _personal(relatives, _other.c.nip.label("other_nip"), relatives.c.kind, relatives.c.degree).join(
            _other, _other.c.id == relatives.c.other_employee_id
        ),
        employees.c.nip,
    ),
    "discipline": _Source(
        _personal(discipline, discipline.c.kind, discipline.c.since, discipline.c.until, discipline.c.decree),
        employees.c.nip,
    ),
    "history": _Source(
        _personal(
            history,
            posts.c.code.label("post"),
            *(history.c[name] for name in ("post_name", "unit_name", "since", "until", "decree", "transfer_id")),
            (employees.c.post_since == history.c.since).label("begun"),
        ).outerjoin(posts, posts.c.id == history.c.post_id),
        employees.c.nip,
        beside=("transfer_id", "begun"),
        # A page that ended on the day on which it began was never turned.
        listed=or_(history.c.until.is_(None), history.c.until > history.c.since),
    ),
    "absences": _Source(
        _personal(absences, absences.c.kind, absences.c.since, absences.c.until),
        employees.c.nip,
        # Short leave and official travel are kept by hand, and no file tells of them.
        listed=absences.c.kind.in_(("CLTN", "TUGAS_BELAJAR", "CUTI_BESAR")),
    ),
    "performance": _Source(
        _personal(performance, performance.c.year, performance.c.result, performance.c.behaviour), employees.c.nip
    ),
    "requests": _Source(
        _personal(
            requests,
            requests.c.made_on,
            requests.c.letter,
            units.c.code.label("unit"),
            requests.c.category,
            requests.c.until.label("ended"),
        ).outerjoin(units, units.c.id == requests.c.unit_id),
        employees.c.nip,
        beside=("ended",),
        listed=requests.c.until.is_(None),
    ),
    "workload": _Source(
        select(workload, posts.c.code.label("post")).join(posts, posts.c.id == workload.c.post_id), posts.c.code
    ),
    "standards": _Source(
        select(standards, posts.c.code.label("post")).join(posts, posts.c.id == standards.c.post_id),
        posts.c.code,
        ids=("post_id", "competence"),
    ),
    "competences": _Source(
        select(competences, employees.c.nip).join(employees, employees.c.id == competences.c.employee_id),
        employees.c.nip,
        ids=("employee_id", "competence"),
    ),
    "courses": _Source(
        select(courses, units.c.code.label("unit"), courses.c.until.label("ended")).outerjoin(
            units, units.c.id == courses.c.unit_id
        ),
        courses.c.code,
        beside=("ended",),
        listed=courses.c.until.is_(None),
    ),
}


def exported(connection: Connection, name: str) -> Generator[Any, None, None]:
    """Go through what an export of a kind tells, in the order of its key."""
    source, kind = _SOURCES[name], BY_NAME[name]
    order = [source.query.selected_columns[kind.column(part).into] for part in kind.key]
    query = source.query.order_by(*order)
    if source.listed is not None:
        query = query.where(source.listed)
    with closing(_held(connection, kind, source, query)) as found:
        for each in found:
            yield each.row


def held(connection: Connection, name: str, firsts: Collection[str] | None = None) -> Iterator[Held]:
    """Go through the rows of a register whose key begins with one of some values, or (None) through all of them."""
    source = _SOURCES[name]
    query = source.query if firsts is None else source.query.where(source.first.in_(firsts))
    return _held(connection, BY_NAME[name], source, query)


def open_pages(connection: Connection, nips: Collection[str]) -> Iterator[Held]:
    """Go through the open pages of some people's history."""
    source = _SOURCES["history"]
    query = source.query.where(and_(source.first.in_(nips), history.c.until.is_(None)))
    return _held(connection, BY_NAME["history"], source, query)


def _held(connection: Connection, kind: Kind, source: _Source, query: Select[Any]) -> Generator[Held, None, None]:
    levels = _levels(connection) if kind.name == "courses" else {}
    attributes = [column.into for column in kind.columns]
    with connection.execute(query, execution_options={"yield_per": _STREAMED}) as found:
        for record in found.mappings():
            values = {name: record[name] for name in attributes if name in record}
            values |= _told_otherwise(kind.name, record, levels)
            ids = {name: record[name] for name in source.ids}
            yield Held(kind.row(**values), ids, {name: record[name] for name in source.beside})


def _told_otherwise(name: str, record: Mapping[Any, Any], levels: Mapping[int, tuple[Raised, ...]]) -> dict[str, Any]:
    """Give what a file tells in another way than the register keeps it."""
    if name == "posts":
        return {"fields": tuple(filter(None, record["fields"].split("|")))}
    if name == "bodies":
        # The register keeps the first day on which one is a member no longer, and nothing where the term ends.
        left = record["until"]
        return {"until": record["term"] if left is None else left - timedelta(days=1)}
    if name == "courses":
        return {"competences": levels.get(record["id"], ())}
    return {}


def _levels(connection: Connection) -> dict[int, tuple[Raised, ...]]:
    """Give what each course raises competences to."""
    found: dict[int, list[Raised]] = {}
    for row in connection.execute(select(course_levels).order_by(course_levels.c.competence)):
        found.setdefault(row.course_id, []).append(Raised(row.competence, row.level))
    return {course: tuple(levels) for course, levels in found.items()}
