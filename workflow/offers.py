"""What a person could do next on a case: every step his roles could take from here, and what still stands in the way.

Asked before a form is filled in, so rules that speak only of the form are left out; the act itself asks them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from policies.case import Case
from policies.facts import Actor
from policies.judging import judge
from policies.model import Procedure, Step
from policies.verdicts import Result, Verdict
from workflow.facts import RegisterFacts
from workflow.organisation.calendar import Calendar, city_day
from workflow.standing import Standing


@dataclass(frozen=True)
class Offer:
    """A step that the person's role takes from this state: possible now, or each rule that is still unmet."""

    step: Step
    actor: Actor
    unmet: tuple[Result, ...]
    warnings: tuple[Result, ...]

    @property
    def possible(self) -> bool:
        """Say whether nothing stands in the way."""
        return not self.unmet


@dataclass(frozen=True)
class Scene:
    """What is needed to judge a step that nobody has taken yet."""

    connection: Connection
    procedure: Procedure
    standing: Standing
    case: Case
    transfer: int
    moment: datetime
    calendar: Calendar

    def facts(self, step: Step, actor: Actor, form: Mapping[str, Any]) -> RegisterFacts:
        """Give the facts of an act that has not been attempted: nothing is added to the case."""
        return RegisterFacts(
            connection=self.connection,
            procedure=self.procedure,
            standing=self.standing,
            transfer=self.transfer,
            moment=self.moment,
            today=city_day(self.moment),
            step=step.name,
            actor=actor,
            form=form,
            case=self.case,
            then=self.case,
            calendar=self.calendar,
        )


def offers(scene: Scene) -> list[Offer]:
    """List the steps that the person could take from here, those that are possible first."""
    found = []
    for step in scene.procedure.steps_from(scene.case.state):
        actor = scene.standing.as_any(step.by)
        if actor is not None:
            found.append(_offer(scene, step, actor))
    return sorted(found, key=lambda offer: not offer.possible)


def _offer(scene: Scene, step: Step, actor: Actor) -> Offer:
    if any(field.kind == "employee" for field in step.fields):
        return Offer(step, actor, (), ())  # whom he will name is not known yet
    results = judge(scene.procedure, step, scene.facts(step, actor, {}))
    told = [result for result in results if result.refuses and not scene.procedure.rules[result.rule].of_form]
    warnings = tuple(result for result in told if scene.procedure.rules[result.rule].kind == "warn")
    return Offer(step, actor, tuple(result for result in told if result not in warnings), warnings)


def waivable(scene: Scene, actor: Actor) -> list[str]:
    """Name the gates that the person's office may waive now."""
    step = scene.procedure.steps["waive-gate"]
    gates = scene.facts(step, actor, {}).unmet_gates()
    return [rule for rule, role in gates.items() if role == actor.role]


def standing_results(scene: Scene, step: Step, actor: Actor) -> tuple[Result, ...]:
    """Judge a step's rules as of now, for a page that shows where a case stands."""
    return tuple(r for r in judge(scene.procedure, step, scene.facts(step, actor, {})) if r.verdict != Verdict.UNKNOWN)
