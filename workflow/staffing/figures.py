"""The figures of every post as of a day, with those whom they count: what a run of the analysis stores.

Counted by the database, post by post; the arithmetic is `policies.staffing`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, Text, and_, case, func, or_, select, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from policies import staffing
from policies.dates import add_months
from policies.model import Procedure
from workflow.once import Once
from workflow.organisation.people import holds_post
from workflow.staffing import counting
from workflow.staffing.counting import PERMANENT, WORK
from workflow.streaming import streamed
from workflow.tables import employees, posts, units, workload

# Why somebody who holds a post does not count, in the order in which he leaves the count.
RETIRING, LEAVING, ABSENT = "retiring", "leaving", "absent"


class _joined(FunctionElement[str]):  # noqa: N801 - a function of SQL, named as such
    """Whole numbers of many rows with commas between them; each database has a function of its own for it."""

    type = Text()
    inherit_cache = True


@compiles(_joined, "sqlite")
def _joined_by_sqlite(element: _joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)})"


@compiles(_joined, "postgresql")
def _joined_by_postgresql(element: _joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **options)}::text, ',')"


@dataclass(frozen=True)
class Question:
    """What is asked: the figures as of a day, looking so many months ahead, by the law of that day."""

    procedure: Procedure
    as_of: date
    horizon: int

    @property
    def until(self) -> date:
        """The last day that is looked at."""
        return add_months(self.as_of, self.horizon)

    @cached_property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """The dated values that are used."""
        rules = ("R-ABK-01", "R-ABK-02", "R-ABK-03", "R-BUP-01", "R-NED-04")
        return {rule: dict(self.procedure.rules[rule].on(self.as_of)) for rule in rules}


class Figures(NamedTuple):
    """The figures of one post: people, and for `need_exact` and `effectiveness` hundredths; see `policies.staffing`."""

    post: int
    unit: int
    need_exact: int
    need: int
    need_temporary: int
    temporary_until: date | None
    holders: int
    retiring: int
    leaving: int
    absent: int
    arriving: int
    effective: int
    gap: int
    effectiveness: int | None
    effectiveness_class: str | None
    priority: int  # millionths, as its parts
    parts: Mapping[str, int]
    gap_since: date | None
    detail: Mapping[str, Any]


@dataclass(slots=True)
class _Post:
    """What is known of one post before anything is worked out."""

    row: Any
    holders: tuple[int, ...] = ()
    soon: int = 0
    people: dict[str, list[list[Any]]] = field(default_factory=dict)
    arriving: list[list[Any]] = field(default_factory=list)
    permanent: int = 0
    temporary: int = 0
    until: date | None = None
    loads: list[tuple[Any, ...]] = field(default_factory=list)


def figures(connection: Connection, question: Question, since: Mapping[int, date]) -> Iterator[Figures]:
    """Give the figures of every post that needs or has people, by the post's id.

    `since` says, by post, from which run on it has had a gap in each run of this horizon.
    """
    weighing: Once[_Standing, _Urgent] = Once(lambda standing: _weighed(question, standing))
    for post in _read(connection, question).values():
        found = _figures(question, post, since.get(post.row.id), weighing)
        if found.need or found.holders:
            yield found


def _read(connection: Connection, question: Question) -> dict[int, _Post]:
    found = {row.id: _Post(row) for row in connection.execute(_POSTS)}
    _count(connection, question, found)
    _name(connection, question, found)
    _arrivals(connection, question, found)
    _work(connection, question, found)
    return found


_POSTS = (
    select(
        posts.c.id,
        posts.c.unit_id,
        posts.c.need.label("formation"),
        posts.c.until,
        posts.c.category,
        posts.c.bup_group,
        units.c.criticality,
        units.c.outlying,
    )
    .join(units, units.c.id == posts.c.unit_id)
    .order_by(posts.c.id)
)


def _count(connection: Connection, question: Question, found: dict[int, _Post]) -> None:
    """Who holds each post, and how many of them retire within twelve months of the run."""
    ages = question.parameters["R-BUP-01"]
    soon = counting.retired_by(add_months(question.as_of, 12), ages)
    query = (
        select(
            employees.c.post_id,
            _joined(employees.c.id),
            func.sum(case((soon, 1), else_=0)),
        )
        .join(posts, posts.c.id == employees.c.post_id)
        .where(holds_post(employees.c.standing))
        .group_by(employees.c.post_id)
    )
    for post, people, soon_retired in streamed(connection, query):
        found[post].holders = tuple(sorted(map(int, people.split(","))))
        found[post].soon = soon_retired


def _name(connection: Connection, question: Question, found: dict[int, _Post]) -> None:
    """Who of the holders does not count by the end of the horizon, and why."""
    until = question.until
    retired = counting.retired_by(until, question.parameters["R-BUP-01"])
    moving = counting.under_way(question.procedure, until)
    leaves = and_(moving.c.employee_id == employees.c.id, moving.c.old_post_id == employees.c.post_id)
    away = counting.away_on(until)
    why = case((retired, RETIRING), (moving.c.id.is_not(None), LEAVING), else_=ABSENT).label("why")
    query = (
        select(
            employees.c.post_id,
            employees.c.id,
            employees.c.birth_date,
            employees.c.standing,
            posts.c.category,
            posts.c.bup_group,
            moving.c.case_number,
            moving.c.planned_on,
            why,
        )
        .join(posts, posts.c.id == employees.c.post_id)
        .outerjoin(moving, leaves)
        .where(holds_post(employees.c.standing), or_(retired, moving.c.id.is_not(None), away))
        .order_by(employees.c.post_id, employees.c.id)
    )
    ages = question.parameters["R-BUP-01"]
    for row in streamed(connection, query):
        found[row.post_id].people.setdefault(row.why, []).append(_told(row, ages))


def _told(row: Any, ages: Mapping[str, Any]) -> list[Any]:
    if row.why == RETIRING:
        return [row.id, retires_on(row, ages)]
    return [row.id, row.planned_on, row.case_number] if row.why == LEAVING else [row.id, row.standing]


def retires_on(row: Any, ages: Mapping[str, Any]) -> date:
    """Give the first day of retirement of who was born on `birth_date` and holds a post of `category`, `bup_group`."""
    return staffing.retires_on(row.birth_date, row.category, row.bup_group, ages)


def _arrivals(connection: Connection, question: Question, found: dict[int, _Post]) -> None:
    """Who comes by a transfer that reserves a place, unless he has retired by the end of the horizon."""
    moving = counting.under_way(question.procedure, question.until)
    retired = counting.retired_by(question.until, question.parameters["R-BUP-01"])
    query = (
        select(moving.c.new_post_id, moving.c.employee_id, moving.c.planned_on, moving.c.case_number)
        .join(posts, posts.c.id == moving.c.new_post_id)
        .join(employees, employees.c.id == moving.c.employee_id)
        .where(holds_post(employees.c.standing), ~retired)
        .order_by(moving.c.new_post_id, moving.c.employee_id)
    )
    for post, employee, planned_on, case_number in streamed(connection, query):
        found[post].arriving.append([employee, planned_on, case_number])


def _work(connection: Connection, question: Question, found: dict[int, _Post]) -> None:
    counted = or_(PERMANENT, counting.temporary(question.as_of))
    query = (
        select(
            workload.c.post_id,
            workload.c.task,
            type_coerce(workload.c.volume, BigInteger),
            type_coerce(workload.c.minutes, BigInteger),
            workload.c.until,
            WORK.label("work"),
        )
        .where(counted)
        .order_by(workload.c.post_id, workload.c.id)
    )
    plain: Once[int, str] = Once(lambda thousandths: _plain(Decimal(thousandths).scaleb(-3)))
    for post, task, volume, minutes, until, work in streamed(connection, query):
        about = found[post]
        about.loads.append((task, plain[volume], plain[minutes], until))
        if until is None:
            about.permanent += work
        else:
            about.temporary += work
            about.until = max(until, about.until or until)


def _plain(number: Decimal) -> str:
    """Write a number without the zeros behind it: the ledger's bytes hold no floats."""
    return format(number.normalize(), "f")


