"""The two kinds of transaction: one that reads, and one that writes and is committed here and nowhere else."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Connection, Engine

from workflow.database.failures import translated

# Seconds that a thread stands in line before SQLite's single writer.
QUEUE_SECONDS = 10


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that sees the database as it stood at one moment and can change nothing.

    It holds up no writer. Raises Busy when a statement takes too long.
    """
    with translated(), engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            with _reading_sqlite(connection):
                yield connection
        else:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that is committed at the end, or rolled back if anything is raised inside.

    Raises Busy when a lock cannot be had in time or two transactions wait for each other, and Unwritable when the
    disk is full or the database out of reach. End a `reading` before: what it has seen may be old by now.
    """
    with translated(), _turn(engine), engine.connect() as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            # Taking the lock at once is what makes waiting possible: a reader that turns writer fails at once.
            _tell_sqlite(connection, "BEGIN IMMEDIATE")
        yield connection


@contextmanager
def _reading_sqlite(connection: Connection) -> Iterator[None]:
    _tell_sqlite(connection, "PRAGMA query_only = ON")
    try:
        _tell_sqlite(connection, "BEGIN")
        yield
    finally:
        connection.rollback()
        _tell_sqlite(connection, "PRAGMA query_only = OFF")


def _turn(engine: Engine) -> AbstractContextManager[None]:
    """Stand in line where the engine has one; on PostgreSQL rows are locked one by one instead."""
    turns = engine.get_execution_options().get("turns")
    return nullcontext() if turns is None else turns.turn(QUEUE_SECONDS)


def _tell_sqlite(connection: Connection, statement: str) -> None:
    """Say it to the driver itself: SQLAlchemy's own way would cost more than the statement."""
    connection.connection.cursor().execute(statement)
