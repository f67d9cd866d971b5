"""What was changed outside the procedure: counted by year and kind, told to who may read it, decree and all."""

from datetime import date, datetime

import pytest

from policies.loading import current
from tests.stories.town import Town, at
from tests.workflow.dossiers.looking import looking
from workflow.database import writing
from workflow.dossiers import outside
from workflow.organisation.registers.corrections import correct_employee
from workflow.register import ARRIVED, LOADED, record_load

TODAY = date(2024, 12, 2)


def correct(town: Town, who: str, day: date, **changed: str) -> None:
    """Let the head of BKPSDM correct somebody's post or standing by a decree."""
    decree = {"since": day.isoformat(), "decree": f"821/{who}/2024", "reason": f"Perbaikan {who}"}
    moment = at(day)
    correct_employee(
        town.engine,
        town.account["halomoan"],
        moment,
        {"employee": str(town.employee[who]), "post": "", "standing": "", **decree, **changed},
    )


def arrive(town: Town, moment: datetime, kind: str = ARRIVED) -> None:
    """Record people of the town as if they had come by a file: one serves, one had left before he was recorded."""
    came = [(town.employee["wulan"], town.post["NERS-RSUD"], "AKTIF"), (town.employee["abdul"], None, "PENSIUN")]
    with writing(town.engine) as connection:
        record_load(connection, None, moment, came, kind=kind)


@pytest.fixture
def changed(town: Town) -> Town:
    """A year in which everything happened that can happen outside the procedure, and a retirement the year before."""
    correct(town, "marwan", date(2024, 1, 8), standing="PENSIUN")
    correct(town, "fitri", date(2024, 5, 6), post=str(town.post["NERS-PKM"]))
    correct(town, "lamhot", date(2024, 5, 7), post=str(town.post["NERS-RSUD"]))
    correct(town, "ramli", date(2024, 6, 3), standing="DIPEKERJAKAN")
    correct(town, "saima", date(2024, 7, 1), standing="MENINGGAL")
    correct(town, "togar", date(2024, 8, 1), standing="BERHENTI")
    arrive(town, at(date(2024, 9, 2)))
    arrive(town, at(date(2024, 9, 3)), LOADED)
    correct(town, "hotma", date(2025, 1, 6), standing="PENSIUN")
    return town


def test_each_change_is_counted_once_by_year_and_kind(changed: Town) -> None:
    with looking(changed, "maslan") as (connection, _):
        found = outside.counted(connection, 2025)
    assert {year: dict(kinds) for year, kinds in found.items() if kinds} == {
        2025: {"retired": 1},
        2024: {"retired": 1, "unit": 1, "post": 1, "standing": 1, "died": 1, "left": 1, "arrival": 1},
    }
    assert list(found) == [2025, 2024, 2023, 2022, 2021]


def test_the_year_is_the_citys(town: Town) -> None:
    arrive(town, at(date(2025, 1, 1), 0, 30))
    with looking(town, "maslan") as (connection, _):
        assert dict(outside.counted(connection, 2025)[2025]) == {"arrival": 1}
        assert dict(outside.counted(connection, 2025)[2024]) == {}


def test_a_change_tells_who_what_when_and_by_which_decree(changed: Town) -> None:
    with looking(changed, "rosmaida") as (connection, reach):
        found = outside.listed(connection, current(), reach, 2024, TODAY)
        moved = outside.listed(connection, current(), reach, 2024, TODAY, outside.UNIT)
    assert [each.kind for each in found] == ["arrival", "left", "died", "standing", "post", "unit", "retired"]
    (fitri,) = moved
    assert (fitri.person and fitri.person.name, fitri.by) == ("Fitri Pohan", "Halomoan Dalimunthe")
    assert fitri.before == outside.Place("Perawat Ahli Pertama", "RSUD")
    assert fitri.after == outside.Place("Perawat Ahli Pertama", "Puskesmas Pintu Langit")
    assert (fitri.decree, fitri.since) == ("821/fitri/2024", date(2024, 5, 6))
    assert fitri.reason == "Perbaikan fitri"
    arrival = found[0]
    assert (arrival.by, arrival.before, arrival.decree, arrival.since) == (None, None, "", None)


def test_who_reads_no_dossier_learns_neither_who_nor_by_which_decree(changed: Town) -> None:
    with looking(changed, "parlindungan") as (connection, reach):
        found = outside.listed(connection, current(), reach, 2024, TODAY)
    named = {each.person.name for each in found if each.person}
    assert named == {"Lamhot Situmeang", "Ramli Ritonga", "Wulan Sari"}
    assert all(not each.decree and not each.reason for each in found if each.person is None)
