"""Every check on the rows of files: those that a row answers with what it names, and those that need its whole kind.

A folder is asked all of them at once. A file that is compared with the registers is asked the first ones chunk by
chunk, and the others together with the rows that the registers hold.
"""

from collections.abc import Callable, Iterator

from workflow.organisation.files import committee, people, staffing, structure
from workflow.organisation.files.folder import Fault
from workflow.organisation.files.handed import Handed

Check = Callable[[Handed], Iterator[Fault]]

OF_ROWS: tuple[Check, ...] = (
    people.employee_faults,
    people.register_faults,
    people.relative_faults,
    people.future_faults,
    people.history_faults,
    staffing.staffing_faults,
)
OF_KINDS: tuple[Check, ...] = (
    structure.unit_faults,
    structure.post_faults,
    people.overlap_faults,
    committee.body_faults,
)
WARNINGS_OF_ROWS: tuple[Check, ...] = (people.employee_warnings,)
WARNINGS_OF_KINDS: tuple[Check, ...] = (structure.leaderless_warnings, structure.crowded_warnings)
