"""Files of a hundred thousand rows, and files that a crash stops: memory stays flat, and nothing is half there."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from tests.workflow.handover import Handover
from tests.workflow.imported import NOW, again, bring, everything, staged, verified
from tests.workflow.registering import events
from workflow.database import reading
from workflow.organisation.importing import find, sweep
from workflow.tables import employees, history, import_rows, imports

ROWS = 100_000
MORE = 48 * 1024 * 1024  # bytes that a hundred thousand rows may cost beyond what a thousand do

# Imports a file of a kind, and says in bytes the most memory that the process had.
_IMPORTS = """
import resource, sys
from datetime import datetime
from pathlib import Path
from workflow.database import connect
from workflow.organisation.importing import stage, take
engine = connect(sys.argv[1])
moment = datetime.fromisoformat(sys.argv[4])
found = stage(engine, sys.argv[2], Path(sys.argv[3]), None, moment)
assert found.waits, found
take(engine, found.token, None, moment)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""
# Does the same and is killed after so many statements that write; nothing is tidied up.
_DIES = """
import sys
from datetime import datetime
from pathlib import Path
from tests.workflow.dying import die_after
from workflow.database import connect
from workflow.organisation.importing import stage, take
engine = connect(sys.argv[1])
moment = datetime.fromisoformat(sys.argv[4])
if sys.argv[6] == "reading":
    die_after(engine, int(sys.argv[5]))
found = stage(engine, sys.argv[2], Path(sys.argv[3]), None, moment)
if sys.argv[6] == "taking":
    die_after(engine, int(sys.argv[5]))
take(engine, found.token, None, moment)
"""


def nips(count: int) -> Iterator[tuple[str, date]]:
    for number in range(count):
        born = date(1970, 1, 1) + timedelta(days=number // 90)
        place = number % 90
        yield f"{born:%Y%m%d}2010{1 + place % 9:02d}1{900 + place:03d}", born


def people_file(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write("nip,name,sex,birth_date,status,standing,rank,education,post,post_since\n")
        for nip, born in nips(count):
            file.write(f"{nip},Pegawai {nip[-6:]},L,{born},PNS,AKTIF,III/a,40,PKM-ADM,2020-01-06\n")
    return path


def run(program: str, url: str, kind: str, path: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    arguments = [sys.executable, "-c", program, url, kind, str(path), NOW.isoformat(), *more]
    return subprocess.run(arguments, capture_output=True, text=True, timeout=300, check=False)


def memory(url: str, kind: str, path: Path) -> int:
    ended = run(_IMPORTS, url, kind, path)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


def count(engine: Engine, table: object) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.timeout(600)
def test_a_hundred_thousand_rows_need_little_more_memory_than_a_thousand(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    bring(engine, tmp_path, Handover(), "units", "posts")
    small = memory(database_url, "employees", people_file(tmp_path / "few.csv", 1000))
    large = memory(database_url, "employees", people_file(tmp_path / "many.csv", ROWS))
    assert large - small < MORE
    assert count(engine, employees) == ROWS
    assert count(engine, history) == ROWS
    assert count(engine, import_rows) == 0
    assert verified(engine) == "clean"


@pytest.mark.parametrize(
    ("writes", "when", "left"),
    [(2, "reading", []), (4, "reading", ["reading"]), (1, "taking", ["waiting"]), (5, "taking", ["waiting"])],
)
def test_a_crash_in_the_middle_leaves_nothing_half(
    writes: int, when: str, left: list[str], engine: Engine, database_url: str, tmp_path: Path
) -> None:
    city = Handover()
    bring(engine, tmp_path, city, "units", "posts", "employees")
    people, chain = everything(engine, employees), events(engine)
    path = people_file(tmp_path / "employees.csv", 2500)
    ended = run(_DIES, database_url, "employees", path, str(writes), when)
    assert ended.returncode == -9, ended.stderr
    assert everything(engine, employees) == people
    assert events(engine) == chain
    assert [row["state"] for row in everything(engine, imports) if row["state"] != "taken"] == left
    assert verified(engine) == "clean"


def test_what_a_crash_left_is_swept_later(engine: Engine, database_url: str, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover(), "units", "posts", "employees")
    run(_DIES, database_url, "employees", people_file(tmp_path / "employees.csv", 2500), "5", "reading")
    (left,) = [row for row in everything(engine, imports) if row["state"] == "reading"]
    assert count(engine, import_rows) > 0
    sweep(engine, NOW + timedelta(hours=1))  # perhaps it is still read
    assert count(engine, import_rows) > 0
    sweep(engine, NOW + timedelta(days=1))
    assert count(engine, import_rows) == 0
    with reading(engine) as connection:
        found = find(connection, left["token"])
    assert found is not None
    assert found.state == "dropped"


def test_what_nobody_came_back_to_is_forgotten(engine: Engine, tmp_path: Path) -> None:
    found = staged(engine, tmp_path, "units", Handover())
    sweep(engine, NOW + timedelta(days=13))
    assert count(engine, import_rows) == 3
    sweep(engine, NOW + timedelta(days=15))
    now = again(engine, found)
    assert now is not None
    assert (now.state, count(engine, import_rows)) == ("dropped", 0)
