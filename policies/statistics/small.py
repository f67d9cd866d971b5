"""Which cells of a published table stay hidden (R-MON-01), so that none of them follows from what is shown.

The tables of a year divide the same people, each in one way. So everybody knows their number; and from a table that
hides nothing everybody knows, nearly, how many of them succeeded. A table hides

- every group that is too small (that nobody is in a group may be told: such groups are left out);
- unless several of those share a sum that leaves each of them open, the next larger group too, with all of its size:
  whatever is hidden could then be the other way round just as well;
- everything, where that would leave no group;
- and all of its shares, where those of the hidden would follow: where all, or none, of the hidden must have succeeded.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from policies.statistics.shares import coarse


class Cell(NamedTuple):
    """A group: how many there are, and how many of them succeeded."""

    trials: int
    successes: int


class Shown(NamedTuple):
    """A published group: how many, with the rounded share that succeeded; None for what stays hidden."""

    trials: int | None
    share: Fraction | None


HIDDEN = Shown(None, None)

Table = Mapping[str, Cell]
Published = Mapping[str, Shown]


def publish(tables: Sequence[Table], least: int, step: Fraction) -> tuple[Published, ...]:
    """Give the tables of one year, which have no empty groups, as they may be published; {} where nothing may be.

    `least` is the smallest group that may be shown.
    """
    shown = [_without_small(table, least, step) for table in tables]
    known = _known_successes(tables, shown, step)
    return tuple(_without_telling(table, each, known, step) for table, each in zip(tables, shown, strict=True))


def hidden_of(table: Table, least: int) -> frozenset[str]:
    """Name the groups whose numbers stay hidden."""
    small = {name for name, cell in table.items() if cell.trials < least}
    together = sum(table[name].trials for name in small)
    if not small or max(least, len(small) + 1) <= together < (least - 1) * len(small):
        return frozenset(small)
    size = min((cell.trials for cell in table.values() if cell.trials >= least), default=0)
    return frozenset(small | {name for name, cell in table.items() if cell.trials == size})


def _without_small(table: Table, least: int, step: Fraction) -> Published:
    hidden = hidden_of(table, least)
    if len(hidden) == len(table):
        return {}
    return {
        name: HIDDEN if name in hidden else Shown(cell.trials, coarse(cell.successes, cell.trials, step))
        for name, cell in table.items()
    }


class Range(NamedTuple):
    """The least and the most that a number can be."""

    least: int
    most: int


def possible(shown: Shown, step: Fraction) -> Range:
    """Give how many of a shown group can have succeeded, by its rounded share."""
    fitting = [n for n in range((shown.trials or 0) + 1) if coarse(n, shown.trials or 1, step) == shown.share]
    return Range(fitting[0], fitting[-1])


def _known_successes(tables: Sequence[Table], shown: Sequence[Published], step: Fraction) -> Range:
    """Give between what numbers all who succeeded must lie, by all the tables together."""
    least, most = 0, sum(cell.trials for cell in tables[0].values()) if tables else 0
    for table, published in zip(tables, shown, strict=True):
        told, unseen = _told(table, published, step)
        least, most = max(least, told.least), min(most, told.most + unseen)
    return Range(least, most)


def _told(table: Table, published: Published, step: Fraction) -> tuple[Range, int]:
    """Give between what numbers those of the shown groups lie who succeeded, and how many are hidden."""
    ranges = [possible(each, step) for each in published.values() if each.share is not None]
    unseen = sum(cell.trials for name, cell in table.items() if published.get(name, HIDDEN).share is None)
    return Range(sum(each.least for each in ranges), sum(each.most for each in ranges)), unseen


def _without_telling(table: Table, published: Published, known: Range, step: Fraction) -> Published:
    """Hide the shares of a table from which it would follow that all of the hidden succeeded, or none."""
    told, unseen = _told(table, published, step)
    if not unseen:
        return published
    least, most = known.least - told.most, known.most - told.least
    if most > 0 and least < unseen:
        return published
    return {name: Shown(each.trials, None) for name, each in published.items()}
