"""Plans that are kept: what they were found from, their moves with names, what was made of them, and what was not."""

from datetime import date, timedelta
from json import loads

import pytest
from sqlalchemy import Engine, select

from tests.stories import telling
from tests.stories.town import Town, at, found
from tests.workflow.planning.cities import LAW, post
from tests.workflow.staffing.analysing import analyse
from workflow.database import reading, writing
from workflow.planning import plans
from workflow.planning.adjusting import adjusted, by_hand, with_terms
from workflow.planning.building import Asked, Built, City, PairFacts, PersonFacts, build
from workflow.planning.draft import Basis, Draft
from workflow.planning.model import Limits
from workflow.planning.solution import BY_HAND, INFEASIBLE, OPTIMAL, Solution, Terms
from workflow.planning.solving import solve
from workflow.tables import employees, needs, posts, register_events

DAY = date(2024, 3, 5)
# The hospital has one nurse too many, an office one clerk; the health centre lacks two nurses.
POSTS = [
    post("NERS.RSUD", 7, 8)._replace(post="NERS-RSUD", unit="RSUD"),
    post("NERS.PKM", 4, 2, criticality="1")._replace(post="NERS-PKM", unit="PKM"),
    post("KLERK.PKM", 1, 1)._replace(post="KLERK-PKM", unit="PKM"),
    post("KLERK.HUB", 2, 2)._replace(post="KLERK-HUB", unit="DISHUB"),
]


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


@pytest.fixture
def basis(town: Town) -> Basis:
    run = analyse(town, DAY)
    with reading(town.engine) as connection:
        nips = {row.nip: row.id for row in connection.execute(select(employees.c.nip, employees.c.id))}
        [need] = connection.scalars(
            select(needs.c.id).join(posts, posts.c.id == needs.c.post_id).where(posts.c.code == "NERS-PKM")
        )
    return Basis(run, {"NERS-PKM": need}, town.post, nips)


def nip(town: Town, who: str) -> str:
    with reading(town.engine) as connection:
        return str(connection.scalar(select(employees.c.nip).where(employees.c.id == town.employee[who])))


@pytest.fixture
def built(town: Town) -> Built:
    """Fitri may go to the health centre; Marwan and Abdul, clerks, wish to exchange."""
    fitri, marwan, abdul = (nip(town, who) for who in ("fitri", "marwan", "abdul"))
    people = [
        PersonFacts(fitri, "NERS-RSUD", 500_000),
        PersonFacts(marwan, "KLERK-PKM", 500_000),
        PersonFacts(abdul, "KLERK-HUB", 500_000),
    ]
    pairs = [
        PairFacts(fitri, "NERS-PKM", 700_000, gates=1, warnings=1, hours=40),
        PairFacts(marwan, "KLERK-HUB", 500_000, wished=True),
        PairFacts(abdul, "KLERK-PKM", 500_000, wished=True),
    ]
    return build(City(POSTS, people, pairs), Asked(frozenset({"NERS-PKM"}), Limits(moves=5)), LAW)


def keep(town: Town, basis: Basis, built: Built, terms: Terms | None = None) -> int:
    terms = terms or Terms()
    draft = Draft(basis, built, terms, solve(built.model, terms))
    return plans.keep(town.engine, draft, town.account["maslan"], at(DAY))


def test_a_plan_is_kept_with_what_it_was_found_from(town: Town, basis: Basis, built: Built) -> None:
    number = keep(town, basis, built)
    with reading(town.engine) as connection:
        kept = plans.get(connection, number)
        assert plans.newest(connection) == [kept]
        event = connection.execute(select(register_events).where(register_events.c.kind == plans.PLAN)).one()
    assert (kept.run_id, kept.account_id, kept.made_at, kept.adjusts_id) == (
        basis.run,
        town.account["maslan"],
        at(DAY),
        None,
    )
    assert (kept.status, kept.objective, kept.bound) == (OPTIMAL, kept.objective, kept.objective)
    assert kept.solver.startswith("HiGHS 1.")
    assert kept.model == plans.digest(built.model)
    assert plans.limits_of(kept) == Limits(moves=5)
    assert plans.needs_of(kept) == [basis.needs["NERS-PKM"]]
    assert loads(kept.parameters)["law"]["plan"] == LAW.plan
    assert loads(event.bytes)["values"] | {"digest": ""} == {
        "plan": number,
        "run": basis.run,
        "moves": 3,
        "digest": "",
    }


