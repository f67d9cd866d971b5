"""Slips of the pen in the reminders: what is changed, and a piece of the fault that must follow."""

SLIPS = {
    "a stage left out": (
        "reminders.toml",
        'name   = "due"\n',
        'name   = "before"\n',
        "the stage 'due' is missing",
    ),
    "an unknown stage": (
        "reminders.toml",
        'name   = "due"\n',
        'name   = "soon"\n',
        "reminder_stage soon: unknown stage 'soon'",
    ),
    "a stage with another's timer": (
        "reminders.toml",
        'from   = "R-REM-02"',
        'from   = "R-REM-03"',
        "reminder_stage overdue: from is R-REM-02, not 'R-REM-03'",
    ),
    "a letter that does not name its step": (
        "reminders.toml",
        "Hari ini tenggat langkah “{step}” pada",
        "Hari ini tenggat pada",
        "reminder_stage due: the letter names its case and step in both languages",
    ),
    "a reminder of a step that is never awaited": (
        "reminders.toml",
        'steps  = ["vote", ',
        'steps  = ["identify", ',
        "reminder secret-steps: nobody awaits 'identify'",
    ),
    "a reminder at an unknown stage": (
        "reminders.toml",
        '"overdue", "escalated"]',
        '"overdue", "shouted"]',
        "reminder steps: unknown stage 'shouted'",
    ),
    "news of an unknown state": (
        "reminders.toml",
        'states = ["proposed", ',
        'states = ["promised", ',
        "reminder candidate: unknown state 'promised'",
    ),
    "news that is also a reminder": (
        "reminders.toml",
        'stages = ["told"]',
        'stages = ["told", "due"]',
        "reminder candidate: it reminds of steps, or tells",
    ),
    "steps of which nobody is reminded": (
        "reminders.toml",
        'name   = "steps"\n',
        'name   = "steps"\nsteps = ["propose"]\n',
        "exactly one reminder, without steps and states",
    ),
    "a reminder without a basis": (
        "reminders.toml",
        'basis  = "UU 27/2022 Pasal 5–7"',
        'basis  = " "',
        "reminder candidate: basis is empty",
    ),
    "an unknown key of a reminder": (
        "reminders.toml",
        'name   = "candidate"\n',
        'name   = "candidate"\nloud = true\n',
        "unknown key 'loud'",
    ),
    "no days before a due date": (
        "reminders.toml",
        "working_days = 2",
        "working_days = 0",
        "working_days must be a whole number above 0",
    ),
}
