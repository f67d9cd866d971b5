"""Reading a ledger: entries and their private values become lines, and lines fold into a case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from json import loads
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from policies.case import Case, Line, fold
from policies.loading import current
from policies.model import Procedure, Step
from workflow.organisation.calendar import city_day
from workflow.tables import entries, private_values, transfers

# Private values that are no field of a form: what was seen by each rule, who acted, and the digest of the form.
SEEN, ACTOR, FORM = "rules-seen", "actor", "form-digest"


@dataclass(frozen=True)
class Ledger:
    """The lines of one case, oldest first, and what they amount to; `hashes` and `private` stand beside each line."""

    lines: tuple[Line, ...]
    case: Case
    hashes: tuple[bytes, ...]
    private: tuple[Mapping[str, Any], ...]
    records: tuple[Mapping[str, Any], ...]
    transfer: int | None = None

    @property
    def head(self) -> Mapping[str, Any]:
        """The head as the last line left it, in the words of the record; empty before the first."""
        return self.records[-1]["head"] if self.records else {}


def empty() -> Ledger:
    """Give the ledger of a case that does not exist yet."""
    return Ledger((), Case(), (), (), ())


class _gathered(FunctionElement[str]):  # noqa: N801 - a function of SQL, named as such
    """Names and values of many rows as one JSON object; each database has a function of its own for it."""

    type = Text()
    inherit_cache = True


@compiles(_gathered, "sqlite")
def _gathered_by_sqlite(element: _gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_object({compiler.process(element.clauses, **options)})"


@compiles(_gathered, "postgresql")
def _gathered_by_postgresql(element: _gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_object_agg({compiler.process(element.clauses, **options)})::text"


def _lines_where(condition: ColumnElement[bool], *, inner: bool) -> Select[Any]:
    """Select the lines of a case in their order, each with its private values as one text."""
    kept = select(_gathered(private_values.c.field, private_values.c.value)).where(
        private_values.c.entry_id == entries.c.id
    )
    if not inner:
        kept = kept.where(*(private_values.c.field != name for name in (SEEN, ACTOR, FORM)))
    return (
        select(entries.c.transfer_id, entries.c.bytes, entries.c.hash, kept.scalar_subquery())
        .where(condition)
        .order_by(entries.c.number)
    )


_BY_ID = _lines_where(entries.c.transfer_id == bindparam("transfer"), inner=True)
_ID = select(transfers.c.id).where(transfers.c.case_number == bindparam("case_number")).scalar_subquery()
_BY_NUMBER = _lines_where(entries.c.transfer_id == _ID, inner=False)


def read(connection: Connection, transfer: int) -> Ledger:
    """Read the ledger of a transfer."""
    return _ledger(connection.execute(_BY_ID, {"transfer": transfer}).all())


def read_for_act(connection: Connection, case_number: str) -> Ledger:
    """Read the ledger of a case by its number, of the private values only those that came from forms."""
    return _ledger(connection.execute(_BY_NUMBER, {"case_number": case_number}).all())


def several(connection: Connection, transfers_: Sequence[int]) -> Mapping[int, Ledger]:
    """Read the ledgers of some transfers, by their ids; those without a line are left out."""
    rows: dict[int, list[Any]] = {}
    query = _lines_where(entries.c.transfer_id.in_(transfers_), inner=True)
    for row in connection.execute(query):
        rows.setdefault(row.transfer_id, []).append(row)
    return {transfer: _ledger(own) for transfer, own in sorted(rows.items())}


def _ledger(rows: Sequence[Any]) -> Ledger:
    if not rows:
        return empty()
    told = [_told(bytes(raw), texts) for _, raw, _, texts in rows]
    records, private, lines = zip(*told, strict=True)
    return Ledger(lines, fold(lines), tuple(bytes(row.hash) for row in rows), private, records, rows[0].transfer_id)


@lru_cache(maxsize=4096)
def _told(raw: bytes, texts: str | None) -> tuple[Mapping[str, Any], Mapping[str, Any], Line]:
    """Decode a line. Lines never change and are read many times, so the last few thousand are kept decoded."""
    record = loads(raw)
    private = {field: loads(value) for field, value in loads(texts or "{}").items()}
    return record, private, line_of(record, private)


_DIGEST = select(private_values.c.value).where(
    private_values.c.entry_id == bindparam("entry"), private_values.c.field == FORM
)


def form_digest(connection: Connection, entry: int) -> str | None:
    """Give the digest of the form behind an entry; None once it was erased."""
    value = connection.scalar(_DIGEST, {"entry": entry})
    return None if value is None else str(loads(value))


def line_of(record: Mapping[str, Any], private: Mapping[str, Any], law: Procedure | None = None) -> Line:
    """Turn a decoded record and its private values into a line. `law` says what kind of value each field holds."""
    step = (law or current()).steps.get(record["step"])
    at = datetime.fromisoformat(record["at"])
    return Line(
        number=record["number"],
        step=record["step"],
        state=record["head"]["state"],
        account=record["actor"],
        employee=record["employee"],
        role=record["role"],
        at=at,
        on=city_day(at),
        values=typed(step, {**record["values"], **private}),
        verdicts=record["verdicts"],
        ground=record["head"]["ground"],
    )


def typed(step: Step | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give recorded values their types back: days and moments stand in the ledger as text."""
    kinds = step.kinds if step else {}
    return {
        name: _READERS[kinds[name]](value) if value is not None and kinds.get(name) in _READERS else value
        for name, value in values.items()
    }


def _courses(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "until": date.fromisoformat(row["until"]) if row.get("until") else None} for row in rows]


def _dated(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "on": date.fromisoformat(row["on"])} for row in rows]


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "courses": _courses,
    "dated": _dated,
}
