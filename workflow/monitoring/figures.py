"""The figures of monitoring: how far transfers came, where time goes, and what came of them, group by group."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from policies.loading import current
from policies.model import Procedure
from policies.statistics.durations import Spread, spread
from policies.statistics.shares import Interval, wilson
from workflow.monitoring import keeping
from workflow.monitoring.counting import FAMILY, GOOD, GROUPS, Counts, counts_of
from workflow.monitoring.stretches import WorkingDays
from workflow.monitoring.summary import Summary, of_text
from workflow.tables import monitored, monitored_spans, transfers

LONGEST = 2  # cases named for each stretch
_DAYS = "days/"


class Stage(NamedTuple):
    """A state of the funnel: how many reached it, stand in it as their furthest, and ended from it, by ending."""

    state: str
    reached: int
    standing: int
    ended: tuple[tuple[str, int], ...]


class Stretch(NamedTuple):
    """How long something lasted in working days: how many ended and go on, the quantiles, and the longest cases."""

    name: str
    ended: int
    waiting: int
    spread: Spread
    longest: tuple[tuple[int, int, bool], ...]  # of those that go on: days, transfer, True
    lasted: Counter[int]  # how many lasted, or have lasted so far, so many working days

    def over(self, limit: int) -> int:
        """Count those that lasted longer than a limit, or already have."""
        return sum(number for days, number in self.lasted.items() if days > limit)


class Share(NamedTuple):
    """How many of a group succeeded, with Wilson's interval (95 %)."""

    good: int
    of: int

    @property
    def interval(self) -> Interval:
        """Where the true share lies."""
        return wilson(self.good, self.of)


class Group(NamedTuple):
    """A group of transfers with the results at three and at six months."""

    cell: str
    at_3: Share
    at_6: Share


