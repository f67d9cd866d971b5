"""The figures of posts as a loop over objects works them out: what a run of the analysis is measured against.

It is written as one writes it first: each object asks for what belongs to it. It gives the same figures; their
effectiveness and priority it leaves out.
"""

import time
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.orm import RelationshipProperty, Session, foreign, registry, relationship

from policies import staffing
from workflow.organisation.people import GONE
from workflow.staffing.counting import AWAY, LEAVES
from workflow.staffing.figures import Question
from workflow.tables import absences, employees, posts, transfers, units, workload


class Counted(NamedTuple):
    """Figures of one post, named as in `workflow.staffing.figures.Figures`."""

    post: int
    need: int
    holders: int
    retiring: int
    leaving: int
    absent: int
    arriving: int
    effective: int
    gap: int


class _Unit:
    pass


class _Task:
    volume: Any
    minutes: Any
    until: date | None


class _Absence:
    kind: str
    since: date
    until: date


class _Transfer:
    state: str
    old_post_id: int
    planned_on: date
    binds_employee: bool
    employee: "_Employee"


class _Employee:
    post_id: int
    birth_date: date
    standing: str
    post: "_Post"
    absences: Sequence[_Absence]
    transfers: Sequence[_Transfer]


class _Post:
    id: int
    need: int | None
    until: date | None
    category: str
    bup_group: str | None
    unit: _Unit
    tasks: Sequence[_Task]
    holders: Sequence[_Employee]
    coming: Sequence[_Transfer]


def _to(kind: type[Any], ours: ColumnElement[Any], theirs: ColumnElement[Any]) -> RelationshipProperty[Any]:
    """Lead to other objects, where `theirs` is `ours`; the ledger's columns name no other table."""
    return relationship(kind, primaryjoin=foreign(theirs) == ours, viewonly=True)


_objects = registry()
_objects.map_imperatively(_Unit, units)
_objects.map_imperatively(_Task, workload)
_objects.map_imperatively(_Absence, absences)
_objects.map_imperatively(
    _Transfer,
    transfers,
    properties={"employee": relationship(_Employee, primaryjoin=foreign(transfers.c.employee_id) == employees.c.id)},
)
_objects.map_imperatively(
    _Employee,
    employees,
    properties={
        "post": relationship(_Post, primaryjoin=foreign(employees.c.post_id) == posts.c.id, viewonly=True),
        "absences": _to(_Absence, employees.c.id, absences.c.employee_id),
        "transfers": _to(_Transfer, employees.c.id, transfers.c.employee_id),
    },
)
_objects.map_imperatively(
    _Post,
    posts,
    properties={
        "unit": relationship(_Unit),
        "tasks": _to(_Task, posts.c.id, workload.c.post_id),
        "holders": _to(_Employee, posts.c.id, employees.c.post_id),
        "coming": _to(_Transfer, posts.c.id, transfers.c.new_post_id),
    },
)


def loop(engine: Engine, question: Question, first: int) -> tuple[list[Counted], int, float]:
    """Work out the first so many posts: their figures, how many people held them, and the seconds it took."""
    began = time.perf_counter()
    with Session(engine) as session:
        found = [_counted(question, post) for post in session.scalars(select(_Post).order_by(posts.c.id).limit(first))]
    return found, sum(each.holders for each in found), time.perf_counter() - began


def _counted(question: Question, post: _Post) -> Counted:
    minutes = int(question.parameters["R-ABK-01"]["minutes"])
    lasting = sum(_work(task) for task in post.tasks if task.until is None)
    passing = [task for task in post.tasks if task.until is not None and task.until >= question.as_of]
    last = max((task.until for task in passing if task.until), default=None)
    ended = post.until is not None and post.until <= question.as_of
    need = 0 if ended else staffing.need(lasting, sum(map(_work, passing)), last, post.need, minutes).whole
    out = {"retiring": 0, "leaving": 0, "absent": 0, "counts": 0}
    for holder in post.holders:
        if holder.standing not in GONE:
            out[_why(question, holder)] += 1
    arriving = sum(_arrives(question, case) for case in post.coming)
    effective = out["counts"] + arriving
    holders = sum(out.values())
    return Counted(
        post.id,
        need,
        holders,
        out["retiring"],
        out["leaving"],
        out["absent"],
        arriving,
        effective,
        need - effective,
    )


def _work(task: _Task) -> int:
    return int(task.volume * task.minutes * staffing.MILLION)


def _why(question: Question, person: _Employee) -> str:
    if _retired(question, person):
        return "retiring"
    if any(case.old_post_id == person.post_id and _under_way(question, case) for case in person.transfers):
        return "leaving"
    return "absent" if _away(question, person) else "counts"


def _retired(question: Question, person: _Employee) -> bool:
    ages = question.parameters["R-BUP-01"]
    category = person.post.category if person.post else None
    group = person.post.bup_group if person.post else None
    return staffing.retires_on(person.birth_date, category, group, ages) <= question.until


def _under_way(question: Question, case: _Transfer) -> bool:
    reserves = question.procedure.states[case.state].reserves
    return case.binds_employee and reserves and case.planned_on <= question.until


def _arrives(question: Question, case: _Transfer) -> bool:
    return _under_way(question, case) and case.employee.standing not in GONE and not _retired(question, case.employee)


def _away(question: Question, person: _Employee) -> bool:
    if person.standing in AWAY:
        return True
    until = question.until
    if any(leave.kind in LEAVES and leave.since <= until <= leave.until for leave in person.absences):
        return True
    unpaid = [leave.until for leave in person.absences if leave.kind == "CLTN"]
    return person.standing == "CLTN" and max(unpaid, default=until) >= until
