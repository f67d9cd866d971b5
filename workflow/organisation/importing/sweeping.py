"""Forgetting what was read: an import that was dropped, was taken, or that nobody came back to."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, or_, select, update

from workflow.database import writing
from workflow.organisation.importing.staged import DROPPED, READING, REFUSED, TAKEN, WAITING, NotWaiting, find
from workflow.tables import import_rows, imports

_BROKEN_OFF = timedelta(hours=6)  # whoever still read a file then has died
_FORGOTTEN = timedelta(days=14)
_BATCH = 5000  # rows deleted in one transaction


def drop(engine: Engine, token: str, account: int | None = None) -> None:
    """Forget an import that waits or was refused; only who handed it in does. Raises NotWaiting for any other."""
    with writing(engine) as connection:
        found = find(connection, token)
        if found is None or found.state not in (WAITING, REFUSED) or found.account != account:
            raise NotWaiting(token)
        connection.execute(update(imports).where(imports.c.id == found.id).values(state=DROPPED))
    _empty(engine)


def break_off(engine: Engine, token: str) -> None:
    """Forget an import whose file could not be read to its end."""
    mine = (imports.c.token == token) & (imports.c.state == READING)
    with writing(engine) as connection:
        connection.execute(update(imports).where(mine).values(state=DROPPED))
    _empty(engine)


def sweep(engine: Engine, moment: datetime) -> None:
    """Delete what was read for imports that are over, with those that were broken off or forgotten."""
    broken_off = (imports.c.state == READING) & (imports.c.at < moment - _BROKEN_OFF)
    forgotten = imports.c.state.in_((WAITING, REFUSED)) & (imports.c.at < moment - _FORGOTTEN)
    with writing(engine) as connection:
        connection.execute(update(imports).where(or_(broken_off, forgotten)).values(state=DROPPED))
    _empty(engine)


def _empty(engine: Engine) -> None:
    """Delete what imports that are over had read, some thousands of rows at a time, so that nobody waits for it."""
    ended = imports.c.state.in_((TAKEN, DROPPED))
    with writing(engine) as connection:  # what was told about its people goes as well; the counts stay
        connection.execute(update(imports).where(ended, imports.c.report.is_not(None)).values(report=None))
    over = select(imports.c.id).where(ended)
    some = select(import_rows.c.id).where(import_rows.c.import_id.in_(over)).limit(_BATCH)
    while True:
        with writing(engine) as connection:
            if connection.execute(delete(import_rows).where(import_rows.c.id.in_(some))).rowcount < _BATCH:
                return
