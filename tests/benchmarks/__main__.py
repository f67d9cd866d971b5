"""Measure, and say each figure beside its aim. Takes some minutes; nothing else should run meanwhile.

python -m tests.benchmarks
"""

from collections.abc import Sequence

import click

from tests.benchmarks.comparison import Timings, compare
from tests.benchmarks.grounds import GROUNDS

# The speed of `perform`, at least, as a share of its own statements' through Core and through the driver.
AIMS = {"SQLite": {"Core": 0.8, "driver": 0.5}, "PostgreSQL": {"Core": 0.8, "driver": 0.65}}
ROUNDS = 4


@click.command()
@click.option("--only", type=click.Choice(sorted(GROUNDS)), help="Measure on one kind of database.")
def main(only: str | None) -> None:
    """Measure on both kinds of database."""
    for kind, grounds in GROUNDS.items():
        if only in (None, kind):
            with grounds() as make:
                _say_comparison(kind, compare(make, ROUNDS))


def _say_comparison(kind: str, timings: Timings) -> None:
    lives = f"{len(timings.acts)} acts, of {timings.statements():g} statements"
    _say(f"{kind}: one act beside its own statements ({lives})")
    rows = [("perform", _milliseconds(timings.typical("perform")), "")]
    for way, aim in AIMS[kind].items():
        rows.append(
            (way, _milliseconds(timings.typical(way)), f"{timings.share(way):.2f} of {way} (aim {aim} or more)")
        )
    _table(rows)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _table(rows: Sequence[tuple[str, str, str]]) -> None:
    for name, figure, remark in rows:
        _say(f"  {name:<12} {figure:>10}  {remark}".rstrip())


def _say(text: str) -> None:
    click.echo(text)


if __name__ == "__main__":
    main()
