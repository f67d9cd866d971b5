"""One file into typed rows: headings, cells and keys, each fault named; what can be read is read to the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policies.model import Words
from workflow.organisation.files.cells import Cell, Unreadable, shown
from workflow.organisation.files.folder import Fault
from workflow.organisation.files.kinds import Column, Kind
from workflow.organisation.files.sheets import Sheet, open_sheet
from workflow.organisation.files.workbook import Unopenable

_IGNORED = "source"
_BEYOND = Words(
    "Baris ini lebih panjang daripada judul kolomnya; periksa tanda pemisah.",
    "This row is longer than its heading; look at the separators.",
)


@dataclass(frozen=True)
class Line:
    """One line of a file: its row where it has no fault of its own, or its faults.

    `identifier` is the first key column, also of a row with a fault elsewhere, so that a row which refers to it is
    not blamed for it.
    """

    number: int
    row: Any
    identifier: str | None
    faults: tuple[Fault, ...]


class Lines:
    """The lines of one file of a kind. Nothing raises: whatever is wrong with the file itself stands in `faults`.

    `columns` are those of the contract that the file has. While `whole` is false nobody can say what the file does not
    hold; it may become so only at the line where a CSV turns out to be broken.
    """

    def __init__(self, path: Path, kind: Kind, name: str = "") -> None:
        self.kind = kind
        self.file = name or path.name
        self.faults: list[Fault] = []
        self.whole = True
        self._places: dict[int, Column] = {}
        self._nameless: set[int] = set()
        self._sheet = self._open(path)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the file has, in its own order."""
        return tuple(self._places.values())

    @property
    def size(self) -> int:
        """About how many lines there are."""
        return 0 if self._sheet is None else self._sheet.size

    def __iter__(self) -> Iterator[Line]:
        if self._sheet is None:
            return
        try:
            for number, cells in self._sheet.rows:
                self._look_at_nameless(cells)
                yield self._line(number, cells)
        except Unopenable as error:
            self._give_up(error)

    def _open(self, path: Path) -> Sheet | None:
        try:
            sheet = open_sheet(path)
        except Unopenable as error:
            self._give_up(error)
            return None
        self._places = dict(self._find(sheet.heading))
        missing = [column for column in self.kind.columns if column not in self.columns and not column.optional]
        for column in missing:
            words = Words("Kolom wajib ini tidak ada.", "This column is required and missing.")
            self.faults.append(Fault(self.file, words, row=1, column=column.name))
        self.whole = not missing
        return None if missing else sheet

    def _give_up(self, error: Unopenable) -> None:
        self.faults.append(Fault(self.file, error.words, row=error.row))
        self.whole = False

    def _find(self, headings: tuple[str, ...]) -> Iterator[tuple[int, Column]]:
        """Which place of a row belongs to which column, found by its name or its label."""
        by_heading = {_plain(word): column for column in self.kind.columns for word in (column.label, column.name)}
        seen: set[str] = set()
        for place, heading in enumerate(headings):
            column = by_heading.get(_plain(heading))
            if not heading:
                self._nameless.add(place)
            elif column is None and _plain(heading) != _IGNORED:
                words = Words("Kolom ini tidak dikenal.", "This column is not known.")
                self.faults.append(Fault(self.file, words, row=1, value=shown(heading)))
            elif column is not None and column.name in seen:
                words = Words("Kolom ini muncul dua kali.", "This column stands here twice.")
                self.faults.append(Fault(self.file, words, row=1, column=column.name))
            elif column is not None:
                seen.add(column.name)
                yield place, column

    def _look_at_nameless(self, cells: tuple[Cell, ...]) -> None:
        """A column without a heading may stand there, as long as nothing stands in it; it is told of once."""
        for place in [place for place in self._nameless if cells[place : place + 1] not in {(), ("",)}]:
            self._nameless.remove(place)
            words = Words(f"Kolom ke-{place + 1} tidak berjudul.", f"Column number {place + 1} has no heading.")
            self.faults.append(Fault(self.file, words, row=1))

    def _line(self, number: int, cells: tuple[Cell, ...]) -> Line:
        width = len(self._sheet.heading) if self._sheet else 0
        faults = [Fault(self.file, _BEYOND, row=number, value=shown(cell)) for cell in cells[width:] if cell != ""]
        values: dict[str, Any] = {}
        for place, column in self._places.items():
            cell = cells[place] if place < len(cells) else ""
            try:
                value = read_cell(column, cell)
            except Unreadable as error:
                faults.append(Fault(self.file, error.words, row=number, column=column.name, value=shown(cell)))
                continue
            if value is not None:
                values[column.into] = value
        row = None if faults else self.kind.row(line=number, **values)
        return Line(number, row, values.get(self.kind.key[0]), tuple(faults))


def _plain(heading: str) -> str:
    return " ".join(heading.replace("_", " ").split()).casefold()


def read_cell(column: Column, cell: Cell) -> Any:
    """Give the value of a cell, None where one that may be empty is. Raises Unreadable."""
    if isinstance(cell, str) and not cell.strip():
        if column.optional:
            return None
        raise Unreadable("Kolom ini wajib diisi.", "This cell must not be empty.")
    return column.read(cell)


@dataclass
class Table:
    """What one file gave: rows without a fault of their own, and every fault.

    `identifiers` holds the first key column of all rows, also of those with a fault. It is None when the file could
    not be read as a whole: then nobody can say what is unknown.
    """

    kind: Kind
    file: str
    rows: list[Any] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    identifiers: set[str] | None = field(default_factory=set)


def read_table(path: Path, kind: Kind) -> Table:
    """Reads one file of a kind to its end. Whatever is wrong with it stands in the table's faults."""
    lines = Lines(path, kind)
    table = Table(kind, lines.file)
    identifiers: set[str] = set()
    for line in lines:
        table.faults.extend(line.faults)
        if line.row is not None:
            table.rows.append(line.row)
        if line.identifier is not None:
            identifiers.add(line.identifier)
    table.faults.extend(lines.faults)
    table.faults.extend(_repeated_keys(table))
    table.identifiers = identifiers if lines.whole else None
    return table


def _repeated_keys(table: Table) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], int] = {}
    for row in table.rows:
        key = table.kind.key_of(row)
        if key in first:
            yield repeated(table.kind, table.file, row, first[key])
        else:
            first[key] = row.line


def repeated(kind: Kind, file: str, row: Any, first: int) -> Fault:
    """What is wrong with a row whose key stood in an earlier line already."""
    words = Words(f"Sama dengan baris {first}.", f"The same as row {first}.")
    value = shown(", ".join(str(part) for part in kind.key_of(row)))
    return Fault(file, words, row=row.line, column=", ".join(kind.key), value=value)
