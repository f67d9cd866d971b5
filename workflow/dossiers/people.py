"""The register of employees, as far as somebody reads dossiers: filtered, page by page, and one of them alone.

Everything starts from `Reach`, so nobody lists or finds whom he may not open.
"""

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select, true, tuple_

from policies.model import Procedure
from policies.staffing import retires_on
from workflow.dossiers.reach import Reach
from workflow.organisation.people import GONE
from workflow.tables import employees, posts, units

PAGE = 30
SERVING = "serving"  # the standing that stands for everybody who has not left the service
_STREAMED = 1000  # rows that an export holds at once
_E = employees.c


@dataclass(frozen=True)
class Person:
    """An employee as the register has him, and the parts of his dossier that the viewer reads.

    `retires_on` is the first day of retirement from the post held; post and unit are None for who holds none.
    """

    id: int
    nip: str
    name: str
    status: str
    standing: str
    rank: str
    rank_since: date | None
    education: str
    field: str | None
    birth_date: date
    sex: str
    post_id: int | None
    post_code: str | None
    post: str | None
    post_since: date | None
    category: str | None
    unit_code: str | None
    unit: str | None
    outlying: bool
    retires_on: date
    parts: frozenset[str]

    @property
    def gone(self) -> bool:
        """Say whether he has left the service."""
        return self.standing in GONE


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. `text`: words of the name or the beginning of the NIP; `unit`: its code, with those
    below it; `standing`: a code, `SERVING`, or "" for everybody.
    """

    text: str = ""
    unit: str = ""
    category: str = ""
    standing: str = SERVING


def _selected(reach: Reach) -> Select[Any]:
    """Begin the one query that serves the list, the export and the page of one."""
    return (
        select(
            *(_E[name] for name in ("id", "nip", "name", "status", "standing", "rank", "rank_since", "education")),
            *(_E[name] for name in ("field", "birth_date", "sex", "email", "post_id", "post_since")),
            posts.c.code.label("post_code"),
            posts.c.name.label("post"),
            posts.c.category,
            posts.c.bup_group,
            units.c.code.label("unit_code"),
            units.c.name.label("unit"),
            func.coalesce(units.c.outlying, False).label("outlying"),  # a value of SQL, not a flag
            *reach.columns,
        )
        .select_from(employees)
        .outerjoin(posts, posts.c.id == _E.post_id)
        .outerjoin(units, units.c.id == posts.c.unit_id)
        .where(reach.condition)
    )


def one(connection: Connection, procedure: Procedure, reach: Reach, employee: int, today: date) -> Person | None:
    """Give an employee whose dossier may be read, or None: there is none, or it is none of the viewer's business."""
    row = connection.execute(_selected(reach).where(_E.id == employee)).first()
    return None if row is None else _person(row, procedure, reach, today)


def those(
    connection: Connection, procedure: Procedure, reach: Reach, numbers: Collection[int], today: date
) -> dict[int, Person]:
    """Give those of some employees whose dossiers may be read, by their numbers."""
    found = connection.execute(_selected(reach).where(_E.id.in_(numbers)))
    return {row.id: _person(row, procedure, reach, today) for row in found}


def page(
    connection: Connection,
    procedure: Procedure,
    reach: Reach,
    filters: Filters,
    today: date,
    *,
    after: int | None = None,
    before: int | None = None,
) -> tuple[list[Person], bool, bool]:
    """Give a page of employees by name, and whether there are others before and after it.

    `after` or `before` is the employee whom the page follows, or comes before.
    """
    query = _selected(reach).where(*_narrow(filters))
    place = tuple_(_E.name, _E.id)
    if before is not None:
        rows = connection.execute(
            query.where(place < _place(before)).order_by(_E.name.desc(), _E.id.desc()).limit(PAGE + 1)
        ).all()
        shown, more_before, more_after = rows[:PAGE][::-1], len(rows) > PAGE, True
    else:
        if after is not None:
            query = query.where(place > _place(after))
        rows = connection.execute(query.order_by(_E.name, _E.id).limit(PAGE + 1)).all()
        shown, more_before, more_after = rows[:PAGE], after is not None, len(rows) > PAGE
    return [_person(row, procedure, reach, today) for row in shown], more_before, more_after


def listed(connection: Connection, reach: Reach, filters: Filters) -> Generator[dict[str, Any], None, None]:
    """Go through the rows of everybody in reach by name, with memory that does not grow with the register."""
    query = _selected(reach).where(*_narrow(filters)).order_by(_E.name, _E.id)
    with connection.execute(query, execution_options={"yield_per": _STREAMED}) as found:
        for row in found:
            yield dict(row._mapping)


def units_in_reach(connection: Connection, reach: Reach) -> list[tuple[str, str]]:
    """List the units, by code and name, in which anybody serves whose dossier may be read."""
    query = (
        select(units.c.code, units.c.name)
        .select_from(employees)
        .join(posts, posts.c.id == _E.post_id)
        .join(units, units.c.id == posts.c.unit_id)
        .where(reach.condition)
        .distinct()
        .order_by(units.c.name)
    )
    return [(row.code, row.name) for row in connection.execute(query)]


def _place(employee: int) -> ColumnElement[Any]:
    return tuple_(select(_E.name).where(_E.id == employee).scalar_subquery(), employee)


def _narrow(filters: Filters) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.text:
        found.append(_named(filters.text))
    if filters.unit:
        top = select(units.c.path).where(units.c.code == filters.unit).scalar_subquery()
        found.append(units.c.path.startswith(func.coalesce(top, "none")))
    if filters.category:
        found.append(posts.c.category == filters.category)
    if filters.standing:
        found.append(_E.standing.not_in(GONE) if filters.standing == SERVING else _E.standing == filters.standing)
    return found


def _named(text: str) -> ColumnElement[bool]:
    figures = "".join(text.split())
    if figures.isascii() and figures.isdigit():
        return _E.nip.startswith(figures)
    words = [func.lower(_E.name).contains(word, autoescape=True) for word in text.lower().split()]
    return and_(true(), *words)


def _person(row: Row[Any], procedure: Procedure, reach: Reach, today: date) -> Person:
    told = dict(row._mapping)
    names = (name for name in Person.__dataclass_fields__ if name not in ("retires_on", "parts", "outlying"))
    ages = procedure.rules["R-BUP-01"].on(today)
    leaves = retires_on(row.birth_date, row.category, row.bup_group, ages)
    values = {name: told[name] for name in names}
    return Person(**values, outlying=bool(row.outlying), retires_on=leaves, parts=reach.parts(told))
