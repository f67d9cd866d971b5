"""What everybody may read: fixed tables of each calendar year that is over, with small numbers hidden (R-MON-01)."""

from datetime import date
from typing import NamedTuple

from policies import monitoring
from policies.statistics.small import Cell, Published, publish
from workflow.monitoring.counting import PUBLISHED, years
from workflow.monitoring.figures import Figures

_TOLD = "told/"
_ANY = "some"  # any waiver: which rule it was is not told
NO_WAIVER = "none"


class Year(NamedTuple):
    """The tables of a year, and how many transfers each divides: those evaluated by the day from which it is told."""

    year: int
    transfers: int
    tables: dict[str, Published]


def told_years(figures: Figures, today: date) -> list[int]:
    """Give the years that are told on a day, the newest first."""
    law = figures.procedure
    found = [year for year in years(figures.counts, _TOLD + PUBLISHED[0]) if monitoring.told_from(law, year) <= today]
    return [year for year in found if _transfers(figures, year) >= monitoring.smallness(law, today).least]


def told(figures: Figures, year: int) -> Year:
    """Give the tables of a year as they are published."""
    small = monitoring.smallness(figures.procedure, date(year + 1, 1, 1))
    tables = [_table(figures, year, name) for name in PUBLISHED]
    shown = publish(tables, small.least, small.step)
    return Year(year, _transfers(figures, year), dict(zip(PUBLISHED, shown, strict=True)))


def _transfers(figures: Figures, year: int) -> int:
    return sum(cell.trials for cell in _table(figures, year, PUBLISHED[0]).values())


def _table(figures: Figures, year: int, name: str) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for group, share in figures.of_year(year).shares(_TOLD + name).items():
        cell = _ANY if name == "waived" and group != NO_WAIVER else group
        before = found.get(cell, Cell(0, 0))
        found[cell] = Cell(before.trials + share.of, before.successes + share.good)
    return dict(sorted(found.items()))
