"""How a search begins and ends: with terms, on time, cancelled, without a solver, and never believed unchecked."""

import json
import subprocess
import sys
from random import Random

import pytest

from tests.workflow.planning.cities import LAW, pair, people, post
from workflow.planning import checking, program, searching
from workflow.planning.building import Asked, Built, City, build
from workflow.planning.columns import Numbers
from workflow.planning.model import FLOOR, HIGH, HOURS, LOW, MOVES, OUT, PERSON, Limit, Limits, Model, Move, Post, Unit
from workflow.planning.solution import BEST, CANCELLED, INFEASIBLE, OPTIMAL, TIME_LIMIT, Progress, Terms
from workflow.planning.solving import Doubtful, NoSolver, solve


def two_for_one() -> Built:
    """Two people may fill one slot; the second fits better."""
    city = City([post("A.1", 0, 2), post("B.1", 1, 0)], people("A.1", "A.1"), [pair(0, "B.1"), pair(1, "B.1", 700_000)])
    return build(city, Asked(frozenset({"B.1"})), LAW)


def of(built: Built, number: int) -> int:
    """Give the id of the move of a person of `two_for_one`."""
    return next(move.id for move in built.model.moves if move.nip.endswith(str(number)))


def crowd(**limits: int) -> Model:
    """Give a city whose relaxation leaves moves half made: hours of training are short."""
    chance = Random(7)  # noqa: S311  # the same crowd every time
    posts = [post("A.1", 0, 60), *(post(f"B.{number}", 2, 0, criticality="1/2") for number in range(20))]
    pairs = [
        pair(number, f"B.{to}", chance.randrange(1_000_000), hours=chance.choice([7, 11, 13, 31]))
        for number in range(60)
        for to in chance.sample(range(20), 6)
    ]
    city = City(posts, people(*["A.1"] * 60), pairs)
    return build(city, Asked(frozenset(each.post for each in posts[1:]), Limits(**limits)), LAW).model


def test_terms_are_kept() -> None:
    built = two_for_one()
    first, second = of(built, 0), of(built, 1)
    assert solve(built.model).moves == (second,)
    assert solve(built.model, Terms(forced=frozenset({first}))).moves == (first,)
    assert solve(built.model, Terms(excluded=frozenset({second}))).moves == (first,)
    assert solve(built.model, Terms(excluded=frozenset({first, second}))).moves == ()


def test_terms_that_cannot_be_kept_have_no_plan() -> None:
    found = solve(two_for_one().model, Terms(forced=frozenset({1, 2})))
    assert (found.status, found.moves, found.objective, found.bound, found.gap) == (INFEASIBLE, (), None, None, None)


def test_a_move_that_was_left_out_at_first_joins_if_the_terms_need_it() -> None:
    """0 goes to B only if somebody follows him; those who may are not among the best to A."""
    posts = [post("A.1", 1, 1), post("B.1", 1, 0), post("C.1", 0, 2)]
    pairs = [pair(0, "B.1", gates=9), pair(1, "A.1", 100_000), pair(2, "A.1", 900_000)]
    built = build(City(posts, people("A.1", "C.1", "C.1"), pairs), Asked(frozenset({"B.1"})), LAW)
    forced, follower, better = (of(built, number) for number in range(3))
    terms = Terms(forced=frozenset({forced}), excluded=frozenset({better}), best=1)
    assert set(solve(built.model, terms).moves) == {forced, follower}


def test_terms_about_a_move_that_nobody_offered_are_an_error() -> None:
    with pytest.raises(KeyError):
        solve(two_for_one().model, Terms(forced=frozenset({3})))


def test_without_moves_nothing_is_the_best() -> None:
    found = solve(build(City([post("A.1", 1, 0)], [], []), Asked(frozenset({"A.1"})), LAW).model)
    assert (found.moves, found.objective, found.bound, found.gap, found.status) == ((), 0, 0, 0.0, OPTIMAL)


@pytest.mark.parametrize("best", [1, 3, 1000])
def test_whole_moves_are_found_where_the_relaxation_halves_them(best: int) -> None:
    model = crowd(hours=150, moves=12)
    found = solve(model, Terms(best=best))
    assert (found.status, found.gap) == (OPTIMAL, 0.0)
    assert found.objective == solve(model, Terms(best=len(model.moves))).objective
    assert not program.are_whole(_relaxed(model))


def _relaxed(model: Model) -> Numbers:
    relaxed = program.Program(model)
    relaxed.run(seconds=60)
    return relaxed.taken()


def test_when_there_is_no_time_a_plan_that_keeps_the_limits_is_given_with_its_gap() -> None:
    model = crowd(hours=150, moves=12)
    found = solve(model, Terms(seconds=0))
    best = solve(model).objective
    assert found.status == TIME_LIMIT
    assert found.objective is not None
    assert found.bound is not None
    assert best is not None
    assert 0 < found.objective <= best <= found.bound
    assert found.gap == (found.bound - found.objective) / found.bound
    assert not checking.breaches(model, found.moves)


