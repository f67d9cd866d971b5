"""What grows with the number of transfers, and what does not: lists, inboxes, and acts themselves."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from statistics import median

import psycopg
from sqlalchemy import make_url

from tests.benchmarks.archive import Archive
from tests.benchmarks.grounds import NewDatabase
from tests.databases import as_owner
from tests.stories import telling
from tests.stories.town import Town, found
from workflow import lists
from workflow.database import connect, reading
from workflow.queries import Readable
from workflow.viewers import viewer

SIZES = (1_000, 10_000, 100_000)
TIMES = 15
DAY = date(2024, 3, 5)

# An analyst and the auditor read every case; the others those of their unit or their body; the last one no case at all.
VIEWERS = ("maslan", "rosmaida", "masdalena", "baginda", "sutan", "delima")

Question = Callable[[Readable], object]

SHOWN = ("", "proposed", "training_assigned", "evaluated_6_months", "withdrawn")

QUESTIONS: Mapping[str, Question] = {
    "list, first page": lambda readable: lists.listed(readable, lists.Filters()),
    "list, a page in the middle": lambda readable: lists.listed(readable, lists.Filters(), older_than=SIZES[0] // 2),
    "list, what is under way": lambda readable: lists.listed(readable, lists.Filters(state="proposed")),
    "list, what has ended": lambda readable: lists.listed(readable, lists.Filters(state="evaluated_6_months")),
    "list, its counted tabs": lambda readable: lists.counts(readable, lists.Filters(), SHOWN),
    "inbox": lists.inbox,
    "inbox, what I did last": lists.done_by,
}


def grow(make: NewDatabase) -> Iterator[tuple[int, dict[str, float]]]:
    """Give, for each number of transfers, the seconds of each question (the slowest viewer's median) and of an act."""
    url = make()
    engine = connect(url)
    archive = Archive(found(engine))
    for size in SIZES:
        archive.grow(size)
        settle(url)
        figures = {name: _slowest(archive.town, question) for name, question in QUESTIONS.items()}
        yield size, {**figures, "an act": _act(archive.town)}
    engine.dispose()


def settle(url: str) -> None:
    """Let what was copied reach the disk, and gather statistics as PostgreSQL does by itself; SQLite does without."""
    location = make_url(as_owner(url))
    if location.get_backend_name() == "postgresql":
        plain = location.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as owner:
            owner.execute("VACUUM ANALYZE")
    os.sync()


def _slowest(town: Town, question: Question) -> float:
    return max(_asked(town, who, question) for who in VIEWERS)


def _asked(town: Town, who: str, question: Question) -> float:
    seconds = []
    for _ in range(TIMES):
        with reading(town.engine) as connection:
            person = viewer(connection, town.account[who], DAY)
            assert person is not None
            began = time.perf_counter()
            question(Readable(connection, person, DAY))
            seconds.append(time.perf_counter() - began)
    return median(seconds)


def _act(town: Town) -> float:
    """Give the seconds of the median of several proposals: no other act asks as much about other cases."""
    seconds = []
    for _ in range(TIMES):
        case = telling.needed(town, DAY)
        began = time.perf_counter()
        telling.propose(town, case, DAY, date(2024, 6, 3), employee="wulan")
        seconds.append(time.perf_counter() - began)
        town.act("maslan", "withdraw", DAY, case, {"reason": "Tidak jadi."})
    return median(seconds)
