"""Who counts on a post and what it needs, by hand, each border from both sides."""

from datetime import date

import pytest
from sqlalchemy import update

from tests.stories import telling
from tests.stories.town import Town
from tests.workflow.staffing.analysing import analyse, cell, counts, leave, task
from workflow.forms import Invalid
from workflow.staffing import runs
from workflow.tables import posts, units

MONDAY = date(2024, 3, 4)
IN_A_YEAR = date(2025, 3, 4)
APRIL = date(2024, 4, 1)


def test_the_plain_figures(town: Town) -> None:
    """The clinic needs four nurses and has two: 0.40 × 2/4 + 0.25 × 0.5 + 0.10 outlying = 0.425."""
    run = analyse(town, MONDAY)
    found = cell(town, run, "NERS-PKM")
    assert counts(town, run, "NERS-PKM") == {"holders": 2, "effective": 2, "gap": 2}
    assert (found.need, found.need_exact, found.need_temporary, found.temporary_until) == (4, 0, 0, None)
    assert (found.effectiveness, found.effectiveness_class) == (None, None)
    assert (found.priority, found.part_gap, found.part_criticality) == (425_000, 500_000, 500_000)
    assert (found.part_retirement, found.part_outlying, found.part_age) == (0, 1_000_000, 0)


def test_workload_without_a_formation(town: Town) -> None:
    """241,500 minutes are 3.22 people; two hold the post: EJ 1.61, class A."""
    town.need("NERS-PKM", None)
    task(town, "NERS-PKM", "1200", "200", "Melayani pasien")
    task(town, "NERS-PKM", "0,5".replace(",", "."), "3000", "Melatih kader")
    found = cell(town, analyse(town, MONDAY), "NERS-PKM")
    assert (found.need_exact, found.need, found.gap) == (322, 3, 1)
    assert (found.effectiveness, found.effectiveness_class) == (161, "A")


def test_a_temporary_load_ends_with_its_last_day(town: Town) -> None:
    task(town, "NERS-PKM", "600", "100", until=MONDAY, reason="Wabah", document="440/1/2024")
    on_the_last_day = cell(town, analyse(town, MONDAY), "NERS-PKM")
    assert (on_the_last_day.need, on_the_last_day.need_temporary) == (5, 1)
    assert on_the_last_day.temporary_until == MONDAY
    assert cell(town, analyse(town, date(2024, 3, 5)), "NERS-PKM").need == 4


@pytest.mark.parametrize(("born", "gone"), [(date(1967, 2, 28), 1), (date(1967, 3, 1), 0)])
def test_retirement_on_the_last_day_of_the_horizon(town: Town, born: date, gone: int) -> None:
    """At 58, from the first of the next month: born in February 1967, that is 1 March 2025, within twelve months."""
    town.change("ernita", birth_date=born)
    found = counts(town, analyse(town, MONDAY), "NERS-PKM")
    assert found.get("retiring", 0) == gone
    assert found["effective"] == 2 - gone


@pytest.mark.parametrize(("group", "gone"), [(None, 1), ("guru", 0)])
def test_a_group_retires_at_its_own_age(town: Town, group: str | None, gone: int) -> None:
    town.write(update(posts).where(posts.c.id == town.post["NERS-PKM"]).values(bup_group=group))
    town.change("ernita", birth_date=date(1966, 1, 15))
    assert counts(town, analyse(town, MONDAY), "NERS-PKM").get("retiring", 0) == gone


def test_who_should_have_retired_already_does_not_count(town: Town) -> None:
    town.change("ernita", birth_date=date(1960, 1, 15))
    found = cell(town, analyse(town, MONDAY, 0), "NERS-PKM")
    assert (found.retiring, found.part_retirement) == (1, 500_000)


def test_the_share_that_retires_looks_twelve_months_ahead_whatever_the_horizon(town: Town) -> None:
    town.change("ernita", birth_date=date(1967, 2, 28))
    found = cell(town, analyse(town, MONDAY, 0), "NERS-PKM")
    assert (found.retiring, found.part_retirement) == (0, 500_000)


@pytest.mark.parametrize("standing", ["PENSIUN", "MENINGGAL", "BERHENTI"])
def test_who_has_left_the_service_holds_nothing(town: Town, standing: str) -> None:
    town.change("ernita", standing=standing)
    assert counts(town, analyse(town, MONDAY), "NERS-PKM") == {"holders": 1, "effective": 1, "gap": 3}


@pytest.mark.parametrize("standing", ["DIBERHENTIKAN_SEMENTARA", "DIPEKERJAKAN", "CLTN"])
def test_who_is_suspended_seconded_or_on_unpaid_leave_is_absent(town: Town, standing: str) -> None:
    town.change("ernita", standing=standing)
    assert counts(town, analyse(town, MONDAY), "NERS-PKM") == {"holders": 2, "absent": 1, "effective": 1, "gap": 3}


