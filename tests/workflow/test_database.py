"""How a database is opened, read, written and kept apart from what goes wrong; on both databases where both do it."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, Executable, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.workflow.ledger_rows import plain
from workflow.database import Busy, Unwritable, connect, connections, reading, transactions, writing
from workflow.tables import accounts, case_numbers, law_texts

LAW = {"digest": b"digest", "release": "1", "first_used_at": datetime(2026, 1, 5, tzinfo=UTC)}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let engines opened in this test give up after a second."""
    monkeypatch.setattr(connections, "LOCK_SECONDS", 1)
    monkeypatch.setattr(connections, "STATEMENT_SECONDS", 2)
    monkeypatch.setattr(transactions, "QUEUE_SECONDS", 1)


def carry_out(engine: Engine, *statements: Executable, then: type[BaseException] | None = None) -> None:
    """Write in one transaction, at the end of which something else may go wrong."""
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(statement)
        if then is not None:
            raise then


def new_year(year: int = 2026) -> Executable:
    return insert(case_numbers).values(year=year, last=1)


def years(engine: Engine) -> list[tuple[int, int]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(select(case_numbers))]


def test_sqlite_is_opened_with_every_setting(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
    }
    with reading(engine) as first, reading(engine) as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
            assert found == expected
    engine.dispose()


def test_postgresql_is_opened_with_every_setting(postgresql_url: str) -> None:
    engine = connect(postgresql_url.replace("+psycopg", ""))
    expected = {
        "lock_timeout": "5s",
        "statement_timeout": "30s",
        "idle_in_transaction_session_timeout": "1min",
        "timezone": "UTC",
        "transaction_isolation": "read committed",
    }
    with pytest.raises(LookupError):
        carry_out(engine, then=LookupError)
    # The same connection out of the pool, after it was rolled back.
    with writing(engine) as connection:
        assert {name: connection.scalar(text(f"SHOW {name}")) for name in expected} == expected
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/mutasi"])
def test_what_cannot_carry_the_ledger_is_said_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="cannot carry the ledger"):
        connect(url)


