"""What every test may ask for: a fresh database of either kind, and an engine on it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine

from tests import databases
from workflow.database import connect

# A shared machine is slow now and then, which is no fault of an example. A submission is judged by the same examples
# each time; a developer's run looks for new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Lay the ground for one run, in the process that starts the workers or that is the only one."""
    if not hasattr(config, "workerinput"):
        # A run that is told to end clears up as one that is interrupted does, instead of leaving a server behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        databases.open_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Clear up after the last worker."""
    if not hasattr(config, "workerinput"):
        databases.close_run()


@pytest.fixture(params=[pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in databases.KINDS])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Name an empty, migrated database as the application does; the test runs on SQLite and on PostgreSQL."""
    with databases.fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def owner_url(database_url: str) -> str:
    """Name the same database as its owner does, for what the application may not do."""
    return databases.as_owner(database_url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> Iterator[str]:
    """Name an empty, migrated SQLite database, for what only that one does."""
    with databases.fresh_database("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def postgresql_url(tmp_path: Path) -> Iterator[str]:
    """Name an empty, migrated PostgreSQL database, for what only that one does."""
    with databases.fresh_database("postgresql", tmp_path) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give an engine as the application has it, on each kind of database."""
    engine = connect(database_url)
    yield engine
    engine.dispose()
