"""An import compared once more with registers that have moved on since it was read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, bindparam, update

from workflow.database import reading, writing
from workflow.organisation.calendar import city_day
from workflow.organisation.files import Fault
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.importing import staged, together
from workflow.organisation.importing.comparing import Compared, Comparison
from workflow.organisation.importing.marks import mark
from workflow.organisation.importing.staged import ADDED, CHANGED, SAME, Import, StagedRow, typed
from workflow.organisation.importing.staging import record_faults, settle
from workflow.tables import import_rows


def look_again(engine: Engine, found: Import, moment: datetime) -> bool:
    """Compare every row anew, and say whether anything came out otherwise than it was shown."""
    kind = BY_NAME[found.kind]
    comparison = Comparison(kind, found.file, found.columns, city_day(moment))
    faults: dict[int, list[Fault]] = {}
    differing: list[dict[str, Any]] = []
    with reading(engine) as connection:
        seen = mark(connection, found.kind)
        for page in staged.every(connection, found, (SAME, CHANGED, ADDED)):
            compared, _ = comparison.compare(connection, [typed(kind, row) for row in page])
            faults |= {each.row.line: list(each.faults) for each in compared if each.faults}
            differing += _differing(page, compared)
        if found.kind in together.KINDS:
            for line, own in together.faults_together(connection, found, comparison).items():
                faults.setdefault(line, []).extend(own)
    _correct(engine, differing)
    if faults:
        record_faults(engine, found.id, faults)
    report = staged.report_text(found.faults, found.warnings, found.warned, found.columns, seen)
    with writing(engine) as connection:
        settle(connection, found.id, report)
    return bool(differing or faults)


def _differing(page: Sequence[StagedRow], compared: Sequence[Compared]) -> list[dict[str, Any]]:
    return [
        {"number": row.id, "changes": now.change, "replaced": staged.cells_text(now.before) if now.before else None}
        for row, now in zip(page, compared, strict=True)
        if (row.change, row.before) != (now.change, now.before) and not now.faults
    ]


def _correct(engine: Engine, differing: Sequence[dict[str, Any]]) -> None:
    if differing:
        correct = update(import_rows).where(import_rows.c.id == bindparam("number"))
        with writing(engine) as connection:
            connection.execute(
                correct.values(change=bindparam("changes"), before=bindparam("replaced")), list(differing)
            )
