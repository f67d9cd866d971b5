"""How full units are by families of posts, out of the cells of a run: sums that the database makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from policies.families import family
from workflow.staffing.readers import Reach
from workflow.tables import cells, posts, units


@dataclass
class Fill:
    """People who count and people who are needed; `short` are missing in posts that are short, whatever others have."""

    effective: int = 0
    need: int = 0
    short: int = 0

    def add(self, other: "Fill") -> None:
        """Take in the people of more posts."""
        self.effective += other.effective
        self.need += other.need
        self.short += other.short


@dataclass
class Row:
    """A unit with those below it: its fill by family, and altogether. `far` are the outlying units among them."""

    id: int
    code: str
    name: str
    path: str
    outlying: bool
    units: int = 1
    far: int = 0
    families: dict[str, Fill] = field(default_factory=dict)
    total: Fill = field(default_factory=Fill)

    def take(self, families: Mapping[str, Fill]) -> None:
        """Take in the figures of one unit."""
        for name, fill in families.items():
            self.families.setdefault(name, Fill()).add(fill)
            self.total.add(fill)


@dataclass(frozen=True)
class Place:
    """A unit that has a place on the map."""

    id: int
    parent: int | None
    code: str
    name: str
    path: str
    outlying: bool


def places(connection: Connection, reach: Reach) -> list[Place]:
    """Give the units that somebody reads, in the order of their paths; ended ones are left out."""
    query = (
        select(units.c.id, units.c.parent_id, units.c.code, units.c.name, units.c.path, units.c.outlying)
        .where(units.c.until.is_(None), reach.condition)
        .order_by(units.c.id)
    )
    return [Place(*row) for row in connection.execute(query)]


def tops(found: Iterable[Place]) -> list[Place]:
    """Give the units that stand on the map of somebody: below the city, or the highest ones that he reads."""
    known = {place.id: place for place in found}
    roots = [place for place in known.values() if place.parent not in known]
    if len(roots) == 1 and any(place.parent == roots[0].id for place in known.values()):
        return [place for place in known.values() if place.parent == roots[0].id]
    return roots


def filled(connection: Connection, run: int, reach: Reach) -> dict[int, dict[str, Fill]]:
    """Give the fill of each unit's own posts by family."""
    found: dict[int, dict[str, Fill]] = {}
    for unit, category, effective, need, short in connection.execute(_sums(run, reach)):
        fills = found.setdefault(unit, {})
        fills.setdefault(family(category).name, Fill()).add(Fill(int(effective), int(need), int(short)))
    return found


def _sums(run: int, reach: Reach) -> Select[Any]:
    short = case((cells.c.gap > 0, cells.c.gap), else_=0)
    return (
        select(cells.c.unit_id, posts.c.category, func.sum(cells.c.effective), func.sum(cells.c.need), func.sum(short))
        .join(posts, posts.c.id == cells.c.post_id)
        .join(units, units.c.id == cells.c.unit_id)
        .where(cells.c.run_id == run, reach.condition)
        .group_by(cells.c.unit_id, posts.c.category)
    )


def rows(shown: Iterable[Place], all_: Iterable[Place], own: Mapping[int, Mapping[str, Fill]]) -> list[Row]:
    """Give the map's rows: each unit that is shown, with everything below it."""
    everything = list(all_)
    return [_row(place, everything, own) for place in shown]


def _row(place: Place, all_: list[Place], own: Mapping[int, Mapping[str, Fill]]) -> Row:
    row = Row(place.id, place.code, place.name, place.path, place.outlying, units=0)
    for each in all_:
        if each.path.startswith(place.path):
            row.units += 1
            row.far += each.outlying
            row.take(own.get(each.id, {}))
    return row


def alone(shown: Iterable[Place], own: Mapping[int, Mapping[str, Fill]]) -> list[Row]:
    """Give the map's rows of units by themselves, without those below them."""
    found = []
    for place in shown:
        row = Row(place.id, place.code, place.name, place.path, place.outlying, far=int(place.outlying))
        row.take(own.get(place.id, {}))
        found.append(row)
    return found
