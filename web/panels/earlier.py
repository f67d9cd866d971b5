"""How earlier transfers to a family of posts turned out, beside a need or a run: the figures flow back.

Who reads every figure sees all years together, from the least number on that may be told; everybody else the newest
year that is told, as it is published.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from flask_babel import gettext as _

from policies.families import FAMILIES, Family
from policies.monitoring import smallness
from policies.statistics.small import Shown
from web import monitoring
from web.look import figures as written
from web.look import say
from workflow.monitoring.counting import FAMILY
from workflow.monitoring.figures import Figures
from workflow.monitoring.published import told, told_years
from workflow.organisation.calendar import city_day, now


class Earlier(NamedTuple):
    """A family with the words of how transfers to it turned out."""

    family: str
    words: str


def of_category(category: str) -> Earlier | None:
    """Give how earlier transfers to posts of a category's family turned out; None where that may not be told."""
    found = next((each for each in FAMILIES if category in each.categories), None)
    return None if found is None else next(iter(_told([found])), None)


def of_all() -> list[Earlier]:
    """Give it for every family of which it may be told."""
    return _told(FAMILIES)


def _told(families: Sequence[Family]) -> list[Earlier]:
    figures = monitoring.all_figures()
    words = _every(figures) if monitoring.reads(monitoring.reader()) else _published(figures)
    return [Earlier(say(each.label), words[each.name]) for each in families if each.name in words]


def _every(figures: Figures) -> dict[str, str]:
    least = smallness(figures.procedure, city_day(now())).least
    found = {}
    for group in figures.groups(FAMILY):
        share = group.at_6
        if share.of >= least:
            found[group.cell] = _(
                "%(share)s Baik atau lebih pada 6 bulan, n = %(number)s (selang %(interval)s)",
                share=monitoring.share_words(share),
                number=share.of,
                interval=monitoring.interval_words(share.interval),
            )
    return found


def _published(figures: Figures) -> dict[str, str]:
    years = told_years(figures, city_day(now()))
    if not years:
        return {}
    table = told(figures, years[0]).tables[FAMILY]
    return {cell: _shown(shown, years[0]) for cell, shown in table.items() if shown.share is not None}


def _shown(shown: Shown, year: int) -> str:
    return _(
        "sekitar %(share)s Baik atau lebih pada 6 bulan, %(number)s mutasi dengan TMT %(year)s",
        share=written.percent(shown.share or Fraction(0)),
        number=shown.trials,
        year=year,
    )
