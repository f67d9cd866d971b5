"""The model of small cases, worked out by hand."""

from fractions import Fraction

import pytest

from tests.workflow.planning.cities import LAW, nip, pair, people, post
from workflow.planning.building import Asked, City, Parts, PostFacts, build, fit_in_millionths
from workflow.planning.model import Limits, Model, Move, Post, Unit


def built(*posts: PostFacts, chosen: str = "", **more: int) -> Model:
    return build(City(posts, [], []), Asked(frozenset(chosen.split()), Limits(**more)), LAW).model


def test_a_missing_slot_is_worth_the_priority_with_its_own_gap_part() -> None:
    """Four are needed, one is there: 0.25 × 1/2 + 0.10 × 1 stays, and 0.40 × 3/4, 2/4, 1/4 comes on top."""
    [only] = built(post("A.1", 4, 1, criticality="1/2", age="1"), chosen="A.1").posts
    assert only == Post("A.1", "A", 1, 4, -1, 3, (625_000, 525_000, 425_000, 325_000))


def test_who_is_more_than_needed_is_worth_nothing() -> None:
    [only] = built(post("A.1", 2, 4, criticality="1"), chosen="A.1").posts
    assert only == Post("A.1", "A", 4, 2, -4, 0, (650_000, 450_000, 0, 0))


def test_a_post_that_needs_nobody_is_worth_nothing() -> None:
    [only] = built(post("A.1", 0, 1, criticality="1", outlying="1"), chosen="A.1").posts
    assert only.worth == (0,)


def test_a_third_is_rounded_to_a_millionth_half_up() -> None:
    [only] = built(post("A.1", 3, 0), chosen="A.1").posts
    assert only.worth == (400_000, 266_667, 133_333)


@pytest.mark.parametrize(
    ("facts", "chosen", "low", "high"),
    [
        (post("A.1", 4, 1), "A.1", -1, 3),
        (post("A.1", 4, 1), "A.2", -1, 0),  # not chosen: nobody more than now
        (post("A.1", 4, 1, gap=2), "A.1", -1, 2),  # somebody is on the way
        (post("A.1", 4, 4, gap=-1), "A.1", -4, 0),
        (post("A.1", 4, 2, critical=True), "A.1", -1, 2),  # one stays
        (post("A.1", 4, 1, critical=True), "A.1", 0, 3),
        (post("A.1", 4, 0, critical=True), "A.1", 0, 4),
        (post("A.1", 4, 2)._replace(jpt=True), "A.1", 0, 0),
    ],
)
def test_the_net_of_a_post_has_limits(facts: PostFacts, chosen: str, low: int, high: int) -> None:
    posts = built(facts, post("A.2", 1, 1), chosen=chosen).posts
    assert (posts[0].low, posts[0].high, len(posts[0].worth)) == (low, high, high - low)


@pytest.mark.parametrize(
    ("need", "filled", "floor"),
    [(10, 10, 9), (10, 9, 9), (10, 8, 8), (9, 9, 9), (11, 11, 10), (20, 20, 18), (21, 21, 19), (0, 0, 0)],
)
def test_a_unit_keeps_nine_tenths_or_what_it_has(need: int, filled: int, floor: int) -> None:
    """So a unit of fewer than ten can only exchange."""
    assert built(post("A.1", need, filled), chosen="A.1").units == (Unit("A", floor),)


def test_more_people_than_needed_on_one_post_fill_no_other() -> None:
    assert built(post("A.1", 2, 9), post("A.2", 8, 1), chosen="A.1").units == (Unit("A", 3),)


def test_the_posts_of_a_unit_below_are_not_its_own() -> None:
    """Units are told apart by their codes alone, whatever lies below what."""
    units = built(post("A.1", 10, 10), post("AB.1", 10, 5), chosen="A.1 AB.1").units
    assert units == (Unit("A", 9), Unit("AB", 5))


def test_a_move_is_worth_its_fit_less_what_it_costs() -> None:
    """0.10 × (0.9 − 0.5) + 0.15 − 2 × 0.05 − 0.02 − 0.10."""
    city = City(
        [post("A.1", 1, 1), post("B.1", 1, 0)], people("A.1"), [pair(0, "B.1", 900_000, 2, 1, wished=True, hours=8)]
    )
    made = build(city, Asked(frozenset({"B.1"})), LAW)
    assert made.model.moves == (Move(1, nip(0), "A.1", "A", "B.1", "B", -30_000, 8),)
    assert made.parts(1) == Parts(fit=40_000, gates=-100_000, warnings=-20_000, wish=150_000, move=-100_000)


def test_who_has_no_post_brings_all_his_fit() -> None:
    city = City([post("B.1", 1, 0)], people(None), [pair(0, "B.1", 900_000)])
    [move] = build(city, Asked(frozenset({"B.1"})), LAW).model.moves
    assert (move.from_post, move.from_unit, move.value) == (None, None, -10_000)


def test_a_fit_counts_in_millionths() -> None:
    assert fit_in_millionths(Fraction(2, 3)) == 666_667


def test_what_cannot_be_is_no_move() -> None:
    """To the same post, to or from a leader's post, and of unknown hours where hours are limited."""
    posts = [post("A.1", 1, 1), post("B.1", 1, 1), post("C.1", 1, 1)._replace(jpt=True)]
    pairs = [pair(0, "A.1"), pair(0, "B.1", hours=None), pair(0, "C.1"), pair(1, "A.1"), pair(2, "A.1"), pair(2, "B.1")]
    city = City(posts, people("A.1", "B.1", "C.1"), pairs)
    found = {
        limits: [(move.nip, move.post) for move in build(city, Asked(frozenset(), limits), LAW).model.moves]
        for limits in (Limits(), Limits(hours=100))
    }
    assert sorted(found[Limits()]) == [(nip(0), "B.1"), (nip(1), "A.1")]
    assert found[Limits(hours=100)] == [(nip(1), "A.1")]


def test_the_model_has_every_post_of_every_unit_that_is_named_and_no_other() -> None:
    posts = [post(code, 1, 1) for code in ("D.1", "C.1", "B.2", "B.1", "A.2", "A.1")]
    city = City(posts, people("B.1"), [pair(0, "A.1")])
    model = build(city, Asked(frozenset({"C.1"})), LAW).model
    assert [each.post for each in model.posts] == ["A.1", "A.2", "B.1", "B.2", "C.1"]
    assert [each.unit for each in model.units] == ["A", "B", "C"]


def test_equal_people_stand_in_another_order_in_another_plan() -> None:
    everybody = people(*["A.1"] * 12)
    city = City([post("A.1", 12, 12), post("B.1", 1, 0)], everybody, [pair(number, "B.1") for number in range(12)])
    orders = {
        seed: tuple(move.nip for move in build(city, Asked(frozenset({"B.1"}), seed=seed), LAW).model.moves)
        for seed in "123"
    }
    assert len(set(orders.values())) == 3
    assert all(order != tuple(sorted(order)) for order in orders.values())


def test_the_last_slot_of_a_critical_post_has_a_worth_of_its_own() -> None:
    city = City([post("A.1", 2, 2, critical=True), post("A.2", 2, 2)], people("A.1"), [])
    assert build(city, Asked(frozenset({"A.1"})), LAW).last_slots() == {"A.1": 400_000}
