"""Loading what a city hands over into an empty database: once, whole or not at all, with the first chained events.

Every later change of a register goes through `workflow.organisation.registers`; replay begins with what stands here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, insert, select, update

from workflow.canonical import digest, text
from workflow.database import writing
from workflow.organisation.files import Folder
from workflow.organisation.files.kinds import KINDS
from workflow.organisation.files.rows import Raised, Row, Seat
from workflow.organisation.people import GONE
from workflow.register import record, record_load, take_turn
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

# Told after each batch: rows written so far, rows in all.
Progress = Callable[[int, int], None]

_BATCH = 1000  # rows
_OTHERS = tuple(kind.name for kind in KINDS if kind.name != "employees")


class NotEmpty(Exception):
    """The database holds a city already: what happened in it since cannot be loaded over."""


class Faulty(Exception):
    """The folder has faults, so its rows may not be used; `Folder.faults` names them."""


@dataclass(frozen=True)
class Loaded:
    """How many rows were written, by table."""

    rows: Mapping[str, int]


def load(
    engine: Engine, folder: Folder, account: int | None, moment: datetime, progress: Progress | None = None
) -> Loaded:
    """Write a folder without faults into an empty database, in one transaction. Raises NotEmpty, Faulty.

    `account` is who loads, None on the command line. A person without a row in `discipline` or `relatives` has none;
    one without a row in `performance` or `competences` is not known.
    """
    if folder.faults:
        raise Faulty(f"{len(folder.faults)} faults")
    with writing(engine) as connection:
        take_turn(connection)
        for table in (units, employees):
            if connection.execute(select(table.c.id).limit(1)).first() is not None:
                raise NotEmpty(table.name)
        writer = _Writer(connection, folder, progress)
        writer.write()
        _record(connection, folder, writer, account, moment)
    return Loaded(writer.rows)


class _Writer:
    """One load under way: the numbers that the database gave to codes and NIPs, and how far it has come."""

    def __init__(self, connection: Connection, folder: Folder, progress: Progress | None) -> None:
        self.connection = connection
        self.folder = folder
        self.progress = progress
        self.rows: dict[str, int] = {}
        self.unit: Mapping[str, int] = {}
        self.post: Mapping[str, int] = {}
        self.person: Mapping[str, int] = {}
        self._unit_of = {post.code: post.unit for post in folder.posts}

    def write(self) -> None:
        """Write every kind, each after those that it refers to."""
        self._units()
        self._posts()
        self._insert(
            employees, [_plain(row, "post") | {"post_id": self.post_of(row.post)} for row in self.folder.employees]
        )
        self.person = self._numbers(employees.c.nip, employees)
        self._bodies()
        self._insert(
            relatives,
            [
                self._personal(row, "other_nip") | {"other_employee_id": self.person[row.other_nip]}
                for row in self.folder.relatives
            ],
        )
        self._insert(history, [*self._pages(), *self._missing_pages()])
        for table in (discipline, absences, performance, competences):
            self._insert(table, [self._personal(row) for row in getattr(self.folder, table.name)])
        wishes = self.folder.requests
        self._insert(requests, [self._personal(row, "unit") | {"unit_id": self.unit_of(row.unit)} for row in wishes])
        for table in (workload, standards):
            rows = getattr(self.folder, table.name)
            self._insert(table, [_plain(row, "post") | {"post_id": self.post[row.post]} for row in rows])
        self._courses()

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        everything = sum(len(getattr(self.folder, kind)) for kind in ("employees", *_OTHERS))
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            self.connection.execute(insert(table), batch)
            self.rows[table.name] = self.rows.get(table.name, 0) + len(batch)
            if self.progress is not None:
                self.progress(min(sum(self.rows.values()), everything), everything)

    def _numbers(self, code: Any, table: Table) -> dict[str, int]:
        return {row.code: row.id for row in self.connection.execute(select(code.label("code"), table.c.id))}

    def _units(self) -> None:
        """Write the units, then the path of each: the numbers from the root down to it, between slashes."""
        self._insert(units, [_plain(row, "parent") | {"path": "/"} for row in self.folder.units])
        self.unit = self._numbers(units.c.code, units)
        parents = {row.code: row.parent for row in self.folder.units}

        def path(code: str | None) -> str:
            return "/" if code is None else f"{path(parents[code])}{self.unit[code]}/"

        places = [
            {"number": self.unit[code], "above": self.unit.get(parent or ""), "way": path(code)}
            for code, parent in parents.items()
        ]
        place = update(units).where(units.c.id == bindparam("number"))
        self.connection.execute(place.values(parent_id=bindparam("above"), path=bindparam("way")), places)

    def _posts(self) -> None:
        rows = [
            _plain(row, "unit", "reports_to") | {"unit_id": self.unit[row.unit], "fields": "|".join(row.fields)}
            for row in self.folder.posts
        ]
        self._insert(posts, rows)
        self.post = self._numbers(posts.c.code, posts)
        lines = [
            {"number": self.post[row.code], "above": self.post[row.reports_to]}
            for row in self.folder.posts
            if row.reports_to
        ]
        if lines:
            line = update(posts).where(posts.c.id == bindparam("number"))
            self.connection.execute(line.values(reports_to_id=bindparam("above")), lines)

    def post_of(self, code: str | None) -> int | None:
        """Give the number of a post, or of none."""
        return self.post[code] if code else None

    def unit_of(self, code: str | None) -> int | None:
        """Give the number of a unit, or of none."""
        return self.unit[code] if code else None

    def _place(self, post: str | None) -> dict[str, int | None]:
        return {"post_id": self.post_of(post), "unit_id": self.unit[self._unit_of[post]] if post else None}

    def _personal(self, row: Any, *left_out: str) -> dict[str, Any]:
        return _plain(row, "nip", *left_out) | {"employee_id": self.person[row.nip]}

    def _bodies(self) -> None:
        """Write each body once, under the term that its seats span, and then the seats."""
        for code, listed in groupby(sorted(self.folder.bodies, key=_by_code), key=_by_code):
            seats = list(listed)
            since, until = min(seat.since for seat in seats), max(seat.until for seat in seats)
            row = {"code": code, "type": seats[0].type, "decree": seats[0].decree, "since": since, "until": until}
            self._insert(bodies, [row])
            body = self.connection.scalar(select(bodies.c.id).where(bodies.c.code == code))
            self._insert(members, [self._member(seat, until) | {"body_id": body} for seat in seats])

    def _courses(self) -> None:
        """Write the courses, and what each raises competences to."""
        listed = self.folder.courses
        rows = [_plain(row, "unit", "competences") | {"unit_id": self.unit_of(row.unit)} for row in listed]
        self._insert(courses, rows)
        course = self._numbers(courses.c.code, courses)
        self._insert(
            course_levels,
            [
                {"course_id": course[row.code], "competence": raised.competence, "level": raised.level}
                for row in listed
                for raised in row.competences
            ],
        )

    def _member(self, seat: Seat, until: Any) -> dict[str, Any]:
        """Give a seat as a row: there the end is the first day on which one is a member no longer."""
        left = None if seat.until == until else seat.until + timedelta(days=1)
        row = {"employee_id": self.person[seat.nip], "office": seat.office, "votes": seat.votes}
        return row | {"since": seat.since, "until": left}

    def _pages(self) -> Iterator[dict[str, Any]]:
        for row in self.folder.history:
            yield self._personal(row, "post") | self._place(row.post)

    def _missing_pages(self) -> Iterator[dict[str, Any]]:
        """Open a page for who holds a post that the history does not tell of; it begins when the post was taken up."""
        told = {row.nip for row in self.folder.history if row.until is None}
        post = {row.code: row for row in self.folder.posts}
        unit = {row.code: row.name for row in self.folder.units}
        for row in self.folder.employees:
            if row.post and row.post_since and row.nip not in told and row.standing not in GONE:
                held = post[row.post]
                page = {"employee_id": self.person[row.nip], "since": row.post_since, "until": None, "decree": None}
                yield page | self._place(row.post) | {"post_name": held.name, "unit_name": unit[held.unit]}


def _by_code(seat: Seat) -> str:
    return seat.code


def _plain(row: Row, *left_out: str) -> dict[str, Any]:
    """Give a row's values under their columns' names, but for where it stood and what is left out."""
    names = (field.name for field in fields(row))
    return {name: getattr(row, name) for name in names if name != "line" and name not in left_out}


def _record(connection: Connection, folder: Folder, writer: _Writer, account: int | None, moment: datetime) -> None:
    """Record what was loaded: each employee's post and standing, and of the other kinds how many rows and which.

    The digest of a kind's rows is a private value: of a short list it could be guessed what stood in it.
    """
    people = [(writer.person[row.nip], writer.post_of(row.post), row.standing) for row in folder.employees]
    record_load(connection, account, moment, people)
    for kind in _OTHERS:
        rows = getattr(folder, kind)
        if rows:
            told = {"rows": len(rows)}
            record(connection, f"load-{kind}", account, moment, told, {"digest": _digest_of(rows)})


def _digest_of(rows: Iterable[Row]) -> str:
    lines = [{name: _sayable(value) for name, value in _plain(row).items()} for row in rows]
    return digest(text(lines).encode()).hex()


def _sayable(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_sayable(each) for each in value]
    return str(value) if isinstance(value, Decimal | Raised) else value
