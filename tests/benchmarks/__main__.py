"""Measure, and say each figure beside its aim. Takes some minutes; nothing else should run meanwhile.

python -m tests.benchmarks
"""

from collections.abc import Mapping

import click

from tests.benchmarks.comparison import Timings, compare
from tests.benchmarks.grounds import GROUNDS
from tests.benchmarks.growth import grow
from tests.benchmarks.importing import ROWS, Imported, bring
from tests.benchmarks.mailing import WORKERS, Mailed, mail
from tests.benchmarks.matching import measure
from tests.benchmarks.monitoring import watch
from tests.benchmarks.planning import Planned, plan
from tests.benchmarks.writers import WRITERS, Waits, storm
from workflow.garbage import look_seldom

# The speed of `perform`, at least, as a share of its own statements' through Core and through the driver.
AIMS = {"SQLite": {"Core": 0.8, "driver": 0.5}, "PostgreSQL": {"Core": 0.8, "driver": 0.65}}
# How much longer than the median the unluckiest of a hundred acts may take.
MOST_OF_MEDIAN = 10
# How many times the bare solver's seconds the planner may take, its model, its check and all.
MOST_OF_SOLVER = 2
# Milliseconds, by the number of employees, in which the candidates of one need are found.
MOST_OF_CANDIDATES = {5_000: "100 ms", 100_000: "1,000 ms"}
# How many times as long as the figures of a run a loop over objects takes, at least.
FASTER_THAN_OBJECTS = 100
ROUNDS = 4


@click.command()
@click.option("--only", type=click.Choice(sorted(GROUNDS)), help="Measure on one kind of database.")
def main(only: str | None) -> None:
    """Measure on both kinds of database, and the planner, which needs none."""
    look_seldom()  # as the command does
    for kind, grounds in GROUNDS.items():
        if only in (None, kind):
            with grounds() as make:
                _say_comparison(kind, compare(make, ROUNDS))
                _say_storm(kind, storm(make))
                _say_growth(kind, dict(grow(make)))
                _say_city(kind, dict(measure(make)))
                _say_monitoring(kind, dict(watch(make)))
                _say_import(kind, bring(make))
                _say_mails(kind, mail(make))
    if only is None:
        for limits, planned in plan():
            _say_plan(limits, planned)


def _say_comparison(kind: str, timings: Timings) -> None:
    lives = f"{len(timings.acts)} acts, of {timings.statements():g} statements"
    click.echo(f"{kind}: one act beside its own statements ({lives})")
    _row("perform", _milliseconds(timings.typical("perform")))
    for way, aim in AIMS[kind].items():
        share = f"{timings.share(way):.2f} of {way} (aim: {aim} or more)"
        _row(way, _milliseconds(timings.typical(way)), share)


def _say_storm(kind: str, waits: Waits) -> None:
    rate = len(waits.seconds) / waits.together
    click.echo(f"{kind}: {WRITERS} writers at once ({len(waits.seconds)} acts, {rate:.0f} a second)")
    _row("median", _milliseconds(waits.middle))
    times = f"{waits.longest / waits.middle:.1f} times the median (aim: {MOST_OF_MEDIAN} or less)"
    _row("p99", _milliseconds(waits.longest), times)


def _say_growth(kind: str, figures: Mapping[int, Mapping[str, float]]) -> None:
    sizes = sorted(figures)
    click.echo(f"{kind}: at {', '.join(f'{size:,}' for size in sizes)} transfers (aim: no growth)")
    for name in figures[sizes[0]]:
        seconds = [figures[size][name] for size in sizes]
        shown = "  ".join(f"{_milliseconds(each):>9}" for each in seconds)
        _row(name, shown, f"{seconds[-1] / seconds[0]:.1f} times")


def _say_city(kind: str, figures: Mapping[int, Mapping[str, float]]) -> None:
    sizes = sorted(figures)
    click.echo(f"{kind}: the needs analysis and candidates at {', '.join(f'{size:,}' for size in sizes)} employees")
    most = f"{' and '.join(MOST_OF_CANDIDATES[size] for size in sizes)} or less"
    aims = {
        "figures": f"no worse than {sizes[-1] // sizes[0]} times",
        "a loop over objects": f"{FASTER_THAN_OBJECTS} times the figures or more",
        "candidates": most,
        "one need": "no growth",
        "needs of one person": "no growth",
    }
    for name in figures[sizes[0]]:
        seconds = [figures[size][name] for size in sizes]
        shown = "  ".join(f"{_milliseconds(each):>12}" for each in seconds)
        aim = f" (aim: {aims[name]})" if name in aims else ""
        _row(name, shown, f"{seconds[-1] / seconds[0]:.1f} times{aim}")
    times = figures[sizes[-1]]["a loop over objects"] / figures[sizes[-1]]["figures"]
    _row("", "", f"the loop takes {times:.0f} times as long as the figures at {sizes[-1]:,}")


def _say_monitoring(kind: str, figures: Mapping[int, Mapping[str, float]]) -> None:
    sizes = sorted(figures)
    click.echo(f"{kind}: monitoring over {', '.join(f'{size:,}' for size in sizes)} closed transfers")
    aims = {"monitoring": "no growth", "what if, three rules": "3,000 ms or less"}
    for name in figures[sizes[0]]:
        seconds = [figures[size][name] for size in sizes]
        shown = "  ".join(f"{_milliseconds(each):>12}" for each in seconds)
        _row(name, shown, f"{seconds[-1] / seconds[0]:.1f} times (aim: {aims[name]})")


def _say_import(kind: str, imported: Imported) -> None:
    click.echo(f"{kind}: a file of {ROWS:,} employees imported ({imported.rate:,.0f} rows a second)")
    _row("read and checked", _milliseconds(imported.staged))
    _row("taken", _milliseconds(imported.taken))
    _row("the bare driver", _milliseconds(imported.bare), f"{imported.times:.1f} times as long as this")


def _say_mails(kind: str, mailed: Mailed) -> None:
    click.echo(f"{kind}: {mailed.mails:,} mails by {WORKERS} workers ({mailed.rate:.0f} a second)")
    _row("arrived more than once", f"{mailed.twice:,}", "(aim: none)")
    _row("the workers", _milliseconds(mailed.seconds), f"{mailed.share:.2f} of the bare loop's speed")
    _row("the bare loop", _milliseconds(mailed.bare))


def _say_plan(limits: str, planned: Planned) -> None:
    click.echo(f"planner: {planned.moves:,} moves may be made, {planned.made:,} are ({limits})")
    _row("the model", _milliseconds(planned.build))
    times = f"{planned.times:.1f} times the bare solver (aim: {MOST_OF_SOLVER} or less, with the model)"
    _row("solved and checked", _milliseconds(planned.solve), times)
    _row("the bare solver", _milliseconds(planned.bare))


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _row(name: str, figure: str, remark: str = "") -> None:
    click.echo(f"  {name:<28} {figure:>10}  {remark}".rstrip())


if __name__ == "__main__":
    main()
