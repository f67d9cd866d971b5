"""The chapter about reminders: in which words, and of which steps and states."""

from policies.model import Reminder, ReminderStage
from policies.printing.articles import Article, Chapter, sentences
from policies.printing.prose import Prose


def reminders_chapter(prose: Prose) -> Chapter:
    """Print every stage with its words, and what is told at which."""
    stages = [_stage(prose, stage) for stage in prose.procedure.reminder_stages.values()]
    reminders = [_reminder(prose, each) for each in prose.procedure.reminders.values()]
    return prose.chapter("reminders", [*stages, *reminders])


def _stage(prose: Prose, stage: ReminderStage) -> Article:
    said = sentences(
        prose.term("stage", stage.name),
        prose.say("reminder.start", rule=stage.start) if stage.start else None,
        prose.say("reminder.letter", letter=prose.words(stage.letter)),
    )
    return Article(f"stage-{stage.name}", prose.words(stage.label), said, stage.name)


def _reminder(prose: Prose, reminder: Reminder) -> Article:
    of_steps = prose.say("reminder.steps", steps=prose.steps(reminder.steps)) if reminder.steps else None
    of_states = prose.listed(map(prose.state, reminder.states)) if reminder.states else None
    said = sentences(
        of_steps,
        prose.say("reminder.states", states=of_states) if of_states else None,
        None if reminder.steps or reminder.states else prose.say("reminder.others"),
        prose.say("reminder.stages", stages=prose.listed(prose.stage(name) for name in reminder.stages)),
    )
    title = prose.term("reminder", reminder.name)
    return Article(f"reminder-{reminder.name}", title, said, reminder.name, reminder.basis)
