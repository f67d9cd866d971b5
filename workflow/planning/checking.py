"""A plan checked again in plain Python, by walking its moves: no code here is shared with what built or solved it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workflow.planning.model import FLOOR, HIGH, HOURS, LOW, MOVES, OUT, PERSON, Limit, Model, Move


class Breach(NamedTuple):
    """A limit that a plan does not keep: what was found, and what is allowed."""

    limit: Limit
    found: int
    allowed: int


def breaches(model: Model, plan: Iterable[int]) -> list[Breach]:
    """Name every limit that the plan of these moves (ids) does not keep. Raises KeyError for a move nobody offered."""
    moves = [model.move[number] for number in plan]
    return [*_of_people(moves), *_of_posts(model, moves), *_of_units(model, moves), *_of_request(model, moves)]


def objective(model: Model, plan: Iterable[int]) -> int:
    """Give what the plan gains over making no move, in millionths: slots filled less slots opened, and the moves.

    Raises ValueError for a plan that brings a post below or above its limits, as such a step has no worth.
    """
    moves = [model.move[number] for number in plan]
    gained, nets = sum(move.value for move in moves), _net(moves)
    for post in model.posts:
        net = nets[post.post]
        if not post.low <= net <= post.high:
            raise ValueError(f"post {post.post} ends at {net}, of {post.low} to {post.high}")
        steps = range(net) if net > 0 else range(net, 0)
        gained += sum(post.worth[step - post.low] for step in steps) * (1 if net > 0 else -1)
    return gained


def _net(moves: Iterable[Move]) -> Counter[str]:
    """Count arrivals less departures of each post."""
    net: Counter[str] = Counter()
    for move in moves:
        net[move.post] += 1
        if move.from_post is not None:
            net[move.from_post] -= 1
    return net


def _of_people(moves: Iterable[Move]) -> Iterator[Breach]:
    for nip, times in Counter(move.nip for move in moves).items():
        if times > 1:
            yield Breach(Limit(PERSON, nip), times, 1)


def _of_posts(model: Model, moves: Iterable[Move]) -> Iterator[Breach]:
    net = _net(moves)
    for post in model.posts:
        if net[post.post] < post.low:
            yield Breach(Limit(LOW, post.post), net[post.post], post.low)
        if net[post.post] > post.high:
            yield Breach(Limit(HIGH, post.post), net[post.post], post.high)


def _of_units(model: Model, moves: Iterable[Move]) -> Iterator[Breach]:
    net = _net(moves)
    filled: Counter[str] = Counter()
    for post in model.posts:
        filled[post.unit] += min(post.effective + net[post.post], post.need)
    for unit in model.units:
        if filled[unit.unit] < unit.floor:
            yield Breach(Limit(FLOOR, unit.unit), filled[unit.unit], unit.floor)


def _of_request(model: Model, moves: list[Move]) -> Iterator[Breach]:
    most = model.limits
    if most.moves is not None and len(moves) > most.moves:
        yield Breach(Limit(MOVES), len(moves), most.moves)
    if most.hours is not None:
        hours = sum(move.hours or 0 for move in moves)
        if hours > most.hours:
            yield Breach(Limit(HOURS), hours, most.hours)
    if most.out_of_unit is not None:
        for unit, times in Counter(move.leaves for move in moves if move.leaves is not None).items():
            if times > most.out_of_unit:
                yield Breach(Limit(OUT, unit), times, most.out_of_unit)
