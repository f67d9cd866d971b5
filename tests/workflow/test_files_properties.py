"""What holds for any file: reading never raises, it undoes writing, and checks agree with plain counting."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.handover import CLERK, HEAD, TODAY, Handover
from tests.workflow.workbooks import write_workbook
from workflow.organisation.files import Folder, read_folder, write_folder
from workflow.organisation.files.cells import day
from workflow.organisation.files.kinds import KINDS
from workflow.organisation.files.rows import Unit
from workflow.organisation.files.structure import circles

KIND = st.sampled_from([kind.name for kind in KINDS])
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def read(write: dict[str, bytes] | None = None, city: Handover | None = None) -> Folder:
    """The tiny city, with some files written over, read in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = (city or Handover()).write(Path(name))
        for file, content in (write or {}).items():
            (folder / file).write_bytes(content)
        return read_folder(folder, TODAY)


@given(KIND, st.binary(max_size=300))
def test_any_bytes_are_read_or_named_as_a_fault(kind: str, content: bytes) -> None:
    faults = read({f"{kind}.csv": content}).faults
    assert all(fault.message.id and fault.message.en for fault in faults)


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_a_damaged_workbook_is_named_as_a_fault(damage: bytes, place: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "requests.xlsx"
        write_workbook(path, [["nip", "kind", "from", "until"], [HEAD, "CLTN", date(2026, 1, 1), "2026-02-01"]])
        whole = path.read_bytes()
    city = Handover()
    del city.files["absences"]
    read({"absences.xlsx": whole[:place] + damage + whole[place + len(damage) :]}, city)


@given(KIND, st.data())
def test_any_cell_is_taken_or_named_with_its_row_and_column(kind: str, data: st.DataObject) -> None:
    city = Handover()
    row = data.draw(st.integers(2, len(city.files[kind])))
    column = data.draw(st.sampled_from(city.files[kind][0]))
    city.set(kind, row, column, data.draw(st.text(max_size=30)))
    for fault in read(city=city).faults:
        assert fault.column is not None
        assert fault.row is not None
        assert 2 <= fault.row <= len(city.files[fault.file.removesuffix(".csv")])


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]))
def test_a_day_is_the_same_in_each_of_the_three_writings(moment: date, writing: str) -> None:
    assert day(moment.strftime(writing)) == moment


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20).map(
    lambda words: normalize("NFC", words)
)


@given(
    st.lists(
        st.builds(
            Unit,
            code=WORDS,
            name=WORDS,
            kind=WORDS,
            outlying=st.booleans(),
            parent=st.just("KOTA"),
            criticality=st.none() | st.decimals(0, 1, places=3),
            latitude=st.none() | st.decimals(-90, 90, places=6),
        ),
        max_size=8,
        unique_by=lambda unit: unit.code,
    )
)
def test_reading_undoes_writing(units: list[Unit]) -> None:
    root = Unit(code="KOTA", name="Kota", kind="kota")
    units = [root, *(unit for unit in units if unit.code != "KOTA")]
    with tempfile.TemporaryDirectory() as name:
        write_folder(Path(name), Folder(units=tuple(units)))
        read_back = read_folder(Path(name), TODAY)
    assert [fault for fault in read_back.faults if fault.file == "units.csv"] == []
    assert read_back.units == tuple(units)


@given(st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 9), max_size=10))
def test_a_circle_is_found_exactly_when_somebody_comes_back_to_himself(above: dict[int, int | None]) -> None:
    named = {str(node): None if parent is None else str(parent) for node, parent in above.items()}
    returning = set()
    for start in named:
        node = named[start]
        for _ in named:
            if node == start:
                returning.add(start)
            node = named.get(node) if node is not None else None
    found = list(circles(named))
    assert {node for ring in found for node in ring} == returning
    assert sum(len(ring) for ring in found) == len(returning)


SPANS = st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(1, 15)), min_size=1, max_size=5)


@given(SPANS)
def test_an_overlap_is_found_exactly_when_two_rows_share_a_day(spans: list[tuple[int, int | None]]) -> None:
    city = Handover()
    del city.files["history"][1:]
    first = date(2020, 1, 1)
    held: list[set[int]] = []
    for start, length in spans:
        until = "" if length is None else first + timedelta(days=start + length)
        city.add("history", f"{CLERK},,Pelaksana,Dinas Sosial,{first + timedelta(days=start)},{until}")
        held.append(set(range(start, 1000 if length is None else start + length)))
    shared = any(one & other for place, one in enumerate(held) for other in held[:place])
    told = [fault.message.en for fault in read(city=city).faults]
    assert shared == any("Overlaps with" in words or "is open too" in words for words in told)
