"""The rotation planner beside the bare solver: the same model, of 500 needs and 5,000 people."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from random import Random

from workflow.planning.building import Asked, City, Law, PairFacts, PersonFacts, PostFacts, build
from workflow.planning.model import Limits, Model
from workflow.planning.program import Program
from workflow.planning.solving import solve

NEEDS, PEOPLE, UNITS, TRADES = 500, 5_000, 200, 12
# What is asked for besides: nothing, and what a committee can look at in one sitting.
SITTINGS: Mapping[str, Limits] = {"no limits": Limits(), "200 moves": Limits(moves=200)}
# Each is measured so often, ours and the bare solver in turn; the quickest counts, as others may be at work.
TIMES = 3

LAW = Law(
    priority={"gap": "0.40", "criticality": "0.25", "retirement": "0.15", "outlying": "0.10", "age": "0.10"},
    plan={"fit": "0.10", "move": "0.10", "gate": "0.05", "warning": "0.02", "wish": "0.15"},
    floor=Fraction(9, 10),
)


@dataclass(frozen=True)
class Planned:
    """How large a model was, and the seconds to build it, to solve and check it, and of the bare solver alone."""

    moves: int
    made: int
    build: float
    solve: float
    bare: float

    @property
    def times(self) -> float:
        """How many times the bare solver's seconds building and solving take."""
        return (self.build + self.solve) / self.bare


def plan() -> Iterator[tuple[str, Planned]]:
    """Plan for an invented city, within different limits."""
    chance = Random(4)  # noqa: S311  # the same city every time
    posts, chosen = _posts(chance)
    city = _city(chance, posts, chosen)
    for name, limits in SITTINGS.items():
        yield name, _measured(city, Asked(chosen, limits))


def _measured(city: City, asked: Asked) -> Planned:
    building, solving, bare = [], [], []
    for _ in range(TIMES):
        began = time.perf_counter()
        model = build(city, asked, LAW).model
        built = time.perf_counter()
        found = solve(model)
        building.append(built - began)
        solving.append(time.perf_counter() - built)
        bare.append(_alone(model))
    return Planned(len(model.moves), len(found.moves), min(building), min(solving), min(bare))


def _alone(model: Model) -> float:
    """Give the seconds that the solver takes for all of the model at once, which it has been given already."""
    program = Program(model)
    began = time.perf_counter()
    program.run(inf)
    return time.perf_counter() - began


def _posts(chance: Random) -> tuple[list[PostFacts], frozenset[str]]:
    """Give the posts of all units, six trades in each, and those whose needs are to be met."""
    places = [(unit, trade) for unit in range(UNITS) for trade in sorted(chance.sample(range(TRADES), 6))]
    lacking = set(chance.sample(range(len(places)), NEEDS))
    posts = []
    for number, (unit, trade) in enumerate(places):
        effective = chance.choice([3, 4, 4, 5])
        need = effective + (chance.choice([1, 1, 2]) if number in lacking else chance.choice([0, 0, 0, -1]))
        parts = {
            "criticality": Fraction(chance.randint(0, 10), 10),
            "retirement": Fraction(chance.randint(0, effective), effective),
            "outlying": Fraction(chance.choice([0, 0, 0, 0, 1])),
            "age": Fraction(chance.randint(0, 24), 24),
        }
        post = PostFacts(f"{unit:03}.{trade:02}", f"{unit:03}", need, effective, need - effective, parts)
        posts.append(post._replace(critical=chance.random() < 0.05))
    return posts, frozenset(posts[number].post for number in lacking)


def _city(chance: Random, posts: list[PostFacts], chosen: frozenset[str]) -> City:
    """Put people on the posts; each may move to those of his trade: all that lack somebody, some that do not."""
    trades: dict[str, list[str]] = {}
    for post in posts:
        trades.setdefault(post.post[-2:], []).append(post.post)
    homes = [post.post for post in posts for _ in range(post.effective)][:PEOPLE]
    people = [PersonFacts(f"{number:018}", home, _fit(chance)) for number, home in enumerate(homes)]
    pairs = [
        PairFacts(
            person.nip,
            code,
            _fit(chance),
            gates=chance.choice([0, 0, 0, 1, 2]),
            warnings=chance.choice([0, 0, 1]),
            wished=chance.random() < 0.03,
            hours=chance.choice([None, 0, 8, 40, 120]),
        )
        for person in people
        for code in trades[(person.post or "")[-2:]]
        if code != person.post and (code in chosen or chance.random() < 0.1)
    ]
    return City(posts, people, pairs)


def _fit(chance: Random) -> int:
    return chance.randint(200_000, 1_000_000)
