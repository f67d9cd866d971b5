"""A program that begins an act and is killed in the middle of it, after so many writes.

    python -m tests.workflow.dying URL WRITES MOMENT ATTEMPT

ATTEMPT is the act as JSON. Nothing is tidied up: SIGKILL leaves a process no time to roll back.
"""

import json
import os
import signal
import sys
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event

from workflow.acts import Attempt, perform
from workflow.database import connect


def die_after(engine: Engine, writes: int) -> None:
    """Kill this process as soon as so many statements have written something."""
    left = writes

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        nonlocal left
        left -= statement.startswith(("INSERT", "UPDATE"))
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", count)


if __name__ == "__main__":
    url, count, moment, attempt = sys.argv[1:]
    database = connect(url)
    die_after(database, int(count))
    perform(database, Attempt(**json.loads(attempt)), datetime.fromisoformat(moment))
