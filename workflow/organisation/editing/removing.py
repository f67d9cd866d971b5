"""Rows to which nothing refers, taken out by hand: the event keeps what they said."""

from datetime import datetime

from sqlalchemy import Engine, and_, delete

from workflow.organisation.editing.edit import Stale
from workflow.organisation.editing.shown import Key, find
from workflow.organisation.editing.telling import subject, told_key
from workflow.organisation.importing.keepers import keeper_of
from workflow.tables import metadata

TAKEN_OUT = ("workload", "standards")


def take_out(engine: Engine, name: str, key: Key, seen: str, account: int | None, moment: datetime) -> None:
    """Take a row out of its register; `seen` is the digest of the row shown. Raises NotKept, Stale.

    What is gone already stays so without a further event.
    """
    if name not in TAKEN_OUT:
        raise ValueError(f"rows of {name} are ended, never taken out")
    with keeper_of(engine, name, account, moment) as keeper:
        row = find(keeper.connection, name, key)
        if row is None:
            return
        if row.digest != seen:
            raise Stale(row)
        told = subject(keeper.connection, row)
        table = metadata.tables[name]
        here = and_(*(table.c[column] == each for column, each in row.held.ids.items()))
        keeper.connection.execute(delete(table).where(here))
        before = {column: cell for column, cell in row.cells.items() if cell}
        keeper.record(f"remove-{name}", told, {"key": told_key(row), "before": before})
