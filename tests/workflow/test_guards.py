"""Plain SQL from outside, triggers in place: what the ledger forbids is refused, whatever program asks."""

import sqlite3

import psycopg
import pytest
from sqlalchemy import Engine, select

from tests.databases import as_owner
from tests.workflow.ledger_rows import FIGURES, PARTS, WHOLE_HEAD, everything, fill, literal, new_entry, plain
from workflow.database import connect, reading, writing
from workflow.guards import missing_or_changed
from workflow.guards.streams import ENDED, INSERT_ONLY
from workflow.tables import entries, metadata, transfers
from workflow.tables.ledger import HEAD

REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError)

_KEPT = [*INSERT_ONLY, *ENDED, "transfers", "case_numbers"]


def _filled(url: str) -> str:
    """Write a few rows into every guarded table, as the application does."""
    engine = connect(url)
    with writing(engine) as connection:
        fill(connection)
    engine.dispose()
    return url


@pytest.fixture
def filled_url(database_url: str) -> str:
    return _filled(database_url)


@pytest.fixture
def filled_sqlite(sqlite_url: str) -> str:
    return _filled(sqlite_url)


@pytest.fixture
def filled_postgresql(postgresql_url: str) -> str:
    return _filled(postgresql_url)


def refuses(url: str, statement: str, because: str = "") -> None:
    """See that a statement is refused and that nothing at all has changed."""
    before = everything(url)
    with pytest.raises(REFUSED, match=because or None):
        plain(url, statement)
    assert everything(url) == before


def test_every_guarded_table_has_rows_to_attack(filled_url: str) -> None:
    rows = everything(filled_url)
    assert [table for table in _KEPT if not rows[table]] == []


def test_nothing_is_deleted(filled_url: str) -> None:
    for table in _KEPT:
        refuses(filled_url, f"DELETE FROM {table}")


def test_what_is_only_added_to_is_never_changed(filled_url: str) -> None:
    for table in INSERT_ONLY:
        for column in metadata.tables[table].columns:
            refuses(filled_url, f"UPDATE {table} SET {column.name} = {column.name}")


def test_nothing_is_truncated(filled_postgresql: str) -> None:
    for table in _KEPT:
        refuses(filled_postgresql, f"TRUNCATE {table} CASCADE")


def test_a_session_that_calls_itself_a_replica_is_refused_all_the_same(filled_postgresql: str) -> None:
    replica = "SET session_replication_role = replica; "
    refuses(filled_postgresql, f"{replica} DELETE FROM entries")
    refuses(filled_postgresql, f"{replica} UPDATE transfers SET state = 'executed'")
    plain(filled_postgresql, replica + new_entry())
    assert plain(filled_postgresql, "SELECT number FROM transfers WHERE id = 1") == [(3,)]


def test_a_table_of_ones_own_is_not_taken_for_the_ledger(filled_postgresql: str) -> None:
    forged = "CREATE TEMP TABLE entries AS SELECT * FROM public.entries; UPDATE entries SET state = 'executed'; "
    refuses(filled_postgresql, f"{forged} UPDATE public.transfers SET state = 'executed'", "repeats the last entry")


# Each with the columns that say which row is meant; on SQLite REPLACE deletes what stands in its way.
_REPLACED = [
    f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({values})"
    for table, columns, values in [
        ("members", "id, body_id, employee_id, office, votes, since", "1, 1, 2, 'chair', 1, '2026-01-05'"),
        ("members", "body_id, employee_id, office, votes, since", "1, 1, 'chair', 1, '2026-01-05'"),
        ("grants", "id, account_id, role, since, ground, granted_at", "1, 1, 'ppk', '2026-01-05', 'x', '2026-01-05'"),
        ("delegations", "id, office, account_id, instrument, acting, since, until", "1, 'ppk', 1, 'x', 0, 'x', 'x'"),
        ("transfers", "id, case_number", "1, 'MUT-2026-0009'"),
        ("transfers", "case_number", "'MUT-2026-0001'"),
        ("case_numbers", "year, last", "2026, 1"),
        ("private_values", "entry_id, field, salt, value", "1, 'name', 'x', 'x'"),
        ("private_values", "rowid, entry_id, field, salt, value", "1, 2, 'name', 'x', 'x'"),
        ("register_events", "id, number, kind, at, bytes, hash", "1, 3, 'load', 'x', 'x', 'x'"),
        ("register_events", "number, kind, at, bytes, hash", "1, 'load', 'x', 'x', 'x'"),
        ("register_values", "event_id, field, salt, value", "1, 'name', 'x', 'x'"),
        ("register_values", "rowid, event_id, field, salt, value", "1, 2, 'name', 'x', 'x'"),
        ("security_events", "id, at, kind, detail", "1, 'x', 'x', 'x'"),
        (
            "runs",
            "id, as_of, horizon, made_at, origin, law, parameters, registers_on",
            "1, 'x', 12, 'x', 'x', 'x', 'x', 'x'",
        ),
        (
            "runs",
            "as_of, horizon, made_at, origin, law, parameters, registers_on, replaces_id",
            "'x', 12, 'x', 'x', 'x', 'x', 'x', 1",
        ),
        (
            "cells",
            f"run_id, post_id, unit_id, {', '.join(FIGURES)}, detail",
            f"1, 1, 1, {', '.join('0' * len(FIGURES))}, 'x'",
        ),
        (
            "plans",
            "id, run_id, made_at, law, parameters, model, solver, status, objective, bound, milliseconds",
            "1, 1, 'x', 'x', 'x', 'x', 'x', 'x', 0, 0, 0",
        ),
        (
            "plan_moves",
            f"plan_id, number, employee_id, post_id, value, {', '.join(PARTS)}, forced",
            "1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0",
        ),
        ("plan_proposals", "plan_id, number, transfer_id", "1, 1, 3"),
        ("verifications", "id, at, operator, result, transfers, entries", "1, 'x', 'x', 'x', 0, 0"),
        ("law_texts", "digest, text, release, first_used_at", "CAST('one' AS BLOB), 'x', '1', 'x'"),
        ("law_texts", "rowid, digest, text, release, first_used_at", "1, 'x', 'x', '1', 'x'"),
    ]
]


