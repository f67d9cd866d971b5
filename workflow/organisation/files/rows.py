"""One frozen class per kind of row that a city hands over.

A row is a fact as the city states it: parsed, but not yet checked against other rows. `line` is where it
stood in its file (the heading is line 1) and takes no part in comparisons, so two rows that say the same
are equal wherever they stood. What a column may hold is said in `kinds`.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every kind of row has: the line of the file it came from, 0 when it came from none."""

    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Unit(Row):
    """A unit of the city. Exactly one has no parent. Criticality runs from 0 to 1, coordinates are in degrees."""

    code: str
    name: str
    kind: str
    parent: str | None = None
    outlying: bool = False
    criticality: Decimal | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Post(Row):
    """A post of the map of posts. `need` counts people; empty means that it follows from the workload."""

    code: str
    unit: str
    name: str
    category: str
    job_class: int
    min_education: str
    need: int | None = None
    fields: tuple[str, ...] = ()
    critical: bool = False
    reports_to: str | None = None
    head: bool = False
    bup_group: str | None = None


@dataclass(frozen=True, kw_only=True)
class Employee(Row):
    """A civil servant with the post held now, or none."""

    nip: str
    name: str
    sex: str
    birth_date: date
    status: str
    standing: str
    rank: str
    education: str
    rank_since: date | None = None
    field: str | None = None
    post: str | None = None
    post_since: date | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Seat(Row):
    """One person's seat in a review body, under the decree that made the body."""

    code: str
    type: str
    decree: str
    since: date
    until: date
    nip: str
    office: str
    votes: bool


@dataclass(frozen=True, kw_only=True)
class Relative(Row):
    """A declared family tie; the degree counts births and marriages between the two."""

    nip: str
    other_nip: str
    kind: str
    degree: int


@dataclass(frozen=True, kw_only=True)
class Discipline(Row):
    """An examination, sanction or court case. Open while `until` is empty. Sensitive."""

    nip: str
    kind: str
    since: date
    until: date | None = None
    decree: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tenure(Row):
    """A line of the history: a post held from one day until the day on which it was held no longer."""

    nip: str
    post_name: str
    unit_name: str
    since: date
    post: str | None = None
    until: date | None = None
    decree: str | None = None


@dataclass(frozen=True, kw_only=True)
class Absence(Row):
    """A long leave, both days included."""

    nip: str
    kind: str
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class Performance(Row):
    """The rating of one calendar year: result of work and behaviour, each against what was expected."""

    nip: str
    year: int
    result: str
    behaviour: str


@dataclass(frozen=True, kw_only=True)
class Wish(Row):
    """An employee's own wish to move: to a unit and a category, or wherever and to anything where they are empty."""

    nip: str
    made_on: date
    letter: str
    unit: str | None = None
    category: str | None = None


@dataclass(frozen=True, kw_only=True)
class Task(Row):
    """A task of a post: how often a year, and how many minutes each time. A temporary one says until when and why."""

    post: str
    task: str
    volume: Decimal
    minutes: Decimal
    until: date | None = None
    reason: str | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Standard(Row):
    """What a post requires of a competence, at a level from 1 to 5."""

    post: str
    competence: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Assessment(Row):
    """What an employee was found to be able to do, at a level from 0 to 5."""

    nip: str
    competence: str
    level: int
    assessed_on: date


@dataclass(frozen=True, order=True)
class Raised:
    """What a course raises a competence to."""

    competence: str
    level: int

    def __str__(self) -> str:
        return f"{self.competence}:{self.level}"


@dataclass(frozen=True, kw_only=True)
class Course(Row):
    """A course, its lesson hours (JP), and what it raises competences to, in the order of their codes."""

    code: str
    name: str
    kind: str
    hours: int
    competences: tuple[Raised, ...]
    unit: str | None = None
