"""One row of a register changed by hand: read, compared, checked and written as a file of one row would be.

`find` gives a row as a form shows it; `edit` adds or changes one, `end` ends what others may refer to, and `take_out`
takes away what nothing refers to. Each is one transaction with its event in the chain. A second click does nothing.
"""

from workflow.organisation.editing.edit import Edited, Stale, edit
from workflow.organisation.editing.ending import ENDED_BY_HAND, end
from workflow.organisation.editing.removing import TAKEN_OUT, take_out
from workflow.organisation.editing.shown import Shown, find, nip_of, of_person

__all__ = [
    "ENDED_BY_HAND",
    "TAKEN_OUT",
    "Edited",
    "Shown",
    "Stale",
    "edit",
    "end",
    "find",
    "nip_of",
    "of_person",
    "take_out",
]
