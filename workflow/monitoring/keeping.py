"""Keeping summaries and counts in step with the ledgers: a job of the clock does it, and a page folds in the rest.

Lines of PostgreSQL may appear in another order than numbered, so the last thousand are always looked at again; what
was read already is known by the number of its last line.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from policies.loading import current
from policies.model import Procedure
from workflow.canonical import text
from workflow.database import reading, writing
from workflow.ledger import several
from workflow.monitoring.counting import Counts, counts_of
from workflow.monitoring.stretches import WorkingDays
from workflow.monitoring.summary import Summary, of_text, summarise
from workflow.organisation.calendar import Calendar, calendar
from workflow.tables import (
    entries,
    monitored,
    monitored_counts,
    monitored_rules,
    monitored_spans,
    monitored_upto,
)

_AGAIN = 1_000  # lines
TOGETHER = 200  # transfers
_FORM = 1  # of the summaries: another number makes them all anew
_BY_TRANSFER = (monitored, monitored_spans, monitored_rules)


class Change(NamedTuple):
    """A transfer whose ledger went on: its summary as it is kept (None: not yet) and as it is now."""

    transfer: int
    before: Summary | None
    after: Summary


def keep(engine: Engine) -> bool:
    """Bring everything that is kept up to the last line, and say whether there was anything to do. Raises Busy.

    A changed calendar or law makes all of it anew.
    """
    with reading(engine) as connection:
        upto = _upto(connection)
        unchanged = not upto.entry or upto.made_by == made_by(connection)
        if unchanged and not waiting(connection):
            return False
    with writing(engine) as connection:
        digest = made_by(connection)
        if _upto(connection, lock=True).made_by != digest:
            _forget(connection, digest)
    with reading(engine) as connection:
        last, numbers = newest(connection), waiting(connection)
        days = working_days(connection)
    for start in range(0, len(numbers), TOGETHER):
        with writing(engine) as connection:
            _upto(connection, lock=True)  # one worker at a time; what another has kept meanwhile is seen
            for change in changes(connection, numbers[start : start + TOGETHER]):
                _write(connection, change, days)
    with writing(engine) as connection:
        connection.execute(update(monitored_upto).values(entry=last))
    return True


def _upto(connection: Connection, *, lock: bool = False) -> Any:
    query = select(monitored_upto)
    return connection.execute(query.with_for_update() if lock else query).one()


def newest(connection: Connection) -> int:
    """Give the last line of all ledgers, 0 before the first."""
    return connection.scalar(select(entries.c.id).order_by(entries.c.id.desc()).limit(1)) or 0


def made_by(connection: Connection) -> bytes:
    """Give the digest of what summaries and counts depend on besides the ledgers: law, calendar, and their form."""
    own = sorted((day.isoformat(), works) for day, works in calendar(connection).own.items())
    return sha256(text([_FORM, current().digest.hex(), own]).encode()).digest()


def _forget(connection: Connection, digest: bytes) -> None:
    for table in (*_BY_TRANSFER, monitored_counts):
        connection.execute(delete(table))
    connection.execute(update(monitored_upto).values(entry=0, made_by=digest))


def waiting(connection: Connection) -> list[int]:
    """Give the transfers whose ledgers went on since they were kept."""
    since = _upto(connection).entry - _AGAIN
    last = func.max(entries.c.number).label("last")
    touched = select(entries.c.transfer_id, last).where(entries.c.id > since).group_by(entries.c.transfer_id).subquery()
    query = (
        select(touched.c.transfer_id)
        .outerjoin(monitored, monitored.c.transfer_id == touched.c.transfer_id)
        .where(touched.c.last.is_distinct_from(monitored.c.number))
        .order_by(touched.c.transfer_id)
    )
    return list(connection.scalars(query))


def changes(connection: Connection, numbers: Sequence[int], procedure: Procedure | None = None) -> Iterator[Change]:
    """Give the summaries of transfers anew, beside what is kept of them."""
    law = procedure or current()
    for start in range(0, len(numbers), TOGETHER):
        some = numbers[start : start + TOGETHER]
        held = select(monitored.c.transfer_id, monitored.c.content).where(monitored.c.transfer_id.in_(some))
        kept = {row.transfer_id: of_text(row.content) for row in connection.execute(held)}
        for transfer, ledger in several(connection, some).items():
            yield Change(transfer, kept.get(transfer), summarise(law, ledger))


def _write(connection: Connection, change: Change, days: WorkingDays) -> None:
    for table in _BY_TRANSFER if change.before else ():
        connection.execute(delete(table).where(table.c.transfer_id == change.transfer))
    keep_rows(connection, [(change.transfer, change.after)], days)
    difference = counts_of(current(), change.after, days)
    if change.before is not None:
        difference.subtract(counts_of(current(), change.before, days))
    add_counts(connection, difference)


def keep_rows(connection: Connection, told: Iterable[tuple[int, Summary]], days: WorkingDays) -> None:
    """Insert the rows of transfers that have none."""
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in _BY_TRANSFER}
    for transfer, summary in told:
        rows[monitored].append(_row(transfer, summary))
        rows[monitored_spans].extend(_span_rows(transfer, summary, days))
        rows[monitored_rules].extend(_rule_rows(transfer, summary))
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), values)


def _row(transfer: int, summary: Summary) -> dict[str, Any]:
    told = {"number": summary.number, "going_on": summary.going_on, "content": summary.text}
    return {"transfer_id": transfer, **told}


def _span_rows(transfer: int, summary: Summary, days: WorkingDays) -> Iterator[dict[str, Any]]:
    year = summary.begun_on.year
    for serial, span in enumerate(summary.spans):
        if span.until is not None:
            told = {"name": span.name, "year": year, "days": days.within(span.since, span.until)}
            yield {"transfer_id": transfer, "serial": serial, **told}


def _rule_rows(transfer: int, summary: Summary) -> Iterator[dict[str, Any]]:
    result = summary.result_6
    for each in summary.judged:
        row = each._asdict()
        moved = row.pop("moved")
        yield {
            "transfer_id": transfer,
            **row,
            "executed": moved,
            "due_on": summary.six_months_on if moved else None,
            "success": result.good if moved and result is not None else None,
        }


def add_counts(connection: Connection, difference: Counts) -> None:
    """Add counts to those that are kept; one that becomes nothing is not kept."""
    for (year, name, cell), more in sorted(difference.items()):
        if not more:
            continue
        here = (monitored_counts.c.year == year, monitored_counts.c.name == name, monitored_counts.c.cell == cell)
        number = connection.scalar(select(monitored_counts.c.number).where(*here))
        if number is None:
            connection.execute(insert(monitored_counts).values(year=year, name=name, cell=cell, number=more))
        elif number + more:
            connection.execute(update(monitored_counts).where(*here).values(number=number + more))
        else:
            connection.execute(delete(monitored_counts).where(*here))


def kept_counts(connection: Connection) -> Counts:
    """Give the counts as they are kept."""
    rows = connection.execute(select(monitored_counts))
    return Counter({(row.year, row.name, row.cell): row.number for row in rows})


def newer(connection: Connection) -> list[Change]:
    """Give what has changed since it was kept."""
    return list(changes(connection, waiting(connection)))


def working_days(connection: Connection) -> WorkingDays:
    """Give the working days of the city, its own days read at once: they are asked for when the connection is gone."""
    own = calendar(connection).own
    return WorkingDays(Calendar(lambda: own))
