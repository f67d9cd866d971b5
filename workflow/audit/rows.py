"""The rows of a verification, a batch of cases at a time, so that memory does not grow with the ledger."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Select, bindparam, select

from workflow.audit.seals import Stored
from workflow.tables import accounts, entries, history, private_values, transfers
from workflow.tables.ledger import HEAD

BATCH = 100  # cases
STREAMED = 1000  # rows that a stream holds at once
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1

AnyRow = Row[*tuple[Any, ...]]

# Whatever number somebody gave to a row, it lies between the lowest and the highest.
_AFTER, _UPTO = bindparam("after", type_=BigInteger), bindparam("upto", type_=BigInteger)
_CASES = (
    select(transfers.c.id, transfers.c.case_number, *(transfers.c[name] for name in HEAD))
    .where(transfers.c.id > _AFTER)
    .order_by(transfers.c.id)
    .limit(BATCH)
)
_IN_BATCH = (entries.c.transfer_id > _AFTER, entries.c.transfer_id <= _UPTO)
_LINES = (
    select(entries, accounts.c.employee_id.label("actor_employee"))
    .outerjoin(accounts, accounts.c.id == entries.c.account_id)
    .where(*_IN_BATCH)
    .order_by(entries.c.transfer_id, entries.c.number)
)
_PRIVATE = (
    select(private_values.c.entry_id, private_values.c.field, private_values.c.salt, private_values.c.value)
    .join(entries, entries.c.id == private_values.c.entry_id)
    .where(*_IN_BATCH)
)
_HISTORY = (
    select(history.c.transfer_id, history.c.employee_id, history.c.post_id, history.c.since, history.c.temporary_until)
    .where(history.c.transfer_id.is_not(None))
    .order_by(history.c.transfer_id)
)


@dataclass(frozen=True, slots=True)
class CaseRows:
    """Everything that the database holds about one case; `case` is None where there are only lines."""

    case: AnyRow | None
    lines: Sequence[AnyRow]
    private: dict[int, Stored]
    pages: Sequence[AnyRow]  # of the history, that this case opened


def case_rows(connection: Connection) -> Iterator[CaseRows]:
    """Go through all cases by number of row, and through lines that belong to none."""
    pages = Alongside(streamed(connection, _HISTORY))
    after = _LOWEST
    while True:
        cases = connection.execute(_CASES, {"after": after}).all()
        upto = cases[-1].id if len(cases) == BATCH else _HIGHEST
        yield from _batch(connection, cases, {"after": after, "upto": upto}, pages)
        if len(cases) < BATCH:
            return
        after = upto


def _batch(
    connection: Connection, cases: Sequence[AnyRow], span: dict[str, int], pages: "Alongside"
) -> Iterator[CaseRows]:
    lines = {key: list(rows) for key, rows in groupby(connection.execute(_LINES, span), lambda row: row.transfer_id)}
    private: defaultdict[int, list[tuple[str, bytes, str]]] = defaultdict(list)
    for entry, name, salt, value in connection.execute(_PRIVATE, span):
        private[entry].append((name, salt, value))
    by_id = {row.id: row for row in cases}
    for number in sorted(by_id.keys() | lines.keys()):
        own = lines.get(number, [])
        values: dict[int, Stored] = {row.id: private.get(row.id, []) for row in own}
        yield CaseRows(by_id.get(number), own, values, pages.of(number))


class Alongside:
    """Rows that belong to what somebody else goes through, sorted by the same key; each key is asked for once."""

    def __init__(self, rows: Iterator[AnyRow]) -> None:
        self._groups = groupby(rows, lambda row: row[0])
        self._next: tuple[int, list[AnyRow]] | None = None
        self._advance()

    def of(self, key: int) -> list[AnyRow]:
        """Give the rows whose first column is the key; those of lower keys are passed over."""
        while self._next is not None and self._next[0] < key:
            self._advance()
        if self._next is None or self._next[0] != key:
            return []
        return self._next[1]

    def _advance(self) -> None:
        group = next(self._groups, None)
        self._next = None if group is None else (group[0], list(group[1]))


def streamed(connection: Connection, query: Select[Any]) -> Iterator[AnyRow]:
    """Go through the rows of a query without holding them all; who stops before the end lets go of the cursor."""
    with connection.execute(query, execution_options={"yield_per": STREAMED}) as rows:
        yield from rows
