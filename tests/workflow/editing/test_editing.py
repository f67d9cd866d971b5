"""A row of a register edited, ended or taken out by hand: what is written, what is recorded, and what is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.stories.town import Town, found
from tests.workflow.editing.by_hand import add, change, shown
from tests.workflow.handover import CLERK, HEAD, NURSE, Handover
from tests.workflow.imported import NEW, NOW, bring, everything, verified
from tests.workflow.registering import NOW as MONDAY
from tests.workflow.registering import events, faulty, refusals, told
from workflow.audit.verify import verify
from workflow.database import reading, writing
from workflow.forms import Invalid
from workflow.organisation.editing import Stale, edit, end, find, of_person, take_out
from workflow.organisation.lists.changes import latest
from workflow.organisation.registers import NotKept
from workflow.organisation.registers.corrections import correct_employee
from workflow.tables import courses, employees, history, posts, requests, standards, units, workload

FILING = ("PKM-ADM", "Mengagendakan surat masuk")


@pytest.fixture
def city(engine: Engine, tmp_path: Path) -> Engine:
    bring(engine, tmp_path, Handover())
    return engine


def ended(engine: Engine, kind: str, *key: str, ground: str = "188.45/9/2026") -> None:
    """End a row that has just been shown."""
    end(engine, kind, key, {"ground": ground}, shown(engine, kind, *key).digest, None, NOW)


def test_a_change_is_written_and_recorded_with_before_and_after(city: Engine) -> None:
    came = change(city, "workload", FILING, volume="10000", minutes="12,5")
    assert (came.before, came.new) == ({"volume": "12000", "minutes": "10.5"}, False)
    row = everything(city, workload)[0]
    assert (row["volume"], row["minutes"]) == (Decimal(10000), Decimal("12.5"))
    post = next(each["id"] for each in everything(city, posts) if each["code"] == "PKM-ADM")
    assert told(city, "edit-workload") == {
        "new": False,
        "columns": ["volume", "minutes"],
        "row": row["id"],
        "post": post,
        "key": {"post": "PKM-ADM", "task": FILING[1]},
        "before": {"volume": "12000", "minutes": "10.5"},
        "after": {"volume": "10000", "minutes": "12.5"},
    }
    assert verified(city) == "clean"


def test_an_event_keeps_what_is_said_of_a_person_private(city: Engine) -> None:
    change(city, "employees", (CLERK,), name="Bagas Torkis Pane")
    public = events(city)[-1]
    assert public["values"] == {"new": False, "columns": ["name"], "employee": 3}
    assert told(city, "edit-employees")["key"] == {}
    assert "Bagas" not in str(public["values"]) + str(public["private"])


def test_a_unit_moves_with_those_below_it(city: Engine) -> None:
    change(city, "units", ("PKM",), parent="KOTA")
    by_code = {row["code"]: row for row in everything(city, units)}
    assert by_code["PKM"]["path"] == f"/{by_code['KOTA']['id']}/{by_code['PKM']['id']}/"
    with pytest.raises(Invalid) as caught:
        change(city, "units", ("DINKES",), parent="DINKES")
    assert faulty(caught) == {"parent"}


def test_somebody_new_arrives(city: Engine) -> None:
    cells = {
        "nip": NEW,
        "name": "Sahat Maruli Lubis",
        "sex": "L",
        "birth_date": "06/05/1992",
        "status": "PNS",
        "standing": "AKTIF",
        "rank": "III/a",
        "education": "40",
        "post": "PKM-ADM",
        "post_since": "2026-11-02",
    }
    came = add(city, "employees", cells)
    assert came.new
    arrived = everything(city, employees)[-1]
    assert [event["kind"] for event in events(city)][-2:] == ["arrive-employees", "edit-employees"]
    assert events(city)[-2]["values"]["employees"] == [[arrived["id"], arrived["post_id"], "AKTIF"]]
    assert [row["since"] for row in everything(city, history) if row["employee_id"] == arrived["id"]] == [
        date(2026, 11, 2)
    ]
    assert verified(city) == "clean"


def test_the_second_click_does_nothing(city: Engine) -> None:
    seen = shown(city, "posts", "PKM-ADM").digest
    for _click in range(2):
        edit(city, "posts", ("PKM-ADM",), {"need": "3"}, seen, None, NOW)
    course = {"code": "PEL-9", "name": "Arsip", "kind": "klasikal", "hours": "20", "competences": "PLP:2"}
    assert add(city, "courses", course).written
    assert not add(city, "courses", course).written
    assert [event["kind"] for event in events(city)[-2:]] == ["edit-posts", "edit-courses"]
    with pytest.raises(Invalid) as caught:
        add(city, "courses", course | {"hours": "30"})
    assert faulty(caught) == {"code"}


def test_a_form_that_is_out_of_date_is_told_what_stands_there_now(city: Engine) -> None:
    seen = shown(city, "posts", "PKM-ADM").digest
    change(city, "posts", ("PKM-ADM",), need="3")
    with pytest.raises(Stale) as caught:
        edit(city, "posts", ("PKM-ADM",), {"need": "4"}, seen, None, NOW)
    assert caught.value.shown.cells["need"] == "3"
    seen = shown(city, "standards", "PKM-KA", "KOM").digest
    change(city, "standards", ("PKM-KA", "KOM"), level="2")
    with pytest.raises(Stale):
        take_out(city, "standards", ("PKM-KA", "KOM"), seen, None, NOW)
    with pytest.raises(Stale):
        end(city, "courses", ("PEL-01",), {"ground": "1"}, "another", None, NOW)


def test_what_is_not_there_cannot_be_changed(city: Engine) -> None:
    for kind, key in (("posts", ("NOWHERE",)), ("standards", ("PKM-KA", "PLP"))):
        cells = {"name": "X"} if kind == "posts" else {"level": "1"}
        with pytest.raises(Invalid) as caught:
            edit(city, kind, key, cells, "", None, NOW)
        assert faulty(caught) == {""}
    with reading(city) as connection:
        assert find(connection, "posts", ("PKM-ADM", "more")) is None
        assert find(connection, "employees", ("no number",)) is None
        assert of_person(connection, "competences", 99, "KOM") is None
    with pytest.raises(Invalid):
        end(city, "posts", ("NOWHERE",), {"ground": "1"}, "", None, NOW)


def test_a_post_and_its_unit_end_once_nobody_is_left(city: Engine) -> None:
    with pytest.raises(Invalid) as caught:
        ended(city, "units", "PKM")
    assert caught.value.errors[""].en == "2 of its posts still last."
    with pytest.raises(Invalid) as caught:
        ended(city, "units", "DINKES")
    assert caught.value.errors[""].en == "1 unit below it still lasts. 1 of its posts still lasts."
    with pytest.raises(Invalid) as caught:
        ended(city, "posts", "PKM-ADM")
    assert caught.value.errors[""].en == "1 person still holds it."
    with writing(city) as connection:  # as if everybody had left by decrees
        connection.execute(text("UPDATE employees SET standing = 'PENSIUN'"))
    for post in ("PKM-ADM", "PKM-KA"):
        for _click in range(2):
            ended(city, "posts", post)
    ended(city, "units", "PKM")
    assert [event["kind"] for event in events(city)[-3:]] == ["end-posts", "end-posts", "end-units"]
    assert told(city, "end-units") == {
        "unit": 3,
        "until": NOW.date(),
        "key": {"code": "PKM"},
        "ground": "188.45/9/2026",
    } | {"until": "2026-11-24"}
    assert everything(city, units)[2]["until"] == date(2026, 11, 24)
    assert shown(city, "units", "PKM").ended == date(2026, 11, 24)


def test_a_course_and_a_wish_end_whenever_their_keeper_says(city: Engine) -> None:
    ended(city, "courses", "PEL-01")
    ended(city, "requests", CLERK, "2026-09-01")
    assert everything(city, courses)[0]["until"] == date(2026, 11, 24)
    assert everything(city, requests)[0]["until"] == date(2026, 11, 24)
    with pytest.raises(Invalid) as caught:
        ended(city, "requests", NURSE, "2026-10-05", ground="")
    assert faulty(caught) == {"ground"}
    with pytest.raises(ValueError, match="no end of their own"):
        ended(city, "history", HEAD, "2018-03-01")


def test_a_task_is_taken_out_and_the_event_keeps_what_it_said(city: Engine) -> None:
    seen = shown(city, "workload", *FILING).digest
    for _click in range(2):
        take_out(city, "workload", FILING, seen, None, NOW)
    assert [row["task"] for row in everything(city, workload)] == ["Mengarsipkan berkas akreditasi"]
    assert told(city, "remove-workload")["before"]["minutes"] == "10.5"
    take_out(city, "standards", ("PKM-KA", "KOM"), shown(city, "standards", "PKM-KA", "KOM").digest, None, NOW)
    assert [row["competence"] for row in everything(city, standards)] == ["T-KES"]
    assert [event["kind"] for event in events(city)[-2:]] == ["remove-workload", "remove-standards"]
    with pytest.raises(ValueError, match="never taken out"):
        take_out(city, "posts", ("PKM-ADM",), "", None, NOW)
    assert verified(city) == "clean"


def test_a_person_s_rows_are_found_without_saying_anything_about_him(city: Engine) -> None:
    with reading(city) as connection:
        row = of_person(connection, "discipline", 3, "1")
        assert row is not None
        assert (row.cells["kind"], row.place) == ("RINGAN", "1")
        assert of_person(connection, "discipline", 2, "1") is None
        found_ = of_person(connection, "competences", 2, "KOM")
        assert found_ is not None
        assert found_.cells["level"] == "2"


def test_the_last_changes_of_a_post_are_told_with_those_of_its_tasks(city: Engine) -> None:
    change(city, "posts", ("PKM-KA",), need="2")
    change(city, "workload", FILING, volume="10000")
    change(city, "posts", ("PKM-ADM",), need="3")
    with reading(city) as connection:
        everywhere = [each.kind for each in latest(connection, "posts", 3)]
        own = latest(connection, "posts", 5, {"post": shown(city, "posts", "PKM-ADM").held.ids["id"]})
    assert everywhere == ["edit-posts", "edit-workload", "edit-posts"]
    assert [(each.kind, each.values["after"]) for each in own] == [
        ("edit-posts", {"need": "3"}),
        ("edit-workload", {"volume": "10000"}),
    ]
    assert own[0].names["post"] == "Pengadministrasi Perkantoran"


def test_an_edit_that_somebody_rewrote_is_found(city: Engine) -> None:
    change(city, "posts", ("PKM-ADM",), need="3")
    with city.connect() as connection:
        last = connection.execute(text("SELECT max(id) FROM register_events")).scalar_one()
    if city.dialect.name == "sqlite":
        with city.begin() as connection:
            connection.execute(text("DROP TRIGGER register_values_no_update"))
            connection.execute(
                text("UPDATE register_values SET value = :value WHERE event_id = :event AND field = 'after'"),
                {"value": '{"need":"9"}', "event": last},
            )
        assert verify(city).result == "tampered"


# -- whose it is to change ------------------------------------------------------------------------------------------


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def test_only_its_keeper_changes_a_register(town: Town) -> None:
    unit = shown(town.engine, "units", "BKPSDM")
    for who, kept in (("maslan", True), ("nurhamidah", False), ("admin", False)):
        given = {"name": f"Badan {who}"}
        if kept:
            edit(town.engine, "units", ("BKPSDM",), given, unit.digest, town.account[who], MONDAY)
            continue
        with pytest.raises(NotKept):
            edit(town.engine, "units", ("BKPSDM",), given, unit.digest, town.account[who], MONDAY)
        with pytest.raises(NotKept):
            end(town.engine, "units", ("BKPSDM",), {"ground": "1"}, unit.digest, town.account[who], MONDAY)
        with pytest.raises(NotKept):
            take_out(town.engine, "standards", ("X", "KOM"), "", town.account[who], MONDAY)
    assert [event["kind"] for event in events(town.engine)].count("edit-units") == 1
    assert len(refusals(town.engine)) == 6


def test_an_edit_and_a_correction_of_one_person_stand_side_by_side(town: Town) -> None:
    with reading(town.engine) as connection:
        nip, post = connection.execute(text("SELECT nip, post_id FROM employees WHERE name LIKE 'Fitri%'")).one()
    seen = shown(town.engine, "employees", nip)
    account = town.account["halomoan"]
    edit(town.engine, "employees", (nip,), {"email": "fitri@example.org"}, seen.digest, account, MONDAY)
    number = seen.held.ids["id"]
    form = {"employee": str(number), "standing": "CLTN", "since": "2024-03-01", "decree": "1/2024", "reason": "Cuti"}
    correct_employee(town.engine, account, MONDAY, form)
    seen = shown(town.engine, "employees", nip)
    with pytest.raises(Invalid) as caught:
        edit(town.engine, "employees", (nip,), {"standing": "AKTIF"}, seen.digest, account, MONDAY)
    assert faulty(caught) == {"standing"}
    assert post is not None
    assert verify(town.engine).faults == []
