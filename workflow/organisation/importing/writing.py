"""Rows into their register: codes and NIPs become numbers, and only what changes is written.

A file's rows are written here, and so is one row that somebody edits by hand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Table, and_, bindparam, insert, update

from workflow.organisation.files.kinds import BY_NAME, Kind
from workflow.organisation.importing.arrivals import Arrivals
from workflow.organisation.importing.catalogue import write_levels
from workflow.organisation.importing.comparing import Comparison
from workflow.organisation.importing.numbers import Numbers
from workflow.organisation.importing.seats import write_seats
from workflow.organisation.importing.staged import ADDED, CHANGED, Import, every, typed
from workflow.organisation.importing.structure import Structure
from workflow.organisation.registers.keeping import Keeper
from workflow.tables import metadata

# Told after each chunk: rows written so far, rows in all.
Progress = Callable[[int, int], None]

# What a table keeps by another name, or not at all: `Structure` and `catalogue` write these.
_APART = {"units": ("parent",), "posts": ("reports_to",), "courses": ("competences",)}


@dataclass(frozen=True)
class Put:
    """A row on its way into the register; `replaces` names the columns whose cells it replaces, none of a new row."""

    row: Any
    replaces: tuple[str, ...] = ()


def write(keeper: Keeper, found: Import, progress: Progress | None) -> str:
    """Write what an import adds and changes; give the digest of its cells, in hexadecimal."""
    kind = BY_NAME[found.kind]
    writer = Writer(keeper, Comparison(kind, found.file, found.columns, keeper.today))
    digest, done = sha256(), 0
    for page in every(keeper.connection, found, (ADDED, CHANGED)):
        for row in page:
            digest.update(f"{row.change} {row.kept}\n".encode())
        writer.take([Put(typed(kind, row), tuple(row.before)) for row in page])
        done += len(page)
        if progress is not None:
            progress(done, found.changes)
    writer.finish()
    return digest.hexdigest()


class Writer:
    """Rows of one kind under way. What they need beyond their own table is done by its part."""

    def __init__(self, keeper: Keeper, comparison: Comparison) -> None:
        self._keeper = keeper
        self._connection = keeper.connection
        self._comparison = comparison
        self._kind: Kind = comparison.kind
        self._table = metadata.tables[self._kind.name]
        self._structure = Structure(keeper.connection, self._table)
        self._arrivals = Arrivals(keeper)
        self._seats: list[Any] = []

    def take(self, chunk: Sequence[Put]) -> None:
        """Write a chunk of what is added or changed."""
        rows = [each.row for each in chunk]
        if self._kind.name == "bodies":
            self._seats += rows
            return
        numbers = Numbers(self._connection, self._kind, rows)
        if added := [each.row for each in chunk if not each.replaces]:
            self._add(added, numbers)
        if changed := [each for each in chunk if each.replaces]:
            self._change(changed, numbers)

    def finish(self) -> None:
        """Write what can only be written once all rows are there."""
        self._structure.finish()
        if self._seats:
            write_seats(self._keeper, self._seats)

    def _add(self, rows: Sequence[Any], numbers: Numbers) -> None:
        names = [column.into for column in self._kind.columns]
        values = [self._values(row, names, numbers) for row in rows]
        if self._kind.name == "units":
            values = [each | {"path": "/"} for each in values]
        self._connection.execute(insert(self._table), values)
        self._aside([(row, names) for row in rows])
        if self._kind.name == "employees":
            self._arrivals.record(rows)

    def _change(self, chunk: Sequence[Put], numbers: Numbers) -> None:
        known = self._comparison.registered(self._connection, [each.row for each in chunk])
        changes = []
        for each in chunk:
            names = [self._kind.column(name).into for name in each.replaces]
            changes.append((known[each.row.line].ids, self._values(each.row, names, numbers)))
            self._aside([(each.row, names)])
        _update(self._connection, self._table, changes)

    def _values(self, row: Any, names: Iterable[str], numbers: Numbers) -> dict[str, Any]:
        apart = _APART.get(self._kind.name, ())
        values: dict[str, Any] = {}
        for name in names:
            if name not in apart:
                values |= numbers.column(name, getattr(row, name))
        return values

    def _aside(self, changes: Sequence[tuple[Any, Sequence[str]]]) -> None:
        """Take what does not stand in the row's own table."""
        if self._kind.name == "courses":
            write_levels(self._connection, [row for row, names in changes if "competences" in names])
        for name in ("parent", "reports_to"):
            for row, names in changes:
                if name in names:
                    self._structure.put(row.code, getattr(row, name))


def _update(connection: Any, table: Table, changes: Iterable[tuple[Mapping[str, Any], dict[str, Any]]]) -> None:
    """Update rows, those together that change the same columns."""
    told = [(tuple(sorted(values)), ids, values) for ids, values in changes if values]
    for names, group in groupby(sorted(told, key=lambda each: each[0]), key=lambda each: each[0]):
        alike = list(group)
        ids = alike[0][1].keys()
        here = and_(*(table.c[name] == bindparam(f"at_{name}") for name in ids))
        statement = update(table).where(here).values({name: bindparam(f"to_{name}") for name in names})
        parameters = [
            {f"at_{name}": each for name, each in ids.items()} | {f"to_{name}": each for name, each in values.items()}
            for _, ids, values in alike
        ]
        connection.execute(statement, parameters)
