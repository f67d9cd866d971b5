"""Imports beside transfers: nothing that a transfer wrote is changed by a file, and everything still verifies."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.stories.town import at
from tests.workflow.imported import ORDER, told, verified, write
from tests.workflow.told import Copy
from workflow.database import connect, reading
from workflow.organisation.exporting import exported, write_csv
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.files.writing import written
from workflow.organisation.importing import Moved, stage, take
from workflow.organisation.importing.marks import mark
from workflow.organisation.registers.corrections import correct_employee
from workflow.tables import accounts, employees, entries, history

LATER = at(date(2031, 1, 20))


def test_registers_in_which_transfers_were_carried_out_come_back_unchanged(copy: Copy, tmp_path: Path) -> None:
    engine = connect(copy.url)
    for kind in ORDER:
        path = tmp_path / f"{kind}.csv"
        with path.open("wb") as file, reading(engine) as connection:
            write_csv(file, BY_NAME[kind], exported(connection, kind))
        found = stage(engine, kind, path, None, LATER)
        assert (found.state, found.changes) == ("waiting", 0), (kind, told(engine, found))
        take(engine, found.token, None, LATER)
    assert verified(engine) == "clean"
    engine.dispose()


def test_a_row_of_the_history_that_a_transfer_wrote_is_corrected_in_its_case(copy: Copy, tmp_path: Path) -> None:
    engine = connect(copy.url)
    kind = BY_NAME["history"]
    with reading(engine) as connection:
        moved = select(employees.c.nip).join(history, history.c.employee_id == employees.c.id)
        nip = connection.scalar(moved.where(history.c.transfer_id.is_not(None)))
        rows = [row for row in exported(connection, "history") if row.nip == nip]
    lines = [[column.name for column in kind.columns]]
    lines += [[written(getattr(row, column.into)) for column in kind.columns] for row in rows]
    lines[-1][lines[0].index("unit_name")] = "Puskesmas Lain"
    found = stage(engine, "history", write(tmp_path, "history", lines), None, LATER)
    (fault,) = told(engine, found)
    assert (found.state, fault.column) == ("refused", "unit_name")
    assert "corrected in that case" in fault.message.en
    engine.dispose()


def test_a_correction_that_was_recorded_meanwhile_is_seen(copy: Copy, tmp_path: Path) -> None:
    """A file that was read before somebody retired says the old standing: taking it looks again and refuses."""
    engine = connect(copy.url)
    kind = BY_NAME["employees"]
    with reading(engine) as connection:
        rows = list(exported(connection, "employees"))
        togar = connection.execute(select(employees).where(employees.c.name == "Togar Sinaga")).one()
        head = connection.scalar(select(accounts.c.id).where(accounts.c.user_name == "halomoan")) or 0
    lines = [[column.name for column in kind.columns]]
    lines += [[written(getattr(row, column.into)) for column in kind.columns] for row in rows]
    lines[1][lines[0].index("email")] = "baru@contoh.id"
    found = stage(engine, "employees", write(tmp_path, "employees", lines), None, LATER)
    assert (found.waits, found.changed) == (True, 1), told(engine, found)
    decree = {"since": "2031-01-01", "decree": "882/1/2031", "reason": "Batas usia pensiun"}
    correct_employee(engine, head, LATER, {"employee": str(togar.id), "standing": "PENSIUN", **decree})
    with pytest.raises(Moved) as moved:
        take(engine, found.token, None, LATER)
    (fault,) = told(engine, moved.value.found)
    assert (moved.value.found.state, fault.column, fault.value) == ("refused", "standing", "AKTIF")
    assert verified(engine) == "clean"
    engine.dispose()


def test_what_a_mark_sees(copy: Copy) -> None:
    """Every change of a register that is an event, and for people and their history what transfers do."""
    engine = connect(copy.url)
    with reading(engine) as connection:
        events, moved = mark(connection, "employees")
        executed = select(entries.c.id).where(entries.c.step.in_(("execute", "correct")))
        assert moved == max(connection.scalars(executed))
        assert mark(connection, "courses") == (events, 0)
    engine.dispose()
