"""The guards: triggers that refuse what the ledger forbids, whoever asks for it and with whatever program.

`missing_or_changed` compares those of a database with the texts of this release. The texts are made here, one module
per database, and frozen into the migrations; a test keeps the two equal.
"""

from sqlalchemy import Connection

from workflow.guards import postgresql, sqlite


def missing_or_changed(connection: Connection) -> list[str]:
    """Name every guard that is not there, is switched off or says something else, and every trigger nobody knows."""
    if connection.dialect.name == "sqlite":
        expected, found = sqlite.GUARDS, sqlite.read(connection)
    else:
        expected, found = postgresql.GUARDS, postgresql.read(connection)
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
