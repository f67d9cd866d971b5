"""Opening a database, with the settings that the ledger's promises rest on.

SQLite is the embedded default, PostgreSQL the engine for many servers; there is no third.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

from workflow.database.turns import Turns

# Seconds that a write waits for somebody else's lock, and that one statement may take.
LOCK_SECONDS = 5
STATEMENT_SECONDS = 30
# Seconds after which PostgreSQL ends a transaction that does nothing: its locks would hold up everybody else.
IDLE_SECONDS = 60
# As many threads as may stand between a request and the database at once.
_CONNECTIONS = 16

_SQLITE_SETTINGS = (
    "PRAGMA synchronous = FULL",  # a committed line survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # REPLACE fires the triggers that refuse a deletion
    "PRAGMA trusted_schema = OFF",  # what somebody wrote into the schema cannot call what is not harmless
)


def connect(url: str) -> Engine:
    """Open an engine on the database that `url` names. Raises ValueError for one that cannot carry the ledger."""
    return opened(make_url(url), lock_seconds=LOCK_SECONDS, statement_seconds=STATEMENT_SECONDS)


def opened(url: URL, *, lock_seconds: int, statement_seconds: int) -> Engine:
    """Open an engine with its own patience, in seconds; 0 for a statement lets it, and a pause, take what it needs."""
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url, lock_seconds)
        case "postgresql":
            return _postgresql(url, lock_seconds, statement_seconds)
        case other:
            raise ValueError(f"{other} cannot carry the ledger: the database is SQLite or PostgreSQL")


def _sqlite(url: URL, lock_seconds: int) -> Engine:
    if url.database in {None, "", ":memory:"}:
        raise ValueError("a SQLite database in memory cannot carry the ledger: name a file")
    engine = create_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        hide_parameters=True,  # an error that is logged names no person
        connect_args={"timeout": lock_seconds},  # which is busy_timeout
        execution_options={"turns": Turns()},
    )

    def settle(connection: sqlite3.Connection, _record: object) -> None:
        # `reading` and `writing` say BEGIN themselves. Should anything else write, it takes the lock at once as well.
        connection.isolation_level = "IMMEDIATE"
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise ValueError(f"SQLite cannot keep a write-ahead log beside {url.database}: use a local disk")
        for setting in _SQLITE_SETTINGS:
            connection.execute(setting)

    def create_private(*_arguments: object) -> None:
        _create_private(Path(str(url.database)))

    if "uri" not in url.query:
        event.listen(engine, "do_connect", create_private)
    event.listen(engine, "connect", settle)
    return engine


def _create_private(path: Path) -> None:
    """Make the file for its owner only, as SQLite would not; the log beside it gets the same permissions.

    A file that exists is not even opened: closing it again would drop the locks that this process has on it. Where
    no file can be made, SQLite says so itself in a moment.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def _postgresql(url: URL, lock_seconds: int, statement_seconds: int) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        hide_parameters=True,  # an error that is logged names no person
        isolation_level="READ COMMITTED",
    )
    settings = {
        "lock_timeout": f"{lock_seconds}s",
        "statement_timeout": f"{statement_seconds}s",
        "idle_in_transaction_session_timeout": f"{IDLE_SECONDS if statement_seconds else 0}s",
        "timezone": "UTC",
    }

    def settle(connection: psycopg.Connection[Any], _record: object) -> None:
        # Outside of a transaction, so that the settings stay when the first one is rolled back.
        connection.autocommit = True
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, false)", [name, value])
        connection.autocommit = False

    event.listen(engine, "connect", settle)
    return engine
