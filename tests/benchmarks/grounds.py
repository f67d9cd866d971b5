"""Durable databases to measure on: what is committed is on the disk, as in a city's own."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from tests import postgresql
from workflow.database import upgrade

_APPLICATION = "mutasi"

NewDatabase = Callable[[], str]


@contextmanager
def sqlite_grounds() -> Iterator[NewDatabase]:
    """Give a function that makes a migrated SQLite database and names it."""
    with tempfile.TemporaryDirectory(prefix="mutasi-benchmarks-") as folder:
        serial = count(1)

        def make() -> str:
            url = f"sqlite:///{Path(folder) / f'{next(serial)}.db'}"
            upgrade(url)
            return url

        yield make


@contextmanager
def postgresql_grounds() -> Iterator[NewDatabase]:
    """Start a PostgreSQL that writes to the disk before it answers, and give a function that makes databases on it."""
    with tempfile.TemporaryDirectory(prefix="mutasi-benchmarks-") as folder:
        home = Path(folder)
        home.chmod(0o711)  # the server, which is somebody else when we are root, has to pass through
        postgresql.start(home, durable=True)
        serial = count(1)

        def make() -> str:
            name = f"benchmark_{next(serial)}"
            with psycopg.connect(postgresql.url(home, "postgres").replace("+psycopg", ""), autocommit=True) as server:
                server.execute(f"CREATE DATABASE {name}")
            upgrade(postgresql.url(home, name), postgresql.url(home, name, _APPLICATION))
            return postgresql.url(home, name, _APPLICATION)

        try:
            yield make
        finally:
            postgresql.stop(home)


GROUNDS = {"SQLite": sqlite_grounds, "PostgreSQL": postgresql_grounds}
