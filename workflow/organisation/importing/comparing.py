"""A chunk of a file's rows beside the registers: what is wrong with each, and what it would add or change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from policies.model import Words
from workflow.organisation.exporting.held import Held, held, open_pages
from workflow.organisation.files import Fault, checks
from workflow.organisation.files.cells import shown
from workflow.organisation.files.handed import Handed
from workflow.organisation.files.kinds import BY_NAME, Column, Kind
from workflow.organisation.files.tables import Table
from workflow.organisation.files.writing import written
from workflow.organisation.importing.crowds import Crowds
from workflow.organisation.importing.limits import Limit, arrival_limits, limits, provisional
from workflow.organisation.importing.staged import ADDED, CHANGED, SAME, cells_of
from workflow.tables import employees, posts, units

# The columns that name a row of another register. Units and posts name each other, and are looked at together.
_NAMING: Mapping[str, tuple[str, ColumnElement[str]]] = {
    "nip": ("employees", employees.c.nip),
    "other_nip": ("employees", employees.c.nip),
    "post": ("posts", posts.c.code),
    "unit": ("units", units.c.code),
}


@dataclass(frozen=True)
class Compared:
    """A row beside the registers: as it would be afterwards, what that changes, and what is wrong with it.

    `before` holds the cells that would be replaced; an added row has some where it completes what was there.
    """

    row: Any
    change: str
    before: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


class Comparison:
    """The comparison of one file: what it is compared as, and what was seen of it so far."""

    def __init__(self, kind: Kind, file: str, columns: Sequence[Column], today: date) -> None:
        self.kind = kind
        self.file = file
        self.columns = columns
        self.today = today
        self._crowds = Crowds()

    def compare(self, connection: Connection, rows: Sequence[Any]) -> tuple[list[Compared], list[Fault]]:
        """Compare rows that have no fault of their own, and give the warnings beside them."""
        known = self.registered(connection, rows)
        merged = [self.merged(row, known.get(row.line)) for row in rows]
        own = {self.kind.name: Table(self.kind, self.file, merged)}
        handed = Handed(own | self._named(connection, merged), self.today)
        faults: dict[int, list[Fault]] = {}
        for fault in chain.from_iterable(check(handed) for check in checks.OF_ROWS):
            faults.setdefault(fault.row or 0, []).append(fault)
        ended = self._ended(connection, merged)
        compared = [self._compared(row, known.get(row.line), faults.get(row.line, []), ended) for row in merged]
        return compared, list(self._warnings(connection, handed, compared))

    def registered(self, connection: Connection, rows: Sequence[Any]) -> dict[int, Held]:
        """Give the rows of the register that these rows are about, by the line of each."""
        firsts = {getattr(row, self.kind.column(self.kind.key[0]).into) for row in rows}
        by_key = {self.kind.key_of(each.row): each for each in held(connection, self.kind.name, firsts)}
        found = {row.line: by_key[key] for row in rows if (key := self.kind.key_of(row)) in by_key}
        if self.kind.name == "history":
            found |= self._provisional(connection, [row for row in rows if row.until is None and row.line not in found])
        return found

    @staticmethod
    def _provisional(connection: Connection, rows: Sequence[Any]) -> dict[int, Held]:
        """Give the pages that were opened only because somebody held a post, and that a file now tells better."""
        if not rows:
            return {}
        pages = open_pages(connection, {row.nip for row in rows})
        by_nip = {page.row.nip: page for page in pages if provisional(page)}
        return {row.line: by_nip[row.nip] for row in rows if row.nip in by_nip}

    def merge(self, connection: Connection, rows: Sequence[Any]) -> list[Any]:
        """Give rows as they would be once they are taken."""
        known = self.registered(connection, rows)
        return [self.merged(row, known.get(row.line)) for row in rows]

    def merged(self, row: Any, known: Held | None) -> Any:
        """Give the row as it would be: a column that the file does not have stays as it is."""
        if known is None:
            return row
        said = {column.into: getattr(row, column.into) for column in self.columns}
        return replace(known.row, line=row.line, **said)

    def _named(self, connection: Connection, rows: Sequence[Any]) -> dict[str, Table]:
        """Give what of the registers these rows name, as the tables that they are checked against."""
        if self.kind.name in ("units", "posts"):
            return {}
        wanted: dict[str, set[str]] = {}
        for attribute, (register, _) in _NAMING.items():
            if register != self.kind.name:
                names = {getattr(row, attribute, None) for row in rows} - {None}
                wanted.setdefault(register, set()).update(str(name) for name in names)
        code = dict(_NAMING.values())
        return {
            register: Table(
                BY_NAME[register],
                register,
                identifiers=set(connection.scalars(select(code[register]).where(code[register].in_(names)))),
            )
            for register, names in wanted.items()
        }

    def _ended(self, connection: Connection, rows: Sequence[Any]) -> frozenset[str]:
        if self.kind.name != "employees":
            return frozenset()
        named = posts.c.code.in_({row.post for row in rows} - {None})
        return frozenset(connection.scalars(select(posts.c.code).where(posts.c.until.is_not(None), named)))

    def _compared(self, row: Any, known: Held | None, faults: list[Fault], ended: frozenset[str]) -> Compared:
        fault = partial(self._fault, row)
        if known is None:
            faults += map(fault, arrival_limits(row, ended) if self.kind.name == "employees" else ())
            return Compared(row, ADDED, faults=tuple(faults))
        changed = tuple(
            column for column in self.columns if getattr(row, column.into) != getattr(known.row, column.into)
        )
        names = tuple(column.name for column in changed)
        faults += map(fault, limits(self.kind.name, known, row, names, self.today))
        change = self._change(known) if changed else SAME
        return Compared(row, change, cells_of(known.row, changed), tuple(faults))

    def _change(self, known: Held) -> str:
        """Say whether a row replaces what somebody recorded; a page that nobody wrote is only completed."""
        return ADDED if self.kind.name == "history" and provisional(known) else CHANGED

    def _fault(self, row: Any, limit: Limit) -> Fault:
        value = shown(written(getattr(row, self.kind.column(limit.column).into)))
        return Fault(self.file, limit.words, row=row.line, column=limit.column, value=value)

    def _warnings(self, connection: Connection, handed: Handed, compared: Sequence[Compared]) -> Iterator[Fault]:
        yield from chain.from_iterable(check(handed) for check in checks.WARNINGS_OF_ROWS)
        changing = [each.row for each in compared if each.change != SAME and not each.faults]
        arriving = [each.row for each in compared if each.change == ADDED and not each.faults]
        if self.kind.name == "employees":
            yield from self._crowds.of_arrivals(connection, handed, arriving)
        elif self.kind.name == "posts":
            yield from self._crowds.of_needs(connection, handed, changing)
        elif self.kind.name == "history":
            yield from _another_post(connection, handed, changing)


def _another_post(connection: Connection, handed: Handed, rows: Iterable[Any]) -> Iterator[Fault]:
    """Warn of an open page about another post than the register of employees knows."""
    pages = [row for row in rows if row.until is None and row.post is not None]
    query = select(employees.c.nip, posts.c.code).join(posts, posts.c.id == employees.c.post_id)
    present = dict(connection.execute(query.where(employees.c.nip.in_({row.nip for row in pages}))).all())
    for row in pages:
        if present.get(row.nip) != row.post:
            told = Words(present.get(row.nip, "tidak satu pun"), present.get(row.nip, "none"))
            yield handed.fault(
                "history",
                row,
                "post",
                f"Data induk pegawai menyebut jabatan lain: {told.id}.",
                f"The register of employees names another post: {told.en}.",
            )
