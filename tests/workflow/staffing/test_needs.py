"""Needs through their runs: opened, filled, closed, superseded; and from when on each slot is open."""

from datetime import date

import pytest

from tests.stories import telling
from tests.stories.town import Town
from tests.workflow.staffing.analysing import analyse, cell, closings, counts, open_needs, task
from workflow.forms import Invalid

MONDAY = date(2024, 3, 4)
APRIL = date(2024, 4, 1)
JUNE = date(2024, 6, 3)


def test_from_a_run_to_a_need_to_a_transfer_that_fills_it(town: Town) -> None:
    town.need("NERS-PKM", 3)
    first = analyse(town, MONDAY)
    assert open_needs(town, first)["NERS-PKM"].gap == 1
    case = telling.needed(town, MONDAY)
    assert open_needs(town, first)["NERS-PKM"].gap == 0  # somebody works on it
    telling.propose(town, case, MONDAY, APRIL)
    assert (open_needs(town, first)["NERS-PKM"].run_gap, open_needs(town, first)["NERS-PKM"].on_the_way) == (1, 1)
    telling.carried(town, case, MONDAY)
    telling.recommended(town, case, MONDAY)
    assert open_needs(town, first)["NERS-PKM"].on_the_way == 0  # from here on a new run counts it
    second = analyse(town, JUNE)
    assert "NERS-PKM" not in open_needs(town, second)
    assert closings(town, "NERS-PKM") == [(MONDAY, JUNE, "met")]


def test_the_most_urgent_first(town: Town) -> None:
    """Nurses and a clerk are missing at the outlying clinic, then whoever is missing most."""
    town.retire("marwan")
    run = analyse(town, MONDAY)
    found = list(open_needs(town, run).values())
    assert [need.priority for need in found] == sorted((need.priority for need in found), reverse=True)
    assert (found[0].post, found[0].priority, found[0].open_from) == ("KLERK-PKM", 625_000, (MONDAY,))


def test_from_when_on_a_slot_is_open(town: Town) -> None:
    """One nurse is missing now; two retire on 1 July and 1 October."""
    town.need("NERS-PKM", 3)
    town.change("ernita", birth_date=date(1966, 6, 20))
    town.change("hotma", birth_date=date(1966, 9, 20))
    run = analyse(town, MONDAY)
    assert counts(town, run, "NERS-PKM") == {"holders": 2, "retiring": 2, "gap": 3}
    assert open_needs(town, run)["NERS-PKM"].open_from == (MONDAY, date(2024, 7, 1), date(2024, 10, 1))
    telling.needed(town, MONDAY)
    assert open_needs(town, run)["NERS-PKM"].open_from == (date(2024, 7, 1), date(2024, 10, 1))


def test_of_a_post_with_people_to_spare_the_last_departures_open_slots(town: Town) -> None:
    town.need("NERS-PKM", 1)
    town.change("ernita", birth_date=date(1966, 6, 20))
    town.change("hotma", birth_date=date(1966, 9, 20))
    run = analyse(town, MONDAY)
    assert open_needs(town, run)["NERS-PKM"].open_from == (date(2024, 10, 1),)


def test_a_run_of_another_horizon_opens_nothing(town: Town) -> None:
    analyse(town, MONDAY, 24)
    assert closings(town, "NERS-PKM") == []


def test_a_temporary_load_appears_and_ends(town: Town) -> None:
    town.need("NERS-PKM", 2)
    assert "NERS-PKM" not in open_needs(town, analyse(town, MONDAY))
    task(town, "NERS-PKM", "600", "100", until=date(2024, 12, 31), reason="Wabah", document="440/1/2024")
    during = analyse(town, JUNE)
    assert open_needs(town, during)["NERS-PKM"].temporary_until == date(2024, 12, 31)
    analyse(town, date(2025, 1, 2))
    assert closings(town, "NERS-PKM") == [(JUNE, date(2025, 1, 2), "met")]


def test_a_retirement_that_nobody_had_seen_opens_a_need(town: Town) -> None:
    town.need("NERS-PKM", 2)
    analyse(town, MONDAY)
    assert closings(town, "NERS-PKM") == []
    town.change("ernita", birth_date=date(1966, 8, 20))
    run = analyse(town, JUNE)
    assert open_needs(town, run)["NERS-PKM"].open_from == (date(2024, 9, 1),)


def test_the_same_run_twice_needs_a_reason(town: Town) -> None:
    first = analyse(town, MONDAY)
    with pytest.raises(Invalid) as no:
        analyse(town, MONDAY)
    assert list(no.value.errors) == ["reason"]
    second = analyse(town, MONDAY, reason="Beban kerja keliru.")
    assert cell(town, first, "NERS-PKM").gap == cell(town, second, "NERS-PKM").gap == 2


def test_a_wrong_run_is_superseded_and_its_needs_are_opened_in_error(town: Town) -> None:
    town.need("NERS-PKM", 2)
    analyse(town, date(2024, 2, 5))
    town.need("NERS-PKM", 9)
    analyse(town, MONDAY)
    town.need("NERS-PKM", 2)
    analyse(town, MONDAY, reason="Formasi salah ketik.")
    assert closings(town, "NERS-PKM") == [(MONDAY, MONDAY, "in_error")]


def test_a_need_that_a_wrong_run_closed_is_open_again(town: Town) -> None:
    analyse(town, date(2024, 2, 5))
    town.need("NERS-PKM", 2)
    analyse(town, MONDAY)
    town.need("NERS-PKM", 4)
    analyse(town, MONDAY, reason="Formasi salah ketik.")
    assert closings(town, "NERS-PKM") == [(date(2024, 2, 5), None, None)]


def test_a_run_of_a_past_day_moves_no_need(town: Town) -> None:
    analyse(town, JUNE)
    town.need("NERS-PKM", 1)
    past = analyse(town, MONDAY, on=JUNE)
    assert closings(town, "NERS-PKM") == [(JUNE, None, None)]
    assert cell(town, past, "NERS-PKM").gap == -1
