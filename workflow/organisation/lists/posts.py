"""Posts as their register has them: searched page by page, and everything that the page of one post tells."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from policies.loading import current
from workflow.organisation.people import holds_post
from workflow.tables import employees, needs, posts, standards, transfers, units, workload

PAGE = 30

EMPTY, CROWDED, UNDESCRIBED, PAST = "empty", "crowded", "undescribed", "past"
FILLINGS = (EMPTY, CROWDED, UNDESCRIBED, PAST)

_HOLDERS = (
    select(func.count(employees.c.id))
    .where(employees.c.post_id == posts.c.id, holds_post(employees.c.standing))
    .scalar_subquery()
)
_ORDER = (func.lower(posts.c.name), posts.c.id)


@dataclass(frozen=True)
class Asked:
    """What a list of posts is narrowed by; `unit` is the code of a unit and takes those below it with it."""

    words: str = ""
    unit: str = ""
    category: str = ""
    filling: str = ""


def listed(connection: Connection, asked: Asked, after: int | None = None, *, whole: bool = False) -> list[Any]:
    """Give a page of posts by name, one more than `PAGE` where there are more. `after` is the last post of a page.

    `whole` gives all of them.
    """
    query = (
        select(posts, units.c.name.label("unit"), units.c.outlying, _HOLDERS.label("holders"))
        .join(units, units.c.id == posts.c.unit_id)
        .where(*_conditions(asked))
        .order_by(*_ORDER)
        .limit(None if whole else PAGE + 1)
    )
    if after is not None:
        last = posts.alias("last")
        name = select(func.lower(last.c.name)).where(last.c.id == after).scalar_subquery()
        query = query.where(or_(_ORDER[0] > name, and_(_ORDER[0] == name, posts.c.id > after)))
    return list(connection.execute(query))


def counted(connection: Connection, asked: Asked) -> int:
    """Count the posts of a list."""
    query = select(func.count()).select_from(posts.join(units, units.c.id == posts.c.unit_id))
    return connection.scalar(query.where(*_conditions(asked))) or 0


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        posts.c.until.is_not(None) if asked.filling == PAST else posts.c.until.is_(None)
    ]
    names = (func.lower(posts.c.name), func.lower(posts.c.code))
    found += [or_(*(name.contains(word, autoescape=True) for name in names)) for word in asked.words.lower().split()]
    if asked.unit:
        top = select(units.c.path).where(units.c.code == asked.unit).scalar_subquery()
        found.append(units.c.path.startswith(top))
    if asked.category:
        found.append(posts.c.category == asked.category)
    if asked.filling == EMPTY:
        found.append(_HOLDERS == 0)
    elif asked.filling == CROWDED:
        found.append(posts.c.need < _HOLDERS)
    elif asked.filling == UNDESCRIBED:
        described = exists().where(standards.c.post_id == posts.c.id), exists().where(workload.c.post_id == posts.c.id)
        found.append(or_(*(~each for each in described)))
    return found


# -- one post -------------------------------------------------------------------------------------------------------


def post(connection: Connection, code: str) -> Any | None:
    """Give the row of a post with its unit, the post that it reports to, and its open need."""
    above = posts.alias("above")
    query = (
        select(
            posts,
            units.c.code.label("unit_code"),
            units.c.name.label("unit"),
            units.c.path,
            units.c.outlying,
            above.c.code.label("above_code"),
            above.c.name.label("above"),
            needs.c.id.label("need_id"),
        )
        .join(units, units.c.id == posts.c.unit_id)
        .outerjoin(above, above.c.id == posts.c.reports_to_id)
        .outerjoin(needs, and_(needs.c.post_id == posts.c.id, needs.c.closed_by.is_(None)))
        .where(posts.c.code == code)
    )
    return connection.execute(query).first()


def holders(connection: Connection, number: int) -> list[Any]:
    """Give who holds a post, by name."""
    query = select(employees.c.id, employees.c.name, employees.c.rank, employees.c.standing, employees.c.post_since)
    query = query.where(employees.c.post_id == number, holds_post(employees.c.standing))
    return list(connection.execute(query.order_by(employees.c.name, employees.c.id)))


def of_unit(connection: Connection, number: int) -> list[Any]:
    """Give the posts of a unit that last, its leading one first."""
    query = select(posts, _HOLDERS.label("holders")).where(posts.c.unit_id == number, posts.c.until.is_(None))
    return list(connection.execute(query.order_by(posts.c.head.desc(), posts.c.job_class.desc(), *_ORDER)))


def required(connection: Connection, number: int) -> list[Any]:
    """Give the competences that a post requires."""
    query = select(standards).where(standards.c.post_id == number)
    return list(connection.execute(query.order_by(standards.c.competence)))


def tasks(connection: Connection, number: int) -> list[Any]:
    """Give the tasks of a post, the lasting ones first."""
    query = select(workload).where(workload.c.post_id == number)
    return list(connection.execute(query.order_by(workload.c.until.is_not(None), func.lower(workload.c.task))))


def load(rows: list[Any], day: date) -> Decimal:
    """Add up the minutes a year of the tasks that count on a day."""
    return sum((row.volume * row.minutes for row in rows if row.until is None or row.until >= day), Decimal(0))


def cases(connection: Connection, number: int) -> int:
    """Count the cases about a post that are not closed."""
    running = [state.name for state in current().states.values() if not state.closed]
    about = or_(transfers.c.new_post_id == number, transfers.c.old_post_id == number)
    return connection.scalar(select(func.count()).where(about, transfers.c.state.in_(running))) or 0
