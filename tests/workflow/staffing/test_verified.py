"""A run that was changed behind the guards is found: its figures, its day, or the run altogether."""

from datetime import date

import pytest

from tests.databases import as_owner
from tests.stories.town import Town
from tests.workflow.ledger_rows import plain
from tests.workflow.staffing.analysing import analyse
from workflow.audit.report import RUNS
from workflow.audit.verify import verify

MONDAY = date(2024, 3, 4)
GUARDS = {
    "sqlite": ("DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete",),
    "postgresql": ("ALTER TABLE {table} DISABLE TRIGGER {table}_insert_only",),
}


def found(town: Town) -> list[tuple[str, int | None]]:
    """Tell what is wrong with runs."""
    return [(fault.kind, fault.number) for fault in verify(town.engine).faults if fault.where == RUNS]


def test_a_run_as_it_was_kept(town: Town) -> None:
    analyse(town, MONDAY)
    analyse(town, MONDAY, 24)
    assert found(town) == []


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        ("cells", "UPDATE cells SET gap = 0 WHERE gap = 2", "event"),
        ("cells", "UPDATE cells SET detail = '{}' WHERE gap = 2", "event"),
        ("cells", "DELETE FROM cells WHERE gap = 2", "event"),
        ("runs", "UPDATE runs SET as_of = '2024-03-05' WHERE id = 1", "event"),
        ("runs", "UPDATE runs SET horizon = 6 WHERE id = 1", "event"),
    ],
)
def test_what_was_changed_behind_the_guards(town: Town, database_url: str, table: str, change: str, kind: str) -> None:
    analyse(town, MONDAY)
    for statement in GUARDS[town.engine.dialect.name][0].format(table=table).split("; "):
        plain(as_owner(database_url), statement)
    plain(as_owner(database_url), change)
    assert found(town) == [(kind, 1)]