@dataclass(frozen=True)
class Figures:
    """All counts up to the last line, and the transfers that go on. Narrowed to some years, or of all."""

    counts: Counts
    going_on: tuple[tuple[int, Summary], ...]
    days: WorkingDays
    today: date
    procedure: Procedure

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which transfers began or took effect, the newest first."""
        return tuple(sorted({year for year, _, _ in self.counts}, reverse=True))

    def of_year(self, year: int | None) -> "Figures":
        """Give the figures of one year only: of the transfers that began in it, and those that took effect in it."""
        if year is None:
            return self
        counts = Counter({key: number for key, number in self.counts.items() if key[0] == year})
        going_on = tuple(each for each in self.going_on if each[1].begun_on.year == year)
        return Figures(counts, going_on, self.days, self.today, self.procedure)

    @cached_property
    def _named(self) -> dict[str, Counter[str]]:
        """The cells of every name, the years summed up."""
        found: dict[str, Counter[str]] = {}
        for (_, name, cell), number in self.counts.items():
            found.setdefault(name, Counter())[cell] += number
        return found

    def cells(self, name: str) -> Counter[str]:
        """Give what was counted under a name."""
        return self._named.get(name, Counter())

    # -- how far ----------------------------------------------------------------------------------------------------

    def funnel(self) -> list[Stage]:
        """Give how many reached each state of the ordinary life, and what became of the others."""
        reached, standing = self.cells("reached"), self.cells("standing")
        return [
            Stage(each, reached[each], standing[each], tuple(sorted(self.cells(f"ended/{each}").items())))
            for each in (state.name for state in self.procedure.path)
        ]

    # -- where time goes --------------------------------------------------------------------------------------------

    def stretches(self) -> list[Stretch]:
        """Give every stretch, with those that go on counted as lasting at least as long as they have lasted."""
        waiting = self._waiting()
        names = {name.removeprefix(_DAYS) for name in self._named if name.startswith(_DAYS)} | set(waiting)
        return [self._stretch(name, waiting.get(name, [])) for name in sorted(names)]

    def _stretch(self, name: str, waiting: Sequence[tuple[int, int]]) -> Stretch:
        ended = {int(days): number for days, number in self.cells(_DAYS + name).items() if number > 0}
        found = spread(ended, Counter(days for days, _ in waiting))
        longest = tuple((days, transfer, True) for days, transfer in sorted(waiting, reverse=True)[:LONGEST])
        lasted = Counter(ended) + Counter(days for days, _ in waiting)
        return Stretch(name, sum(ended.values()), len(waiting), found, longest, lasted)

    def _waiting(self) -> dict[str, list[tuple[int, int]]]:
        """Give, by name, how long each stretch that goes on has lasted, and of which transfer."""
        found: dict[str, list[tuple[int, int]]] = {}
        for transfer, summary in self.going_on:
            for span in summary.spans:
                if span.until is None:
                    days = self.days.within(span.since, self.today)
                    found.setdefault(span.name, []).append((days, transfer))
        return found

    # -- what came of them ------------------------------------------------------------------------------------------

    def groups(self, name: str) -> list[Group]:
        """Give the groups of one way to divide the transfers, in the order of their cells."""
        at_3, at_6 = self.shares(f"result_3/{name}"), self.shares(f"result_6/{name}")
        nothing = Share(0, 0)
        return [
            Group(cell, at_3.get(cell, nothing), at_6.get(cell, nothing)) for cell in sorted(at_3.keys() | at_6.keys())
        ]

    def outcomes(self) -> dict[str, list[Group]]:
        """Give every way to divide the transfers with its groups."""
        return {name: self.groups(name) for name in GROUPS}

    def overall(self) -> Group:
        """Give the results of all transfers together."""
        each = self.groups(GROUPS[0])
        return Group("all", _sum(group.at_3 for group in each), _sum(group.at_6 for group in each))

    def family(self, name: str) -> Share:
        """Give the results at six months of transfers to a family of posts."""
        return next((group.at_6 for group in self.groups(FAMILY) if group.cell == name), Share(0, 0))

    def shares(self, name: str) -> dict[str, Share]:
        """Give the share of each group that was counted under a name."""
        found: dict[str, list[int]] = {}
        for cell, number in self.cells(name).items():
            group, _, word = cell.rpartition("/")
            share = found.setdefault(group, [0, 0])
            share[0] += number if word == GOOD else 0
            share[1] += number
        return {group: Share(good, of) for group, (good, of) in found.items() if of}


def _sum(shares: Iterator[Share]) -> Share:
    good, of = 0, 0
    for share in shares:
        good, of = good + share.good, of + share.of
    return Share(good, of)


def figures(connection: Connection, today: date) -> Figures:
    """Give the figures up to the last line: what is kept, with what has changed since folded in."""
    law, days = current(), keeping.working_days(connection)
    counts, newer = keeping.kept_counts(connection), keeping.newer(connection)
    for change in newer:
        counts.update(counts_of(law, change.after, days))
        if change.before is not None:
            counts.subtract(counts_of(law, change.before, days))
    changed = {change.transfer: change.after for change in newer}
    rows = connection.execute(select(monitored.c.transfer_id, monitored.c.content).where(monitored.c.going_on))
    held = {row.transfer_id: of_text(row.content) for row in rows if row.transfer_id not in changed}
    held |= {transfer: summary for transfer, summary in changed.items() if summary.going_on}
    counts = Counter({key: number for key, number in counts.items() if number})
    return Figures(counts, tuple(sorted(held.items())), days, today, law)


def longest(connection: Connection, name: str, year: int | None) -> list[Any]:
    """Give the transfers of which a stretch that has ended lasted longest, as far as they are kept: days, transfer."""
    query = (
        select(monitored_spans.c.days, monitored_spans.c.transfer_id)
        .where(monitored_spans.c.name == name)
        .order_by(monitored_spans.c.days.desc(), monitored_spans.c.transfer_id)
        .limit(LONGEST)
    )
    if year is not None:
        query = query.where(monitored_spans.c.year == year)
    return list(connection.execute(query))


def case_numbers(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Give the numbers that people say, by the ids of transfers."""
    query = select(transfers.c.id, transfers.c.case_number).where(transfers.c.id.in_(numbers))
    return {row.id: row.case_number for row in connection.execute(query)}
