"""The stepper of one case: what is reached and when, where it stands, what is expected when, or where it stopped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _

from policies.case import Line
from policies.model import Procedure, State
from policies.waiting import round_due_on
from web.look import dates, say
from workflow.cases import OpenCase


def stages(opened: OpenCase) -> list[dict[str, Any]]:
    """Give the ordinary states as components/stepper.html draws them."""
    procedure, lines = opened.procedure, opened.ledger.lines
    stop = _stop(procedure, lines)
    state = procedure.states[opened.case.state]
    at = stop["order"] if stop else state.order or 0
    since = _since(procedure, lines)
    found = []
    for stage in procedure.path:
        order = stage.order or 0
        if order < at or (order == at and state.closed and not stop):
            row = {"mark": "done", "when": since.get(stage.name, "")}
        elif order > at:
            row = {"mark": "todo", "when": "" if stop else _expected(opened, stage, at)}
        elif stop:
            row = {"mark": "off", "when": stop["when"], "word": stop["word"], "icon": stop["icon"]}
        else:
            row = {"mark": "now", "when": since.get(stage.name, "")}
        found.append({"name": say(stage.label), **row})
    return found


def _since(procedure: Procedure, lines: Sequence[Line]) -> dict[str, date]:
    """Say on which day each state was reached last; what was returned goes on counting from its first day."""
    found: dict[str, date] = {}
    before = 0
    for line in lines:
        order = procedure.states[line.state].order or 0
        if order > before or line.state not in found:
            found[line.state] = line.on
        before = order
    return found


def _stop(procedure: Procedure, lines: Sequence[Line]) -> dict[str, Any] | None:
    """Say where a case stopped: returned to an earlier state, or ended before its time; None when it goes on."""
    moves = [(old, new) for old, new in pairwise(lines) if old.state != new.state]
    if not moves:
        return None
    before, last = moves[-1]
    old, new = procedure.states[before.state], procedure.states[last.state]
    if new.order is None:
        # What was carried out stays done: a case that ends during an evaluation stops at that evaluation.
        return {
            "order": (old.order or 0) + bool(old.round),
            "word": say(new.label),
            "icon": "x-lg",
            "when": dates.long_date(last.on),
        }
    if old.order is not None and new.order < old.order:
        when = _("%(day)s, dari %(state)s", day=dates.long_date(last.on), state=say(old.label))
        return {"order": old.order, "word": _("Dikembalikan"), "icon": "arrow-counterclockwise", "when": when}
    return None


def _expected(opened: OpenCase, stage: State, at: int) -> str:
    """Say when a state to come is expected, as far as the case knows."""
    procedure, case = opened.procedure, opened.case
    before = next(each for each in procedure.path if each.order == (stage.order or 0) - 1)
    if before.round:
        due = round_due_on(procedure, replace(case, state=before.name))
        return _("jatuh tempo %(day)s", day=dates.long_date(due)) if due else ""
    if stage.round and case.planned_on and procedure.path[at - 1].binds:
        return _("rencana %(day)s", day=dates.long_date(case.planned_on))
    due_on = opened.head["due_on"]
    if stage.order == at + 1 and due_on:
        return _("paling lambat %(day)s", day=dates.long_date(due_on))
    return ""
