"""Lists of transfers: the register of cases with its filters, and the three parts of an inbox. Keyset pages only.

Everything starts from `Readable`, so nobody lists or counts what he may not open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, func, or_, select, true

from policies.model import Step
from policies.reading import untold
from policies.waiting import step_of
from workflow.queries import Readable
from workflow.tables import employees, entries, posts, transfers, units

T = transfers.c
PAGE = 50
MOST = 100  # counts end at "99+"

_old = posts.alias("old_post")
_new = posts.alias("new_post")
_donor = units.alias("donor")
_receiving = units.alias("receiving")


@dataclass(frozen=True)
class Row:
    """One transfer in a list."""

    id: int
    case_number: str
    state: str
    reached: str | None
    ballot: str | None
    kind: str | None
    employee_id: int | None
    employee: str | None
    old_post: str | None
    donor: str | None
    new_post: str | None
    receiving: str | None
    outlying: bool | None
    planned_on: date | None
    due_on: date | None
    awaits: tuple[str, ...]
    since: datetime | None

    @property
    def from_no_post(self) -> bool:
        """Say whether the row tells of somebody proposed who holds no post, whom no unit gives up."""
        return self.employee_id is not None and self.planned_on is not None and self.donor is None


@dataclass(frozen=True)
class Task:
    """A step that somebody may take on a case: the row, the step, and the role in which he would."""

    row: Row
    step: Step
    role: str


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. `text` is part of a name or of a case number."""

    state: str = ""
    unit: int | None = None
    kind: str = ""
    text: str = ""


_ROWS = (
    select(
        T.id,
        T.case_number,
        T.state,
        T.reached,
        T.ballot,
        T.kind,
        T.employee_id,
        employees.c.name.label("employee"),
        _old.c.name.label("old_post"),
        _donor.c.name.label("donor"),
        _new.c.name.label("new_post"),
        _receiving.c.name.label("receiving"),
        _receiving.c.outlying,
        T.planned_on,
        T.due_on,
        T.awaits,
        T.since,
    )
    .select_from(transfers)
    .outerjoin(employees, employees.c.id == T.employee_id)
    .outerjoin(_old, _old.c.id == T.old_post_id)
    .outerjoin(_new, _new.c.id == T.new_post_id)
    .outerjoin(_donor, _donor.c.id == T.donor_unit_id)
    .outerjoin(_receiving, _receiving.c.id == T.receiving_unit_id)
)


def _row(found: Any) -> Row:
    values = found._asdict()
    values.pop("whole", None)
    values["awaits"] = tuple((values["awaits"] or "").split())
    return Row(**values)


def listed(
    readable: Readable, filters: Filters, *, older_than: int | None = None, newer_than: int | None = None
) -> tuple[list[Row], bool, bool]:
    """Give a page of transfers, newest first, and whether there are newer and older ones."""
    query = _ROWS.where(readable.condition, *_narrow(readable, filters))
    if newer_than is not None:
        found = _fetch(readable, query.where(T.id > newer_than).order_by(T.id).limit(PAGE + 1))
        page, more = found[:PAGE][::-1], len(found) > PAGE
        return page, more, True
    if older_than is not None:
        query = query.where(T.id < older_than)
    found = _fetch(readable, query.order_by(T.id.desc()).limit(PAGE + 1))
    return found[:PAGE], older_than is not None, len(found) > PAGE


def about(readable: Readable) -> list[Row]:
    """Give the transfers of which the viewer himself is the candidate, newest first."""
    mine = and_(readable.scope("subject"), readable.reached("subject"))
    return _fetch(readable, _ROWS.where(mine).order_by(T.id.desc()).limit(PAGE))


def among(readable: Readable, numbers: Sequence[int]) -> list[Row]:
    """Give those of some transfers that may be read, newest first."""
    return _fetch(readable, _ROWS.where(readable.condition, T.id.in_(numbers)).order_by(T.id.desc()))


def numbered(readable: Readable, cases: Sequence[str]) -> list[Row]:
    """Give those of some transfers, by their case numbers, that may be read, newest first."""
    return _fetch(readable, _ROWS.where(readable.condition, T.case_number.in_(cases)).order_by(T.id.desc()))


