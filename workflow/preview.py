"""An act as it would be judged, without writing anything: what a check-your-answers page shows before it is sent.

The act itself asks everything again under its locks, so a preview promises nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.case import Case, after
from policies.judging import judge
from policies.model import Step
from policies.verdicts import Result
from policies.waiting import awaited, due_on
from workflow.cases import OpenCase
from workflow.effects import Effect, effect
from workflow.forms import Given
from workflow.organisation.calendar import city_day
from workflow.scenes import Attempt, Scene


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
    scene = _scene(opened, step, given, seen)
    scene.stand_on_ground()
    actor = scene.actor()
    line = scene.line(actor, scene.values, {})
    facts = scene.facts(actor, after(opened.case, line))
    results = judge(opened.procedure, step, facts)
    then = after(opened.case, line._replace(verdicts={result.rule: str(result.verdict) for result in results}))
    marks = awaited(opened.procedure, then, scene.today)
    due = due_on(opened.procedure, then, marks, facts.calendar.add, city_day)
    return Preview(step, scene.form, then, results, effect(facts), marks, due)


def _scene(opened: OpenCase, step: Step, given: Given, seen: int) -> Scene:
    """Set the scene of the act on what was read to show the case; a preview uses no key up."""
    attempt = Attempt(opened.who.account, step.name, opened.case_number, given, key="", seen=seen)
    return Scene(
        opened.connection,
        opened.procedure,
        step,
        attempt,
        opened.who,
        opened.moment,
        transfer=int(opened.head["id"]),
        case_number=opened.case_number,
        ledger=opened.ledger,
    )
