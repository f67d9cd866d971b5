"""The calendar calls before, on and after a due date: in working days as the city has them, once, and by WIB."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.stories import telling
from tests.stories.town import Town, at
from tests.workflow.notices.boxes import look, told
from tests.workflow.notices.sink import Sink
from workflow.database import reading
from workflow.notices.dates import Span, spans
from workflow.notices.sending import Post
from workflow.organisation.calendar import Calendar
from workflow.tables import calls

MONDAY = date(2024, 3, 4)
DUE = date(2024, 3, 20)  # of the proposal for a need of that Monday, a Wednesday
APRIL = date(2024, 4, 1)


def days_called(town: Town, first: date, last: date) -> dict[date, str]:
    """Let a worker look every day, and give the days on which the calendar called, with the stages."""
    found: dict[date, str] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        look(town, at(day, 8))
        with reading(town.engine) as connection:
            stages = connection.scalars(select(calls.c.stage).where(calls.c.made_at == at(day, 8))).all()
        if stages:
            found[day] = " ".join(stages)
    return found


def test_before_on_and_after_the_due_date(town: Town) -> None:
    telling.needed(town, MONDAY)
    assert days_called(town, date(2024, 3, 5), date(2024, 4, 5)) == {
        date(2024, 3, 18): "before",
        DUE: "due",
        date(2024, 3, 21): "overdue",
        date(2024, 3, 27): "escalated",
    }


def test_the_city_s_own_days_move_them_both_ways(town: Town) -> None:
    telling.needed(town, MONDAY)
    town.rest(date(2024, 3, 19))  # a day off of its own: two working days before are the Friday
    town.rest(date(2024, 3, 29), works=True)  # Good Friday, on which this city works
    town.rest(date(2024, 3, 27))
    assert days_called(town, date(2024, 3, 5), date(2024, 4, 5)) == {
        date(2024, 3, 15): "before",
        DUE: "due",
        date(2024, 3, 21): "overdue",
        date(2024, 3, 28): "escalated",
    }


@pytest.mark.parametrize(
    ("today", "before", "overdue", "escalated"),
    [
        (date(2024, 2, 28), date(2024, 3, 1), date(2024, 2, 27), date(2024, 2, 21)),  # over a leap day
        (date(2023, 2, 27), date(2023, 3, 1), date(2023, 2, 26), date(2023, 2, 20)),  # and without one
        (date(2024, 4, 30), date(2024, 5, 3), date(2024, 4, 29), date(2024, 4, 23)),  # Labour Day between
        (
            date(2024, 12, 31),
            date(2025, 1, 3),
            date(2024, 12, 30),
            date(2024, 12, 22),
        ),  # Christmas before
    ],
)
def test_month_ends_and_leap_days(today: date, before: date, overdue: date, escalated: date) -> None:
    assert list(spans(Calendar(), today)) == [
        Span("before", today, before),
        Span("due", today - timedelta(days=1), today),
        Span("overdue", date.min, overdue),
        Span("escalated", date.min, escalated),
    ]


def test_a_day_begins_at_midnight_in_the_city(town: Town) -> None:
    telling.needed(town, MONDAY)
    look(town, datetime(2024, 3, 19, 16, 59, tzinfo=UTC))  # 23:59 WIB of the day before
    assert "due" not in {stage for _, stage, _ in told(town)}
    look(town, datetime(2024, 3, 19, 17, 0, tzinfo=UTC))
    assert "due" in {stage for _, stage, _ in told(town)}


def test_a_year_asleep_is_made_up_for_by_one_mail_each(town: Town, post: Post, sink: Sink) -> None:
    case = telling.needed(town, MONDAY)
    for week in range(1, 20):
        other = telling.needed(town, MONDAY + timedelta(weeks=week))
        town.act("sutan", "withdraw", MONDAY + timedelta(weeks=week, days=1), other, {"reason": "Tidak jadi."})
    look(town, at(date(2025, 3, 4), 8), post)
    assert sorted(mail["Subject"].split()[0] for mail in sink.arrived if case in mail["Subject"]) == (
        ["escalated"] + ["overdue"] * 3
    )
    assert len(sink.arrived) == 4


def test_overdue_goes_to_the_next_superior_who_may_read_the_case(town: Town) -> None:
    telling.proposed(town, MONDAY, date(2024, 12, 2))
    look(town, at(date(2024, 6, 3), 8))
    # Above the hospital's director stands the head of the health office, who reads no such case, and above her the
    # secretary of the city, who chairs the committee and does.
    escalated = {(who, about) for who, stage, about in told(town) if stage == "escalated"}
    assert escalated == {("baginda", "donor-answer"), ("baginda", "record-silence")}


def test_above_the_last_post_stands_the_appointing_authority(town: Town) -> None:
    case = telling.proposed(town, MONDAY, date(2024, 12, 2))
    telling.carried(town, case, MONDAY)
    look(town, at(date(2024, 6, 3), 8))
    assert {each for each in told(town) if each[1] == "escalated"} == {("sahala", "escalated", "recommend")}


def test_nobody_s_superior_learns_who_has_not_voted(town: Town) -> None:
    case = telling.proposed(town, MONDAY, date(2024, 12, 2))
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, MONDAY)
    look(town, at(date(2024, 6, 3), 8))
    assert ("vote", "overdue") in {(about, stage) for _, stage, about in told(town)}
    assert {about for _, stage, about in told(town) if stage == "escalated"} <= {"close-ballot"}


def test_a_date_that_moved_after_the_reminder_was_written(town: Town, post: Post, sink: Sink) -> None:
    case = telling.placed(town)  # on the first of April, so evaluated by the first of July
    look(town, at(date(2024, 6, 3), 8))
    sink.refuses = {"masdalena@kota.example": "450 later"}
    look(town, at(date(2024, 6, 27), 8), post)
    assert ("masdalena", "before", "evaluate-3") in told(town, "waiting")
    sink.refuses = {}
    moved = {"document": "execute", "number": "800/07/PKM/2024", "on": date(2024, 4, 16), "reason": "Salah tanggal."}
    town.act("masdalena", "correct", date(2024, 6, 27), case, moved)
    look(town, at(date(2024, 6, 28), 8), post)
    assert ("masdalena", "before", "evaluate-3") in told(town, "dropped")
    assert not [mail for mail in sink.to("masdalena") if "evaluate-3" in mail["Subject"]]
    look(town, at(date(2024, 7, 12), 8), post)
    assert [mail["Subject"] for mail in sink.to("masdalena")] == [f"before evaluate-3 {case} 2024-07-16 id"]
