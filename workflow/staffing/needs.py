"""Needs: one per post, opened and closed by the runs of the horizon that the law names (R-ABK-03).

A need is shown with its gap less the transfers that are on the way to fill it and do not count yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from policies.loading import current
from policies.staffing import PARTS, needs_horizon
from workflow.staffing import slots
from workflow.tables import cells, needs, posts, runs, transfers, units

MET, IN_ERROR = "met", "in_error"


def follow(connection: Connection, run: int, as_of: date, replaced: int | None, gaps: Mapping[int, int]) -> None:
    """Open and close needs by a run just kept; one that an even newer run has overtaken moves nothing."""
    if replaced is not None:
        _undo(connection, run, as_of, replaced, gaps)
    newer = select(runs.c.id).where(runs.c.as_of > as_of, runs.c.horizon == needs_horizon(current(), as_of))
    if connection.execute(newer.limit(1)).first() is not None:
        return
    open_needs = {row.post_id: row.id for row in connection.execute(select(needs).where(needs.c.closed_by.is_(None)))}
    met = [number for post, number in open_needs.items() if gaps.get(post, 0) <= 0]
    _close(connection, met, run, as_of, MET)
    fresh = [post for post, gap in gaps.items() if gap >= 1 and post not in open_needs]
    if fresh:
        rows = [{"post_id": post, "opened_by": run, "opened_on": as_of} for post in sorted(fresh)]
        connection.execute(insert(needs), rows)


def _undo(connection: Connection, run: int, as_of: date, replaced: int, gaps: Mapping[int, int]) -> None:
    """Take back what only the superseded run did: needs that it opened without ground, and closed without ground."""
    opened = connection.execute(select(needs).where(needs.c.opened_by == replaced, needs.c.closed_by.is_(None))).all()
    wrong = [need.id for need in opened if gaps.get(need.post_id, 0) < 1]
    _close(connection, wrong, run, as_of, IN_ERROR)
    closed = connection.execute(select(needs).where(needs.c.closed_by == replaced)).all()
    again = [need.id for need in closed if gaps.get(need.post_id, 0) >= 1]
    if again:
        reopened = update(needs).where(needs.c.id.in_(again))
        connection.execute(reopened.values(closed_by=None, closed_on=None, closing=None))


def _close(connection: Connection, numbers: list[int], run: int, on: date, closing: str) -> None:
    if numbers:
        ended = update(needs).where(needs.c.id.in_(numbers))
        connection.execute(ended.values(closed_by=run, closed_on=on, closing=closing))


@dataclass(frozen=True)
class Need:
    """An open need with its figures of the newest run. `gap` counts what nobody is on the way to fill."""

    id: int
    post_id: int
    unit_id: int
    post: str
    unit: str
    post_name: str
    unit_name: str
    category: str
    path: str  # of the unit
    outlying: bool
    need: int
    effective: int
    run_gap: int
    on_the_way: int
    priority: int  # millionths
    parts: Mapping[str, int]
    gap_since: date | None
    temporary_until: date | None
    cell: Any  # of the run
    as_of: date  # of the run

    @cached_property
    def open_from(self) -> tuple[date, ...]:
        """From when on each slot is open that nobody is on the way to fill; worked out only where it is shown."""
        return slots.open_from(self.cell, self.as_of)[self.on_the_way :]

    @property
    def gap(self) -> int:
        """The slots that nobody is on the way to fill."""
        return self.run_gap - self.on_the_way


def before_they_count() -> list[str]:
    """Name the states in which a transfer fills no slot of a run yet, although somebody works on it."""
    procedure = current()
    return [s.name for s in procedure.path if not s.reserves and s.round is None and not s.closed]


def listed(connection: Connection, run: Any, *, need: int | None = None) -> list[Need]:
    """Give the open needs with their figures of a run, the most urgent first; ties by the post's code."""
    coming = (
        select(transfers.c.new_post_id, func.count().label("coming"))
        .where(transfers.c.state.in_(before_they_count()))
        .group_by(transfers.c.new_post_id)
        .subquery()
    )
    query = (
        select(
            needs.c.id.label("need_id"),
            posts.c.code.label("post_code"),
            units.c.code.label("unit_code"),
            posts.c.name.label("post_name"),
            units.c.name.label("unit_name"),
            posts.c.category,
            units.c.path,
            units.c.outlying,
            func.coalesce(coming.c.coming, 0).label("coming"),
            cells,
        )
        .join(cells, cells.c.post_id == needs.c.post_id)
        .join(posts, posts.c.id == needs.c.post_id)
        .join(units, units.c.id == cells.c.unit_id)
        .outerjoin(coming, coming.c.new_post_id == needs.c.post_id)
        .where(cells.c.run_id == run.id, needs.c.closed_by.is_(None))
        .order_by(cells.c.priority.desc(), posts.c.code)
    )
    if need is not None:
        query = query.where(needs.c.id == need)
    return [_need(row, run) for row in connection.execute(query)]


def _need(row: Any, run: Any) -> Need:
    return Need(
        id=row.need_id,
        post_id=row.post_id,
        unit_id=row.unit_id,
        post=row.post_code,
        unit=row.unit_code,
        post_name=row.post_name,
        unit_name=row.unit_name,
        category=row.category,
        path=row.path,
        outlying=row.outlying,
        need=row.need,
        effective=row.effective,
        run_gap=row.gap,
        on_the_way=row.coming,
        priority=row.priority,
        parts={name: getattr(row, f"part_{name}") for name in PARTS},
        gap_since=row.gap_since,
        temporary_until=row.temporary_until,
        cell=row,
        as_of=run.as_of,
    )


def moved_by(connection: Connection, run: int) -> dict[str, int]:
    """Count the needs that a run opened and closed."""
    opened = select(func.count()).where(needs.c.opened_by == run)
    closed = select(func.count()).where(needs.c.closed_by == run)
    return {"opened": connection.scalar(opened) or 0, "closed": connection.scalar(closed) or 0}
