"""A file of any kind into a register that is in use: what it adds and changes, and what it may never change."""

from datetime import date
from decimal import Decimal
from json import loads
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, update

from tests.workflow.handover import CLERK, HEAD, Handover
from tests.workflow.imported import (
    NEW,
    NOW,
    ORDER,
    again,
    bring,
    everything,
    newcomer,
    page,
    places,
    staged,
    told,
    verified,
)
from tests.workflow.registering import events
from workflow.database import reading, writing
from workflow.organisation.importing import Moved, NotWaiting, drop, take
from workflow.register import record
from workflow.tables import (
    bodies,
    course_levels,
    courses,
    employees,
    history,
    import_rows,
    members,
    posts,
    units,
    workload,
)


def test_imports_fill_an_empty_database(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    person = {row["nip"]: row for row in everything(engine, employees)}
    post = {row["code"]: row for row in everything(engine, posts)}
    assert person[CLERK]["post_id"] == post["PKM-ADM"]["id"]
    unit = {row["code"]: row for row in everything(engine, units)}
    assert unit["PKM"]["path"] == f"/{unit['KOTA']['id']}/{unit['DINKES']['id']}/{unit['PKM']['id']}/"
    assert post["PKM-ADM"]["reports_to_id"] == post["PKM-KA"]["id"]
    assert [row["until"] for row in everything(engine, members)] == [None, None, None]
    assert [(row["competence"], row["level"]) for row in everything(engine, course_levels)] == [("KOM", 2), ("PLP", 3)]
    assert verified(engine) == "clean"


def test_people_of_an_empty_register_are_its_first_load_and_later_ones_arrive(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city, "units", "posts", "employees")
    newcomer(city)
    bring(engine, tmp_path, city, "employees")
    kinds = [event["kind"] for event in events(engine)]
    assert kinds == [
        "import-units",
        "import-posts",
        "load-employees",
        "import-employees",
        "arrive-employees",
        "import-employees",
    ]
    arrived = everything(engine, employees)[-1]
    assert events(engine)[-2]["values"]["employees"] == [[arrived["id"], arrived["post_id"], "AKTIF"]]
    pages = [row for row in everything(engine, history) if row["employee_id"] == arrived["id"]]
    assert [(row["since"], row["until"], row["post_id"]) for row in pages] == [
        (date(2026, 11, 2), None, arrived["post_id"])
    ]
    assert verified(engine) == "clean"


def test_an_event_tells_how_many_rows_and_keeps_the_rest_private(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover(), "units")
    (event,) = events(engine)
    assert event["values"] == {"import": 1, "rows": 3, "added": 3, "changed": 0}
    assert set(event["private"]) == {"file", "digest"}
    assert loads(event["kept"]["file"]) == "units.csv"


@pytest.mark.parametrize("kind", ORDER)
def test_the_same_file_again_changes_nothing(kind: str, engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    before = len(events(engine))
    found = staged(engine, tmp_path, kind, city)
    assert (found.state, found.same, found.changes) == ("waiting", found.total, 0)
    take(engine, found.token, None, NOW)
    assert len(events(engine)) == before


# One changed cell of each kind, and what stood there.
CHANGED = [
    ("units", 4, "name", "Puskesmas Pintu Langit Julu", "Puskesmas Pintu Langit"),
    ("units", 4, "parent", "KOTA", "DINKES"),
    ("posts", 4, "reports_to", "DINKES-KA", "PKM-KA"),
    ("posts", 3, "fields", "Kedokteran", "Kedokteran|Keperawatan"),
    ("employees", 4, "rank", "III/a", "II/d"),
    ("employees", 4, "name", "Bagas T. Rambe", "Bagas Torkis Rambe"),
    ("bodies", 4, "until", "2026-12-31", "2027-12-31"),
    ("relatives", 2, "degree", "3", "4"),
    ("discipline", 3, "until", "2026-11-01", ""),
    ("history", 2, "decree", "821.2/7/2018", ""),
    ("absences", 2, "until", "2026-06-30", "2026-05-31"),
    ("performance", 2, "result", "SESUAI", "DI_ATAS"),
    ("requests", 2, "unit", "PKM", "DINKES"),
    ("workload", 2, "volume", "13000", "12000"),
    ("standards", 2, "level", "4", "3"),
    ("competences", 2, "level", "3", "2"),
    ("courses", 2, "competences", "KOM:3|MPR:2", "KOM:2|PLP:3"),
    ("courses", 2, "unit", "", "DINKES"),
]


@pytest.mark.parametrize(("kind", "row", "column", "now", "before"), CHANGED)
def test_a_changed_cell_shows_what_stood_there_and_is_written_after_a_yes(
    kind: str, row: int, column: str, now: str, before: str, engine: Engine, tmp_path: Path
) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    city.set(kind, row, column, now)
    if kind == "bodies":  # so that the number of voters stays odd
        city.add("bodies", f"TPK-1,TPK,188.45/7/KPTS/2025,2027-01-01,2027-12-31,{CLERK},member,yes")
    found = staged(engine, tmp_path, kind, city)
    assert (found.state, found.changed) == ("waiting", 1), told(engine, found)
    (changed,) = page(engine, found, "changed")
    assert (changed.line, changed.before, changed.cells[column]) == (row, {column: before}, now)
    take(engine, found.token, None, NOW)
    assert staged(engine, tmp_path, kind, city).changes == 0
    assert verified(engine) == "clean"


def test_a_unit_that_moves_takes_those_below_along(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    city.add("units", "PUSTU,Pustu Batunadua,pustu,PKM,yes,")
    bring(engine, tmp_path, city, "units")
    city.set("units", 4, "parent", "KOTA")
    bring(engine, tmp_path, city, "units")
    unit = {row["code"]: row for row in everything(engine, units)}
    assert unit["PUSTU"]["path"] == f"/{unit['KOTA']['id']}/{unit['PKM']['id']}/{unit['PUSTU']['id']}/"


def test_new_levels_of_a_course_take_the_place_of_the_old(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    city.set("courses", 2, "competences", "MPR:2")
    bring(engine, tmp_path, city, "courses")
    assert [(row["competence"], row["level"]) for row in everything(engine, course_levels)] == [("MPR", 2)]
    assert len(everything(engine, courses)) == 1


def test_a_column_that_the_file_does_not_have_stays_as_it_is(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    city.files["employees"] = [[*line[:8]] for line in city.files["employees"]]
    city.set("employees", 4, "rank", "III/a")
    found = staged(engine, tmp_path, "employees", city)
    assert found.changed == 1, told(engine, found)
    take(engine, found.token, None, NOW)
    assert {row["post_since"] for row in everything(engine, employees)} >= {date(2021, 7, 1)}
    assert verified(engine) == "clean"


def test_a_page_that_only_repeats_the_register_gives_way_to_the_history(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city, "units", "posts", "employees")
    city.set("history", 3, "from", "2022-05-01")
    city.set("history", 2, "until", "2022-05-01")
    city.set("history", 3, "decree", "821.2/9/2022")
    found = staged(engine, tmp_path, "history", city)
    assert (found.added, found.changed, found.same) == (2, 0, 1), told(engine, found)
    (completed,) = [row for row in page(engine, found, "added") if row.before]
    assert (completed.line, completed.before) == (3, {"from": "2022-05-02", "decree": ""})
    take(engine, found.token, None, NOW)
    with reading(engine) as connection:
        head = connection.scalar(select(employees.c.id).where(employees.c.nip == HEAD))
    pages = [row for row in everything(engine, history) if row["employee_id"] == head]
    assert sorted((row["since"], row["until"]) for row in pages) == [
        (date(2018, 3, 1), date(2022, 5, 1)),
        (date(2022, 5, 1), None),
    ]


def test_more_holders_than_the_formation_are_warned_of(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city, "units", "posts", "employees")
    city.set("posts", 2, "need", "0")
    found = staged(engine, tmp_path, "posts", city)
    assert (found.waits, places(list(found.warnings))) == (True, [(2, "need")])
    newcomer(city)
    city.add("employees", "199306072019031905,Parlindungan Nasution,L,1993-06-07,PNS,AKTIF,III/a,40,PKM-ADM,2026-11-02")
    found = staged(engine, tmp_path, "employees", city)
    assert (found.waits, places(list(found.warnings))) == (True, [(6, "post")])


def test_a_history_that_names_another_post_is_warned_of(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city, "units", "posts", "employees")
    city.set("history", 4, "post", "PKM-KA")
    found = staged(engine, tmp_path, "history", city)
    assert (found.waits, places(list(found.warnings))) == (True, [(4, "post")])


def test_a_register_that_moves_on_meanwhile_is_looked_at_again(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    city.set("workload", 2, "volume", "13000")
    found = staged(engine, tmp_path, "workload", city)
    _somebody_records(engine)
    take(engine, found.token, None, NOW)  # it comes to the same, so it is taken after all
    city.set("workload", 2, "volume", "14000")
    found = staged(engine, tmp_path, "workload", city)
    _somebody_records(engine)
    with writing(engine) as connection:
        connection.execute(
            update(workload).where(workload.c.task.startswith("Mengagendakan")).values(volume=Decimal(14000))
        )
    with pytest.raises(Moved) as moved:
        take(engine, found.token, None, NOW)
    assert (moved.value.found.state, moved.value.found.changes) == ("waiting", 0)


def test_the_city_goes_on_working_while_a_file_is_read(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city, "units", "posts", "employees")
    for task in range(2500):
        city.add("workload", f"PKM-ADM,Tugas {task},10,5,,,2026")
    seen: list[tuple[int, int]] = []

    def meanwhile(done: int, whole: int) -> None:
        seen.append((done, whole))
        _somebody_records(engine)

    found = staged(engine, tmp_path, "workload", city, progress=meanwhile)
    assert seen == [(1000, 2502), (2000, 2502), (2502, 2502)]
    assert (found.waits, found.added) == (True, 2502)
    written: list[tuple[int, int]] = []
    take(engine, found.token, None, NOW, lambda done, whole: written.append((done, whole)))
    assert written[-1] == (2502, 2502)
    assert len(everything(engine, workload)) == 2502


def _somebody_records(engine: Engine) -> None:
    with writing(engine) as connection:
        record(connection, "something", None, NOW, {})


def test_a_file_is_taken_once_and_only_by_who_handed_it_in(engine: Engine, tmp_path: Path) -> None:
    found = staged(engine, tmp_path, "units", Handover())
    with pytest.raises(NotWaiting):
        take(engine, "another", None, NOW)
    with pytest.raises(NotWaiting):
        drop(engine, found.token, 7)
    take(engine, found.token, None, NOW)
    with pytest.raises(NotWaiting):
        take(engine, found.token, None, NOW)
    now = again(engine, found)
    assert now is not None
    assert (now.state, everything(engine, import_rows)) == ("taken", [])


def test_a_post_changed_behind_its_back_is_found(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    with writing(engine) as connection:
        other = connection.scalar(select(posts.c.id).where(posts.c.code == "PKM-KA"))
        connection.execute(update(employees).where(employees.c.nip == CLERK).values(post_id=other))
    assert verified(engine).startswith("tampered: employee ")


def test_somebody_whom_no_event_tells_of_is_found(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    stranger = everything(engine, employees)[0] | {"id": 99, "nip": NEW}
    with writing(engine) as connection:
        connection.execute(insert(employees), stranger)
    assert verified(engine) == "tampered: employee 99: was never recorded"


def test_a_body_follows_the_term_of_its_seats(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    for row in (2, 3, 4):
        city.set("bodies", row, "until", "2028-12-31")
    bring(engine, tmp_path, city, "bodies")
    (body,) = everything(engine, bodies)
    assert body["until"] == date(2028, 12, 31)
    assert [row["until"] for row in everything(engine, members)] == [None, None, None]
