"""A kept plan with the model that it was found in, to be explained and adjusted."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from workflow.planning import facts, plans
from workflow.planning.building import Built
from workflow.planning.draft import Basis
from workflow.planning.solution import Solution, Terms
from workflow.tables import posts


@dataclass(frozen=True)
class Stored:
    """A kept plan: its row, and in the model built again its moves (ids) and the terms that it keeps."""

    plan: Any
    basis: Basis
    built: Built
    moves: tuple[int, ...]
    terms: Terms

    @property
    def solution(self) -> Solution:
        """The plan as it was found."""
        plan = self.plan
        return Solution(self.moves, plan.objective, plan.bound, plan.milliseconds / 1000, plan.status)


def stored(connection: Connection, number: int) -> Stored:
    """Give a kept plan with its model. Raises NoResultFound for no plan, LookupError where the model is not the same.

    So it is when what the plan was found from was not kept, or is not what the plan says.
    """
    plan = plans.get(connection, number)
    known = facts.built_again(connection, number, plans.limits_of(plan))
    if plans.digest(known.built.model) != bytes(plan.model):
        raise LookupError(f"plan {number}: what it was found from makes another model")
    codes: dict[str, int] = dict(connection.execute(select(posts.c.code, posts.c.id)).all())
    basis = Basis(plan.run_id, known.needs, codes, known.employees)
    moves, lost = plans.plan_in(known.built.model, basis, plans.moves_of(connection, number))
    if lost:
        raise LookupError(f"plan {number}: {len(lost)} of its moves are not in its model")
    return Stored(plan, basis, known.built, tuple(moves), plans.terms_of(plan, basis, known.built.model))
