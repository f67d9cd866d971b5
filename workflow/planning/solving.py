"""The plan that is best as a whole, checked again before anybody sees it."""

import time
from importlib.metadata import version
from typing import TYPE_CHECKING

from workflow.planning import checking
from workflow.planning.model import Model
from workflow.planning.solution import INFEASIBLE, OPTIMAL, Solution, Terms, Watch

if TYPE_CHECKING:
    from workflow.planning.searching import Search


class NoSolver(Exception):
    """The extra `planner` is not installed."""

    def __str__(self) -> str:
        return "planning needs the solver HiGHS: install the extra `planner` (highspy 1.15.1 or newer)"


class Doubtful(Exception):
    """The solver's plan breaks a limit, or is not worth what it says: it must not be used."""


def solve(model: Model, terms: Terms | None = None, watch: Watch | None = None) -> Solution:
    """Find the best plan that keeps the limits of the model and the terms.

    Raises NoSolver without the extra `planner`, KeyError for terms about a move that is not in the model, and Doubtful
    when what the solver says does not stand up to being checked.
    """
    began = time.monotonic()
    terms = terms or Terms()
    if not model.moves and not terms.forced:
        return Solution((), 0, 0, time.monotonic() - began, OPTIMAL)
    found = search(model, terms, watch).found()
    if found.moves is None:
        return Solution((), None, None, time.monotonic() - began, INFEASIBLE)
    objective = _checked(model, terms, found.moves)
    bound = objective if found.status == OPTIMAL else found.bound
    if not objective <= found.bound or (found.status == OPTIMAL and objective != found.bound):
        raise Doubtful(f"a plan worth {objective}, of at most {found.bound}, is said to be {found.status}")
    return Solution(found.moves, objective, bound, time.monotonic() - began, found.status, found.pulls)


def search(model: Model, terms: Terms, watch: Watch | None = None) -> "Search":
    """Begin a search. Raises NoSolver, KeyError as `solve` does."""
    try:
        from workflow.planning.searching import Search
    except ImportError as error:
        raise NoSolver from error
    return Search(model, terms, watch)


def solver() -> str:
    """Name the solver and its release, on which a plan may depend where two are equally good."""
    return f"HiGHS {version('highspy')}"


def _checked(model: Model, terms: Terms, plan: tuple[int, ...]) -> int:
    """Give what a plan gains, found by other code than the solver's. Raises Doubtful."""
    broken = checking.breaches(model, plan)
    if broken or not terms.forced <= set(plan) or terms.excluded & set(plan):
        raise Doubtful(f"the solver's plan does not keep {broken or terms}")
    return checking.objective(model, plan)
