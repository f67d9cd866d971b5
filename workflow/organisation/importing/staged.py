"""What was read of a file and waits for a yes: the import, its rows, and how both are kept.

A row is kept as cells in the words of the files, with those that it would replace. A row with a fault is kept with its
faults instead, so that however many there are, none is left out and none fills the memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from typing import Any

from sqlalchemy import Connection, Row, func, select

from policies.model import Words
from workflow.organisation.files import Fault
from workflow.organisation.files.kinds import BY_NAME, Column, Kind
from workflow.organisation.files.writing import guarded
from workflow.tables import import_rows, imports

READING, REFUSED, WAITING, TAKEN, DROPPED = "reading", "refused", "waiting", "taken", "dropped"
SAME, CHANGED, ADDED, FAULTY = "same", "changed", "added", "refused"

CHUNK = 1000  # rows that are read, compared and written at a time
_APART = "\x1f"  # between the parts of a key; no cell can hold it


class NotWaiting(Exception):
    """No import of that token waits for a yes: it was taken or dropped, has faults, or never was."""


@dataclass(frozen=True)
class Import:
    """A file that was handed in. `faults` are those of the file as a whole; those of a row stand with the row.

    Only the first warnings are kept; `warned` counts them all.
    """

    id: int
    token: str
    kind: str
    file: str
    account: int | None
    at: datetime
    state: str
    total: int
    same: int
    changed: int
    added: int
    refused: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    warned: int
    columns: tuple[Column, ...]
    seen: tuple[int, int]
    size: int = 0  # lines of the file as far as they can be counted beforehand, while it is read

    @property
    def waits(self) -> bool:
        """Say whether it may be taken."""
        return self.state == WAITING

    @property
    def changes(self) -> int:
        """Count the rows that would be added or changed."""
        return self.added + self.changed


@dataclass(frozen=True)
class StagedRow:
    """A row as it was read: `cells` by column, what they would replace in `before`, or what is wrong with it.

    `kept` is the text in which the cells are kept.
    """

    id: int
    line: int
    change: str
    cells: Mapping[str, str]
    before: Mapping[str, str]
    faults: tuple[Fault, ...]
    kept: str

    @property
    def key(self) -> str:
        """Name what the row is about, as its first column does."""
        return next(iter(self.cells.values()), "")


# -- an import ------------------------------------------------------------------------------------------------------


def find(connection: Connection, token: str) -> Import | None:
    """Give an import by its token."""
    row = connection.execute(select(imports).where(imports.c.token == token)).first()
    return None if row is None else _import(row)


def _import(row: Row[Any]) -> Import:
    report = loads(row.report or "{}")
    kind = BY_NAME[row.kind]
    return Import(
        id=row.id,
        token=row.token,
        kind=row.kind,
        file=row.file,
        account=row.account_id,
        at=row.at,
        state=row.state,
        total=row.total,
        same=row.same,
        changed=row.changed,
        added=row.added,
        refused=row.refused,
        faults=tuple(_fault(row.file, None, each) for each in report.get("faults", ())),
        warnings=tuple(_fault(row.file, None, each) for each in report.get("warnings", ())),
        warned=report.get("warned", 0),
        columns=tuple(kind.column(name) for name in report.get("columns", ())),
        seen=tuple(report.get("seen", (0, 0))),
        size=report.get("size", 0),
    )


def report_text(
    faults: Sequence[Fault],
    warnings: Sequence[Fault],
    warned: int,
    columns: Sequence[Column],
    seen: tuple[int, int],
    size: int = 0,
) -> str:
    """Write what is told about an import as a whole; `size` only while it is read."""
    told: dict[str, Any] = {"faults": _faults(faults), "warnings": _faults(warnings), "warned": warned}
    told |= {"columns": [column.name for column in columns], "seen": list(seen), "size": size}
    return dumps(told, ensure_ascii=False)


def counted(connection: Connection, number: int) -> dict[str, int]:
    """Count the rows of an import by what they change, as its columns name it."""
    query = select(import_rows.c.change, func.count()).where(import_rows.c.import_id == number)
    found: dict[str, int] = dict(connection.execute(query.group_by(import_rows.c.change)).all())
    counts = {change: found.get(change, 0) for change in (SAME, CHANGED, ADDED, FAULTY)}
    return counts | {"total": sum(counts.values())}


# -- its rows -------------------------------------------------------------------------------------------------------


def rows(connection: Connection, found: Import, change: str, after: int = 0, size: int = CHUNK) -> list[StagedRow]:
    """Give a page of an import's rows of one change ("added", "changed", "same", "refused"), by number of row.

    `after` is the id of the last row of the page before.
    """
    query = select(import_rows).where(import_rows.c.import_id == found.id, import_rows.c.change == change)
    page = query.where(import_rows.c.id > after).order_by(import_rows.c.id).limit(size)
    return [staged_row(found.file, row) for row in connection.execute(page)]


def every(connection: Connection, found: Import, changes: Iterable[str]) -> Iterator[list[StagedRow]]:
    """Go through all rows of some changes, a chunk at a time."""
    for change in changes:
        after = 0
        while page := rows(connection, found, change, after):
            yield page
            after = page[-1].id


def staged_row(file: str, row: Row[Any]) -> StagedRow:
    """Give a row as it is kept."""
    kept = loads(row.row)
    faulty = row.change == FAULTY
    return StagedRow(
        id=row.id,
        line=row.line,
        change=row.change,
        cells={} if faulty else kept,
        before=loads(row.before) if row.before else {},
        faults=tuple(_fault(file, row.line, each) for each in kept) if faulty else (),
        kept=row.row,
    )


def cells_of(row: Any, columns: Iterable[Column]) -> dict[str, str]:
    """Write the cells of a row, as far as its file has the columns."""
    return {column.name: guarded(getattr(row, column.into)) for column in columns}


def typed(kind: Kind, staged: StagedRow) -> Any:
    """Read the row again out of its cells."""
    values = {}
    for name, cell in staged.cells.items():
        column = kind.column(name)
        if cell:
            values[column.into] = column.read(cell)
    return kind.row(line=staged.line, **values)


def key_text(kind: Kind, row: Any) -> str:
    """Write a row's key, by which no two rows of an import are alike."""
    return _APART.join(guarded(part) for part in kind.key_of(row))


def key_of_line(line: int) -> str:
    """Write what stands for the key of a row whose key nobody could read."""
    return f"{_APART}{line}"


def cells_text(cells: Mapping[str, str]) -> str:
    """Write cells as they are kept."""
    return dumps(cells, ensure_ascii=False)


def faults_text(faults: Iterable[Fault]) -> str:
    """Write the faults of a row as they are kept."""
    return dumps(_faults(faults), ensure_ascii=False)


def _faults(faults: Iterable[Fault]) -> list[list[Any]]:
    return [[each.row, each.column, each.value, each.message.id, each.message.en] for each in faults]


def _fault(file: str, line: int | None, kept: Sequence[Any]) -> Fault:
    row, column, value, indonesian, english = kept
    return Fault(file, Words(indonesian, english), row=row or line, column=column, value=value)
