"""Files that a city hands over: every fault is named by file, row and column, and nothing raises."""

from datetime import date
from pathlib import Path

import pytest

from tests.workflow.handover import CLERK, HEAD, NURSE, Handover, read, told
from workflow.organisation.files.kinds import KINDS

MISSING = "198502022010021999"  # nobody's, and well formed

# Kind, row, column, what is written there, and words of the English fault that must stand at that very cell.
SPOILT = [
    ("units", 3, "code", "", "must not be empty"),
    ("units", 3, "name", "=SUM(A1)", "like a formula"),
    ("units", 3, "name", "@home", "like a formula"),
    ("units", 3, "name", "-", "like a formula"),
    ("units", 3, "name", "#REF!", "formula of this cell failed"),
    ("units", 3, "name", "Dinas\nKesehatan", "line break"),
    ("units", 3, "name", "x" * 301, "longer than 300"),
    ("units", 3, "parent", "KOTO", "parent unit is not known"),
    ("units", 3, "parent", "PKM", "runs in a circle: DINKES → PKM → DINKES"),
    ("units", 3, "parent", "DINKES", "runs in a circle: DINKES → DINKES"),
    ("units", 4, "outlying", "mungkin", "yes or no"),
    ("units", 4, "criticality", "1,5", "from 0 to 1"),
    ("units", 4, "criticality", "tinggi", "Not a number"),
    ("units", 4, "latitude", "91", "from -90 to 90"),
    ("posts", 3, "unit", "PUSKESMAS", "unit is not known"),
    ("posts", 3, "reports_to", "DINKES-KADIS", "superior post is not known"),
    ("posts", 2, "reports_to", "PKM-ADM", "runs in a circle: DINKES-KA → PKM-ADM → PKM-KA → DINKES-KA"),
    ("posts", 4, "head", "ya", "is led by the post PKM-KA already"),
    ("posts", 4, "category", "PELAKSANA", "must be one of: JPT_PRATAMA"),
    ("posts", 4, "class", "18", "from 1 to 17"),
    ("posts", 4, "class", "5,5", "Not a whole number"),
    ("posts", 4, "need", "-1", "from 0 to 9999"),
    ("posts", 4, "min_education", "SLTA", "must be one of: 05"),
    ("posts", 3, "fields", "Kedokteran||Keperawatan", "empty name"),
    ("employees", 3, "nip", "19850202201002290", "18 digits"),
    ("employees", 3, "nip", "1.98502E+17", "stored as a number"),
    ("employees", 3, "nip", "198513022010022902", "not well formed"),
    ("employees", 3, "nip", "198502022010132902", "not well formed"),
    ("employees", 3, "nip", "198502022010023902", "not well formed"),
    ("employees", 3, "nip", "198502032010022902", "do not agree with the birth date 1985-02-02"),
    ("employees", 3, "nip", "198502022010021902", "does not agree with the sex P"),
    ("employees", 3, "birth_date", "30/02/1985", "Not a date"),
    ("employees", 3, "birth_date", "02/28/1985", "day first"),
    ("employees", 3, "birth_date", "31079", "Not a date"),
    ("employees", 3, "sex", "W", "must be one of: L, P"),
    ("employees", 3, "status", "HONORER", "must be one of: PNS"),
    ("employees", 3, "standing", "CUTI", "must be one of: AKTIF"),
    ("employees", 3, "rank", "III/e", "must be one of: I/a"),
    ("employees", 3, "post", "PKM-KEPALA", "post is not known"),
    ("employees", 3, "post_since", "2026-11-25", "has not come yet"),
    ("employees", 3, "email", "lanna", "not complete"),
    ("bodies", 4, "type", "PANITIA", "must be one of: TPK, BAPERJAKAT"),
    ("bodies", 4, "votes", "no", ""),
    ("bodies", 4, "office", "anggota", "must be one of: chair"),
    ("bodies", 4, "nip", MISSING, "no employee"),
    ("bodies", 4, "until", "2024-12-31", "before the beginning 2025-01-01"),
    ("bodies", 4, "decree", "188.45/8/KPTS/2025", "Differs from row 2"),
    ("relatives", 2, "other_nip", HEAD, "relative of himself"),
    ("relatives", 2, "other_nip", MISSING, "no employee"),
    ("relatives", 2, "degree", "9", "from 0 to 8"),
    ("discipline", 2, "until", "2024-01-31", "before the beginning 2024-02-01"),
    ("discipline", 2, "kind", "TEGURAN", "must be one of: PEMERIKSAAN"),
    ("discipline", 2, "nip", MISSING, "no employee"),
    ("history", 3, "from", "2022-05-01", "Overlaps with row 2"),
    ("history", 2, "until", "", ""),
    ("history", 4, "post", "PKM-TU", "leave it empty"),
    ("history", 4, "from", "2027-01-01", "has not come yet"),
    ("history", 2, "until", "2018-02-28", "before the beginning 2018-03-01"),
    ("absences", 2, "kind", "CUTI", "must be one of: CLTN"),
    ("absences", 2, "until", "2026-02-28", "before the beginning 2026-03-01"),
    ("absences", 2, "until", "", "must not be empty"),
    ("absences", 2, "nip", MISSING, "no employee"),
    ("performance", 2, "year", "2027", "has not come yet"),
    ("performance", 2, "year", "dua ribu", "Not a whole number"),
    ("performance", 2, "result", "BAIK", "must be one of: DI_ATAS"),
    ("performance", 3, "nip", MISSING, "no employee"),
    ("requests", 2, "nip", MISSING, "no employee"),
    ("requests", 2, "date", "kemarin", "Not a date"),
    ("requests", 2, "unit", "PUSKESMAS", "unit is not known"),
    ("requests", 2, "category", "PELAKSANA", "must be one of: JPT_PRATAMA"),
    ("requests", 2, "letter", "", "must not be empty"),
    ("workload", 2, "post", "PKM-TU", "post is not known"),
    ("workload", 2, "volume", "-1", "from 0 to"),
    ("workload", 2, "minutes", "-0,5", "from 0 to"),
    ("workload", 3, "reason", "", "needs a reason"),
    ("workload", 2, "until", "2026-13-01", "Not a date"),
    ("workload", 2, "year", "26", "from 1990 to 2100"),
    ("standards", 2, "post", "PKM-TU", "post is not known"),
    ("standards", 2, "competence", "XYZ", "not known; known are: INT, KRS"),
    ("standards", 2, "level", "0", "from 1 to 5"),
    ("competences", 2, "nip", MISSING, "no employee"),
    ("competences", 2, "competence", "T-", "not known"),
    ("competences", 2, "level", "6", "from 0 to 5"),
    ("competences", 2, "assessed_on", "2026-11-25", "has not come yet"),
    ("courses", 2, "hours", "-8", "from 0 to"),
    ("courses", 2, "competences", "KOM", "Write code and level"),
    ("courses", 2, "competences", "KOM:2|KOM:3", "KOM stands here twice"),
    ("courses", 2, "competences", "KOM:6", "from 1 to 5"),
    ("courses", 2, "competences", "ABC:2", "not known"),
    ("courses", 2, "unit", "BKPSDM", "unit is not known"),
]
# A fault that a group of rows shares stands at another cell than the one that was spoilt.
ELSEWHERE = {
    ("bodies", 4, "votes", "no"): (2, "votes", "number of voters is 2; it must be odd"),
    ("history", 2, "until", ""): (3, "until", "Row 2 is open too"),
}


