"""The guards as SQLite's triggers.

Three habits of SQLite make them longer than PostgreSQL's. REPLACE deletes the row in its way without a word unless
`recursive_triggers` is on, which is a setting of whoever connects: so each table refuses a row that exists, by every
column that REPLACE would look at, the hidden number of the row included. A trigger sees −1 in place of a number that
SQLite is still to choose: so no row may be numbered below one. And the words after `INSERT OR` hold inside of
triggers too: so the ledger looks for itself whether an employee is bound already, and whether the head has moved.

A refusal that stands for a constraint begins with that constraint's name, as PostgreSQL's message has it.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from workflow.guards.streams import ENDED, INSERT_ONLY
from workflow.tables.ledger import HEAD


def read(connection: Connection) -> dict[str, str]:
    """Read the triggers that a database has, with their texts."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row.name: row.sql for row in rows}


def _columns(row: str, names: Iterable[str]) -> str:
    return ", ".join(f"{row}.{name}" for name in names)


def _refuse(name: str, moment: str, condition: str, reason: str) -> str:
    """Write a trigger that refuses at that moment, under that condition or always."""
    when = f"\nWHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} {moment}{when}\nBEGIN\n  SELECT RAISE(ABORT, '{reason}');\nEND"


def _never_deleted(table: str) -> dict[str, str]:
    name = f"{table}_no_delete"
    return {name: _refuse(name, f"BEFORE DELETE ON {table}", "", f"{table}: a row is never deleted")}


def _never_changed(table: str) -> dict[str, str]:
    name = f"{table}_no_update"
    return {name: _refuse(name, f"BEFORE UPDATE ON {table}", "", f"{table}: a row is never changed")}


def _never_replaced(table: str, known_by: tuple[str, ...]) -> dict[str, str]:
    """Refuse a row that exists already, and one whose number could hide it from that comparison."""
    exists = f"EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid)"
    if known_by:
        same = " AND ".join(f"{column} = NEW.{column}" for column in known_by)
        exists += f"\n  OR EXISTS (SELECT 1 FROM {table} WHERE {same})"
    replaced, numbered = f"{table}_no_replace", f"{table}_numbered"
    return {
        replaced: _refuse(replaced, f"BEFORE INSERT ON {table}", exists, f"{table}: a row is never replaced"),
        numbered: _refuse(
            numbered, f"AFTER INSERT ON {table}", "NEW.rowid < 1", f"{table}: rows are numbered from one"
        ),
    }


def _ledger() -> dict[str, str]:
    """Guard what an entry may be, and let it move the head of its transfer."""
    return {
        "entries_follow": """\
CREATE TRIGGER entries_follow BEFORE INSERT ON entries
BEGIN
  SELECT RAISE(ABORT, 'uq_entries_account_id_key: the key was used before')
    WHERE EXISTS (SELECT 1 FROM entries WHERE account_id = NEW.account_id AND key = NEW.key);
  SELECT RAISE(ABORT, 'uq_entries_transfer_id_number: not the next number of its transfer')
    WHERE NEW.number IS NOT (SELECT coalesce(number, 0) + 1 FROM transfers WHERE id = NEW.transfer_id)
      OR EXISTS (SELECT 1 FROM entries WHERE transfer_id = NEW.transfer_id AND number >= NEW.number);
  SELECT RAISE(ABORT, 'uq_transfers_open_employee: another transfer binds the employee')
    WHERE NEW.binds_employee AND EXISTS (
      SELECT 1 FROM transfers WHERE employee_id = NEW.employee_id AND binds_employee AND id <> NEW.transfer_id);
END""",
        "entries_move_head": f"""\
CREATE TRIGGER entries_move_head AFTER INSERT ON entries
BEGIN
  UPDATE transfers SET ({", ".join(HEAD)})
    = ({_columns("NEW", HEAD)})
    WHERE id = NEW.transfer_id;
  SELECT RAISE(ABORT, 'transfers: the head did not move')
    WHERE NEW.number IS NOT (SELECT number FROM transfers WHERE id = NEW.transfer_id);
END""",
    }


