"""Retirements of the next months: by the day of each, by period, and the posts that become empty."""

from datetime import date
from itertools import pairwise

from policies.dates import retirement
from policies.loading import current
from tests.stories.town import PEOPLE, POSTS, Town
from tests.workflow.staffing.reading import WHOLE, opened, reach_of
from workflow.staffing import forecast as forecasts
from workflow.staffing.forecast import Forecast

MONDAY = date(2024, 3, 4)


def forecast(town: Town, months: int, today: date = MONDAY) -> dict[tuple[str, str], Forecast]:
    """Give the forecast of the whole city by post and unit."""
    with opened(town) as connection:
        found = forecasts.forecast(connection, current(), today, months, WHOLE)
        return {(each.name, each.unit_code): each for each in found}


def test_who_retires_is_found_by_the_rule_s_own_day(town: Town) -> None:
    """The database picks out, by birth dates, exactly those whom `retirement` names: border months on both sides."""
    ages = current().rules["R-BUP-01"].on(MONDAY)
    categories = {code: category for code, _unit, _name, category, *_rest in POSTS}
    for months in (0, 12, 48, 49, 60):
        until = date(2024 + (2 + months) // 12, (2 + months) % 12 + 1, 4)
        expected = sum(retirement(birth, ages[categories[post]]) <= until for _name, post, birth, *_rest in PEOPLE)
        assert sum(sum(each.retiring.values()) for each in forecast(town, months).values()) == expected


def test_a_post_is_empty_when_the_last_of_its_holders_goes(town: Town) -> None:
    town.change("ernita", birth_date=date(1966, 3, 10))
    found = forecast(town, 12)["Perawat Ahli Pertama", "PKM"]
    assert (found.holders, dict(found.retiring), found.empty_on) == (2, {date(2024, 4, 1): 1}, None)
    town.change("hotma", birth_date=date(1966, 8, 31))
    found = forecast(town, 12)["Perawat Ahli Pertama", "PKM"]
    assert found.empty_on == date(2024, 9, 1)
    assert (found.retired_by(date(2024, 3, 31)), found.retired_by(date(2024, 4, 1))) == (0, 1)


def test_the_last_day_of_the_horizon_belongs_to_it(town: Town) -> None:
    town.change("hotma", birth_date=date(1966, 2, 28))  # first day of retirement: 1 March 2024
    assert ("Perawat Ahli Pertama", "PKM") in forecast(town, 0)
    town.change("hotma", birth_date=date(1966, 3, 1))  # 1 April
    assert ("Perawat Ahli Pertama", "PKM") not in forecast(town, 0)
    assert ("Perawat Ahli Pertama", "PKM") in forecast(town, 1)


def test_who_has_gone_already_is_not_forecast(town: Town) -> None:
    town.change("hotma", birth_date=date(1966, 2, 28), standing="PENSIUN")
    assert ("Perawat Ahli Pertama", "PKM") not in forecast(town, 12)


def test_the_periods_cover_the_horizon_without_a_gap() -> None:
    for months in (0, 1, 9, 10, 11, 12, 24, 59, 60):
        cut = forecasts.periods(MONDAY, months)
        assert len(cut) <= 10
        assert cut[0][0] == MONDAY
        assert all(before[1] == after[0] for before, after in pairwise(cut))
    assert forecasts.periods(MONDAY, 60)[-1][1] == date(2029, 3, 4)


def test_everybody_is_counted_in_one_period(town: Town) -> None:
    town.change("hotma", birth_date=date(1960, 1, 1))  # long past
    with opened(town) as connection:
        found = forecasts.forecast(connection, current(), MONDAY, 60, WHOLE)
    counted = forecasts.by_period(found, forecasts.periods(MONDAY, 60))
    assert sum(counted) == sum(sum(each.retiring.values()) for each in found)
    assert counted[0] >= 1


def test_a_head_sees_the_forecast_of_his_unit_alone(town: Town) -> None:
    with opened(town) as connection:
        reach = reach_of(town, "masdalena", MONDAY)
        found = forecasts.forecast(connection, current(), MONDAY, 60, reach)
    assert {each.unit_code for each in found} <= {"PKM"}
