"""What is kept equals what is worked out anew, whenever it was kept; and plain Python finds the same figures."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, select, update

from policies.loading import current
from tests.stories import telling
from tests.stories.town import Town
from tests.workflow.monitoring import lives, plainly
from tests.workflow.monitoring.reading import figures
from workflow.database import reading
from workflow.monitoring.figures import Figures, longest
from workflow.monitoring.keeping import keep
from workflow.organisation.calendar import calendar
from workflow.tables import (
    holidays,
    monitored,
    monitored_counts,
    monitored_rules,
    monitored_spans,
    monitored_upto,
)

TODAY = date(2024, 11, 1)
KEPT = (monitored, monitored_spans, monitored_rules, monitored_counts)


def rows(town: Town, table: Table) -> list[tuple[Any, ...]]:
    """Give the rows of a table in the order of their keys."""
    with reading(town.engine) as connection:
        return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]


def kept(town: Town) -> list[list[tuple[Any, ...]]]:
    """Give all that is kept."""
    return [rows(town, table) for table in KEPT]


def told(found: Figures) -> tuple[Any, ...]:
    """Give figures in a form that can be compared."""
    return found.counts, found.funnel(), found.stretches(), found.outcomes()


def test_a_page_folds_in_what_is_not_kept_yet(town: Town) -> None:
    case = lives.straight(town)
    before = told(figures(town, TODAY))
    assert keep(town.engine)
    assert not keep(town.engine)
    assert told(figures(town, TODAY)) == before
    lives.waived(town)
    unkept = told(figures(town, TODAY))
    assert unkept != before
    assert keep(town.engine)
    assert told(figures(town, TODAY)) == unkept
    with reading(town.engine) as connection:
        (days, transfer), *_ = longest(connection, "state/training_assigned", 2024)
        assert (days, transfer) == (15, town.transfer(case, connection))  # 7 March to 1 April, three days of rest


def test_what_is_kept_step_by_step_equals_what_is_made_anew(town: Town) -> None:
    lives.returned(town)
    keep(town.engine)
    straight = lives.straight(town)
    keep(town.engine)
    lives.waived(town)
    keep(town.engine)
    form = {"document": "execute", "number": "800/08/PKM/2024", "on": date(2024, 4, 2), "reason": "Salah ketik."}
    if town.case(straight).state != "evaluated_6_months":
        town.act("maslan", "correct", date(2024, 10, 2), straight, form)
    keep(town.engine)
    step_by_step = kept(town)
    town.write(update(monitored_upto).values(made_by=b"another law"))
    assert keep(town.engine)
    assert kept(town) == step_by_step
    assert not keep(town.engine)


def test_a_holiday_changes_what_lasted_how_long(town: Town) -> None:
    lives.straight(town)
    keep(town.engine)
    before = figures(town, TODAY).cells("days/state/training_assigned")
    town.write(insert(holidays).values(day=date(2024, 3, 20), works=False, name="Hari jadi kota"))
    assert keep(town.engine)
    after = figures(town, TODAY).cells("days/state/training_assigned")
    assert [int(days) for days in before] == [int(days) + 1 for days in after]


def test_plain_python_finds_the_same(town: Town) -> None:
    lives.everything(town)
    for user in ("saima", "wulan"):
        telling.proposed(town, date(2024, 9, 2), date(2024, 12, 2), employee=user)
    keep(town.engine)
    found = figures(town, TODAY)
    with reading(town.engine) as connection:
        ledgers, works = plainly.exported(connection), calendar(connection).works
        assert {stage.state: stage.reached for stage in found.funnel() if stage.reached} == plainly.funnel(ledgers)
        stretches = {each.name: each for each in found.stretches()}
        for state in current().states:
            ended, going_on = plainly.state_days(ledgers, state, works, TODAY)
            stretch = stretches.get(f"state/{state}")
            if stretch is None:
                assert not ended
                continue
            assert (stretch.ended, stretch.waiting) == (len(ended), len(going_on))
            assert stretch.spread.median == plainly.median(ended, going_on)
    for months in (3, 6):
        expected = plainly.results(ledgers, f"evaluate-{months}")
        mine: Counter[tuple[str, bool]] = Counter()
        for group in found.groups("waived"):
            share = group.at_3 if months == 3 else group.at_6
            mine[group.cell, True] += share.good
            mine[group.cell, False] += share.of - share.good
        assert +mine == expected


def test_one_year_at_a_time(town: Town) -> None:
    lives.straight(town)
    found = figures(town, TODAY)
    assert found.years == (2024,)
    assert told(found.of_year(2024)) == told(found)
    assert found.of_year(2023).overall().at_6 == (0, 0)
    assert found.overall().at_6 == (1, 1)
    assert found.family("experts") == (1, 1)
