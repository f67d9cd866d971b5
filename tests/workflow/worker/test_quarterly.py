"""The run that every quarter begins with: on its first working day, once, and not where somebody was earlier."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, select

from tests.stories.town import Town, at, found
from workflow.audit.verify import verify
from workflow.database import connect, reading
from workflow.organisation.calendar import calendar
from workflow.staffing import runs as analysis
from workflow.tables import register_events, runs
from workflow.worker import jobs
from workflow.worker.quarterly import due, quarter

NAME = "quarterly-needs-run"
MONDAY = date(2024, 7, 1)
WORKERS = 4


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def made(town: Town) -> Sequence[Any]:
    """Give the runs that are kept."""
    with reading(town.engine) as connection:
        return connection.execute(select(runs).order_by(runs.c.id)).all()


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2024, 1, 1), date(2024, 1, 1)),
        (date(2024, 3, 31), date(2024, 1, 1)),
        (date(2024, 4, 1), date(2024, 4, 1)),
        (date(2024, 12, 31), date(2024, 10, 1)),
    ],
)
def test_a_quarter_is_three_months_from_january(day: date, begins: date) -> None:
    assert quarter(day, 3) == begins


def test_its_first_working_day_is_no_holiday_and_no_day_of_the_city_s_own(town: Town) -> None:
    town.rest(date(2024, 4, 1))
    with reading(town.engine) as connection:
        days = calendar(connection)
        assert due(date(2024, 1, 1), days) == date(2024, 1, 2)  # New Year
        assert due(date(2024, 4, 1), days) == date(2024, 4, 2)  # the city's own
        assert due(date(2024, 6, 1), days) == date(2024, 6, 3)  # a Saturday, on which Pancasila is remembered besides
        assert due(MONDAY, days) == MONDAY


def test_on_that_day_one_run_is_made_by_nobody_and_recorded(town: Town) -> None:
    assert jobs.once(town.engine, at(MONDAY)) == [NAME]
    (run,) = made(town)
    assert (run.as_of, run.horizon, run.origin, run.account_id) == (MONDAY, 12, "clock", None)
    with reading(town.engine) as connection:
        kinds = connection.scalars(select(register_events.c.kind).where(register_events.c.account_id.is_(None))).all()
    assert list(kinds) == [analysis.RUN]
    assert jobs.once(town.engine, at(date(2024, 7, 2))) == []
    assert jobs.once(town.engine, at(date(2024, 9, 30))) == []
    assert jobs.once(town.engine, at(date(2024, 10, 1))) == [NAME]
    assert verify(town.engine).faults == []


def test_before_that_day_nothing_is_done(town: Town) -> None:
    assert jobs.once(town.engine, at(MONDAY)) == [NAME]
    town.rest(date(2024, 10, 1))
    assert jobs.once(town.engine, at(date(2024, 10, 1))) == []
    assert jobs.once(town.engine, at(date(2024, 10, 2))) == [NAME]


def test_a_worker_that_slept_makes_up_for_it_once(town: Town) -> None:
    assert jobs.once(town.engine, at(date(2024, 8, 20))) == [NAME]
    assert jobs.once(town.engine, at(date(2024, 8, 21))) == []
    assert [run.as_of for run in made(town)] == [date(2024, 8, 20)]


def test_who_was_earlier_by_hand_is_enough(town: Town) -> None:
    analysis.make(town.engine, analysis.Asked(MONDAY), town.account["maslan"], at(MONDAY, 8))
    assert jobs.once(town.engine, at(MONDAY)) == []
    assert len(made(town)) == 1


def test_a_run_of_another_horizon_is_not(town: Town) -> None:
    analysis.make(town.engine, analysis.Asked(MONDAY, 24), town.account["maslan"], at(MONDAY, 8))
    assert jobs.once(town.engine, at(MONDAY)) == [NAME]


def test_however_many_workers_look_at_once_one_run_is_made(town: Town, database_url: str) -> None:
    together = Barrier(WORKERS)

    def look(_number: int) -> list[str]:
        engine = connect(database_url)
        try:
            together.wait(timeout=10)
            return jobs.once(engine, at(MONDAY))
        finally:
            engine.dispose()

    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(look, range(WORKERS)))
    assert sorted(done, key=len) == [[]] * (WORKERS - 1) + [[NAME]]
    assert len(made(town)) == 1