def count(readable: Readable, filters: Filters) -> int:
    """Count the transfers that a list would show, up to MOST: no exact totals above that."""
    ids = select(T.id).where(readable.condition, *_narrow(readable, filters)).limit(MOST)
    if filters.text:
        ids = ids.outerjoin_from(transfers, employees, employees.c.id == T.employee_id)
    return readable.connection.scalar(select(func.count()).select_from(ids.subquery())) or 0


def counts(readable: Readable, filters: Filters, states: Sequence[str]) -> dict[str, int]:
    """Count as `count` does, for several states at once ("" = all of them); the filters' own state is passed over."""
    narrowed = select(T.id, T.state).where(readable.condition, *_narrow(readable, replace(filters, state="")))
    if filters.text:
        narrowed = narrowed.outerjoin_from(transfers, employees, employees.c.id == T.employee_id)
    # Counted up to MOST only: put together first, all that can be read would have to be gone through.
    found = narrowed.cte("narrowed").prefix_with("NOT MATERIALIZED")
    columns = [
        select(func.count())
        .select_from(
            select(found.c.id)
            .where(readable.in_state(found.c.state, state) if state else true())
            .limit(MOST)
            .subquery()
        )
        .scalar_subquery()
        for state in states
    ]
    return dict(zip(states, readable.connection.execute(select(*columns)).one(), strict=True))


