"""The register of employees against what was recorded: the first load, the corrections, and the transfers executed.

Nothing but these may move an employee or change a standing. Told in the order of time they give every post and
standing, which the live register must show.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import merge
from json import loads
from typing import Any

from sqlalchemy import Connection, select

from workflow.audit.events import Events
from workflow.audit.report import EMPLOYEES, REGISTER, Report
from workflow.audit.rows import streamed
from workflow.tables import employees, entries, history, transfers

_MOVES = (
    select(entries.c.at, entries.c.number, entries.c.transfer_id, transfers.c.case_number, entries.c.bytes)
    .join(transfers, transfers.c.id == entries.c.transfer_id)
    .where(entries.c.step == "execute")
    .order_by(entries.c.at, entries.c.id)
)
_LIVE = select(employees.c.id, employees.c.post_id, employees.c.standing, employees.c.post_since).order_by(
    employees.c.id
)
_STARTS = select(history.c.transfer_id, history.c.since).where(history.c.transfer_id.is_not(None))


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of somebody's post or standing, and where it was recorded. `transfer` is None for a correction."""

    at: datetime
    where: str
    number: int
    employee: int
    before: tuple[int | None, str | None]
    after: tuple[int | None, str | None]  # a standing of None stays as it was
    transfer: int | None = None


@dataclass
class _Told:
    """Posts and standings as recorded, and the case that moved somebody last."""

    posts: dict[int, int | None] = field(default_factory=dict)
    standings: dict[int, str] = field(default_factory=dict)
    moved_by: dict[int, int] = field(default_factory=dict)


def check_people(connection: Connection, events: Events, report: Report) -> None:
    """Compare the live register of employees with what was recorded about it."""
    told = _Told(
        {employee: post for employee, (post, _) in events.first.items()},
        {employee: standing for employee, (_, standing) in events.first.items()},
    )
    for change in merge(_corrections(events), _moves(connection), key=lambda change: change.at):
        _take(told, change, begun=bool(events.first), report=report)
    starts = _starts(connection, told)
    live = set()
    for row in streamed(connection, _LIVE):
        report.employees += 1
        live.add(row.id)
        kind = _difference(told, starts, row, begun=bool(events.first))
        if kind is not None:
            report.fault(kind, EMPLOYEES, row.id)
    for employee in sorted(told.posts.keys() - live):
        report.fault("gone", EMPLOYEES, employee)
    if live and not events.first:
        report.doubt("beginning", EMPLOYEES)


def _corrections(events: Events) -> Iterator[_Change]:
    for at, number, values in events.corrections:
        yield _Change(
            at,
            REGISTER,
            number,
            values["employee"],
            (values["old_post"], values["old_standing"]),
            (values["new_post"], values["new_standing"]),
        )


def _moves(connection: Connection) -> Iterator[_Change]:
    for row in streamed(connection, _MOVES):
        values = _values(bytes(row.bytes))
        if values is not None:
            before, after = (values["old_post"], None), (values["new_post"], None)
            yield _Change(row.at, row.case_number, row.number, values["employee"], before, after, row.transfer_id)


def _values(raw: bytes) -> dict[str, Any] | None:
    """Read what a line says of the move; a line that says nothing readable is a fault of its case already."""
    try:
        values = loads(raw)["values"]
        return {name: values[name] for name in ("employee", "old_post", "new_post")}
    except (ValueError, LookupError, TypeError):
        return None


def _take(told: _Told, change: _Change, *, begun: bool, report: Report) -> None:
    post, standing = change.before
    known = change.employee in told.posts
    if known and told.posts[change.employee] != post:
        report.fault("old-post", change.where, change.number)
    elif standing is not None and told.standings.get(change.employee, standing) != standing:
        report.fault("standing", change.where, change.number)
    elif begun and not known:
        report.fault("unknown", EMPLOYEES, change.employee)
    told.posts[change.employee], standing = change.after[0], change.after[1]
    if standing is not None:
        told.standings[change.employee] = standing
    if change.transfer is None:
        told.moved_by.pop(change.employee, None)
    else:
        told.moved_by[change.employee] = change.transfer


def _starts(connection: Connection, told: _Told) -> dict[int, date]:
    """Give the first day in the post of each case that moved somebody last, as the history has it.

    The history's page was compared with the SPMT when its case was checked.
    """
    wanted = set(told.moved_by.values())
    return {row.transfer_id: row.since for row in streamed(connection, _STARTS) if row.transfer_id in wanted}


def _difference(told: _Told, starts: dict[int, date], row: Any, *, begun: bool) -> str | None:
    """Say in what a live row differs from what was recorded, or None."""
    if row.id not in told.posts:
        return "unknown" if begun else None
    if row.post_id != told.posts[row.id]:
        return "post"
    if row.standing != told.standings.get(row.id, row.standing):
        return "standing"
    moved_by = told.moved_by.get(row.id)
    if moved_by is not None and row.post_since != starts.get(moved_by):
        return "post-since"
    return None
