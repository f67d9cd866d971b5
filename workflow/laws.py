"""The texts of the law, each kept once by its digest: whatever was decided under one can be read again with it."""

from datetime import datetime
from importlib.metadata import version

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from policies.model import Procedure
from workflow.tables import law_texts

_KNOWN = select(law_texts.c.digest).where(law_texts.c.digest == bindparam("known"))
# Both databases know ON CONFLICT, each under its own name in SQLAlchemy.
_KEEP = {
    "sqlite": sqlite.insert(law_texts).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(law_texts).on_conflict_do_nothing(),
}


def keep_law(connection: Connection, procedure: Procedure, moment: datetime) -> None:
    """Keep the text of a procedure before the first thing that names its digest."""
    if connection.scalar(_KNOWN, {"known": procedure.digest}) is None:
        row = {"digest": procedure.digest, "text": procedure.text, "release": release(), "first_used_at": moment}
        connection.execute(_KEEP[connection.dialect.name], row)


def release() -> str:
    """Name this release."""
    return version("mutasi-asn")
