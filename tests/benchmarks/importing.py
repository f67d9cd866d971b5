"""A file of employees read, checked and taken, beside writing the same rows with nothing but the driver."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select

from tests.benchmarks.grounds import NewDatabase
from workflow.database import connect, reading, writing
from workflow.organisation.importing import stage, take
from workflow.tables import employees, posts

ROWS = 20_000
MOMENT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
POST = "ADM"
FILES = {
    "units": "code,name,kind,parent,outlying,criticality\nKOTA,Pemerintah Kota,kota,,no,\n",
    "posts": "code,unit,name,category,class,need,min_education,fields,critical,reports_to,head\n"
    f"{POST},KOTA,Pengadministrasi Perkantoran,PELAKSANA_KLERK,5,2,15,,no,,\n",
}
# What is the same of everybody.
ALIKE = {"sex": "L", "status": "PNS", "standing": "AKTIF", "rank": "III/a", "education": "40"}
SINCE = date(2020, 1, 6)


@dataclass(frozen=True)
class Imported:
    """The seconds in which a file was read and checked, in which it was taken, and of the bare driver."""

    staged: float
    taken: float
    bare: float

    @property
    def rate(self) -> float:
        """How many rows a second a file takes, from handing it in to its last row's being there."""
        return ROWS / (self.staged + self.taken)

    @property
    def times(self) -> float:
        """How many times as long as the bare driver an import takes."""
        return (self.staged + self.taken) / self.bare


def bring(make: NewDatabase) -> Imported:
    """Import a file of employees into one database, and write its rows into another."""
    with tempfile.TemporaryDirectory(prefix="mutasi-benchmarks-") as folder:
        ours, theirs = connect(make()), connect(make())
        for engine in (ours, theirs):
            for kind, text in FILES.items():
                _import(engine, kind, _file(Path(folder), kind, text))
        told = "".join(f"{','.join(map(str, row.values()))},{POST},{SINCE}\n" for row in _people())
        path = _file(Path(folder), "employees", f"{','.join(next(_people()))},post,post_since\n{told}")
        staged, taken = _import(ours, "employees", path)
        bare = _bare(theirs)
        ours.dispose()
        theirs.dispose()
    return Imported(staged, taken, bare)


def _people() -> Iterator[Mapping[str, Any]]:
    for number in range(ROWS):
        born, place = date(1970, 1, 1) + timedelta(days=number // 90), number % 90
        nip = f"{born:%Y%m%d}2010{1 + place % 9:02d}1{900 + place:03d}"
        yield {"nip": nip, "name": f"Pegawai {number}", "birth_date": born, **ALIKE}


def _file(folder: Path, kind: str, text: str) -> Path:
    path = folder / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _import(engine: Engine, kind: str, path: Path) -> tuple[float, float]:
    began = time.perf_counter()
    found = stage(engine, kind, path, None, MOMENT)
    assert found.waits, found
    staged = time.perf_counter()
    take(engine, found.token, None, MOMENT)
    return staged - began, time.perf_counter() - staged


def _bare(engine: Engine) -> float:
    with reading(engine) as connection:
        post = connection.scalar(select(posts.c.id))
    rows = [{**row, "post_id": post, "post_since": SINCE} for row in _people()]
    began = time.perf_counter()
    with writing(engine) as connection:
        connection.execute(insert(employees), rows)
    return time.perf_counter() - began
