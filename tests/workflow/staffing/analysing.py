"""Running the needs analysis on the town, and reading what it found by the posts' codes."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from tests.stories.town import Town, at
from workflow.database import reading
from workflow.staffing import needs, runs
from workflow.tables import absences, workload
from workflow.tables import needs as needs_table


def analyse(town: Town, day: date, horizon: int | None = None, reason: str = "", *, on: date | None = None) -> int:
    """Run the analysis as of a day, on that day unless another is given, and give the run's number."""
    number, _ = runs.make(town.engine, runs.Asked(day, horizon, reason), town.account["maslan"], at(on or day))
    return number


def cell(town: Town, run: int, post: str) -> Any:
    """Give the cell of a post in a run."""
    with reading(town.engine) as connection:
        return next(each for each in runs.cells_of(connection, run) if each.post_code == post)


def counts(town: Town, run: int, post: str) -> dict[str, int]:
    """Give the figures that are not 0 of who holds a post in a run."""
    found = cell(town, run, post)
    names = ("holders", "retiring", "leaving", "absent", "arriving", "effective", "gap")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def open_needs(town: Town, run: int) -> dict[str, needs.Need]:
    """Give the open needs by their posts, with the figures of a run."""
    with reading(town.engine) as connection:
        return {need.post: need for need in needs.listed(connection, runs.get(connection, run))}


def closings(town: Town, post: str) -> list[tuple[date, date | None, str | None]]:
    """Give every need that a post ever had: opened, closed, and how."""
    query = select(needs_table).where(needs_table.c.post_id == town.post[post]).order_by(needs_table.c.id)
    with reading(town.engine) as connection:
        return [(row.opened_on, row.closed_on, row.closing) for row in connection.execute(query)]


def task(town: Town, post: str, volume: str, minutes: str, name: str = "Tugas", **more: Any) -> None:
    """Give a post a task."""
    row = {"post_id": town.post[post], "task": name, "volume": Decimal(volume), "minutes": Decimal(minutes), **more}
    town.write(insert(workload).values(**row))


def leave(town: Town, who: str, kind: str, since: date, until: date) -> None:
    """Let somebody be on a long leave."""
    row = {"employee_id": town.employee[who], "kind": kind, "since": since, "until": until}
    town.write(insert(absences).values(**row))
