"""Plans as they are kept: written once with what they were found from, read with names, adjusted by another.

Keeping a plan is a chained event of the registers, which holds the digest of its moves.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from json import loads
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from policies.loading import current
from workflow.canonical import text
from workflow.database import writing
from workflow.laws import keep_law
from workflow.planning import checking, facts
from workflow.planning.draft import Basis, Draft
from workflow.planning.links import dependants, needs_first
from workflow.planning.model import Limits, Model, written
from workflow.planning.solution import BY_HAND, Terms
from workflow.planning.solving import solver
from workflow.register import record, take_turn
from workflow.tables import employees, plan_moves, plan_proposals, plans, posts, transfers, units

PLAN = "needs-plan"


def keep(engine: Engine, draft: Draft, account: int | None, moment: datetime) -> int:
    """Keep a plan, and give its number. Raises ValueError when there is none, or it breaks a limit."""
    broken = checking.breaches(draft.built.model, draft.solution.moves)
    if draft.solution.objective is None or broken:
        raise ValueError(f"there is no plan to keep that keeps its limits: {broken or draft.solution.status}")
    procedure = current()
    with writing(engine) as connection:
        take_turn(connection)
        keep_law(connection, procedure, moment)
        row = {"made_at": moment, "account_id": account, "law": procedure.digest, **_row(draft)}
        number = int(connection.execute(insert(plans), row).inserted_primary_key[0])  # type: ignore[index]  # one row
        moves = [{"plan_id": number, **each} for each in _moves(draft)]
        if moves:
            connection.execute(insert(plan_moves), moves)
        if draft.adjusts is None:
            facts.store(connection, number, draft)
        told = {"plan": number, "run": draft.basis.run, "moves": len(moves), "digest": kept_digest(connection, number)}
        record(connection, PLAN, account, moment, told)
    return number


def kept_digest(connection: Connection, number: int) -> str:
    """Give the digest of a plan's moves as they are kept, in hexadecimal: it stands in the plan's event."""
    query = select(plan_moves).where(plan_moves.c.plan_id == number).order_by(plan_moves.c.number)
    moves = [dict(row) for row in connection.execute(query).mappings()]
    return sha256(text(moves).encode()).hexdigest()


def _row(draft: Draft) -> dict[str, Any]:
    found = draft.solution
    return {
        "run_id": draft.basis.run,
        "adjusts_id": draft.adjusts,
        "parameters": text(_parameters(draft)),
        "model": digest(draft.built.model),
        "solver": BY_HAND if found.status == BY_HAND else solver(),
        "status": found.status,
        "objective": found.objective,
        "bound": found.bound,
        "milliseconds": round(1000 * found.seconds),
    }


def digest(model: Model) -> bytes:
    """Give the digest of a model as it is written down: the same facts give the same."""
    return sha256(written(model).encode()).digest()


def _parameters(draft: Draft) -> dict[str, Any]:
    law = draft.built.law
    return {
        "needs": sorted(draft.basis.needs.values()),
        "limits": draft.built.model.limits._asdict(),
        "law": {"priority": law.priority, "plan": law.plan, "floor": str(law.floor)},
        "forced": _told(draft, draft.terms.forced),
        "excluded": _told(draft, draft.terms.excluded),
        "best": draft.terms.best,
    }


def _told(draft: Draft, moves: Collection[int]) -> list[list[int]]:
    """Write moves so that they can be found in another model: who, and to which post."""
    found = (draft.built.model.move[number] for number in sorted(moves))
    return [[draft.basis.employees[move.nip], draft.basis.posts[move.post]] for move in found]


def _moves(draft: Draft) -> Iterator[dict[str, Any]]:
    basis, plan = draft.basis, draft.solution.moves
    number = {move: place for place, move in enumerate(plan, start=1)}
    first = needs_first(draft.built.model, plan)
    for identity in plan:
        move, parts = draft.built.model.move[identity], draft.built.parts(identity)
        yield {
            "number": number[identity],
            "employee_id": basis.employees[move.nip],
            "need_id": basis.needs.get(move.post),
            "from_post_id": None if move.from_post is None else basis.posts[move.from_post],
            "post_id": basis.posts[move.post],
            "value": move.value,
            **{f"part_{name}": part for name, part in parts._asdict().items()},
            "hours": move.hours,
            "forced": identity in draft.terms.forced,
            "needs_first": number[first[identity]] if identity in first else None,
        }


def get(connection: Connection, number: int) -> Any:
    """Give a plan. Raises NoResultFound."""
    return connection.execute(select(plans).where(plans.c.id == number)).one()


def newest(connection: Connection, most: int | None = 20) -> list[Any]:
    """Give the newest plans, or all, the newest first."""
    return list(connection.execute(select(plans).order_by(plans.c.id.desc()).limit(most)))


_there, _here = posts.alias("there"), posts.alias("here")
_unit_there, _unit_here = units.alias("unit_there"), units.alias("unit_here")
_MOVES = (
    select(
        plan_moves,
        employees.c.nip,
        employees.c.name,
        _there.c.code.label("post"),
        _there.c.name.label("post_name"),
        _there.c.job_class.label("post_class"),
        _unit_there.c.code.label("unit"),
        _unit_there.c.name.label("unit_name"),
        _here.c.code.label("from_post"),
        _here.c.name.label("from_post_name"),
        _here.c.job_class.label("from_post_class"),
        _unit_here.c.code.label("from_unit"),
        _unit_here.c.name.label("from_unit_name"),
        plan_proposals.c.transfer_id,
        transfers.c.case_number,
        transfers.c.state,
        transfers.c.reached,
    )
    .join(employees, employees.c.id == plan_moves.c.employee_id)
    .join(_there, _there.c.id == plan_moves.c.post_id)
    .join(_unit_there, _unit_there.c.id == _there.c.unit_id)
    .outerjoin(_here, _here.c.id == plan_moves.c.from_post_id)
    .outerjoin(_unit_here, _unit_here.c.id == _here.c.unit_id)
    .outerjoin(
        plan_proposals,
        (plan_proposals.c.plan_id == plan_moves.c.plan_id) & (plan_proposals.c.number == plan_moves.c.number),
    )
    .outerjoin(transfers, transfers.c.id == plan_proposals.c.transfer_id)
    .order_by(plan_moves.c.number)
)


def moves_of(connection: Connection, number: int) -> list[Any]:
    """Give the moves of a plan with names and codes, and the transfers that were opened for them."""
    return list(connection.execute(_MOVES.where(plan_moves.c.plan_id == number)))


def limits_of(plan: Any) -> Limits:
    """Give the limits that a kept plan was asked to keep."""
    return Limits(**loads(plan.parameters)["limits"])


def needs_of(plan: Any) -> list[int]:
    """Give the needs (ids) that a kept plan was asked to meet."""
    asked: list[int] = loads(plan.parameters)["needs"]
    return asked


def terms_of(plan: Any, basis: Basis, model: Model) -> Terms:
    """Give the terms of a kept plan in a model built anew; what is no move there any more is left out."""
    told = loads(plan.parameters)
    identity = {(basis.employees[move.nip], basis.posts[move.post]): move.id for move in model.moves}
    forced, excluded = (
        frozenset(identity[employee, post] for employee, post in told[name] if (employee, post) in identity)
        for name in ("forced", "excluded")
    )
    return Terms(forced=forced, excluded=excluded, best=told["best"])


def plan_in(model: Model, basis: Basis, moves: Iterable[Any]) -> tuple[list[int], list[Any]]:
    """Find the moves of a kept plan in a model built anew: their ids, and those that may not be made any more."""
    identity = {(basis.employees[move.nip], basis.posts[move.post]): move.id for move in model.moves}
    found, lost = [], []
    for move in moves:
        at = identity.get((move.employee_id, move.post_id))
        if at is None:
            lost.append(move)
        else:
            found.append(at)
    return found, lost


def opened(connection: Connection, plan: int, number: int, case_number: str) -> None:
    """Note that a case was opened for a move, in the transaction that opens it."""
    transfer = connection.scalars(select(transfers.c.id).where(transfers.c.case_number == case_number)).one()
    connection.execute(insert(plan_proposals), {"plan_id": plan, "number": number, "transfer_id": transfer})


def blocked(moves: Iterable[Any]) -> Mapping[int, int]:
    """Say by number which moves of a plan wait for one that will not be made, and which move that is."""
    listed = list(moves)
    first = {move.number: move.needs_first for move in listed if move.needs_first is not None}
    return dependants(first, {move.number for move in listed if _ended_early(move)})


def _ended_early(move: Any) -> bool:
    """Tell a transfer that was rejected, withdrawn or cancelled: it is closed, and was never carried out."""
    if move.state is None:
        return False
    state, reached = (current().states[name] for name in (move.state, move.reached))
    return state.closed and state.order is None and reached.round is None
