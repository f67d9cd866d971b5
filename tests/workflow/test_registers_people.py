"""The city's own days, declared family, and corrections of the register of employees."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.stories import telling
from tests.stories.town import Town, at, found
from tests.workflow.registering import DAY, NOW, events, rows, told
from workflow.forms import Invalid
from workflow.organisation.registers import (
    NotKept,
    corrections,
    holidays,
    relatives,
)
from workflow.tables import history


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def test_the_analyst_adds_changes_and_takes_back_a_day(town: Town) -> None:
    given = {"day": "2024-10-17", "works": "no", "name": "Hari jadi kota"}
    holidays.put(town.engine, town.account["maslan"], NOW, given)
    holidays.put(town.engine, town.account["maslan"], NOW, {**given, "works": "yes"})
    assert told(town.engine, "holiday") == {"day": "2024-10-17", "works": True, "name": "Hari jadi kota"}
    holidays.remove(town.engine, town.account["maslan"], NOW, date(2024, 10, 17))
    with pytest.raises(Invalid):
        holidays.remove(town.engine, town.account["maslan"], NOW, date(2024, 10, 17))
    with pytest.raises(Invalid):
        holidays.put(town.engine, town.account["maslan"], NOW, {**given, "day": "2024-03-01"})
    with pytest.raises(NotKept):
        holidays.put(town.engine, town.account["sutan"], NOW, given)


def test_everybody_declares_his_own_family(town: Town) -> None:
    given = {"employee": str(town.employee["fitri"]), "kind": "SAUDARA_KANDUNG"}
    relatives.declare(town.engine, town.account["nurhamidah"], NOW, given)
    event = told(town.engine, "relative")
    assert (event["employee"], event["other_employee"]) == (town.employee["nurhamidah"], town.employee["fitri"])
    assert (event["degree"], event["kind"]) == (2, "SAUDARA_KANDUNG")
    back = {"employee": str(town.employee["nurhamidah"]), "kind": "SAUDARA_KANDUNG"}
    with pytest.raises(Invalid):
        relatives.declare(town.engine, town.account["fitri"], NOW, back)
    with pytest.raises(Invalid):
        relatives.declare(town.engine, town.account["nurhamidah"], NOW, back)


def test_the_mayor_and_an_employee_are_family_whoever_declares_it(town: Town) -> None:
    mine = {"employee": str(town.employee["fitri"]), "kind": "ANAK"}
    relatives.declare(town.engine, town.account["sahala"], NOW, mine)
    with pytest.raises(Invalid):
        relatives.declare(
            town.engine, town.account["fitri"], NOW, {"account": str(town.account["sahala"]), "kind": "ORANG_TUA"}
        )
    with pytest.raises(Invalid):
        relatives.declare(
            town.engine, town.account["fitri"], NOW, {"account": str(town.account["sutan"]), "kind": "IPAR"}
        )


def _correct(town: Town, who: str = "halomoan", day: date = DAY, **more: Any) -> None:
    given = {"employee": town.employee["fitri"], "since": DAY, "decree": "882/5/2024", "reason": "Sesuai SK.", **more}
    corrections.correct_employee(
        town.engine, town.account[who], at(day), {name: town.typed(value) for name, value in given.items()}
    )


def _pages(town: Town, user: str) -> list[tuple[int | None, date, date | None]]:
    pages = [page for page in rows(town, history) if page.employee_id == town.employee[user]]
    return [(page.post_id, page.since, page.until) for page in pages]


def test_a_post_is_corrected_with_its_history_and_a_chained_event(town: Town) -> None:
    _correct(town, post="NERS-PKM")
    row = town.register("fitri")
    assert (row["post_id"], row["post_since"]) == (town.post["NERS-PKM"], DAY)
    assert _pages(town, "fitri") == [
        (town.post["NERS-RSUD"], date(2019, 6, 3), DAY),
        (town.post["NERS-PKM"], DAY, None),
    ]
    event = events(town.engine)[-1]
    assert event["kind"] == "correct-employee"
    assert event["values"] == {
        "employee": town.employee["fitri"],
        "old_post": town.post["NERS-RSUD"],
        "new_post": town.post["NERS-PKM"],
        "old_standing": "AKTIF",
        "new_standing": "AKTIF",
    }
    assert set(event["kept"]) == {"since", "decree", "reason"}


def test_who_retires_keeps_the_post_in_the_register_and_the_page_is_closed(town: Town) -> None:
    _correct(town, standing="PENSIUN")
    assert town.register("fitri")["standing"] == "PENSIUN"
    assert _pages(town, "fitri") == [(town.post["NERS-RSUD"], date(2019, 6, 3), DAY)]
    _correct(town, day=date(2024, 3, 6), since=date(2024, 3, 5), standing="AKTIF")
    assert _pages(town, "fitri")[-1] == (town.post["NERS-RSUD"], date(2024, 3, 5), None)


def test_an_open_case_binds_the_post_but_not_the_standing(town: Town) -> None:
    telling.proposed(town, date(2024, 3, 4), date(2024, 4, 1), employee="fitri")
    with pytest.raises(NotKept) as caught:
        _correct(town, post="NERS-PKM", day=date(2024, 3, 5))
    assert caught.value.words is corrections.BOUND
    _correct(town, standing="MENINGGAL", day=date(2024, 3, 5))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"standing": "AKTIF"},
        {"post": "99999"},
        {"employee": "99999", "standing": "PENSIUN"},
        {"standing": "PENSIUN", "since": date(2024, 3, 5)},
        {"post": "NERS-PKM", "since": date(2019, 6, 2)},
        {"standing": "PENSIUN", "since": date(2019, 6, 2)},
        {"standing": "PENSIUN", "decree": ""},
    ],
)
def test_a_correction_that_is_not_filled_in_well_changes_nothing(town: Town, more: dict[str, Any]) -> None:
    before = town.register("fitri")
    with pytest.raises(Invalid):
        _correct(town, **more)
    assert town.register("fitri") == before
    assert events(town.engine) == []


def test_only_the_head_of_bkpsdm_corrects_or_his_delegate_while_he_is_away(town: Town) -> None:
    for who in ("maslan", "admin", "sahala", "fitri"):
        with pytest.raises(NotKept):
            _correct(town, who, standing="PENSIUN")
    town.delegate("head_bkpsdm", "yusnita")
    with pytest.raises(NotKept):
        _correct(town, "yusnita", standing="PENSIUN")
    town.absent("halomoan", DAY, DAY)
    _correct(town, "yusnita", standing="PENSIUN")
