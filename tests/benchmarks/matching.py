"""The needs analysis and the candidates of one need, in cities of different sizes."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median
from typing import Any

from policies.loading import current
from tests.benchmarks.city import DAY, build
from tests.benchmarks.grounds import NewDatabase
from tests.benchmarks.objects import loop
from workflow.database import connect, reading
from workflow.matching.candidates import candidates
from workflow.matching.reverse import needs_for
from workflow.matching.target import target
from workflow.staffing import needs, runs
from workflow.staffing.figures import Question, figures

SIZES = (5_000, 100_000)
TIMES = 5
MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LISTED = 50  # candidates that a page shows
OPEN = 150  # needs that one person is asked about
SAMPLE = 400  # posts that the loop over objects goes through; its seconds are scaled up to all people


def measure(make: NewDatabase) -> Iterator[tuple[int, dict[str, float]]]:
    """Give, for each size, the seconds of a run and of the loop beside it, and of what pages ask for."""
    for size in SIZES:
        url = make()
        engine = connect(url)
        build(engine, size)
        question = Question(current(), DAY, 12)
        with reading(engine) as connection:
            counted = _often(_figures, connection, question)
        began = time.perf_counter()
        run, _ = runs.make(engine, runs.Asked(DAY, origin="command"), None, MOMENT)
        kept = time.perf_counter() - began
        with reading(engine) as connection:
            wanted = needs.listed(connection, runs.get(connection, run))
            first = next(need for need in wanted if need.category == "JF_PERTAMA")
            found = _often(_candidates, connection, first.post_id)
            page = _often(_need, connection, run, first.id)
            turned = _often(_needs_of, connection, [need for need in wanted if need.gap > 0][:OPEN])
        counted_one_by_one, people, looped = loop(engine, question, SAMPLE)
        assert len(counted_one_by_one) == SAMPLE
        yield (
            size,
            {
                "figures": counted,
                "a run, kept": kept,
                "a loop over objects": looped * size / people,
                "candidates": found,
                "one need": page,
                "needs of one person": turned,
            },
        )
        engine.dispose()


def _often(question: Callable[..., Any], *asked: Any) -> float:
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        question(*asked)
        seconds.append(time.perf_counter() - began)
    return median(seconds)


def _figures(connection: Any, question: Question) -> None:
    list(figures(connection, question, {}))


def _need(connection: Any, run: int, need: int) -> None:
    needs.listed(connection, runs.get(connection, run), need=need)


def _needs_of(connection: Any, wanted: list[needs.Need]) -> None:
    needs_for(connection, current(), wanted, 777, DAY, MOMENT)


def _candidates(connection: Any, post: int) -> None:
    candidates(target(connection, current(), post, DAY, DAY), "1", MOMENT, limit=LISTED)
