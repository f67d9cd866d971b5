"""Registers written as files: in the same columns, safe to open, and read again without a change."""

import csv
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, insert, select, update

from tests.workflow.handover import HEAD, Handover
from tests.workflow.imported import NOW, ORDER, bring, everything, page, told
from workflow.database import reading, writing
from workflow.demo.city import write_city
from workflow.organisation.exporting import exported, template, write_csv, write_xlsx
from workflow.organisation.files import read_folder
from workflow.organisation.files.kinds import BY_NAME, KINDS
from workflow.organisation.files.tables import Lines
from workflow.organisation.importing import stage
from workflow.organisation.loading import load
from workflow.tables import absences, courses, employees, history, posts, requests

TODAY = date(2026, 11, 24)
WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def export(engine: Engine, folder: Path, kind: str, form: str) -> Path:
    path = folder / f"{kind}-exported.{form}"
    with path.open("wb") as file, reading(engine) as connection:
        WRITERS[form](file, BY_NAME[kind], exported(connection, kind))
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_and_imported_changes_nothing(form: str, engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    for kind in ORDER:
        found = stage(engine, kind, export(engine, tmp_path, kind, form), None, NOW)
        assert (found.state, found.changes) == ("waiting", 0), (
            kind,
            told(engine, found),
            page(engine, found, "changed"),
        )
        assert found.same == len(Handover().files[kind]) - 1 + (kind == "history")  # the page that the post opened


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_whole_city_comes_back_as_it_was(form: str, engine: Engine, tmp_path: Path) -> None:
    write_city(tmp_path / "city", TODAY)
    load(engine, read_folder(tmp_path / "city", TODAY), None, NOW)
    for kind in ("units", "posts", "employees", "bodies", "history", "performance", "discipline", "relatives"):
        found = stage(engine, kind, export(engine, tmp_path, kind, form), None, NOW)
        assert (found.state, found.changes) == ("waiting", 0), (kind, told(engine, found)[:3])


def test_the_columns_are_those_of_the_contract(engine: Engine, tmp_path: Path) -> None:
    for kind in KINDS:
        (heading,) = csv.reader(export(engine, tmp_path, kind.name, "csv").read_text("utf-8").splitlines())
        assert heading == [column.name for column in kind.columns]


def test_no_cell_is_a_formula_and_each_is_read_as_it_was(engine: Engine, tmp_path: Path) -> None:
    city = Handover()
    city.set("units", 4, "latitude", "-1,379")
    bring(engine, tmp_path, city, "units", "posts", "employees")
    names = ["=cmd|' /C calc'!A0", "+62 812", "@SUM(A1)", "-2+3"]
    with writing(engine) as connection:
        for name, nip in zip(names, connection.scalars(select(employees.c.nip)).all(), strict=False):
            connection.execute(update(employees).where(employees.c.nip == nip).values(name=name))
    text = export(engine, tmp_path, "employees", "csv").read_text("utf-8")
    cells = [cell for line in csv.reader(text.splitlines()) for cell in line]
    assert [cell for cell in cells if cell[:1] in set("=+-@")] == []
    assert "'=cmd|' /C calc'!A0" in cells
    assert "-1.379" in export(engine, tmp_path, "units", "csv").read_text("utf-8")
    for form in WRITERS:
        found = stage(engine, "employees", export(engine, tmp_path, "employees", form), None, NOW)
        assert (found.state, found.changes) == ("waiting", 0), told(engine, found)


def test_a_workbook_keeps_a_nip_as_text_and_numbers_as_numbers(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    with CalamineWorkbook.from_path(export(engine, tmp_path, "performance", "xlsx")) as book:
        first = book.get_sheet_by_index(0).to_python()[1]
    assert first == [HEAD, 2025.0, "DI_ATAS", "SESUAI"]


def test_what_no_file_tells_of_is_left_out(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, Handover())
    with writing(engine) as connection:
        person = connection.scalar(select(employees.c.id).where(employees.c.nip == HEAD))
        travel = {"employee_id": person, "kind": "DINAS_LUAR", "since": TODAY, "until": TODAY}
        connection.execute(insert(absences), travel)
        page = {"employee_id": person, "post_name": "Staf", "unit_name": "Umum", "since": TODAY, "until": TODAY}
        connection.execute(insert(history), page)
        for table in (courses, requests, posts):
            connection.execute(update(table).values(until=TODAY))
    for kind, rows in {"absences": 1, "history": 4, "courses": 0, "requests": 0, "posts": 0}.items():
        assert len(export(engine, tmp_path, kind, "csv").read_text("utf-8").splitlines()) == rows + 1, kind


@pytest.mark.parametrize("kind", ORDER)
def test_a_template_has_labels_and_one_example_that_is_read(kind: str, tmp_path: Path) -> None:
    target = BytesIO()
    template(target, kind)
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(target.getvalue())
    lines = Lines(path, BY_NAME[kind])
    (line,) = list(lines)
    assert (lines.faults, line.faults) == ([], ())
    assert [column.name for column in lines.columns] == [column.name for column in BY_NAME[kind].columns]
    with CalamineWorkbook.from_path(path) as book:
        assert book.get_sheet_by_index(0).to_python()[0] == [column.label for column in BY_NAME[kind].columns]


def test_the_people_of_the_examples_are_nobody(tmp_path: Path) -> None:
    for kind in KINDS:
        target = BytesIO()
        template(target, kind.name)
        path = tmp_path / f"{kind.name}.xlsx"
        path.write_bytes(target.getvalue())
        for line in Lines(path, kind):
            for name in ("nip", "other_nip"):
                assert getattr(line.row, name, "9" * 18)[15] == "9"


def test_an_export_of_nothing_is_only_a_heading(engine: Engine, tmp_path: Path) -> None:
    assert everything(engine, employees) == []
    with CalamineWorkbook.from_path(export(engine, tmp_path, "employees", "xlsx")) as book:
        assert len(book.get_sheet_by_index(0).to_python()) == 1
