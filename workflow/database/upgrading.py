"""Bringing a database to the newest schema: all of it or nothing, and one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, make_url, text

from workflow.database.connections import opened
from workflow.database.roles import admit
from workflow.database.transactions import reading, writing

# Seconds to wait for another process that upgrades, or for acts under way. A migration may take what it needs.
_PATIENCE_SECONDS = 60
# Any number will do, as long as it stays: who holds it upgrades this PostgreSQL database.
_UPGRADING = 7_461_001

_MIGRATIONS = Path(__file__).parent.parent / "migrations"


def upgrade(url: str, application_url: str | None = None) -> None:
    """Run the migrations that a database has not seen, and admit the application's role to it.

    A SQLite file is made if need be, its folder too. On PostgreSQL `url` names the owner of the tables and
    `application_url` the role that the application signs in as; without the latter the owner is used for both.
    Everything happens in one transaction. Raises Busy when the database is in use for too long, ValueError when the
    application's role could change the tables themselves.
    """
    location = make_url(url)
    if location.get_backend_name() == "sqlite" and location.database:
        Path(location.database).parent.mkdir(parents=True, exist_ok=True)
    engine = opened(location, lock_seconds=_PATIENCE_SECONDS, statement_seconds=0)
    try:
        with writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADING})
            _migrate(connection)
            if connection.dialect.name == "postgresql" and application_url is not None:
                admit(connection, make_url(application_url))
    finally:
        engine.dispose()


def current(engine: Engine) -> bool:
    """Tell whether the database has seen every migration, and none that this release does not know."""
    with reading(engine) as connection:
        seen = MigrationContext.configure(connection).get_current_heads()
    return set(seen) == set(ScriptDirectory.from_config(_configuration()).get_heads())


def _migrate(connection: Connection) -> None:
    """Run Alembic inside of the caller's transaction, which it neither commits nor rolls back."""
    configuration = _configuration()
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, "head")


def _configuration() -> Config:
    configuration = Config()
    # Alembic reads % as the start of a variable.
    configuration.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration
