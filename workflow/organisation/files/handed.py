"""All files of a folder side by side, for the checks that look from one file into another."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.model import Words
from workflow.organisation.files.cells import shown
from workflow.organisation.files.folder import Fault
from workflow.organisation.files.rows import Row
from workflow.organisation.files.tables import Table
from workflow.organisation.files.writing import written


@dataclass(frozen=True)
class Handed:
    """The tables by kind, and the day on which they are checked: nothing in them may lie after it unless it may."""

    tables: dict[str, Table]
    today: date

    def rows(self, kind: str) -> list[Any]:
        """The rows of a kind that have no fault of their own."""
        return self.tables[kind].rows if kind in self.tables else []

    def knows(self, kind: str, identifier: str | None) -> bool:
        """Whether a row of that kind carries the identifier; always so while its file cannot be read."""
        table = self.tables.get(kind)
        return identifier is None or table is None or table.identifiers is None or identifier in table.identifiers

    @staticmethod
    def named(row: Row) -> Words:
        """Another row, for the words about a row that does not agree with it; the registers' rows have no line."""
        if row.line:
            return Words(f"baris {row.line}", f"row {row.line}")
        return Words("satu baris register", "a row of the register")

    def fault(self, kind: str, row: Row, column: str, id: str, en: str) -> Fault:  # noqa: A002 - the language code
        """What is wrong with one cell of a row, in both languages."""
        table = self.tables[kind]
        value = written(getattr(row, table.kind.column(column).into))
        return Fault(table.file, Words(id, en), row=row.line, column=column, value=shown(value))