def test_a_sound_folder_has_no_faults_and_gives_typed_rows(tmp_path: Path) -> None:
    folder = read(Handover().write(tmp_path))
    assert told(folder) == []
    assert folder.warnings == ()
    assert [unit.code for unit in folder.units] == ["KOTA", "DINKES", "PKM"]
    assert str(folder.units[2].criticality) == "0.750"
    assert folder.posts[1].fields == ("Kedokteran", "Keperawatan")
    assert [person.birth_date for person in folder.employees] == [
        date(1980, 1, 1),
        date(1985, 2, 2),
        date(1990, 3, 3),
    ]
    assert folder.employees[0].post_since == date(2022, 5, 2)
    assert folder.discipline[1].until is None
    assert [row.line for row in folder.performance] == [2, 3]
    assert [str(task.minutes) for task in folder.workload] == ["10.500", "60.000"]
    assert [str(raised) for raised in folder.courses[0].competences] == ["KOM:2", "PLP:3"]


@pytest.mark.parametrize(("kind", "row", "column", "value", "words"), SPOILT)
def test_one_spoilt_cell_is_named(kind: str, row: int, column: str, value: str, words: str, tmp_path: Path) -> None:
    city = Handover()
    city.set(kind, row, column, value)
    folder = read(city.write(tmp_path))
    row, column, words = ELSEWHERE.get((kind, row, column, value), (row, column, words))
    found = [fault for fault in folder.faults if (fault.file, fault.row, fault.column) == (f"{kind}.csv", row, column)]
    assert any(words in fault.message.en for fault in found), told(folder)
    assert all(fault.message.id and fault.message.id != fault.message.en for fault in folder.faults)


