"""What a plan says for itself: why not that move, what a limit costs, which limits clash, who envies whom."""

from hypothesis import HealthCheck, assume, given, settings

from tests.workflow.planning import every_plan
from tests.workflow.planning.cities import LAW, cities, nip, pair, people, post
from workflow.planning import checking
from workflow.planning.building import Asked, Built, City, Law, build
from workflow.planning.explaining import (
    Difference,
    Envy,
    Price,
    clash,
    difference,
    envies,
    loosened,
    prices,
    why_not,
    with_only,
)
from workflow.planning.model import FLOOR, HIGH, HOURS, LOW, MOVES, OUT, PERSON, Limit, Limits
from workflow.planning.solution import INFEASIBLE, Terms
from workflow.planning.solving import solve

SMALL = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# A unit of ten that may give one, a critical post with one holder, and two slots.
POSTS = [
    post("A.1", 9, 9),
    post("A.2", 1, 1, critical=True),
    post("B.1", 1, 0, criticality="1"),
    post("C.1", 1, 0),
]
PAIRS = [pair(0, "B.1"), pair(1, "B.1", 600_000, gates=1), pair(1, "C.1"), pair(2, "C.1", 900_000)]


def asked(limits: Limits | None = None) -> Built:
    city = City(POSTS, people("A.1", "A.1", "A.2"), PAIRS)
    return build(city, Asked(frozenset({"B.1", "C.1"}), limits or Limits()), LAW)


def of(built: Built, number: int, code: str) -> int:
    return next(move.id for move in built.model.moves if (move.nip, move.post) == (nip(number), code))


def test_a_move_of_the_plan_needs_no_reason() -> None:
    built = asked()
    found = solve(built.model)
    assert found.moves == (of(built, 0, "B.1"),)
    assert why_not(built, found, found.moves[0]) == why_not(built, found, found.moves[0]).__class__()


def test_why_not_somebody_else_says_what_he_would_cost_part_by_part() -> None:
    """1 fits a tenth better, which is worth 0.01, and needs a gate, which costs 0.05."""
    built = asked()
    answer = why_not(built, solve(built.model), of(built, 1, "B.1"))
    assert answer.instead is not None
    assert answer.instead.moves == (of(built, 1, "B.1"),)
    assert answer.difference == Difference(slots=0, fit=-10_000, gates=50_000, warnings=0, wish=0, move=0)


def test_why_not_a_move_that_a_limit_forbids_names_the_limit() -> None:
    """2 holds a critical post alone."""
    built = asked()
    answer = why_not(built, solve(built.model), of(built, 2, "C.1"))
    assert (answer.clash, answer.instead) == ((Limit(LOW, "A.2"),), None)


def test_limits_that_clash_are_named_and_no_other() -> None:
    built = asked(Limits(moves=5))
    both = Terms(forced=frozenset({of(built, 0, "B.1"), of(built, 1, "C.1")}))
    assert clash(built.model, both) == [Limit(FLOOR, "A")]
    for limits, kind in ((Limits(moves=1), MOVES), (Limits(out_of_unit=1), OUT)):
        loose = asked(limits)
        found = clash(loosened(loose.model, Limit(FLOOR, "A")), both)
        assert found == [Limit(kind)]
    two_to_one = Terms(forced=frozenset({of(built, 0, "B.1"), of(built, 1, "B.1")}))
    assert clash(loosened(built.model, Limit(FLOOR, "A")), two_to_one) == [Limit(HIGH, "B.1")]


def test_who_cannot_be_in_two_places_is_named() -> None:
    built = asked()
    twice = Terms(forced=frozenset({of(built, 1, "B.1"), of(built, 1, "C.1")}))
    assert clash(built.model, twice) == [Limit(PERSON, nip(1))]


def test_terms_that_can_be_kept_clash_with_nothing() -> None:
    built = asked()
    assert clash(built.model, Terms(forced=frozenset({of(built, 0, "B.1")}))) == []


def test_a_limit_has_the_price_of_what_it_keeps_from_being_done() -> None:
    """With one more out of A, 1 fills C, worth 0.40; A.1 opens a second slot, worth 2/9 of it; the move costs 0.10."""
    built = asked()
    floor = Price(Limit(FLOOR, "A"), 400_000 - 88_889 - 100_000)
    low = Price(Limit(LOW, "A.2"), 0)  # the floor holds 2 as well
    assert prices(built, solve(built.model)) == [floor, low]
    limited = asked(Limits(moves=2, hours=0))
    assert prices(limited, solve(limited.model)) == [Price(Limit(MOVES), 0), Price(Limit(HOURS), 0), floor, low]
    one = asked(Limits(moves=1))
    assert prices(one, solve(one.model)) == [Price(Limit(MOVES), 0), Price(Limit(FLOOR, "A"), 0), low]


