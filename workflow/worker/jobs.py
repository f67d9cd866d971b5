"""The jobs of the clock, and one look at all of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from sqlalchemy import Engine

from workflow.notices.answering import answer
from workflow.notices.dates import call_by_date
from workflow.notices.sending import Clock, Post, send
from workflow.worker.monitoring import sum_up
from workflow.worker.quarterly import analyse


class Job(NamedTuple):
    """Something that is done when it is due. `work` says whether it did anything; it may be called at any time."""

    name: str
    work: Callable[[Engine, datetime], bool]


JOBS = (
    Job("quarterly-needs-run", analyse),
    Job("monitoring", sum_up),
    Job("reminders-by-date", call_by_date),
    Job("notices", answer),
)
MAILS = "mails"


def once(engine: Engine, moment: datetime, post: Post | None = None) -> list[str]:
    """Look at every job once, and name those that were due and done. Raises Busy, Unwritable.

    Mails leave by the post; without one, notices stay in the list of each person.
    """
    done = [job.name for job in JOBS if job.work(engine, moment)]
    return [*done, MAILS] if send(engine, post, _running_from(moment)) else done


def _running_from(moment: datetime) -> Clock:
    """Give a clock that shows a moment now and goes on from there: sending takes its time."""
    began = monotonic()
    return lambda: moment + timedelta(seconds=monotonic() - began)
