"""The empty workbook of each kind: Indonesian headings, and one example of an invented city to be written over."""

from datetime import date
from decimal import Decimal
from typing import IO, Any

from workflow.organisation.exporting.sheets import write_xlsx
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.files.rows import Raised

_NIP, _OTHER = "198502022010022902", "199003032015031903"
_SINCE = date(2026, 1, 5)

# The values of one row of each kind, in the order of its columns.
_EXAMPLES: dict[str, tuple[Any, ...]] = {
    "units": (
        "PKM-01",
        "Puskesmas Contoh",
        "puskesmas",
        "DINKES",
        True,
        Decimal("0.75"),
        Decimal("1.379"),
        Decimal("99.271"),
    ),
    "posts": (
        "PKM-01-ADM",
        "PKM-01",
        "Pengadministrasi Perkantoran",
        "PELAKSANA_KLERK",
        5,
        2,
        "15",
        ("Administrasi",),
        False,
        "PKM-01-KA",
        False,
        None,
    ),
    "employees": (
        _NIP,
        "Contoh Nama",
        "P",
        date(1985, 2, 2),
        "PNS",
        "AKTIF",
        "III/c",
        date(2024, 4, 1),
        "40",
        "Administrasi",
        "PKM-01-ADM",
        _SINCE,
        None,
    ),
    "bodies": ("TPK-2026", "TPK", "188.45/1/KPTS/2026", _SINCE, date(2028, 12, 31), _NIP, "chair", True),
    "relatives": (_NIP, _OTHER, "SAUDARA_KANDUNG", 2),
    "discipline": (_NIP, "RINGAN", _SINCE, date(2026, 7, 4), "800.1.6.2/1/2026"),
    "history": (_NIP, "PKM-01-ADM", "Pengadministrasi Perkantoran", "Puskesmas Contoh", _SINCE, None, None),
    "absences": (_NIP, "CUTI_BESAR", date(2026, 3, 2), date(2026, 5, 29)),
    "performance": (_NIP, 2025, "SESUAI", "DI_ATAS"),
    "requests": (_NIP, date(2026, 9, 1), "800/12/2026", "DINKES", "PELAKSANA_KLERK"),
    "workload": ("PKM-01-ADM", "Mengagendakan surat masuk", Decimal(12000), Decimal("10.5"), None, None, 2026),
    "standards": ("PKM-01-ADM", "PLP", 2),
    "competences": (_NIP, "PLP", 2, date(2025, 8, 1)),
    "courses": ("PEL-01", "Komunikasi Efektif", "klasikal", 40, (Raised("KOM", 2), Raised("PLP", 3)), None),
}


def template(target: IO[bytes], name: str) -> None:
    """Write the workbook that a city fills in for a kind."""
    kind = BY_NAME[name]
    values = zip(kind.columns, _EXAMPLES[name], strict=True)
    write_xlsx(target, kind, [kind.row(**{column.into: value for column, value in values})], labelled=True)
