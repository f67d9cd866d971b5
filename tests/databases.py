"""Fresh, migrated databases of both kinds for the tests.

One migrated template of each kind is made per run, whatever the number of workers; a test gets a copy of it, which
takes some milliseconds instead of a migration. The directory that the workers share is made by `open_run`, which the
controlling process calls before there are workers, and removed by `close_run` after the last of them.
"""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from tests import postgresql
from workflow.database import upgrade

KINDS = ("sqlite", "postgresql")

_RUN = "MUTASI_TEST_RUN"
_TEMPLATE = "template"
# The role that the application signs in as; it owns nothing.
_APPLICATION = "mutasi"


def open_run() -> None:
    """Make the directory of this run and leave its name to the workers in the environment."""
    run = Path(tempfile.mkdtemp(prefix="mutasi-tests-"))
    run.chmod(0o711)  # the database server, which is somebody else when we are root, has to pass through
    os.environ[_RUN] = str(run)


def close_run() -> None:
    """Stop the server if any test wanted one, and remove the directory."""
    run = Path(os.environ.pop(_RUN))
    postgresql.stop(run)
    shutil.rmtree(run)


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """Give the URL of an empty, migrated database of `kind`, as the application signs in to it.

    A SQLite file is laid into `folder`. A PostgreSQL database is dropped afterwards, whatever connections a
    test forgot to close.
    """
    if kind == "sqlite":
        yield _fresh_sqlite(folder)
    else:
        with _fresh_postgresql() as url:
            yield url


@contextmanager
def copied_database(url: str, folder: Path) -> Iterator[str]:
    """Give the URL of a copy of a database to which nobody is connected; what is done to it leaves the first alone."""
    location = make_url(url)
    if location.get_backend_name() == "sqlite":
        original, copy = Path(str(location.database)), folder / f"{uuid4().hex}.db"
        assert not original.with_name(f"{original.name}-wal").exists(), "somebody is still connected"
        shutil.copyfile(original, copy)
        yield f"sqlite:///{copy}"
    else:
        with _postgresql_copy(str(location.database)) as name:
            yield location.set(database=name).render_as_string(hide_password=False)


def as_owner(url: str) -> str:
    """Name the same database as the owner of its tables signs in to it, who may do anything; SQLite knows only him."""
    location = make_url(url)
    if location.get_backend_name() == "postgresql":
        location = location.set(username=postgresql.OWNER)
    return location.render_as_string(hide_password=False)


def _fresh_sqlite(folder: Path) -> str:
    path = folder / f"{uuid4().hex}.db"
    shutil.copyfile(_sqlite_template(), path)
    return f"sqlite:///{path}"


@contextmanager
def _fresh_postgresql() -> Iterator[str]:
    run = _postgresql_run()
    with _postgresql_copy(_TEMPLATE) as name:
        yield postgresql.url(run, name, _APPLICATION)


@contextmanager
def _postgresql_copy(original: str) -> Iterator[str]:
    """Name a copy of a database on the run's server."""
    run = _postgresql_run()
    name = f"test_{uuid4().hex}"
    _administer(run, f"CREATE DATABASE {name} TEMPLATE {original} STRATEGY file_copy")
    try:
        yield name
    finally:
        _administer(run, f"DROP DATABASE {name} WITH (FORCE)")


def _sqlite_template() -> Path:
    """Return the migrated file, made by whoever asks first.

    A live SQLite database must not be copied as a file: what stands only in its write-ahead log would be lost. So it
    is written out anew by SQLite, once.
    """
    run = _run()
    template = run / "template.db"
    with _alone(run):
        if not template.exists():
            migrated = run / "migrated.db"
            upgrade(f"sqlite:///{migrated}")
            with closing(sqlite3.connect(migrated)) as connection:
                connection.execute("VACUUM INTO ?", [str(run / "unfinished.db")])
            (run / "unfinished.db").rename(template)
    return template


def _postgresql_run() -> Path:
    """Return the run's directory once the server is up and its template migrated, by whoever asks first."""
    run = _run()
    ready = run / "postgresql-is-ready"
    with _alone(run):
        if not ready.exists():
            postgresql.start(run)
            _administer(run, f"CREATE DATABASE {_TEMPLATE}")
            upgrade(postgresql.url(run, _TEMPLATE), postgresql.url(run, _TEMPLATE, _APPLICATION))
            ready.touch()
    return run


def _administer(run: Path, command: str) -> None:
    """Carry out one command about whole databases, which PostgreSQL accepts only outside of a transaction."""
    location = postgresql.url(run, "postgres").replace("+psycopg", "")
    with psycopg.connect(location, autocommit=True) as connection:
        connection.execute(command)


def _run() -> Path:
    return Path(os.environ[_RUN])


@contextmanager
def _alone(run: Path) -> Iterator[None]:
    """Let one process at a time through; the lock falls with the process that holds it."""
    with (run / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
