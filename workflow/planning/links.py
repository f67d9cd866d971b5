"""Which move makes the place that another takes, and what falls with a move that is not made after all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from workflow.planning import checking
from workflow.planning.checking import Breach
from workflow.planning.model import Model, Move


class Fallen(NamedTuple):
    """What falls with some moves: those that wait for a place they would have made, and the limits that break then."""

    moves: tuple[int, ...]
    breaches: tuple[Breach, ...]


def needs_first(model: Model, plan: Sequence[int]) -> Mapping[int, int]:
    """Say by id which moves need which other one first: its leaving makes the place that they take.

    The first to arrive take the places that are free without anybody leaving. In an exchange each needs the other.
    """
    moves = [model.move[number] for number in plan]
    arriving, leaving = _by_post(moves, "post"), _by_post(moves, "from_post")
    first: dict[int, int] = {}
    for code, arrivals in arriving.items():
        waiting = arrivals[model.post[code].high :]
        first |= dict(zip(waiting, leaving.get(code, ()), strict=False))
    return first


def _by_post(moves: Iterable[Move], which: str) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for move in moves:
        code = getattr(move, which)
        if code is not None:
            found.setdefault(code, []).append(move.id)
    return found


def dependants(first: Mapping[int, int], dropped: Collection[int]) -> Mapping[int, int]:
    """Say of each move that waits for a dropped one, straight or through others, which move it waits for itself."""
    waiting: dict[int, int] = {}
    while True:
        gone = {*dropped, *waiting}
        more = {move: needed for move, needed in first.items() if needed in gone and move not in gone}
        if not more:
            return waiting
        waiting |= more


def falls_with(model: Model, plan: Sequence[int], dropped: Collection[int]) -> Fallen:
    """Say what falls with moves that are not made: rejected, withdrawn or cancelled."""
    waiting = dependants(needs_first(model, plan), dropped)
    left = [number for number in plan if number not in dropped and number not in waiting]
    return Fallen(tuple(number for number in plan if number in waiting), tuple(checking.breaches(model, left)))
