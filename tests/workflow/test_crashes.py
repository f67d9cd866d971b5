"""A process that is killed leaves nothing half: what was committed is there, what was not is gone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, insert, select

from tests.workflow.ledger_rows import plain
from workflow.database import connect, reading, writing
from workflow.tables import case_numbers

_DIES_IN_THE_MIDDLE = """
import sys, time
from sqlalchemy import insert
from workflow.database import connect, writing
from workflow.tables import case_numbers
engine = connect(sys.argv[1])
for year in (2026, 2027):
    with writing(engine) as connection:
        connection.execute(insert(case_numbers), {"year": year, "last": 1})
with writing(engine) as connection:
    connection.execute(insert(case_numbers), {"year": 2028, "last": 1})
    print("in the middle", flush=True)
    time.sleep(60)
"""


@contextmanager
def killed_in_the_middle(url: str) -> Iterator[None]:
    """Let another process commit two years, and kill it while it writes the third."""
    process = subprocess.Popen([sys.executable, "-c", _DIES_IN_THE_MIDDLE, url], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
    finally:
        process.kill()
        process.communicate(timeout=30)
    yield


def years(engine: Engine) -> list[int]:
    with reading(engine) as connection:
        return list(connection.scalars(select(case_numbers.c.year).order_by(case_numbers.c.year)))


def test_a_killed_process_leaves_nothing_half(engine: Engine, database_url: str) -> None:
    with killed_in_the_middle(database_url):
        assert years(engine) == [2026, 2027]
        # Its lock fell with it.
        with writing(engine) as connection:
            connection.execute(insert(case_numbers), {"year": 2028, "last": 2})
    assert years(engine) == [2026, 2027, 2028]


def test_what_stands_only_in_the_log_is_read_after_a_crash(sqlite_url: str) -> None:
    log = Path(f"{sqlite_url.removeprefix('sqlite:///')}-wal")
    with killed_in_the_middle(sqlite_url):
        assert log.stat().st_size > 0, "the process was killed before it could tidy up"
    engine = connect(sqlite_url)
    assert years(engine) == [2026, 2027]
    engine.dispose()
    assert plain(sqlite_url, "PRAGMA integrity_check") == [("ok",)]


def test_a_log_whose_end_was_torn_off_loses_the_last_transaction_whole(sqlite_url: str) -> None:
    """As a power cut leaves it on a disk that lied about having written."""
    log = Path(f"{sqlite_url.removeprefix('sqlite:///')}-wal")
    with killed_in_the_middle(sqlite_url):
        os.truncate(log, log.stat().st_size - 100)
    engine = connect(sqlite_url)
    assert years(engine) == [2026]
    engine.dispose()
    assert plain(sqlite_url, "PRAGMA integrity_check") == [("ok",)]
