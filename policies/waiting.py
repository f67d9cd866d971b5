"""Who is waited for: the steps that a case expects next, and when the first of them is due.

Asked of the case alone, right after each act; the answer stands in the head of the ledger, so that an inbox is a
look-up. A name followed by "?" is waited for only once the due date has passed, one followed by "~" only shortly
before; "waive-gate/ppk" names the role whose gate is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from policies.case import Case
from policies.dates import add_months
from policies.facts import Facts
from policies.judging import ask
from policies.model import Procedure, Step
from policies.verdicts import REFUSING

AddWorkingDays = Callable[[date, int], date]


@dataclass(frozen=True)
class CaseOnly:
    """The facts that a rule marked `from_case` may read: the case, and nothing else."""

    case: Case
    then: Case
    today: date
    step: str = ""
    eligible_members: int = 10**6  # as if the committee were large enough

    def working_days_waited(self) -> int:
        """Answer as if the time had passed: a step waited for only when late waits for its due date instead."""
        return 10**6


def awaited(procedure: Procedure, case: Case, today: date) -> tuple[str, ...]:
    """Give the marks of the steps waited for, in the order of the procedure (see the module's text)."""
    state = procedure.states.get(case.state)
    if state is not None and state.closed:  # what may still be said of a closed case, nobody waits for
        return ()
    facts = cast(Facts, CaseOnly(case, case, today))
    found = []
    for step in procedure.steps_from(case.state):
        if step.awaited and _holds(procedure, step, facts, step.provided):
            found.extend(_marks(procedure, step, case, _holds(procedure, step, facts, step.awaited_if)))
    return tuple(found)


def step_of(mark: str) -> str:
    """Give the name of the step that a mark speaks of."""
    return mark.rstrip("?~").partition("/")[0]


def _marks(procedure: Procedure, step: Step, case: Case, asked: bool) -> list[str]:
    if step.name == "waive-gate":
        # Sorted, since the ledger keeps verdicts by name and not in the order in which the rules were asked.
        roles = {str(procedure.rules[gate].waived_by) for gate in case.open_gates}
        return [f"{step.name}/{role}" for role in sorted(roles)]
    if asked and (step.awaited == "now" or step.awaited_if):
        return [step.name]
    if step.awaited == "late":
        return [f"{step.name}?"]
    return [f"{step.name}~"] if asked and step.awaited == "near" else []


def due_on(
    procedure: Procedure, case: Case, names: tuple[str, ...], add_working_days: AddWorkingDays, city_day: Any
) -> date | None:
    """Give the first due date of the steps waited for, or None."""
    days = []
    for name in names:
        due = procedure.steps[step_of(name)].due
        start = _start(procedure, case, due.start, city_day) if due else None
        if due and start:
            days.append(add_working_days(start, due.working_days) if due.working_days else start)
    return min(days, default=None)


def round_due_on(procedure: Procedure, case: Case) -> date | None:
    """Give the day on which the evaluation round under way is due (R-EVL-10), or None."""
    state = procedure.states.get(case.state)
    started = case.started_on
    if state is None or state.round is None or started is None:
        return None
    months = procedure.rules["R-EVL-10"].on(started)[f"round_{state.round}"]
    return add_months(started, months)


def _holds(procedure: Procedure, step: Step, facts: Facts, rules: tuple[str, ...]) -> bool:
    return all(
        ask(procedure.rules[rule], step.name, facts).verdict not in REFUSING
        for rule in rules
        if rule in procedure.from_case
    )


def _start(procedure: Procedure, case: Case, name: str, city_day: Callable[[datetime], date]) -> date | None:
    if name == "closing":
        return city_day(case.ballot.closes_at) if case.ballot else None
    if name == "planned":
        return case.planned_on
    if name == "effective":
        return case.effective_on
    if name == "training":
        ends = [course.until for course in case.open_courses if course.until]
        return case.postponed_until or min(ends, default=case.planned_on)
    if name == "round":
        return round_due_on(procedure, case)
    return case.dates.get(name)
