"""Any sequence of acts by anybody: the ledger alone gives the heads and the posts, and a refused act leaves no more
than the event that tells of it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, Engine, select

from policies.case import Case
from policies.loading import current
from policies.waiting import step_of
from tests import databases
from tests.stories import telling
from tests.stories.town import Town, at, found
from tests.workflow.ledger_rows import everything
from tests.workflow.plausible import CANDIDATES, LIKELY, POSTS, Form, forms
from workflow import ledger
from workflow.acts import Attempt, perform
from workflow.answers import KeyReused, NotReadable, Overtaken, Receipt, Refused
from workflow.audit.verify import verify
from workflow.database import connect, reading, writing
from workflow.forms import Invalid
from workflow.organisation.registers.corrections import correct_employee
from workflow.register import record_load
from workflow.tables import employees, entries, history, transfers

# Each of these leaves an event; a form that is badly filled in leaves nothing.
TOLD = (KeyReused, NotReadable, Overtaken, Refused)
PAUSES = [timedelta(minutes=1), timedelta(hours=3), timedelta(days=1), timedelta(days=9), timedelta(days=40)]
OFFICIALS = ("baginda", "halomoan", "irwan", "masdalena", "parlindungan", "sahala")
MONDAY, TUESDAY, APRIL = date(2024, 3, 4), date(2024, 3, 5), date(2024, 4, 1)
# How far the first case has come already, step by step.
STAGES: tuple[Callable[[Town, str], None], ...] = (
    lambda town, case: telling.consented(town, case, TUESDAY),
    lambda town, case: telling.opened(town, case, TUESDAY),
    lambda town, case: telling.voted(town, case, TUESDAY, against=("gunawan",), abstain=("burhan",)),
    lambda town, case: town.act("baginda", "close-ballot", TUESDAY, case) and None,
    lambda town, case: telling.recommended(town, case, TUESDAY),
    lambda town, case: telling.trained(town, case, TUESDAY),
    lambda town, case: telling.decreed(town, case, TUESDAY, APRIL),
    lambda town, case: telling.sworn(town, case, TUESDAY),
    lambda town, case: telling.executed(town, case, APRIL),
    lambda town, case: telling.evaluated(town, case, date(2024, 7, 1), "evaluate-3"),
)
LOADED = at(date(2024, 1, 1))


class Years(RuleBasedStateMachine):
    """Some years in the town, on a database of its own."""

    def __init__(self, founded: tuple[str, Town], folder: Path) -> None:
        super().__init__()
        url, town = founded
        self.end = ExitStack()
        self.url = self.end.enter_context(databases.copied_database(url, folder))
        self.engine = connect(self.url)
        self.end.callback(self.engine.dispose)
        self.town = replace(town, engine=self.engine, keys=count(1))
        self.posts_at_first = _posts(self.engine)
        self.cases: list[str] = []
        self.sent: list[tuple[Attempt, Receipt]] = []
        self.moment = LOADED

    def teardown(self) -> None:
        """Whatever was done, it verifies."""
        report = verify(self.engine)
        self.end.close()
        assert [finding.sentence("en") for finding in report.faults + report.doubts] == []

    # -- what people do ---------------------------------------------------------------------------------------

    @initialize(stage=st.integers(0, len(STAGES)))
    def begin_with_a_case_under_way(self, stage: int) -> None:
        case = telling.proposed(self.town, MONDAY, APRIL)
        for tell in STAGES[:stage]:
            tell(self.town, case)
        self.cases.append(case)
        self.moment = self.town.lines(case).lines[-1].at

    @rule(data=st.data())
    def record_a_need(self, data: st.DataObject) -> None:
        receipt = self._attempt(data, "identify", None, Case())
        if receipt is not None and not receipt.repeated:
            self.cases.append(receipt.case_number)

    @rule(data=st.data())
    def do_what_is_waited_for(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.cases))
        for mark in (self.town.head(number)["awaits"] or "").split():
            step = step_of(mark)
            for who in LIKELY[step]:
                self._attempt(data, step, number, self.town.case(number), who)

    @rule(data=st.data())
    def wait_until_it_is_due(self, data: st.DataObject) -> None:
        due = self.town.head(data.draw(st.sampled_from(self.cases)))["due_on"]
        if due is not None:
            self.moment = max(self.moment, at(due))

    @rule(data=st.data())
    def do_something(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.cases))
        case, law = self.town.case(number), current()
        near = [step.name for step in law.steps_from(case.state)] or list(law.steps)
        step = data.draw(st.one_of(st.sampled_from(near), st.sampled_from(near), st.sampled_from(list(law.steps))))
        self._attempt(data, step, None if step == "identify" else number, case)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def send_a_form_again(self, data: st.DataObject) -> None:
        attempt, first = data.draw(st.sampled_from(self.sent))
        before = everything(self.url)
        try:
            assert perform(self.engine, attempt, self.moment) == replace(first, repeated=True)
        except NotReadable:  # who has lost sight of the case is told nothing, not even this
            before.pop("security_events")
        after = everything(self.url)
        assert {table: after[table] for table in before} == before

    @rule(pause=st.sampled_from(PAUSES))
    def let_time_pass(self, pause: timedelta) -> None:
        self.moment += pause

    @rule(what=st.sampled_from(["family", "leave", "need", "retirement"]), data=st.data())
    def let_something_befall_them(self, what: str, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(OFFICIALS))
        today = self.moment.date()
        if what == "family" and (other := data.draw(st.sampled_from(CANDIDATES))) != who:
            self.town.related(other, who)
        elif what == "leave":
            self.town.absent(who, today, today + timedelta(days=20))
        elif what == "need":
            self.town.need(data.draw(st.sampled_from(POSTS)), data.draw(st.sampled_from([0, 1, 3, 9])))
        elif what == "retirement" and who in self.town.employee and self.town.register(who)["standing"] == "AKTIF":
            form = {"employee": str(self.town.employee[who]), "standing": "PENSIUN", "since": today.isoformat()}
            keeper = self.town.account["halomoan"]
            correct_employee(self.engine, keeper, self.moment, {**form, "decree": "9", "reason": "BUP"})

    # -- what always holds ------------------------------------------------------------------------------------

    @invariant()
    def the_ledger_gives_the_heads(self) -> None:
        with reading(self.engine) as connection:
            for head in connection.execute(select(transfers)).all():
                assert _told(head) == _folded(ledger.read(connection, head.id).case)

    @invariant()
    def the_ledger_gives_the_posts(self) -> None:
        posts = dict(self.posts_at_first)
        with reading(self.engine) as connection:
            for case in _executed(connection):
                assert posts[case.employee] == case.old_post
                posts[case.employee] = case.new_post
            query = select(history.c.employee_id, history.c.post_id).where(history.c.until.is_(None))
            for employee, post in connection.execute(query).all():
                assert posts[employee] == post
        assert _posts(self.engine) == posts

    # -- attempts ---------------------------------------------------------------------------------------------

    def _attempt(
        self, data: st.DataObject, step: str, number: str | None, case: Case, who: str | None = None
    ) -> Receipt | None:
        """Let somebody attempt a step, see that all or nothing happens, and give the receipt if there is one."""
        if who is None:
            likely = st.sampled_from(LIKELY[step])
            who = data.draw(st.one_of(likely, likely, st.sampled_from(sorted(self.town.account))))
        self.moment += timedelta(seconds=1)
        form: Form = data.draw(forms(step, case, self.moment))
        typed = {name: self.town.typed(value) for name, value in form.items()}
        seen = data.draw(st.sampled_from([case.number] * 5 + [case.ground, case.number + 1]))
        attempt = Attempt(self.town.account[who], step, number, typed, f"key-{next(self.town.keys)}", seen)
        before = everything(self.url)
        try:
            receipt = perform(self.engine, attempt, self.moment)
        except (*TOLD, Invalid) as answer:
            self._left_nothing(before, events=int(not isinstance(answer, Invalid)))
            return None
        self._left_one_line(before, receipt)
        self.sent.append((attempt, receipt))
        return receipt

    def _left_nothing(self, before: dict[str, Any], events: int) -> None:
        after = everything(self.url)
        assert len(after.pop("security_events")) == len(before.pop("security_events")) + events
        assert after == before

    def _left_one_line(self, before: dict[str, Any], receipt: Receipt) -> None:
        after = everything(self.url)
        assert not receipt.repeated
        assert len(after["entries"]) == len(before["entries"]) + 1
        assert after["security_events"] == before["security_events"]
        assert self.town.case(receipt.case_number).number == receipt.number


def _posts(engine: Engine) -> dict[int, int | None]:
    with reading(engine) as connection:
        return {row.id: row.post_id for row in connection.execute(select(employees.c.id, employees.c.post_id))}


def _told(head: Any) -> tuple[object, ...]:
    """Give what the head says, as the database keeps it."""
    return (
        head.state,
        head.number,
        head.ground,
        head.ballot,
        head.kind,
        head.employee_id,
        (head.old_post_id, head.new_post_id),
        (head.donor_unit_id, head.receiving_unit_id),
        (head.planned_on, head.decreed_on),
        head.binds_employee,
    )


def _folded(case: Case) -> tuple[object, ...]:
    """Give what it should say, from nothing but the lines."""
    decree = case.documents.get("sign-decree")
    return (
        case.state,
        case.number,
        case.ground,
        case.ballot_status,
        case.kind,
        case.employee,
        (case.old_post, case.new_post),
        (case.donor_unit, case.receiving_unit),
        (case.planned_on, decree.on if decree else None),
        case.state in {"proposed", "reviewed", "training_assigned"},
    )


def _executed(connection: Connection) -> Iterator[Case]:
    """Go through the cases whose employee has moved, in the order of their moves."""
    query = select(entries.c.transfer_id).where(entries.c.step == "execute").order_by(entries.c.id)
    for transfer in connection.scalars(query).all():
        yield ledger.read(connection, transfer).case


# -- the two databases --------------------------------------------------------------------------------------------


@pytest.fixture(params=[pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in databases.KINDS])
def founded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, tuple[str, Town]]]:
    """Found the town once, with its register recorded as loaded; each run works on a copy of it."""
    with databases.fresh_database(request.param, tmp_path) as url:
        engine = connect(url)
        town = found(engine)
        with writing(engine) as connection:
            rows = connection.execute(select(employees).order_by(employees.c.id)).all()
            record_load(connection, None, LOADED, [(row.id, row.post_id, row.standing) for row in rows])
        engine.dispose()
        yield request.param, (url, town)


# A copy of the town and the look at all its tables take ten times as long on PostgreSQL.
RUNS = {
    "sqlite": {"max_examples": 30, "stateful_step_count": 40},
    "postgresql": {"max_examples": 5, "stateful_step_count": 20},
}


@pytest.mark.timeout(600)
def test_the_ledger_tells_it_all(founded: tuple[str, tuple[str, Town]], tmp_path: Path) -> None:
    kind, town = founded
    years: Callable[[], Years] = partial(Years, town, tmp_path)
    run_state_machine_as_test(
        years,
        settings=settings(**RUNS[kind], suppress_health_check=list(HealthCheck)),  # time passes in the database
    )
