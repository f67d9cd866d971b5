"""Reading a file to its end beside the registers, in short transactions: the city goes on working meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from workflow.database import reading, writing
from workflow.organisation.calendar import city_day
from workflow.organisation.files import Fault
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.files.tables import Line, Lines, repeated
from workflow.organisation.importing import staged, together
from workflow.organisation.importing.comparing import Compared, Comparison
from workflow.organisation.importing.keepers import keeper_of
from workflow.organisation.importing.marks import mark
from workflow.organisation.importing.staged import CHUNK, FAULTY, Import
from workflow.organisation.importing.sweeping import sweep
from workflow.tables import import_rows, imports

# Told after each chunk: lines read so far, lines in all, as far as they can be counted beforehand.
Progress = Callable[[int, int], None]

WARNINGS_KEPT = 200


def stage(
    engine: Engine,
    kind: str,
    path: Path,
    account: int | None,
    moment: datetime,
    progress: Progress | None = None,
    name: str = "",
) -> Import:
    """Read a file of a kind and compare it with its register; give the import, which waits for a yes or is refused.

    `name` is what the file is called, where that is not the name on the disk. Raises NotKept.
    """
    staging = opened(engine, kind, path, account, moment, name)
    staging.run(progress)
    with reading(engine) as connection:
        read = staged.find(connection, staging.token)
    if read is None:
        raise staged.NotWaiting(staging.token)
    return read


def opened(engine: Engine, kind: str, path: Path, account: int | None, moment: datetime, name: str = "") -> "Staging":
    """Open a file and write down that it is being read; whoever calls lets it `run`. Raises NotKept."""
    sweep(engine, moment)
    lines = Lines(path, BY_NAME[kind], name)
    return Staging(engine, _begin(engine, lines, account, moment), lines, moment)


def _begin(engine: Engine, lines: Lines, account: int | None, moment: datetime) -> Import:
    token = token_urlsafe(18)
    row = {"token": token, "kind": lines.kind.name, "file": lines.file, "account_id": account, "at": moment}
    with keeper_of(engine, lines.kind.name, account, moment) as keeper:
        seen = mark(keeper.connection, lines.kind.name)
        report = staged.report_text((), (), 0, lines.columns, seen, lines.size)
        keeper.insert(imports, row | {"state": staged.READING, "report": report})
        found = staged.find(keeper.connection, token)
    if found is None:
        raise staged.NotWaiting(token)
    return found


class Staging:
    """One file on its way into the staging table, with the warnings that it has met."""

    def __init__(self, engine: Engine, found: Import, lines: Lines, moment: datetime) -> None:
        self._engine = engine
        self._import = found
        self._lines = lines
        self._comparison = Comparison(lines.kind, lines.file, lines.columns, city_day(moment))
        self._warnings: list[Fault] = []
        self._warned = 0

    @property
    def token(self) -> str:
        """What stands in the address of the import's page."""
        return self._import.token

    def run(self, progress: Progress | None = None) -> None:
        """Read chunk after chunk, then look at all rows together, then say what came of it."""
        done = 0
        for chunk in _chunks(self._lines):
            self._chunk(chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, max(done, self._lines.size))
        if self._lines.whole and self._lines.kind.name in together.KINDS:
            self._together()
        self._settle()

    def _chunk(self, chunk: Sequence[Line]) -> None:
        with reading(self._engine) as connection:
            faulty = {line.number: list(line.faults) for line in chunk if line.faults}
            rows = [line.row for line in chunk if line.row is not None]
            for fault in self._repeated(connection, rows):
                faulty.setdefault(fault.row or 0, []).append(fault)
            sound = [row for row in rows if row.line not in faulty]
            compared, warnings = self._comparison.compare(connection, sound)
        self._keep_warnings(warnings)
        records = [self._faulty(line, faults) for line, faults in faulty.items()]
        records += [self._record(each) for each in compared]
        with writing(self._engine) as connection:
            connection.execute(insert(import_rows), records)

    def _repeated(self, connection: Connection, rows: Sequence[Any]) -> Iterator[Fault]:
        """Give the rows whose key stood in this file before."""
        kind = self._lines.kind
        keys = {staged.key_text(kind, row) for row in rows}
        query = select(import_rows.c.key, import_rows.c.line).where(import_rows.c.import_id == self._import.id)
        first = {row.key: row.line for row in connection.execute(query.where(import_rows.c.key.in_(keys)))}
        for row in rows:
            line = first.setdefault(staged.key_text(kind, row), row.line)
            if line != row.line:
                yield repeated(kind, self._lines.file, row, line)

    def _record(self, compared: Compared) -> dict[str, Any]:
        if compared.faults:
            return self._faulty(compared.row.line, compared.faults)
        cells = staged.cells_of(compared.row, self._lines.columns)
        return {
            "import_id": self._import.id,
            "line": compared.row.line,
            "key": staged.key_text(self._lines.kind, compared.row),
            "change": compared.change,
            "row": staged.cells_text(cells),
            "before": staged.cells_text(compared.before) if compared.before else None,
        }

    def _faulty(self, line: int, faults: Sequence[Fault]) -> dict[str, Any]:
        row = {"import_id": self._import.id, "line": line, "key": staged.key_of_line(line), "change": FAULTY}
        return row | {"row": staged.faults_text(faults), "before": None}

    def _keep_warnings(self, warnings: Sequence[Fault]) -> None:
        self._warned += len(warnings)
        self._warnings += warnings[: WARNINGS_KEPT - len(self._warnings)]

    def _together(self) -> None:
        with reading(self._engine) as connection:
            faults = together.faults_together(connection, self._import, self._comparison)
        if faults:
            record_faults(self._engine, self._import.id, faults)

    def _settle(self) -> None:
        lines = self._lines
        report = staged.report_text(lines.faults, self._warnings, self._warned, lines.columns, self._import.seen)
        with writing(self._engine) as connection:
            settle(connection, self._import.id, report, sound=lines.whole and not lines.faults)


def record_faults(engine: Engine, number: int, faults: dict[int, list[Fault]]) -> None:
    """Write down what is wrong with rows that were staged without a fault of their own."""
    refuse = (
        update(import_rows)
        .where(import_rows.c.import_id == number, import_rows.c.line == bindparam("at_line"))
        .values(change=FAULTY, row=bindparam("faults"), before=None)
    )
    told = [{"at_line": line, "faults": staged.faults_text(own)} for line, own in faults.items()]
    with writing(engine) as connection:
        connection.execute(refuse, told)


def settle(connection: Connection, number: int, report: str, *, sound: bool = True) -> None:
    """Write down what came of an import: it waits, or is refused when the file or any row of it is not sound."""
    counts = staged.counted(connection, number)
    state = staged.WAITING if sound and not counts[FAULTY] else staged.REFUSED
    connection.execute(update(imports).where(imports.c.id == number).values(state=state, report=report, **counts))


def _chunks(lines: Lines) -> Iterator[list[Line]]:
    going = iter(lines)
    while chunk := list(islice(going, CHUNK)):
        yield chunk
