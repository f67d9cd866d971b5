"""The rows of an import into their register: codes and NIPs become numbers, and only what changes is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Table, and_, bindparam, insert, update

from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.importing.arrivals import Arrivals
from workflow.organisation.importing.catalogue import write_levels
from workflow.organisation.importing.comparing import Comparison
from workflow.organisation.importing.numbers import Numbers
from workflow.organisation.importing.seats import write_seats
from workflow.organisation.importing.staged import ADDED, CHANGED, Import, StagedRow, every, typed
from workflow.organisation.importing.structure import Structure
from workflow.organisation.registers.keeping import Keeper
from workflow.tables import metadata

# Told after each chunk: rows written so far, rows in all.
Progress = Callable[[int, int], None]

# What a table keeps by another name, or not at all: `Structure` and `catalogue` write these.
_APART = {"units": ("parent",), "posts": ("reports_to",), "courses": ("competences",)}


def write(keeper: Keeper, found: Import, progress: Progress | None) -> str:
    """Write what an import adds and changes; give the digest of its cells, in hexadecimal."""
    writer = _Writer(keeper, found)
    digest, done = sha256(), 0
    for page in every(keeper.connection, found, (ADDED, CHANGED)):
        for row in page:
            digest.update(f"{row.change} {row.kept}\n".encode())
        writer.take(page)
        done += len(page)
        if progress is not None:
            progress(done, found.changes)
    writer.finish()
    return digest.hexdigest()


class _Writer:
    """One import under way. What the rows of a kind need beyond their own table is done by its part."""

    def __init__(self, keeper: Keeper, found: Import) -> None:
        self._keeper = keeper
        self._connection = keeper.connection
        self._kind = BY_NAME[found.kind]
        self._table = metadata.tables[found.kind]
        self._comparison = Comparison(self._kind, found.file, found.columns, keeper.today)
        self._structure = Structure(keeper.connection, self._table)
        self._arrivals = Arrivals(keeper)
        self._seats: list[Any] = []

    def take(self, page: Sequence[StagedRow]) -> None:
        """Write a chunk of what is added or changed."""
        rows = [typed(self._kind, row) for row in page]
        if self._kind.name == "bodies":
            self._seats += rows
            return
        numbers = Numbers(self._connection, self._kind, rows)
        pairs = list(zip(page, rows, strict=True))
        if added := [row for staged, row in pairs if not staged.before]:
            self._add(added, numbers)
        if changed := [(staged, row) for staged, row in pairs if staged.before]:
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

    def _change(self, pairs: Sequence[tuple[StagedRow, Any]], numbers: Numbers) -> None:
        known = self._comparison.registered(self._connection, [row for _, row in pairs])
        changes = []
        for staged, row in pairs:
            names = [self._kind.column(name).into for name in staged.before]
            changes.append((known[row.line].ids, self._values(row, names, numbers)))
            self._aside([(row, names)])
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
