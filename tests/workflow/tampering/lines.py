"""A line by itself: its bytes, its hash, its place in the chain, its columns and its private values."""

import json

from sqlalchemy import text, update

from tests.workflow.tampering.table import finds
from tests.workflow.told import EVALUATED, PROPOSED, VOTED, WITHDRAWN, Copy, entry
from workflow.audit.report import VALUES
from workflow.canonical import digest
from workflow.tables import entries


@finds("hash", EVALUATED, 9)
def an_edited_byte(copy: Copy) -> None:
    with copy.unguarded() as connection:
        line = entry(connection, EVALUATED, 9)
        edited = bytes(line["bytes"]).replace(b'"vote"', b'"veto"', 1)
        connection.execute(update(entries).where(entries.c.id == line["id"]).values(bytes=edited))


@finds("hash", EVALUATED, 9)
def an_edited_hash(copy: Copy) -> None:
    with copy.unguarded() as connection:
        line = entry(connection, EVALUATED, 9)
        connection.execute(update(entries).where(entries.c.id == line["id"]).values(hash=digest(b"another")))


@finds("chain", EVALUATED, 10)
def an_edited_line_that_was_hashed_anew(copy: Copy) -> None:
    copy.edit(EVALUATED, 9, lambda record: record.update(key="another"), key="another")


@finds("bytes", WITHDRAWN, 2)
def a_line_written_with_spaces(copy: Copy) -> None:
    with copy.unguarded() as connection:
        line = entry(connection, WITHDRAWN, 2)
        raw = json.dumps(json.loads(line["bytes"]), sort_keys=True).encode()
        connection.execute(update(entries).where(entries.c.id == line["id"]).values(bytes=raw, hash=digest(raw)))


@finds("bytes", WITHDRAWN, 2)
def a_line_that_is_no_record(copy: Copy) -> None:
    with copy.unguarded() as connection:
        line = entry(connection, WITHDRAWN, 2)
        connection.execute(update(entries).where(entries.c.id == line["id"]).values(bytes=b"7", hash=digest(b"7")))


@finds("stream", WITHDRAWN, 2)
def a_line_out_of_another_case(copy: Copy) -> None:
    copy.edit(WITHDRAWN, 2, lambda record: record.update(stream=f"transfer/{PROPOSED}"))


@finds("columns", EVALUATED, 3, "role")
def an_edited_column(copy: Copy) -> None:
    with copy.unguarded() as connection:
        line = entry(connection, EVALUATED, 3)
        connection.execute(update(entries).where(entries.c.id == line["id"]).values(role="ppk"))


@finds("columns", EVALUATED, 3, "due_on")
def an_edited_column_of_the_head(copy: Copy) -> None:
    with copy.unguarded() as connection:
        line = entry(connection, EVALUATED, 3)
        connection.execute(update(entries).where(entries.c.id == line["id"]).values(due_on=None))


@finds("missing", EVALUATED, 1)
def the_first_line_deleted(copy: Copy) -> None:
    delete(copy, EVALUATED, 1)


@finds("missing", EVALUATED, 7)
def a_line_in_the_middle_deleted(copy: Copy) -> None:
    delete(copy, EVALUATED, 7)


@finds("missing", EVALUATED, 22)
def the_last_line_deleted(copy: Copy) -> None:
    delete(copy, EVALUATED, 22)


def delete(copy: Copy, case: str, number: int) -> None:
    """Delete a line with its private values."""
    with copy.unguarded() as connection:
        line = entry(connection, case, number)
        for statement in ("DELETE FROM private_values WHERE entry_id = :id", "DELETE FROM entries WHERE id = :id"):
            connection.execute(text(statement), {"id": line["id"]})


@finds("columns", EVALUATED, 6, "number")
def two_lines_exchanged(copy: Copy) -> None:
    with copy.unguarded() as connection:
        six, seven = (entry(connection, EVALUATED, number)["id"] for number in (6, 7))
        for line, number in ((six, 1000), (seven, 6), (six, 7)):
            connection.execute(update(entries).where(entries.c.id == line).values(number=number))


@finds("private", EVALUATED, 2, "reason")
def a_private_value_exchanged(copy: Copy) -> None:
    with copy.unguarded() as connection:
        line = entry(connection, EVALUATED, 2)
        changed = "UPDATE private_values SET value = :value WHERE entry_id = :id AND field = 'reason'"
        connection.execute(text(changed), {"value": '"Tidak mendesak."', "id": line["id"]})


@finds("extra", EVALUATED, 3, "whisper")
def a_private_value_added(copy: Copy) -> None:
    """The guards let a new value through: it stands beside a line, and no line speaks of it."""
    with copy.outside() as connection:
        line = entry(connection, EVALUATED, 3)
        added = "INSERT INTO private_values (entry_id, field, salt, value) VALUES (:id, 'whisper', :salt, '1')"
        connection.execute(text(added), {"id": line["id"], "salt": b"salt"})


@finds("orphan", VALUES)
def a_private_value_of_no_line(copy: Copy) -> None:
    copy.run("INSERT INTO private_values (entry_id, field, salt, value) VALUES (999, 'x', :salt, '1')", salt=b"salt")


@finds("columns", VOTED, 4, "employee")
def a_vote_given_to_another_employee(copy: Copy) -> None:
    copy.edit(VOTED, 4, lambda record: record.update(employee=record["employee"] + 1))


@finds("columns", EVALUATED, 1, "employee")
def an_account_linked_to_another_employee(copy: Copy) -> None:
    copy.run("UPDATE accounts SET employee_id = NULL WHERE user_name = 'maslan'")
