"""Whether notices are still true at the moment of sending or showing: asked of the case and of the reader's rights."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from policies.waiting import step_of
from workflow.lists import Row, among
from workflow.notices.answering import ESCALATED, TOLD
from workflow.notices.calling import NEW
from workflow.notices.concerned import inbox_of
from workflow.queries import Readable
from workflow.tables import notices
from workflow.viewers import viewer

DROPPED = "dropped"

_newer = notices.alias("newer")


def superseded() -> ColumnElement[bool]:
    """Say that a newer notice tells the same person about the same step, or of a later state of the same case."""
    told = (notices.c.stage == TOLD) & (_newer.c.stage == TOLD)
    return exists().where(
        _newer.c.account_id == notices.c.account_id,
        _newer.c.transfer_id == notices.c.transfer_id,
        _newer.c.id > notices.c.id,
        _newer.c.state != DROPPED,
        told | (_newer.c.about == notices.c.about),
    )


@dataclass(frozen=True)
class Told:
    """A notice that is true: the case as its reader sees it, and when the step is due."""

    id: int
    row: Row
    due_on: date | None


def true_of(connection: Connection, found: Sequence[Any], today: date) -> dict[int, Told]:
    """Give those of some notices that are true on a day, by their ids; `found` are rows of `notices`."""
    older = notices.c.id.in_([each.id for each in found])
    past = set(connection.scalars(select(notices.c.id).where(older, superseded())))
    by_account: dict[int, list[Any]] = defaultdict(list)
    for notice in found:
        if notice.id not in past:
            by_account[notice.account_id].append(notice)
    return {told.id: told for account, own in by_account.items() for told in _of(connection, account, own, today)}


def _of(connection: Connection, account: int, own: Sequence[Any], today: date) -> Iterable[Told]:
    inbox: Mapping[tuple[int, str], Row] = {}
    rows: Mapping[int, Row] = {}
    awaited = sorted({notice.transfer_id for notice in own if notice.stage not in (ESCALATED, TOLD)})
    read = sorted({notice.transfer_id for notice in own if notice.stage in (ESCALATED, TOLD)})
    if awaited:
        inbox = {(each.row.id, each.step): each.row for each in inbox_of(connection, account, today, awaited)}
    if read:
        who = viewer(connection, account, today)
        rows = {row.id: row for row in among(Readable(connection, who, today), read)} if who else {}
    for notice in own:
        row = inbox.get((notice.transfer_id, notice.about)) or rows.get(notice.transfer_id)
        if row is not None and _holds(notice, row):
            yield Told(notice.id, row, None if notice.stage == TOLD else row.due_on)


def _holds(notice: Any, row: Row) -> bool:
    """Say whether a case is still as a notice tells it."""
    if notice.stage == TOLD:
        return bool(row.state == notice.about)
    awaited = notice.about in {step_of(mark) for mark in row.awaits}
    return awaited and (notice.stage == NEW or row.due_on == notice.day)
