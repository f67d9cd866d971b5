"""A plan turned into proposals: a case for each of its moves, all in one transaction, so that the committee sees the
plan as a whole. Each case says which plan it belongs to, and which other case must make its place (`mates`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select

from workflow.acts import Attempt, Carry, perform_together
from workflow.answers import KeyReused, NotReadable, Overtaken, Receipt, Refused
from workflow.forms import Invalid
from workflow.locks import hold_people_and_posts
from workflow.planning import plans
from workflow.staffing import runs
from workflow.staffing.slots import open_from
from workflow.tables import cells

_FIRST, _SECOND = "identify", "propose"


@dataclass(frozen=True)
class Batch:
    """What is asked for: the plan, who proposes it and why, and the planned day of each of its moves, by number.

    `key` is the one-time key of the form; the texts are those of the forms of both steps.
    """

    plan: int
    account: int
    key: str
    reason: str
    days: Mapping[int, str]
    justification: str = ""
    no_conflict: str = ""


class NotProposed(Exception):
    """A move could not be proposed, so none was: `number` names it, `error` is what the act raised."""

    def __init__(self, number: int, error: Exception) -> None:
        self.number = number
        self.error = error
        super().__init__(f"move {number}: {error}")


class AlreadyProposed(Exception):
    """The moves of this plan were proposed before."""


def send(engine: Engine, batch: Batch, moment: datetime | None = None) -> list[Receipt]:
    """Propose every move of a plan, in the order of their numbers; the same form twice gets the same answer.

    Raises NotProposed, AlreadyProposed, Busy, and NoResultFound for no such plan. Then nothing was done.
    """
    sending = _Sending(batch)
    try:
        return perform_together(engine, sending, moment)
    except (Refused, Overtaken, NotReadable, KeyReused, Invalid) as error:
        raise NotProposed(sending.at, error) from error


class _Sending:
    """A batch under way; `at` is the move that is being proposed."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self.at = 0

    def __call__(self, connection: Connection, carry: Carry) -> list[Receipt]:
        moves = plans.moves_of(connection, self._batch.plan)
        places = {place for move in moves for place in (move.post_id, move.from_post_id) if place is not None}
        hold_people_and_posts(connection, {move.employee_id for move in moves}, places)
        moves = plans.moves_of(connection, self._batch.plan)  # somebody else may just have proposed them
        cases = self._identified(connection, carry, moves)
        return [self._proposed(carry, move, cases[move.number]) for move in moves]

    def _identified(self, connection: Connection, carry: Carry, moves: Sequence[Any]) -> dict[int, str]:
        """Open a case for each move first, so that each can name the one that makes its place."""
        cases = {}
        for move in moves:
            self.at = move.number
            form = {"post": str(move.post_id), "note": self._batch.reason}
            made = carry(Attempt(self._batch.account, _FIRST, None, form, self._key("n")))
            if not made.repeated:
                if move.transfer_id is not None:
                    raise AlreadyProposed
                plans.opened(connection, self._batch.plan, move.number, made.case_number)
            cases[move.number] = made.case_number
        return cases

    def _proposed(self, carry: Carry, move: Any, case: str) -> Receipt:
        self.at = move.number
        batch = self._batch
        form = {
            "employee": str(move.employee_id),
            "kind": "INTRA",
            "planned_on": batch.days.get(move.number, ""),
            "reason": batch.reason,
            "justification": batch.justification,
            "no_conflict": batch.no_conflict,
        }
        return carry(Attempt(batch.account, _SECOND, case, form, self._key("p"), seen=1))

    def _key(self, step: str) -> str:
        return f"{self._batch.key}-{step}{self.at}"


def days_for(connection: Connection, plan: int, today: date) -> dict[int, date]:
    """Give the day that suggests itself for each move: when its slot opens, not before whose leaving makes the place.

    The earliest is tomorrow.
    """
    moves = plans.moves_of(connection, plan)
    run = runs.get(connection, plans.get(connection, plan).run_id)
    query = select(cells).where(cells.c.run_id == run.id, cells.c.post_id.in_({move.post_id for move in moves}))
    opening = {cell.post_id: open_from(cell, run.as_of) for cell in connection.execute(query)}
    days = {}
    taken: dict[int, int] = {}
    for move in moves:
        place = taken.get(move.post_id, 0)
        opens = opening.get(move.post_id, ())
        free = move.need_id is not None and move.needs_first is None
        if free:
            taken[move.post_id] = place + 1
        day = opens[min(place, len(opens) - 1)] if opens and free else today
        days[move.number] = max(day, today + timedelta(days=1))
    first = {move.number: move.needs_first for move in moves if move.needs_first is not None}
    for _ in moves:  # a chain is as long as the plan at most
        days |= {number: max(days[number], days[other]) for number, other in first.items()}
    return days
