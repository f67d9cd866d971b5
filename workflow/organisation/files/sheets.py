"""Files into sheets of cells, whatever the format; a file that cannot be opened at all raises `Unopenable`."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.organisation.files import workbook
from workflow.organisation.files.cells import Cell
from workflow.organisation.files.workbook import LARGEST, Unopenable

FORMATS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Sheet:
    """The heading (row 1) and the rows below it; rows without any content keep their number but are left out."""

    heading: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_sheet(path: Path) -> Sheet:
    """The sheet of a CSV file, or the first sheet of a workbook. Empty cells are empty text."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unopenable("Berkas terlalu besar.", "The file is too large.")
        lines = _csv(path.read_bytes()) if path.suffix.lower() == ".csv" else workbook.cells(path)
    except OSError as error:
        raise Unopenable("Berkas tidak dapat dibuka.", "The file cannot be opened.") from error
    if not lines or _blank(lines[0]):
        raise Unopenable(
            "Baris pertama harus memuat judul kolom.", "The first row must hold the headings of the columns.", row=1
        )
    return Sheet(
        heading=tuple(str(cell).strip() for cell in lines[0]),
        rows=tuple((number, tuple(line)) for number, line in enumerate(lines[1:], start=2) if not _blank(line)),
    )


def _blank(line: Sequence[Cell]) -> bool:
    return not any(not isinstance(cell, str) or cell.strip() for cell in line)


def _csv(content: bytes) -> list[list[Cell]]:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unopenable(
            "Berkas bukan UTF-8; simpan ulang sebagai CSV UTF-8.",
            "The file is not UTF-8; save it again as CSV UTF-8.",
            row=content.count(b"\n", 0, error.start) + 1,
        ) from error
    lines: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words), strict=True)
    try:
        # Kept while it grows, so that a fault names the row that the reader stopped at.
        lines.extend([*line] for line in reader)
    except csv.Error as error:
        raise Unopenable(
            "Tanda kutip pada CSV tidak berpasangan atau sel terlalu panjang.",
            "A quotation mark of the CSV has no partner, or a cell is too long.",
            row=len(lines) + 1,
        ) from error
    return lines


def _delimiter(words: str) -> str:
    """Semicolon or comma, whichever the heading has more of; no heading of the contract holds either."""
    heading = words.partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","
