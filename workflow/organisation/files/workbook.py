"""XLSX workbooks: the cells of the first sheet, with formulas shown as formulas instead of their last result.

The reader of workbooks tells neither what was a formula nor, before it has filled its memory, how large a sheet
claims to be. Both are looked up first in the sheet's own XML.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from policies.model import Words
from workflow.organisation.files.cells import Cell

LARGEST = 64 * 1024 * 1024
"""Bytes of a file; a city of ten thousand people stays below a tenth of it."""
LARGEST_UNPACKED = 4 * LARGEST
"""Bytes of a workbook's parts together: a hundred thousand people with every column filled."""
MOST_COLUMNS = 200
MOST_ROWS = 200_000

# What a file that only ends in .xlsx makes its readers raise; RuntimeError is an encrypted or unknown packing.
_BROKEN = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Unopenable(Exception):
    """The file as a whole cannot be read; `words` says why and `row` where, if that is known."""

    def __init__(self, id: str, en: str, row: int | None = None) -> None:  # noqa: A002 - the language code, as in `Words`
        super().__init__(en)
        self.words = Words(id, en)
        self.row = row


def lines(path: Path) -> tuple[int, Iterator[Sequence[Cell]]]:
    """How many rows the first sheet has, and the rows from its cell A1 on.

    A formula stands as "=…" and is refused where it is parsed. The reader holds the whole sheet, packed; only the
    rows that are asked for become objects.
    """
    try:
        formulas = _formulas(path)
        with CalamineWorkbook.from_path(path) as book:
            sheet = book.get_sheet_by_index(0)
    except _BROKEN as error:
        raise Unopenable(
            "Berkas bukan buku kerja XLSX yang utuh, atau terkunci kata sandi; simpan ulang sebagai .xlsx.",
            "The file is not a whole XLSX workbook, or is locked by a password; save it again as .xlsx.",
        ) from error
    return sheet.total_height + 1, _with_formulas(sheet.iter_rows(), formulas)


def _with_formulas(
    rows: Iterable[Sequence[Cell]], formulas: Mapping[int, Mapping[int, str]]
) -> Iterator[Sequence[Cell]]:
    for number, row in enumerate(rows):
        computed = formulas.get(number)
        yield row if computed is None else [computed.get(place, cell) for place, cell in enumerate(row)]


def _formulas(path: Path) -> dict[int, dict[int, str]]:
    """Every formula of the first sheet by row and column, counted from 0. Refuses sheets of absurd size."""
    found: dict[int, dict[int, str]] = {}
    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
            raise Unopenable("Buku kerja terlalu besar.", "The workbook is too large.")
        with parts.open(_first_sheet(parts)) as sheet:
            for (row, column), formula in _places(sheet):
                found.setdefault(row, {})[column] = formula
    return found


def _places(sheet: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    row = column = -1
    rows: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(sheet, events=("start", "end")):  # noqa: S314 - expat bounds entities
        name = _local(element.tag)
        if event == "start" and name == "sheetData":
            rows = element
        elif event == "start" and name == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
        elif event == "start" and name == "c":
            row, column = _place(element.get("r"), row, column)
        elif event == "end" and name == "f":
            yield (row, column), f"={element.text or ''}"
        elif event == "end" and name == "row" and rows is not None:
            rows.clear()  # what was read of a row is forgotten


def _place(reference: str | None, row: int, last_column: int) -> tuple[int, int]:
    """Where a reference like AB12 points, counted from 0; a cell without one follows the last in its row."""
    column = last_column + 1
    if reference is not None:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise ValueError(reference)
        row, column = int(match[2]) - 1, -1
        for letter in match[1]:
            column = (column + 1) * 26 + ord(letter) - ord("A")
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        raise Unopenable(
            f"Lembar melebihi {MOST_ROWS} baris atau {MOST_COLUMNS} kolom; hapus sel di luar tabel.",
            f"The sheet exceeds {MOST_ROWS} rows or {MOST_COLUMNS} columns; delete cells outside the table.",
        )
    return row, column


def _first_sheet(parts: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet, by way of the workbook's relations."""
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))  # noqa: S314 - expat bounds entities
    sheets = (sheet.attrib for sheet in book.iter() if _local(sheet.tag) == "sheet")
    relation = next((value for sheet in sheets for name, value in sheet.items() if _local(name) == "id"), None)
    relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat bounds entities
    target = next((part.get("Target", "") for part in relations if part.get("Id") == relation), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
