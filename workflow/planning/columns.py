"""The model as columns and rows of numbers, in a fixed order.

Columns: each move, made or not; then the steps of each post's net that some move could bring about, the best first.
Rows: the moves of each post and its steps are one net; a person moves once; floors; the limits that were asked for.
Only steps that fill a slot count for a floor. As the worth of steps never rises, a solver takes them in their order.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workflow.planning.model import FLOOR, HOURS, MOVES, OUT, Limit, Model

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

_NONE = -1


class Step(NamedTuple):
    """So many steps in the net of a post (by its place) that are worth the same; `fills`: each of them fills a slot."""

    post: int
    worth: int
    times: int
    fills: bool


class Rows:
    """Rows with their bounds, in the order in which they are added, and what stands in them."""

    def __init__(self) -> None:
        self._lower: list[Numbers] = []
        self._upper: list[Numbers] = []
        self.count = 0
        self._entries: list[tuple[Places, Places, Numbers]] = []

    def add(self, count: int, lower: Numbers | float, upper: Numbers | float) -> int:
        """Add rows between bounds, and give the place of the first."""
        self._lower.append(np.broadcast_to(np.asarray(lower, float), (count,)))
        self._upper.append(np.broadcast_to(np.asarray(upper, float), (count,)))
        self.count += count
        return self.count - count

    def put(self, rows: Places, columns: Places, values: Numbers | float) -> None:
        """Put values into places; what has no row (−1) is left out."""
        inside = rows >= 0
        spread = np.broadcast_to(np.asarray(values, float), rows.shape)
        self._entries.append((rows[inside], columns[inside], spread[inside]))

    def bounds(self) -> tuple[Numbers, Numbers]:
        """Give the bounds of all rows."""
        return np.concatenate(self._lower), np.concatenate(self._upper)

    def by_column(self, columns: int) -> tuple[Places, Places, Numbers]:
        """Give where each column starts, then rows and values of all columns, one column after the other."""
        rows, at, values = (np.concatenate(each) for each in zip(*self._entries, strict=True))
        order = np.lexsort((rows, at))
        start = np.zeros(columns + 1, np.int64)
        np.cumsum(np.bincount(at, minlength=columns), out=start[1:])
        return start, rows[order], values[order]


class Columns:
    """A model's columns and rows; the columns of moves stand first, in the order of the model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.rows = Rows()
        self.of_limit: dict[Limit, tuple[int, ...]] = {}
        place = {post.post: number for number, post in enumerate(model.posts)}
        self._moves = np.arange(len(model.moves))
        self.to = np.array([place[move.post] for move in model.moves], np.int64)
        self.here = np.array(
            [_NONE if move.from_post is None else place[move.from_post] for move in model.moves], np.int64
        )
        self.people = _numbered([move.nip for move in model.moves])
        # Of plans equally good the one with the fewest moves: all its moves together lose less than a millionth.
        self.tie = 0.5 / (1 + len(set(self.people.tolist())))
        self._low, self._steps = self._reach()
        self._net_of_posts()
        self._one_move_each()
        self._floors()
        self._asked_for()

    @property
    def count(self) -> int:
        """The number of columns."""
        return len(self._moves) + len(self._steps)

    def worth(self) -> Numbers:
        """Give what each column is worth, in millionths."""
        values = np.array([move.value for move in self.model.moves], float) - self.tie
        return np.concatenate((values, np.array([step.worth for step in self._steps], float)))

    def most(self) -> Numbers:
        """Give how often each column may be taken."""
        return np.concatenate((np.ones(len(self._moves)), np.array([step.times for step in self._steps], float)))

    def standing(self) -> int:
        """Give the worth of the steps that are taken while nobody moves."""
        return sum(sum(post.worth[low - post.low : -post.low]) for post, low in self._reached())

    def gains(self) -> Numbers:
        """Give what each move gains when it is the first to be made, what it opens apart."""
        first = np.array([post.worth[-post.low] if post.high else 0 for post in self.model.posts], float)
        gains: Numbers = self.worth()[: len(self._moves)] + first[self.to]
        return gains

    def ceiling(self) -> float:
        """Give what no plan can exceed, by no more than a look: every slot filled, every move of value made."""
        slots = sum(sum(post.worth[-post.low :]) for post in self.model.posts)
        return float(slots + sum(max(0, move.value) for move in self.model.moves))

    def _reached(self) -> Iterator[tuple[Any, int]]:
        return zip(self.model.posts, self._low, strict=True)

    def _reach(self) -> tuple[list[int], list[Step]]:
        """Give the lowest net of each post that moves could bring about, and the steps from there to the highest."""
        posts = self.model.posts
        arrivals = np.bincount(self.to, minlength=len(posts))
        pairs = np.unique(np.stack((self.people, self.here))[:, self.here >= 0], axis=1)
        departures = np.bincount(pairs[1], minlength=len(posts))
        lows, steps = [], []
        for place, post in enumerate(posts):
            low, high = max(post.low, -int(departures[place])), min(post.high, int(arrivals[place]))
            lows.append(low)
            each = ((post.worth[net - post.low], post.effective + net < post.need) for net in range(low, high))
            for (worth, fills), same in groupby(each):
                steps.append(Step(place, worth, len(list(same)), fills))
        return lows, steps

    def _net_of_posts(self) -> None:
        low = np.array(self._low, float)
        first = self.rows.add(len(low), low, low)
        of_steps = np.array([step.post for step in self._steps], np.int64)
        self.rows.put(first + self.to, self._moves, 1.0)
        self.rows.put(np.where(self.here >= 0, first + self.here, _NONE), self._moves, -1.0)
        self.rows.put(first + of_steps, self._of_steps(), -1.0)

    def _of_steps(self) -> Places:
        return np.arange(len(self._moves), self.count)

    def _one_move_each(self) -> None:
        """Who has one move alone needs no row: its column is taken once at most."""
        times = np.bincount(self.people) if len(self.people) else np.zeros(0, np.int64)
        several = np.cumsum(times > 1) - 1
        first = self.rows.add(int(np.count_nonzero(times > 1)), -np.inf, 1.0)
        rows = np.where(times[self.people] > 1, first + several[self.people], _NONE)
        self.rows.put(rows, self._moves, 1.0)

    def _floors(self) -> None:
        """Count the slots of each unit that steps must fill besides those filled at the lowest net."""
        missing = {unit.unit: unit.floor for unit in self.model.units}
        for post, low in self._reached():
            missing[post.unit] -= min(post.effective + low, post.need)
        bound = {unit: floor for unit, floor in missing.items() if floor > 0}
        first = self.rows.add(len(bound), np.array(list(bound.values()), float), np.inf)
        row = {unit: first + number for number, unit in enumerate(bound)}
        self.of_limit |= {Limit(FLOOR, unit): (at,) for unit, at in row.items()}
        posts = self.model.posts
        rows = [row.get(posts[step.post].unit, _NONE) if step.fills else _NONE for step in self._steps]
        self.rows.put(np.array(rows, np.int64), self._of_steps(), 1.0)

    def _asked_for(self) -> None:
        limits, moves = self.model.limits, self.model.moves
        if limits.moves is not None:
            self._at_most(Limit(MOVES), limits.moves, 1.0)
        if limits.hours is not None:
            self._at_most(Limit(HOURS), limits.hours, np.array([move.hours or 0 for move in moves], float))
        if limits.out_of_unit is not None:
            left = sorted({move.leaves for move in moves if move.leaves is not None})
            first = self.rows.add(len(left), -np.inf, float(limits.out_of_unit))
            row = {unit: first + number for number, unit in enumerate(left)}
            self.of_limit[Limit(OUT)] = tuple(row.values())
            rows = [_NONE if move.leaves is None else row[move.leaves] for move in moves]
            self.rows.put(np.array(rows, np.int64), self._moves, 1.0)

    def _at_most(self, limit: Limit, most: int, values: Numbers | float) -> None:
        row = self.rows.add(1, -np.inf, float(most))
        self.of_limit[limit] = (row,)
        self.rows.put(np.full(len(self._moves), row), self._moves, values)


def _numbered(names: list[str]) -> Places:
    """Number names in the order in which they first appear."""
    number: dict[str, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], np.int64)
