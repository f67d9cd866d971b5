"""A plan that is good rather than best, one move after the other: what the solver starts from, or falls back on."""

from collections import Counter
from collections.abc import Iterable

from workflow.planning.model import Model, Move


class Standing:
    """Where posts and units stand while moves are made one by one; each must keep every limit when it is made."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.made: list[int] = []
        self._moved: set[str] = set()
        self._net: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._hours = 0
        self._spare = {unit.unit: -unit.floor for unit in model.units}
        for post in model.posts:
            self._spare[post.unit] += min(post.effective, post.need)

    def gain(self, move: Move) -> int:
        """Give what a move would add to the objective now, in millionths; its steps must be within the limits."""
        there, here = self.model.post[move.post], self.model.post.get(move.from_post or "")
        gained = move.value + there.worth[self._net[there.post] - there.low]
        return gained if here is None else gained - here.worth[self._net[here.post] - here.low - 1]

    def may(self, move: Move) -> bool:
        """Tell whether a move keeps every limit."""
        there, here, most = self.model.post[move.post], self.model.post.get(move.from_post or ""), self.model.limits
        return (
            move.nip not in self._moved
            and self._net[there.post] < there.high
            and (here is None or self._net[here.post] > here.low)
            and all(self._spare[unit] >= -change for unit, change in self._filling(move).items() if change < 0)
            and (most.moves is None or len(self.made) < most.moves)
            and (most.hours is None or self._hours + (move.hours or 0) <= most.hours)
            and (most.out_of_unit is None or move.leaves is None or self._left[move.leaves] < most.out_of_unit)
        )

    def make(self, move: Move) -> None:
        """Make a move."""
        for unit, change in self._filling(move).items():
            self._spare[unit] += change
        self.made.append(move.id)
        self._moved.add(move.nip)
        self._hours += move.hours or 0
        self._net[move.post] += 1
        if move.from_post is not None:
            self._net[move.from_post] -= 1
        if move.leaves is not None:
            self._left[move.leaves] += 1

    def _filling(self, move: Move) -> Counter[str]:
        """Count the slots that a move fills or opens, by unit."""
        there, here = self.model.post[move.post], self.model.post.get(move.from_post or "")
        change: Counter[str] = Counter()
        if there.effective + self._net[there.post] < there.need:
            change[there.unit] += 1
        if here is not None and here.effective + self._net[here.post] <= here.need:
            change[here.unit] -= 1
        return change


def plan(model: Model, moves: Iterable[Move], forced: Iterable[Move] = ()) -> list[int] | None:
    """Make the forced moves, then of the others, in their order and again and again, whatever gains; give their ids.

    None where the forced moves cannot be made one by one.
    """
    standing = Standing(model)
    for move in forced:
        if not standing.may(move):
            return None
        standing.make(move)
    waiting = list(moves)
    while True:
        left = [move for move in waiting if not _made(standing, move)]
        if len(left) == len(waiting):
            return standing.made
        waiting = left


def _made(standing: Standing, move: Move) -> bool:
    if not standing.may(move) or standing.gain(move) <= 0:
        return False
    standing.make(move)
    return True
