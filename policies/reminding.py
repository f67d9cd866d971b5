"""Reminders as the law has them: who is told what at which stage, and what must hold between their rows.

A reminder decides nothing. It speaks of a step that is awaited, or tells the candidate of a state.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from policies.model import Procedure, Reminder, ReminderStage
from policies.reading_files import Row

# In this order the stages follow one another. `escalated` goes to the superior, `told` to the candidate.
STAGES = ("new", "before", "due", "overdue", "escalated", "told")
# The stages that the calendar brings on, and the rule with the working days that lie between one and the due date.
TIMED = {"before": "R-REM-01", "overdue": "R-REM-02", "escalated": "R-REM-03"}
SENDING = "R-REM-04"
# What the tables of these rules hold: see `policies.checking_rules`.
TABLES = {
    **{rule: {"working_days": "count"} for rule in TIMED.values()},
    SENDING: {"first_minutes": "count", "longest_minutes": "count", "tries": "count"},
}


def read_stage(row: Row) -> ReminderStage:
    """Read a stage."""
    stage = ReminderStage(
        name=row.need("name", str),
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        letter=row.words("letter"),  # type: ignore[arg-type]  # as above
        start=row.may("from", str, None),
    )
    row.done()
    return stage


def read_reminder(row: Row) -> Reminder:
    """Read a reminder."""
    reminder = Reminder(
        name=row.need("name", str),
        steps=row.names("steps"),
        states=row.names("states"),
        stages=row.names("stages", needed=True),
        basis=row.need("basis", str),
    )
    row.done()
    return reminder


def check_reminders(procedure: Procedure) -> Iterator[str]:
    """Say everything that is wrong with stages and reminders."""
    for name in STAGES:
        if name not in procedure.reminder_stages:
            yield f"reminders.toml: the stage {name!r} is missing"
    for stage in procedure.reminder_stages.values():
        yield from _check_stage(stage)
    for reminder in procedure.reminders.values():
        yield from _check_reminder(procedure, reminder)
    named = Counter(step for reminder in procedure.reminders.values() for step in reminder.steps)
    yield from (f"reminders.toml: {step!r} stands in two reminders" for step, times in named.items() if times > 1)
    if sum(_is_common(reminder) for reminder in procedure.reminders.values()) != 1:
        yield "reminders.toml: exactly one reminder, without steps and states, holds for all other awaited steps"


def _is_common(reminder: Reminder) -> bool:
    """Say whether a reminder holds for every awaited step that no other one names."""
    return not reminder.steps and not reminder.states


def _check_stage(stage: ReminderStage) -> Iterator[str]:
    place = f"reminder_stage {stage.name}"
    if stage.name not in STAGES:
        yield f"{place}: unknown stage {stage.name!r}"
    if stage.start != TIMED.get(stage.name):
        yield f"{place}: from is {TIMED.get(stage.name) or 'missing'}, not {stage.start!r}"
    known = {"case", "state"} if stage.name == "told" else {"case", "step"}
    for language in ("id", "en"):
        if {part for part in known if f"{{{part}}}" in stage.letter[language]} != known:
            yield f"{place}: the letter names its {' and '.join(sorted(known))} in both languages"


def _check_reminder(procedure: Procedure, reminder: Reminder) -> Iterator[str]:
    place = f"reminder {reminder.name}"
    yield from (f"{place}: unknown stage {name!r}" for name in reminder.stages if name not in STAGES)
    for step in reminder.steps:
        if step not in procedure.steps or not procedure.steps[step].awaited:
            yield f"{place}: nobody awaits {step!r}"
    yield from (f"{place}: unknown state {name!r}" for name in reminder.states if name not in procedure.states)
    if (reminder.stages == ("told",)) != bool(reminder.states) or (reminder.states and reminder.steps):
        yield f"{place}: it reminds of steps, or tells (and only tells) of states"
    if not reminder.basis.strip():
        yield f"{place}: basis is empty"


def stages_of_step(procedure: Procedure, step: str) -> tuple[str, ...]:
    """Name the stages at which a step is reminded of; one without a due date only when it begins to wait."""
    if procedure.steps[step].due is None:
        return STAGES[:1]
    reminders = procedure.reminders.values()
    named = next((reminder for reminder in reminders if step in reminder.steps), None)
    return (named or next(reminder for reminder in reminders if _is_common(reminder))).stages


def is_told(procedure: Procedure, state: str) -> bool:
    """Say whether the candidate is told that his case has come to a state."""
    return any(state in reminder.states for reminder in procedure.reminders.values())


def working_days(procedure: Procedure, stage: str, day: date) -> int:
    """Give how many working days lie between a timed stage and the due date, by the law of a day."""
    return int(procedure.rules[TIMED[stage]].on(day)["working_days"])


def pause(procedure: Procedure, tries: int, day: date) -> timedelta | None:
    """Give how long a mail rests after so many tries in vain; None once it is left to the administrator."""
    law = procedure.rules[SENDING].on(day)
    if tries >= law["tries"]:
        return None
    return timedelta(minutes=min(law["first_minutes"] * 2 ** (tries - 1), law["longest_minutes"]))
