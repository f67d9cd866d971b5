"""The city as its register of units has it: the tree, one unit with those below it, and what else its page tells."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from workflow.organisation.people import holds_post
from workflow.tables import employees, posts, units


@dataclass(frozen=True)
class Branch:
    """A unit in the tree: how deep it lies (0 is the city), and its own posts and their holders."""

    id: int
    code: str
    name: str
    depth: int
    outlying: bool
    posts: int
    holders: int
    until: date | None


def tree(connection: Connection, words: str = "", *, past: bool = False) -> list[Branch]:
    """Give the units in the order of the tree, those of one parent by name; ended ones only where they are asked for.

    `words` limits it to units whose name or code has all of them.
    """
    seats = (
        select(posts.c.unit_id, func.count(func.distinct(posts.c.id)).label("posts"), func.count(employees.c.id))
        .outerjoin(employees, and_(employees.c.post_id == posts.c.id, holds_post(employees.c.standing)))
        .where(posts.c.until.is_(None))
        .group_by(posts.c.unit_id)
    )
    counted = {unit: (own, holders) for unit, own, holders in connection.execute(seats)}
    rows = {row.id: row for row in connection.execute(select(units))}
    found = sorted(rows.values(), key=lambda row: _way(row, rows))
    asked = words.lower().split()
    return [
        Branch(
            row.id, row.code, row.name, row.path.count("/") - 2, row.outlying, *counted.get(row.id, (0, 0)), row.until
        )
        for row in found
        if (past or row.until is None) and all(word in f"{row.name} {row.code}".lower() for word in asked)
    ]


def _way(row: Any, rows: dict[int, Any]) -> list[tuple[str, int]]:
    """Give the names on the way down to a unit, by which the tree is sorted."""
    numbers = [int(number) for number in row.path.strip("/").split("/") if number]
    return [(rows[number].name.lower(), number) for number in numbers if number in rows]


def choices(connection: Connection) -> list[Any]:
    """Give code and name of the units that last, by name."""
    query = select(units.c.code, units.c.name).where(units.c.until.is_(None))
    return list(connection.execute(query.order_by(func.lower(units.c.name), units.c.id)))


def unit(connection: Connection, code: str) -> Any | None:
    """Give the row of a unit, with code and name of the one above it."""
    above = units.alias("above")
    query = select(units, above.c.code.label("parent"), above.c.name.label("parent_name"))
    query = query.outerjoin(above, above.c.id == units.c.parent_id).where(units.c.code == code)
    return connection.execute(query).first()


def below(connection: Connection, number: int) -> list[Any]:
    """Give the units right below one that last, by name."""
    query = select(units.c.code, units.c.name, units.c.kind, units.c.outlying)
    query = query.where(units.c.parent_id == number, units.c.until.is_(None))
    return list(connection.execute(query.order_by(func.lower(units.c.name), units.c.id)))


def ended(connection: Connection) -> int:
    """Count the units that have ended."""
    return connection.scalar(select(func.count()).select_from(units).where(units.c.until.is_not(None))) or 0
