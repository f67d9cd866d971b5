"""Telling many plots at once, in the order of time: whatever happens next, happens next.

A plot is a generator of beats. Each beat is a moment and something that is done when all that happened before has
been done; the plot is told what came of it, and gives its next beat, which is never earlier. So slots are taken, units
are filled and people move over the whole city in the order in which they would have.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from typing import Any


@dataclass(frozen=True)
class Beat:
    """Something that happens at a moment."""

    moment: datetime
    do: Callable[[], Any]


Plot = Generator[Beat, Any, Any]


def tell(plots: Sequence[Plot], finished: Callable[[int], None]) -> None:
    """Tell plots to their ends. `finished` is told how many of them have ended, each time that one does."""
    waiting: list[tuple[datetime, int, Beat]] = []
    ended = 0
    for number, plot in enumerate(plots):
        first = next(plot)
        heappush(waiting, (first.moment, number, first))
    while waiting:
        moment, number, beat = heappop(waiting)
        outcome = beat.do()
        try:
            following = plots[number].send(outcome)
        except StopIteration:
            ended += 1
            finished(ended)
            continue
        if following.moment < moment:
            raise ValueError(f"plot {number} steps back from {moment} to {following.moment}")
        heappush(waiting, (following.moment, number, following))
