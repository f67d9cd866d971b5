"""Against every plan of hundreds of small cities: the same optimum, no limit broken, no move that gains nothing."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from hypothesis import HealthCheck, given, settings

from tests.workflow.planning import every_plan
from tests.workflow.planning.cities import cities
from workflow.planning import checking
from workflow.planning.building import Asked, Built, City, Law, build
from workflow.planning.model import read, written
from workflow.planning.solution import OPTIMAL, Terms
from workflow.planning.solving import solve

SMALL = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Asking = tuple[City, Asked, Law]


@SMALL
@given(cities())
def test_the_planner_finds_the_best_plan_of_all(asking: Asking) -> None:
    city, asked, law = asking
    built = build(city, asked, law)
    found = solve(built.model, Terms(best=1))
    assert (found.objective, len(found.moves)) == every_plan.best(city, asked, law)
    assert (found.status, found.bound, found.gap) == (OPTIMAL, found.objective, 0.0)


@SMALL
@given(cities())
def test_no_limit_is_broken_and_no_cycle_gains_nothing(asking: Asking) -> None:
    city, asked, law = asking
    built = build(city, asked, law)
    plan = solve(built.model).moves
    assert every_plan.keeps(city, tuple(built.pairs[number - 1] for number in plan), asked, law)
    for cycle in _cycles(built, plan):
        assert sum(built.model.move[number].value for number in cycle) > 0


@SMALL
@given(cities())
def test_every_plan_is_worth_and_checked_as_the_law_says(asking: Asking) -> None:
    city, asked, law = asking
    built = build(city, asked, law)
    for plan in every_plan.plans(city, asked):
        ids = [built.pairs.index(pair) + 1 for pair in plan]
        kept = every_plan.keeps(city, plan, asked, law)
        assert (not checking.breaches(built.model, ids)) == kept
        if kept:
            assert checking.objective(built.model, ids) == every_plan.gain(city, plan, law)


@SMALL
@given(cities())
def test_the_same_facts_in_another_order_make_the_same_plan(asking: Asking) -> None:
    city, asked, law = asking
    turned = City(city.posts[::-1], city.people[::-1], list(city.pairs)[::-1])
    one, other = build(city, asked, law), build(turned, asked, law)
    assert one.model == other.model == read(written(one.model))
    assert solve(one.model).moves == solve(other.model).moves


def _cycles(built: Built, plan: Sequence[int]) -> list[tuple[int, ...]]:
    """Give every set of moves of a plan that leaves the number of people on each post as it is."""
    return [
        some
        for size in range(1, len(plan) + 1)
        for some in combinations(plan, size)
        if not any(_net(built, some).values())
    ]


def _net(built: Built, some: Sequence[int]) -> Counter[str | None]:
    net: Counter[str | None] = Counter()
    for number in some:
        net[built.model.move[number].post] += 1
        net[built.model.move[number].from_post] -= 1
    return net