@pytest.mark.parametrize(
    ("kind", "since", "until", "away"),
    [
        ("CLTN", date(2024, 1, 1), IN_A_YEAR, 1),
        ("CLTN", date(2024, 1, 1), date(2025, 3, 3), 0),
        ("TUGAS_BELAJAR", IN_A_YEAR, date(2026, 1, 1), 1),
        ("TUGAS_BELAJAR", date(2025, 3, 5), date(2026, 1, 1), 0),
        ("CUTI_BESAR", date(2024, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_a_leave_counts_when_it_covers_the_last_day(town: Town, kind: str, since: date, until: date, away: int) -> None:
    leave(town, "ernita", kind, since, until)
    assert counts(town, analyse(town, MONDAY), "NERS-PKM").get("absent", 0) == away


@pytest.mark.parametrize(("until", "away"), [(IN_A_YEAR, 1), (date(2025, 3, 3), 0)])
def test_unpaid_leave_by_standing_ends_with_its_rows(town: Town, until: date, away: int) -> None:
    town.change("ernita", standing="CLTN")
    leave(town, "ernita", "CLTN", date(2023, 1, 1), until)
    assert counts(town, analyse(town, MONDAY), "NERS-PKM").get("absent", 0) == away


def test_a_person_leaves_the_count_once(town: Town) -> None:
    town.change("ernita", standing="DIPEKERJAKAN", birth_date=date(1960, 1, 15))
    found = counts(town, analyse(town, MONDAY), "NERS-PKM")
    assert found == {"holders": 2, "retiring": 1, "effective": 1, "gap": 3}


def test_a_recommended_transfer_leaves_and_arrives(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    assert "arriving" not in counts(town, analyse(town, MONDAY), "NERS-PKM")
    telling.carried(town, case, MONDAY)
    telling.recommended(town, case, MONDAY)
    run = analyse(town, date(2024, 3, 5))
    assert counts(town, run, "NERS-PKM") == {"holders": 2, "arriving": 1, "effective": 3, "gap": 1}
    assert counts(town, run, "NERS-RSUD")["leaving"] == 1


@pytest.mark.parametrize(("planned_on", "moves"), [(APRIL, 1), (date(2024, 4, 2), 0)])
def test_a_transfer_counts_when_it_takes_effect_by_the_last_day(town: Town, planned_on: date, moves: int) -> None:
    case = telling.proposed(town, MONDAY, planned_on)
    telling.carried(town, case, MONDAY)
    telling.recommended(town, case, MONDAY)
    run = analyse(town, APRIL, 0, on=MONDAY)
    assert counts(town, run, "NERS-PKM").get("arriving", 0) == moves
    assert counts(town, run, "NERS-RSUD").get("leaving", 0) == moves


def test_who_will_have_retired_does_not_arrive(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.carried(town, case, MONDAY)
    telling.recommended(town, case, MONDAY)
    town.change("nurhamidah", birth_date=date(1967, 1, 15))
    run = analyse(town, date(2024, 3, 5))
    assert "arriving" not in counts(town, run, "NERS-PKM")
    assert counts(town, run, "NERS-RSUD")["retiring"] == 1
    assert "leaving" not in counts(town, run, "NERS-RSUD")


def test_an_ended_post_needs_nobody(town: Town) -> None:
    town.write(update(posts).where(posts.c.id == town.post["NERS-PKM"]).values(until=MONDAY))
    found = cell(town, analyse(town, MONDAY), "NERS-PKM")
    assert (found.need, found.gap) == (0, -2)


def test_a_post_without_need_and_holders_has_no_cell(town: Town) -> None:
    town.need("KLERK-PKM", 0)
    town.retire("marwan")
    run = analyse(town, MONDAY)
    with pytest.raises(StopIteration):
        cell(town, run, "KLERK-PKM")


def test_the_criticality_of_the_unit(town: Town) -> None:
    town.write(update(units).where(units.c.id == town.unit["PKM"]).values(criticality=0.8))
    found = cell(town, analyse(town, MONDAY), "NERS-PKM")
    assert (found.part_criticality, found.priority) == (800_000, 500_000)


def test_the_age_of_a_gap(town: Town) -> None:
    """A gap since the run of 4 March 2024 is 6 of 24 months old on 4 September; a run without it starts anew."""
    analyse(town, MONDAY)
    half_a_year = cell(town, analyse(town, date(2024, 9, 4)), "NERS-PKM")
    assert (half_a_year.part_age, half_a_year.gap_since) == (250_000, MONDAY)
    town.need("NERS-PKM", 2)
    assert cell(town, analyse(town, date(2024, 10, 4)), "NERS-PKM").gap_since is None
    town.need("NERS-PKM", 4)
    anew = cell(town, analyse(town, date(2024, 11, 4)), "NERS-PKM")
    assert (anew.gap_since, anew.part_age) == (date(2024, 11, 4), 0)


def test_the_age_of_a_gap_is_of_runs_of_one_horizon(town: Town) -> None:
    analyse(town, MONDAY, 24)
    assert cell(town, analyse(town, date(2024, 9, 4)), "NERS-PKM").gap_since == date(2024, 9, 4)


@pytest.mark.parametrize(("horizon", "allowed"), [(-1, False), (0, True), (60, True), (61, False)])
def test_the_horizon_has_its_limits(town: Town, horizon: int, allowed: bool) -> None:
    if allowed:
        assert analyse(town, MONDAY, horizon)
    else:
        with pytest.raises(Invalid) as no:
            analyse(town, MONDAY, horizon)
        assert no.value.errors["horizon"].en == "The horizon is 0 to 60 months."


def test_the_cells_tell_whom_they_count(town: Town) -> None:
    town.change("ernita", birth_date=date(1967, 1, 15))
    told = runs.detail_of(cell(town, analyse(town, MONDAY), "NERS-PKM"))
    assert told["holders"] == sorted([town.employee["ernita"], town.employee["hotma"]])
    assert told["retiring"] == [[town.employee["ernita"], "2025-02-01"]]
    assert told["formation"] == 4
