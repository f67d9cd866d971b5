"""How far the registers had come when a file was compared with them: what came later may have made the look old."""

from sqlalchemy import Connection, func, select

from workflow.tables import entries, register_events


def mark(connection: Connection, kind: str) -> tuple[int, int]:
    """Give the number of the last register event, and of the last line of a case that a kind of register follows.

    Only executing a transfer (and correcting its day) changes registers without an event of theirs: employees and
    the history.
    """
    events = connection.scalar(select(func.max(register_events.c.number))) or 0
    if kind not in ("employees", "history"):
        return events, 0
    # Read from the end, which stops at the first; the largest of all would be looked for in every line of the ledger.
    moved = select(entries.c.id).where(entries.c.step.in_(("execute", "correct"))).order_by(entries.c.id.desc())
    return events, connection.scalar(moved.limit(1)) or 0
