"""Calls are answered: whom each concerns is found out, and his notice is made. Done twice, it is done once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite

from policies.loading import current
from policies.reminding import is_told, stages_of_step
from policies.waiting import step_of
from workflow.database import reading, writing
from workflow.lists import MOST
from workflow.notices.calling import NEW
from workflow.notices.concerned import Concerned, Waits
from workflow.notices.superiors import reads, superiors
from workflow.organisation.calendar import city_day
from workflow.tables import accounts, calls, entries, notices, transfers

ESCALATED, TOLD = "escalated", "told"
WAITING = "waiting"

T = transfers.c
_WAITING = (
    select(
        calls,
        T.state,
        T.awaits,
        T.due_on,
        T.employee_id,
        T.old_post_id,
        T.new_post_id,
        T.donor_unit_id,
        T.receiving_unit_id,
        entries.c.from_state,
        entries.c.state.label("then"),
    )
    .join(transfers, T.id == calls.c.transfer_id)
    .join(entries, (entries.c.transfer_id == calls.c.transfer_id) & (entries.c.number == calls.c.number))
    .where(calls.c.answered_at.is_(None))
    .order_by(calls.c.id)
    .limit(MOST)
)
_NOTICE: dict[str, Any] = {
    "sqlite": sqlite.insert(notices).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(notices).on_conflict_do_nothing(),
}


def answer(engine: Engine, moment: datetime) -> bool:
    """Make the notices of every call that waits, and say whether one did. Raises Busy, Unwritable."""
    answered = False
    while True:
        with reading(engine) as connection:
            found = connection.execute(_WAITING).all()
            made = list(_notices(connection, found, moment))
        if not found:
            return answered
        with writing(engine) as connection:
            if made:
                connection.execute(_NOTICE[connection.dialect.name], made)
            done = update(calls).where(calls.c.id.in_([call.id for call in found]), calls.c.answered_at.is_(None))
            connection.execute(done.values(answered_at=moment))
        answered = True


def _notices(connection: Connection, found: Sequence[Any], moment: datetime) -> Iterator[Mapping[str, Any]]:
    today = city_day(moment)
    by_case: dict[int, list[Waits]] = {}
    steps = {call.transfer_id: _steps(call) for call in found}
    cases = {call.transfer_id: call for call in found}
    for waits in Concerned(connection, today).waits(cases, {case: names for case, names in steps.items() if names}):
        by_case.setdefault(waits.row.id, []).append(waits)
    for call in found:
        for account, about, stage in _told(connection, call, by_case.get(call.transfer_id, ()), today):
            yield _notice(call, account, about, stage, moment)


def _steps(call: Any) -> set[str]:
    """Name everything that a case waits for now."""
    return {step_of(mark) for mark in (call.awaits or "").split()}


def _told(connection: Connection, call: Any, waits: Sequence[Waits], today: date) -> Iterator[tuple[int, str, str]]:
    """Give whom a call concerns, about what and at which stage."""
    if call.stage == NEW:
        yield from _news(connection, call, today)
    elif call.day != call.due_on:
        return  # the date has moved: the new one calls by itself
    called = {step_of(mark) for mark in call.marks.split()} if call.stage == NEW else _steps(call)
    for each in waits:
        if each.step not in called or call.stage not in stages_of_step(current(), each.step):
            continue
        if call.stage == ESCALATED:
            above = superiors(connection, each.account, call.transfer_id, today)
            yield from ((account, each.step, ESCALATED) for account in above)
        else:
            yield each.account, each.step, call.stage


def _news(connection: Connection, call: Any, today: date) -> Iterator[tuple[int, str, str]]:
    """The candidate hears of a state in which the case still is."""
    if call.from_state == call.then or call.then != call.state or not is_told(current(), call.state):
        return
    account = connection.scalar(select(accounts.c.id).where(accounts.c.employee_id == call.employee_id))
    if account is not None and reads(connection, account, call.transfer_id, today):
        yield account, call.state, TOLD


def _notice(call: Any, account: int, about: str, stage: str, moment: datetime) -> Mapping[str, Any]:
    return {
        "account_id": account,
        "transfer_id": call.transfer_id,
        "number": call.number,
        "about": about,
        "stage": stage,
        "day": call.day,
        "made_at": moment,
        "state": WAITING,
        "tries": 0,
        "next_try_at": moment,
        "message_id": token_hex(16),
    }
