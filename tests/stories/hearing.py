"""What people notice after an act: who is waited for, what the history says, and why the law said no."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from policies.case import Line
from policies.loading import current
from policies.reading import Sight, rounds, sight
from policies.waiting import step_of
from tests.stories.town import Town, at
from workflow.answers import NotReadable, Refused
from workflow.database import reading
from workflow.organisation.calendar import city_day
from workflow.standing import Standing
from workflow.viewers import viewer


def refused(
    town: Town, who: str, step: str, day: date | datetime, case: str | None, form: Mapping[str, Any] | None = None
) -> Refused:
    """Let somebody try a step that the law refuses, and give the refusal."""
    with pytest.raises(Refused) as caught:
        town.act(who, step, day, case, form)
    return caught.value


def grounds(
    town: Town, who: str, step: str, day: date | datetime, case: str | None, form: Mapping[str, Any] | None = None
) -> list[str]:
    """Let somebody try a step that the law refuses, and name the grounds: rule ids, "role" and "state"."""
    return list(refused(town, who, step, day, case, form).grounds)


def unreadable(town: Town, who: str, step: str, day: date | datetime, case: str) -> None:
    """Let somebody try a step on a case that does not exist for him."""
    with pytest.raises(NotReadable):
        town.act(who, step, day, case, {})


def seen(refusal: Refused, rule: str) -> Mapping[str, Any]:
    """Give the values that a rule saw when it refused."""
    return next(result.seen for result in refusal.results if result.rule == rule)


def awaited(town: Town, case: str) -> set[str]:
    """Name the steps that the head of a case waits for."""
    return {step_of(mark) for mark in (town.head(case)["awaits"] or "").split()}


def history(town: Town, case: str, last: int = 0) -> list[str]:
    """Tell who did what, as "user: step"; only the last few lines when a number is given."""
    users = {account: user for user, account in town.account.items()}
    return [f"{users[line.account]}: {line.step}" for line in town.lines(case).lines[-last:]]


def verdict(town: Town, case: str, rule: str, step: str) -> str:
    """Give the verdict on a rule as the last line of a step recorded it."""
    return last(town, case, step).verdicts[rule]


def last(town: Town, case: str, step: str) -> Line:
    """Give the last line that a step wrote."""
    return [line for line in town.lines(case).lines if line.step == step][-1]


def deputy(town: Town, case: str, step: str) -> str | None:
    """Name the holder for whom a deputy took a step, or None."""
    ledger = town.lines(case)
    record = next(r for r in reversed(ledger.records) if r["step"] == step)
    return next((user for user, account in town.account.items() if account == record["for"]), None)


def roles(town: Town, who: str, case: str, day: date) -> set[str]:
    """Name the roles that somebody holds on a case."""
    with reading(town.engine) as connection:
        person = viewer(connection, town.account[who], day)
        assert person is not None
        return set(Standing(connection, current(), person, town.case(case), day).roles())


def sees(town: Town, who: str, case: str, day: date | datetime) -> list[str] | None:
    """Tell which lines of a case somebody is shown, as "user: step"; None when the case does not exist for him."""
    day = city_day(day if isinstance(day, datetime) else at(day))
    ledger = town.lines(case)
    with reading(town.engine) as connection:
        person = viewer(connection, town.account[who], day)
        assert person is not None
        standing = Standing(connection, current(), person, ledger.case, day)
        eyes = sight(
            current(),
            standing.roles(),
            town.head(case)["reached"],
            town.account[who],
            conflicted_member=standing.conflicted_member,
        )
    return None if eyes is None else _shown(town, eyes, ledger.lines, case)


def _shown(town: Town, eyes: Sight, lines: tuple[Line, ...], case: str) -> list[str]:
    users = {account: user for user, account in town.account.items()}
    ended, folded = rounds(lines), town.case(case)
    procedure = current()
    return [
        f"{users[line.account]}: {line.step}"
        for line in lines
        if eyes.line(procedure.steps[line.step], line, folded, ended)
    ]
