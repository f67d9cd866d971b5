"""Rows back into CSV, so that what was written can be read again and gives the same rows."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from workflow.organisation.files.cells import runs
from workflow.organisation.files.folder import Folder
from workflow.organisation.files.kinds import KINDS, Kind
from workflow.organisation.files.rows import Row


def write_folder(path: Path, folder: Folder) -> None:
    """Writes one CSV file per kind that has rows; the folder is made when it is missing."""
    path.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        if rows := getattr(folder, kind.name):
            _write(path / f"{kind.name}.csv", kind, rows)


def _write(path: Path, kind: Kind, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([column.name for column in kind.columns])
        table.writerows([guarded(getattr(row, column.into)) for column in kind.columns] for row in rows)


def guarded(value: object) -> str:
    """A value as the files write it, with an apostrophe before what a spreadsheet would run."""
    words = written(value)
    return f"'{words}" if runs(words) else words


def written(value: object) -> str:
    """A value as the files write it; what is missing is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # 10.500 as 10.5, 12000 not as 1.2E+4
    if isinstance(value, tuple):
        return "|".join(str(part) for part in value)
    return str(value)
