"""The tiny city brought into a database by imports, file by file, and files that are spoilt on the way."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, select

from tests.workflow.handover import Handover
from workflow.audit.verify import verify
from workflow.database import reading
from workflow.organisation.files import Fault
from workflow.organisation.importing import Import, StagedRow, find, rows, stage, take

NEW = "199205062019031904"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

# Each kind after those that it names.
ORDER = tuple(
    "units posts employees bodies relatives discipline history absences performance"
    " requests workload standards competences courses".split()
)


def newcomer(city: Handover) -> None:
    """Add somebody who is not known yet, and arrives in a post."""
    city.add("employees", f"{NEW},Sahat Maruli Lubis,L,1992-05-06,PNS,AKTIF,III/a,40,PKM-ADM,2026-11-02")


def write(folder: Path, kind: str, lines: list[list[str]], delimiter: str = ",") -> Path:
    """Write a file of a kind."""
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    return path


def staged(engine: Engine, folder: Path, kind: str, city: Handover, **more: Any) -> Import:
    """Stage the city's file of a kind."""
    return stage(engine, kind, write(folder, kind, city.files[kind]), None, NOW, **more)


def bring(engine: Engine, folder: Path, city: Handover, *kinds: str) -> None:
    """Import the city's files of some kinds, or of all."""
    for kind in kinds or ORDER:
        found = staged(engine, folder, kind, city)
        assert found.waits, told(engine, found)
        take(engine, found.token, None, NOW)


def told(engine: Engine, found: Import) -> list[Fault]:
    """Give every fault of an import, of the file as a whole and of its rows."""
    faults = list(found.faults)
    for row in page(engine, found, "refused"):
        faults += row.faults
    return faults


def places(faults: list[Fault]) -> list[tuple[int | None, str | None]]:
    """Give where faults stand: row and column."""
    return [(fault.row, fault.column) for fault in faults]


def page(engine: Engine, found: Import, change: str) -> list[StagedRow]:
    """Give the first rows of a change."""
    with reading(engine) as connection:
        return rows(connection, found, change)


def again(engine: Engine, found: Import) -> Import | None:
    """Give an import as it stands now."""
    with reading(engine) as connection:
        return find(connection, found.token)


def everything(engine: Engine, table: Table) -> list[dict[str, Any]]:
    """Give the rows of a table, in a settled order."""
    order = [*table.primary_key.columns]
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]


def verified(engine: Engine) -> str:
    """Verify the database and give the result, with the first thing found."""
    report = verify(engine)
    return report.result if report.first is None else f"{report.result}: {report.first.sentence('en')}"
