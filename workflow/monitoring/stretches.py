"""What a transfer spent its time on: in each state, and waiting for each step and whoever takes it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from workflow.ledger import Ledger
from workflow.organisation.calendar import Calendar

STATE, WAIT = "state/", "wait/"


class Span(NamedTuple):
    """A stretch from a day to a day, or going on (None): "state/proposed", "wait/vote", "wait/waive-gate/ppk"."""

    name: str
    since: date
    until: date | None


def spans(ledger: Ledger, closed: Callable[[str], bool]) -> Iterator[Span]:
    """Give the stretches of a transfer in the order in which they began.

    A step that is waited for only once it is late, or only shortly before, is not waited for before that.
    """
    begun: dict[str, date] = {}
    for line, record in zip(ledger.lines, ledger.records, strict=True):
        now = set() if closed(line.state) else {STATE + line.state}
        now |= {WAIT + mark for mark in (record["head"].get("awaits") or "").split() if mark[-1] not in "?~"}
        for name in sorted(begun.keys() - now):
            yield Span(name, begun.pop(name), line.on)
        begun |= dict.fromkeys(now - begun.keys(), line.on)
    for name in sorted(begun):
        yield Span(name, begun[name], None)


class WorkingDays:
    """Counts working days, each year of the calendar gone through once."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._years: dict[int, list[int]] = {}

    def within(self, since: date, until: date) -> int:
        """Count the working days after a day, up to and with another: 0 for the same day, 1 for the next that works."""
        if until <= since:
            return 0
        whole = sum(self._of_year(year)[-1] for year in range(since.year, until.year))
        return whole + self._upto(until) - self._upto(since)

    def _upto(self, day: date) -> int:
        return self._of_year(day.year)[day.timetuple().tm_yday]

    def _of_year(self, year: int) -> list[int]:
        """Give, for each day of a year, how many working days there are up to it; the first stands for none."""
        if year not in self._years:
            upto, day = [0], date(year, 1, 1)
            while day.year == year:
                upto.append(upto[-1] + self._calendar.works(day))
                day += timedelta(days=1)
            self._years[year] = upto
        return self._years[year]
