"""A plan adjusted by hand, and what falls with a move that is not made after all."""

from dataclasses import replace

import pytest

from tests.workflow.planning.cities import LAW, nip, pair, people, post
from workflow.planning.adjusting import adjusted, by_hand, with_terms
from workflow.planning.building import Asked, Built, City, build
from workflow.planning.links import dependants, falls_with, needs_first
from workflow.planning.model import FLOOR, HIGH, LOW, Limit
from workflow.planning.solution import BY_HAND, Terms
from workflow.planning.solving import solve

# A pool with two more than needed, a critical post of one, and a unit that lacks one.
POSTS = [post("A.1", 10, 12), post("B.1", 1, 1, critical=True), post("C.1", 2, 1, criticality="1")]
PAIRS = [pair(0, "C.1"), pair(1, "B.1"), pair(2, "B.1", 400_000), pair(2, "C.1", 0, gates=3)]


@pytest.fixture(scope="module")
def built() -> Built:
    return build(City(POSTS, people("B.1", "A.1", "A.1"), PAIRS), Asked(frozenset({"C.1"})), LAW)


def of(built: Built, number: int, code: str) -> int:
    return next(move.id for move in built.model.moves if (move.nip, move.post) == (nip(number), code))


def test_a_link_waits_for_the_one_that_makes_its_place(built: Built) -> None:
    head, link = of(built, 0, "C.1"), of(built, 1, "B.1")
    plan = solve(built.model).moves
    assert set(plan) == {head, link}
    assert needs_first(built.model, plan) == {link: head}


def test_in_an_exchange_each_waits_for_the_other() -> None:
    posts = [post("A.1", 1, 1), post("B.1", 1, 1)]
    wishes = [pair(0, "B.1", wished=True), pair(1, "A.1", wished=True)]
    exchange = build(City(posts, people("A.1", "B.1"), wishes), Asked(frozenset()), LAW)
    plan = solve(exchange.model).moves
    one, other = plan
    assert needs_first(exchange.model, plan) == {one: other, other: one}
    assert dependants({one: other, other: one}, {one}) == {other: one}


def test_what_waits_through_others_falls_too() -> None:
    assert dependants({2: 1, 3: 2, 4: 3, 6: 5}, {1}) == {2: 1, 3: 2, 4: 3}
    assert dependants({2: 1}, {2}) == {}


def test_with_the_first_of_a_chain_the_rest_falls(built: Built) -> None:
    head, link = of(built, 0, "C.1"), of(built, 1, "B.1")
    fallen = falls_with(built.model, [head, link], {head})
    assert (fallen.moves, fallen.breaches) == ((link,), ())


def test_with_the_last_of_a_chain_a_critical_post_and_a_floor_would_break(built: Built) -> None:
    head, link = of(built, 0, "C.1"), of(built, 1, "B.1")
    fallen = falls_with(built.model, [head, link], {link})
    assert fallen.moves == ()
    assert fallen.breaches == ((Limit(LOW, "B.1"), -1, 0), (Limit(FLOOR, "B"), 0, 1))


def test_another_may_take_a_link_and_the_plan_is_worth_what_it_is_then(built: Built) -> None:
    """2 fits a tenth worse, which is worth 0.01 less."""
    best = solve(built.model)
    found = adjusted(built.model, best.moves, add=[of(built, 2, "B.1")], drop=[of(built, 1, "B.1")])
    assert set(found.moves) == {of(built, 0, "C.1"), of(built, 2, "B.1")}
    assert (found.breaches, found.objective) == ((), (best.objective or 0) - 10_000)
    kept = by_hand(found, best.bound or 0)
    assert (kept.objective, kept.bound, kept.status) == (found.objective, best.bound, BY_HAND)


def test_whoever_gets_another_move_loses_his_own(built: Built) -> None:
    plan = [of(built, 0, "C.1"), of(built, 2, "B.1")]
    found = adjusted(built.model, plan, add=[of(built, 2, "C.1")])
    assert set(found.moves) == {of(built, 0, "C.1"), of(built, 2, "C.1")}


def test_an_adjustment_that_breaks_limits_is_told_at_once_and_not_taken(built: Built) -> None:
    best = solve(built.model)
    found = adjusted(built.model, best.moves, add=[of(built, 2, "C.1")])
    assert found.breaches == ((Limit(HIGH, "C.1"), 2, 1),)
    assert found.objective is None
    with pytest.raises(ValueError, match="a plan must keep every limit"):
        by_hand(found, best.bound or 0)


def test_a_floor_that_breaks_leaves_a_worth(built: Built) -> None:
    strict = replace(built.model, units=tuple(unit._replace(floor=99) for unit in built.model.units))
    found = adjusted(strict, solve(built.model).moves)
    assert {breach.limit.kind for breach in found.breaches} == {FLOOR}
    assert found.objective == solve(built.model).objective


def test_the_last_word_about_a_move_or_a_person_counts(built: Built) -> None:
    one, other = of(built, 2, "B.1"), of(built, 2, "C.1")
    terms = with_terms(built.model, Terms(), force=[one])
    assert (terms.forced, terms.excluded) == ({one}, set())
    terms = with_terms(built.model, terms, force=[other])
    assert (terms.forced, terms.excluded) == ({other}, set())
    terms = with_terms(built.model, terms, exclude=[other, one])
    assert (terms.forced, terms.excluded) == (set(), {one, other})
    terms = with_terms(built.model, terms, force=[one])
    assert (terms.forced, terms.excluded) == ({one}, {other})
