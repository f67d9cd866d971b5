"""The chains of a plan: who takes the place that another leaves, which slot each fills and opens, and what it gains."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workflow.planning.links import needs_first
from workflow.planning.model import Model


class Slot(NamedTuple):
    """The `number`-th missing slot of a post that needs `need` people, and its worth in millionths.

    A number below 1 is no missing slot: there is somebody on the post besides those needed.
    """

    post: str
    number: int
    need: int
    worth: int


@dataclass(frozen=True)
class Chain:
    """Moves (ids), each to the place that the one before it leaves; in an exchange the first takes that of the last.

    The first move fills a free slot, the last one opens one, unless who makes it had no post.
    """

    moves: tuple[int, ...]
    exchange: bool
    filled: Slot | None
    opened: Slot | None
    value: int  # of its moves, in millionths

    @property
    def slots(self) -> int:
        """What the slot filled is worth less the one opened, in millionths."""
        return (self.filled.worth if self.filled else 0) - (self.opened.worth if self.opened else 0)

    @property
    def gain(self) -> int:
        """What the whole chain adds to the plan, in millionths; the chains of a plan sum to its gain."""
        return self.slots + self.value


def linked(first: Mapping[int, int], plan: Sequence[int]) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Put the moves of a plan into chains, and say of each whether it is an exchange; `first` as `needs_first` says."""
    after = {needed: move for move, needed in first.items()}
    heads = [move for move in plan if move not in first]
    for head in heads:
        yield _followed(head, after), False
    reached = {move for head in heads for move in _followed(head, after)}
    for move in plan:
        if move not in reached:
            chain = _followed(move, after)
            reached.update(chain)
            yield chain, True


def _followed(head: int, after: Mapping[int, int]) -> tuple[int, ...]:
    chain = [head]
    while (follower := after.get(chain[-1])) is not None and follower != head:
        chain.append(follower)
    return tuple(chain)


def chains(model: Model, plan: Sequence[int]) -> list[Chain]:
    """Give the chains of a plan that keeps its limits, what gains most first."""
    net: dict[str, int] = {}
    found = []
    for moves, exchange in linked(needs_first(model, plan), plan):
        filled = None if exchange else _filled(model, model.move[moves[0]].post, net)
        found.append(Chain(moves, exchange, filled, None, sum(model.move[number].value for number in moves)))
    # What a post loses counts from what all arrivals have filled.
    whole = [
        chain if chain.exchange else _opening(model, chain, model.move[chain.moves[-1]].from_post, net)
        for chain in found
    ]
    return sorted(whole, key=lambda chain: -chain.gain)


def _filled(model: Model, code: str, net: dict[str, int]) -> Slot:
    post, before = model.post[code], net.get(code, 0)
    net[code] = before + 1
    return Slot(code, post.need - post.effective - before, post.need, post.worth[before - post.low])


def _opening(model: Model, chain: Chain, code: str | None, net: dict[str, int]) -> Chain:
    if code is None:
        return chain
    post, after = model.post[code], net.get(code, 0) - 1
    net[code] = after
    opened = Slot(code, post.need - post.effective - after, post.need, post.worth[after - post.low])
    return Chain(chain.moves, chain.exchange, chain.filled, opened, chain.value)
