"""Ledgers that nobody told: hypothesis makes them, and plain Python finds the same figures in their records."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policies.case import Line, fold
from policies.loading import current
from tests.workflow.monitoring import plainly
from workflow.ledger import Ledger
from workflow.monitoring.counting import counts_of
from workflow.monitoring.figures import Figures, Share
from workflow.monitoring.stretches import WorkingDays
from workflow.monitoring.summary import Summary, of_text, summarise
from workflow.organisation.calendar import Calendar

TODAY, START = date(2027, 6, 1), date(2025, 12, 15)
PREDICATES = ("very_good", "good", "needs_improvement", "poor")
GATES = ("R-TEN-01", "R-DON-01", "R-CMP-01a")
# The steps of an ordinary life with the states they lead to.
LIFE = (
    ("identify", "needs_identified"),
    ("propose", "proposed"),
    ("recommend", "reviewed"),
    ("assign-training", "training_assigned"),
    ("sign-decree", "training_assigned"),
    ("execute", "executed"),
    ("evaluate-3", "evaluated_3_months"),
    ("evaluate-6", "evaluated_6_months"),
)
CALENDAR = Calendar()


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Give the steps of a life and their states: with returns and waivers, cut short or ended before its time."""
    told = list(LIFE[: draw(st.integers(1, len(LIFE)))])
    if len(told) > 1:
        waived = [("waive-gate", "proposed")] * draw(st.integers(0, 2))
        back = [("return", "needs_identified"), LIFE[1]] * draw(st.integers(0, 2))
        told[2:2] = [*waived, *back, *[("waive-gate", "proposed")] * draw(st.integers(0, 2))]
    if told[-1][1] in ("needs_identified", "proposed", "reviewed") and draw(st.booleans()):
        told.append(("withdraw", "withdrawn"))
    return told


@st.composite
def ledgers(draw: st.DrawFn) -> list[Mapping[str, Any]]:
    """Give the records of a ledger, each with its day and the private values beside it, as the export has them."""
    day, reached, records = START, "needs_identified", []
    for number, (step, state) in enumerate(draw(lives()), 1):
        day += timedelta(days=draw(st.integers(0, 45)) if number > 1 else draw(st.integers(0, 60)))
        if state in plainly.ORDER and plainly.ORDER.index(state) > plainly.ORDER.index(reached):
            reached = state
        values = _values(step, day, draw)
        kept = {"predicate": draw(st.sampled_from(PREDICATES))} if step.startswith("evaluate") else {}
        head = {"state": state, "reached": reached, "awaits": None}
        records.append({"number": number, "step": step, "on": day, "values": values, "kept": kept, "head": head})
    return records


def _values(step: str, day: date, draw: st.DrawFn) -> dict[str, Any]:
    return {
        "propose": {"employee": 1, "planned_on": day},
        "waive-gate": {"rule": draw(st.sampled_from(GATES))},
        "recommend": {"number": "1", "on": day},
        "sign-decree": {"number": "2", "on": day, "effective_on": day},
        "execute": {"number": "3", "on": day},
        "evaluate-3": {"round": 3},
        "evaluate-6": {"round": 6},
    }.get(step, {})


def read(records: list[Mapping[str, Any]]) -> Ledger:
    """Read records as the ledger would."""
    lines = [
        Line(
            number=each["number"],
            step=each["step"],
            state=each["head"]["state"],
            account=1,
            employee=1,
            role="personnel_analyst",
            at=datetime.combine(each["on"], datetime.min.time(), UTC),
            on=each["on"],
            values={**each["values"], **each["kept"]},
        )
        for each in records
    ]
    private = tuple(each["kept"] for each in records)
    return Ledger(tuple(lines), fold(lines), (b"",) * len(lines), private, tuple(records), 1)


def figures(told: list[list[Mapping[str, Any]]]) -> Figures:
    """Give the figures of many ledgers."""
    days, counts, going_on = WorkingDays(CALENDAR), Counter(), []  # type: tuple[WorkingDays, Counts, list[Any]]
    for number, records in enumerate(told):
        summary: Summary = summarise(current(), read(records))
        assert of_text(summary.text) == summary
        counts.update(counts_of(current(), summary, days))
        going_on += [(number, summary)] if summary.going_on else []
    return Figures(counts, tuple(going_on), days, TODAY, current())


@given(st.lists(ledgers(), max_size=6))
def test_plain_python_finds_the_same(told: list[list[Mapping[str, Any]]]) -> None:
    found = figures(told)
    assert {stage.state: stage.reached for stage in found.funnel() if stage.reached} == plainly.funnel(told)
    stretches = {each.name: each for each in found.stretches()}
    for state in plainly.ORDER[:-1]:
        ended, going_on = plainly.state_days(told, state, CALENDAR.works, TODAY)
        stretch = stretches.get(f"state/{state}")
        if stretch is None:
            assert not ended + going_on
            continue
        assert stretch.lasted == Counter(ended + going_on)
        assert (stretch.ended, stretch.waiting) == (len(ended), len(going_on))
        assert stretch.spread.median == plainly.median(ended, going_on)
    for months in (3, 6):
        assert _results(found, months) == plainly.results(told, f"evaluate-{months}")


def _results(found: Figures, months: int) -> Counter[tuple[str, bool]]:
    counted: Counter[tuple[str, bool]] = Counter()
    for group in found.groups("waived"):
        share: Share = group.at_3 if months == 3 else group.at_6
        counted[group.cell, True] += share.good
        counted[group.cell, False] += share.of - share.good
    return +counted
