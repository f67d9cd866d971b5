"""The smallest XLSX workbooks that a spreadsheet would open, written by hand: text, numbers, dates, formulas."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Style 1 shows a number as a day.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


class Formula(str):
    """A cell that computes; its last result was 1."""


def write_workbook(path: Path, rows: list[list[object]], far_cell: str | None = None) -> None:
    """Writes the rows as the first sheet; `far_cell` is one more cell far outside, such as XFD1048576."""
    lines = [
        f'<row r="{number}">{"".join(_cell(_name(place, number), cell) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    ]
    if far_cell:
        lines.append(f"<row>{_cell(far_cell, 1)}</row>")
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr("_rels/.rels", _relations(("rId1", "officeDocument", "xl/workbook.xml")))
        parts.writestr("xl/workbook.xml", book)
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")),
        )
        parts.writestr("xl/styles.xml", _STYLES)
        parts.writestr("xl/worksheets/sheet1.xml", sheet)


def _relations(*relations: tuple[str, str, str]) -> str:
    return _RELATIONS.format(
        "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in relations
        )
    )


def _name(place: int, number: int) -> str:
    return f"{chr(ord('A') + place)}{number}"


def _cell(name: str, cell: object) -> str:
    if isinstance(cell, Formula):
        return f'<c r="{name}"><f>{escape(cell)}</f><v>1</v></c>'
    if isinstance(cell, bool):
        return f'<c r="{name}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{name}"><v>{cell!r}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{name}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>' if cell is not None else ""
