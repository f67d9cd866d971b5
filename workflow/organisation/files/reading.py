"""A folder from disk into rows, with every fault of every file. Nothing raises, whatever the folder holds."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from policies.model import Words
from workflow.organisation.files import checks
from workflow.organisation.files.folder import Fault, Folder
from workflow.organisation.files.handed import Handed
from workflow.organisation.files.kinds import BY_NAME, KINDS
from workflow.organisation.files.sheets import FORMATS
from workflow.organisation.files.tables import Table, read_table

_OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".tsv")


def read_folder(path: Path, today: date | None = None) -> Folder:
    """Reads and checks the whole folder as of a day, today in Padangsidimpuan when none is given.

    The rows may be used only while `faults` is empty: a row with a fault is left out.
    """
    today = today or datetime.now(ZoneInfo("Asia/Jakarta")).date()
    files, faults = _files(path)
    tables = {kind.name: read_table(files[kind.name], kind) for kind in KINDS if kind.name in files}
    handed = Handed(tables, today)
    faults += chain.from_iterable(table.faults for table in tables.values())
    faults += chain(_absent(files), _empty(tables), *(check(handed) for check in (*checks.OF_ROWS, *checks.OF_KINDS)))
    told = (*checks.WARNINGS_OF_ROWS, *checks.WARNINGS_OF_KINDS)
    warnings = chain.from_iterable(check(handed) for check in told)
    rows = {name: tuple(table.rows) for name, table in tables.items()}
    return Folder(**rows, faults=tuple(sorted(faults, key=_order)), warnings=tuple(sorted(warnings, key=_order)))


def _order(fault: Fault) -> tuple[str, int, str]:
    return fault.file, fault.row or 0, fault.column or ""


def _files(path: Path) -> tuple[dict[str, Path], list[Fault]]:
    """The file of each kind, with what is wrong with the names in the folder."""
    files: dict[str, Path] = {}
    faults: list[Fault] = []
    try:
        found = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith((".", "~$")))
    except OSError:
        return {}, [Fault(str(path), Words("Folder tidak dapat dibuka.", "The folder cannot be opened."))]
    for file in found:
        name, suffix = file.stem.lower(), file.suffix.lower()
        if suffix in FORMATS and name in BY_NAME and name not in files:
            files[name] = file
        elif suffix in FORMATS:
            faults.append(Fault(file.name, _TWICE if name in files else _UNKNOWN))
        elif suffix in _OTHER_SHEETS:
            faults.append(Fault(file.name, _FORMAT))
    return files, faults


_TWICE = Words("Jenis ini sudah ada dalam berkas lain; sisakan satu.", "Another file is of this kind; leave one.")
_FORMAT = Words("Simpan ulang sebagai .xlsx atau .csv.", "Save it again as .xlsx or .csv.")
_UNKNOWN = Words(
    f"Nama berkas tidak dikenal; yang dikenal: {', '.join(BY_NAME)}.",
    f"The name of the file is not known; known are: {', '.join(BY_NAME)}.",
)


def _absent(files: dict[str, Path]) -> Iterator[Fault]:
    for kind in KINDS:
        if kind.required and kind.name not in files:
            yield Fault(f"{kind.name}.csv", Words("Berkas wajib ini tidak ada.", "This file is required and missing."))


def _empty(tables: dict[str, Table]) -> Iterator[Fault]:
    for table in tables.values():
        if table.kind.required and not table.rows and not table.faults:
            yield Fault(table.file, Words("Berkas tidak berisi satu baris pun.", "The file holds not a single row."))
