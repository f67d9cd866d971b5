"""Rows into CSV and XLSX as they come, so that memory does not grow with the register. No cell is ever a formula."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any, Protocol
from xml.sax.saxutils import escape

from workflow.organisation.files.writing import guarded, written

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# ECMA-376, the fewest parts of which a workbook is made.
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    # Format 49 is text: what somebody types into such a column stays as it is typed.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
        '</cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>'
    ),
}
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no XML can hold
_NUMBER, _TEXT, _HEADING = range(3)  # styles


class Heading(Protocol):
    """A column: its name, its label, and the attribute of a row that it tells."""

    @property
    def name(self) -> str:
        """Name it."""

    @property
    def label(self) -> str:
        """Label it."""

    @property
    def into(self) -> str:
        """Name the attribute."""


class Sheet(Protocol):
    """What is written as a file: a kind of register, or any other list."""

    @property
    def name(self) -> str:
        """Name it."""

    @property
    def columns(self) -> Sequence[Heading]:
        """Give the columns."""


def write_csv(target: IO[bytes], kind: Sheet, rows: Iterable[Any]) -> None:
    """Write rows as CSV in UTF-8, headed by the columns' names."""
    words = TextIOWrapper(target, "utf-8", newline="", write_through=True)
    table = csv.writer(words, lineterminator="\n")
    table.writerow([column.name for column in kind.columns])
    table.writerows([guarded(getattr(row, column.into)) for column in kind.columns] for row in rows)
    words.flush()
    words.detach()


def write_xlsx(target: IO[bytes], kind: Sheet, rows: Iterable[Any], *, labelled: bool = False) -> None:
    """Write rows as the one sheet of a workbook, headed by the columns' names or (`labelled`) their labels."""
    heading = [column.label if labelled else column.name for column in kind.columns]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in _PARTS.items():
            parts.writestr(name, _PROLOGUE + content)
        parts.writestr("xl/workbook.xml", _PROLOGUE + _book(kind.name))
        with parts.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in _sheet(heading, kind, rows):
                sheet.write(piece.encode())


def _book(title: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(heading: Sequence[str], kind: Sheet, rows: Iterable[Any]) -> Iterator[str]:
    last = len(heading)
    yield f'{_PROLOGUE}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield f'<cols><col min="1" max="{last}" width="22" style="{_TEXT}" customWidth="1"/></cols><sheetData>'
    yield f"<row>{''.join(_words(word, _HEADING) for word in heading)}</row>"
    for row in rows:
        yield f"<row>{''.join(_cell(getattr(row, column.into)) for column in kind.columns)}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: object) -> str:
    """Write a value: a number as one, anything else as text. A day is text too, which every program shows alike."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f'<c s="{_NUMBER}"><v>{written(value)}</v></c>'
    return _words(guarded(value), _TEXT)


def _words(words: str, style: int) -> str:
    words = _UNSPEAKABLE.sub("", words)
    if not words:
        return "<c/>"
    kept = "" if words == words.strip() else ' xml:space="preserve"'
    return f'<c s="{style}" t="inlineStr"><is><t{kept}>{escape(words)}</t></is></c>'
