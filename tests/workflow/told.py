"""A database with a few stories in it, and a way to change it that no guard stands before.

The town's register of employees is recorded as loaded, so that a verification has a beginning. After these stories
everything verifies; each test changes a copy.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, insert, select, text

from tests import databases
from tests.stories import telling
from tests.stories.town import Town, at, found
from workflow.audit.report import Report
from workflow.audit.verify import verify
from workflow.canonical import digest, encode
from workflow.database import connect, writing
from workflow.guards import expected
from workflow.organisation.registers.corrections import correct_employee
from workflow.organisation.registers.delegations import give
from workflow.register import record, record_load
from workflow.tables import accounts, employees, entries, grants, transfers

LOADED_AT = datetime(2024, 1, 1, tzinfo=UTC)

# The last register event: Marwan's standing is corrected.
CORRECTION = 13

# Nurhamidah's case, up to the evaluation and a correction of its SPMT; Togar's, whose gates were waived and whose
# ballot is open; Amran's, who is only proposed; and one that was withdrawn.
EVALUATED, VOTED, PROPOSED, WITHDRAWN = (f"MUT-2024-000{serial}" for serial in (1, 2, 3, 4))


@contextmanager
def told_database(kind: str, folder: Path) -> Iterator[str]:
    """Give the URL of a database of a kind in which the stories have been told."""
    with databases.fresh_database(kind, folder) as url:
        engine = connect(url)
        _tell(engine)
        engine.dispose()
        yield url


def _tell(engine: Engine) -> None:
    town = found(engine)
    town.change("togar", post_since=date(2022, 7, 1))
    with writing(engine) as connection:
        record_load(connection, None, LOADED_AT, _people(connection), batch=10)
        _record_grants(connection)
    delegation = {"office": "ppk", "account": str(town.account["tiurma"]), "instrument": "SP 1/2024"}
    term = {"since": "2024-01-03", "until": "2026-12-31"}
    give(engine, town.account["admin"], at(date(2024, 1, 2)), {**delegation, **term})
    _tell_the_whole_life(town)
    _tell_of_waived_gates(town)
    telling.proposed(town, date(2024, 5, 15), date(2024, 12, 2), employee="amran")
    withdrawn = telling.needed(town, date(2024, 5, 16))
    town.act("maslan", "withdraw", date(2024, 5, 17), withdrawn, {"reason": "Tidak jadi."})
    correction = {"employee": str(town.employee["marwan"]), "standing": "PENSIUN", "since": "2024-06-03"}
    correct_employee(
        engine, town.account["halomoan"], at(date(2024, 6, 3)), {**correction, "decree": "9", "reason": "BUP"}
    )


def _record_grants(connection: Connection) -> None:
    """Record the town's grants as given."""
    for row in connection.execute(select(grants).order_by(grants.c.id)).all():
        told = {"grant": row.id, "account": row.account_id, "role": row.role, "unit": row.unit_id}
        record(connection, "grant", None, LOADED_AT, {**told, "since": row.since, "until": row.until})


def _people(connection: Connection) -> list[tuple[int, int | None, str]]:
    query = select(employees.c.id, employees.c.post_id, employees.c.standing).order_by(employees.c.id)
    return [(row.id, row.post_id, row.standing) for row in connection.execute(query)]


def _tell_the_whole_life(town: Town) -> None:
    case = telling.placed(town, date(2024, 3, 4))
    assert case == EVALUATED
    form = {"document": "execute", "number": "800/07/PKM/2024", "on": date(2024, 4, 2), "reason": "Salah tanggal."}
    town.act("maslan", "correct", date(2024, 4, 5), case, form)
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", date(2024, 6, 24), case, telling.ANSWERS)
    telling.evaluated(town, case, date(2024, 7, 1), "evaluate-3")


def _tell_of_waived_gates(town: Town) -> None:
    case = telling.proposed(town, date(2024, 5, 6), date(2024, 6, 3), employee="togar")
    assert case == VOTED
    for who, gate in (("sahala", "R-TEN-01"), ("halomoan", "R-DON-01")):
        town.act(who, "waive-gate", date(2024, 5, 7), case, {"rule": gate, "reason": "Layanan terhenti."})
    telling.consented(town, case, date(2024, 5, 7))
    telling.opened(town, case, date(2024, 5, 8))
    for member in ("tiurma", "gunawan", "burhan"):
        town.act(member, "vote", date(2024, 5, 8), case, {"vote": "for"})


