"""What the audit page shows: lines across all cases that somebody may read, verifications, and refused acts.

Which lines exist for a viewer is decided case by case, where it is decided for the case's own page; a page here is
filled up until it is full, so that what is hidden leaves no gap that could be counted.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, and_, func, literal, or_, select

from workflow.audit.report import Finding
from workflow.cases import OpenCase, Shown, open_case
from workflow.organisation.calendar import day_begins
from workflow.queries import Readable
from workflow.tables import accounts, employees, entries, transfers, verifications

PAGE = 50  # lines
_CHUNK = 200  # lines asked for at once
_OPEN = 200  # cases kept open
_HASH = 12  # hexadecimal digits from which on a text may be the beginning of a hash

WAIVERS = "waivers"


@dataclass(frozen=True)
class Asked:
    """What the trail is narrowed to. `text` is part of a case's number or of a name, or begins a hash.

    `since` and `until` are days in the city, both included.
    """

    text: str = ""
    step: str = ""
    role: str = ""
    account: int | None = None
    unit: int | None = None
    since: date | None = None
    until: date | None = None
    only: str = ""


@dataclass(frozen=True)
class TrailLine:
    """One line of some case, as the viewer may see it; `id` is its place in the trail."""

    id: int
    case_number: str
    shown: Shown


@dataclass(frozen=True)
class TrailPage:
    """Lines, newest first, and the places from which older and newer ones follow (None: there are none)."""

    lines: tuple[TrailLine, ...]
    older: int | None
    newer: int | None


@dataclass
class Trail:
    """The lines of all cases that a viewer may read."""

    readable: Readable
    moment: datetime
    _open: "OrderedDict[str, Mapping[int, Shown]]" = field(default_factory=OrderedDict)

    def page(self, asked: Asked, *, older_than: int | None = None, newer_than: int | None = None) -> TrailPage:
        """Give a page of the trail: the newest, or the one before or after a place."""
        if newer_than is not None:
            found = self._some(asked, entries.c.id > newer_than, newest_first=False)
            lines = tuple(found[:PAGE][::-1])
            older = lines[-1].id if lines else newer_than + 1
            return TrailPage(lines, older, lines[0].id if len(found) > PAGE else None)
        before = entries.c.id < older_than if older_than is not None else None
        found = self._some(asked, before, newest_first=True)
        lines = tuple(found[:PAGE])
        newer = lines[0].id if lines and older_than is not None else None
        return TrailPage(lines, lines[-1].id if len(found) > PAGE else None, newer)

    def export(self, asked: Asked) -> Iterator[TrailLine]:
        """Give all lines, case by case, oldest first."""
        after: tuple[int, int] | None = None
        while True:
            query = self._query(asked).order_by(entries.c.transfer_id, entries.c.number).limit(_CHUNK)
            if after is not None:
                transfer, number = after
                later = and_(entries.c.transfer_id == transfer, entries.c.number > number)
                query = query.where(or_(entries.c.transfer_id > transfer, later))
            rows = self.readable.connection.execute(query).all()
            yield from self._visible(asked, rows)
            if len(rows) < _CHUNK:
                return
            after = rows[-1].transfer_id, rows[-1].number

    def _some(self, asked: Asked, where: ColumnElement[bool] | None, *, newest_first: bool) -> list[TrailLine]:
        """Gather one line more than a page holds, however many hidden ones lie between; no case is opened beyond."""
        found: list[TrailLine] = []
        while len(found) <= PAGE:
            order = entries.c.id.desc() if newest_first else entries.c.id
            query = self._query(asked).order_by(order).limit(_CHUNK)
            rows = self.readable.connection.execute(query if where is None else query.where(where)).all()
            found.extend(islice(self._visible(asked, rows), PAGE + 1 - len(found)))
            if len(rows) < _CHUNK:
                break
            where = entries.c.id < rows[-1].id if newest_first else entries.c.id > rows[-1].id
        return found

    def _visible(self, asked: Asked, rows: Any) -> Iterator[TrailLine]:
        for row in rows:
            shown = self._lines(row.case_number).get(row.number)
            if shown is not None and not _would_name(asked, row.case_number, shown):
                yield TrailLine(row.id, row.case_number, shown)

    def _lines(self, case_number: str) -> Mapping[int, Shown]:
        """Give the lines of a case that the viewer may see, by number."""
        if case_number not in self._open:
            opened = self.opened(case_number)
            self._open[case_number] = {shown.line.number: shown for shown in opened.lines} if opened else {}
            if len(self._open) > _OPEN:
                self._open.popitem(last=False)
        return self._open[case_number]

    def opened(self, case_number: str) -> OpenCase | None:
        """Open a case as its own page would."""
        return open_case(self.readable.connection, self.readable.who, case_number, self.moment)

    def _query(self, asked: Asked) -> Select[Any]:
        columns = (entries.c.id, entries.c.transfer_id, entries.c.number, transfers.c.case_number)
        query = select(*columns).join(transfers, transfers.c.id == entries.c.transfer_id)
        if asked.text:
            query = query.join(accounts, accounts.c.id == entries.c.account_id)
            query = query.outerjoin(employees, employees.c.id == accounts.c.employee_id)
        return query.where(self.readable.condition, *_narrow(asked))


def _narrow(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.step:
        yield entries.c.step == asked.step
    if asked.role:
        yield entries.c.role == asked.role
    if asked.account is not None:
        yield entries.c.account_id == asked.account
    if asked.unit is not None:
        yield or_(transfers.c.receiving_unit_id == asked.unit, transfers.c.donor_unit_id == asked.unit)
    if asked.since is not None:
        yield entries.c.at >= day_begins(asked.since)
    if asked.until is not None:
        yield entries.c.at < day_begins(asked.until + timedelta(days=1))
    if asked.only == WAIVERS:
        yield entries.c.step == "waive-gate"
    if asked.text:
        yield _mentions(asked.text)


def _mentions(text: str) -> ColumnElement[bool]:
    name = func.coalesce(employees.c.name, accounts.c.name)
    found = [transfers.c.case_number.icontains(text, autoescape=True), name.icontains(text, autoescape=True)]
    if _begins_hash(text):
        low, high = (bytes.fromhex(text.ljust(64, end)) for end in "0f")
        found.append(entries.c.hash.between(literal(low, LargeBinary), literal(high, LargeBinary)))
    return or_(*found)


def _begins_hash(text: str) -> bool:
    return _HASH <= len(text) <= 64 and all(letter in "0123456789abcdef" for letter in text.lower())


def _would_name(asked: Asked, case_number: str, shown: Shown) -> bool:
    """Say whether a line whose author is kept secret was asked for by who wrote it: then it would be told."""
    if shown.who is not None:
        return False
    by_name = asked.text and asked.text.lower() not in case_number.lower() and not _begins_hash(asked.text)
    return bool(by_name) or asked.account is not None


# -- verifications -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verification:
    """A verification that somebody ran: by whom, when, with what result, and the first thing found."""

    at: datetime
    operator: str
    result: str
    transfers: int
    entries: int
    first: Finding | None


def last_verifications(connection: Connection, limit: int | None = 10) -> list[Verification]:
    """Give the last verifications, or all, newest first."""
    rows = connection.execute(select(verifications).order_by(verifications.c.id.desc()).limit(limit))
    return [
        Verification(
            row.at,
            row.operator,
            row.result,
            row.transfers,
            row.entries,
            Finding.from_text(row.first_fault) if row.first_fault else None,
        )
        for row in rows
    ]