def test_a_write_is_committed_at_the_end(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(new_year())
        assert years(engine) == []
    assert years(engine) == [(2026, 1)]


def test_whatever_is_raised_inside_a_write_undoes_it(engine: Engine) -> None:
    for error in (LookupError, KeyboardInterrupt):
        with pytest.raises(error):
            carry_out(engine, new_year(), then=error)
        assert years(engine) == []
    carry_out(engine, new_year())
    assert years(engine) == [(2026, 1)]


def test_what_the_database_refuses_stays_an_integrity_error(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        carry_out(engine, new_year(), new_year())
    nobody = {"user_name": "satu", "name": "Satu", "employee_id": 99, "created_at": datetime(2026, 1, 5, tzinfo=UTC)}
    with pytest.raises(IntegrityError) as refused:
        carry_out(engine, insert(accounts).values(nobody))
    assert "Satu" not in str(refused.value), "an error that is logged names no person"
    assert years(engine) == []


def test_a_reading_changes_nothing(engine: Engine) -> None:
    with reading(engine) as connection, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        connection.execute(new_year())
    # The same connection writes again afterwards.
    carry_out(engine, new_year())
    with reading(engine) as connection:
        connection.execute(select(case_numbers))
    with writing(engine) as connection:
        connection.execute(update(case_numbers).values(last=2))
    assert years(engine) == [(2026, 2)]


def test_a_reading_sees_one_moment_and_holds_up_no_writer(engine: Engine) -> None:
    with reading(engine) as early:
        assert early.execute(select(case_numbers)).all() == []
        with writing(engine) as connection:
            connection.execute(new_year())
        assert early.execute(select(case_numbers)).all() == []
    assert years(engine) == [(2026, 1)]


def test_a_savepoint_inside_of_a_write_is_undone_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(new_year())
        savepoint = connection.begin_nested()
        connection.execute(new_year(2027))
        savepoint.rollback()
    assert years(engine) == [(2026, 1)]


def test_a_sqlite_write_takes_its_lock_at_once(sqlite_url: str) -> None:
    """A transaction that read first and wrote later would fail at once instead of waiting."""
    engine = connect(sqlite_url)
    with writing(engine) as connection:
        assert connection.execute(select(case_numbers)).all() == []
        with closing(_other(sqlite_url)) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("INSERT INTO case_numbers VALUES (2026, 1)")
    engine.dispose()


@pytest.mark.usefixtures("impatient")
def test_a_sqlite_database_that_another_process_holds_is_busy(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with closing(_other(sqlite_url)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy), writing(engine):
            pass
        other.execute("COMMIT")
    carry_out(engine, new_year())
    assert years(engine) == [(2026, 1)]
    engine.dispose()


@pytest.mark.usefixtures("impatient")
def test_a_row_that_somebody_else_holds_is_busy(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    carry_out(engine, new_year())
    with writing(engine) as holder:
        holder.execute(select(case_numbers).with_for_update())
        with pytest.raises(Busy):
            carry_out(engine, new_year(2027), select(case_numbers).where(case_numbers.c.year == 2026).with_for_update())
    assert years(engine) == [(2026, 1)]
    engine.dispose()


@pytest.mark.usefixtures("impatient")
def test_a_statement_that_takes_too_long_is_busy(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    with pytest.raises(Busy), reading(engine) as connection:
        connection.execute(text("SELECT pg_sleep(10)"))
    engine.dispose()


def test_two_that_wait_for_each_other_end_as_busy(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    with writing(engine) as connection:
        connection.execute(insert(case_numbers), [{"year": 1, "last": 1}, {"year": 2, "last": 1}])
    both = threading.Barrier(2, timeout=10)
    outcomes: list[str] = []

    def raise_both(first: int, second: int) -> None:
        try:
            with writing(engine) as connection:
                connection.execute(update(case_numbers).where(case_numbers.c.year == first).values(last=2))
                both.wait()
                connection.execute(update(case_numbers).where(case_numbers.c.year == second).values(last=2))
        except Busy:
            outcomes.append("busy")
        else:
            outcomes.append("done")

    _together([lambda: raise_both(1, 2), lambda: raise_both(2, 1)])
    assert sorted(outcomes) == ["busy", "done"]
    engine.dispose()


def test_a_server_that_is_gone_is_unwritable(postgresql_url: str) -> None:
    engine = connect(postgresql_url)

    def write_while_the_connection_is_cut() -> None:
        with writing(engine) as connection:
            backend = connection.scalar(text("SELECT pg_backend_pid()"))
            plain(postgresql_url, f"SELECT pg_terminate_backend({backend})")
            connection.execute(new_year())

    with pytest.raises(Unwritable):
        write_while_the_connection_is_cut()
    # The next one gets a connection of its own.
    assert years(engine) == []
    engine.dispose()
    nowhere = connect("postgresql://mutasi@/mutasi?host=/nonexistent")
    with pytest.raises(Unwritable), reading(nowhere):
        pass


def test_a_full_disk_is_unwritable_and_changes_nothing(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    (pages,) = plain(sqlite_url, "PRAGMA page_count")[0]
    full, much = text(f"PRAGMA max_page_count = {pages}"), insert(law_texts).values(text=bytes(1_000_000), **LAW)
    with pytest.raises(Unwritable):
        carry_out(engine, full, new_year(), much)
    engine.dispose()
    after = connect(sqlite_url)
    assert years(after) == []
    with reading(after) as connection:
        assert connection.execute(select(law_texts)).all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    carry_out(after, new_year())
    after.dispose()


def test_a_disk_that_may_not_be_written_is_unwritable(sqlite_url: str) -> None:
    engine = connect(f"sqlite:///file:{sqlite_url.removeprefix('sqlite:///')}?mode=ro&uri=true")
    with pytest.raises(Unwritable), writing(engine) as connection:
        connection.execute(new_year())
    engine.dispose()


def test_a_missing_folder_is_unwritable(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'nowhere' / 'mutasi.db'}")
    with pytest.raises(Unwritable), reading(engine):
        pass
    engine.dispose()


def _other(url: str) -> sqlite3.Connection:
    """Open the file as another process would, which does not wait."""
    return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=0)


def _together(calls: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
