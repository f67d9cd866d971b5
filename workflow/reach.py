"""How far somebody's office reaches down the reporting lines: posts whose holders report to him, or for whose
superiors he stands in because they are missing, absent, or in conflict with certain candidates.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from workflow.organisation.people import GONE, families
from workflow.tables import employees, posts, units

_DEEPEST = 12  # no reporting line is longer

Candidates = frozenset[int] | None  # for whom the viewer is next above; None: for everybody


@dataclass(frozen=True)
class Reach:
    """A post below: the unit it leads (None: none), its holder, and for which candidates the viewer is next above.

    `able`: the holder is there to act, but not for `related`: himself and his declared family; `candidates` None: for
    every candidate; `direct`: it reports to the viewer.
    """

    post: int
    unit: int | None
    holder: int | None
    able: bool
    related: frozenset[int]
    candidates: Candidates
    direct: bool


class _Post(NamedTuple):
    """A post, its unit, whether it leads it, the post above, and who holds it."""

    id: int
    unit: int
    head: bool
    above: int | None
    holders: list[int]


def reach_below(connection: Connection, post: int, away: frozenset[int], degree: int) -> tuple[Reach, ...]:
    """Walk down from a post, level by level, on through those who cannot act."""
    found: list[Reach] = []
    level: dict[int, Candidates] = {post: None}
    for depth in range(_DEEPEST):
        reporting = _posts_where(connection, posts.c.reports_to_id.in_(level))
        related = _families(connection, reporting, degree)
        below: dict[int, Candidates] = {}
        for each in reporting:
            candidates = level[each.above or 0]
            reach = _reach(each, candidates, away, related, direct=depth == 0)
            found.append(reach)
            further = candidates if reach.holder is None else _both(candidates, reach.related - {reach.holder})
            if further is None or further:
                below[each.id] = further
        if not below:
            break
        level = below
    return tuple(found)


def _both(candidates: Candidates, related: frozenset[int]) -> frozenset[int]:
    """Give the candidates with whom a holder is in conflict, out of those who are still in question."""
    return related if candidates is None else candidates & related


def _families(connection: Connection, found: Sequence[_Post], degree: int) -> Mapping[int, frozenset[int]]:
    return families(connection, [holder for each in found for holder in each.holders], degree)


def _reach(
    found: _Post,
    candidates: Candidates,
    away: frozenset[int],
    families_: Mapping[int, frozenset[int]],
    *,
    direct: bool,
) -> Reach:
    holder = next((holder for holder in found.holders if holder not in away), None)
    related = frozenset() if holder is None else families_.get(holder, frozenset()) | {holder}
    return Reach(found.id, found.unit if found.head else None, holder, holder is not None, related, candidates, direct)


def _posts_where(connection: Connection, condition: ColumnElement[bool]) -> list[_Post]:
    query = (
        select(posts.c.id, posts.c.unit_id, posts.c.head, posts.c.reports_to_id, employees.c.id.label("holder"))
        .outerjoin(employees, (employees.c.post_id == posts.c.id) & employees.c.standing.not_in(GONE))
        .where(condition)
        .order_by(posts.c.id, employees.c.id)
    )
    found: dict[int, _Post] = {}
    for row in connection.execute(query):
        post = found.setdefault(row.id, _Post(row.id, row.unit_id, row.head, row.reports_to_id, []))
        if row.holder is not None:
            post.holders.append(row.holder)
    return list(found.values())


def reach_top(connection: Connection, away: frozenset[int], degree: int) -> tuple[Reach, ...]:
    """Give the posts that report to nobody: above them stands the appointing authority."""
    top = _posts_where(connection, posts.c.reports_to_id.is_(None))
    related = _families(connection, top, degree)
    return tuple(_reach(each, None, away, related, direct=True) for each in top)


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
