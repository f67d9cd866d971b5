"""Every row of the table of refusals, acted out; and no rule of any step without its row."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from policies.judging import judge
from policies.loading import current
from policies.model import Procedure
from policies.reading import Sight
from policies.verdicts import Result, Verdict
from tests.policies.known import Known
from tests.policies.known import moment as a_moment
from tests.stories.hearing import last
from tests.stories.refusals import AGREED, BARRED, REFUSALS, Barred, Refusal
from tests.stories.situations import DAY, FIRST_ROUND, Situation, answered, executed
from tests.stories.town import Town, at
from web.wording import unmet_words
from workflow.answers import NotReadable, Refused
from workflow.database import reading
from workflow.forms import Invalid
from workflow.ledger import SEEN
from workflow.tables import absences, delegations, discipline, metadata, relatives, security_events

SITUATIONS = list(dict.fromkeys(row.situation for row in REFUSALS))
# What the rows themselves change in the registers, and what a refused act is meant to leave behind.
CHANGED = {relatives, absences, discipline, delegations, security_events}


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: str(each.__name__))
def test_what_is_wrong_is_refused_and_said(town: Town, situation: Situation) -> None:
    case = situation(town)
    before, events = everything(town), refusals_noted(town)
    rows = [row for row in REFUSALS if row.situation is situation and not row.gate]
    for row in rows:
        with ExitStack() as stack:
            for change in row.meanwhile:
                stack.enter_context(change(town))
            with pytest.raises(Refused) as caught:
                town.act(row.actor, row.step, row.day, case, row.filled_in)
        assert row.rule in caught.value.grounds, (row.step, row.wrong)
        result = next(each for each in caught.value.results if each.rule == row.rule)
        assert said(result, row) == row.says, (row.step, row.wrong)
        events.append((row.step, town.account[row.actor]))
        assert refusals_noted(town) == events
    assert everything(town) == before


@pytest.mark.parametrize("row", [row for row in REFUSALS if row.gate], ids=lambda row: str(row.rule))
def test_a_proposal_records_what_is_wrong_as_an_open_gate(town: Town, row: Refusal) -> None:
    case = row.situation(town)
    with ExitStack() as stack:
        for change in row.meanwhile:
            stack.enter_context(change(town))
        town.act(row.actor, row.step, row.day, case, row.filled_in)
    assert case is not None
    assert last(town, case, row.step).verdicts[row.rule] == Verdict.OPEN
    assert row.rule in town.case(case).open_gates
    seen = town.lines(case).private[-1][SEEN][row.rule]
    assert said(Result(row.rule, Verdict.OPEN, seen), row) == row.says


@pytest.mark.parametrize("row", BARRED, ids=lambda row: f"{row.step}: {row.rule}")
def test_behind_an_earlier_check_the_rule_would_refuse_too(row: Barred) -> None:
    facts = Known(step=row.step, moment=at(a_moment().date()), **row.facts)
    results = judge(current(), current().steps[row.step], facts)
    assert next(result for result in results if result.rule == row.rule).verdict == Verdict.NOT_MET


def test_the_form_refuses_a_ballot_that_would_close_in_the_past(town: Town) -> None:
    case = answered(town)
    with pytest.raises(Invalid) as caught:
        town.act("irwan", "open-ballot", at(DAY), case, {"closes_at": at(DAY, 8)})
    assert set(caught.value.errors) == {"closes_at"}


def test_without_a_decree_there_is_no_secretary(town: Town) -> None:
    case = answered(town)
    after_the_term = date(2027, 1, 4)
    with pytest.raises(NotReadable):
        town.act("irwan", "open-ballot", after_the_term, case, {"closes_at": at(date(2027, 1, 6))})


def test_family_is_no_peer(town: Town) -> None:
    case = executed(town)
    town.related("marwan", "nurhamidah")
    with pytest.raises(NotReadable):
        town.act("marwan", "give-feedback", FIRST_ROUND, case, {})


def said(result: Result, row: Refusal) -> str:
    """Say what the person reads."""
    words = unmet_words(current().rules[result.rule], result, Sight(frozenset(), 0), row.day)
    return words.replace("\u00a0", " ")  # dates do not break at the end of a line


def everything(town: Town) -> dict[str, list[Any]]:
    """Read all that a refused act must leave as it was."""
    with reading(town.engine) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
            if table not in CHANGED
        }


def refusals_noted(town: Town) -> list[tuple[str | None, int | None]]:
    """Read the security events of refusals, in their order, as step and account."""
    query = select(security_events.c.step, security_events.c.account_id).where(security_events.c.kind == "refused")
    with reading(town.engine) as connection:
        return [(row.step, row.account_id) for row in connection.execute(query.order_by(security_events.c.id))]


# -- nothing is missing ----------------------------------------------------------------------------------------------


def pairs(procedure: Procedure) -> set[tuple[str, str]]:
    """Give every step with every rule that it names."""
    return {(step.name, rule) for step in procedure.steps.values() for rule in step.provided}


def told(rows: Iterable[Refusal | Barred]) -> set[tuple[str, str]]:
    """Give every step and rule that rows speak of."""
    return {(row.step, row.rule) for row in rows}


def test_every_rule_of_every_step_has_its_row() -> None:
    missing = pairs(current()) - told(REFUSALS) - told(BARRED)
    assert missing == set(), "add a row to tests/stories/refusals.py"
    assert told(REFUSALS) | told(BARRED) == pairs(current()), "these rows speak of rules that the step does not name"
    assert told(REFUSALS) & told(BARRED) == set()


def test_the_law_asks_for_nothing_less_than_was_agreed() -> None:
    agreed = {(step, rule) for step, rules in AGREED.items() for rule in rules.split()}
    assert agreed - pairs(current()) == set()
    assert set(AGREED) == set(current().steps)


@pytest.mark.parametrize("step", current().steps)
def test_a_rule_added_to_a_step_would_be_missed(step: str) -> None:
    """The completeness test can fail: of any rule that a step did not name before, it asks for a row."""
    strange = next(rule for rule in current().rules if (step, rule) not in pairs(current()))
    more = replace(current().steps[step], provided=(*current().steps[step].provided, strange))
    widened = replace(current(), steps={**current().steps, step: more})
    assert pairs(widened) - told(REFUSALS) - told(BARRED) == {(step, strange)}
