"""Searches for a plan at the counter: begun, found, cancelled, and told apart from those that nobody looks after."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from tests.stories.town import Town, at, found
from tests.workflow.staffing.analysing import analyse
from workflow.database import reading
from workflow.planning import plans, searches
from workflow.planning.model import UNLIMITED, Limits
from workflow.planning.searches import Request
from workflow.planning.solution import OPTIMAL
from workflow.tables import needs, plan_searches
from workflow.tables import plans as kept

DAY = date(2024, 3, 5)
NOON = at(DAY, 12)


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def begun(town: Town, limits: Limits = UNLIMITED) -> str:
    analyse(town, DAY)
    with reading(town.engine) as connection:
        open_needs = tuple(connection.scalars(select(needs.c.id)))
    return searches.begin(town.engine, town.account["maslan"], Request(open_needs, limits, 60.0), NOON).token


def looked_after(town: Town, token: str) -> searches.Search:
    search = searches.find(town.engine, token, NOON)
    assert search is not None
    return search


def test_a_search_finds_and_keeps_a_plan(town: Town) -> None:
    token = begun(town, Limits(moves=1))
    waiting = looked_after(town, token)
    assert (waiting.state, waiting.plan, waiting.ended) == ("searching", None, False)
    assert waiting.request.limits == Limits(moves=1)
    searches.run(town.engine, token, lambda: NOON)
    over = looked_after(town, token)
    assert (over.state, over.ended) == ("found", True)
    with reading(town.engine) as connection:
        plan = plans.get(connection, over.plan or 0)
        assert (plan.account_id, plan.status) == (town.account["maslan"], OPTIMAL)
        assert len(plans.moves_of(connection, plan.id)) == 1


def test_a_search_that_was_cancelled_keeps_nothing(town: Town) -> None:
    token = begun(town)
    searches.cancel(town.engine, token, town.account["sutan"])
    assert looked_after(town, token).state == "searching", "somebody else's search is not his to cancel"
    searches.cancel(town.engine, token, town.account["maslan"])
    searches.run(town.engine, token, lambda: NOON)
    assert looked_after(town, token).state == "cancelled"
    with reading(town.engine) as connection:
        assert connection.scalar(select(kept.c.id)) is None


def test_a_search_is_cancelled_while_it_looks(town: Town) -> None:
    """The clock moves on by two seconds at each look; after the third somebody cancels."""
    token = begun(town)
    looks = 0

    def clock() -> object:
        nonlocal looks
        looks += 1
        if looks == 4:
            searches.cancel(town.engine, token, town.account["maslan"])
        return NOON + timedelta(seconds=2 * looks)

    searches.run(town.engine, token, clock)  # type: ignore[arg-type]  # a moment, told as an object
    assert looked_after(town, token).state == "cancelled"
    with reading(town.engine) as connection:
        assert connection.scalar(select(kept.c.id)) is None


def test_nothing_to_move_is_no_plan(town: Town) -> None:
    token = begun(town, Limits(moves=0))
    searches.run(town.engine, token, lambda: NOON)
    assert looked_after(town, token).state == "none"


def test_a_search_that_is_not_heard_of_was_interrupted(town: Town) -> None:
    token = begun(town)
    later = searches.find(town.engine, token, NOON + timedelta(minutes=3))
    assert later is not None
    assert later.state == "interrupted"
    assert searches.find(town.engine, "unknown", NOON) is None


def test_a_search_that_breaks_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    token = begun(town)
    monkeypatch.setattr(plans, "keep", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        searches.run(town.engine, token, lambda: NOON)
    assert looked_after(town, token).state == "failed"


def test_a_second_click_gets_the_search_that_goes_on(town: Town) -> None:
    token = begun(town)
    search = looked_after(town, token)
    again = searches.begin(town.engine, town.account["maslan"], search.request, NOON + timedelta(minutes=1))
    assert again == (token, False)
    of_another = searches.begin(town.engine, town.account["yusnita"], search.request, NOON)
    later = searches.begin(town.engine, town.account["maslan"], search.request, NOON + timedelta(minutes=3))
    assert (of_another.new, later.new) == (True, True)
    assert len({token, of_another.token, later.token}) == 3


def test_old_searches_are_forgotten(town: Town) -> None:
    token = begun(town)
    searches.begin(town.engine, town.account["maslan"], Request((), UNLIMITED), NOON + timedelta(days=31))
    with reading(town.engine) as connection:
        assert connection.scalar(select(plan_searches.c.id).where(plan_searches.c.token == token)) is None