def test_the_last_holder_of_a_critical_post_has_a_price() -> None:
    """The slot that would be filled is worth 0.40 + 0.25, the only one of A.1 0.40, the move 0.10."""
    posts = [post("A.1", 1, 1, critical=True), post("A.2", 19, 19), post("B.1", 1, 0, criticality="1")]
    city = City(posts, people("A.1"), [pair(0, "B.1")])
    built = build(city, Asked(frozenset({"B.1"})), LAW)
    found = solve(built.model)
    assert found.moves == ()
    assert prices(built, found) == [Price(Limit(LOW, "A.1"), 150_000)]


def test_hours_have_a_price_though_the_plan_leaves_some_over() -> None:
    """Seven are needed and six are left: with one more the slot of B is filled."""
    city = City([post("A.1", 0, 1), post("B.1", 1, 0)], people("A.1"), [pair(0, "B.1", hours=7)])
    built = build(city, Asked(frozenset({"B.1"}), Limits(hours=6)), LAW)
    assert prices(built, solve(built.model)) == [Price(Limit(HOURS), 300_000)]


def test_who_would_rather_have_had_the_move_of_another_is_named_once() -> None:
    """0 and 1 both asked for B; 1 fits worse. 2 goes to C and would not rather be anywhere else."""
    posts = [post("A.1", 0, 3), post("B.1", 1, 0), post("C.1", 1, 0)]
    pairs = [pair(0, "B.1", 900_000, wished=True), pair(1, "B.1", 700_000, wished=True), pair(2, "C.1", 600_000)]
    built = build(City(posts, people(*["A.1"] * 3), pairs), Asked(frozenset({"B.1", "C.1"})), LAW)
    plan = solve(built.model).moves
    assert len(plan) == 2
    assert envies(built.model, plan) == [Envy(nip(1), of(built, 0, "B.1"), 70_000)]


@SMALL
@given(cities())
def test_a_price_is_what_the_looser_model_gains(asking: tuple[City, Asked, Law]) -> None:
    built = build(*asking)
    found = solve(built.model)
    last = built.last_slots()
    for limit, gain in prices(built, found, Terms(best=1)):
        looser = solve(loosened(built.model, limit, last.get(limit.at or "", 0)))
        assert (looser.objective or 0) - (found.objective or 0) == gain


@SMALL
@given(cities())
def test_a_clash_is_one_and_no_limit_of_it_is_too_many(asking: tuple[City, Asked, Law]) -> None:
    built = build(*asking)
    forced = frozenset(range(1, min(3, len(built.model.moves)) + 1))
    terms = Terms(forced=forced)
    assume(len({built.model.move[number].nip for number in forced}) == len(forced))
    found = clash(built.model, terms)
    plans = [set(plan) for plan in every_plan.plans(asking[0], asking[1])]
    possible = any(
        {built.pairs[number - 1] for number in forced} <= plan and every_plan.keeps(asking[0], tuple(plan), *asking[1:])
        for plan in plans
    )
    assert bool(found) != possible
    kept = {limit: with_only(built.model, frozenset(found) - {limit}) for limit in found}
    assert all(solve(model, terms).status != INFEASIBLE for model in kept.values())
    assert not found or solve(with_only(built.model, frozenset(found)), terms).status == INFEASIBLE


@SMALL
@given(cities())
def test_a_difference_sums_to_that_of_the_objectives(asking: tuple[City, Asked, Law]) -> None:
    built = build(*asking)
    best = solve(built.model)
    for move in built.model.moves:
        answer = why_not(built, best, move.id)
        if answer.difference is not None and answer.instead is not None:
            assert sum(answer.difference) == (best.objective or 0) - (answer.instead.objective or 0) >= 0
            assert not checking.breaches(built.model, answer.instead.moves)
        elif answer.clash:
            assert solve(built.model, Terms(forced=frozenset({move.id}))).status == INFEASIBLE
        else:
            assert move.id in best.moves
    assert sum(difference(built, best.moves, ())) == best.objective
