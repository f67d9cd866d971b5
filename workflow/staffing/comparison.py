"""Two runs side by side: what closed, what opened, what got worse and what got better."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, literal_column, select

from workflow.staffing.readers import Reach
from workflow.tables import cells, posts, runs, units

OPENED, WORSE, BETTER, CLOSED = "opened", "worse", "better", "closed"
KINDS = (OPENED, WORSE, BETTER, CLOSED)


@dataclass(frozen=True)
class Difference:
    """A post whose gap is another one in the later run. Gaps are people; a surplus is below 0."""

    kind: str
    post: str
    unit: str
    outlying: bool
    before: int
    after: int
    need_before: int
    need_after: int


def compare(connection: Connection, earlier: int, later: int, reach: Reach) -> dict[str, list[Difference]]:
    """Give the differences of the gaps from one run to another by their kind, the greatest first."""
    first, second = _gaps(connection, earlier, reach), _gaps(connection, later, reach)
    found: dict[str, list[Difference]] = {kind: [] for kind in KINDS}
    for post in sorted(first.keys() | second.keys()):
        each = _difference(first.get(post), second.get(post))
        if each is not None:
            found[each.kind].append(each)
    for rows in found.values():
        rows.sort(key=lambda each: (-abs(each.after - each.before), each.unit, each.post))
    return found


def _gaps(connection: Connection, run: int, reach: Reach) -> Mapping[int, Any]:
    query = (
        select(cells.c.post_id, cells.c.gap, cells.c.need, posts.c.name, units.c.name.label("unit"), units.c.outlying)
        .join(posts, posts.c.id == cells.c.post_id)
        .join(units, units.c.id == cells.c.unit_id)
        .where(cells.c.run_id == run, reach.condition)
    )
    return {row.post_id: row for row in connection.execute(query)}


def _difference(before: Any, after: Any) -> Difference | None:
    """Tell how a post's gap changed; a post without a cell needed nobody and had nobody."""
    gap_before, gap_after = (0 if row is None else row.gap for row in (before, after))
    kind = _kind(gap_before, gap_after)
    if kind is None:
        return None
    known = after if after is not None else before
    need_before, need_after = (0 if row is None else row.need for row in (before, after))
    return Difference(kind, known.name, known.unit, known.outlying, gap_before, gap_after, need_before, need_after)


def _kind(before: int, after: int) -> str | None:
    """Say what became of a gap; what is no gap before and after is no matter of needs."""
    if max(before, 0) == max(after, 0):
        return None
    if before <= 0:
        return OPENED
    if after <= 0:
        return CLOSED
    return WORSE if after > before else BETTER


@dataclass(frozen=True)
class Summary:
    """A run with its sums over the units that somebody reads. People; `superseded_by` is the run that replaced it."""

    run: Any
    superseded_by: int | None
    posts: int
    need: int
    effective: int
    short: int
    short_posts: int
    over: int


def summaries(
    connection: Connection, reach: Reach, size: int | None = None, *, number: int | None = None
) -> list[Summary]:
    """List the newest runs (or all) with their sums, superseded ones among them; with `number` that run alone."""
    later = runs.alias("later")
    query = (
        select(runs, later.c.id.label("superseded_by"))
        .outerjoin(later, later.c.replaces_id == runs.c.id)
        .order_by(runs.c.as_of.desc(), runs.c.id.desc())
        .limit(size)
    )
    if number is not None:
        query = query.where(runs.c.id == number)
    found = connection.execute(query).all()
    sums = _sums(connection, [row.id for row in found], reach)
    return [Summary(row, row.superseded_by, *sums.get(row.id, (0,) * 6)) for row in found]


def _sums(connection: Connection, numbers: list[int], reach: Reach) -> dict[int, tuple[int, ...]]:
    short = func.sum(cells.c.gap).filter(cells.c.gap > 0)
    over = func.sum(-cells.c.gap).filter(cells.c.gap < 0)
    query = (
        select(
            cells.c.run_id,
            func.count(),
            func.sum(cells.c.need),
            func.sum(cells.c.effective),
            func.coalesce(short, 0),
            func.count(literal_column("1")).filter(cells.c.gap > 0),
            func.coalesce(over, 0),
        )
        .join(units, units.c.id == cells.c.unit_id)
        .where(cells.c.run_id.in_(numbers), reach.condition)
        .group_by(cells.c.run_id)
    )
    return {row[0]: tuple(int(each) for each in row[1:]) for row in connection.execute(query)}
