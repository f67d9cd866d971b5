"""Who reads the needs analysis: the city, the units of a grant, the unit that one leads, or nothing."""

from datetime import date

import pytest
from sqlalchemy import select

from policies.families import FAMILIES, family
from policies.loading import current
from tests.stories.town import Town
from tests.workflow.staffing.reading import opened, reach_of
from workflow.staffing.readers import unit_at
from workflow.tables import units

MONDAY = date(2024, 3, 4)


def read_units(town: Town, who: str) -> set[str]:
    """Name the units whose figures somebody reads; the condition and the page's question must agree."""
    found = reach_of(town, who, MONDAY)
    with opened(town) as connection:
        listed = set(connection.scalars(select(units.c.code).where(found.condition)))
        paths = {row.code: row.path for row in connection.execute(select(units))}
    assert listed == {code for code, path in paths.items() if found.covers(path)}
    return listed


def everything(town: Town) -> set[str]:
    return set(town.unit)


@pytest.mark.parametrize("who", ["maslan", "halomoan", "sahala", "rosmaida"])
def test_the_city_s_offices_read_every_unit(town: Town, who: str) -> None:
    assert read_units(town, who) == everything(town)


def test_only_analyst_and_head_of_bkpsdm_make_runs(town: Town) -> None:
    runners = {who for who in town.account if reach_of(town, who, MONDAY).runs}
    assert runners == {"maslan", "yusnita", "halomoan"}


def test_a_proposer_reads_his_unit_and_those_below(town: Town) -> None:
    assert read_units(town, "sutan") == {"DINKES", "RSUD", "PKM"}


def test_the_head_of_a_unit_reads_it_and_those_below(town: Town) -> None:
    assert read_units(town, "masdalena") == {"PKM"}
    assert read_units(town, "halimah") == {"DINKES", "RSUD", "PKM"}


def test_others_read_nothing(town: Town) -> None:
    for who in ("fitri", "delima", "admin", "efrida"):
        assert reach_of(town, who, MONDAY).empty
        assert read_units(town, who) == set()


def test_names_go_with_the_units_that_are_read(town: Town) -> None:
    with opened(town) as connection:
        ward, hospital = unit_at(connection, "PKM"), unit_at(connection, "RSUD")
        assert unit_at(connection, "NONE") is None
    assert ward is not None
    assert hospital is not None
    assert reach_of(town, "masdalena", MONDAY).names(ward.path)
    assert not reach_of(town, "masdalena", MONDAY).names(hospital.path)


def test_a_deputy_reads_while_every_holder_is_absent(town: Town) -> None:
    town.delegate("head_bkpsdm", "irwan")
    assert reach_of(town, "irwan", MONDAY).empty
    town.absent("halomoan", MONDAY, MONDAY)
    assert reach_of(town, "irwan", MONDAY).runs


def test_every_category_belongs_to_one_family() -> None:
    ages = current().rules["R-BUP-01"].on(MONDAY)
    categories = {name for name in ages if name.isupper()}
    assert [sum(name in each.categories for each in FAMILIES) for name in categories] == [1] * len(categories)
    assert family("JF_MUDA").name == "experts"
    with pytest.raises(LookupError):
        family("GURU")
