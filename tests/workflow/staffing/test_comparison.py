"""Two runs side by side, the sums of a run, the heat map, and the story of a need."""

from datetime import date

from policies.loading import current
from tests.stories import telling
from tests.stories.town import Town
from tests.workflow.staffing.analysing import analyse, leave, open_needs
from tests.workflow.staffing.reading import WHOLE, opened, reach_of
from workflow.staffing import comparison, heat, story
from workflow.staffing.postmap import find, posts_of

MONDAY = date(2024, 3, 4)
JUNE = date(2024, 6, 3)
SEPTEMBER = date(2024, 9, 2)


def differences(town: Town, earlier: int, later: int) -> dict[str, list[tuple[str, int, int]]]:
    with opened(town) as connection:
        found = comparison.compare(connection, earlier, later, WHOLE)
    return {kind: [(each.unit, each.before, each.after) for each in rows] for kind, rows in found.items()}


def test_what_opened_got_worse_got_better_and_closed(town: Town) -> None:
    town.need("AUDITOR", 3)  # one of three
    town.need("KLERK-HUB", 2)  # one of two
    first = analyse(town, MONDAY)
    town.need("AUDITOR", 2)
    town.need("KLERK-HUB", 1)
    town.need("NERS-PKM", 5)  # two of four before
    town.need("NERS-RSUD", 9)  # eight of seven before
    second = analyse(town, JUNE)
    assert differences(town, first, second) == {
        "opened": [("RSUD", -1, 1)],
        "worse": [("Puskesmas Pintu Langit", 2, 3)],
        "better": [("Inspektorat Daerah", 2, 1)],
        "closed": [("Dinas Perhubungan", 1, 0)],
    }
    assert all(not rows for rows in differences(town, second, second).values())


def test_the_sums_of_a_run_are_those_of_the_units_that_are_read(town: Town) -> None:
    run = analyse(town, MONDAY)
    with opened(town) as connection:
        (whole,) = comparison.summaries(connection, WHOLE, 5)
        (ward,) = comparison.summaries(connection, reach_of(town, "masdalena", MONDAY), 5, number=run)
    assert whole.need - whole.effective == whole.short - whole.over
    assert (ward.posts, ward.need, ward.effective, ward.short, ward.short_posts, ward.over) == (3, 6, 4, 2, 1, 0)


def test_a_superseded_run_names_what_replaced_it(town: Town) -> None:
    first = analyse(town, MONDAY)
    second = analyse(town, MONDAY, reason="Data keliru.")
    with opened(town) as connection:
        found = {each.run.id: each.superseded_by for each in comparison.summaries(connection, WHOLE, 5)}
    assert found == {first: second, second: None}


def test_the_map_sums_units_with_those_below_them(town: Town) -> None:
    run = analyse(town, MONDAY)
    with opened(town) as connection:
        places = heat.places(connection, WHOLE)
        own = heat.filled(connection, run, WHOLE)
    rows = {row.code: row for row in heat.rows(heat.tops(places), places, own)}
    assert set(rows) == {"SETDA", "INSP", "BKPSDM", "DINKES", "DISHUB"}  # right below the city
    health = rows["DINKES"]
    assert (health.units, health.far, health.outlying) == (3, 1, False)
    experts = health.families["experts"]
    assert (experts.effective, experts.need, experts.short) == (10, 11, 2)  # eight of seven hide two who are missing
    alone = {row.code: row for row in heat.alone([p for p in places if p.outlying], own)}
    assert (alone["PKM"].total.effective, alone["PKM"].total.need) == (4, 6)


def test_the_map_of_a_head_begins_with_his_unit(town: Town) -> None:
    analyse(town, MONDAY)
    with opened(town) as connection:
        assert [each.code for each in heat.tops(heat.places(connection, reach_of(town, "masdalena", MONDAY)))] == [
            "PKM"
        ]
        below = heat.tops(heat.places(connection, reach_of(town, "halimah", MONDAY)))
        assert {each.code for each in below} == {"RSUD", "PKM"}


def test_the_post_map_links_to_open_needs(town: Town) -> None:
    run = analyse(town, MONDAY)
    with opened(town) as connection:
        found = posts_of(connection, run, town.unit["PKM"])
        assert [(row.code, row.gap, row.need_id is not None) for row in found] == [
            ("KAPUS", 0, False),  # who leads stands first
            ("KLERK-PKM", 0, False),
            ("NERS-PKM", 2, True),
        ]
        assert find(connection, "NERS-PKM") is not None
        assert find(connection, "NONE") is None


def test_a_need_tells_its_runs_transfers_and_people(town: Town) -> None:
    town.need("NERS-PKM", 3)
    number = open_needs(town, analyse(town, MONDAY))["NERS-PKM"].id
    case = telling.placed(town, MONDAY)
    last = analyse(town, SEPTEMBER)
    analyse(town, SEPTEMBER, 36)  # an outlook beside it
    with opened(town) as connection:
        need = story.find(connection, number)
        assert need is not None
        assert (need.closed_on, need.closing, need.unit_code, need.outlying) == (SEPTEMBER, "met", "PKM", True)
        runs = story.runs_of(connection, need.post_id, 12, 7)
        assert [(each.as_of, each.need, each.effective, each.gap) for each in runs] == [
            (MONDAY, 3, 2, 1),
            (SEPTEMBER, 3, 3, 0),
        ]
        assert [row.case_number for row in story.transfers_for(connection, need)] == [case]
        cell = story.cell(connection, last, need.post_id)
        holders = story.people(connection, current(), need.post_id, [town.employee["ernita"]], SEPTEMBER)
        assert story.find(connection, 999) is None
    assert cell is not None
    assert [(each.name, each.since, each.retires_on) for each in holders] == [
        ("Ernita Nababan", date(2020, 3, 2), date(2050, 1, 1))
    ]


def test_leaves_that_cover_a_day_are_named(town: Town) -> None:
    leave(town, "ernita", "CLTN", MONDAY, JUNE)
    leave(town, "hotma", "CUTI_BESAR", MONDAY, JUNE)
    with opened(town) as connection:
        both = [town.employee["ernita"], town.employee["hotma"]]
        assert story.leaves(connection, both, JUNE) == {town.employee["ernita"]: ("CLTN", JUNE)}
        assert story.leaves(connection, both, SEPTEMBER) == {}
