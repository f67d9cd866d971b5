"""Acts that were refused, for the auditor: who tried what on which case, and on which grounds it was not done.

Nothing is told of a ballot here that the case's own page would not tell: who tried to vote or to recuse himself stays
untold until that ballot is decided, and of a void one for good.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import loads
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from policies.model import Step
from policies.reading import rounds
from workflow.audit.reading import PAGE, Asked, Trail
from workflow.organisation.calendar import day_begins
from workflow.tables import accounts, employees, security_events, transfers

# The kinds of security events that tell of something that was not done.
REFUSALS = ("refused", "overtaken", "not-readable", "key-reused", "not-kept")


@dataclass(frozen=True)
class Refusal:
    """Something that somebody tried. `case_number` is None where no such case exists; `step` None for none known."""

    id: int
    at: datetime
    kind: str
    who: str | None
    case_number: str | None
    step: Step | None
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class RefusalPage:
    """Refusals, newest first, and the place from which older ones follow (None: there are none)."""

    refusals: tuple[Refusal, ...]
    older: int | None


def refusals(trail: Trail, asked: Asked, *, older_than: int | None = None) -> RefusalPage:
    """Give a page of refused acts to an auditor; nobody else is told of any."""
    if not trail.readable.who.granted("auditor"):
        return RefusalPage((), None)
    found: list[Refusal] = []
    while len(found) <= PAGE:
        rows = trail.readable.connection.execute(_query(asked, older_than).limit(PAGE * 2)).all()
        found.extend(_told(trail, rows))
        if len(rows) < PAGE * 2:
            break
        older_than = rows[-1].id
    return RefusalPage(tuple(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None)


def _query(asked: Asked, older_than: int | None) -> Select[Any]:
    name = func.coalesce(employees.c.name, accounts.c.name)
    query = (
        select(security_events, name.label("who"))
        .outerjoin(accounts, accounts.c.id == security_events.c.account_id)
        .outerjoin(employees, employees.c.id == accounts.c.employee_id)
        .where(security_events.c.kind.in_(REFUSALS), *_narrow(asked, name))
        .order_by(security_events.c.id.desc())
    )
    return query if older_than is None else query.where(security_events.c.id < older_than)


def _narrow(asked: Asked, name: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    if asked.step:
        yield security_events.c.step == asked.step
    if asked.account is not None:
        yield security_events.c.account_id == asked.account
    if asked.since is not None:
        yield security_events.c.at >= day_begins(asked.since)
    if asked.until is not None:
        yield security_events.c.at < day_begins(asked.until + timedelta(days=1))
    if asked.text:
        detail = security_events.c.detail.icontains(f'"case":"{asked.text}', autoescape=True)
        yield or_(name.icontains(asked.text, autoescape=True), detail)


def _told(trail: Trail, rows: Sequence[Any]) -> Iterator[Refusal]:
    details = {row.id: loads(row.detail) for row in rows}
    named = {detail.get("case") for detail in details.values()} - {None, ""}
    known, audited = _cases(trail, named)
    for row in rows:
        detail: Mapping[str, Any] = details[row.id]
        case = detail.get("case") if detail.get("case") in known else None
        step = trail.readable.procedure.steps.get(row.step or "")
        if case is not None and (case not in audited or not _may_be_told(trail, case, step, row.at)):
            continue
        yield Refusal(row.id, row.at, row.kind, row.who, case, step, tuple(detail.get("grounds", ())))


def _cases(trail: Trail, named: set[str]) -> tuple[set[str], set[str]]:
    """Say which case numbers exist, and which of them the viewer reads as the auditor: not his own, which he reads as
    the person concerned.
    """
    existing = select(transfers.c.case_number).where(transfers.c.case_number.in_(sorted(named)))
    audited = existing.where(trail.readable.scope("auditor"), trail.readable.reached("auditor"))
    connection = trail.readable.connection
    return set(connection.scalars(existing)), set(connection.scalars(audited))


def _may_be_told(trail: Trail, case_number: str, step: Step | None, at: datetime) -> bool:
    if step is None or not (step.shows == "ballot" or step.name == "recuse"):
        return True
    opened = trail.opened(case_number)
    if opened is None:
        return False
    lines = opened.ledger.lines
    begun = [line.number for line in lines if line.step == "open-ballot" and line.at <= at]
    return not begun or rounds(lines)[begun[-1]] not in ("open", "void")
