"""Small cities: some told by hand, and any that chance can think of."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from workflow.planning.building import Asked, City, Law, PairFacts, PersonFacts, PostFacts
from workflow.planning.model import Limits

LAW = Law(
    priority={"gap": "0.40", "criticality": "0.25", "retirement": "0.15", "outlying": "0.10", "age": "0.10"},
    plan={"fit": "0.10", "move": "0.10", "gate": "0.05", "warning": "0.02", "wish": "0.15"},
    floor=Fraction(9, 10),
)
PLAIN: Mapping[str, Fraction] = dict.fromkeys(("criticality", "retirement", "outlying", "age"), Fraction(0))


def post(
    code: str, need: int, effective: int, *, gap: int | None = None, critical: bool = False, **parts: str
) -> PostFacts:
    """Give a post; its code begins with its unit's, as in `A.1`."""
    missing = need - effective if gap is None else gap
    weighed = PLAIN | {name: Fraction(part) for name, part in parts.items()}
    return PostFacts(code, code.partition(".")[0], need, effective, missing, weighed, critical)


def nip(number: int) -> str:
    """Give the NIP of an invented person."""
    return f"19900101201501{1 + number % 2}{900 + number:03}"


def people(*posts: str | None, fit: int = 500_000) -> list[PersonFacts]:
    """Give one person on each of these posts, numbered from 0."""
    return [PersonFacts(nip(number), code, 0 if code is None else fit) for number, code in enumerate(posts)]


def pair(number: int, code: str, fit: int = 500_000, gates: int = 0, warnings: int = 0, **more: Any) -> PairFacts:
    """Let a person move to a post."""
    return PairFacts(nip(number), code, fit, gates, warnings, **more)


@st.composite
def posts(draw: st.DrawFn) -> list[PostFacts]:
    """Give two to five posts in one to three units; most lack somebody or have one too many."""
    parts = st.sampled_from(["0", "1/2", "1"])
    found = []
    for number in range(draw(st.integers(2, 5))):
        need = draw(st.integers(0, 4))
        effective = max(0, need + draw(st.sampled_from([-2, -1, -1, -1, 0, 0, 1, 1])))
        facts = post(
            f"{draw(st.sampled_from('ABC'))}.{number}",
            need,
            effective,
            gap=need - effective - draw(_seldom(1)),
            critical=bool(draw(_seldom(1))),
            criticality=draw(parts),
            age=draw(parts),
        )
        found.append(facts._replace(jpt=draw(st.integers(0, 19)) == 7))
    return found


@st.composite
def cities(draw: st.DrawFn) -> tuple[City, Asked, Law]:
    """Give a city of up to six people who may move, what is asked for, and a law."""
    all_posts = draw(posts())
    places: list[str | None] = [each.post for each in all_posts for _ in range(each.effective)]
    homes = draw(st.permutations([None, *places]))[: draw(st.integers(2, 6))]
    codes = [each.post for each in all_posts]
    everybody, pairs = [], []
    for number, here in enumerate(homes):
        everybody.append(PersonFacts(nip(number), here, 0 if here is None else draw(_fits)))
        to = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True))
        pairs.extend(draw(_pairs(number, code)) for code in to)
    chosen = frozenset(codes) - draw(st.frozensets(st.sampled_from(codes), max_size=2))
    limits = Limits(draw(_some(3)), draw(_some(60)), draw(_some(2)))
    law = Law(LAW.priority, LAW.plan, draw(st.sampled_from([Fraction(9, 10), Fraction(1, 2), Fraction(1, 5)])))
    return City(all_posts, everybody, pairs), Asked(chosen, limits, seed="1"), law


_fits = st.integers(0, 10).map(lambda tenths: tenths * 100_000)


def _some(most: int) -> st.SearchStrategy[int | None]:
    return st.one_of(st.none(), st.none(), st.integers(0, most))


def _seldom(most: int) -> st.SearchStrategy[int]:
    return st.sampled_from([0, 0, 0, *range(1, most + 1)])


@st.composite
def _pairs(draw: st.DrawFn, number: int, code: str) -> PairFacts:
    counts = _seldom(2)
    hours = draw(st.sampled_from([None, 0, 8, 40]))
    return PairFacts(nip(number), code, draw(_fits), draw(counts), draw(counts), draw(st.booleans()), hours)
