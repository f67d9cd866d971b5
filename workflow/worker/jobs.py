"""The jobs of the clock, and one look at all of them."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine

from workflow.worker.monitoring import sum_up
from workflow.worker.quarterly import analyse


class Job(NamedTuple):
    """Something that is done when it is due. `work` says whether it did anything; it may be called at any time."""

    name: str
    work: Callable[[Engine, datetime], bool]


JOBS = (Job("quarterly-needs-run", analyse), Job("monitoring", sum_up))


def once(engine: Engine, moment: datetime) -> list[str]:
    """Look at every job once, and name those that were due and done. Raises Busy, Unwritable."""
    return [job.name for job in JOBS if job.work(engine, moment)]
