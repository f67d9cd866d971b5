"""Mails that were given up: the administrator sees for whom and what kind of fault, never about which case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select, update

from workflow.database import writing
from workflow.lists import MOST
from workflow.notices.answering import WAITING
from workflow.notices.sending import DEAD
from workflow.security import add
from workflow.tables import accounts, employees, notices

RETRIED = "mail-retried"  # the kind of security event

N = notices.c
_NAME = func.coalesce(employees.c.name, accounts.c.name).label("name")


def undelivered(connection: Connection) -> Sequence[Any]:
    """Give the mails that were given up, the newest first, MOST at most: id, name, stage, tries, error, made_at."""
    query = (
        select(N.id, _NAME, N.stage, N.tries, N.error, N.made_at)
        .join(accounts, accounts.c.id == N.account_id)
        .outerjoin(employees, employees.c.id == accounts.c.employee_id)
        .where(N.state == DEAD)
        .order_by(N.id.desc())
        .limit(MOST)
    )
    return connection.execute(query).all()


def retry(engine: Engine, ids: Sequence[int], account: int, moment: datetime) -> int:
    """Give mails another round of tries, record who did, and say how many there were. Raises Busy, Unwritable."""
    again = update(notices).where(N.id.in_(ids), N.state == DEAD)
    with writing(engine) as connection:
        revived = connection.execute(again.values(state=WAITING, tries=0, next_try_at=moment, error=None)).rowcount
        if revived:
            add(connection, RETRIED, moment, account, {"notices": sorted(ids)})
    return revived
