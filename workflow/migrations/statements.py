"""Running the frozen SQL of a migration: one file per database beside it, a blank line after each statement."""

from pathlib import Path

from alembic import op

_VERSIONS = Path(__file__).parent / "versions"


def run_file(name: str) -> None:
    """Give the database its own file of that name, statement by statement and as it stands."""
    connection = op.get_bind()
    script = (_VERSIONS / f"{name}_{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.split("\n\n"):
        # Not through `text`, which would take a colon for a parameter, nor % for one.
        connection.exec_driver_sql(statement.strip(), execution_options={"no_parameters": True})
