"""The straight life: Nurhamidah moves from the hospital to the Puskesmas and is evaluated twice."""

from datetime import date

from sqlalchemy import Engine

from tests.stories import telling
from tests.stories.town import found


def test_from_need_to_the_six_month_evaluation(engine: Engine) -> None:
    town = found(engine)
    case = telling.placed(town, date(2024, 3, 4))
    assert case == "MUT-2024-0001"
    moved = town.register("nurhamidah")
    assert moved["post_id"] == town.post["NERS-PKM"]
    assert moved["post_since"] == date(2024, 4, 1)
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", date(2024, 6, 24), case, telling.ANSWERS)
    telling.evaluated(town, case, date(2024, 7, 1), "evaluate-3")
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", date(2024, 9, 24), case, telling.ANSWERS)
    telling.evaluated(town, case, date(2024, 10, 1), "evaluate-6")
    told = town.case(case)
    assert told.state == "evaluated_6_months"
    head = town.head(case)
    assert head["state"] == "evaluated_6_months"
    assert head["number"] == len(town.lines(case).lines) == 24
    assert head["awaits"] is None
    assert head["binds_employee"] is False
