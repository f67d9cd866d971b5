"""The three ways to do the work of one act: `perform`, its statements through Core, its statements through the driver.

All are committed to the disk in the same way, and each fetches every row that its statements find.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import make_url

from tests.benchmarks.recordings import Recorded
from workflow.acts import perform
from workflow.database import connect, writing

Way = Callable[[Recorded], None]


@contextmanager
def by_perform(url: str) -> Iterator[Way]:
    """Carry acts out as the application does."""
    engine = connect(url)

    def carry_out(act: Recorded) -> None:
        perform(engine, act.attempt, act.moment)

    yield carry_out
    engine.dispose()


@contextmanager
def by_core(url: str) -> Iterator[Way]:
    """Give Core the constructs, in the application's kind of transaction."""
    engine = connect(url)

    def carry_out(act: Recorded) -> None:
        with writing(engine) as connection:
            for statement in act.statements:
                statement.through_core(connection)

    yield carry_out
    engine.dispose()


@contextmanager
def by_driver(url: str) -> Iterator[Way]:
    """Give the driver the words, on one connection that is kept."""
    with _connected(url) as (connection, begin):

        def carry_out(act: Recorded) -> None:
            cursor = connection.cursor()
            if begin:
                cursor.execute(begin)
            for statement in act.statements:
                statement.through_driver(cursor)
            connection.commit()

        yield carry_out


# The one that is measured, and what it is measured by.
WAYS = {"perform": by_perform, "Core": by_core, "driver": by_driver}


@contextmanager
def _connected(url: str) -> Iterator[tuple[Any, str]]:
    """Open a connection of the driver with the application's settings, and say how a transaction begins on it."""
    engine = connect(url)
    pooled = engine.raw_connection()
    yield pooled.driver_connection, "BEGIN IMMEDIATE" if make_url(url).get_backend_name() == "sqlite" else ""
    pooled.close()
    engine.dispose()
