"""Plans made from a run and the registers of the town: who may move, what a move is worth, and what limits it."""

from collections.abc import Collection
from datetime import date

import pytest
from sqlalchemy import Engine, insert, update

from tests.stories import telling
from tests.stories.town import Town, at, found
from tests.workflow.staffing.analysing import analyse, leave
from workflow.database import reading
from workflow.planning import checking, plans
from workflow.planning.draft import Draft
from workflow.planning.inputs import OF_THE_PLAN, Inputs, inputs
from workflow.planning.making import Wanted, make
from workflow.planning.model import Limits
from workflow.planning.solution import OPTIMAL
from workflow.staffing import needs, runs
from workflow.tables import employees, requests

DAY = date(2024, 3, 5)


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def planned(town: Town, posts: Collection[str] = ("NERS-PKM",), wanted: Wanted | None = None) -> tuple[Draft, Inputs]:
    """Make a plan for the needs of some posts, by a new run."""
    run = analyse(town, DAY)
    with reading(town.engine) as connection:
        newest = runs.get(connection, run)
        chosen = [need for need in needs.listed(connection, newest) if need.post in posts]
        known = inputs(connection, newest, chosen, at(DAY))
        return make(known, wanted or Wanted()), known


def ways(town: Town, known: Inputs, post: str) -> dict[str, object]:
    """Give the pairs to a post by the user names of the people."""
    user = {number: name for name, number in town.employee.items()}
    return {user[known.basis.employees[pair.nip]]: pair for pair in known.pairs[post]}


def test_the_one_too_many_at_the_hospital_goes_to_the_health_centre(town: Town) -> None:
    """Eight nurses where seven are needed; no other unit of the town can spare anybody."""
    draft, known = planned(town)
    [move] = [draft.built.model.move[number] for number in draft.solution.moves]
    assert (move.from_post, move.post, draft.solution.status) == ("NERS-RSUD", "NERS-PKM", OPTIMAL)
    assert not checking.breaches(draft.built.model, draft.solution.moves)
    number = plans.keep(town.engine, draft, None, at(DAY))
    with reading(town.engine) as connection:
        [kept] = plans.moves_of(connection, number)
    assert (kept.post, kept.need_id, kept.value) == ("NERS-PKM", known.basis.needs["NERS-PKM"], move.value)


def test_posts_are_as_the_run_has_them(town: Town) -> None:
    draft, _ = planned(town)
    target = draft.built.model.post["NERS-PKM"]
    assert (target.unit, target.effective, target.need, target.low, target.high) == ("PKM", 2, 4, -2, 2)
    # 0.25 × 1/2 where nobody said how critical, 0.10 for the outlying unit, 0.40 × 2/4 and 1/4.
    assert target.worth[2:] == (425_000, 325_000)
    leader = draft.built.model.post["KADINKES"]
    assert (leader.low, leader.high, leader.worth) == (0, 0, ())


def test_a_present_post_is_at_no_distance_and_its_unit_is_as_full_as_it_is(town: Town) -> None:
    """Nobody knows where the units lie: there the distance is half known, here it is none; all else is equal."""
    draft, known = planned(town)
    there = ways(town, known, "NERS-PKM")["wulan"]
    here = {person.nip: person.fit for person in draft.built.city.people}[there.nip]
    assert here == there.fit + 25_000


def test_who_does_not_count_or_soon_retires_may_not_move(town: Town) -> None:
    leave(town, "wulan", "CLTN", date(2024, 1, 1), date(2026, 1, 1))
    town.write(update(employees).where(employees.c.id == town.employee["togar"]).values(birth_date=date(1966, 6, 1)))
    case = telling.needed(town, DAY, "NERS-PKM")
    telling.propose(town, case, DAY, date(2024, 6, 3), employee="saima")
    _, known = planned(town)
    may = ways(town, known, "NERS-PKM")
    assert "fitri" in may
    assert not {"wulan", "togar", "saima", "ernita"} & set(may)


def test_nobody_has_a_wish_unless_he_made_one_or_comes_back_from_far(town: Town) -> None:
    town.write(
        insert(requests).values(
            employee_id=town.employee["fitri"], made_on=date(2024, 1, 8), letter="Surat 1", unit_id=town.unit["PKM"]
        )
    )
    closed = {"made_on": date(2023, 1, 9), "letter": "Surat 2", "until": date(2023, 6, 1)}
    town.write(insert(requests).values(employee_id=town.employee["ramli"], **closed))
    draft, known = planned(town)
    wished = {who for who, pair in ways(town, known, "NERS-PKM").items() if pair.wished}
    assert wished == {"fitri"}
    [move] = [draft.built.model.move[number] for number in draft.solution.moves]
    assert draft.basis.employees[move.nip] == town.employee["fitri"]
    back = {who for who, pair in ways(town, known, "NERS-RSUD").items() if pair.wished}
    assert "ernita" in back


def test_what_the_plan_decides_as_a_whole_is_no_gate_of_a_move() -> None:
    assert {rule[:8] for rule in OF_THE_PLAN} == {"R-NED-01", "R-DON-01", "R-DON-02", "R-DON-03"}


def test_limits_and_named_moves_are_kept(town: Town) -> None:
    draft, known = planned(town, wanted=Wanted(Limits(moves=0)))
    assert (draft.solution.moves, draft.solution.objective) == ((), 0)
    draft, _ = planned_again(town, known, Wanted(Limits(hours=100)))
    assert draft.solution.moves == ()  # nobody's hours of training are known
    chosen = ways(town, known, "NERS-PKM")["ramli"].nip
    draft, _ = planned_again(town, known, Wanted(forced=[(chosen, "NERS-PKM")]))
    assert {draft.built.model.move[number].nip for number in draft.solution.moves} >= {chosen}
    draft, _ = planned_again(town, known, Wanted(excluded=[(chosen, "NERS-PKM"), ("nobody", "NERS-PKM")]))
    assert chosen not in {draft.built.model.move[number].nip for number in draft.solution.moves}


def planned_again(town: Town, known: Inputs, wanted: Wanted) -> tuple[Draft, Inputs]:
    """Make another plan for the same needs by the same run."""
    with reading(town.engine) as connection:
        again = inputs(connection, known.run, known.wanted, at(DAY))
        return make(again, wanted), again


def test_who_holds_no_post_may_move_and_brings_all_his_fit(town: Town) -> None:
    """Wulan leaves nothing, so that no unit need be filled for her."""
    town.change("wulan", post_id=None, post_since=None)
    draft, known = planned(town)
    there = ways(town, known, "NERS-PKM")["wulan"]
    [wulan] = [person for person in draft.built.city.people if person.nip == there.nip]
    assert (wulan.post, wulan.fit) == (None, 0)
    came = {draft.built.model.move[number].nip: draft.built.model.move[number] for number in draft.solution.moves}
    assert came[there.nip].from_post is None
    assert not checking.breaches(draft.built.model, draft.solution.moves)


def test_the_time_limit_counts_while_posts_are_looked_at(town: Town) -> None:
    """No time at all: no post is looked at, and the plan says that it is the best of none."""
    draft, known = planned(town, wanted=Wanted(seconds=0))
    assert (draft.solution.moves, draft.solution.status, dict(known.pairs)) == ((), "best 0", {})
