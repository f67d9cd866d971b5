"""Every plan that a small city has, tried one after the other, in the words of the law: the planner's measure."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil

from workflow.planning.building import Asked, City, Law, PairFacts, PostFacts

Plan = tuple[PairFacts, ...]


def plans(city: City, asked: Asked) -> Iterator[Plan]:
    """Give every way to let each person stay or make one of his moves."""
    home = {person.nip: person.post for person in city.people}
    jpt = {post.post for post in city.posts if post.jpt}
    ways: dict[str, list[PairFacts | None]] = {nip: [None] for nip in home}
    for pair in city.pairs:
        unknown = pair.hours is None and asked.limits.hours is not None
        if pair.post != home[pair.nip] and not {pair.post, home[pair.nip]} & jpt and not unknown:
            ways[pair.nip].append(pair)
    for choice in product(*ways.values()):
        yield tuple(pair for pair in choice if pair is not None)


def best(city: City, asked: Asked, law: Law) -> tuple[int, int]:
    """Give the most that a plan gains, in millionths, and the fewest moves that gain it."""
    found = ((gain(city, plan, law), -len(plan)) for plan in plans(city, asked) if keeps(city, plan, asked, law))
    gained, moves = max(found)
    return gained, -moves


def gain(city: City, plan: Plan, law: Law) -> int:
    """Give what a plan gains over making no move: slots at its end less slots now, and its moves."""
    after = _effective(city, plan)
    slots = sum(_missed(post, post.effective, law) - _missed(post, after[post.post], law) for post in city.posts)
    return slots + sum(_value(city, pair, law) for pair in plan)


def _missed(post: PostFacts, effective: int, law: Law) -> int:
    """Give the worth of the slots that are missing."""
    weights = {name: Fraction(weight) for name, weight in law.priority.items()}
    others = sum(weights[name] * part for name, part in post.parts.items())
    numbers = range(1, post.need - effective + 1)
    return sum(_rounded(others + weights["gap"] * Fraction(number, post.need)) for number in numbers)


def _value(city: City, pair: PairFacts, law: Law) -> int:
    weights = {name: Fraction(weight) * 1_000_000 for name, weight in law.plan.items()}
    present = next(person.fit for person in city.people if person.nip == pair.nip)
    fit = _rounded(Fraction(law.plan["fit"]) * Fraction(pair.fit - present, 1_000_000))
    wish = weights["wish"] if pair.wished else 0
    return int(fit + wish - weights["gate"] * pair.gates - weights["warning"] * pair.warnings - weights["move"])


def _rounded(value: Fraction) -> int:
    return (value * 1_000_000 + Fraction(1, 2)).__floor__()


def keeps(city: City, plan: Plan, asked: Asked, law: Law) -> bool:
    """Tell whether a plan keeps every limit of posts, of units and of what is asked for."""
    after = _effective(city, plan)
    return (
        all(_keeps_post(post, after[post.post] - post.effective, asked) for post in city.posts)
        and all(_keeps_unit(city, unit, after, law) for unit in {post.unit for post in city.posts})
        and _keeps_request(city, plan, asked)
    )


def _keeps_post(post: PostFacts, net: int, asked: Asked) -> bool:
    if post.critical and post.effective and post.effective + net < 1:
        return False
    return net <= (max(0, post.gap) if post.post in asked.posts else 0)


def _keeps_unit(city: City, unit: str, after: Counter[str], law: Law) -> bool:
    own = [post for post in city.posts if post.unit == unit]
    before = sum(min(post.effective, post.need) for post in own)
    floor = ceil(law.floor * sum(post.need for post in own))
    return sum(min(after[post.post], post.need) for post in own) >= min(before, floor)


def _keeps_request(city: City, plan: Plan, asked: Asked) -> bool:
    unit = {post.post: post.unit for post in city.posts}
    home = {person.nip: person.post for person in city.people}
    left = Counter(unit[home[pair.nip]] for pair in plan if home[pair.nip] and unit[home[pair.nip]] != unit[pair.post])
    moves, hours, out = asked.limits
    return (
        (moves is None or len(plan) <= moves)
        and (hours is None or sum(pair.hours or 0 for pair in plan) <= hours)
        and (out is None or max(left.values(), default=0) <= out)
    )


def _effective(city: City, plan: Plan) -> Counter[str]:
    home = {person.nip: person.post for person in city.people}
    after = Counter({post.post: post.effective for post in city.posts})
    for pair in plan:
        after[pair.post] += 1
        if home[pair.nip] is not None:
            after[str(home[pair.nip])] -= 1
    return after
