"""What a plan has to say for itself: why not that move, what each limit costs, which limits clash, who envies whom.

Everything is data, in millionths of the objective; pages put it into words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from workflow.planning import checking
from workflow.planning.building import Built
from workflow.planning.model import FLOOR, HIGH, LOW, PERSON, UNLIMITED, Limit, Limits, Model, Post, Unit
from workflow.planning.solution import INFEASIBLE, Solution, Terms
from workflow.planning.solving import search, solve

NO_TERMS = Terms()


class Difference(NamedTuple):
    """What one plan is worth more than another, part by part, in millionths; the parts sum to the whole difference."""

    slots: int
    fit: int
    gates: int
    warnings: int
    wish: int
    move: int


@dataclass(frozen=True)
class Answer:
    """Why a move is not in a plan: limits that it clashes with, or a plan with it that is worse by the difference.

    Neither: the move is in the plan.
    """

    clash: tuple[Limit, ...] = ()
    instead: Solution | None = None
    difference: Difference | None = None


class Price(NamedTuple):
    """What the objective would gain if a limit were one looser, in millionths."""

    limit: Limit
    gain: int


class Envy(NamedTuple):
    """Somebody (NIP) who would rather have had the move (id) of another: by how much, in millionths of value."""

    nip: str
    move: int
    by: int


def why_not(built: Built, solution: Solution, move: int, terms: Terms = NO_TERMS) -> Answer:
    """Say why a move is not in a plan, by looking for the best plan with it. Raises KeyError for an unknown id."""
    if move in solution.moves:
        return Answer()
    with_it = replace(terms, forced=terms.forced | {move}, excluded=terms.excluded - {move})
    instead = solve(built.model, with_it)
    if instead.status == INFEASIBLE:
        return Answer(clash=tuple(clash(built.model, with_it)))
    return Answer(instead=instead, difference=difference(built, solution.moves, instead.moves))


def difference(built: Built, one: Iterable[int], other: Iterable[int]) -> Difference:
    """Say what one plan is worth more than another, part by part."""
    mine, theirs = _parts(built, one), _parts(built, other)
    return Difference(*(here - there for here, there in zip(mine, theirs, strict=True)))


def _parts(built: Built, plan: Iterable[int]) -> Difference:
    plan = list(plan)
    moves = [built.parts(number) for number in plan]
    sums = [sum(part) for part in zip(*moves, strict=True)] or [0] * (len(Difference._fields) - 1)
    return Difference(checking.objective(built.model, plan) - sum(sums), *sums)


def envies(model: Model, plan: Sequence[int]) -> list[Envy]:
    """Name everybody who could have had a move that another got and is worth more than his own, or than staying.

    To each the one that he would rather have had most; worth is the move's value, in which his wish and his fit count.
    """
    taken: dict[str, int] = {}
    own: dict[str, int] = {}
    for number in plan:
        move = model.move[number]
        taken.setdefault(move.post, number)
        own[move.nip] = number
    most: dict[str, Envy] = {}
    for move in model.moves:
        others = taken.get(move.post)
        has = model.move[own[move.nip]] if move.nip in own else None
        by = move.value - (has.value if has else 0)
        if others is None or others == own.get(move.nip) or by <= 0:
            continue
        if move.nip not in most or by > most[move.nip].by:
            most[move.nip] = Envy(move.nip, others, by)
    return list(most.values())


def prices(built: Built, solution: Solution, terms: Terms = NO_TERMS) -> list[Price]:
    """Give the price of each limit that was asked for, and of each that keeps the plan of a whole search where it is.

    Those are floors that are reached, and critical posts with one holder left. Where the time of the terms is over
    before a price is known, it is what was found until then.
    """
    objective, model = solution.objective or 0, built.model
    searched, last, found = search(model, terms), built.last_slots(), []
    for limit in _binding(model, solution.moves):
        top = searched.loosened(limit)
        if top is not None and (top[1] or top[0] <= objective):
            found.append(Price(limit, max(0, top[0] - objective)))
        else:
            looser = solve(loosened(model, limit, last.get(limit.at or "", 0)), terms)
            found.append(Price(limit, max(0, (looser.objective or 0) - objective)))
    return found


def _binding(model: Model, plan: Iterable[int]) -> Iterator[Limit]:
    """Give the limits that were asked for, and the floors and lowest nets that a plan has reached."""
    moves = [model.move[number] for number in plan]
    filled, net = checking.filled(model, moves), checking.net(moves)
    floors = {unit.unit: unit.floor for unit in model.units}
    left = {move.from_post for move in model.moves}
    for limit in model.every_limit():
        at = limit.at or ""
        reached_floor = limit.kind == FLOOR and filled[at] == floors[at]
        reached_low = limit.kind == LOW and at in left and net[at] == model.post[at].low
        if limit.at is None or reached_floor or reached_low:
            yield limit


def loosened(model: Model, limit: Limit, last_slot: int = 0) -> Model:
    """Give the model with a limit one looser; `last_slot` is the worth of the slot that a lower net would open."""
    if limit.kind == FLOOR:
        units = tuple(u._replace(floor=u.floor - 1) if u.unit == limit.at else u for u in model.units)
        return replace(model, units=units)
    if limit.kind in (LOW, HIGH):
        posts = tuple(_wider(p, limit.kind, last_slot) if p.post == limit.at else p for p in model.posts)
        return replace(model, posts=posts)
    allowed = getattr(model.limits, limit.kind)
    return replace(model, limits=model.limits._replace(**{limit.kind: allowed + 1}))


def _wider(post: Post, kind: str, last_slot: int) -> Post:
    if kind == LOW:
        return post._replace(low=post.low - 1, worth=(max(last_slot, *post.worth[:1], 0), *post.worth))
    return post._replace(high=post.high + 1, worth=(*post.worth, 0))


def clash(model: Model, terms: Terms) -> list[Limit]:
    """Name limits that cannot be kept together under these terms, as few as possible: without any of them it works.

    None where the terms can be kept, or contradict each other whatever the limits.
    """
    forced = [model.move[number].nip for number in sorted(terms.forced)]
    twice = sorted({nip for nip in forced if forced.count(nip) > 1})
    if twice:
        return [Limit(PERSON, nip) for nip in twice]
    free = _worthless(model)

    def kept(limits: Sequence[Limit]) -> bool:
        return solve(with_only(free, frozenset(limits)), terms).status != INFEASIBLE

    limits = list(model.every_limit())
    return [] if kept(limits) or not kept([]) else _fewest(kept, [], limits)


def _fewest(kept: Callable[[Sequence[Limit]], bool], given: Sequence[Limit], among: Sequence[Limit]) -> list[Limit]:
    """Find the fewest limits among these that cannot be kept together with those given, by halving (QuickXplain)."""
    if len(among) == 1:
        return list(among)
    one, other = among[: len(among) // 2], among[len(among) // 2 :]
    of_other = _fewest(kept, [*given, *one], other) if kept([*given, *one]) else []
    of_one = _fewest(kept, [*given, *of_other], one) if not of_other or kept([*given, *of_other]) else []
    return [*of_one, *of_other]


def _worthless(model: Model) -> Model:
    """Give the model with nothing to gain, so that whatever keeps the limits is as good as anything."""
    posts = tuple(post._replace(worth=(0,) * len(post.worth)) for post in model.posts)
    return replace(model, posts=posts, moves=tuple(move._replace(value=0) for move in model.moves))


def with_only(model: Model, limits: frozenset[Limit]) -> Model:
    """Give the model with all limits lifted but these; what nobody ever limits, that a person moves once, stays."""
    arrivals: Mapping[str, int] = checking.net(move._replace(from_post=None) for move in model.moves)
    return Model(
        posts=tuple(_between(post, arrivals[post.post], limits) for post in model.posts),
        moves=model.moves,
        units=tuple(unit if Limit(FLOOR, unit.unit) in limits else Unit(unit.unit, 0) for unit in model.units),
        limits=Limits(*(getattr(model.limits, name) if Limit(name) in limits else None for name in UNLIMITED._fields)),
    )


def _between(post: Post, arrivals: int, limits: frozenset[Limit]) -> Post:
    low = post.low if Limit(LOW, post.post) in limits else -post.effective
    high = post.high if Limit(HIGH, post.post) in limits else post.high + arrivals
    return post._replace(low=low, high=high, worth=(0,) * (high - low))
