"""Reminders as the shipped law has them: who is told at which stages, when, and how often a mail is tried."""

from datetime import date, timedelta

import pytest

from policies.loading import current
from policies.reminding import STAGES, is_told, pause, stages_of_step, working_days

DAY = date(2026, 3, 2)
SECRET = {"vote", "give-feedback"}


def test_every_awaited_step_is_reminded_of_and_secret_ones_never_reach_a_superior() -> None:
    due = [step.name for step in current().steps.values() if step.awaited and step.due]
    awaited = {name: stages_of_step(current(), name) for name in due}
    assert {name for name, stages in awaited.items() if "escalated" not in stages} == SECRET
    assert all(set(stages) - {"escalated"} == set(STAGES) - {"escalated", "told"} for stages in awaited.values())


def test_what_has_no_due_date_is_told_once() -> None:
    undated = [step.name for step in current().steps.values() if step.awaited and not step.due]
    assert undated == ["agree-goals", "accept-goals", "plan-coaching", "answer-evaluation"]
    assert {stages_of_step(current(), name) for name in undated} == {("new",)}


def test_the_candidate_is_told_of_states_only_once_he_may_read_them() -> None:
    told = {state for state in current().states if is_told(current(), state)}
    assert told == set(current().states) - {"needs_identified", "unevaluated"}


def test_days_between_a_stage_and_the_due_date() -> None:
    assert {stage: working_days(current(), stage, DAY) for stage in ("before", "overdue", "escalated")} == {
        "before": 2,
        "overdue": 1,
        "escalated": 5,
    }


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (8, 128), (9, 240), (15, 240), (16, None)])
def test_a_mail_rests_longer_each_time_and_not_for_ever(tries: int, minutes: int | None) -> None:
    assert pause(current(), tries, DAY) == (None if minutes is None else timedelta(minutes=minutes))
