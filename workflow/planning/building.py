"""From what is known of posts and people to the planner's model: pure, and in whole numbers.

The j-th missing slot of a post with need n is worth the post's priority with gap part j ÷ n, gained when it is filled,
lost when it opens. A move is worth the weighed difference in fit, less what it costs by itself and by each gate and
warning, and more if it is wished for (R-PLN-01).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from math import ceil
from typing import Any, NamedTuple

from policies.staffing import MILLION, half_up, millionths, priority
from workflow.planning.model import UNLIMITED, Limits, Model, Move, Post, Unit


class PostFacts(NamedTuple):
    """What is known of a post; `parts` are those of its priority (the gap's is not read), each 0 to 1."""

    post: str
    unit: str
    need: int
    effective: int
    gap: int  # of the slots still to be filled: less than need − effective where somebody is on the way
    parts: Mapping[str, Fraction]
    critical: bool = False
    jpt: bool = False  # filled by open selection: neither gives nor takes


class PersonFacts(NamedTuple):
    """Somebody who may move; `fit` is his fit in the present post in millionths, 0 without a post."""

    nip: str
    post: str | None
    fit: int


class PairFacts(NamedTuple):
    """A post that somebody may move to, as no rule refuses: his fit there in millionths, and what else weighs.

    `hours` of training are None if not known; `wished`: by an own request, or after long service in an outlying area.
    """

    nip: str
    post: str
    fit: int
    gates: int = 0
    warnings: int = 0
    wished: bool = False
    hours: int | None = 0


@dataclass(frozen=True)
class City:
    """Every post of every unit, everybody who may move, and where to."""

    posts: Sequence[PostFacts]
    people: Sequence[PersonFacts]
    pairs: Iterable[PairFacts]


@dataclass(frozen=True)
class Law:
    """The dated values of a plan: weights of a priority, of a move (R-PLN-01), and the floor (R-DON-01)."""

    priority: Mapping[str, Any]
    plan: Mapping[str, Any]
    floor: Fraction


@dataclass(frozen=True)
class Asked:
    """The posts whose needs are to be met, within which limits; `seed` orders what is equal (never by NIP)."""

    posts: frozenset[str]
    limits: Limits = UNLIMITED
    seed: str = ""


class Parts(NamedTuple):
    """The parts of a move's value in millionths; they sum to it."""

    fit: int
    gates: int
    warnings: int
    wish: int
    move: int


@dataclass(frozen=True)
class Built:
    """A model, with what it was built from: the pair behind each move, in the order of the moves."""

    model: Model
    city: City
    pairs: Sequence[PairFacts]
    law: Law
    asked: Asked

    @cached_property
    def _people(self) -> Mapping[str, PersonFacts]:
        return {person.nip: person for person in self.city.people}

    def parts(self, move: int) -> Parts:
        """Give the parts of the value of a move, by its id."""
        pair = self.pairs[move - 1]
        return _weighing(self.law.plan).parts(pair, self._people[pair.nip])

    def last_slots(self) -> Mapping[str, int]:
        """Give what the slot is worth that a post keeps filled by its lowest net, by the post's code, in millionths."""
        facts = {post.post: post for post in self.city.posts}
        return {
            post.post: _worth(facts[post.post], [post.need - post.effective - post.low + 1], self.law.priority)[0]
            for post in self.model.posts
            if post.low > -post.effective and not facts[post.post].jpt
        }


def build(city: City, asked: Asked, law: Law) -> Built:
    """Make the model of what is asked for; the same facts in any order make the same model."""
    posts = {post.post: post for post in sorted(city.posts, key=lambda post: (post.unit, post.post))}
    people = {person.nip: person for person in sorted(city.people, key=lambda person: _hidden(asked.seed, person.nip))}
    place = {code: number for number, code in enumerate(posts)}
    first = {nip: number * len(posts) for number, nip in enumerate(people)}
    pairs = [pair for pair in city.pairs if _may(pair, people[pair.nip], posts, asked.limits)]
    pairs.sort(key=lambda pair: first[pair.nip] + place[pair.post])
    moves = tuple(_moves(pairs, people, posts, _weighing(law.plan)))
    named = {posts[code].unit for code in asked.posts}
    named |= {move.unit for move in moves} | {move.from_unit for move in moves if move.from_unit is not None}
    kept = [post for post in posts.values() if post.unit in named]
    model = Model(
        posts=tuple(_post(post, post.post in asked.posts, law) for post in kept),
        moves=moves,
        units=tuple(_units(kept, law.floor)),
        limits=asked.limits,
    )
    return Built(model, city, pairs, law, asked)


def _hidden(seed: str, nip: str) -> bytes:
    """Give what orders people who are equal otherwise: an NIP would put the oldest first."""
    return sha256(f"{seed}:{nip}".encode()).digest()


def _may(pair: PairFacts, person: PersonFacts, posts: Mapping[str, PostFacts], limits: Limits) -> bool:
    """Leave out posts that neither give nor take, no move at all, and one of unknown hours where hours are limited."""
    return (
        pair.post != person.post
        and not posts[pair.post].jpt
        and (person.post is None or not posts[person.post].jpt)
        and (limits.hours is None or pair.hours is not None)
    )


def _moves(
    pairs: Iterable[PairFacts],
    people: Mapping[str, PersonFacts],
    posts: Mapping[str, PostFacts],
    weigh: "_weighing",
) -> Iterator[Move]:
    for number, pair in enumerate(pairs, start=1):
        person = people[pair.nip]
        from_unit = None if person.post is None else posts[person.post].unit
        value = weigh(pair, person)
        yield Move(number, pair.nip, person.post, from_unit, pair.post, posts[pair.post].unit, value, pair.hours)


class _weighing:  # noqa: N801 - called as a function
    """Weighs a move by the dated values of R-PLN-01; whole numbers throughout, as there may be very many."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self._fit, self._by = Fraction(plan["fit"]).as_integer_ratio()
        self._gate, self._warning, self._wish, self._move = (
            millionths(Fraction(plan[name])) for name in ("gate", "warning", "wish", "move")
        )

    def __call__(self, pair: PairFacts, person: PersonFacts) -> int:
        against = self._gate * pair.gates + self._warning * pair.warnings + self._move
        return self._of_fit(pair, person) + (self._wish if pair.wished else 0) - against

    def parts(self, pair: PairFacts, person: PersonFacts) -> Parts:
        return Parts(
            fit=self._of_fit(pair, person),
            gates=-self._gate * pair.gates,
            warnings=-self._warning * pair.warnings,
            wish=self._wish if pair.wished else 0,
            move=-self._move,
        )

    def _of_fit(self, pair: PairFacts, person: PersonFacts) -> int:
        """Weigh the difference in fit, half up to a millionth."""
        return (2 * self._fit * (pair.fit - person.fit) + self._by) // (2 * self._by)


def _post(post: PostFacts, chosen: bool, law: Law) -> Post:
    if post.jpt:
        return Post(post.post, post.unit, post.effective, post.need, 0, 0, ())
    kept = 1 if post.critical and post.effective >= 1 else 0
    low, high = kept - post.effective, max(0, post.gap) if chosen else 0
    missing = [post.need - post.effective - net for net in range(low, high)]
    return Post(post.post, post.unit, post.effective, post.need, low, high, _worth(post, missing, law.priority))


def _worth(post: PostFacts, missing: Iterable[int], weights: Mapping[str, Any]) -> tuple[int, ...]:
    """Give what each of these missing slots is worth, by its number, in millionths; 0 where nobody is missing."""
    if not post.need:
        return tuple(0 for _ in missing)
    # No slot's number exceeds the need, so the gap's part is never clipped and can be added by itself.
    others = priority({**post.parts, "gap": Fraction(0)}, weights).value
    each = Fraction(weights["gap"]) / post.need
    return tuple(millionths(others + each * number) if number > 0 else 0 for number in missing)


def _units(posts: Sequence[PostFacts], floor: Fraction) -> Iterable[Unit]:
    """Give the units with their floors: as filled as they are, or to the law's share of their need, if that is less."""
    own: dict[str, list[PostFacts]] = {}
    for post in posts:
        own.setdefault(post.unit, []).append(post)
    for unit, all_of_it in own.items():
        before = sum(min(post.effective, post.need) for post in all_of_it)
        yield Unit(unit, min(before, ceil(floor * sum(post.need for post in all_of_it))))


def fit_in_millionths(fit: Fraction) -> int:
    """Give a fit of 0 to 1 as the model counts it."""
    return half_up(fit * MILLION)
