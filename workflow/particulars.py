"""What an act records besides what was typed: things that the registers, the ballot or the instrument supply.

Each function gives (public values, private values). Public ones stand in the ledger's bytes: ids, dates and counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from policies.case import Case
from policies.instruments import predicate_of_answers
from policies.model import Procedure
from policies.staffing import millionths, needs_horizon
from workflow.establishment import Establishment
from workflow.matching.candidates import place_of
from workflow.matching.target import target
from workflow.measured import Measure, afterwards, at_execution
from workflow.planning.mates import plan_of
from workflow.staffing.runs import newest
from workflow.standing import Standing
from workflow.tables import employees, posts, units

Values = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Setting:
    """Where particulars are gathered: the case as it stands, the cleaned form, and how to ask."""

    connection: Connection
    procedure: Procedure
    case: Case
    form: Mapping[str, Any]
    standing: Callable[[Case], Standing]
    transfer: int | None = None


def particulars(step: str, setting: Setting) -> Values:
    """Gather what a step records besides its form."""
    gather = _PARTICULARS.get(step)
    return gather(setting) if gather else ({}, {})


_UNIT = select(posts.c.unit_id).where(posts.c.id == bindparam("post"))
_wanted = posts.alias("wanted")
# A row even for somebody who holds no post, or is wanted for one that the register does not have.
_PLACES = (
    select(employees.c.post_id, posts.c.unit_id, _wanted.c.category)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(_wanted, _wanted.c.id == bindparam("new_post"))
    .where(employees.c.id == bindparam("employee"))
)
_TEXTS = (
    select(posts.c.id, posts.c.name, units.c.name.label("unit"))
    .join(units, units.c.id == posts.c.unit_id)
    .where(posts.c.id.in_([bindparam("old_post"), bindparam("new_post")]))
)


def _need(setting: Setting) -> Values:
    unit = setting.connection.scalar(_UNIT, {"post": setting.form["post"]})
    return {"receiving_unit": unit, **_temporary(setting, setting.form["post"], None)}, {}


def _temporary(setting: Setting, post: int | None, planned_on: date | None) -> dict[str, Any]:
    """Say until when the load goes on that alone asks for the slot; a slot that lasts says nothing."""
    today = setting.standing(setting.case).today
    bare = Case(new_post=post, planned_on=planned_on)
    around = Establishment(setting.connection, setting.procedure, today, setting.transfer, bare)
    until = around.temporary_until(around.on)
    return {} if until is None else {"temporary_until": until}


def _proposal(setting: Setting) -> Values:
    asked = {"employee": setting.form["employee"], "new_post": setting.case.new_post}
    row = setting.connection.execute(_PLACES, asked).first()
    if row is None:
        return {}, {}
    public = {"old_post": row.post_id, "donor_unit": row.unit_id, "category": row.category}
    public |= _temporary(setting, setting.case.new_post, setting.form["planned_on"])
    public |= plan_of(setting.connection, setting.transfer, setting.form["employee"])
    return public, _place(setting) if setting.case.new_post is not None else {}


def _place(setting: Setting) -> dict[str, Any]:
    """Say where the candidate stands in the list for the post, as the newest run has its need: advice, kept with it."""
    today = setting.standing(setting.case).today
    run = newest(setting.connection, needs_horizon(setting.procedure, today))
    if run is None:
        return {}
    post = target(setting.connection, setting.procedure, setting.case.new_post or 0, today, setting.form["planned_on"])
    place = place_of(post, str(run.id), setting.form["employee"])
    if place is None:
        return {}
    parts = {name: millionths(part) for name, part in place.fit.parts.items()}
    told = {"fit": place.fit.ten_thousandths, "parts": parts, "unknown": place.fit.unknown}
    return {"fit": {**told, "rank": place.rank, "listed": place.listed, "run": run.id}}


def _opening(setting: Setting) -> Values:
    standing = setting.standing(setting.case)
    body = standing.committee
    return {"members": sorted(standing.voters()), "body": body.id if body else None}, {}


def _count(setting: Setting) -> Values:
    ballot = setting.case.ballot
    if ballot is None:
        return {}, {}
    count = ballot.tally
    figures = {
        "eligible": count.eligible,
        "present": count.present,
        "for": count.votes_for,
        "against": count.votes_against,
        "needed": count.needed,
        "recused": len(ballot.recused),
    }
    return {"outcome": count.outcome, "tally": figures}, {}


def _round(setting: Setting) -> Values:
    state = setting.procedure.states.get(setting.case.state)
    return {"round": state.round if state else None, "instrument": setting.procedure.instrument.version}, {}


def _answer(setting: Setting) -> Values:
    return {"round": max(setting.case.evaluators, default=None)}, {}


def _evaluation(setting: Setting) -> Values:
    public, _ = _round(setting)
    peers = setting.case.heard.get(public["round"], ())
    return public, {"predicate": predicate_of_answers(setting.procedure.instrument, setting.form, peers)}


def _last_evaluation(setting: Setting) -> Values:
    public, private = _evaluation(setting)
    return {**public, **afterwards(_measure(setting), setting.case)}, private


def _measure(setting: Setting) -> Measure:
    today = setting.standing(setting.case).today
    return Measure(setting.connection, setting.procedure, today, setting.transfer)


def _move(setting: Setting) -> Values:
    case = setting.case
    rows = setting.connection.execute(_TEXTS, {"old_post": case.old_post, "new_post": case.new_post}).all()
    texts = {row.id: {"post": row.name, "unit": row.unit} for row in rows}
    public = {"employee": case.employee, "old_post": case.old_post, "new_post": case.new_post}
    return public, {"old_text": texts.get(case.old_post, {}), "new_text": texts.get(case.new_post, {})}


def _execution(setting: Setting) -> Values:
    public, private = _move(setting)
    return {**public, **at_execution(_measure(setting), setting.case)}, private


_PARTICULARS: Mapping[str, Callable[[Setting], Values]] = {
    "identify": _need,
    "propose": _proposal,
    "open-ballot": _opening,
    "close-ballot": _count,
    "give-feedback": _round,
    "evaluate-3": _evaluation,
    "evaluate-6": _last_evaluation,
    "answer-evaluation": _answer,
    "sign-decree": _move,
    "execute": _execution,
}
