"""What a transfer did to both units stands in its ledger: counts of the day, never of a later one."""

from datetime import date
from typing import Any

from tests.stories import telling
from tests.stories.town import Town

MONDAY, JULY, OCTOBER = date(2024, 3, 4), date(2024, 7, 1), date(2024, 10, 1)


def values(town: Town, case: str, step: str) -> dict[str, Any]:
    """Give the values of the last line of a step."""
    return dict(next(line for line in reversed(town.lines(case).lines) if line.step == step).values)


def test_execution_measures_both_units(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    found = values(town, case, "execute")
    assert found["outlying"] is True
    assert found["metres"] is None  # the town has no coordinates
    donor, receiver = found["staffing"]["donor"], found["staffing"]["receiver"]
    # The hospital needs 9: a director, seven nurses (of the eight there one is over), a clerk.
    assert donor == {"unit": town.unit["RSUD"], "need": 9, "before": 9, "after": 9}
    # The Puskesmas needs 6 and has 4: a head, two of four nurses, a clerk.
    assert receiver == {"unit": town.unit["PKM"], "need": 6, "before": 4, "after": 5}
    assert found["staffing"]["post"] == {"need": 4, "holders": 2}


def test_the_last_evaluation_measures_them_again(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    telling.evaluated(town, case, JULY, "evaluate-3")
    assert "staffing" not in values(town, case, "evaluate-3")
    for user in ("fitri", "ramli"):
        town.retire(user)
    telling.evaluated(town, case, OCTOBER, "evaluate-6")
    found = values(town, case, "evaluate-6")["staffing"]
    assert found["donor"] == {"unit": town.unit["RSUD"], "need": 9, "filled": 7}
    assert found["receiver"] == {"unit": town.unit["PKM"], "need": 6, "filled": 5}
    assert found["post"] == {"need": 4, "holders": 3}


def test_who_leaves_no_post_leaves_no_donor(town: Town) -> None:
    town.change("wulan", post_id=None, post_since=None)
    case = telling.proposed(town, MONDAY, date(2024, 4, 1), employee="wulan")
    telling.opened(town, case, MONDAY)
    telling.voted(town, case, MONDAY)
    town.act("baginda", "close-ballot", MONDAY, case)
    telling.recommended(town, case, MONDAY)
    telling.trained(town, case, MONDAY)
    telling.decreed(town, case, MONDAY, date(2024, 4, 1))
    telling.sworn(town, case, MONDAY)
    telling.executed(town, case, date(2024, 4, 1))
    found = values(town, case, "execute")
    assert (found["staffing"]["donor"], found["metres"]) == (None, None)
    assert found["staffing"]["receiver"]["after"] == 5
