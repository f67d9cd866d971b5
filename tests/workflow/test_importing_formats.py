"""However a city writes its files, an import reads the same rows."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.workflow.handover import HEAD, Handover
from tests.workflow.imported import NOW, bring, page, places, told
from tests.workflow.workbooks import Formula, write_workbook
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.importing import Import, stage


@pytest.fixture
def filled(engine: Engine, tmp_path: Path) -> Engine:
    bring(engine, tmp_path, Handover())
    return engine


def workbook(engine: Engine, folder: Path, kind: str, rows: list[list[object]]) -> Import:
    path = folder / f"{kind}.xlsx"
    write_workbook(path, rows)
    return stage(engine, kind, path, None, NOW)


def lines(kind: str) -> list[list[object]]:
    return [[*line] for line in Handover().files[kind]]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_both_separators_with_and_without_a_byte_order_mark(
    delimiter: str, encoding: str, filled: Engine, tmp_path: Path
) -> None:
    folder = Handover().write(tmp_path / "city", delimiter, encoding)
    for kind in Handover().files:
        found = stage(filled, kind, folder / f"{kind}.csv", None, NOW)
        assert (found.waits, found.changes) == (True, 0), (kind, told(filled, found))


def test_the_labels_of_the_template_are_headings_too(filled: Engine, tmp_path: Path) -> None:
    city = Handover()
    for kind, rows in city.files.items():
        rows[0] = [BY_NAME[kind].column(name).label for name in rows[0]]
    folder = city.write(tmp_path / "city")
    for kind in city.files:
        assert stage(filled, kind, folder / f"{kind}.csv", None, NOW).changes == 0


def test_real_dates_of_a_spreadsheet_and_numbers(filled: Engine, tmp_path: Path) -> None:
    rows = lines("competences")
    rows[1][2:] = [2, date(2025, 8, 1)]
    assert workbook(filled, tmp_path, "competences", rows).same == 2
    rows = lines("workload")
    rows[1][2:4] = [12000, 10.5]
    assert workbook(filled, tmp_path, "workload", rows).same == 2


@pytest.mark.parametrize("written", ["10,5", "10.5", "10,50", "10.500"])
def test_decimals_with_a_comma_or_a_point(written: str, filled: Engine, tmp_path: Path) -> None:
    city = Handover()
    city.set("workload", 2, "minutes", written)
    folder = city.write(tmp_path / "city", ";")
    assert stage(filled, "workload", folder / "workload.csv", None, NOW).same == 2


def test_a_nip_that_became_a_number_is_refused(filled: Engine, tmp_path: Path) -> None:
    rows = lines("performance")
    rows[1][0] = float(HEAD)
    found = workbook(filled, tmp_path, "performance", rows)
    assert (found.state, places(told(filled, found))) == ("refused", [(2, "nip")])
    assert "stored as a number" in told(filled, found)[0].message.en


def test_a_formula_is_refused(filled: Engine, tmp_path: Path) -> None:
    rows = lines("courses")
    rows[1][1] = Formula("A1&B1")
    found = workbook(filled, tmp_path, "courses", rows)
    assert (found.state, places(told(filled, found))) == ("refused", [(2, "name")])


def test_a_month_first_date_is_not_taken_for_another_day(filled: Engine, tmp_path: Path) -> None:
    city = Handover()
    city.set("competences", 2, "assessed_on", "08/31/2025")
    found = stage(filled, "competences", city.write(tmp_path / "city") / "competences.csv", None, NOW)
    assert (found.state, places(told(filled, found))) == ("refused", [(2, "assessed_on")])


def test_an_unknown_and_a_missing_column_are_faults_of_the_file(filled: Engine, tmp_path: Path) -> None:
    city = Handover()
    city.files["standards"][0] = ["post", "competence", "tingkatan"]
    found = stage(filled, "standards", city.write(tmp_path / "city") / "standards.csv", None, NOW)
    assert (found.state, found.total) == ("refused", 0)
    assert places(told(filled, found)) == [(1, None), (1, "level")]


def test_a_csv_that_breaks_off_is_refused_whole(filled: Engine, tmp_path: Path) -> None:
    path = tmp_path / "standards.csv"
    path.write_text('post,competence,level\nPKM-KA,KOM,4\nPKM-KA,"PLP,3\n')
    found = stage(filled, "standards", path, None, NOW)
    assert (found.state, [fault.row for fault in found.faults]) == ("refused", [3])
    assert len(page(filled, found, "changed")) == 1


def test_a_free_note_is_read_by_nobody(filled: Engine, tmp_path: Path) -> None:
    city = Handover()
    city.set("standards", 2, "source", "=whatever")
    assert stage(filled, "standards", city.write(tmp_path / "city") / "standards.csv", None, NOW).same == 2


def test_a_file_without_rows_changes_nothing(filled: Engine, tmp_path: Path) -> None:
    path = tmp_path / "standards.csv"
    path.write_text("post,competence,level\n")
    found = stage(filled, "standards", path, None, NOW)
    assert (found.waits, found.total) == (True, 0)


def test_a_file_goes_by_the_name_that_it_was_handed_in_with(filled: Engine, tmp_path: Path) -> None:
    path = tmp_path / "tmp-1234.csv"
    path.write_text("post,competence,level\nPKM-KA,KOM,9\n")
    (fault,) = told(filled, stage(filled, "standards", path, None, NOW, name="standar.csv"))
    assert fault.file == "standar.csv"
