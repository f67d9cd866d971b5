"""Reading a ledger: entries and their private values become lines, and lines fold into a case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from json import loads
from typing import Any

from sqlalchemy import Connection, bindparam, select

from policies.case import Case, Line, fold
from policies.loading import current
from policies.model import Procedure, Step
from workflow.organisation.calendar import city_day
from workflow.tables import accounts, entries, private_values

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

    @property
    def head(self) -> Mapping[str, Any]:
        """The head as the last line left it, in the words of the record; empty before the first."""
        return self.records[-1]["head"] if self.records else {}


def empty() -> Ledger:
    """Give the ledger of a case that does not exist yet."""
    return Ledger((), Case(), (), (), ())


_ENTRIES = (
    select(entries.c.id, entries.c.bytes, entries.c.hash, accounts.c.employee_id)
    .join(accounts, accounts.c.id == entries.c.account_id)
    .where(entries.c.transfer_id == bindparam("transfer"))
    .order_by(entries.c.number)
)
_PRIVATE = (
    select(private_values.c.entry_id, private_values.c.field, private_values.c.value)
    .join(entries, entries.c.id == private_values.c.entry_id)
    .where(entries.c.transfer_id == bindparam("transfer"))
)
_PRIVATE_OF_FORMS = _PRIVATE.where(private_values.c.field.not_in((SEEN, ACTOR, FORM)))


def read(connection: Connection, transfer: int, *, inner: bool = True) -> Ledger:
    """Read the ledger of a transfer; without `inner` only the private values that came from forms, as an act does."""
    texts: dict[int, list[tuple[str, str]]] = {}
    for entry, field, value in connection.execute(_PRIVATE if inner else _PRIVATE_OF_FORMS, {"transfer": transfer}):
        texts.setdefault(entry, []).append((field, value))
    lines, hashes, kept, records = [], [], [], []
    for entry, raw, hash_, employee in connection.execute(_ENTRIES, {"transfer": transfer}):
        record, own, line = _told(bytes(raw), tuple(texts.get(entry, ())), employee)
        lines.append(line)
        hashes.append(bytes(hash_))
        kept.append(own)
        records.append(record)
    return Ledger(tuple(lines), fold(lines), tuple(hashes), tuple(kept), tuple(records))


@lru_cache(maxsize=4096)
def _told(
    raw: bytes, texts: tuple[tuple[str, str], ...], employee: int | None
) -> tuple[Mapping[str, Any], Mapping[str, Any], Line]:
    """Decode a line. Lines never change and are read many times, so the last few thousand are kept decoded."""
    record = loads(raw)
    private = {field: loads(value) for field, value in texts}
    return record, private, line_of(record, private, employee)


_DIGEST = select(private_values.c.value).where(
    private_values.c.entry_id == bindparam("entry"), private_values.c.field == FORM
)


def form_digest(connection: Connection, entry: int) -> str | None:
    """Give the digest of the form behind an entry; None once it was erased."""
    value = connection.scalar(_DIGEST, {"entry": entry})
    return None if value is None else str(loads(value))


def line_of(
    record: Mapping[str, Any], private: Mapping[str, Any], employee: int | None, law: Procedure | None = None
) -> Line:
    """Turn a decoded record and its private values into a line. `law` says what kind of value each field holds."""
    step = (law or current()).steps.get(record["step"])
    at = datetime.fromisoformat(record["at"])
    return Line(
        number=record["number"],
        step=record["step"],
        state=record["head"]["state"],
        account=record["actor"],
        employee=employee,
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


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "courses": _courses,
}
