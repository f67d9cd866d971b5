"""The head of a ledger: what the last line leaves behind in columns, so that lists and inboxes are look-ups."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from policies.case import Case
from policies.model import Procedure
from policies.waiting import awaited, due_on
from workflow.organisation.calendar import Calendar, city_day


def head_after(
    procedure: Procedure, case: Case, before: Mapping[str, Any], moment: datetime, calendar: Calendar
) -> dict[str, Any]:
    """Give the head's columns for a case as an act leaves it; `before` is the head as the line before recorded it."""
    names = awaited(procedure, case, city_day(moment))
    awaits = f" {' '.join(names)} " if names else None
    decree = case.documents.get("sign-decree")
    return {
        "state": case.state,
        "reached": furthest(procedure, before.get("reached"), case.state),
        "number": case.number,
        "ground": case.ground,
        "ballot": case.ballot_status,
        "due_on": due_on(procedure, case, names, calendar.add, city_day),
        "awaits": awaits,
        "since": _since(before, awaits, moment),
        "kind": case.kind,
        "employee_id": case.employee,
        "old_post_id": case.old_post,
        "new_post_id": case.new_post,
        "donor_unit_id": case.donor_unit,
        "receiving_unit_id": case.receiving_unit,
        "planned_on": case.planned_on,
        "decreed_on": decree.on if decree else None,
        "binds_employee": procedure.states[case.state].binds,
    }


def _since(before: Mapping[str, Any], awaits: str | None, moment: datetime) -> datetime:
    """Give since when the case waits for what it waits for."""
    same = awaits == before.get("awaits") and before.get("since")
    return datetime.fromisoformat(before["since"]) if same else moment


def furthest(procedure: Procedure, reached: str | None, state: str) -> str | None:
    """Give the furthest ordinary state of the case's life: who could read it once can read it still."""
    order = procedure.states[state].order
    if order is None:
        return reached
    old = procedure.states[reached].order if reached else None
    return state if (old or 0) < order else reached
