"""An act as it would be judged, without writing anything: what a check-your-answers page shows before it is sent.

The act itself asks everything again under its locks, so a preview promises nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policies.case import Case, Line, after
from policies.facts import Actor
from policies.judging import judge
from policies.model import Step
from policies.verdicts import Result
from policies.waiting import awaited, due_on
from workflow.answers import Overtaken, Refused
from workflow.cases import OpenCase
from workflow.effects import Effect, effect
from workflow.facts import RegisterFacts
from workflow.forms import Given, clean
from workflow.organisation.calendar import city_day
from workflow.particulars import Setting, particulars
from workflow.standing import Standing


@dataclass(frozen=True)
class Preview:
    """What an act would come to: the cleaned form, the case after it, every result, the effect, and what follows."""

    step: Step
    form: Mapping[str, Any]
    then: Case
    results: tuple[Result, ...]
    effect: Effect | None
    awaits: tuple[str, ...]
    due_on: date | None

    @property
    def refused(self) -> tuple[Result, ...]:
        """Give the results that would refuse the act."""
        return tuple(result for result in self.results if result.refuses)


def preview(opened: OpenCase, step: Step, given: Given, seen: int) -> Preview:
    """Judge a form. Raises Overtaken, Refused (no such role, or not in this state) and Invalid, as the act would."""
    _stand_on_ground(opened, step, seen)
    actor = opened.standing.as_any(step.by)
    if actor is None:
        raise Refused(step.name, no_role=True)
    if opened.case.state not in step.sources:
        raise Refused(step.name, wrong_state=opened.case.state)
    form = clean(step, given, opened.moment)
    line = _line(opened, step, actor, form)
    facts = _facts(opened, step, actor, form, after(opened.case, line))
    results = judge(opened.procedure, step, facts)
    then = after(opened.case, replace(line, verdicts={result.rule: str(result.verdict) for result in results}))
    marks = awaited(opened.procedure, then, city_day(opened.moment))
    due = due_on(opened.procedure, then, marks, opened.scene.calendar.add, city_day)
    return Preview(step, form, then, results, effect(facts), marks, due)


def _stand_on_ground(opened: OpenCase, step: Step, seen: int) -> None:
    case = opened.case
    if not (case.ground if step.concurrent else case.number) <= seen <= case.number:
        meanwhile = [line for line in opened.ledger.lines if line.number > seen]
        raise Overtaken(opened.case_number, seen, meanwhile)


def _line(opened: OpenCase, step: Step, actor: Actor, form: Mapping[str, Any]) -> Line:
    """Give the line that the act would write."""
    case = opened.case
    setting = Setting(opened.connection, opened.procedure, case, form, lambda then: _standing(opened, then))
    public, private = particulars(step.name, setting)
    number = case.number + 1
    return Line(
        number=number,
        step=step.name,
        state=case.state if step.stays else step.to,
        account=opened.who.account,
        employee=opened.who.employee,
        role=actor.role,
        at=opened.moment,
        on=city_day(opened.moment),
        values={**form, **public, **private},
        ground=number if step.ground or not step.stays else case.ground,
    )


def _standing(opened: OpenCase, then: Case) -> Standing:
    return Standing(opened.connection, opened.procedure, opened.who, then, city_day(opened.moment))


def _facts(opened: OpenCase, step: Step, actor: Actor, form: Mapping[str, Any], then: Case) -> RegisterFacts:
    return RegisterFacts(
        connection=opened.connection,
        procedure=opened.procedure,
        standing=_standing(opened, then),
        transfer=int(opened.head["id"]),
        moment=opened.moment,
        today=city_day(opened.moment),
        step=step.name,
        actor=actor,
        form=form,
        case=opened.case,
        then=then,
        calendar=opened.scene.calendar,
    )
