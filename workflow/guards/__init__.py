"""The guards: triggers that refuse what the ledger forbids, whoever asks for it and with whatever program.

`missing_or_changed` compares those of a database with the texts of this release. The texts are made here, one module
per database, and frozen into the migrations; a test keeps the two equal.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from workflow.guards import postgresql, sqlite


def expected(connection: Connection) -> Mapping[str, str]:
    """Give the guards that a database of this kind must have, with their texts."""
    return sqlite.GUARDS if connection.dialect.name == "sqlite" else postgresql.GUARDS


def missing_or_changed(connection: Connection) -> list[str]:
    """Name every guard that is not there, is switched off or says something else, and every trigger nobody knows."""
    wanted = expected(connection)
    found = sqlite.read(connection) if connection.dialect.name == "sqlite" else postgresql.read(connection)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
