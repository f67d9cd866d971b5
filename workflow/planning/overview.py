"""Kept plans as a list shows them: the moves of each, the slots that they fill, the cases that were opened for it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from workflow.planning import plans
from workflow.tables import plan_moves, plan_proposals, transfers


@dataclass(frozen=True)
class Overview:
    """A plan (its row), its moves, the slots that it fills, and the numbers of the cases opened for it."""

    plan: Any
    moves: int
    filled: int
    cases: tuple[str, ...]


_MOVES = (
    select(
        plan_moves.c.plan_id,
        plan_moves.c.need_id,
        plan_moves.c.from_post_id,
        plan_moves.c.post_id,
        transfers.c.case_number,
    )
    .outerjoin(
        plan_proposals,
        (plan_proposals.c.plan_id == plan_moves.c.plan_id) & (plan_proposals.c.number == plan_moves.c.number),
    )
    .outerjoin(transfers, transfers.c.id == plan_proposals.c.transfer_id)
    .order_by(plan_moves.c.number)
)


def overviews(connection: Connection, most: int | None = 20) -> list[Overview]:
    """Give the newest plans, or all, the newest first."""
    newest = plans.newest(connection, most)
    moves: dict[int, list[Any]] = {plan.id: [] for plan in newest}
    for row in connection.execute(_MOVES.where(plan_moves.c.plan_id.in_(moves))):
        moves[row.plan_id].append(row)
    return [
        Overview(
            plan,
            len(moves[plan.id]),
            filled(moves[plan.id]),
            tuple(row.case_number for row in moves[plan.id] if row.case_number is not None),
        )
        for plan in newest
    ]


def filled(moves: Iterable[Any]) -> int:
    """Count the slots that the moves of a plan fill: on each post that a need asks for, arrivals less departures."""
    listed = list(moves)
    net: Counter[int] = Counter(move.post_id for move in listed)
    net.subtract(move.from_post_id for move in listed if move.from_post_id is not None)
    return sum(max(0, net[post]) for post in {move.post_id for move in listed if move.need_id is not None})
