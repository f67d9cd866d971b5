"""`mutasi import` and `mutasi export`, as an operator types them."""

import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from tests.web.test_cli import Mutasi, mutasi, url_in
from tests.workflow.handover import CLERK, HEAD, Handover
from tests.workflow.imported import ORDER, write
from workflow.database import connect, writing
from workflow.tables import employees, import_rows

__all__ = ["mutasi"]


@pytest.fixture
def city() -> Handover:
    return Handover()


@pytest.fixture
def filled(mutasi: Mutasi, tmp_path: Path, city: Handover) -> Mutasi:
    """Give the command on a database into which the tiny city has been imported."""
    assert mutasi("db", "upgrade").exit_code == 0
    for kind in ORDER:
        told = mutasi("import", kind, str(write(tmp_path, kind, city.files[kind])))
        assert told.exit_code == 0, told.output
    return mutasi


def test_imports_fill_an_empty_database_and_are_verified(filled: Mutasi) -> None:
    told = filled("audit", "verify", "--language", "en")
    assert told.exit_code == 0, told.output
    assert "clean: " in told.output


def test_the_same_file_again_changes_nothing(filled: Mutasi, tmp_path: Path) -> None:
    told = filled("import", "employees", str(tmp_path / "employees.csv"))
    assert told.exit_code == 0
    assert told.stdout.splitlines() == ["3 rows: 0 new, 0 changed, 3 the same", "Nothing changes."]


def test_faults_end_with_1_and_nothing_is_written(filled: Mutasi, tmp_path: Path, city: Handover) -> None:
    city.set("performance", 2, "result", "BAIK")
    city.set("performance", 3, "year", "2199")
    city.add("performance", f"{HEAD},2024,SESUAI,SESUAI")
    told = filled("import", "performance", str(write(tmp_path, "performance", city.files["performance"])))
    assert told.exit_code == 1
    assert "performance.csv, baris 2, kolom result: “BAIK” Pilihan yang berlaku" in told.stdout
    assert "performance.csv, baris 3, kolom year: “2199”" in told.stdout
    assert "faults: 2; nothing was imported" in told.output
    assert "2024" not in filled("export", "performance").stdout


def test_a_file_that_cannot_be_read_is_one_fault(filled: Mutasi, tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_bytes(b"code,name\n\xff\xfe")
    told = filled("import", "units", str(tmp_path / "units.csv"), "--language", "en")
    assert told.exit_code == 1
    assert "units.csv, row 2: The file is not UTF-8" in told.stdout


def test_a_warning_ends_with_0(filled: Mutasi, tmp_path: Path, city: Handover) -> None:
    city.set("posts", 4, "need", "0")
    told = filled("import", "posts", str(write(tmp_path, "posts", city.files["posts"])), "--yes", "--language", "en")
    assert told.exit_code == 0
    assert "warning: posts.csv, row 4, column need: “0” Held by 1 people, more than the need of 0." in told.stdout


def test_a_change_is_shown_and_waits_for_a_yes(filled: Mutasi, tmp_path: Path, city: Handover) -> None:
    city.set("employees", 4, "rank", "III/a")
    path = str(write(tmp_path, "employees", city.files["employees"]))
    refused = filled("import", "employees", path, typed="n\n")
    assert refused.exit_code == 1
    assert f"row 4, {CLERK}, rank: II/d → III/a" in refused.stdout
    assert "II/d" in filled("export", "employees").stdout
    taken = filled("import", "employees", path, typed="y\n")
    assert taken.exit_code == 0
    assert "Imported employees: 0 new and 1 changed" in taken.stdout
    assert "III/a" in filled("export", "employees").stdout


def test_yes_on_the_command_line_asks_nothing(filled: Mutasi, tmp_path: Path, city: Handover) -> None:
    city.set("employees", 4, "rank", "III/a")
    told = filled("import", "employees", str(write(tmp_path, "employees", city.files["employees"])), "--yes")
    assert told.exit_code == 0
    assert "Change these rows?" not in told.output


def test_nothing_that_was_read_stays_behind(filled: Mutasi, tmp_path: Path, city: Handover) -> None:
    city.set("employees", 4, "rank", "III/a")
    filled("import", "employees", str(write(tmp_path, "employees", city.files["employees"])), typed="n\n")
    city.set("employees", 4, "rank", "?")
    filled("import", "employees", str(write(tmp_path, "employees", city.files["employees"])))
    engine = connect(url_in(tmp_path))
    with writing(engine) as connection:
        assert connection.execute(import_rows.select()).all() == []
    engine.dispose()


def test_a_post_that_changed_behind_its_back_is_found(filled: Mutasi, tmp_path: Path) -> None:
    engine = connect(url_in(tmp_path))
    with writing(engine) as connection:
        connection.execute(update(employees).where(employees.c.nip == CLERK).values(post_id=None))
    engine.dispose()
    assert filled("audit", "verify").exit_code == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_kind_is_exported_and_read_back(form: str, filled: Mutasi, tmp_path: Path) -> None:
    path = tmp_path / f"exported.{form}"
    for kind in ORDER:
        assert filled("export", kind, "--output", str(path)).exit_code == 0
        told = filled("import", kind, str(path))
        assert told.exit_code == 0
        assert "Nothing changes." in told.stdout, kind


def test_an_export_goes_to_the_standard_output(filled: Mutasi) -> None:
    told = filled("export", "standards")
    assert told.stdout.splitlines() == ["post,competence,level", "PKM-KA,KOM,3", "PKM-KA,T-KES,4"]


def test_a_template_needs_no_database(mutasi: Mutasi, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    assert mutasi("export", "courses", "--template", "--output", str(path)).exit_code == 0
    with CalamineWorkbook.from_path(path) as book:
        heading, example = book.get_sheet_by_index(0).to_python()
    assert heading[:2] == ["Kode pelatihan", "Nama pelatihan"]
    assert example[0] == "PEL-01"


def test_a_template_is_a_workbook(mutasi: Mutasi) -> None:
    assert mutasi("export", "courses", "--template", "--format", "csv").exit_code == 2


def test_an_export_that_fails_leaves_no_file(mutasi: Mutasi, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    assert mutasi("export", "units", "--output", str(path)).exit_code == 1
    assert list(tmp_path.glob("*units.csv*")) == []


def test_an_unknown_kind_is_named_with_the_known_ones(mutasi: Mutasi, tmp_path: Path) -> None:
    told = mutasi("import", "people", sys.executable)
    assert told.exit_code == 2
    assert "'courses'" in told.output
