"""Several people acting at the same moment: everybody has looked, and stands at the line, before anybody may write."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from typing import TypeVar

import psycopg
from sqlalchemy import make_url

from tests.databases import as_owner
from workflow.answers import KeyReused, NotReadable, Overtaken, Receipt, Refused
from workflow.database import Busy

Outcome = Receipt | Exception
Act = Callable[[], Receipt]
Kind = TypeVar("Kind")

_PATIENCE_SECONDS = 4.0
# SQLite cannot be asked who waits for it. The tests hold without this pause; it only makes the collision likely.
_ASSEMBLY_SECONDS = 0.2


def at_once(url: str, acts: Sequence[Act]) -> list[Outcome]:
    """Let all acts happen at once, each on a connection of its own, and give what each came to, in their order."""
    with ThreadPoolExecutor(len(acts)) as pool, _held_back(url) as assembled:
        running = [pool.submit(_outcome, act) for act in acts]
        assembled(len(acts))
    return [each.result() for each in running]


def those(outcomes: Sequence[Outcome], kind: type[Kind]) -> list[Kind]:
    """Pick the outcomes of one kind."""
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]


def _outcome(act: Act) -> Outcome:
    try:
        return act()
    except (Busy, KeyReused, NotReadable, Overtaken, Refused) as answer:
        return answer


@contextmanager
def _held_back(url: str) -> Iterator[Callable[[int], None]]:
    """Hold back every writer until left; gives a function that waits until so many are waiting."""
    if make_url(url).get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as door:
            door.execute("BEGIN IMMEDIATE")
            yield lambda _number: time.sleep(_ASSEMBLY_SECONDS)
            door.execute("ROLLBACK")
        return
    with psycopg.connect(_owner(url)) as door:
        # Whoever moves a transfer locks its row, which this forbids; looking stays possible.
        door.execute("LOCK TABLE transfers IN EXCLUSIVE MODE")
        yield partial(until_waiting, url)
        door.rollback()


def until_waiting(url: str, number: int) -> None:
    """Wait until so many connections to a PostgreSQL database wait for a lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    deadline = time.monotonic() + _PATIENCE_SECONDS
    waiting = -1
    with psycopg.connect(_owner(url), autocommit=True) as watch:
        while waiting != number:
            assert time.monotonic() < deadline, f"{waiting} are waiting, not {number}"
            time.sleep(0.01)
            (waiting,) = watch.execute(query).fetchone() or (-1,)


def _owner(url: str) -> str:
    return make_url(as_owner(url)).set(drivername="postgresql").render_as_string(hide_password=False)
