"""The other way round: a person's needs as their lists have him, and whom a unit could spare by the donor's rules."""

from datetime import date

from sqlalchemy import insert, select, update

from policies.loading import current
from tests.stories.town import Town, at
from tests.workflow.matching.seeking import MONDAY, sought
from workflow.database import reading
from workflow.matching.reverse import Fitting, Spare, needs_for, spare
from workflow.matching.wishes import long_outlying, wishing
from workflow.staffing import needs, runs
from workflow.tables import posts, requests, units


def fitting(town: Town, who: str) -> list[Fitting]:
    """Ask on Monday for the needs that somebody would fit, by a run of Monday."""
    number, _ = runs.make(town.engine, runs.Asked(MONDAY, None, "", "clock"), None, at(MONDAY))
    with reading(town.engine) as connection:
        wanted = needs.listed(connection, runs.get(connection, number))
        return needs_for(connection, current(), wanted, town.employee[who], MONDAY, at(MONDAY))


def spared(town: Town, unit: str) -> list[Spare]:
    """Ask whom a unit could spare on Monday."""
    with reading(town.engine) as connection:
        return spare(connection, current(), town.unit[unit], MONDAY, MONDAY)


def test_a_person_stands_with_a_need_as_in_its_list(town: Town) -> None:
    found = {each.need.post_id: each for each in fitting(town, "ramli")}
    here = found[town.post["NERS-PKM"]]
    there = sought(town, "NERS-PKM", planned=here.planned_on)
    listed = next(each for each in there if each.row.id == town.employee["ramli"])
    assert (here.candidate.fit, here.candidate.results) == (listed.fit, listed.results)


def test_a_need_that_refuses_or_is_filled_by_selection_is_left_out(town: Town) -> None:
    town.write(update(posts).where(posts.c.id == town.post["NERS-PKM"]).values(min_education="50"))
    town.retire("zulkifli")
    found = {each.need.post_id for each in fitting(town, "ramli")}
    assert found.isdisjoint({town.post["NERS-PKM"], town.post["KADISHUB"]})


def test_the_best_fit_stands_first(town: Town) -> None:
    town.need("KLERK-HUB", 5)
    fits = [each.candidate.fit.ten_thousandths for each in fitting(town, "lamhot")]
    assert len(fits) > 1
    assert fits == sorted(fits, reverse=True)


def test_a_unit_spares_whom_its_posts_do_not_need(town: Town) -> None:
    """The hospital has eight nurses for seven places: any one of them may go, the clerk and the director not."""
    found = spared(town, "RSUD")
    assert {each.post_name for each in found} == {"Perawat Ahli Pertama"}
    assert {(each.holders, each.need, each.fill.before, each.fill.after) for each in found} == {(8, 7, 9, 9)}
    assert len(found) == 8


def test_a_unit_that_would_fall_below_its_floor_spares_nobody(town: Town) -> None:
    """Nine of ten is the floor itself; nine of eleven lies below it."""
    town.need("NERS-RSUD", 8)
    assert len(spared(town, "RSUD")) == 10
    town.need("NERS-RSUD", 9)
    assert spared(town, "RSUD") == []


def test_the_only_holder_of_a_critical_post_is_not_spared(town: Town) -> None:
    town.need("BENDAHARA", 0)
    assert [each.name for each in spared(town, "DINKES")] == []
    town.write(update(posts).where(posts.c.id == town.post["BENDAHARA"]).values(critical=False))
    assert [each.name for each in spared(town, "DINKES")] == ["Delima Lubis"]


def test_an_open_request_fits_by_unit_and_category(town: Town) -> None:
    asked = {
        "fitri": {"unit_id": town.unit["PKM"], "category": None},
        "ramli": {"unit_id": None, "category": "JF_PERTAMA"},
        "saima": {"unit_id": town.unit["DISHUB"], "category": None},
        "togar": {"unit_id": None, "category": "PELAKSANA_KLERK"},
        "wulan": {"unit_id": None, "category": None, "until": date(2024, 2, 1)},
    }
    for who, row in asked.items():
        own = {"employee_id": town.employee[who], "made_on": date(2024, 1, 8), "letter": "1/2024"}
        town.write(insert(requests).values(**own, **row))
    with reading(town.engine) as connection:
        post = connection.execute(select(posts).where(posts.c.id == town.post["NERS-PKM"])).one()
        assert wishing(connection, post) == {town.employee["fitri"], town.employee["ramli"]}


def test_two_years_in_an_outlying_post_are_counted_to_the_day(town: Town) -> None:
    query = select(posts.c.id, units.c.outlying).join(units, units.c.id == posts.c.unit_id)
    with reading(town.engine) as connection:
        places = {row.id: row.outlying for row in connection.execute(query)}
        assert places[town.post["NERS-PKM"]]
    row = type("Row", (), {"outlying": True, "post_since": date(2022, 3, 4)})
    assert long_outlying(row, 24, date(2024, 3, 4))
    assert not long_outlying(row, 24, date(2024, 3, 3))
    row.outlying = False
    assert not long_outlying(row, 24, date(2024, 3, 4))