class _Standing(NamedTuple):
    """What the priority of a post depends on; many posts have it in common."""

    gap: int
    need: int
    criticality: Decimal | None
    soon: int
    holders: int
    outlying: bool
    gap_since: date | None


class _Urgent(NamedTuple):
    """A priority and its parts, in millionths."""

    priority: int
    parts: Mapping[str, int]


def _weighed(question: Question, standing: _Standing) -> _Urgent:
    law, known = question.parameters["R-NED-04"], standing.criticality
    parts = {
        "gap": staffing.gap_part(standing.gap, standing.need),
        "criticality": staffing.criticality_part(None if known is None else Fraction(known)),
        "retirement": staffing.share_part(standing.soon, standing.holders),
        "outlying": Fraction(int(standing.outlying)),
        "age": staffing.age_part(standing.gap_since, question.as_of, int(law["full_age"])),
    }
    found = staffing.priority(parts, law)
    return _Urgent(
        staffing.millionths(found.value), {name: staffing.millionths(part) for name, part in found.parts.items()}
    )


def _figures(question: Question, post: _Post, since: date | None, weighing: Mapping[_Standing, _Urgent]) -> Figures:
    law = question.parameters
    minutes = int(law["R-ABK-01"]["minutes"])
    row = post.row
    ended = row.until is not None and row.until <= question.as_of
    formation = 0 if ended else row.formation
    permanent, temporary = (0, 0) if ended else (post.permanent, post.temporary)
    need = staffing.need(permanent, temporary, post.until, formation, minutes)
    out = {why: len(post.people.get(why, ())) for why in (RETIRING, LEAVING, ABSENT)}
    effective = len(post.holders) - sum(out.values()) + len(post.arriving)
    gap = need.whole - effective
    hundredths = staffing.effectiveness(permanent + temporary, len(post.holders), minutes)
    gap_since = (since or question.as_of) if gap >= 1 else None
    standing = _Standing(gap, need.whole, row.criticality, post.soon, len(post.holders), row.outlying, gap_since)
    urgent = weighing[standing]
    return Figures(
        post=row.id,
        unit=row.unit_id,
        need_exact=staffing.half_up(100 * need.exact),
        need=need.whole,
        need_temporary=need.temporary,
        temporary_until=need.until,
        holders=len(post.holders),
        retiring=out[RETIRING],
        leaving=out[LEAVING],
        absent=out[ABSENT],
        arriving=len(post.arriving),
        effective=effective,
        gap=gap,
        effectiveness=hundredths,
        effectiveness_class=staffing.effectiveness_class(hundredths, law["R-ABK-02"]),
        priority=urgent.priority,
        parts=urgent.parts,
        gap_since=gap_since,
        detail={
            "holders": list(post.holders),
            **post.people,
            "arriving": post.arriving,
            "soon": post.soon,
            "formation": row.formation,
            "loads": post.loads,
        },
    )