@dataclass(frozen=True)
class Copy:
    """A copy of the told database, changed from outside by who may do anything, and verified as the application."""

    url: str

    def verified(self) -> Report:
        """Verify it."""
        engine = connect(self.url)
        try:
            return verify(engine)
        finally:
            engine.dispose()

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Connect as the owner does, with none of our settings; the guards stand."""
        engine = create_engine(databases.as_owner(self.url))
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    @contextmanager
    def unguarded(self) -> Iterator[Connection]:
        """Connect as the owner does, with every guard taken down; afterwards all stand again as they did."""
        with self.outside() as connection:
            raise_again = _take_down(connection)
            yield connection
            raise_again()

    def run(self, statement: str, **values: Any) -> None:
        """Carry out one statement that the guards would refuse."""
        with self.unguarded() as connection:
            connection.execute(text(statement), values)

    def edit(self, case: str, number: int, change: Callable[[dict[str, Any]], None], **columns: Any) -> None:
        """Change the record of a line and hash it anew, as somebody would who knows how lines are made."""
        with self.unguarded() as connection:
            line = entry(connection, case, number)
            record = json.loads(line["bytes"])
            change(record)
            raw = encode(record)
            values = {"bytes": raw, "hash": digest(raw), **columns}
            connection.execute(entries.update().where(entries.c.id == line["id"]).values(**values))

    def forge(self, case: str, **told: Any) -> None:
        """Append a line with a right hash and chain, but that no act wrote. `told` changes the last line's record."""
        with self.outside() as connection:
            last = entry(connection, case, None)
            record = json.loads(last["bytes"])
            head = record["head"] | told.pop("head", {}) | {"number": record["number"] + 1}
            record |= {"number": record["number"] + 1, "previous": bytes(last["hash"]).hex(), "private": {}}
            record |= {"from": last["state"], "key": "forged", "head": head, **told}
            link = select(accounts.c.employee_id).where(accounts.c.id == record["actor"])
            record["employee"] = connection.scalar(link)
            raw = encode(record)
            row = {name: value for name, value in last.items() if name != "id"}
            row |= {"number": record["number"], "step": record["step"], "from_state": record["from"], "key": "forged"}
            row |= {"account_id": record["actor"], "role": record["role"], "for_account_id": record["for"]}
            row |= {"at": datetime.fromisoformat(record["at"]), "bytes": raw, "hash": digest(raw)}
            row |= {name: head[name] for name in ("state", "ground", "ballot", "reached", "awaits", "binds_employee")}
            row["since"] = datetime.fromisoformat(head["since"])
            connection.execute(insert(entries), row)


def entry(connection: Connection, case: str, number: int | None) -> dict[str, Any]:
    """Read a line of a case; its last one when no number is given."""
    query = select(entries).join(transfers, transfers.c.id == entries.c.transfer_id)
    query = query.where(transfers.c.case_number == case).order_by(entries.c.number.desc())
    if number is not None:
        query = query.where(entries.c.number == number)
    return dict(connection.execute(query.limit(1)).mappings().one())


def _take_down(connection: Connection) -> Callable[[], None]:
    """Drop or switch off every guard, and give what puts them back."""
    if connection.dialect.name == "sqlite":
        texts = expected(connection)
        _run_all(connection, [f"DROP TRIGGER {name}" for name in texts])
        return lambda: _run_all(connection, texts.values())
    triggers = connection.execute(text(_TRIGGERS)).all()
    # A replica's session has no foreign keys; the guards stand for every session, so they are switched off as well.
    off = [f"ALTER TABLE {row.relname} DISABLE TRIGGER {row.tgname}" for row in triggers]
    on = [f"ALTER TABLE {row.relname} ENABLE ALWAYS TRIGGER {row.tgname}" for row in triggers]
    _run_all(connection, ["SET LOCAL session_replication_role = replica", *off])
    return lambda: _run_all(connection, on)


def _run_all(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


_TRIGGERS = """
    SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
"""


def first(report: Report) -> tuple[str, str, int | None, str] | None:
    """Give the first finding of a report: what, where, which line, which column or name."""
    finding = report.first
    return None if finding is None else (finding.kind, finding.where, finding.number, finding.detail)
