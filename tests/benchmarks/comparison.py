"""One act at a time: what `perform` costs beside its own statements."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.bare import WAYS
from tests.benchmarks.grounds import NewDatabase
from tests.benchmarks.lives import CANDIDATES, live, make_room
from tests.benchmarks.recordings import Recorded, Recorder
from tests.stories.town import found
from workflow.database import connect


@dataclass
class Timings:
    """Seconds for each act, by the way in which it was carried out; the acts are the same, in the same order."""

    acts: list[Recorded] = field(default_factory=list)
    seconds: Mapping[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})

    def typical(self, way: str) -> float:
        """Give the seconds of the median act."""
        return median(self.seconds[way])

    def share(self, way: str) -> float:
        """Give the speed of `perform` as a share of another way's: the median over the acts, each beside itself."""
        pairs = zip(self.seconds[way], self.seconds["perform"], strict=True)
        return median(bare / performed for bare, performed in pairs)

    def statements(self) -> float:
        """Give the number of statements of the median act."""
        return median(len(act.statements) for act in self.acts)


def compare(make: NewDatabase, rounds: int) -> Timings:
    """Carry out the same lives in every way, act by act in turn, on equal databases that are made anew each round."""
    timings = Timings()
    for _ in range(rounds):
        acts = _recorded(make)
        first_life = len(acts) // len(CANDIDATES)
        with ExitStack() as stack:
            ways = {name: stack.enter_context(way(_founded(make))) for name, way in WAYS.items()}
            for number, act in enumerate(acts):
                for name in _in_turn(number):
                    began = time.perf_counter()
                    ways[name](act)
                    if number >= first_life:  # the first only warms up connections and caches
                        timings.seconds[name].append(time.perf_counter() - began)
        timings.acts.extend(acts[first_life:])
    return timings


def _in_turn(number: int) -> list[str]:
    """Let each way come first equally often: who comes second finds the machine's caches warm."""
    names = list(WAYS)
    first = number % len(names)
    return names[first:] + names[:first]


def _founded(make: NewDatabase) -> str:
    url = make()
    engine = connect(url)
    make_room(found(engine))
    engine.dispose()
    return url


def _recorded(make: NewDatabase) -> list[Recorded]:
    """Tell the lives once, on a database of their own, and write down what was said."""
    engine = connect(make())
    town = found(engine)
    make_room(town)
    recorder = Recorder(engine)
    with recorder.listening(town):
        for employee in CANDIDATES:
            live(town, employee)
    engine.dispose()
    return recorder.acts
