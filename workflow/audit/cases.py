"""One case: each of its lines by itself and before the law, its head, and the page of history that it opened."""

from collections.abc import Mapping
from json import loads
from typing import Any

from policies.case import Case
from workflow.audit.replay import ASIDE, Replay, Told
from workflow.audit.report import Report
from workflow.audit.rows import AnyRow, CaseRows
from workflow.audit.seals import Broken, Stored, in_place, kept, opened, same
from workflow.canonical import LOG
from workflow.tables.ledger import HEAD


def check_case(rows: CaseRows, replay: Replay, report: Report) -> None:
    """Check one case. Its first wrong line ends it: what follows stands on that line."""
    report.entries += len(rows.lines)
    if rows.case is None:
        report.fault("ownerless", f"#{rows.lines[0].transfer_id}")  # it has no number that people say
        return
    report.transfers += 1
    name = str(rows.case.case_number)
    if not rows.lines:
        report.fault("empty", name)
        return
    told = Told(name)
    if _lines_hold(rows, told, replay, report):
        _check_last(rows.case, rows.lines[-1], name, report)
        _check_history(rows, told.case, name, report)


def _lines_hold(rows: CaseRows, told: Told, replay: Replay, report: Report) -> bool:
    previous = None
    for number, row in enumerate(rows.lines, 1):
        try:
            if row.number != number:
                raise Broken("missing")
            record = _record(row, told.case_number, number, previous, report)
            if record is None:
                return False
            replay.follow(told, record, _private(record, rows.private[row.id], report))
        except Broken as broken:
            report.fault(broken.kind, told.case_number, number, broken.detail)
            return False
        previous = bytes(row.hash)
    return True


def _record(
    row: AnyRow, case_number: str, number: int, previous: bytes | None, report: Report
) -> Mapping[str, Any] | None:
    """Give a line's record; None for a log that this release does not know. Raises Broken."""
    record = opened(bytes(row.bytes), bytes(row.hash))
    try:
        if record["log"] != LOG:
            report.doubt("log", case_number, number)
            return None
        in_place(record, f"transfer/{case_number}", number, previous)
        same(_columns(row), record)
        same(((column, getattr(row, column)) for column in HEAD), record["head"])
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise Broken("unreadable", type(error).__name__) from error
    return record


def _columns(row: AnyRow) -> tuple[tuple[str, Any], ...]:
    return (
        ("step", row.step),
        ("from", row.from_state),
        ("actor", row.account_id),
        ("employee", row.actor_employee),  # of the account as it is today: nothing ever links it anew
        ("role", row.role),
        ("for", row.for_account_id),
        ("at", row.at),
        ("key", row.key),
    )


def _private(record: Mapping[str, Any], stored: Stored, report: Report) -> dict[str, Any]:
    """Give the private values that a case is told from; the others are only compared with their commitments."""
    values = kept(record["private"], stored)
    report.erased += len(record["private"]) - len(values)
    return {name: loads(value) for name, value in values.items() if name not in ASIDE}


def _check_last(case: AnyRow, last: AnyRow, name: str, report: Report) -> None:
    """Compare the head that the database keeps with the last line: lists and inboxes are read from it."""
    if case.number is not None and case.number > last.number:
        report.fault("missing", name, last.number + 1)
        return
    for column in HEAD:
        if getattr(case, column) != getattr(last, column):
            report.fault("last", name, detail=column)
            return


def _check_history(rows: CaseRows, case: Case, name: str, report: Report) -> None:
    """Compare the page of history that a case opened with its SPMT, corrections included."""
    duty = case.documents.get("execute")
    expected = [] if duty is None else [(case.employee, case.new_post, duty.on, case.temporary_until)]
    if [(page.employee_id, page.post_id, page.since, page.temporary_until) for page in rows.pages] != expected:
        report.fault("history", name)