def test_when_the_time_is_over_before_all_are_priced_the_plan_is_of_the_best_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = crowd()
    monkeypatch.setattr(program.Program, "run", _once(program.Program.run))
    found = solve(model, Terms(best=1))
    assert found.status == BEST.format(1)
    monkeypatch.undo()
    best = solve(model)
    assert found.objective is not None
    assert found.bound is not None
    assert best.objective is not None
    assert found.objective < best.objective <= found.bound


def _once(run: object) -> object:
    """Give a solver that has time for one relaxation only."""
    times: list[int] = []

    def once(self: program.Program, seconds: float, ask: object = None) -> None:
        run(self, 0.0 if times else seconds, ask)  # type: ignore[operator]  # the method it replaces
        times.append(1)

    return once


def test_a_search_tells_how_far_it_is_and_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_PAUSE", 0.0)
    told: list[Progress] = []

    def watch(progress: Progress) -> bool:
        told.append(progress)
        return len(told) >= 3

    model = crowd(hours=150, moves=12)
    found = solve(model, watch=watch)
    assert found.status == CANCELLED
    assert len(told) >= 3
    assert [each.seconds for each in told] == sorted(each.seconds for each in told)
    assert not checking.breaches(model, found.moves)


def test_a_search_that_is_watched_finds_the_same() -> None:
    model = crowd(hours=150, moves=12)
    assert solve(model, watch=lambda _: False).moves == solve(model).moves


def test_what_the_solver_says_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    built = two_for_one()
    for moves, bound in (((1, 2), 320_000), ((of(built, 1),), 320_001), ((of(built, 1),), 319_999)):
        found = searching.Found(moves, bound, OPTIMAL)
        monkeypatch.setattr(searching.Search, "found", lambda _, found=found: found)
        with pytest.raises(Doubtful):
            solve(built.model)


def test_without_the_solver_planning_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    for name in ("columns", "program", "searching"):
        monkeypatch.delitem(sys.modules, f"workflow.planning.{name}", raising=False)
    with pytest.raises(NoSolver, match="install the extra `planner`"):
        solve(two_for_one().model)


def test_the_solver_prints_nothing() -> None:
    """What goes to the standard output is for another program."""
    script = "from tests.workflow.planning.test_solving import crowd, solve; solve(crowd(hours=150))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("", "")


def test_one_release_finds_one_plan() -> None:
    script = (
        "import json; from tests.workflow.planning.test_solving import crowd, solve;"
        "print(json.dumps(solve(crowd(hours=150, moves=12)).moves))"
    )
    told = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert json.loads(told[0]) == json.loads(told[1]) == list(solve(crowd(hours=150, moves=12)).moves)


def test_a_post_that_nobody_may_leave_pulls_a_follower_as_far_as_leaving_it_would_pay() -> None:
    """0 would fill a slot of 0.45, less 0.10 for his move, if somebody came after him to the critical post of B."""
    posts = [post("B.1", 1, 1, critical=True), post("C.1", 2, 1, criticality="1")]
    built = build(City(posts, people("B.1"), [pair(0, "C.1")]), Asked(frozenset({"C.1"})), LAW)
    found = solve(built.model)
    assert found.moves == ()
    assert found.pulls == {"B.1": pytest.approx(350_000, abs=1)}


def test_a_post_with_one_too_many_pulls_nobody() -> None:
    built = two_for_one()
    assert all(pull <= 1 for pull in solve(built.model).pulls.values())


BROKEN = Model(
    posts=(
        Post("A.1", "A", 2, 2, -1, 0, (100,)),
        Post("B.1", "B", 0, 1, 0, 1, (500,)),
    ),
    moves=(
        Move(1, "a", "A.1", "A", "B.1", "B", 0, 5),
        Move(2, "b", "A.1", "A", "B.1", "B", 0, 5),
        Move(3, "b", "A.1", "A", "B.1", "B", 0, None),
    ),
    units=(Unit("A", 1), Unit("B", 0)),
    limits=Limits(moves=1, hours=9, out_of_unit=1),
)


def test_a_plan_is_told_every_limit_that_it_breaks() -> None:
    assert checking.breaches(BROKEN, [1]) == []
    assert checking.breaches(BROKEN, [1, 2]) == [
        (Limit(LOW, "A.1"), -2, -1),
        (Limit(HIGH, "B.1"), 2, 1),
        (Limit(FLOOR, "A"), 0, 1),
        (Limit(MOVES), 2, 1),
        (Limit(HOURS), 10, 9),
        (Limit(OUT, "A"), 2, 1),
    ]
    assert (Limit(PERSON, "b"), 2, 1) in checking.breaches(BROKEN, [2, 3])
    with pytest.raises(ValueError, match=r"post A\.1 ends at -2, of -1 to 0"):
        checking.objective(BROKEN, [1, 2])
    assert checking.objective(BROKEN, [1]) == 400
