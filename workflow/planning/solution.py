"""What a search is told and what it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

OPTIMAL, INFEASIBLE, TIME_LIMIT, CANCELLED = "optimal", "infeasible", "time limit", "cancelled"
BY_HAND = "by hand"  # somebody adjusted a plan; nothing was searched for
# Of so many moves to each post: the time was over before those left out had been priced.
BEST = "best {}"


class Progress(NamedTuple):
    """How far a search is: seconds since it began, the best plan's gain and what none can exceed, if known yet."""

    seconds: float
    objective: float | None
    bound: float | None


# Told now and then how far it is; the answer True cancels the search.
Watch = Callable[[Progress], bool]


@dataclass(frozen=True)
class Terms:
    """How to search: moves (ids) that must or must not be made, seconds at most, and how many per post at first."""

    forced: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()
    seconds: float | None = None
    best: int = 10


@dataclass(frozen=True)
class Solution:
    """A plan: its moves (ids, in order), what it gains over making none and what no plan can exceed, in millionths.

    There is none when `status` is infeasible; then objective and bound are None. `pulls` says of posts that somebody
    could leave what a follower would be worth there, in millionths: above 0, a follower could make a better plan.
    """

    moves: tuple[int, ...]
    objective: int | None
    bound: int | None
    seconds: float
    status: str
    pulls: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)

    @property
    def gap(self) -> float | None:
        """What may be missing to the best plan, as a share of the bound: 0 for the best."""
        if self.objective is None or self.bound is None:
            return None
        return (self.bound - self.objective) / self.bound if self.bound > self.objective else 0.0
