"""One sheet into typed rows: headings, cells and keys, each fault named; what can be read is read to the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policies.model import Words
from workflow.organisation.files.cells import Cell, Unreadable, shown
from workflow.organisation.files.folder import Fault
from workflow.organisation.files.kinds import Column, Kind
from workflow.organisation.files.sheets import Sheet, read_sheet
from workflow.organisation.files.workbook import Unopenable

_IGNORED = "source"


@dataclass
class Table:
    """What one file gave: rows without a fault of their own, and every fault.

    `identifiers` holds the first key column of all rows, also of those with a fault elsewhere, so that a row
    which refers to one of them is not blamed for it. It is None when the file could not be read as a whole:
    then nobody can say what is unknown.
    """

    kind: Kind
    file: str
    rows: list[Any] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    identifiers: set[str] | None = field(default_factory=set)


def read_table(path: Path, kind: Kind) -> Table:
    """Reads one file of a kind. Whatever is wrong with it stands in the table's faults."""
    table = Table(kind, path.name)
    try:
        sheet = read_sheet(path)
    except Unopenable as error:
        table.faults.append(Fault(path.name, error.words, row=error.row))
        table.identifiers = None
        return table
    places = dict(_places(table, sheet))
    missing = [column for column in kind.columns if column not in places.values() and not column.optional]
    for column in missing:
        words = Words("Kolom wajib ini tidak ada.", "This column is required and missing.")
        table.faults.append(Fault(path.name, words, row=1, column=column.name))
    if missing:
        table.identifiers = None
        return table
    for number, line in sheet.rows:
        _read_row(table, places, len(sheet.heading), number, line)
    table.faults.extend(_repeated_keys(table))
    return table


def _places(table: Table, sheet: Sheet) -> Iterator[tuple[int, Column]]:
    """Which place of a row belongs to which column, found by its name or its label."""
    by_heading = {_plain(word): column for column in table.kind.columns for word in (column.label, column.name)}
    seen: set[str] = set()
    for place, heading in enumerate(sheet.heading):
        if _plain(heading) == _IGNORED or (not heading and not _used(sheet, place)):
            continue
        column = by_heading.get(_plain(heading))
        if not heading:
            words = Words(f"Kolom ke-{place + 1} tidak berjudul.", f"Column number {place + 1} has no heading.")
            table.faults.append(Fault(table.file, words, row=1))
        elif column is None:
            words = Words("Kolom ini tidak dikenal.", "This column is not known.")
            table.faults.append(Fault(table.file, words, row=1, value=shown(heading)))
        elif column.name in seen:
            words = Words("Kolom ini muncul dua kali.", "This column stands here twice.")
            table.faults.append(Fault(table.file, words, row=1, column=column.name))
        else:
            seen.add(column.name)
            yield place, column


def _plain(heading: str) -> str:
    return " ".join(heading.replace("_", " ").split()).casefold()


def _used(sheet: Sheet, place: int) -> bool:
    return any(line[place : place + 1] not in {(), ("",)} for _, line in sheet.rows)


def _read_row(table: Table, places: dict[int, Column], width: int, number: int, line: tuple[Cell, ...]) -> None:
    faults = [Fault(table.file, _BEYOND, row=number, value=shown(cell)) for cell in line[width:] if cell != ""]
    values: dict[str, Any] = {}
    for place, column in places.items():
        cell = line[place] if place < len(line) else ""
        try:
            value = _value(column, cell)
        except Unreadable as error:
            faults.append(Fault(table.file, error.words, row=number, column=column.name, value=shown(cell)))
            continue
        if value is not None:
            values[column.into] = value
    table.faults.extend(faults)
    identifier = values.get(table.kind.key[0])
    if table.identifiers is not None and identifier is not None:
        table.identifiers.add(identifier)
    if not faults:
        table.rows.append(table.kind.row(line=number, **values))


_BEYOND = Words(
    "Baris ini lebih panjang daripada judul kolomnya; periksa tanda pemisah.",
    "This row is longer than its heading; look at the separators.",
)


def _value(column: Column, cell: Cell) -> Any:
    if isinstance(cell, str) and not cell.strip():
        if column.optional:
            return None
        raise Unreadable("Kolom ini wajib diisi.", "This cell must not be empty.")
    return column.parse(cell)


def _repeated_keys(table: Table) -> Iterator[Fault]:
    attributes = [table.kind.column(name).into for name in table.kind.key]
    first: dict[tuple[Any, ...], int] = {}
    for row in table.rows:
        key = tuple(getattr(row, attribute) for attribute in attributes)
        if key in first:
            words = Words(f"Sama dengan baris {first[key]}.", f"The same as row {first[key]}.")
            value = shown(", ".join(str(part) for part in key))
            yield Fault(table.file, words, row=row.line, column=", ".join(table.kind.key), value=value)
        else:
            first[key] = row.line
