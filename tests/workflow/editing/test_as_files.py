"""Editing a row by hand is importing a file of one row: neither lets pass what the other refuses, in the same words."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.workflow.editing.by_hand import as_file, by_hand, cells_of
from tests.workflow.handover import CLERK, NURSE, Handover
from tests.workflow.imported import bring, everything, verified
from tests.workflow.registering import events
from tests.workflow.test_files import SPOILT
from tests.workflow.test_importing_refused import FIXED
from workflow.organisation.files.kinds import BY_NAME
from workflow.tables import metadata

# Cells that a city may well write: kind, row, column, value.
SOUND = [
    ("units", 4, "name", "Puskesmas Sadabuan"),
    ("units", 4, "parent", "KOTA"),
    ("units", 4, "criticality", "0,8"),
    ("posts", 4, "need", "3"),
    ("posts", 4, "need", ""),
    ("posts", 4, "fields", "Administrasi|Ekonomi"),
    ("posts", 4, "critical", "ya"),
    ("posts", 4, "reports_to", "DINKES-KA"),
    ("employees", 4, "name", "Bagas Torkis Pane"),
    ("employees", 4, "rank", "III/a"),
    ("employees", 4, "email", "bagas@example.org"),
    ("relatives", 2, "degree", "3"),
    ("discipline", 3, "until", "2026-06-30"),
    ("history", 2, "decree", "821.2/4/2018"),
    ("absences", 2, "until", "30/06/2026"),
    ("performance", 3, "behaviour", "DI_BAWAH"),
    ("requests", 2, "letter", "800/14/2026"),
    ("workload", 2, "minutes", "12,5"),
    ("workload", 2, "task", "Menata arsip"),
    ("standards", 3, "level", "5"),
    ("standards", 3, "competence", "PLP"),
    ("competences", 2, "level", "3"),
    ("courses", 2, "competences", "KOM:3"),
    ("courses", 2, "code", "PEL-02"),
    ("bodies", 4, "decree", "188.45/8/KPTS/2025"),
    ("posts", 4, "code", "PKM-ADM-2"),
    ("units", 4, "code", "PKM-2"),
]
CELLS = sorted({each[:4] for each in (*SPOILT, *FIXED, *SOUND)})


@pytest.mark.parametrize("kind", sorted(BY_NAME))
def test_hand_and_file_agree(kind: str, engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    refused = 0
    for each in [each for each in CELLS if each[0] == kind]:
        city = Handover()
        city.set(*each)
        cells = cells_of(city, kind, each[1])
        found, faults = as_file(engine, tmp_path, kind, cells)
        before = everything(engine, metadata.tables[kind if kind != "bodies" else "members"])
        written = len(events(engine))
        edited, errors = by_hand(engine, kind, cells)
        assert errors == faults, each
        if edited is None:
            refused += 1
            assert everything(engine, metadata.tables[kind if kind != "bodies" else "members"]) == before
            assert len(events(engine)) == written
        else:
            assert edited.written == bool(found.changes), each
            again, _ = as_file(engine, tmp_path, kind, cells)
            assert (again.same, again.changes) == (1, 0), each
    assert refused
    assert verified(engine) == "clean"


def test_everybody_who_can_be_brought_by_a_file_can_be_typed(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city, "units", "posts")
    for kind in ("employees", "relatives", "discipline", "absences", "performance", "requests", "competences"):
        for row in range(2, len(city.files[kind]) + 1):
            edited, errors = by_hand(engine, kind, cells_of(city, kind, row))
            assert (errors, edited and edited.new) == ({}, True)
    bring(engine, tmp_path, city, "employees", "relatives")
    assert {row["nip"] for row in everything(engine, metadata.tables["employees"])} >= {CLERK, NURSE}
    assert verified(engine) == "clean"
