"""What a city hands over is written whole into an empty database, with the first events of the chain."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from json import loads
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from policies.model import Words
from tests.workflow.handover import Handover, read
from tests.workflow.registering import events
from workflow.database import reading
from workflow.demo.city import make_city, write_city
from workflow.organisation.files import Fault, Folder, read_folder
from workflow.organisation.files.rows import Employee, Post, Relative, Unit
from workflow.organisation.loading import Faulty, NotEmpty, load
from workflow.tables import (
    competences,
    course_levels,
    courses,
    employees,
    history,
    members,
    posts,
    relatives,
    requests,
    standards,
    units,
    workload,
)

MOMENT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)

_KEPT = {"job_class": 8, "min_education": "40", "category": "JF_MUDA", "need": 2}
SMALL = Folder(
    units=(
        Unit(code="KOTA", name="Kota", kind="kota"),
        Unit(code="SETDA", name="Sekretariat Daerah", kind="sekretariat", parent="KOTA"),
        Unit(code="UMUM", name="Bagian Umum", kind="bagian", parent="SETDA"),
    ),
    posts=(
        Post(code="ANALIS", unit="UMUM", name="Analis", reports_to="KABAG", **_KEPT),
        Post(code="KABAG", unit="UMUM", name="Kepala Bagian", head=True, fields=("Hukum", "Manajemen"), **_KEPT),
    ),
    employees=(
        Employee(
            nip="198501172010031901",
            name="Maslan Harahap",
            sex="L",
            birth_date=date(1985, 1, 17),
            status="PNS",
            standing="AKTIF",
            rank="III/c",
            education="40",
            post="ANALIS",
            post_since=date(2020, 4, 1),
        ),
        Employee(
            nip="198707072011032901",
            name="Efrida Batubara",
            sex="P",
            birth_date=date(1987, 7, 7),
            status="PNS",
            standing="PENSIUN",
            rank="III/c",
            education="40",
        ),
    ),
    relatives=(Relative(nip="198501172010031901", other_nip="198707072011032901", kind="IPAR", degree=2),),
)


def _rows(engine: Engine, query: Any) -> list[Any]:
    with reading(engine) as connection:
        return list(connection.execute(query).all())


def test_codes_and_nips_become_numbers(engine: Engine) -> None:
    load(engine, SMALL, None, MOMENT)
    unit = {row.code: row for row in _rows(engine, select(units))}
    assert unit["KOTA"].parent_id is None
    assert unit["UMUM"].parent_id == unit["SETDA"].id
    assert unit["UMUM"].path == f"/{unit['KOTA'].id}/{unit['SETDA'].id}/{unit['UMUM'].id}/"
    post = {row.code: row for row in _rows(engine, select(posts))}
    assert post["ANALIS"].reports_to_id == post["KABAG"].id
    assert post["KABAG"].fields == "Hukum|Manajemen"
    person = {row.name: row for row in _rows(engine, select(employees))}
    assert person["Maslan Harahap"].post_id == post["ANALIS"].id
    assert person["Efrida Batubara"].post_id is None
    (tie,) = _rows(engine, select(relatives))
    assert (tie.employee_id, tie.other_employee_id) == (person["Maslan Harahap"].id, person["Efrida Batubara"].id)


def test_a_post_that_the_history_does_not_tell_of_gets_its_page(engine: Engine) -> None:
    load(engine, SMALL, None, MOMENT)
    (page,) = _rows(engine, select(history))
    assert (page.post_name, page.unit_name, page.since, page.until) == (
        "Analis",
        "Bagian Umum",
        date(2020, 4, 1),
        None,
    )


def test_the_chain_begins_with_everybodys_post_and_standing(engine: Engine) -> None:
    load(engine, SMALL, None, MOMENT)
    person = {row.name: row for row in _rows(engine, select(employees))}
    first, *others = events(engine)
    assert first["kind"] == "load-employees"
    assert first["values"]["employees"] == [
        [person["Maslan Harahap"].id, person["Maslan Harahap"].post_id, "AKTIF"],
        [person["Efrida Batubara"].id, None, "PENSIUN"],
    ]
    assert [(event["kind"], event["values"]) for event in others] == [
        ("load-units", {"rows": 3}),
        ("load-posts", {"rows": 2}),
        ("load-relatives", {"rows": 1}),
    ]
    assert "Maslan" not in str([event["values"] for event in (first, *others)])


def test_a_database_that_holds_a_city_is_refused(engine: Engine) -> None:
    load(engine, SMALL, None, MOMENT)
    with pytest.raises(NotEmpty):
        load(engine, SMALL, None, MOMENT)
    assert len(events(engine)) == 4


def test_a_folder_with_faults_is_refused(engine: Engine) -> None:
    faulty = replace(SMALL, faults=(Fault("units.csv", Words("Salah.", "Wrong.")),))
    with pytest.raises(Faulty):
        load(engine, faulty, None, MOMENT)
    assert _rows(engine, select(units)) == []


def test_a_load_that_breaks_leaves_nothing(engine: Engine) -> None:
    def broken(_done: int, _all: int) -> None:
        raise RuntimeError("the terminal went away")

    with pytest.raises(RuntimeError):
        load(engine, SMALL, None, MOMENT, broken)
    assert _rows(engine, select(units)) == []
    assert events(engine) == []


def test_the_whole_city_goes_from_its_folder_into_the_database(engine: Engine, tmp_path: Path) -> None:
    write_city(tmp_path, TODAY)
    folder = read_folder(tmp_path, TODAY)
    seen: list[tuple[int, int]] = []
    loaded = load(engine, folder, None, MOMENT, lambda done, whole: seen.append((done, whole)))
    city = make_city(TODAY)
    assert loaded.rows["employees"] == len(city.employees)
    assert loaded.rows["history"] == len(city.history)
    assert seen[-1][0] == seen[-1][1]
    assert seen == sorted(seen)
    open_pages = select(func.count()).select_from(history).where(history.c.until.is_(None))
    assert _rows(engine, open_pages)[0][0] == len(city.employees)
    assert len(_rows(engine, select(members).where(members.c.until.is_(None)))) == 7
    told = [event for event in events(engine) if event["kind"] == "load-employees"]
    assert sum(len(event["values"]["employees"]) for event in told) == len(city.employees)


def test_the_digest_of_a_short_list_is_no_public_value(engine: Engine) -> None:
    load(engine, SMALL, None, MOMENT)
    for event in events(engine)[1:]:
        assert set(event["private"]) == {"digest"}
        assert len(loads(event["kept"]["digest"])) == 64


def test_what_posts_require_and_people_can_do_is_loaded(engine: Engine, tmp_path: Path) -> None:
    load(engine, read(Handover().write(tmp_path)), None, MOMENT)
    (first, second) = _rows(engine, select(workload).order_by(workload.c.task))
    assert (first.volume, first.minutes, first.until) == (Decimal(12000), Decimal("10.5"), None)
    assert (second.until, second.reason) == (date(2027, 6, 30), "Akreditasi puskesmas")
    assert [row.level for row in _rows(engine, select(standards).order_by(standards.c.competence))] == [3, 4]
    assert [row.level for row in _rows(engine, select(competences).order_by(competences.c.competence))] == [2, 4]
    assert [row.letter for row in _rows(engine, select(requests).order_by(requests.c.made_on))] == [
        "800/12/2026",
        "800/15/2026",
    ]
    (course,) = _rows(engine, select(courses))
    assert (course.code, course.hours, course.unit_id is not None) == ("PEL-01", 40, True)
    levels = _rows(engine, select(course_levels).order_by(course_levels.c.competence))
    assert [(row.competence, row.level) for row in levels] == [("KOM", 2), ("PLP", 3)]
    recorded = {event["kind"] for event in events(engine)}
    assert {f"load-{kind}" for kind in ("requests", "workload", "standards", "competences", "courses")} <= recorded
