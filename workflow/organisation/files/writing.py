"""Rows back into CSV, so that what was written can be read again and gives the same rows."""

import csv
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path

from workflow.organisation.files.rows import Row

_HEADINGS = {"job_class": "class", "since": "from"}


def write_rows(folder: Path, kind: str, rows: Iterable[Row]) -> None:
    """Writes `<kind>.csv`: UTF-8, comma, one line per row under the headings of the contract."""
    rows = list(rows)
    attributes = [field.name for field in fields(rows[0]) if field.name != "line"]
    with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([_HEADINGS.get(name, name) for name in attributes])
        table.writerows([_text(getattr(row, name)) for name in attributes] for row in rows)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "|".join(value)
    return str(value)
