"""Who learns that something has been overdue for long: the next one up who may read the case."""

from datetime import date

from sqlalchemy import Connection, select

from workflow.lists import among
from workflow.organisation.people import Lines
from workflow.queries import Readable
from workflow.tables import accounts
from workflow.viewers import holders, viewer


def superiors(connection: Connection, account: int, case: int, today: date) -> list[int]:
    """Give the accounts above somebody: the first on his reporting line who is there and reads the case.

    Above the last post stands the appointing authority; above that, and above who holds no post, nobody.
    """
    who = viewer(connection, account, today)
    if who is None or who.post is None:
        return []
    for seat in Lines(connection, today, (None, None), (who.post, None)).of_post(who.post):
        if seat.depth > 0 and seat.holder is not None and not seat.away:
            above = connection.scalar(select(accounts.c.id).where(accounts.c.employee_id == seat.holder))
            if above is not None and reads(connection, above, case, today):
                return [above]
    authority = [holder for holder, _ in holders(connection, "ppk", today) if holder != account]
    return [each for each in authority if reads(connection, each, case, today)]


def reads(connection: Connection, account: int, case: int, today: date) -> bool:
    """Say whether somebody may read a case."""
    who = viewer(connection, account, today)
    return who is not None and bool(among(Readable(connection, who, today), [case]))
