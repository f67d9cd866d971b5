"""The demonstration shows every state, turn and office, and all of it came about through acts of its past."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from policies.case import Case, Line
from policies.dates import add_months
from policies.loading import current
from tests import databases
from workflow import ledger
from workflow.accounts.demonstration import is_demonstration, offers
from workflow.audit.verify import verify
from workflow.database import connect, reading
from workflow.demo import load
from workflow.demo.cast import PLAYERS
from workflow.ledger import Ledger
from workflow.lists import inbox
from workflow.organisation.calendar import CITY_ZONE, calendar, city_day
from workflow.organisation.loading import NotEmpty
from workflow.queries import Readable
from workflow.staffing import needs as needs_
from workflow.staffing import runs as runs_
from workflow.tables import accounts, cells, entries, needs, posts, private_values, runs, transfers, workload
from workflow.viewers import viewer

TODAY = date(2026, 11, 24)
OTHER_DAYS = (date(2027, 2, 15), date(2028, 2, 29), date(2029, 12, 31))

# One worker tells the past, and looks at it in every test here.
pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(600), pytest.mark.xdist_group("demonstration")]


class Told:
    """A demonstration that was told, and its cases as their ledgers have them."""

    def __init__(self, engine: Engine, today: date) -> None:
        self.engine = engine
        self.today = today

    @cached_property
    def ledgers(self) -> dict[str, Ledger]:
        with reading(self.engine) as connection:
            rows = connection.execute(select(transfers.c.id, transfers.c.case_number)).all()
            return {row.case_number: ledger.read(connection, row.id) for row in rows}

    @property
    def cases(self) -> list[Case]:
        return [each.case for each in self.ledgers.values()]

    @cached_property
    def acts(self) -> list[Any]:
        with reading(self.engine) as connection:
            return list(connection.execute(select(entries).order_by(entries.c.id)).all())

    def lines(self, step: str) -> list[Line]:
        return [line for each in self.ledgers.values() for line in each.lines if line.step == step]

    def histories(self) -> Iterator[list[str]]:
        """Give the steps of each case, one after the other."""
        for each in self.ledgers.values():
            yield [line.step for line in each.lines]


def _tell(folder: Path, today: date) -> Told:
    with databases.fresh_database("sqlite", folder) as url:
        engine = connect(url)
        load(engine, today)
        return Told(engine, today)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    found = _tell(tmp_path_factory.mktemp("demonstration"), TODAY)
    yield found
    found.engine.dispose()


def _enough_in_every_state(told: Told) -> None:
    states = Counter(case.state for case in told.cases)
    for state in current().states.values():
        assert states[state.name] >= (3 if state.closed else 5), state.name


def _in_order_and_past(told: Told) -> None:
    """Acts follow one another in time over the whole city, on working days, in office hours, before the day itself."""
    assert all(before.at <= after.at for before, after in pairwise(told.acts))
    assert all(act.at < datetime.combine(told.today, time(0), CITY_ZONE) for act in told.acts)
    with reading(told.engine) as connection:
        days = calendar(connection)
        for act in told.acts:
            at = act.at.astimezone(CITY_ZONE)
            assert days.works(at.date()), at
            assert 8 <= at.hour < 16, at


def _nothing_to_fault(told: Told) -> None:
    report = verify(told.engine)
    assert (report.faults, report.doubts) == ([], [])
    assert report.transfers == len(told.ledgers)


def test_every_state_is_shown_often_enough(told: Told) -> None:
    _enough_in_every_state(told)
    assert 90 <= len(told.cases) <= 105


def test_every_act_lies_in_the_past_and_in_order(told: Told) -> None:
    _in_order_and_past(told)


def test_the_verification_finds_nothing(told: Told) -> None:
    _nothing_to_fault(told)


@pytest.mark.parametrize("today", OTHER_DAYS, ids=str)
def test_it_can_be_told_on_any_day(today: date, tmp_path: Path) -> None:
    other = _tell(tmp_path, today)
    _enough_in_every_state(other)
    _in_order_and_past(other)
    _nothing_to_fault(other)
    other.engine.dispose()


def test_the_same_day_tells_the_same(told: Told, tmp_path: Path) -> None:
    again = _tell(tmp_path, TODAY)
    assert [(a.step, a.at, a.account_id, a.employee_id, a.new_post_id) for a in again.acts] == [
        (a.step, a.at, a.account_id, a.employee_id, a.new_post_id) for a in told.acts
    ]
    again.engine.dispose()


def test_a_return_and_a_second_proposal(told: Told) -> None:
    assert any(
        steps.count("propose") == 2 and steps.index("return") < len(steps) - steps[::-1].index("propose")
        for steps in told.histories()
        if "return" in steps
    )


def test_a_recusal_a_void_ballot_and_a_tie_with_its_second_ballot(told: Told) -> None:
    histories = list(told.histories())
    assert any("recuse" in steps for steps in histories)
    assert any("void-ballot" in steps and steps.count("open-ballot") == 2 for steps in histories)
    outcomes = [
        [line.values["outcome"] for line in each.lines if line.step == "close-ballot"] for each in told.ledgers.values()
    ]
    assert ["tie", "carried"] in outcomes


def test_an_objection_overruled_an_objection_heard_and_a_silence(told: Told) -> None:
    objected = {line.values["answer"] for line in told.lines("donor-answer")}
    assert objected == {"consents", "objects"}
    endings = {case.state for case in told.cases if case.donor == "objects"}
    assert "rejected" in endings
    assert endings & {"executed", "evaluated_3_months", "evaluated_6_months"}
    assert told.lines("record-silence")


def test_waived_gates_by_both_offices_and_gates_that_wait(told: Told) -> None:
    waivers = told.lines("waive-gate")
    assert {line.role for line in waivers} == {"ppk", "head_bkpsdm"}
    assert len(waivers) >= 5
    waiting = {gate for case in told.cases if case.state == "proposed" for gate in case.open_gates}
    assert waiting >= {"R-TEN-01", "R-DIS-01", "R-DON-01", "R-DON-03"}


def test_two_people_change_places(told: Told) -> None:
    moves = {(case.old_post, case.new_post) for case in told.cases if "execute" in case.dates}
    assert any((there, here) in moves for here, there in moves)


def test_deputies_for_an_absent_mayor_and_for_a_chair_in_conflict(told: Told) -> None:
    deputies = {(act.role, act.step) for act in told.acts if act.for_account_id is not None}
    assert ("ppk", "sign-decree") in deputies
    assert deputies >= {("committee_chair", "close-ballot"), ("committee_chair", "recommend")}


def test_a_postponed_training_a_failed_course_and_a_late_evaluation(told: Told) -> None:
    assert any(
        line.step == "complete-training" and line.state == "executed" for line in told.lines("complete-training")
    )
    assert {line.values["result"] for line in told.lines("complete-training")} == {"passed", "failed"}
    assert any(line.verdicts["R-EVL-01b"] == "warned" for line in told.lines("evaluate-3"))
    assert told.lines("postpone-training")


def test_corrections_of_a_number_and_of_a_day(told: Told) -> None:
    assert {line.values["document"] for line in told.lines("correct")} == {"sign-decree", "execute"}


def test_own_requests_name_their_letters(told: Told) -> None:
    requests = [line for line in told.lines("propose") if line.values["kind"] == "INTRA_REQ"]
    assert len(requests) >= 4
    assert all(line.values["letter_on"] < line.on for line in requests)


def test_endings_without_evaluation_have_different_causes(told: Told) -> None:
    assert {line.values["cause"] for line in told.lines("close-unevaluated")} >= {
        "dead",
        "departed",
        "retired",
        "moved",
    }


def test_ballots_are_open_at_every_stage(told: Told) -> None:
    open_ones = [case.ballot for case in told.cases if case.ballot_status == "open"]
    cast = {(len(ballot.votes), len(ballot.eligible)) for ballot in open_ones if ballot}
    assert (5, 7) in cast
    assert any(votes == eligible for votes, eligible in cast)
    assert any(votes <= 2 for votes, _eligible in cast)
    assert {case.ballot_status for case in told.cases if case.state == "proposed"} >= {"carried", "lost", "tie", "open"}


def test_something_waits_for_everybody_who_acts(told: Told) -> None:
    with reading(told.engine) as connection:
        number = {row.user_name: row.id for row in connection.execute(select(accounts.c.user_name, accounts.c.id))}
        waiting = {}
        for player in PLAYERS:
            who = viewer(connection, number[player.key], TODAY)
            assert who is not None
            found = inbox(Readable(connection, who, TODAY))
            waiting[player.key] = [*found.mine, *found.role]
        offered = {offer.user_name for offer in offers(connection)}
    assert {name for name in offered if not waiting[name]} == {"administrator", "auditor"}
    overdue = [task for tasks in waiting.values() for task in tasks if task.row.due_on and task.row.due_on < TODAY]
    assert len({task.step.name for task in overdue}) >= 5


def _runs(told: Told, horizon: int) -> list[Any]:
    with reading(told.engine) as connection:
        return list(connection.execute(select(runs).where(runs.c.horizon == horizon).order_by(runs.c.id)))


def test_the_clock_ran_the_analysis_every_quarter_and_last_of_all_today(told: Told) -> None:
    clock = [run for run in _runs(told, 12) if run.origin == "clock"]
    assert [run.as_of for run in clock] == [add_months(TODAY, -months) for months in (9, 6, 3, 0)]
    assert all(city_day(run.made_at) == run.as_of == run.registers_on for run in clock)
    assert all(run.account_id is None for run in clock)


def test_one_run_was_wrong_and_the_need_that_only_it_opened_is_closed(told: Told) -> None:
    (wrong, right) = (run for run in _runs(told, 12) if run.as_of == add_months(TODAY, -6))
    assert (right.replaces_id, right.origin) == (wrong.id, "hand")
    assert right.reason
    assert right.account_id is not None
    with reading(told.engine) as connection:
        closed = connection.execute(select(needs).where(needs.c.closing == needs_.IN_ERROR)).all()
    assert [(need.opened_by, need.closed_by) for need in closed] == [(wrong.id, right.id)]


def test_one_run_looked_further_ahead(told: Told) -> None:
    (far,) = _runs(told, 36)
    assert far.account_id is not None


def test_needs_open_and_close_from_run_to_run(told: Told) -> None:
    with reading(told.engine) as connection:
        found = connection.execute(select(needs)).all()
        newest = runs_.newest(connection, 12)
        listed = needs_.listed(connection, newest)
    closed = {need.closed_on for need in found if need.closing == needs_.MET}
    opened = {need.opened_on for need in found}
    assert opened == {add_months(TODAY, -months) for months in (9, 6, 3, 0)}
    assert len(closed) >= 2
    assert len(listed) > 100
    assert len({need.gap_since for need in listed}) >= 3
    assert any(need.gap != need.run_gap for need in listed)
    assert any(day > TODAY for need in listed for day in need.open_from)


def test_the_outskirts_need_people_most(told: Told) -> None:
    with reading(told.engine) as connection:
        first = needs_.listed(connection, runs_.newest(connection, 12))[:20]
    assert sum(need.outlying for need in first) >= 15


def test_a_road_needs_people_for_a_time_and_the_runs_before_it_do_not_know_of_it(told: Told) -> None:
    with reading(told.engine) as connection:
        query = (
            select(cells.c.need_temporary, cells.c.temporary_until, runs.c.as_of, posts.c.code)
            .join(runs, runs.c.id == cells.c.run_id)
            .join(posts, posts.c.id == cells.c.post_id)
            .where(posts.c.code.in_(["PUPR-TJJ-PERTAMA", "PUPR-TEKNISI"]), runs.c.origin == "clock")
        )
        found = {(row.code, row.as_of): row for row in connection.execute(query)}
        declared = connection.execute(select(workload).where(workload.c.document.is_not(None))).all()
    assert len(declared) == 2
    for code in ("PUPR-TJJ-PERTAMA", "PUPR-TEKNISI"):
        assert found[code, add_months(TODAY, -6)].need_temporary == 0
        assert found[code, TODAY].need_temporary == 1
        assert found[code, TODAY].temporary_until > add_months(TODAY, 12)


def test_what_the_law_warns_of_is_justified(told: Told) -> None:
    warned = [line for line in told.lines("propose") if "warned" in line.verdicts.values()]
    assert warned
    with reading(told.engine) as connection:
        written = connection.scalars(
            select(private_values.c.value).where(private_values.c.field == "justification")
        ).all()
    assert len(written) >= len(warned)


def test_what_officials_write_is_finished(told: Told) -> None:
    with reading(told.engine) as connection:
        texts = connection.scalars(select(private_values.c.value)).all()
    assert not [text for text in texts if "{post}" in text or "{unit}" in text or "{donor}" in text or "None" in text]


def test_it_is_marked_and_cannot_be_loaded_over(told: Told) -> None:
    with reading(told.engine) as connection:
        assert is_demonstration(connection)
    with pytest.raises(NotEmpty):
        load(told.engine, TODAY)
    with closing(sqlite3.connect(str(told.engine.url.database))) as connection:
        (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    assert count == len(told.acts)
