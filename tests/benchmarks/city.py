"""An invented city of so many employees, written in bulk: units, posts with what they ask, people with their files."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert

from workflow.database import writing
from workflow.tables import (
    competences,
    course_levels,
    courses,
    employees,
    history,
    performance,
    posts,
    standards,
    units,
    workload,
)

DAY = date(2026, 3, 2)
CODES = ("INT", "KRS", "KOM", "OPH", "PLP", "PDO", "MPR", "PKP", "PRB")
CATEGORIES = ("PELAKSANA_KLERK", "PELAKSANA_TEKNISI", "JF_TERAMPIL", "JF_PERTAMA", "JF_MUDA", "PENGAWAS")
FIELDS = ("Keperawatan", "Hukum", "Akuntansi", "Teknik Sipil", "Manajemen")
PEOPLE_OF_A_POST, POSTS_OF_A_UNIT, TASKS = 5, 10, 6
BATCH = 5_000

Row = Mapping[str, Any]


def build(engine: Engine, people: int) -> None:
    """Build the city, the same each time."""
    dice = Random(people)  # noqa: S311 - the same city every time
    number_of_posts = people // PEOPLE_OF_A_POST
    with writing(engine) as connection:
        _write(connection, units, _units(dice, number_of_posts // POSTS_OF_A_UNIT + 1))
        _write(connection, posts, _posts(dice, number_of_posts))
        _write(connection, standards, _standards(dice, number_of_posts))
        _write(connection, workload, _workload(dice, number_of_posts))
        _write(
            connection,
            courses,
            ({"id": n, "code": f"K{n}", "name": f"Kursus {n}", "kind": "teknis", "hours": 8 + n} for n in range(1, 21)),
        )
        _write(
            connection,
            course_levels,
            ({"course_id": n, "competence": CODES[n % 9], "level": 1 + n % 4} for n in range(1, 21)),
        )
    with writing(engine) as connection:
        _write(connection, employees, _people(dice, people, number_of_posts))
    with writing(engine) as connection:
        _write(connection, history, _history(dice, people, number_of_posts))
        _write(connection, performance, _performance(dice, people))
    with writing(engine) as connection:
        _write(connection, competences, _competences(dice, people))


def _write(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def _units(dice: Random, count: int) -> Iterator[Row]:
    yield {"id": 1, "code": "KOTA", "name": "Kota", "kind": "kota", "parent_id": None, "path": "/1/", **_place(dice)}
    for n in range(2, count + 2):
        kind = dice.choice(("dinas", "upt", "kelurahan"))
        yield {
            "id": n,
            "code": f"U{n}",
            "name": f"Unit {n}",
            "kind": kind,
            "parent_id": 1,
            "path": f"/1/{n}/",
            **_place(dice),
        }


def _place(dice: Random) -> Row:
    place = {"latitude": Decimal(dice.randint(1_300_000, 1_500_000)).scaleb(-6), "longitude": Decimal("99.27")}
    return {**place, "outlying": dice.random() < 0.2, "criticality": Decimal(dice.randint(1, 9)).scaleb(-1)}


def _posts(dice: Random, count: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        category = dice.choice(CATEGORIES)
        yield {
            "id": n,
            "code": f"P{n}",
            "unit_id": 2 + n // POSTS_OF_A_UNIT,
            "name": f"Jabatan {n}",
            "category": category,
            "job_class": dice.randint(5, 9),
            "need": dice.choice((None, 4, 5, 6, 7)),
            "min_education": "40" if category in ("JF_PERTAMA", "JF_MUDA") else "30",
            "fields": dice.choice(("", dice.choice(FIELDS))),
            "critical": dice.random() < 0.05,
        }


def _standards(dice: Random, count: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        for code in CODES:
            yield {"post_id": n, "competence": code, "level": dice.randint(1, 4)}


def _workload(dice: Random, count: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        for task in range(TASKS):
            volume, minutes = Decimal(dice.randint(50, 2_000)), Decimal(dice.randint(5, 90))
            yield {"post_id": n, "task": f"Tugas {task}", "volume": volume, "minutes": minutes, "year": 2025}


def _people(dice: Random, count: int, number_of_posts: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        born = date(1968, 1, 1) + timedelta(days=dice.randint(0, 11_000))
        yield {
            "id": n,
            "nip": f"{n:018}",
            "name": f"Pegawai {n}",
            "sex": "P",
            "birth_date": born,
            "status": "PNS",
            "standing": "AKTIF" if dice.random() < 0.98 else "CLTN",
            "rank": "III/c",
            "education": dice.choice(("30", "40", "40", "45")),
            "field": dice.choice(FIELDS),
            "post_id": 1 + n % number_of_posts,
            "post_since": date(2018, 1, 1) + timedelta(days=dice.randint(0, 2_500)),
        }


def _history(dice: Random, count: int, number_of_posts: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        turned = date(2019, 1, 1) + timedelta(days=dice.randint(0, 1_500))
        page = {"employee_id": n, "post_name": "Jabatan", "unit_name": "Unit"}
        yield {**page, "post_id": dice.randint(1, number_of_posts), "since": date(2014, 1, 1), "until": turned}
        yield {**page, "post_id": 1 + n % number_of_posts, "since": turned, "until": None}


def _performance(dice: Random, count: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        for year in (2023, 2024, 2025):
            rating = "SESUAI" if dice.random() < 0.9 else "DI_BAWAH"
            yield {"employee_id": n, "year": year, "result": rating, "behaviour": "SESUAI"}


def _competences(dice: Random, count: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        for code in CODES:
            if dice.random() < 0.85:
                yield {
                    "employee_id": n,
                    "competence": code,
                    "level": dice.randint(0, 5),
                    "assessed_on": date(2025, 6, 2),
                }
