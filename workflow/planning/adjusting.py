"""A plan adjusted by hand, checked again at once; searching for the best with the same wish is `solving` with terms."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from workflow.planning import checking
from workflow.planning.checking import Breach
from workflow.planning.model import HIGH, LOW, Model
from workflow.planning.solution import BY_HAND, Solution, Terms


class Adjusted(NamedTuple):
    """A plan as somebody wants it: its moves (ids), the limits that it breaks, and what it gains, in millionths.

    The gain is None where a post ends below or above its limits: such a step has no worth.
    """

    moves: tuple[int, ...]
    breaches: tuple[Breach, ...]
    objective: int | None


def adjusted(model: Model, plan: Sequence[int], add: Collection[int] = (), drop: Collection[int] = ()) -> Adjusted:
    """Give a plan with some moves more and some less; whoever gets another move loses the one he had.

    Raises KeyError for a move that is not in the model.
    """
    moved = {model.move[number].nip for number in add}
    stays = {number for number in plan if number not in drop and model.move[number].nip not in moved}
    wanted = stays | set(add)
    moves = tuple(move.id for move in model.moves if move.id in wanted)
    broken = tuple(checking.breaches(model, moves))
    of_posts = any(breach.limit.kind in (LOW, HIGH) for breach in broken)
    return Adjusted(moves, broken, None if of_posts else checking.objective(model, moves))


def by_hand(found: Adjusted, bound: int) -> Solution:
    """Give an adjusted plan as a solution; `bound` is what no plan of the model can exceed.

    Raises ValueError for a plan that breaks a limit: those are hard.
    """
    if found.breaches or found.objective is None:
        raise ValueError(f"a plan must keep every limit: {', '.join(str(breach) for breach in found.breaches)}")
    return Solution(found.moves, found.objective, max(bound, found.objective), 0.0, BY_HAND)


def with_terms(model: Model, terms: Terms, force: Collection[int] = (), exclude: Collection[int] = ()) -> Terms:
    """Give terms that force or exclude some moves besides; the last word about a move or a person counts."""
    people = {model.move[number].nip for number in force}
    kept = {number for number in terms.forced if model.move[number].nip not in people and number not in exclude}
    return replace(
        terms,
        forced=frozenset(kept | set(force)),
        excluded=(terms.excluded | frozenset(exclude)) - frozenset(force),
    )
