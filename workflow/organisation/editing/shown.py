"""A row of a register as a form shows it: its cells in the words of the files, and a digest of what was shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from workflow.organisation.exporting.held import Held, held
from workflow.organisation.files.cells import Unreadable
from workflow.organisation.files.kinds import BY_NAME, Kind
from workflow.organisation.importing.staged import cells_of, cells_text
from workflow.tables import employees

Key = tuple[str, ...]  # the cells of a row's key


@dataclass(frozen=True)
class Shown:
    """A row that a register holds, to be shown in a form and recognised when the form comes back."""

    kind: Kind
    held: Held

    @cached_property
    def cells(self) -> Mapping[str, str]:
        """The cells of the row by column, as a file writes them."""
        return cells_of(self.held.row, self.kind.columns)

    @property
    def key(self) -> Key:
        """The cells of the row's key."""
        return tuple(self.cells[name] for name in self.kind.key)

    @property
    def ended(self) -> date | None:
        """The day on which the row ended, None while it lasts."""
        found: date | None = self.held.beside.get("ended")
        return found

    @property
    def place(self) -> str:
        """What tells the row from others of the same person, and says nothing about him: a number, or a competence."""
        return str(self.held.ids.get("id", self.held.ids.get("competence")))

    @cached_property
    def digest(self) -> str:
        """What a form sends back so that a row which has changed meanwhile is noticed; in hexadecimal."""
        return sha256(f"{self.kind.name} {cells_text(self.cells)}".encode()).hexdigest()[:32]


def find(connection: Connection, name: str, key: Key) -> Shown | None:
    """Give the row of a kind whose key has these cells, an ended one too; None when there is none."""
    kind = BY_NAME[name]
    if len(key) != len(kind.key):
        return None
    try:
        first = kind.column(kind.key[0]).read(key[0])
    except Unreadable:
        return None
    return next((row for row in _beginning(connection, kind, first) if row.key == key), None)


def of_person(connection: Connection, name: str, employee: int, place: str) -> Shown | None:
    """Give the row of a kind that is an employee's own and stands at a `place`; of his main row that is his number."""
    nip = nip_of(connection, employee)
    rows: Any = () if nip is None else _beginning(connection, BY_NAME[name], nip)
    return next((row for row in rows if row.place == place), None)


def nip_of(connection: Connection, employee: int) -> str | None:
    """Give an employee's NIP by his number; None when there is nobody of that number."""
    return connection.scalar(select(employees.c.nip).where(employees.c.id == employee))


def _beginning(connection: Connection, kind: Kind, first: str) -> Iterator[Shown]:
    """Go through the rows of a kind whose key begins with a cell."""
    for each in held(connection, kind.name, {first}):
        yield Shown(kind, each)
