"""Who reads which part of whose dossier, told by hand for every office of the town."""

import pytest
from sqlalchemy import select

from policies.checking import DOSSIER_PARTS, OUTSIDE
from policies.loading import current
from tests.stories.town import Town
from tests.workflow.dossiers.looking import DAY, looking, names, parts, sees
from workflow.dossiers import people
from workflow.dossiers.export import rows_of
from workflow.dossiers.people import SERVING, Filters
from workflow.organisation.exporting import exported
from workflow.tables import employees

ALL = set(DOSSIER_PARTS)
WITHOUT_FAMILY = ALL - {"relatives"}
PROPOSAL = {"identity", "posts", "education", "competences", "performance", "courses"}
UNIT = PROPOSAL | {"absences"}
DIRECT = {"identity", "competences", "performance", "courses", "absences"}
TRAINING = {"identity", "competences", "courses"}

# who, whose dossier, what of it
MATRIX = [
    ("nurhamidah", "nurhamidah", ALL),
    ("nurhamidah", "fitri", set()),  # a colleague, and a peer of hers
    ("maslan", "nurhamidah", ALL),
    ("halomoan", "nurhamidah", ALL),
    ("rosmaida", "nurhamidah", ALL),
    ("sahala", "nurhamidah", WITHOUT_FAMILY),
    ("efrida", "nurhamidah", TRAINING),
    ("sutan", "nurhamidah", PROPOSAL),  # proposes for the health office and what lies below
    ("sutan", "abdul", set()),
    ("parlindungan", "nurhamidah", UNIT),  # leads the hospital; she reports to him besides
    ("parlindungan", "ernita", set()),
    ("halimah", "nurhamidah", UNIT),  # leads the office to which the hospital belongs
    ("halimah", "masdalena", UNIT),
    ("halimah", "zulkifli", set()),
    ("baginda", "halimah", DIRECT),  # she reports to him; his own unit is the secretariat alone
    ("baginda", "nurhamidah", set()),
    ("baginda", "tiurma", UNIT),
    ("tiurma", "nurhamidah", set()),  # a voter is no reader
    ("irwan", "maslan", DIRECT),
    ("irwan", "nurhamidah", set()),  # keeps the committee's papers
    ("admin", "nurhamidah", set()),
    ("maslan", "maslan", ALL),
]


@pytest.mark.parametrize(("who", "whose", "expected"), MATRIX)
def test_everybody_reads_what_the_law_lets_him_read(town: Town, who: str, whose: str, expected: set[str]) -> None:
    assert parts(town, who, whose) - {OUTSIDE} == expected


def test_who_reads_what_was_changed_outside_the_procedure(town: Town) -> None:
    found = set()
    for who in town.account:
        with looking(town, who) as (_, reach):
            found |= {who} if reach.outside else set()
    assert found == {"maslan", "yusnita", "halomoan", "rosmaida", "sahala"}


def test_who_has_left_is_read_by_the_city_and_by_himself_alone(town: Town) -> None:
    town.change("nurhamidah", standing="PENSIUN")
    assert parts(town, "maslan", "nurhamidah") == ALL | {OUTSIDE}
    assert parts(town, "nurhamidah", "nurhamidah") == ALL
    assert not parts(town, "parlindungan", "nurhamidah")
    assert not parts(town, "sutan", "nurhamidah")


def test_who_holds_no_post_is_read_by_the_city_alone(town: Town) -> None:
    town.change("nurhamidah", post_id=None)
    assert parts(town, "halomoan", "nurhamidah") == ALL | {OUTSIDE}
    assert not parts(town, "halimah", "nurhamidah")


def test_a_grant_that_has_ended_opens_nothing(town: Town) -> None:
    town.end_grant("maslan", "personnel_analyst", DAY)
    assert not parts(town, "maslan", "nurhamidah")
    assert parts(town, "maslan", "maslan") == ALL


def test_a_deputy_reads_only_while_the_holder_is_away(town: Town) -> None:
    town.delegate("head_bkpsdm", "yusnita")
    town.end_grant("yusnita", "personnel_analyst", DAY)
    assert not parts(town, "yusnita", "nurhamidah")
    town.absent("halomoan", DAY, DAY)
    assert parts(town, "yusnita", "nurhamidah") == ALL | {OUTSIDE}


# -- the list is what the page opens ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["nurhamidah", "sutan", "parlindungan", "halimah", "baginda", "admin", "irwan", "tiurma"]
)
def test_whoever_is_listed_can_be_opened_and_nobody_else(town: Town, who: str) -> None:
    listed = set(names(town, who, Filters(standing="")))
    opened = {whose for whose in town.employee if sees(town, who, whose) is not None}
    assert {name.lower() for name in listed} == opened


def test_the_list_is_narrowed_by_words_nip_unit_category_and_standing(town: Town) -> None:
    town.change("togar", standing="PENSIUN")
    with looking(town, "maslan") as (connection, _):
        nip = str(connection.scalar(select(employees.c.nip).where(employees.c.id == town.employee["fitri"])))
    assert names(town, "maslan", Filters("siregar")) == ["Nurhamidah", "Sutan"]
    assert names(town, "maslan", Filters("nur sireg")) == ["Nurhamidah"]
    assert names(town, "maslan", Filters("50%")) == []
    assert names(town, "maslan", Filters(nip[:10])) == ["Fitri"]
    assert names(town, "maslan", Filters(unit="PKM")) == ["Ernita", "Hotma", "Marwan", "Masdalena"]
    assert "Nurhamidah" in names(town, "maslan", Filters(unit="DINKES"))
    assert names(town, "maslan", Filters(unit="TIDAK-ADA")) == []
    assert names(town, "maslan", Filters(unit="DINKES", category="ADMINISTRATOR")) == ["Parlindungan", "Sutan"]
    assert names(town, "maslan", Filters(standing="PENSIUN")) == ["Togar"]
    assert "Togar" not in names(town, "maslan", Filters(standing=SERVING, unit="RSUD"))
    assert names(town, "parlindungan", Filters("siregar")) == ["Nurhamidah"]


def test_the_list_goes_page_by_page_and_back(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PAGE", 5)
    filters = Filters(unit="RSUD")
    first = names(town, "maslan", filters)
    second = names(town, "maslan", filters, after=town.employee[first[-1].lower()])
    assert (first, second) == (
        ["Amran", "Fitri", "Lamhot", "Nurhamidah", "Parlindungan"],
        ["Ramli", "Saima", "Togar", "Wulan", "Zubaidah"],
    )
    assert names(town, "maslan", filters, before=town.employee["ramli"]) == first
    with looking(town, "maslan") as (connection, reach):
        _, before, after = people.page(connection, current(), reach, filters, DAY)
        assert (before, after) == (False, True)


def test_units_are_offered_and_rows_exported_only_within_reach(town: Town) -> None:
    with looking(town, "parlindungan") as (connection, reach):
        assert people.units_in_reach(connection, reach) == [("RSUD", "RSUD")]
        every = list(rows_of(connection, reach, Filters()))
        whole = {row.nip: row for row in exported(connection, "employees")}
    assert len(every) == 10
    assert {row.post for row in every} == {"DIREKTUR", "NERS-RSUD", "KLERK-RSUD"}
    assert all(row == whole[row.nip] for row in every)


def test_an_export_leaves_empty_what_is_not_read(town: Town) -> None:
    with looking(town, "efrida") as (connection, reach):
        found = list(rows_of(connection, reach, Filters("nurhamidah")))
    assert [(row.name, row.education, row.field) for row in found] == [("Nurhamidah Siregar", None, None)]
