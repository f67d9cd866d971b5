"""A change that is made already is not made again, and leaves no second event."""

import pytest
from sqlalchemy import Engine

from tests.stories.town import Town, found
from tests.workflow.registering import NOW, events, rows
from workflow.organisation.registers import accounts, holidays
from workflow.tables import accounts as account_rows
from workflow.tables import holidays as holiday_rows


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def _kinds(town: Town) -> list[str]:
    return [event["kind"] for event in events(town.engine)]


def test_the_same_day_of_the_citys_own_is_recorded_once(town: Town) -> None:
    given = {"day": "2024-10-17", "works": "no", "name": "Hari jadi kota"}
    for _twice in range(2):
        holidays.put(town.engine, town.account["maslan"], NOW, given)
    assert _kinds(town) == ["holiday"]
    holidays.put(town.engine, town.account["maslan"], NOW, {**given, "name": "Hari jadi Kota Padangsidimpuan"})
    assert _kinds(town) == ["holiday", "holiday"]
    assert [row.name for row in rows(town, holiday_rows)] == ["Hari jadi Kota Padangsidimpuan"]


def test_an_account_is_closed_and_opened_once(town: Town) -> None:
    admin, other = town.account["admin"], town.account["togar"]
    accounts.enable(town.engine, admin, NOW, other)
    for _twice in range(2):
        accounts.disable(town.engine, admin, NOW, other)
    (closed,) = [row for row in rows(town, account_rows) if row.id == other]
    assert closed.disabled_at == NOW
    for _twice in range(2):
        accounts.enable(town.engine, admin, NOW, other)
    assert _kinds(town) == ["disable-account", "enable-account"]
