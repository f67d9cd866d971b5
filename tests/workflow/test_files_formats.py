"""Headings, separators, encodings, workbooks and names of files: each way of writing is read alike or refused."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from tests.workflow.handover import HEAD, Handover, read, told
from tests.workflow.workbooks import Formula, write_workbook
from workflow.organisation.files import Folder
from workflow.organisation.files.kinds import BY_NAME, KINDS


def test_headings_may_be_the_labels_of_the_template(tmp_path: Path) -> None:
    city = Handover()
    for kind, lines in city.files.items():
        lines[0] = [BY_NAME[kind].column(name).label.upper() for name in lines[0]]
    assert told(read(city.write(tmp_path / "labels"))) == []
    assert read(tmp_path / "labels") == read(Handover().write(tmp_path / "names"))


def test_labels_and_names_of_a_kind_are_all_different_and_name_the_attributes_of_its_row() -> None:
    for kind in KINDS:
        headings = [word.casefold() for column in kind.columns for word in {column.name, column.label.casefold()}]
        assert len(headings) == len(set(headings)), kind.name
        attributes = {field.name for field in fields(kind.row)} - {"line"}
        assert {column.into for column in kind.columns} == attributes, kind.name


def test_a_free_note_is_ignored_and_any_other_column_refused(tmp_path: Path) -> None:
    city = Handover()
    city.set("units", 2, "source", "=whatever")
    assert told(read(city.write(tmp_path))) == []
    city.set("units", 2, "catatan", "")
    assert told(read(city.write(tmp_path))) == [("units.csv", 1, None, "This column is not known.")]


def test_missing_twofold_and_unnamed_columns_are_refused(tmp_path: Path) -> None:
    city = Handover()
    city.files["absences"][0] = ["nip", "jenis", "kind", "from"]
    city.set("units", 2, "", "lost")
    assert told(read(city.write(tmp_path))) == [
        ("absences.csv", 1, "kind", "This column stands here twice."),
        ("absences.csv", 1, "until", "This column is required and missing."),
        ("units.csv", 1, None, "Column number 7 has no heading."),
    ]


def test_a_row_longer_than_its_heading_is_refused(tmp_path: Path) -> None:
    city = Handover()
    city.add("absences", f"{HEAD},CLTN,2026-01-01,2026-02-01,0,5")
    assert (
        told(read(city.write(tmp_path)))
        == [("absences.csv", 3, None, "This row is longer than its heading; look at the separators.")] * 2
    )


def test_rows_without_content_are_passed_over_and_keep_their_number(tmp_path: Path) -> None:
    city = Handover()
    city.add("absences", ",,,")
    city.add("absences", f"{HEAD},CLTN,2026-01-01,?")
    assert [place[:3] for place in told(read(city.write(tmp_path)))] == [("absences.csv", 4, "until")]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_comma_semicolon_and_byte_order_mark_are_all_read(delimiter: str, encoding: str, tmp_path: Path) -> None:
    usual = read(Handover().write(tmp_path / "usual"))
    assert read(Handover().write(tmp_path / "other", delimiter, encoding)) == usual


def test_an_open_quotation_mark_is_named_by_its_row(tmp_path: Path) -> None:
    Handover().write(tmp_path)
    (tmp_path / "absences.csv").write_text(f'nip,kind,from,until\n{HEAD},"CLTN,2026-01-01,2026-02-01\n')
    assert [place[:2] for place in told(read(tmp_path))] == [("absences.csv", 2)]


def test_an_empty_file_a_missing_one_and_one_without_rows_are_refused(tmp_path: Path) -> None:
    city = Handover()
    del city.files["employees"]
    city.files["units"] = city.files["units"][:1]
    city.write(tmp_path)
    (tmp_path / "posts.csv").write_bytes(b"")
    assert [fault for fault in told(read(tmp_path)) if fault[0] in {"employees.csv", "posts.csv", "units.csv"}] == [
        ("employees.csv", None, None, "This file is required and missing."),
        ("posts.csv", 1, None, "The first row must hold the headings of the columns."),
        ("units.csv", None, None, "The file holds not a single row."),
    ]


def test_registers_may_be_missing(tmp_path: Path) -> None:
    city = Handover()
    city.files = {kind: city.files[kind] for kind in ("units", "posts", "employees")}
    folder = read(city.write(tmp_path))
    assert (told(folder), folder.discipline, folder.performance) == ([], (), ())


def test_names_of_files_are_checked_too(tmp_path: Path) -> None:
    Handover().write(tmp_path)
    for name in ("unit.csv", "wishes.csv", "units.xlsx", "absences.ods", "README.txt", ".hidden.csv", "~$units.xlsx"):
        (tmp_path / name).write_bytes(b"")
    folder = read(tmp_path)
    assert [(fault.file, fault.message.en.split(";")[0]) for fault in folder.faults] == [
        ("absences.ods", "Save it again as .xlsx or .csv."),
        ("unit.csv", "The name of the file is not known"),
        ("units.xlsx", "Another file is of this kind"),
        ("wishes.csv", "The name of the file is not known"),
    ]


def test_a_folder_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    faults = read(tmp_path / "nowhere").faults
    assert [fault.message.en for fault in faults if fault.file.endswith("nowhere")] == ["The folder cannot be opened."]


def test_a_fault_is_one_sentence_in_either_language(tmp_path: Path) -> None:
    city = Handover()
    city.set("employees", 3, "sex", "W")
    (fault,) = read(city.write(tmp_path)).faults
    assert fault.sentence() == "employees.csv, baris 3, kolom sex: “W” Pilihan yang berlaku: L, P."
    assert fault.sentence("en") == "employees.csv, row 3, column sex: “W” It must be one of: L, P."


def workbook(tmp_path: Path, rows: list[list[object]]) -> Folder:
    """The tiny city with its employees in a workbook."""
    city = Handover()
    del city.files["employees"]
    write_workbook(city.write(tmp_path) / "employees.xlsx", rows)
    return read(tmp_path)


def employees() -> list[list[object]]:
    return [list(line) for line in Handover().files["employees"]]


def test_a_workbook_with_real_dates_gives_the_same_rows(tmp_path: Path) -> None:
    rows = employees()
    rows[1][3], rows[2][3], rows[3][3] = date(1980, 1, 1), date(1985, 2, 2), date(1990, 3, 3)
    rows[1][7] = 45
    assert workbook(tmp_path / "xlsx", rows) == read(Handover().write(tmp_path / "csv"))


def test_a_nip_that_became_a_number_is_refused(tmp_path: Path) -> None:
    rows = employees()
    rows[1][0] = float(HEAD)
    faults = [fault for fault in told(workbook(tmp_path, rows)) if fault[0] == "employees.xlsx"]
    assert [place[:3] for place in faults] == [("employees.xlsx", 2, "nip")]
    assert "stored as a number" in faults[0][3]


@pytest.mark.parametrize(
    ("place", "cell", "words"),
    [
        (1, Formula("A1&B1"), "like a formula"),
        (3, Formula("TODAY()"), "like a formula"),
        (1, date(2020, 1, 1), "not text"),
        (1, True, "not text"),
        (1, 2.5, "a fraction"),
        (3, 31079, "Not a date"),
        (7, 40.5, "a fraction"),
    ],
)
def test_a_cell_of_the_wrong_type_is_refused(place: int, cell: object, words: str, tmp_path: Path) -> None:
    rows = employees()
    rows[3][place] = cell
    (fault,) = [fault for fault in workbook(tmp_path, rows).faults if fault.row == 4]
    assert fault.column == rows[0][place]
    assert words in fault.message.en


def test_a_workbook_of_absurd_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    Handover().write(tmp_path)
    (tmp_path / "absences.csv").unlink()
    write_workbook(tmp_path / "absences.xlsx", [["nip", "kind", "from", "until"]], far_cell="XFD1048576")
    ((file, _, _, words),) = told(read(tmp_path))
    assert (file, words[:16]) == ("absences.xlsx", "The sheet exceed")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nip,kind,from,until\n", b"PK\x05\x06" + bytes(18)])
def test_a_workbook_in_name_only_is_refused(content: bytes, tmp_path: Path) -> None:
    Handover().write(tmp_path)
    (tmp_path / "absences.csv").unlink()
    (tmp_path / "absences.xlsx").write_bytes(content)
    ((file, _, _, words),) = told(read(tmp_path))
    assert (file, words[:32]) == ("absences.xlsx", "The file is not a whole XLSX wor")
