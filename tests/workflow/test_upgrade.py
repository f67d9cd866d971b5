"""Bringing a database to the newest schema: whole or not at all, by one process at a time, equal to the tables."""

import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from tests.databases import as_owner, fresh_database
from tests.workflow.ledger_rows import plain
from workflow.database import connect, current, reading, upgrade, upgrading
from workflow.guards import missing_or_changed
from workflow.tables import metadata


@pytest.fixture(params=[pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in ("sqlite", "postgresql")])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Name a database that no migration has seen; the SQLite file and its folder do not even exist."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new folder' / 'mutasi.db'}"
        return
    with fresh_database("postgresql", tmp_path) as url:
        name = f"empty_{uuid4().hex}"
        plain(url, f"CREATE DATABASE {name}")
        yield make_url(as_owner(url)).set(database=name).render_as_string(hide_password=False)
        plain(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let `upgrade` use a copy of the migrations, to which a test may add."""
    copy = tmp_path / "migrations"
    shutil.copytree(upgrading._MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(upgrading, "_MIGRATIONS", copy)
    return copy / "versions"


# The migration after which a test adds one of its own.
NEWEST = "0008"

_NEXT = """
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    op.execute("CREATE TABLE half (id INTEGER)")
    op.execute("INSERT INTO half VALUES (1)")
    op.execute("DROP TRIGGER {trigger}")
    op.execute("{last}")
"""


def next_migration(url: str, last: str) -> str:
    trigger = "entries_no_delete" if url.startswith("sqlite") else "entries_insert_only ON entries"
    return _NEXT.format(newest=NEWEST, trigger=trigger, last=last)


def test_the_migrations_make_what_the_tables_say(empty_url: str) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    with reading(engine) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
        assert missing_or_changed(connection) == []
        migrated = _portrait(connection)
    engine.dispose()
    assert migrated == _portrait_of_tables(empty_url)


def test_an_upgrade_that_has_nothing_to_do_does_nothing(empty_url: str) -> None:
    upgrade(empty_url)
    plain(empty_url, "INSERT INTO case_numbers VALUES (2026, 1)")
    upgrade(empty_url)
    assert plain(empty_url, "SELECT * FROM case_numbers") == [(2026, 1)]


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str, migrations: Path) -> None:
    upgrade(empty_url)
    (migrations / "9999_broken.py").write_text(next_migration(empty_url, "SELECT * FROM nowhere"))
    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(empty_url)
    engine = connect(empty_url)
    with reading(engine) as connection:
        assert missing_or_changed(connection) == [], "the guard that the migration had dropped stands again"
        assert MigrationContext.configure(connection).get_current_revision() == NEWEST
    with pytest.raises(DBAPIError), reading(engine) as connection:
        connection.execute(text("SELECT * FROM half"))
    engine.dispose()


def test_a_first_upgrade_that_fails_leaves_an_empty_database(empty_url: str, migrations: Path) -> None:
    (migrations / "9999_broken.py").write_text(next_migration(empty_url, "SELECT * FROM nowhere"))
    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(empty_url)
    engine = connect(empty_url)
    with reading(engine) as connection:
        assert not engine.dialect.has_table(connection, "alembic_version")
        assert not engine.dialect.has_table(connection, "transfers")
    engine.dispose()


def test_whether_the_schema_is_the_newest_is_known(empty_url: str, migrations: Path) -> None:
    """Neither one that is behind nor one of a later release will do."""
    engine = connect(empty_url)
    upgrade(empty_url)
    assert current(engine)
    (migrations / "9999_more.py").write_text(next_migration(empty_url, "SELECT 1"))
    assert not current(engine)
    upgrade(empty_url)
    assert current(engine)
    (migrations / "9999_more.py").unlink()
    assert not current(engine)
    engine.dispose()


def test_an_empty_database_is_not_current(empty_url: str, tmp_path: Path) -> None:
    if empty_url.startswith("sqlite"):
        (tmp_path / "new folder").mkdir()
    engine = connect(empty_url)
    assert not current(engine)
    engine.dispose()


def test_processes_that_upgrade_at_once_do_it_once(empty_url: str) -> None:
    code = "import sys; from workflow.database import upgrade; upgrade(sys.argv[1])"
    processes = [
        subprocess.Popen([sys.executable, "-c", code, empty_url], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert errors == [""] * 4
    engine = connect(empty_url)
    assert current(engine)
    engine.dispose()


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Names and NIPs stand in it; the log beside it gets the permissions of the file."""
    path = tmp_path / "var" / "mutasi.db"
    upgrade(f"sqlite:///{path}")
    engine = connect(f"sqlite:///{path}")
    with reading(engine) as connection:
        connection.execute(text("SELECT count(*) FROM transfers"))
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    engine.dispose()
    assert modes == {"mutasi.db": 0o600, "mutasi.db-wal": 0o600, "mutasi.db-shm": 0o600}


def test_a_file_that_is_opened_before_it_is_upgraded_is_its_owners_alone_too(tmp_path: Path) -> None:
    path = tmp_path / "mutasi.db"
    engine = connect(f"sqlite:///{path}")
    assert not current(engine)
    engine.dispose()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_upgrade_does_not_change_permissions(tmp_path: Path) -> None:
    path = tmp_path / "mutasi.db"
    upgrade(f"sqlite:///{path}")
    path.chmod(0o640)
    upgrade(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def _portrait_of_tables(url: str) -> list[str]:
    """Draw what the tables would make by themselves, beside the migrated database."""
    location = make_url(url)
    if location.get_backend_name() == "sqlite":
        engine = create_engine("sqlite://")
    else:
        plain(url, "CREATE SCHEMA beside")
        engine = create_engine(location, connect_args={"options": "-c search_path=beside"})
    with engine.begin() as connection:
        metadata.create_all(connection)
        portrait = _portrait(connection, "beside")
    engine.dispose()
    return portrait


def _portrait(connection: Connection, schema: str = "public") -> list[str]:
    """Describe every table, column, constraint and index in the database's own words, in one order."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type IN ('table', 'index')")
        # A column that was added later stands on the line of the one before it.
        parted = [re.sub(r", (?=\w)(?![^(\n]*\))", "\n", row.sql) for row in rows if row.sql]
        statements = [sql.split("\n") for sql in parted if "alembic_version" not in sql]
        return sorted(" ".join(sorted(line.strip("\t ,") for line in lines)) for lines in statements)
    facts = connection.execute(text(_POSTGRESQL_FACTS), {"schema": schema})
    return sorted(fact.replace(f"{schema}.", "") for (fact,) in facts if "alembic_version" not in fact)


_POSTGRESQL_FACTS = """
    SELECT concat_ws(' ', table_name, column_name, ordinal_position, data_type, character_maximum_length,
                     numeric_precision, numeric_scale, collation_name, is_nullable, column_default)
    FROM information_schema.columns WHERE table_schema = :schema
    UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = CAST(:schema AS regnamespace)
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = :schema
"""
