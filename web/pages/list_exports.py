"""Lists as files: the cases, the open needs and the figures of a run, as far as whoever asks may read them.

The columns stand here, in the order of the file. That personal data left the house is a security event.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import IO, Any, NamedTuple

from flask import Blueprint, Response, abort

from policies.staffing import MILLION
from web import database, people, staffing
from web.doors import SIGNED_IN, open_to
from web.look import dates
from web.pages.data import sent_file
from web.pages.transfers import filters_asked
from web.readable import readable
from workflow import security
from workflow.lists import Filters, listed
from workflow.lists import Row as Case
from workflow.organisation.calendar import now
from workflow.organisation.exporting import write_csv, write_xlsx
from workflow.staffing import needs, runs

pages = Blueprint("list_exports", __name__)

_FORMS = "<any(csv, xlsx):form>"


class _Column(NamedTuple):
    """A column of a list: its name, which is that of the row's attribute, and its label."""

    name: str
    label: str

    @property
    def into(self) -> str:
        """The attribute of a row."""
        return self.name


class _Sheet(NamedTuple):
    """A list as a file: its name and its columns."""

    name: str
    columns: tuple[_Column, ...]

    def sent(self, form: str, rows: Iterable[dict[str, Any]]) -> Response:
        """Send the rows, each by the names of the columns."""
        account = people.signed_in().account
        security.note(database.for_writing(), "exported", now(), account, {"kind": self.name, "form": form})
        told = (SimpleNamespace(**row) for row in rows)

        def fill(target: IO[bytes]) -> None:
            if form == "xlsx":
                write_xlsx(target, self, told, labelled=True)
            else:
                write_csv(target, self, told)

        return sent_file(fill, f"{self.name}-{dates.local_day(now())}.{form}")


def _list(name: str, **labels: str) -> _Sheet:
    return _Sheet(name, tuple(_Column(*column) for column in labels.items()))


_CASES = _list(
    "transfers",
    case_number="Nomor kasus",
    state="Tahap",
    kind="Jenis",
    employee="Pegawai",
    old_post="Jabatan lama",
    donor_unit="Unit asal",
    new_post="Jabatan baru",
    receiving_unit="Unit penerima",
    planned_on="Rencana TMT",
    due_on="Tenggat",
)
_NEEDS = _list(
    "needs",
    need="Nomor kebutuhan",
    post="Kode jabatan",
    post_name="Nama jabatan",
    unit="Kode unit",
    unit_name="Nama unit",
    needed="Kebutuhan",
    effective="Efektif",
    gap="Kurang",
    on_the_way="Kasus berjalan",
    open_from="Dapat diisi mulai",
    temporary_until="Sementara sampai",
    priority="Prioritas",
)
_CELLS = _list(
    "figures",
    unit="Kode unit",
    post="Kode jabatan",
    need="Kebutuhan",
    need_temporary="Kebutuhan sementara",
    holders="Pemangku",
    retiring="Pensiun",
    leaving="Keluar",
    absent="Tidak aktif",
    arriving="Masuk",
    effective="Efektif",
    gap="Kurang",
    priority="Prioritas",
)


@pages.get(f"/transfers/export.{_FORMS}")
@open_to(SIGNED_IN)
def transfers(form: str) -> Response:
    """Send the cases of the list, however many pages it has."""
    return _CASES.sent(form, (_case(row) for row in _every(filters_asked())))


def _every(filters: Filters) -> Iterator[Case]:
    older: int | None = None
    while True:
        rows, _newer, more = listed(readable(), filters, older_than=older)
        yield from rows
        if not more:
            return
        older = rows[-1].id


def _case(row: Case) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("case_number", "state", "kind", "employee", "old_post", "new_post")}
    told |= {"donor_unit": row.donor, "receiving_unit": row.receiving}
    return told | {"planned_on": row.planned_on, "due_on": row.due_on}


@pages.get(f"/needs/export.{_FORMS}")
@open_to(*staffing.READERS, also=staffing.reads)
def open_needs(form: str) -> Response:
    """Send the open needs within the reader's reach, the most urgent first."""
    run = staffing.newest_run()
    found = needs.listed(database.connection(), run) if run is not None else []
    return _NEEDS.sent(form, (_need(need) for need in found if staffing.reach().covers(need.path)))


def _need(need: needs.Need) -> dict[str, Any]:
    names = ("post", "post_name", "unit", "unit_name", "effective", "gap", "on_the_way", "temporary_until")
    told = {name: getattr(need, name) for name in names}
    told |= {"need": need.id, "needed": need.need, "priority": _share(need.priority)}
    return told | {"open_from": need.open_from[0] if need.open_from else None}


@pages.get(f"/staffing/runs/<int:number>/export.{_FORMS}")
@open_to(*staffing.READERS, also=staffing.reads)
def figures(number: int, form: str) -> Response:
    """Send the figures of a run's posts within the reader's reach."""
    if runs.find(database.connection(), number) is None:
        abort(404)
    reach = staffing.reach()
    found = (cell for cell in runs.cells_of(database.connection(), number) if reach.covers(cell.unit_path))
    return _CELLS.sent(form, (_cell(cell) for cell in found))


def _cell(cell: Any) -> dict[str, Any]:
    names = [column.name for column in _CELLS.columns if column.name not in ("unit", "post", "priority")]
    told = {name: getattr(cell, name) for name in names}
    return told | {"unit": cell.unit_code, "post": cell.post_code, "priority": _share(cell.priority)}


def _share(millionths: int | None) -> Decimal | None:
    return None if millionths is None else Decimal(millionths) / MILLION
