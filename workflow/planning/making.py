"""A plan from a run and the registers: candidates of the posts to be filled, then of those whose holders would leave.

Whoever leaves a post may be followed, and whoever follows too. The relaxation's duals say where a follower could make
a better plan; those posts are looked at, and the plan is made again. Where some are left when that ends, the status
says of how many posts the plan is the best. An exchange of wishes that no need has to do with is not looked for.
"""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from workflow.planning.building import Asked, Built, build
from workflow.planning.draft import Draft
from workflow.planning.inputs import Inputs, Progress
from workflow.planning.model import UNLIMITED, Limits
from workflow.planning.solution import BEST, OPTIMAL, Solution, Terms, Watch
from workflow.planning.solving import solve

# So many posts at most are looked at before the plan is made again, and so often: a chain has a head and three links.
AT_ONCE = 10
ROUNDS = 3

# A move, by NIP and the post's code: ids change when the model grows.
Named = tuple[str, str]


@dataclass(frozen=True)
class Wanted:
    """What a plan is asked for: within which limits, with and without which moves, in how many seconds."""

    limits: Limits = UNLIMITED
    forced: Collection[Named] = ()
    excluded: Collection[Named] = ()
    seconds: float | None = None


def make(inputs: Inputs, wanted: Wanted, watch: Watch | None = None, progress: Progress | None = None) -> Draft:
    """Make the best plan for the needs of the inputs.

    Raises NoSolver without the extra `planner`, KeyError for a move that is named and that a rule refuses.
    """
    began = time.monotonic()
    asked = Asked(frozenset(inputs.basis.needs), wanted.limits, seed=str(inputs.run.id))
    until = None if wanted.seconds is None else began + wanted.seconds
    inputs.look_at((post for _, post in wanted.forced), progress)
    inputs.look_at(inputs.basis.needs, progress, until)
    for again in range(ROUNDS, -1, -1):
        built = build(inputs.city, asked, inputs.law)
        left = None if until is None else max(0.0, until - time.monotonic())
        terms = Terms(_ids(built, wanted.forced), _known(built, wanted.excluded), left)
        found = solve(built.model, terms, watch)
        more = _pulling(inputs, found)[:AT_ONCE] if again and left != 0 else []
        if not more:
            break
        inputs.look_at(more, progress, until)
    taken = time.monotonic() - began
    return Draft(inputs.basis, built, terms, replace(found, seconds=taken, status=_status(inputs, found)))


def _ids(built: Built, named: Iterable[Named]) -> frozenset[int]:
    identity = {(move.nip, move.post): move.id for move in built.model.moves}
    return frozenset(identity[each] for each in named)


def _known(built: Built, named: Collection[Named]) -> frozenset[int]:
    """Give the ids of moves that must not be made; one that may not be made anyway has none."""
    return frozenset(move.id for move in built.model.moves if (move.nip, move.post) in named)


def _pulling(inputs: Inputs, found: Solution) -> list[str]:
    """Name the posts where a follower could make a better plan and nobody has looked, the strongest pull first.

    A pull that is less than a follower costs at least, wishes apart, brings nobody.
    """
    leading = {post.post for post in inputs.posts if post.jpt}
    pulls = {code: pull for code, pull in found.pulls.items() if code not in inputs.pairs and code not in leading}
    least = inputs.cheapest_follower()
    return sorted((code for code in pulls if pulls[code] > least), key=lambda code: (-pulls[code], code))


def _status(inputs: Inputs, found: Solution) -> str:
    """Say how good a plan is: the best only when no follower could make a better one where nobody has looked."""
    looked = all(code in inputs.pairs for code in inputs.basis.needs)
    certain = found.status != OPTIMAL or (looked and not _pulling(inputs, found))
    return found.status if certain else BEST.format(len(inputs.pairs))
