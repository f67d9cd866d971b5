"""Temporary loads: declared, changed, ended; who may; and the need that comes and goes with one."""

from datetime import date
from decimal import Decimal

import pytest

from tests.stories.town import Town, at
from tests.workflow.registering import events, faulty, told
from tests.workflow.staffing.analysing import analyse, cell, open_needs, task
from tests.workflow.staffing.reading import WHOLE, opened, reach_of
from workflow.forms import Invalid
from workflow.organisation.registers import NotKept
from workflow.staffing import loads

MONDAY = date(2024, 3, 4)
UNTIL = date(2024, 12, 31)
FORM = {
    "task": "Posko pekerjaan jalan lingkar",
    "volume": "1.800",
    "minutes": "45",
    "until": UNTIL.isoformat(),
    "reason": "Pekerjaan jalan lingkar sampai akhir tahun.",
    "document": "600/214/2024",
}


def declare(town: Town, who: str = "sutan", post: str = "NERS-PKM", day: date = MONDAY, **other: str) -> None:
    loads.declare(town.engine, town.account[who], at(day), town.post[post], {**FORM, **other})


def listed(town: Town) -> list[tuple[str, Decimal, date]]:
    with opened(town) as connection:
        return [(row.task, row.volume, row.until) for row in loads.listed(connection, WHOLE)]


def test_a_load_opens_a_need_that_ends_with_it(town: Town) -> None:
    town.need("NERS-PKM", 2)
    assert "NERS-PKM" not in open_needs(town, analyse(town, date(2024, 2, 5)))
    declare(town)
    run = analyse(town, MONDAY)
    need = open_needs(town, run)["NERS-PKM"]
    assert (need.run_gap, need.temporary_until, cell(town, run, "NERS-PKM").need_temporary) == (1, UNTIL, 1)
    assert "NERS-PKM" in open_needs(town, analyse(town, UNTIL))  # its last day
    assert "NERS-PKM" not in open_needs(town, analyse(town, date(2025, 1, 1)))


def test_a_load_that_ends_early_is_gone_from_the_next_run(town: Town) -> None:
    town.need("NERS-PKM", 2)
    declare(town)
    analyse(town, MONDAY)
    with opened(town) as connection:
        (row,) = loads.listed(connection, WHOLE)
    loads.end(town.engine, town.account["sutan"], at(date(2024, 5, 6)), row.id)
    assert listed(town) == [(FORM["task"], Decimal(1800), date(2024, 5, 5))]
    assert "NERS-PKM" not in open_needs(town, analyse(town, date(2024, 5, 6)))
    event = told(town.engine, loads.ENDING)
    assert (event["until"], event["until_before"], event["task"]) == ("2024-05-05", UNTIL.isoformat(), FORM["task"])
    with pytest.raises(Invalid):
        loads.end(town.engine, town.account["sutan"], at(date(2024, 5, 6)), row.id)


def test_a_change_tells_before_and_after_and_the_same_again_nothing(town: Town) -> None:
    declare(town)
    declare(town, volume="2400", until="2025-06-30")
    event = told(town.engine, loads.DECLARED)
    assert (event["volume"], event["until"], event["until_before"]) == ("2400", "2025-06-30", UNTIL.isoformat())
    assert event["before"]["volume"] == "1800"
    assert listed(town) == [(FORM["task"], Decimal(2400), date(2025, 6, 30))]
    count = len(events(town.engine))
    declare(town, volume="2.400", until="2025-06-30")
    assert len(events(town.engine)) == count


def test_the_bytes_of_the_event_hold_no_words(town: Town) -> None:
    declare(town)
    event = events(town.engine)[-1]
    assert set(event["values"]) == {"load", "post", "until", "until_before"}
    assert {"task", "reason", "document"} <= set(event["kept"])


def test_everything_is_asked_for_at_once(town: Town) -> None:
    with pytest.raises(Invalid) as caught:
        declare(town, task="", volume="banyak", minutes="0", until="2024-03-04", reason="", document="")
    assert faulty(caught) == set(FORM)


def test_a_permanent_task_is_not_made_temporary(town: Town) -> None:
    task(town, "NERS-PKM", "100", "60", FORM["task"])
    with pytest.raises(Invalid) as caught:
        declare(town)
    assert faulty(caught) == {"task"}


@pytest.mark.parametrize(("who", "post"), [("sutan", "KLERK-HUB"), ("fitri", "NERS-PKM"), ("halomoan", "NERS-PKM")])
def test_only_for_one_s_own_units(town: Town, who: str, post: str) -> None:
    with pytest.raises(NotKept):
        declare(town, who, post)


def test_the_analyst_declares_for_any_unit(town: Town) -> None:
    declare(town, "maslan", "KLERK-HUB")
    assert len(listed(town)) == 1
    with opened(town) as connection:
        assert loads.listed(connection, reach_of(town, "sutan", MONDAY)) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [("1800", "1800"), ("1.800", "1800"), ("1.800,5", "1800.5"), ("12,25", "12.25"), ("12.25", "12.25"), (" 7 ", "7")],
)
def test_figures_as_people_write_them(text: str, figure: str) -> None:
    assert loads.read_figure(text) == Decimal(figure)


@pytest.mark.parametrize("text", ["", "0", "0,00", "-1", "1,800", "1.80.0", "12,255", "1e3", "seribu", "1" * 10])
def test_what_is_no_figure_or_could_be_meant_either_way_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        loads.read_figure(text)
