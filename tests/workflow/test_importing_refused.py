"""What an import refuses: every bad row by its place, and whatever only acts and corrections may change."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from tests.workflow.handover import HEAD, NURSE, Handover
from tests.workflow.imported import NOW, ORDER, bring, everything, newcomer, places, staged, told
from tests.workflow.test_files import ELSEWHERE, SPOILT
from workflow.database import writing
from workflow.organisation.importing import NotWaiting, drop, take
from workflow.tables import import_rows, posts


@pytest.mark.parametrize("kind", sorted({kind for kind, *_ in SPOILT}))
def test_each_spoilt_cell_is_refused_with_its_place(kind: str, engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover(), *[each for each in ORDER[: ORDER.index(kind)] if each in ORDER[:3]])
    for spoilt in [each for each in SPOILT if each[0] == kind]:
        city = Handover()
        city.set(*spoilt[:4])
        found = staged(engine, tmp_path, kind, city)
        row, column, words = ELSEWHERE.get(spoilt[:4], (spoilt[1], spoilt[2], spoilt[4]))
        faults = told(engine, found)
        assert found.state == "refused", spoilt
        assert any(words in fault.message.en for fault in faults if (fault.row, fault.column) == (row, column)), (
            spoilt,
            [fault.sentence("en") for fault in faults],
        )
        with pytest.raises(NotWaiting):
            take(engine, found.token, None, NOW)
        drop(engine, found.token)
    assert everything(engine, import_rows) == []


def test_a_body_without_chair_or_secretary_is_refused(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover(), "units", "posts", "employees")
    for row, office in ((2, "chair"), (3, "secretary")):
        city = Handover()
        city.set("bodies", row, "office", "member")
        found = staged(engine, tmp_path, "bodies", city)
        (fault,) = told(engine, found)
        assert (found.state, fault.column) == ("refused", "office")
        assert fault.message.en == f"On 2025-01-01 the body has 0 {office}; it must be one."


def test_two_rows_about_the_same_are_refused_however_far_apart(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover(), "units", "posts", "employees")
    city = Handover()
    for task in range(1200):
        city.add("workload", f"PKM-ADM,Tugas {task},10,5,,,2026")
    city.add("workload", "PKM-ADM,Mengagendakan surat masuk,10,5,,,2026")
    city.add("workload", "PKM-ADM,Tugas 1199,10,5,,,2026")
    found = staged(engine, tmp_path, "workload", city)
    assert [(fault.row, fault.column, fault.message.en) for fault in told(engine, found)] == [
        (1204, "post, task", "The same as row 2."),
        (1205, "post, task", "The same as row 1203."),
    ]


def test_every_bad_row_is_told_however_many(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover(), "units", "posts", "employees")
    city = Handover()
    for year in range(1, 2400):
        city.add("performance", f"{HEAD},{year},SESUAI,SESUAI")
    found = staged(engine, tmp_path, "performance", city)
    good = 2 + 2026 - 1990 + 1 - 1  # both of the city, and the years up to this one but for 2025, which is repeated
    assert (found.state, found.total, found.refused) == ("refused", 2401, 2401 - good)


# What a file may not change, and words of the reason.
FIXED = [
    ("employees", 4, "post", "PKM-KA", "correction with the number of the decree"),
    ("employees", 4, "post", "", "correction with the number of the decree"),
    ("employees", 4, "post_since", "2021-07-02", "correction with the number of the decree"),
    ("employees", 4, "standing", "PENSIUN", "correction with the number of the decree"),
    ("posts", 4, "unit", "DINKES", "does not move to another unit"),
    ("bodies", 4, "office", "vice_chair", "end that seat"),
    ("bodies", 4, "until", "2026-11-23", "cannot end on a day that has passed"),
    ("history", 3, "until", "2026-11-01", "post that is held"),
]


@pytest.mark.parametrize(("kind", "row", "column", "value", "words"), FIXED)
def test_what_follows_from_acts_and_corrections_is_refused(
    kind: str, row: int, column: str, value: str, words: str, engine: Engine, tmp_path: Path
) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    city.set(kind, row, column, value)
    found = staged(engine, tmp_path, kind, city)
    assert found.state == "refused"
    faults = [fault for fault in told(engine, found) if (fault.row, fault.column) == (row, column)]
    assert any(words in fault.message.en for fault in faults), faults
    assert all(fault.message.id != fault.message.en for fault in faults)


def test_nobody_arrives_in_a_post_that_has_ended(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    with writing(engine) as connection:
        connection.execute(update(posts).where(posts.c.code == "PKM-ADM").values(until=date(2026, 1, 1)))
    newcomer(city)
    found = staged(engine, tmp_path, "employees", city)
    assert places(told(engine, found)) == [(5, "post")]


def test_a_post_that_has_ended_leads_nothing_and_may_still_be_named(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    bring(engine, tmp_path, city)
    with writing(engine) as connection:
        connection.execute(update(posts).where(posts.c.code == "PKM-KA").values(until=date(2026, 1, 1)))
    city.files["posts"] = [city.files["posts"][0]]
    city.add("posts", "PKM-KA2,PKM,Kepala Puskesmas,PENGAWAS,9,1,40,,no,PKM-KA,yes")
    assert told(engine, staged(engine, tmp_path, "posts", city)) == []


def test_what_the_file_says_is_checked_together_with_what_the_register_says(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    second = Handover()
    second.files["units"] = [second.files["units"][0]]
    second.add("units", "LAIN,Kota Lain,kota,,no,")
    second.add("units", "DINKES,Dinas Kesehatan,dinas,PKM,no,")
    faults = told(engine, staged(engine, tmp_path, "units", second))
    assert [fault.message.en for fault in faults] == [
        "Only one unit may have no parent, and KOTA in a row of the register has none already.",
        "The way upward runs in a circle: PKM → DINKES → PKM.",
    ]
    second.files["posts"] = [second.files["posts"][0]]
    second.add("posts", "PKM-WK,PKM,Wakil,JF_MUDA,9,1,40,,no,PKM-KA,yes")
    assert places(told(engine, staged(engine, tmp_path, "posts", second))) == [(2, "head")]
    second.files["history"] = [second.files["history"][0]]
    second.add("history", f"{HEAD},,Staf,Dinas Sosial,2021-01-01,2022-01-01")
    (fault,) = told(engine, staged(engine, tmp_path, "history", second))
    assert fault.message.en == "Overlaps with a row of the register."
    second.files["bodies"] = [second.files["bodies"][0]]
    second.add("bodies", f"TPK-1,TPK,188.45/8/KPTS/2025,2027-01-01,2027-12-31,{NURSE},member,yes")
    assert {fault.column for fault in told(engine, staged(engine, tmp_path, "bodies", second))} == {
        "decree",
        "nip",
        "votes",
    }
