"""Plots are told in the order of time, and time never goes back or reaches today."""

from datetime import date, datetime, timedelta
from functools import partial
from random import Random

import pytest

from workflow.demo.diary import Diary, StillToCome
from workflow.demo.telling import Beat, Plot, tell
from workflow.organisation.calendar import CITY_ZONE, Calendar

START = datetime(2026, 3, 2, 9, tzinfo=CITY_ZONE)
RNG = Random(1)  # noqa: S311  # only spreads moments over office hours
DIARY = Diary(date(2026, 3, 9), Calendar())


def _plot(name: str, hours: list[int], heard: list[str]) -> Plot:
    for hour in hours:
        said = yield Beat(START + timedelta(hours=hour), partial(str.format, "{}{}", name, hour))
        heard.append(said)


def test_whatever_happens_next_happens_next() -> None:
    heard: list[str] = []
    ended: list[int] = []
    tell([_plot("a", [0, 3, 4], heard), _plot("b", [1, 2, 9], heard)], ended.append)
    assert heard == ["a0", "b1", "b2", "a3", "a4", "b9"]
    assert ended == [1, 2]


def test_a_plot_never_steps_back() -> None:
    with pytest.raises(ValueError, match="steps back"):
        tell([_plot("a", [3, 2], [])], lambda _ended: None)


def test_a_moment_of_today_is_still_to_come() -> None:
    with pytest.raises(StillToCome):
        DIARY.morning(date(2026, 3, 9), RNG)


def test_what_comes_late_in_the_afternoon_comes_the_next_morning() -> None:
    friday = datetime(2026, 3, 6, 15, 49, tzinfo=CITY_ZONE)
    with pytest.raises(StillToCome):  # the next working day is Monday, which is today
        DIARY.later(friday, RNG)
    later = DIARY.later(friday - timedelta(days=1), RNG)
    assert later.date() == date(2026, 3, 6)
    assert later.hour < 10


def test_working_days_are_counted_both_ways() -> None:
    assert DIARY.before(date(2026, 3, 9), 5) == date(2026, 3, 2)
    assert DIARY.after(date(2026, 3, 2), 5) == date(2026, 3, 9)
    assert DIARY.working(date(2026, 3, 7)) == date(2026, 3, 9)