def test_its_moves_are_read_with_names_and_parts(town: Town, basis: Basis, built: Built) -> None:
    number = keep(town, basis, built)
    with reading(town.engine) as connection:
        moves = {move.name: move for move in plans.moves_of(connection, number)}
    nurse = moves["Fitri Pohan"]
    assert (nurse.from_post, nurse.from_unit, nurse.post, nurse.unit) == ("NERS-RSUD", "RSUD", "NERS-PKM", "PKM")
    assert (nurse.need_id, nurse.hours, nurse.forced, nurse.needs_first) == (basis.needs["NERS-PKM"], 40, False, None)
    parts = [nurse.part_fit, nurse.part_gates, nurse.part_warnings, nurse.part_wish, nurse.part_move]
    assert parts == [20_000, -50_000, -20_000, 0, -100_000]
    assert sum(parts) == nurse.value
    one, other = moves["Marwan Siagian"], moves["Abdul Manurung"]
    assert (one.need_id, one.needs_first, other.needs_first) == (None, other.number, one.number)
    assert (one.transfer_id, one.state) == (None, None)


def test_terms_and_moves_are_found_again_in_a_model_built_anew(town: Town, basis: Basis, built: Built) -> None:
    fitri = next(move.id for move in built.model.moves if move.post == "NERS-PKM")
    abdul = next(move.id for move in built.model.moves if move.post == "KLERK-PKM")
    number = keep(town, basis, built, Terms(forced=frozenset({fitri}), excluded=frozenset({abdul})))
    fewer = build(
        City(POSTS, built.city.people, [pair for pair in built.pairs if pair.post != "NERS-PKM"]),
        Asked(frozenset({"NERS-PKM"})),
        LAW,
    )
    with reading(town.engine) as connection:
        kept, moves = plans.get(connection, number), plans.moves_of(connection, number)
    assert [move.forced for move in moves] == [True]
    assert plans.terms_of(kept, basis, built.model) == Terms(forced=frozenset({fitri}), excluded=frozenset({abdul}))
    again = plans.terms_of(kept, basis, fewer.model)
    assert (len(again.forced), len(again.excluded)) == (0, 1)
    assert plans.plan_in(built.model, basis, moves) == ([fitri], [])
    assert plans.plan_in(fewer.model, basis, moves) == ([], moves)


def test_an_adjusted_plan_is_another_one(town: Town, basis: Basis, built: Built) -> None:
    first = keep(town, basis, built)
    best = solve(built.model)
    drop = [move.id for move in built.model.moves if move.post.startswith("KLERK")]
    wanted = by_hand(adjusted(built.model, best.moves, drop=drop), best.bound or 0)
    terms = with_terms(built.model, Terms(), exclude=drop)
    second = plans.keep(town.engine, Draft(basis, built, terms, wanted, adjusts=first), None, at(DAY))
    with reading(town.engine) as connection:
        kept = plans.get(connection, second)
        assert len(plans.moves_of(connection, second)) == 1
        assert len(plans.moves_of(connection, first)) == 3
        assert [row.id for row in plans.newest(connection, 1)] == [second]
    assert (kept.adjusts_id, kept.account_id, kept.status, kept.solver) == (first, None, BY_HAND, BY_HAND)
    assert kept.objective < kept.bound == best.bound


def test_a_plan_that_breaks_a_limit_or_is_none_is_not_kept(town: Town, basis: Basis, built: Built) -> None:
    half = next(move.id for move in built.model.moves if move.post == "KLERK-HUB")
    for solution in (
        Solution((half,), 50_000, 50_000, 0.0, OPTIMAL),
        Solution((), None, None, 0.0, INFEASIBLE),
    ):
        with pytest.raises(ValueError, match="there is no plan to keep"):
            plans.keep(town.engine, Draft(basis, built, Terms(), solution), None, at(DAY))
    with reading(town.engine) as connection:
        assert plans.newest(connection) == []


def test_a_plan_of_no_moves_is_a_plan(town: Town, basis: Basis, built: Built) -> None:
    everything = frozenset(move.id for move in built.model.moves)
    number = keep(town, basis, built, Terms(excluded=everything))
    with reading(town.engine) as connection:
        assert plans.moves_of(connection, number) == []
        assert plans.get(connection, number).objective == 0


def test_a_link_whose_transfer_ends_early_blocks_those_that_wait(town: Town, basis: Basis, built: Built) -> None:
    number = keep(town, basis, built)
    case = telling.needed(town, DAY)
    with reading(town.engine) as connection:
        marwan, abdul = (
            next(move for move in plans.moves_of(connection, number) if move.employee_id == town.employee[who])
            for who in ("marwan", "abdul")
        )
    with writing(town.engine) as connection:
        plans.opened(connection, number, marwan.number, case)
    with reading(town.engine) as connection:
        assert plans.blocked(plans.moves_of(connection, number)) == {}
    town.act("maslan", "withdraw", DAY + timedelta(1), case, {"reason": "Tidak jadi."})
    with reading(town.engine) as connection:
        moves = plans.moves_of(connection, number)
        assert plans.blocked(moves) == {abdul.number: marwan.number}
        assert [move.case_number for move in moves if move.transfer_id] == [case]
