"""A file of one kind into a register that is in use: read and compared in chunks, shown, and taken after a yes.

`stage` reads a file to its end and writes nothing but what it has read and how that compares; `rows` shows it; `take`
writes all of it in one transaction, or nothing; `drop` forgets it. An import never moves a transfer, and never changes
the post or the standing of somebody who is known: that is a correction, with a decree (`registers.corrections`).
"""

from workflow.organisation.importing.staged import Import, NotWaiting, StagedRow, find, rows
from workflow.organisation.importing.staging import Staging, opened, stage
from workflow.organisation.importing.sweeping import break_off, drop, sweep
from workflow.organisation.importing.taking import Moved, take

__all__ = [
    "Import",
    "Moved",
    "NotWaiting",
    "StagedRow",
    "Staging",
    "break_off",
    "drop",
    "find",
    "opened",
    "rows",
    "stage",
    "sweep",
    "take",
]