def _narrow(readable: Readable, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.state:
        found.append(readable.in_state(T.state, filters.state))
    if filters.kind:
        found.append(T.kind == filters.kind)
    if filters.unit is not None:
        found.append(or_(T.receiving_unit_id == filters.unit, T.donor_unit_id == filters.unit))
    if filters.text:
        found.append(
            or_(
                T.case_number.icontains(filters.text, autoescape=True),
                employees.c.name.icontains(filters.text, autoescape=True),
            )
        )
    return found


def _fetch(readable: Readable, query: Select[Any]) -> list[Row]:
    found = readable.connection.execute(query.add_columns(readable.whole.label("whole")))
    return [_discreet(readable, _row(each), whole=bool(each.whole)) for each in found]


def _discreet(readable: Readable, row: Row, *, whole: bool) -> Row:
    """A colleague sees of a case what his form needs: who came to which post.

    The candidate does not learn from a list how the ballot on himself went before the committee tells him.
    """
    if not whole:
        return replace(row, kind=None, old_post=None, donor=None, planned_on=None, ballot=None)
    own = row.employee_id is not None and row.employee_id == readable.who.employee
    if own and untold(readable.procedure, row.state, row.ballot):
        return replace(row, ballot=None, awaits=(), due_on=None)
    return row


# -- inboxes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Inbox:
    """Mine: only I can do it. Role: anybody with my role may take it. Counts end at MOST."""

    mine: tuple[Task, ...]
    role: tuple[Task, ...]


def inbox(readable: Readable) -> Inbox:
    """Give what waits for a person, most urgent first."""
    tasks = _tasks(readable)
    mine = tuple(task for task in tasks if _personal(readable, task.role))
    return Inbox(mine, tuple(task for task in tasks if task not in mine))


def badge(readable: Readable) -> int:
    """Count what only this person can do: the same question as the inbox asks, up to MOST."""
    return min(len(inbox(readable).mine), MOST)


def tasks_on(readable: Readable, cases: Sequence[int]) -> list[Task]:
    """Give what waits for a person on some cases, MOST at most: the same question as the inbox asks."""
    return _tasks(readable, T.id.in_(cases))


def _personal(readable: Readable, role: str) -> bool:
    law = readable.procedure.roles[role]
    return law.kind != "granted" or law.office


def _tasks(readable: Readable, *narrow: ColumnElement[bool]) -> list[Task]:
    wanted = _wanted(readable)
    if not wanted:
        return []
    conditions = [condition for _, _, condition in wanted]
    marks = [func.coalesce(condition, false()).label(f"task_{number}") for number, condition in enumerate(conditions)]
    query = (
        _ROWS.add_columns(*marks)
        # Most cases have ended and wait for nothing.
        .where(T.awaits > "", *narrow, readable.condition, or_(*conditions))
        .order_by(T.due_on.is_(None), T.due_on, T.id)
        .limit(MOST)
    )
    found: list[Task] = []
    for each in readable.connection.execute(query):
        values = each._asdict()
        hits = [values.pop(f"task_{number}") for number in range(len(marks))]
        values["awaits"] = tuple((values["awaits"] or "").split())
        row = Row(**values)
        steps = {wanted[n][0].name: (wanted[n][0], wanted[n][1]) for n, hit in reversed(list(enumerate(hits))) if hit}
        found.extend(_task(row, step, role) for step, role in steps.values())
    return found


def _task(row: Row, step: Step, role: str) -> Task:
    """Give a row as a task; the due date of a case is not that of a step that has none."""
    return Task(row if step.due else replace(row, due_on=None), step, role)


_OF_MANY = ("ballot", "feedback")  # what several people give, each of them once


def _wanted(readable: Readable) -> list[tuple[Step, str, ColumnElement[bool]]]:
    """The steps that the viewer's roles could take, each with the condition under which it waits for him."""
    found = []
    for step in readable.procedure.steps.values():
        if not step.awaited:
            continue
        for role in step.by:
            scope = readable.acting(role)
            if scope is not None:
                own = (_not_yet(readable, step),) if step.shows in _OF_MANY else ()
                found.append((step, role, and_(_waits(readable, step, role), scope, *own)))
    return found


def _waits(readable: Readable, step: Step, role: str) -> ColumnElement[bool]:
    """The marks under which a step may stand in `awaits`: see `policies.waiting`, which writes them."""
    if step.name == "waive-gate":
        return T.awaits.contains(f" {step.name}/{role} ")
    named = T.awaits.contains(f" {step.name} ")
    if step.awaited == "late":
        return or_(named, and_(T.awaits.contains(f" {step.name}? "), T.due_on < readable.today))
    if step.awaited == "near":
        near = timedelta(days=int(readable.procedure.rules["R-EVL-01a"].on(readable.today)["days"]))
        return or_(named, and_(T.awaits.contains(f" {step.name}~ "), T.due_on <= readable.today + near))
    return named


def _not_yet(readable: Readable, step: Step) -> ColumnElement[bool]:
    """A vote, a recusal or a peer's feedback waits only for those who have not given it in this round."""
    own = entries.c.account_id == readable.who.account
    same = entries.c.transfer_id == T.id
    # Of a case the lines since its ground are few; of a person, over the years, there are many.
    given = exists().where(same, own, entries.c.step.in_((step.name, "recuse")), entries.c.number > T.ground)
    return ~given


@dataclass(frozen=True)
class Done:
    """Something that I did last on a case, and where the case stands now."""

    row: Row
    step: Step
    at: datetime


def done_by(readable: Readable, limit: int = 10) -> list[Done]:
    """Give the cases on which a person acted last, newest first, with his last step on each."""
    # Walked backwards along one's own entries, so it costs as much after ten cases as after ten thousand.
    later = entries.alias("later")
    again = (later.c.transfer_id == entries.c.transfer_id, later.c.number > entries.c.number)
    newest = (
        select(entries.c.id)
        .where(entries.c.account_id == readable.who.account)
        .where(~exists().where(*again, later.c.account_id == entries.c.account_id))
        .order_by(entries.c.id.desc())
        .limit(limit)
        .subquery()
    )
    query = (
        _ROWS.add_columns(entries.c.step, entries.c.at)
        .join(entries, entries.c.transfer_id == T.id)
        .join(newest, newest.c.id == entries.c.id)
        .where(readable.condition)
        .order_by(entries.c.id.desc())
    )
    found = []
    for each in readable.connection.execute(query):
        values = each._asdict()
        step, at = values.pop("step"), values.pop("at")
        values["awaits"] = tuple((values["awaits"] or "").split())
        found.append(Done(Row(**values), readable.procedure.steps[step], at))
    return found


def awaited_roles(readable: Readable, row: Row) -> list[tuple[Step, str]]:
    """Say whom a case waits for: each awaited step with the first role that takes it."""
    found: list[tuple[Step, str]] = []
    for mark in row.awaits:
        step = readable.procedure.steps[step_of(mark)]
        role = mark.rpartition("/")[2] if "/" in mark else step.by[0]
        if not mark.endswith("?"):
            found.append((step, role))
    return found


def units_named(connection: Connection) -> Sequence[tuple[int, str]]:
    """Give the units for a filter, by name."""
    rows = connection.execute(select(units.c.id, units.c.name).where(units.c.until.is_(None)).order_by(units.c.name))
    return [(row.id, row.name) for row in rows]
