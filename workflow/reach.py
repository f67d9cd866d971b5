"""How far somebody's office reaches down the reporting lines: posts whose holders report to him, or for whose
superiors he stands in because they are missing, absent, or in conflict with certain candidates.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from workflow.organisation.people import GONE, families
from workflow.tables import employees, posts, units


@dataclass(frozen=True)
class Reach:
    """A post below: the unit it leads (None: none), its holder, and for which candidates the viewer is next above.

    `able`: the holder is there to act; `candidates` None: for every candidate; `direct`: it reports to the viewer.
    """

    post: int
    unit: int | None
    holder: int | None
    able: bool
    candidates: frozenset[int] | None
    direct: bool


def reach_below(connection: Connection, post: int, away: frozenset[int], degree: int) -> tuple[Reach, ...]:
    """Walk down from a post, on through those who cannot act."""
    return tuple(_walk(connection, post, None, away, degree, 12, direct=True))


def _walk(
    connection: Connection,
    post: int,
    candidates: frozenset[int] | None,
    away: frozenset[int],
    degree: int,
    depth: int,
    *,
    direct: bool = False,
) -> Iterator[Reach]:
    if depth == 0:
        return
    reporting = _reporting(connection, post)
    related = families(connection, [holder for *_, holders in reporting for holder in holders], degree)
    for below, unit, head, holders in reporting:
        able = [holder for holder in holders if holder not in away]
        holder = able[0] if able else None
        yield Reach(below, unit if head else None, holder, bool(able), candidates, direct)
        further = candidates
        if holder is not None:
            further = (
                related.get(holder, frozenset()) if candidates is None else candidates & related.get(holder, set())
            )
            if not further:
                continue
        yield from _walk(connection, below, further, away, degree, depth - 1)


def _reporting(connection: Connection, post: int) -> list[tuple[int, int, bool, list[int]]]:
    """Give the posts that report to a post: id, unit, whether it leads the unit, and who holds it."""
    return _posts_where(connection, posts.c.reports_to_id == post)


def _posts_where(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[int, int, bool, list[int]]]:
    query = (
        select(posts.c.id, posts.c.unit_id, posts.c.head, employees.c.id.label("holder"))
        .outerjoin(employees, (employees.c.post_id == posts.c.id) & employees.c.standing.not_in(GONE))
        .where(condition)
        .order_by(posts.c.id, employees.c.id)
    )
    found: dict[int, tuple[int, int, bool, list[int]]] = {}
    for row in connection.execute(query):
        _, _, _, people = found.setdefault(row.id, (row.id, row.unit_id, row.head, []))
        if row.holder is not None:
            people.append(row.holder)
    return list(found.values())


def reach_top(connection: Connection, away: frozenset[int]) -> tuple[Reach, ...]:
    """Give the posts that report to nobody: above them stands the appointing authority."""
    found = []
    for post, unit, head, holders in _posts_where(connection, posts.c.reports_to_id.is_(None)):
        able = [holder for holder in holders if holder not in away]
        found.append(Reach(post, unit if head else None, able[0] if able else None, bool(able), None, direct=True))
    return tuple(found)


def headless_units(connection: Connection) -> dict[int, list[int]]:
    """Map each unit that has a leading post to the units without one whose nearest such unit it is."""
    leading = select(posts.c.unit_id).where(posts.c.head, posts.c.until.is_(None))
    led = set(connection.scalars(leading))
    parents = {row.id: row.parent_id for row in connection.execute(select(units.c.id, units.c.parent_id))}
    found: dict[int, list[int]] = defaultdict(list)
    for unit in parents:
        above: int | None = unit
        while above is not None and above not in led:
            above = parents[above]
        if above is not None and above != unit:
            found[above].append(unit)
    return dict(found)