@pytest.mark.parametrize("statement", _REPLACED)
def test_replace_does_not_walk_past_the_guards(filled_sqlite: str, statement: str) -> None:
    refuses(filled_sqlite, statement)


@pytest.mark.parametrize(
    "values",
    [{"id": 1}, {"key": "key-1-1"}, {"number": 2}, {"number": 1}],
    ids=["by id", "by key", "by number", "by the first number"],
)
def test_replace_does_not_rewrite_an_entry(filled_sqlite: str, values: dict[str, object]) -> None:
    refuses(filled_sqlite, new_entry(**values).replace("INSERT", "INSERT OR REPLACE"))


@pytest.mark.parametrize("word", ["REPLACE", "IGNORE", "FAIL", "ROLLBACK", "ABORT"])
def test_the_words_after_or_do_not_reach_into_the_head(filled_sqlite: str, word: str) -> None:
    """A REPLACE there would delete the transfer that binds the employee, an IGNORE leave an entry without a head."""
    binding = new_entry(employee_id=2).replace("INSERT", f"INSERT OR {word}")
    refuses(filled_sqlite, binding, "uq_transfers_open_employee")


@pytest.mark.parametrize("table", [*INSERT_ONLY, *ENDED, "transfers"])
def test_no_row_hides_below_the_first_number(filled_sqlite: str, table: str) -> None:
    """A trigger sees −1 for a number still to be chosen; a row of that number would be mistaken for it."""
    columns = [column.name for column in metadata.tables[table].columns if column.name != "id"]
    known = plain(filled_sqlite, f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid DESC LIMIT 1")[0]
    fresh = {
        "key": "new",
        "replaces_id": 2,
        "run_id": 2,
        "case_number": "new",
        "since": "2030-01-01",
        "digest": "new",
        "field": "new",
    }
    counted = {"number": 3, **dict.fromkeys(HEAD if table == "transfers" else [])}
    row = {**dict(zip(columns, known, strict=True)), **{k: v for k, v in (fresh | counted).items() if k in columns}}
    marks = ", ".join("?" for _ in row)
    connection = sqlite3.connect(filled_sqlite.removeprefix("sqlite:///"))
    with pytest.raises(sqlite3.IntegrityError, match="numbered from one"):
        connection.execute(f"INSERT INTO {table} (rowid, {', '.join(row)}) VALUES (-1, {marks})", list(row.values()))
    connection.close()


def test_an_update_does_not_replace_either(filled_sqlite: str) -> None:
    refuses(filled_sqlite, "UPDATE OR REPLACE members SET since = '2027-01-05' WHERE id = 1")
    refuses(filled_sqlite, "UPDATE OR REPLACE transfers SET id = 2 WHERE id = 1")
    refuses(filled_sqlite, "UPDATE OR REPLACE grants SET id = 2 WHERE id = 1")
    refuses(filled_sqlite, "UPDATE OR REPLACE delegations SET id = 2 WHERE id = 1")
    refuses(filled_sqlite, "UPDATE OR REPLACE case_numbers SET year = 2025 WHERE year = 2026")


@pytest.mark.parametrize("number", [None, 0, 1, 2, 4, -3])
def test_an_entry_has_the_next_number(filled_url: str, number: int | None) -> None:
    refuses(filled_url, new_entry(number=number))


def test_the_first_entry_is_number_one(filled_url: str) -> None:
    refuses(filled_url, new_entry(transfer_id=3, number=2, employee_id=None, binds_employee=False))
    plain(filled_url, new_entry(transfer_id=3, number=1, employee_id=None, binds_employee=False))


def test_an_entry_needs_a_transfer(filled_url: str) -> None:
    refuses(filled_url, new_entry(transfer_id=9, number=1))


def test_a_key_is_used_once(filled_url: str) -> None:
    """Who answers the repeat knows it by the constraint's name, on both databases."""
    refuses(filled_url, new_entry(key="key-1-1"), "uq_entries_account_id_key")


def test_an_employee_has_one_open_transfer(filled_url: str) -> None:
    refuses(filled_url, new_entry(employee_id=2), "uq_transfers_open_employee")


def test_an_entry_moves_the_head(filled_url: str) -> None:
    assert set(WHOLE_HEAD) == set(HEAD), "a new column of the head belongs into WHOLE_HEAD"
    plain(filled_url, new_entry(**WHOLE_HEAD))
    columns = ", ".join(HEAD)
    (head,) = plain(filled_url, f"SELECT {columns} FROM transfers WHERE id = 1")
    assert [head] == plain(filled_url, f"SELECT {columns} FROM entries WHERE transfer_id = 1 AND number = 3")
    assert None not in head


@pytest.mark.parametrize("column", HEAD)
def test_no_head_is_written(filled_url: str, column: str) -> None:
    for value in (literal(WHOLE_HEAD[column]), "NULL"):
        changes = plain(filled_url, f"SELECT 1 FROM transfers WHERE id = 1 AND {column} IS DISTINCT FROM {value}")
        if changes:
            refuses(filled_url, f"UPDATE transfers SET {column} = {value} WHERE id = 1", "repeats the last entry")
        refuses(filled_url, f"UPDATE transfers SET {column} = {value} WHERE id = 3", "repeats the last entry")


def test_no_head_is_set_back_to_an_earlier_entry(filled_url: str) -> None:
    columns = ", ".join(HEAD)
    refuses(
        filled_url,
        f"UPDATE transfers SET ({columns}) = (SELECT {columns} FROM entries WHERE transfer_id = 1 AND number = 1)"
        " WHERE id = 1",
    )


def test_no_transfer_is_renamed(filled_url: str) -> None:
    refuses(filled_url, "UPDATE transfers SET id = 9 WHERE id = 1")
    refuses(filled_url, "UPDATE transfers SET case_number = 'MUT-2026-0009' WHERE id = 1")
    refuses(filled_url, "UPDATE transfers SET case_number = 'MUT-2026-0009' WHERE id = 3")


@pytest.mark.parametrize("column", HEAD)
def test_no_transfer_starts_with_a_head(filled_url: str, column: str) -> None:
    values = f"'MUT-2026-0009', {literal(WHOLE_HEAD[column])}"
    refuses(filled_url, f"INSERT INTO transfers (case_number, {column}) VALUES ({values})", "starts empty")


def test_heads_are_rebuilt_by_an_ordinary_update(filled_url: str) -> None:
    """An UPDATE that repeats the last entry is the one write of a head that is let through."""
    engine = connect(as_owner(filled_url))
    last = select(entries).where(entries.c.transfer_id == transfers.c.id).order_by(entries.c.number.desc()).limit(1)
    rebuilt = {name: last.with_only_columns(entries.c[name]).scalar_subquery() for name in HEAD}
    with writing(engine) as connection:
        before = connection.execute(select(transfers).order_by(transfers.c.id)).all()
        changed = connection.execute(transfers.update().where(transfers.c.number.is_not(None)).values(rebuilt))
        assert changed.rowcount == 2
        assert connection.execute(select(transfers).order_by(transfers.c.id)).all() == before
    engine.dispose()


def test_a_grant_can_only_be_ended_and_only_once(filled_url: str) -> None:
    ending = "ended_at = '2026-01-06 00:00:00+00:00', ended_ground = 'SK 9'"
    refuses(filled_url, "UPDATE grants SET role = 'ppk' WHERE id = 1")
    refuses(filled_url, f"UPDATE grants SET account_id = 2, until = '2026-01-06', {ending} WHERE id = 1")
    refuses(filled_url, "UPDATE grants SET until = '2026-01-06' WHERE id = 1")
    refuses(filled_url, f"UPDATE grants SET {ending} WHERE id = 1")
    refuses(filled_url, f"UPDATE grants SET until = '2027-01-01', {ending} WHERE id = 2")
    refuses(filled_url, "UPDATE grants SET ended_at = NULL WHERE id = 3")
    refuses(filled_url, "UPDATE grants SET until = NULL WHERE id = 3")
    plain(filled_url, f"UPDATE grants SET until = '2026-01-06', {ending} WHERE id = 1")
    plain(filled_url, f"UPDATE grants SET until = '2026-02-01', {ending} WHERE id = 2")


def test_delegations_and_members_stay_about_the_same_person(filled_url: str) -> None:
    refuses(filled_url, "UPDATE delegations SET office = 'head_bkpsdm' WHERE id = 1")
    refuses(filled_url, "UPDATE delegations SET account_id = 9 WHERE id = 1")
    refuses(filled_url, "UPDATE members SET employee_id = 2 WHERE id = 1")
    refuses(filled_url, "UPDATE members SET since = '2027-01-05' WHERE id = 1")
    plain(
        filled_url, "UPDATE delegations SET until = '2026-01-20', ended_at = '2026-01-20 00:00:00+00:00' WHERE id = 1"
    )
    plain(filled_url, "UPDATE members SET until = '2026-12-31' WHERE id = 1")


def test_numbers_never_go_back(filled_url: str) -> None:
    next_number = "INSERT INTO case_numbers (year, last) VALUES ({year}, 1)"
    refuses(filled_url, "UPDATE case_numbers SET last = 2")
    refuses(filled_url, "UPDATE case_numbers SET year = 2025")
    plain(filled_url, "UPDATE case_numbers SET last = last + 1")
    plain(filled_url, f"{next_number.format(year=2026)} ON CONFLICT (year) DO UPDATE SET last = case_numbers.last + 1")
    plain(filled_url, next_number.format(year=2027))
    assert plain(filled_url, "SELECT year, last FROM case_numbers ORDER BY year") == [(2026, 5), (2027, 1)]


def test_events_of_the_register_are_counted_without_a_gap(filled_url: str) -> None:
    for number in (1, 2, 4):
        values = f"{number}, 'load', '2026-01-06', 'x', 'x'"
        event = f"INSERT INTO register_events (number, kind, at, bytes, hash) VALUES ({values})"
        refuses(filled_url, event)
    plain(filled_url, event.replace("(4,", "(3,"))


def test_a_new_database_has_every_guard(engine: Engine) -> None:
    with reading(engine) as connection:
        assert missing_or_changed(connection) == []


def test_a_dropped_or_rewritten_trigger_is_named(filled_sqlite: str) -> None:
    plain(filled_sqlite, "DROP TRIGGER entries_no_update")
    plain(filled_sqlite, "DROP TRIGGER transfers_repeat_last")
    plain(filled_sqlite, "CREATE TRIGGER transfers_repeat_last BEFORE UPDATE ON transfers BEGIN SELECT 1; END")
    plain(filled_sqlite, "CREATE TRIGGER stranger AFTER INSERT ON entries BEGIN SELECT 1; END")
    assert _missing_or_changed(filled_sqlite) == ["entries_no_update", "stranger", "transfers_repeat_last"]


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DROP TRIGGER entries_insert_only ON entries", ["entries_insert_only"]),
        ("ALTER TABLE entries DISABLE TRIGGER entries_insert_only", ["entries_insert_only"]),
        ("ALTER TABLE entries ENABLE TRIGGER entries_insert_only", ["entries_insert_only"]),
        ("ALTER FUNCTION entries_move_head() SECURITY INVOKER", ["entries_move_head()"]),
        ("ALTER FUNCTION entries_move_head() RESET search_path", ["entries_move_head()"]),
        ("GRANT EXECUTE ON FUNCTION entries_move_head() TO PUBLIC", ["entries_move_head()"]),
        (
            "CREATE OR REPLACE FUNCTION refuse_statement() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
            ["refuse_statement()"],
        ),
        (
            "CREATE TRIGGER stranger AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION refuse_statement()",
            ["stranger"],
        ),
        (
            "CREATE TRIGGER entries_follow BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION entries_follow()",
            ["entries_follow"],
        ),
    ],
)
def test_a_dropped_switched_off_or_rewritten_guard_is_named(
    postgresql_url: str, statement: str, named: list[str]
) -> None:
    plain(postgresql_url, statement)
    assert _missing_or_changed(postgresql_url) == named


def test_a_dump_that_restores_triggers_as_ordinary_ones_is_noticed(postgresql_url: str) -> None:
    """As a restore of the data alone leaves them, which switches triggers off and on again."""
    plain(postgresql_url, "ALTER TABLE entries DISABLE TRIGGER ALL; ALTER TABLE entries ENABLE TRIGGER ALL")
    assert _missing_or_changed(postgresql_url) == ["entries_follow", "entries_insert_only", "entries_move_head"]


def _missing_or_changed(url: str) -> list[str]:
    engine = connect(url)
    try:
        with reading(engine) as connection:
            return missing_or_changed(connection)
    finally:
        engine.dispose()
