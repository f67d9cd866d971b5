"""The search for the best plan: the relaxation first, and whole moves where that leaves a move half made.

It begins with the best few moves to each post. Every move that was left out is priced by the relaxation's duals, and
those that could add something join, until there are none; the same again for whole moves, by what they could add at
most. So nothing is lost by beginning with few.
"""

import time
from collections.abc import Mapping
from math import floor, inf
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from workflow.planning import greedy
from workflow.planning.columns import Places
from workflow.planning.model import Limit, Model
from workflow.planning.program import Program, are_whole
from workflow.planning.solution import BEST, CANCELLED, INFEASIBLE, OPTIMAL, TIME_LIMIT, Progress, Terms, Watch

# A price above this is one: the solver's duals are no better than a tenth of it.
_SOMETHING = 1e-6
# Seconds between two reports: the solver would ask at each of its many thousand steps.
_PAUSE = 0.2
_HALF = 0.5


class Found(NamedTuple):
    """What a search found: the moves of its plan (ids), None without one, and what none can exceed, in millionths."""

    moves: tuple[int, ...] | None
    bound: int
    status: str
    pulls: Mapping[str, float] = MappingProxyType({})


class Search:
    """One search; `found` carries it out."""

    def __init__(self, model: Model, terms: Terms, watch: Watch | None) -> None:
        self._began = self._told = time.monotonic()
        self._model, self._terms, self._watch = model, terms, watch
        self._cancelled = False
        self._program = Program(model)
        place = {move.id: number for number, move in enumerate(model.moves)}
        self._forced = np.array(sorted(place[number] for number in terms.forced), np.int64)
        self._excluded = np.array(sorted(place[number] for number in terms.excluded), np.int64)
        self._program.bind(self._forced, 1, 1)
        self._program.bind(self._excluded, 0, 0)
        self._outside = np.setdiff1d(self._left_out(), np.concatenate((self._forced, self._excluded)))
        self._program.bind(self._outside, 0, 0)
        self._relaxed = np.zeros(len(model.moves))
        self._most = inf  # what no plan can exceed, so far

    def found(self) -> Found:
        """Search, and give what was found."""
        if not self._relax():
            return self._broken_off() if not self._program.infeasible else Found(None, 0, INFEASIBLE)
        if are_whole(self._relaxed):
            return self._best(np.flatnonzero(self._relaxed > _HALF), self._objective)
        return self._whole()

    def loosened(self, limit: Limit) -> tuple[int, bool] | None:
        """Give what no plan can exceed once a limit is one looser, and whether some plan reaches that.

        None for a limit that has no row, or when there was no time. Not to be asked once whole moves were searched for.
        """
        if limit not in self._program.columns.of_limit:
            return None
        self._program.loosen(limit, 1)
        solved = self._relax()
        self._program.loosen(limit, 0)
        if not solved:
            return None
        made = np.count_nonzero(self._relaxed > _HALF)
        whole = are_whole(self._relaxed)
        return floor(self._objective + (self._program.columns.tie * made if whole else _HALF) + _SOMETHING), whole

    def _left_out(self) -> Places:
        """All but the best few moves to each post, by value; equal ones in the model's order."""
        columns = self._program.columns
        to = columns.to
        order = np.lexsort((-columns.worth()[: len(to)], to))
        starts = np.searchsorted(to[order], to[order])
        return order[np.arange(len(order)) - starts >= self._terms.best]

    def _relax(self) -> bool:
        """Solve the relaxation of all moves; False when there is no plan, or no time."""
        while True:
            self._run()
            if self._program.infeasible and len(self._outside):
                self._join(self._outside)
                continue
            if not self._program.solved:
                return False
            self._relaxed, self._prices = self._program.taken(), self._program.prices()
            self._worths, self._objective = self._program.worths(), self._program.objective
            self._most = min(self._most, self._objective + self._missed())
            missing = self._outside[self._prices[self._outside] > _SOMETHING]
            if not len(missing):
                return True
            self._join(missing)

    def _missed(self) -> float:
        """Give what the moves left out could add at most: each person the one that would add most."""
        people = self._program.columns.people[self._outside]
        best = np.zeros(int(people.max()) + 1 if len(people) else 0)
        np.maximum.at(best, people, self._prices[self._outside])
        return float(best.sum())

    def _whole(self) -> Found:
        """Search for whole moves, and let join whatever could make a better plan than the one found."""
        self._program.whole()
        plan = self._good()
        while True:
            if plan is not None:
                self._program.start(plan)
            self._run()
            if self._program.found:
                plan = np.flatnonzero(self._program.taken() > _HALF)
            reached = self._objective + self._prices[self._outside]
            if not self._program.solved and not self._program.infeasible:
                self._most = min(self._most, max(self._program.bound, reached.max(initial=-inf)))
                return self._broken_off(plan)
            worth = self._program.objective if self._program.solved else -inf
            better = self._outside[reached > worth + _SOMETHING]
            if not len(better):
                return Found(None, 0, INFEASIBLE) if plan is None else self._best(plan, worth)
            self._join(better)

    def _join(self, places: Places) -> None:
        self._program.bind(places, 0, 1)
        self._outside = np.setdiff1d(self._outside, places)

    def _run(self) -> None:
        seconds = self._terms.seconds
        left = inf if seconds is None else max(0.0, self._began + seconds - time.monotonic())
        self._program.run(left, None if self._watch is None else self._asked)

    def _asked(self, objective: float | None, bound: float | None) -> bool:
        """Tell how far the search is, now and then, and whether it is cancelled."""
        now = time.monotonic()
        if self._watch is not None and now - self._told >= _PAUSE:
            self._told = now
            self._cancelled = self._watch(Progress(now - self._began, objective, bound))
        return self._cancelled

    def _good(self) -> Places | None:
        """Give a plan to start from: what the relaxation makes whole first, then the other moves that it takes up."""
        order = np.argsort(-self._relaxed, kind="stable")
        return self._greedy(order[: np.count_nonzero(self._relaxed > _SOMETHING)])

    def _greedy(self, order: Places) -> Places | None:
        moves = self._model.moves
        plan = greedy.plan(self._model, [moves[place] for place in order], [moves[place] for place in self._forced])
        if plan is None:
            return None
        made = set(plan)
        return np.array([place for place, move in enumerate(moves) if move.id in made], np.int64)

    def _best(self, plan: Places, worth: float) -> Found:
        """Give the best plan there is; the solver's figure has lost the tie of each move."""
        best = self._plan(plan, round(worth + self._program.columns.tie * len(plan)), OPTIMAL)
        return best._replace(pulls=self._pulls(worth))

    def _pulls(self, worth: float) -> Mapping[str, float]:
        """Give what a follower would be worth on each post that some move leaves, by the relaxation's duals.

        As little as the duals allow: a post that nobody leaves yet pulls only as far as leaving it would pay then. What
        the relaxation has over the plan of whole moves is added, as whatever is worth less cannot be told apart.
        """
        here, posts = self._program.columns.here, self._model.posts
        most = np.full(len(posts), -inf)
        leaves = here >= 0
        np.maximum.at(most, here[leaves], np.minimum(self._prices, 0.0)[leaves])
        pulled = self._worths + most + (self._objective - worth)
        return {post.post: float(pull) for post, pull in zip(posts, pulled, strict=True) if pull > -inf}

    def _broken_off(self, plan: Places | None = None) -> Found:
        """Give the best plan found when the time was over, or the search cancelled."""
        status = CANCELLED if self._cancelled else TIME_LIMIT
        if plan is None and self._relaxed.any() and are_whole(self._relaxed):
            plan, status = np.flatnonzero(self._relaxed > _HALF), BEST.format(self._terms.best)
        if plan is None:
            may = np.setdiff1d(np.arange(len(self._relaxed)), self._excluded)
            plan = self._greedy(may[np.argsort(-self._program.columns.gains()[may], kind="stable")])
        bound = self._most if self._most < inf else self._program.columns.ceiling()
        # Half a millionth is the most that the moves of a plan lose together.
        return self._plan(plan, floor(bound + _HALF + _SOMETHING), status)

    def _plan(self, plan: Places | None, bound: int, status: str) -> Found:
        if plan is None:
            return Found(None, bound, status)
        return Found(tuple(self._model.moves[place].id for place in plan), bound, status)
