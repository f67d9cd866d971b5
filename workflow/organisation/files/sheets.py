"""Files as sheets of cells, whatever the format, read line by line so that memory does not grow with the file.

A file that cannot be read raises `Unopenable`: at once, or where a CSV turns out to be broken.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.organisation.files import workbook
from workflow.organisation.files.cells import Cell
from workflow.organisation.files.workbook import LARGEST, Unopenable

FORMATS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Sheet:
    """The heading (row 1) and the rows below it, which can be gone through once.

    Rows without any content keep their number but are left out. `size` is about how many rows there are.
    """

    heading: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[Cell, ...]]]
    size: int


def open_sheet(path: Path) -> Sheet:
    """Open a CSV file, or the first sheet of a workbook. Empty cells are empty text."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unopenable("Berkas terlalu besar.", "The file is too large.")
        size, lines = _csv(path) if path.suffix.lower() == ".csv" else workbook.lines(path)
        heading = next(lines, None)
    except OSError as error:
        raise Unopenable("Berkas tidak dapat dibuka.", "The file cannot be opened.") from error
    if heading is None or _blank(heading):
        raise Unopenable(
            "Baris pertama harus memuat judul kolom.", "The first row must hold the headings of the columns.", row=1
        )
    return Sheet(tuple(str(cell).strip() for cell in heading), _numbered(lines), max(size - 1, 0))


def _numbered(lines: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, line in enumerate(lines, start=2):
        if not _blank(line):
            yield number, tuple(line)


def _blank(line: Sequence[Cell]) -> bool:
    return not any(not isinstance(cell, str) or cell.strip() for cell in line)


def _csv(path: Path) -> tuple[int, Iterator[Sequence[Cell]]]:
    """Give how many lines a CSV file has, and its lines. Raises Unopenable at once for what is not UTF-8."""
    number, heading = 0, ""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                words = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise Unopenable(
                    "Berkas bukan UTF-8; simpan ulang sebagai CSV UTF-8.",
                    "The file is not UTF-8; save it again as CSV UTF-8.",
                    row=number,
                ) from error
            heading = heading or words
    return number, _csv_lines(path, _delimiter(heading))


def _delimiter(heading: str) -> str:
    """Semicolon or comma, whichever the heading has more of; no heading of the contract holds either."""
    return ";" if heading.count(";") > heading.count(",") else ","


def _csv_lines(path: Path, delimiter: str) -> Iterator[Sequence[Cell]]:
    number = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for line in csv.reader(file, delimiter=delimiter, strict=True):
                number += 1
                yield line
        except csv.Error as error:
            raise Unopenable(
                "Tanda kutip pada CSV tidak berpasangan atau sel terlalu panjang.",
                "A quotation mark of the CSV has no partner, or a cell is too long.",
                row=number + 1,
            ) from error
