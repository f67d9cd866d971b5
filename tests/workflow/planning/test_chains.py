"""Chains of a plan: links in their order, exchanges, the slots at both ends; together they are what the plan gains."""

from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings

from tests.workflow.planning.cities import LAW, cities, pair, people, post
from workflow.planning import checking
from workflow.planning.building import Asked, Built, City, Law, build
from workflow.planning.chains import Slot, chains
from workflow.planning.solving import solve

SMALL = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# B lacks two; A has one too many and C nobody to spare; D and E are clerks who would rather have each other's post.
POSTS = [post("A.1", 4, 5), post("B.1", 4, 2, criticality="1"), post("C.1", 2, 2), post("D.1", 1, 1), post("E.1", 1, 1)]
PAIRS = [
    pair(1, "B.1"),
    pair(0, "C.1"),
    pair(2, "E.1", wished=True),
    pair(3, "D.1", wished=True),
]


def built() -> Built:
    city = City(POSTS, people("A.1", "C.1", "D.1", "E.1"), PAIRS)
    return build(city, Asked(frozenset({"B.1"})), LAW)


def test_a_follower_takes_the_place_that_was_left_and_an_exchange_ends_where_it_begins() -> None:
    model = built().model
    to = {move.id: move.post for move in model.moves}
    long, exchange = chains(model, solve(model).moves)
    assert [to[number] for number in long.moves] == ["B.1", "C.1"]
    # 0.25 × 1 for the service and 0.40 × 2/4 for the second one missing; whom A loses nobody misses.
    assert long.filled == Slot("B.1", 2, 4, 450_000)
    assert long.opened == Slot("A.1", 0, 4, 0)
    assert (long.exchange, long.value, long.gain) == (False, -200_000, 250_000)
    assert {to[number] for number in exchange.moves} == {"D.1", "E.1"}
    assert (exchange.exchange, exchange.filled, exchange.opened, exchange.gain) == (True, None, None, 100_000)


def test_who_had_no_post_opens_no_slot() -> None:
    city = City(POSTS, people(None, fit=0), [pair(0, "B.1", 900_000)])
    model = build(city, Asked(frozenset({"B.1"})), LAW).model
    [chain] = chains(model, solve(model).moves)
    assert (chain.opened, chain.slots) == (None, 450_000)


def test_a_slot_that_opens_costs_what_it_was_worth() -> None:
    """The unit of twelve may give one, and nobody follows."""
    posts = [post("A.1", 12, 12), post("B.1", 1, 0, criticality="1")]
    city = City(posts, people("A.1"), [pair(0, "B.1")])
    model = build(city, Asked(frozenset({"B.1"})), LAW).model
    [chain] = chains(model, solve(model).moves)
    assert chain.opened == Slot("A.1", 1, 12, 33_333)


@SMALL
@given(cities())
def test_the_chains_of_a_plan_are_its_moves_and_sum_to_its_gain(told: tuple[City, Asked, Law]) -> None:
    model = build(*told).model
    plan = solve(model).moves
    assume(plan)
    found = chains(model, plan)
    assert sorted(number for chain in found for number in chain.moves) == sorted(plan)
    assert sum(chain.gain for chain in found) == checking.objective(model, plan)
    for chain in found:
        moves = [model.move[number] for number in chain.moves]
        assert all(move.post == before.from_post for before, move in pairwise(moves))
        assert not chain.exchange or moves[0].post == moves[-1].from_post
