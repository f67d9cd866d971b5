"""How far the streams have come: while it is the same, nothing that a list is made from has changed.

Cases change by lines of the ledger and registers by their events, and by nothing else.
"""

from sqlalchemy import Connection, func, select

from workflow.tables import entries, register_events

_NEWEST = select(
    select(func.max(entries.c.id)).scalar_subquery(), select(func.max(register_events.c.number)).scalar_subquery()
)


def newest(connection: Connection) -> tuple[int, int]:
    """Give the last line and the last register event, 0 where there is none yet."""
    entry, event = connection.execute(_NEWEST).one()
    return entry or 0, event or 0
