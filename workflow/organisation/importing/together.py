"""Checks that need all rows of a kind: new rows together with those that the register keeps beside them.

The tree of units, the lines of posts and the composition of a body are small and looked at whole; the history is
looked at a few people at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Connection, select

from workflow.organisation.exporting.held import Held, held
from workflow.organisation.files import Fault, checks
from workflow.organisation.files.handed import Handed
from workflow.organisation.files.kinds import BY_NAME, Kind
from workflow.organisation.files.tables import Table
from workflow.organisation.importing import staged
from workflow.organisation.importing.comparing import Comparison
from workflow.organisation.importing.limits import provisional
from workflow.organisation.importing.staged import CHUNK, FAULTY, Import, staged_row, typed
from workflow.tables import import_rows, units

KINDS = ("units", "posts", "bodies", "history")


def faults_together(connection: Connection, found: Import, comparison: Comparison) -> dict[int, list[Fault]]:
    """Give what is wrong with an import's rows together, by line of the file."""
    faults: dict[int, list[Fault]] = {}
    whole = not staged.counted(connection, found.id)[FAULTY]
    everything = chain.from_iterable(comparison.merge(connection, page) for page in _pages(connection, found))
    for rows in _people(everything) if found.kind == "history" else [sorted(everything, key=_line)]:
        for fault in check_together(connection, comparison, rows, whole=whole):
            faults.setdefault(fault.row or 0, []).append(fault)
    return faults


def check_together(
    connection: Connection, comparison: Comparison, rows: Sequence[Any], *, whole: bool = True
) -> Iterator[Fault]:
    """Give what is wrong with rows, as they would be, beside those of the register that they do not speak of.

    Unless they are the `whole` of what somebody hands in, a row that is missing may be the one that is named.
    """
    handed = Handed(_tables(connection, comparison, rows, whole=whole), comparison.today)
    for fault in chain.from_iterable(check(handed) for check in checks.OF_KINDS):
        if fault.row:
            yield fault


def _line(row: Any) -> int:
    return int(row.line)


def _tables(connection: Connection, comparison: Comparison, rows: Sequence[Any], *, whole: bool) -> dict[str, Table]:
    """Give the tables to check: these rows after those of the register. What has ended may still be named, and stands
    in nobody's way.
    """
    kind = comparison.kind
    beside = list(_beside(connection, kind, rows))
    named = {kind.key_of(row)[0] for row in (*(each.row for each in beside), *rows)}
    lasting = [each.row for each in beside if each.beside.get("ended") is None]
    tables = {kind.name: Table(kind, comparison.file, [*lasting, *rows], identifiers=named if whole else None)}
    if kind.name == "posts":
        tables["units"] = Table(BY_NAME["units"], "units", identifiers=set(connection.scalars(select(units.c.code))))
    return tables


def _beside(connection: Connection, kind: Kind, rows: Sequence[Any]) -> Iterator[Held]:
    keys = {kind.key_of(row) for row in rows}
    firsts = None if kind.name in ("units", "posts") else {key[0] for key in keys}
    for each in held(connection, kind.name, firsts):
        if kind.key_of(each.row) not in keys and not (kind.name == "history" and _says_nothing(each)):
            yield each


def _says_nothing(page: Held) -> bool:
    """Say whether a page of the history gives way to what a file tells.

    So does one that ended on the day on which it began, and one that only repeats the register of employees.
    """
    return page.row.until == page.row.since or provisional(page)


def _people(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Go through the rows of some people at a time; all rows of one person are among them."""
    group: list[Any] = []
    for _, own in groupby(rows, key=lambda row: row.nip):
        group += own
        if len(group) >= CHUNK:
            yield group
            group = []
    if group:
        yield group


def _pages(connection: Connection, found: Import) -> Iterator[list[Any]]:
    """Go through an import's rows in the order of their keys, which is that of the people they are about."""
    kind, after = BY_NAME[found.kind], ""
    query = select(import_rows).where(import_rows.c.import_id == found.id, import_rows.c.change != FAULTY)
    while True:
        page = connection.execute(query.where(import_rows.c.key > after).order_by(import_rows.c.key).limit(CHUNK)).all()
        if not page:
            return
        yield [typed(kind, staged_row(found.file, row)) for row in page]
        after = page[-1].key