def test_every_column_of_the_contract_is_spoilt_somewhere_or_holds_any_words() -> None:
    spoilt = {(kind, column) for kind, _, column, _, _ in SPOILT}
    free = {"name", "kind", "post_name", "unit_name", "decree", "field", "bup_group", "code", "task"}
    untested = {
        (kind.name, column.name)
        for kind in KINDS
        for column in kind.columns
        if (kind.name, column.name) not in spoilt and column.name not in free
    }
    # The same parser as a column that is spoilt above.
    assert untested == {
        ("units", "longitude"),
        ("posts", "critical"),
        ("employees", "rank_since"),
        ("employees", "education"),
        ("bodies", "from"),
        ("relatives", "nip"),
        ("discipline", "from"),
        ("history", "nip"),
        ("absences", "from"),
        ("performance", "behaviour"),
    }


def test_all_faults_of_all_files_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    city = Handover()
    city.set("units", 3, "parent", "?")
    city.set("posts", 2, "class", "0")
    city.set("posts", 2, "need", "x")
    city.set("performance", 2, "year", "2027")
    places = [(file, row, column) for file, row, column, _ in told(read(city.write(tmp_path)))]
    assert places == [
        ("performance.csv", 2, "year"),
        ("posts.csv", 2, "class"),
        ("posts.csv", 2, "need"),
        ("units.csv", 3, "parent"),
    ]


def test_a_row_with_a_fault_is_still_known_to_those_who_refer_to_it(tmp_path: Path) -> None:
    city = Handover()
    city.set("employees", 2, "rank", "?")
    assert [place[:3] for place in told(read(city.write(tmp_path)))] == [("employees.csv", 2, "rank")]


def test_a_file_that_cannot_be_read_blames_nobody_who_refers_to_it(tmp_path: Path) -> None:
    Handover().write(tmp_path)
    (tmp_path / "employees.csv").write_bytes(b"nip,name\n\xff\xfe")
    faults = told(read(tmp_path))
    assert faults == [("employees.csv", 2, None, "The file is not UTF-8; save it again as CSV UTF-8.")]


def test_a_second_root_and_a_repeated_code_are_named_with_the_first(tmp_path: Path) -> None:
    city = Handover()
    city.add("units", "LAIN,Kota Lain,kota,,no,")
    city.add("units", "PKM,Puskesmas Kembar,puskesmas,DINKES,no,")
    faults = told(read(city.write(tmp_path)))
    assert faults == [
        ("units.csv", 5, "code", "Only one unit may have no parent, and KOTA in row 2 has none already."),
        ("units.csv", 6, "code", "The same as row 4."),
    ]


def test_a_body_needs_a_chair_and_a_secretary_on_every_day_of_its_term(tmp_path: Path) -> None:
    city = Handover()
    city.set("bodies", 2, "until", "2026-12-31")
    faults = told(read(city.write(tmp_path)))
    assert faults == [
        ("bodies.csv", 3, "office", "On 2027-01-01 the body has 0 chair; it must be one."),
        ("bodies.csv", 3, "votes", "On 2027-01-01 the number of voters is 2; it must be odd."),
    ]


def test_a_member_may_follow_another_in_the_middle_of_the_term(tmp_path: Path) -> None:
    city = Handover()
    city.set("bodies", 4, "until", "2026-06-30")
    city.add("bodies", f"TPK-1,TPK,188.45/7/KPTS/2025,2026-07-01,2027-12-31,{CLERK},member,ya")
    assert told(read(city.write(tmp_path))) == []


def test_nobody_sits_twice_in_a_body(tmp_path: Path) -> None:
    city = Handover()
    for since in ("2026-01-01", "2026-01-02"):
        city.add("bodies", f"TPK-1,TPK,188.45/7/KPTS/2025,{since},2027-12-31,{NURSE},member,tidak")
    assert ("bodies.csv", 5, "nip", "On 2026-01-01 this person sits twice in the body.") in told(
        read(city.write(tmp_path))
    )


def test_what_may_be_right_is_warned_of_and_refuses_nothing(tmp_path: Path) -> None:
    city = Handover()
    city.set("posts", 4, "need", "0")
    city.set("posts", 3, "head", "no")
    city.set("employees", 2, "standing", "PENSIUN")
    city.set("employees", 3, "status", "PPPK")
    city.set("employees", 4, "post", "PKM-KA")
    folder = read(city.write(tmp_path))
    assert told(folder) == []
    assert [(warning.file, warning.row, warning.column) for warning in folder.warnings] == [
        ("employees.csv", 2, "post"),
        ("employees.csv", 3, "status"),
        ("employees.csv", 4, "post"),
        ("posts.csv", 3, "need"),
        ("units.csv", 4, "code"),
    ]
