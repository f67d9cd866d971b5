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
    gained, nets = sum(move.value for move in moves), net(moves)
    for post in model.posts:
        end = nets[post.post]
        if not post.low <= end <= post.high:
            raise ValueError(f"post {post.post} ends at {end}, of {post.low} to {post.high}")
        steps = range(end) if end > 0 else range(end, 0)
        gained += sum(post.worth[step - post.low] for step in steps) * (1 if end > 0 else -1)
    return gained


def net(moves: Iterable[Move]) -> Counter[str]:
    """Count arrivals less departures of each post."""
    found: Counter[str] = Counter()
    for move in moves:
        found[move.post] += 1
        if move.from_post is not None:
            found[move.from_post] -= 1
    return found


def filled(model: Model, moves: Iterable[Move]) -> Counter[str]:
    """Count the filled slots of each unit after some moves: of each of its own posts no more than its need."""
    nets = net(moves)
    found: Counter[str] = Counter()
    for post in model.posts:
        found[post.unit] += min(post.effective + nets[post.post], post.need)
    return found


def _of_people(moves: Iterable[Move]) -> Iterator[Breach]:
    for nip, times in Counter(move.nip for move in moves).items():
        if times > 1:
            yield Breach(Limit(PERSON, nip), times, 1)


def _of_posts(model: Model, moves: Iterable[Move]) -> Iterator[Breach]:
    nets = net(moves)
    for post in model.posts:
        if nets[post.post] < post.low:
            yield Breach(Limit(LOW, post.post), nets[post.post], post.low)
        if nets[post.post] > post.high:
            yield Breach(Limit(HIGH, post.post), nets[post.post], post.high)


def _of_units(model: Model, moves: Iterable[Move]) -> Iterator[Breach]:
    after = filled(model, moves)
    for unit in model.units:
        if after[unit.unit] < unit.floor:
            yield Breach(Limit(FLOOR, unit.unit), after[unit.unit], unit.floor)


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
