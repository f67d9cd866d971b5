"""A plan of a chain of three: a clerk for the office of transport, one for her place, and one for the place after that.

Marwan goes from the health centre to Perhubungan, Lamhot from the hospital to Marwan's place, and Wulan, who holds no
post, to Lamhot's. Neither unit could spare its only clerk by itself.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from tests.databases import as_owner
from tests.stories import telling
from tests.stories.hearing import grounds, last
from tests.stories.town import Town, at, found
from tests.workflow.ledger_rows import plain
from tests.workflow.staffing.analysing import analyse
from tests.workflow.staffing.test_verified import GUARDS
from workflow.answers import Refused
from workflow.audit.report import PLANS
from workflow.audit.verify import verify
from workflow.database import reading
from workflow.planning import plans
from workflow.planning.batch import AlreadyProposed, Batch, NotProposed, days_for, send
from workflow.planning.inputs import inputs
from workflow.planning.making import Wanted, make
from workflow.planning.stored import stored
from workflow.staffing import needs, runs
from workflow.tables import entries, plan_proposals, transfers

MONDAY = date(2024, 3, 4)
TUESDAY = MONDAY + timedelta(1)
WEDNESDAY = MONDAY + timedelta(2)
APRIL = date(2024, 4, 1)
CHAIN = {"marwan": "KLERK-HUB", "lamhot": "KLERK-PKM", "wulan": "KLERK-RSUD"}
SIMILAR = "Ketiganya juru administrasi; tugasnya sama di ketiga unit."


@pytest.fixture
def town(engine: Engine) -> Town:
    town = found(engine)
    town.change("wulan", post_id=None, post_since=None)
    return town


@pytest.fixture
def plan(town: Town) -> int:
    """Plan for the clerk whom Perhubungan lacks, with these three moves."""
    run = analyse(town, MONDAY)
    with reading(town.engine) as connection:
        newest = runs.get(connection, run)
        chosen = [need for need in needs.listed(connection, newest) if need.post == "KLERK-HUB"]
        forced = [(str(town.register(who)["nip"]), post) for who, post in CHAIN.items()]
        draft = make(inputs(connection, newest, chosen, at(MONDAY)), Wanted(forced=forced))
    return plans.keep(town.engine, draft, town.account["maslan"], at(MONDAY))


def numbers(town: Town, plan: int) -> dict[str, int]:
    """Give the numbers of the moves by the user names of the people."""
    users = {employee: user for user, employee in town.employee.items()}
    with reading(town.engine) as connection:
        return {users[move.employee_id]: move.number for move in plans.moves_of(connection, plan)}


def proposed(town: Town, plan: int, key: str = "batch", **more: Any) -> dict[str, str]:
    """Propose the whole plan, and give the numbers of the cases by user names."""
    given: dict[str, Any] = {"reason": "Kekosongan di Perhubungan.", "justification": SIMILAR, "no_conflict": "yes"}
    days = dict.fromkeys(numbers(town, plan).values(), APRIL.isoformat())
    batch = Batch(plan, town.account["maslan"], key, days=days, **{**given, **more})
    cases = [receipt.case_number for receipt in send(town.engine, batch, at(MONDAY))]
    return dict(zip(sorted(numbers(town, plan), key=numbers(town, plan).__getitem__), cases, strict=True))


def heard(town: Town, cases: Mapping[str, str]) -> None:
    telling.consented(town, cases["marwan"], TUESDAY, who="masdalena")
    telling.consented(town, cases["lamhot"], TUESDAY, who="parlindungan")


def voted(town: Town, case: str, against: tuple[str, ...] = ()) -> None:
    """Vote on a case on Tuesday and close the ballot."""
    telling.opened(town, case, TUESDAY)
    telling.voted(town, case, TUESDAY, against)
    town.act("baginda", "close-ballot", TUESDAY, case)


def test_the_whole_plan_is_proposed_and_each_case_says_whose_place_it_takes(town: Town, plan: int) -> None:
    cases = proposed(town, plan)
    told = {who: town.case(case) for who, case in cases.items()}
    assert {who: (each.state, each.plan) for who, each in told.items()} == dict.fromkeys(CHAIN, ("proposed", plan))
    with reading(town.engine) as connection:
        number = dict(connection.execute(select(transfers.c.id, transfers.c.case_number)).all())
    first = {who: number.get(each.needs_first) for who, each in told.items()}
    assert first == {"marwan": None, "lamhot": cases["marwan"], "wulan": cases["lamhot"]}


def test_what_a_unit_cannot_spare_alone_it_can_where_somebody_follows(town: Town, plan: int) -> None:
    cases = proposed(town, plan)
    for who in ("marwan", "lamhot"):
        verdicts = last(town, cases[who], "propose").verdicts
        assert (verdicts["R-DON-01"], verdicts["R-NED-01b"]) == ("met", "met")
    alone = telling.needed(town, MONDAY, "KLERK-HUB")
    town.act("maslan", "withdraw", MONDAY, cases["marwan"], {"reason": "Diulang."})
    telling.propose(town, alone, MONDAY, APRIL, employee="marwan", who="maslan", justification=SIMILAR)
    assert last(town, alone, "propose").verdicts["R-DON-01"] == "open"
    assert town.case(alone).plan is None


def test_the_chain_to_its_end(town: Town, plan: int) -> None:
    cases = proposed(town, plan)
    heard(town, cases)
    for case in cases.values():
        voted(town, case)
    for case in cases.values():
        telling.recommended(town, case, TUESDAY)
    for case in cases.values():
        telling.trained(town, case, WEDNESDAY)
        telling.decreed(town, case, WEDNESDAY, APRIL)
    for who, head in (("marwan", "zulkifli"), ("lamhot", "masdalena"), ("wulan", "parlindungan")):
        telling.executed(town, cases[who], APRIL, who=head)
    assert {who: town.register(who)["post_id"] for who in CHAIN} == {who: town.post[at_] for who, at_ in CHAIN.items()}
    assert verify(town.engine).faults == []
    run = analyse(town, APRIL)
    with reading(town.engine) as connection:
        open_posts = {need.post for need in needs.listed(connection, runs.get(connection, run))}
    assert not open_posts & {"KLERK-HUB", "KLERK-PKM", "KLERK-RSUD"}


def test_the_middle_link_is_rejected(town: Town, plan: int) -> None:
    """The committee keeps Lamhot: Wulan finds her place taken, and the health centre cannot spare Marwan."""
    cases = proposed(town, plan)
    heard(town, cases)
    voted(town, cases["marwan"])
    voted(town, cases["lamhot"], against=telling.MEMBERS[:5])
    voted(town, cases["wulan"])
    town.act("baginda", "reject", TUESDAY, cases["lamhot"], {"reason": "Tetap di rumah sakit."})
    number = numbers(town, plan)
    with reading(town.engine) as connection:
        assert plans.blocked(plans.moves_of(connection, plan)) == {number["wulan"]: number["lamhot"]}
    minutes = {"number": "12/BA/2024", "on": TUESDAY}
    assert grounds(town, "baginda", "recommend", at(TUESDAY, 15), cases["wulan"], minutes) == ["R-NED-01c"]
    assert grounds(town, "baginda", "recommend", at(TUESDAY, 15), cases["marwan"], minutes) == ["R-DON-01"]


def test_a_later_link_is_not_recommended_before_the_committee_lets_the_first_go(town: Town, plan: int) -> None:
    cases = proposed(town, plan)
    heard(town, cases)
    voted(town, cases["wulan"])
    minutes = {"number": "12/BA/2024", "on": TUESDAY}
    assert grounds(town, "baginda", "recommend", at(TUESDAY, 15), cases["wulan"], minutes) == ["R-NED-01c"]
    voted(town, cases["lamhot"])
    telling.recommended(town, cases["wulan"], TUESDAY)
    assert town.case(cases["wulan"]).state == "reviewed"


def test_one_move_refused_is_no_move_proposed(town: Town, plan: int) -> None:
    """Without a word on units that are unlike, no link of the chain is proposed, and no case is left behind."""
    with pytest.raises(NotProposed) as no:
        proposed(town, plan, justification="")
    assert isinstance(no.value.error, Refused)
    assert "R-DON-04" in no.value.error.grounds
    with reading(town.engine) as connection:
        assert connection.scalar(select(func.count()).select_from(entries)) == 0
        assert connection.scalar(select(func.count()).select_from(plan_proposals)) == 0
    assert len(proposed(town, plan, key="again")) == 3


def test_twice_the_same_form_is_once(town: Town, plan: int) -> None:
    assert proposed(town, plan) == proposed(town, plan)
    with pytest.raises(AlreadyProposed):
        proposed(town, plan, key="other")
    with reading(town.engine) as connection:
        assert connection.scalar(select(func.count()).select_from(transfers)) == 3


def test_nobody_follows_before_the_place_is_free(town: Town, plan: int) -> None:
    with reading(town.engine) as connection:
        days = days_for(connection, plan, TUESDAY)
    assert set(days.values()) == {WEDNESDAY}


def test_another_candidate_on_the_case_of_a_plan_is_in_no_plan(town: Town, plan: int) -> None:
    cases = proposed(town, plan)
    town.act("irwan", "return", TUESDAY, cases["marwan"], {"reason": "Calon lain."})
    town.act("maslan", "withdraw", TUESDAY, cases["wulan"], {"reason": "Wulan ke Perhubungan saja."})
    telling.propose(town, cases["marwan"], TUESDAY, APRIL, employee="wulan", who="maslan", justification=SIMILAR)
    told = town.case(cases["marwan"])
    assert (told.plan, told.needs_first) == (None, None)


@pytest.mark.parametrize(
    ("table", "change", "found"),
    [
        ("plan_moves", "UPDATE plan_moves SET post_id = from_post_id WHERE number = 1", ("event", PLANS, 1)),
        ("plan_proposals", "DELETE FROM plan_proposals WHERE number = 2", ("columns", "MUT-2024-0002", None)),
        ("plan_moves", "UPDATE plan_moves SET value = value + 1 WHERE number = 2", ("event", PLANS, 1)),
    ],
)
def test_a_plan_that_was_changed_behind_the_guards_is_found(
    town: Town, plan: int, database_url: str, table: str, change: str, found: tuple[str, str, int | None]
) -> None:
    proposed(town, plan)
    assert verify(town.engine).faults == []
    for statement in GUARDS[town.engine.dialect.name][0].format(table=table).split("; "):
        plain(as_owner(database_url), statement)
    plain(as_owner(database_url), change)
    assert found in [(fault.kind, fault.where, fault.number) for fault in verify(town.engine).faults]


def test_a_plan_is_read_again_with_its_model(town: Town, plan: int) -> None:
    with reading(town.engine) as connection:
        kept = stored(connection, plan)
        posts = {kept.built.model.move[move].post for move in kept.moves}
    assert posts == set(CHAIN.values())
    assert kept.terms.forced == set(kept.moves)
    assert kept.solution.objective == kept.plan.objective
