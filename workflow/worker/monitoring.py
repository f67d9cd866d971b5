"""What monitoring keeps, brought up to the last line of the ledgers."""

from datetime import datetime

from sqlalchemy import Engine

from workflow.monitoring.keeping import keep


def sum_up(engine: Engine, moment: datetime) -> bool:
    """Keep what has changed since, and say whether anything had. Raises Busy, Unwritable."""
    return keep(engine)
