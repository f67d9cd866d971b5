"""The story of one need: what the runs found, who is behind the figures, the transfers for it, whether it was met."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from policies.model import Procedure
from workflow.organisation.calendar import CITY_ZONE
from workflow.staffing.counting import LEAVES
from workflow.staffing.figures import retires_on
from workflow.staffing.runs import STANDING
from workflow.tables import absences, cells, employees, entries, needs, posts, runs, transfers, units, workload


def find(connection: Connection, number: int) -> Any | None:
    """Give a need with its post and unit, open or closed; None when there is none."""
    query = (
        select(
            needs,
            posts.c.code.label("post_code"),
            posts.c.name.label("post_name"),
            posts.c.category,
            posts.c.job_class,
            posts.c.critical,
            posts.c.until.label("post_until"),
            units.c.id.label("unit_id"),
            units.c.code.label("unit_code"),
            units.c.name.label("unit_name"),
            units.c.path,
            units.c.outlying,
        )
        .join(posts, posts.c.id == needs.c.post_id)
        .join(units, units.c.id == posts.c.unit_id)
        .where(needs.c.id == number)
    )
    return connection.execute(query).first()


@dataclass(frozen=True)
class Found:
    """What a run found at a post: people needed, people who count, and the gap; `priority` in millionths."""

    run: int
    as_of: date
    need: int
    effective: int
    gap: int
    priority: int


def runs_of(connection: Connection, post: int, horizon: int, size: int) -> list[Found]:
    """Give what the last standing runs of a horizon found at a post, the oldest first.

    A run that has no cell for the post found nobody needed there and nobody there.
    """
    query = (
        select(
            runs.c.id,
            runs.c.as_of,
            func.coalesce(cells.c.need, 0),
            func.coalesce(cells.c.effective, 0),
            func.coalesce(cells.c.gap, 0),
            func.coalesce(cells.c.priority, 0),
        )
        .outerjoin(cells, and_(cells.c.run_id == runs.c.id, cells.c.post_id == post))
        .where(runs.c.horizon == horizon, STANDING)
        .order_by(runs.c.as_of.desc(), runs.c.id.desc())
        .limit(size)
    )
    return [Found(*row) for row in connection.execute(query).all()][::-1]


def cell(connection: Connection, run: int, post: int) -> Any | None:
    """Give the cell of a post in a run; None where the run has none."""
    return connection.execute(select(cells).where(cells.c.run_id == run, cells.c.post_id == post)).first()


@dataclass(frozen=True)
class Holder:
    """Somebody who holds the post, or comes to it (`since` None). `retires_on` is his first day of retirement there."""

    employee: int
    name: str
    since: date | None
    retires_on: date


def people(connection: Connection, procedure: Procedure, post: int, numbers: Collection[int], on: date) -> list[Holder]:
    """Name those whom a cell counts, who retires first before the others; the days are those of this post."""
    ages = procedure.rules["R-BUP-01"].on(on)
    query = (
        select(
            employees.c.id,
            employees.c.name,
            employees.c.post_id,
            employees.c.post_since,
            employees.c.birth_date,
            posts.c.category,
            posts.c.bup_group,
        )
        .join(posts, posts.c.id == post)
        .where(employees.c.id.in_(sorted(numbers)))
    )
    found = [
        Holder(row.id, row.name, row.post_since if row.post_id == post else None, retires_on(row, ages))
        for row in connection.execute(query)
    ]
    return sorted(found, key=lambda each: (each.retires_on, each.name))


def transfers_for(connection: Connection, need: Any) -> Sequence[Any]:
    """Give the transfers to the need's post that began while it was open, or were open already, the newest first."""
    query = (
        select(transfers.c.id, transfers.c.case_number, transfers.c.state, entries.c.at.label("begun_at"))
        .join(entries, and_(entries.c.transfer_id == transfers.c.id, entries.c.number == 1))
        .where(
            transfers.c.new_post_id == need.post_id,
            or_(entries.c.at >= _morning(need.opened_on), transfers.c.binds_employee),
        )
        .order_by(transfers.c.id.desc())
    )
    if need.closed_on is not None:
        query = query.where(entries.c.at < _morning(need.closed_on))
    return connection.execute(query).all()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), CITY_ZONE)


def temporary_rows(connection: Connection, post: int) -> Mapping[str, Any]:
    """Give the temporary tasks of a post as the register has them today, with reason and document, by task."""
    query = select(workload).where(workload.c.post_id == post, workload.c.until.is_not(None))
    return {row.task: row for row in connection.execute(query)}


def leaves(connection: Connection, numbers: Collection[int], on: date) -> Mapping[int, tuple[str, date]]:
    """Give the kind and the last day of the leaves that cover a day, by employee."""
    query = (
        select(absences.c.employee_id, absences.c.kind, absences.c.until)
        .where(
            absences.c.employee_id.in_(sorted(numbers)),
            absences.c.kind.in_(LEAVES),
            absences.c.since <= on,
            absences.c.until >= on,
        )
        .order_by(absences.c.until)
    )
    return {employee: (kind, until) for employee, kind, until in connection.execute(query)}