def _heads() -> dict[str, str]:
    """Let a transfer start empty and repeat, in its head, what its last entry says."""
    return {
        "transfers_start_empty": _refuse(
            "transfers_start_empty",
            "BEFORE INSERT ON transfers",
            f"coalesce({_columns('NEW', HEAD)}) IS NOT NULL",
            "transfers: a row starts empty, its entries fill it",
        ),
        "transfers_repeat_last": _refuse(
            "transfers_repeat_last",
            "BEFORE UPDATE ON transfers",
            f"""(NEW.id, NEW.case_number) IS NOT (OLD.id, OLD.case_number)
  OR NOT EXISTS (
    SELECT 1 FROM entries
    WHERE transfer_id = NEW.id AND number = (SELECT max(number) FROM entries WHERE transfer_id = NEW.id)
      AND ({", ".join(HEAD)})
        IS ({_columns("NEW", HEAD)}))""",
            "transfers: a head repeats the last entry",
        ),
    }


def _numbers() -> dict[str, str]:
    """Count without gaps and never backwards."""
    return {
        "register_events_follow": _refuse(
            "register_events_follow",
            "BEFORE INSERT ON register_events",
            "NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM register_events)",
            "uq_register_events_number: not the next number",
        ),
        "case_numbers_rise": _refuse(
            "case_numbers_rise",
            "BEFORE UPDATE ON case_numbers",
            "NEW.year IS NOT OLD.year OR NEW.last < OLD.last",
            "case_numbers: a number is given once",
        ),
        # Not by asking whether the year exists: the insert that becomes an update, as the act writes it, would fail.
        "case_numbers_no_replace": _refuse(
            "case_numbers_no_replace",
            "AFTER INSERT ON case_numbers",
            """EXISTS (
  SELECT 1 FROM transfers
  WHERE case_number > printf('MUT-%d-%04d', NEW.year, NEW.last) AND case_number < printf('MUT-%d-:', NEW.year))""",
            "case_numbers: a number is given once",
        ),
    }


def _endings() -> dict[str, str]:
    """Let what ends by a date be ended, and stay about the same person."""
    granted = ("id", "account_id", "role", "unit_id", "since", "ground", "granted_by", "granted_at")
    delegated = ("id", "office", "account_id", "since")
    seated = ("id", "body_id", "employee_id")
    return {
        "grants_only_end": _refuse(
            "grants_only_end",
            "BEFORE UPDATE ON grants",
            f"""({_columns("NEW", granted)})
    IS NOT ({_columns("OLD", granted)})
  OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.until IS NULL OR NEW.until > OLD.until""",
            "grants: a grant can only be ended, once",
        ),
        "delegations_stay": _refuse(
            "delegations_stay",
            "BEFORE UPDATE ON delegations",
            f"({_columns('NEW', delegated)}) IS NOT ({_columns('OLD', delegated)})",
            "delegations: office, person and start stay",
        ),
        "members_stay": _refuse(
            "members_stay",
            "BEFORE UPDATE ON members",
            f"""({_columns("NEW", seated)}) IS NOT ({_columns("OLD", seated)})
  OR NEW.since IS NOT OLD.since AND EXISTS (
    SELECT 1 FROM members WHERE body_id = NEW.body_id AND employee_id = NEW.employee_id AND since = NEW.since)""",
            "members: body and person stay",
        ),
    }


def _all() -> dict[str, str]:
    guards = _ledger() | _heads() | _numbers() | _endings()
    for table, known_by in INSERT_ONLY.items():
        guards |= _never_changed(table) | _never_deleted(table) | _never_replaced(table, known_by)
    for table, known_by in ENDED.items():
        guards |= _never_deleted(table) | _never_replaced(table, known_by)
    guards |= _never_deleted("transfers") | _never_replaced("transfers", ("case_number",))
    return guards | _never_deleted("case_numbers")


GUARDS = _all()
