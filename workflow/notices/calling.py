"""The call that an act leaves in its own transaction, when somebody new is waited for or the candidate has news."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from policies.model import Procedure
from policies.reminding import is_told
from workflow.organisation.calendar import city_day
from workflow.tables import calls

NEW = "new"
_CALL = insert(calls)


def call(
    connection: Connection,
    procedure: Procedure,
    transfer: int,
    before: Mapping[str, Any],
    head: Mapping[str, Any],
    moment: datetime,
) -> None:
    """Leave a call on the line that has just been written; `before` is the head as the line before left it."""
    marks = _new_marks(before.get("awaits"), head["awaits"])
    news = head["state"] != before.get("state") and is_told(procedure, head["state"])
    if marks or news:
        row = {"transfer_id": transfer, "number": head["number"], "stage": NEW, "marks": marks, "made_at": moment}
        connection.execute(_CALL, row | {"day": city_day(moment)})


def _new_marks(before: str | None, awaits: str | None) -> str:
    """Give the marks of what is waited for now and was not; what is waited for near or past its day, dates call for."""
    known = set((before or "").split())
    return " ".join(mark for mark in (awaits or "").split() if mark not in known and mark[-1] not in "?~")
