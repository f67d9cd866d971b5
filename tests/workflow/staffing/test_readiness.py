"""What the registers do not say: each gap with a post or person on either side of its border; whom to assess first."""

from datetime import date

import pytest
from sqlalchemy import insert

from policies.loading import current
from tests.stories.town import Town, at
from tests.workflow.registering import told
from tests.workflow.staffing.analysing import analyse, task
from tests.workflow.staffing.reading import WHOLE, opened, reach_of
from workflow.organisation.registers import NotKept
from workflow.staffing import confirmations
from workflow.staffing.readiness import BY_NAME, GAPS, PEOPLE, POSTS, Readiness
from workflow.tables import competences, standards

MONDAY = date(2024, 3, 4)


def missing(town: Town, gap: str, today: date = MONDAY) -> set[str]:
    """Name the posts or people of whom something is not said; count and list must agree."""
    with opened(town) as connection:
        asked = Readiness(connection, current(), today, WHOLE)
        rows = asked.rows(BY_NAME[gap], 100)
        assert asked.count(BY_NAME[gap]) == len(rows)
        assert sum(number for _unit, number in asked.worst(BY_NAME[gap], 100)) == len(rows)
    return {row.code if BY_NAME[gap].about == POSTS else row.name.split()[0].lower() for row in rows}


def test_a_post_needs_a_formation_or_a_workload(town: Town) -> None:
    town.need("NERS-PKM", None)
    assert missing(town, "no-basis") == {"NERS-PKM"}
    task(town, "NERS-PKM", "100", "60")
    assert missing(town, "no-basis") == set()
    assert missing(town, "no-formation") == {"NERS-PKM"}
    assert "NERS-PKM" not in missing(town, "no-workload")
    assert "NERS-RSUD" in missing(town, "no-workload")


def test_a_standard_of_any_competence_is_one(town: Town) -> None:
    assert "NERS-PKM" in missing(town, "no-standard")
    town.write(insert(standards).values(post_id=town.post["NERS-PKM"], competence="INT", level=2))
    assert "NERS-PKM" not in missing(town, "no-standard")


@pytest.mark.parametrize(("year", "old"), [(2021, True), (2022, False), (2024, False), (None, True)])
def test_a_workload_is_old_after_two_years(town: Town, year: int | None, old: bool) -> None:
    task(town, "NERS-PKM", "100", "60", year=year)
    assert missing(town, "old-workload") == ({"NERS-PKM"} if old else set())


def test_the_newest_analysis_counts_and_a_temporary_load_is_none(town: Town) -> None:
    task(town, "NERS-PKM", "100", "60", "Lama", year=2020)
    task(town, "NERS-PKM", "100", "60", "Sementara", year=2024, until=date(2024, 12, 31))
    assert missing(town, "old-workload") == {"NERS-PKM"}
    task(town, "NERS-PKM", "100", "60", "Baru", year=2023)
    assert missing(town, "old-workload") == set()


def test_who_was_assessed_once_is_known(town: Town) -> None:
    assert len(missing(town, "never-assessed")) == len(town.employee)
    assess(town, "ernita")
    assert "ernita" not in missing(town, "never-assessed")


def assess(town: Town, who: str) -> None:
    row = {"employee_id": town.employee[who], "competence": "INT", "level": 2, "assessed_on": MONDAY}
    town.write(insert(competences).values(**row))


def test_performance_of_the_two_years_before(town: Town) -> None:
    assert missing(town, "no-performance") == set()
    assert "ernita" in missing(town, "no-performance", date(2022, 6, 1))  # 2020 is not known
    assert missing(town, "no-performance", date(2023, 6, 1)) == set()  # 2021 and 2022 are


def test_past_retirement_and_yet_active(town: Town) -> None:
    town.change("hotma", birth_date=date(1966, 2, 28))
    assert missing(town, "past-retirement", date(2024, 2, 29)) == set()
    assert missing(town, "past-retirement", date(2024, 3, 1)) == {"hotma"}
    town.retire("hotma")
    assert missing(town, "past-retirement", date(2024, 3, 1)) == set()


def test_units_with_open_needs_are_assessed_first(town: Town) -> None:
    with opened(town) as connection:
        before = Readiness(connection, current(), MONDAY, WHOLE).assess_first(20)
    assert before[0].code == "RSUD"  # the most people
    analyse(town, MONDAY)
    with opened(town) as connection:
        after = Readiness(connection, current(), MONDAY, WHOLE).assess_first(20)
    wanting = [row.needs > 0 for row in after]
    assert wanting == sorted(wanting, reverse=True)
    assert [(row.code, row.never, row.people) for row in after[:2]] == [("BKPSDM", 5, 5), ("PKM", 4, 4)]


def test_a_reader_of_some_units_is_told_of_these(town: Town) -> None:
    with opened(town) as connection:
        asked = Readiness(connection, current(), MONDAY, reach_of(town, "masdalena", MONDAY))
        assert (asked.total(PEOPLE), asked.total(POSTS)) == (4, 3)
        assert {gap.name for gap in GAPS if asked.count(gap)} == {"no-workload", "no-standard", "never-assessed"}


def test_a_register_is_confirmed_by_who_keeps_it(town: Town) -> None:
    with opened(town) as connection:
        assert confirmations.confirmations(connection) == {}
    confirmations.confirm(town.engine, town.account["maslan"], at(MONDAY), "organisation")
    confirmations.confirm(town.engine, town.account["yusnita"], at(MONDAY, 11), "organisation")
    with opened(town) as connection:
        found = confirmations.confirmations(connection)
    assert {name: (each.at, each.by) for name, each in found.items()} == {
        "organisation": (at(MONDAY, 11), "Yusnita Hasibuan")
    }
    assert told(town.engine, "confirm-organisation") == {"register": "organisation"}
    with pytest.raises(NotKept):
        confirmations.confirm(town.engine, town.account["maslan"], at(MONDAY), "employees")
    with pytest.raises(KeyError):
        confirmations.confirm(town.engine, town.account["maslan"], at(MONDAY), "grants")
