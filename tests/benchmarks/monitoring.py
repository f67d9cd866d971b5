"""What the pages of monitoring ask for, over more and more closed transfers whose summaries are kept.

The transfers are copies of a real life, each begun on another day of five years, with stretches, values and results of
its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

from sqlalchemy import Engine, select, update

from policies.loading import current
from tests.benchmarks.archive import Archive
from tests.benchmarks.grounds import NewDatabase
from tests.benchmarks.growth import settle
from tests.stories.town import Town, found
from workflow.database import connect, reading, writing
from workflow.ledger import read
from workflow.monitoring import figures as figures_of
from workflow.monitoring import keeping
from workflow.monitoring.counting import Counts, counts_of
from workflow.monitoring.stretches import Span
from workflow.monitoring.summary import Result, Summary, summarise
from workflow.monitoring.what_if import rows, what_if
from workflow.tables import monitored_upto, transfers

SIZES = (1_000, 10_000, 100_000)
TODAY = date(2026, 11, 24)
_RULES = ("R-TEN-01", "R-CMP-01a", "R-DON-01")
_TOGETHER = 5_000
_ROUNDS = 5


def watch(make: NewDatabase) -> Iterator[tuple[int, Mapping[str, float]]]:
    """Give the seconds that each question takes, for each number of transfers."""
    url = make()
    engine = connect(url)
    town = found(engine)
    archive = Archive(town)
    life = _life(town)
    for size in SIZES:
        archive.grow(size)
        _keep(engine, life)
        settle(url)
        yield size, {name: _typical(engine, ask) for name, ask in _QUESTIONS.items()}
    engine.dispose()


def _life(town: Town) -> Summary:
    with reading(town.engine) as connection:
        return summarise(current(), read(connection, town.first_transfer()))


def _keep(engine: Engine, life: Summary) -> None:
    """Keep summaries of the copies that have none, as if each had been read out of a ledger of its own."""
    with reading(engine) as connection:
        days = keeping.working_days(connection)
        waiting = keeping.waiting(connection)
        numbers = dict(connection.execute(select(transfers.c.id, transfers.c.number)).tuples().all())
    counts: Counts = Counter()
    for start in range(0, len(waiting), _TOGETHER):
        some = [(each, _copy(life, each, numbers[each])) for each in waiting[start : start + _TOGETHER]]
        for _, summary in some:
            counts.update(counts_of(current(), summary, days))
        with writing(engine) as connection:
            keeping.keep_rows(connection, some, days)
    with writing(engine) as connection:
        keeping.add_counts(connection, counts)
        newest = keeping.newest(connection)
        connection.execute(update(monitored_upto).values(entry=newest, made_by=keeping.made_by(connection)))


def _copy(life: Summary, n: int, number: int) -> Summary:
    """Give a life begun on another day: some stretches longer, each tenth result worse, values spread out."""
    shift, longer = timedelta(days=n % 1500), timedelta(days=n % 23)
    moved = {
        name: getattr(life, name) and getattr(life, name) + shift
        for name in ("begun_on", "effective_on", "executed_on", "six_months_on")
    }
    ended = life.result_6.on if life.result_6 else life.begun_on
    return replace(
        life,
        **moved,
        number=number,
        spans=tuple(Span(s.name, s.since + shift, s.until and s.until + shift + longer) for s in life.spans),
        result_6=Result("poor" if n % 10 == 0 else "good", ended + shift),
        judged=tuple(each._replace(numerator=n % 60, denominator=1, spared=False) for each in life.judged),
        own_request=n % 3 == 0,
    )


def _figures(engine: Engine) -> None:
    """Ask for everything that the page of monitoring shows."""
    with reading(engine) as connection:
        figures = figures_of.figures(connection, TODAY)
        figures.funnel()
        figures.outcomes()
        for stretch in figures.stretches():
            figures_of.longest(connection, stretch.name, None)


def _tried(engine: Engine) -> None:
    with reading(engine) as connection:
        for rule in _RULES:
            list(rows(what_if(connection, current(), rule, TODAY)))


_QUESTIONS: Mapping[str, Callable[[Engine], None]] = {"monitoring": _figures, "what if, three rules": _tried}


def _typical(engine: Engine, ask: Callable[[Engine], None]) -> float:
    """Give the median of a few rounds, in seconds."""
    seconds = []
    for _round in range(_ROUNDS):
        start = perf_counter()
        ask(engine)
        seconds.append(perf_counter() - start)
    return sorted(seconds)[_ROUNDS // 2]
