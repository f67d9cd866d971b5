"""The contract with the city: the columns of every kind of file, in the order of the template.

A heading may be the column's name or its Indonesian label. What is written here is all there is: an unknown
column is refused, except `source`, a free note that nobody reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from policies.model import Words
from workflow.organisation.files import cells, rows
from workflow.organisation.files.cells import Number, OneOf, Parser, day, nip, text, whole, yes_no

CATEGORIES = (
    "JPT_PRATAMA",
    "ADMINISTRATOR",
    "PENGAWAS",
    "PELAKSANA_KLERK",
    "PELAKSANA_OPERATOR",
    "PELAKSANA_TEKNISI",
    "JF_PEMULA",
    "JF_TERAMPIL",
    "JF_MAHIR",
    "JF_PENYELIA",
    "JF_PERTAMA",
    "JF_MUDA",
    "JF_MADYA",
    "JF_UTAMA",
)
STANDINGS = ("AKTIF", "CLTN", "DIBERHENTIKAN_SEMENTARA", "DIPEKERJAKAN", "PENSIUN", "MENINGGAL", "BERHENTI")
_REMEMBERED = 512  # cells of a column
_RATING = OneOf("DI_ATAS", "SESUAI", "DI_BAWAH")


@dataclass(frozen=True)
class Column:
    """One column: its name in the contract, its label, how a cell is read, and the attribute of the row.

    Files know the name and the label; `english` is for who reads the pages, where the name alone would be clumsy.
    """

    name: str
    label: str
    parse: Parser
    optional: bool = False
    attribute: str = ""
    english: str = ""

    @property
    def words(self) -> Words:
        """The label in both languages."""
        return Words(self.label, self.english or self.name.replace("_", " ").capitalize())

    @property
    def into(self) -> str:
        """The attribute of the row; the same word as the column unless Python keeps that word for itself."""
        return self.attribute or self.name

    @cached_property
    def read(self) -> Parser:
        """Parse a cell as `parse` does; what was read lately is remembered, for most columns repeat themselves."""
        return lru_cache(maxsize=_REMEMBERED, typed=True)(self.parse)


@dataclass(frozen=True)
class Kind:
    """One kind of file: its rows, its columns, and the columns that no two rows may share together."""

    name: str
    row: Callable[..., rows.Row]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; an unknown name is a mistake of the caller."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def key_of(self, row: rows.Row) -> tuple[Any, ...]:
        """The values of a row that no other row may share together."""
        return tuple(getattr(row, attribute) for attribute in self._key_attributes)

    @cached_property
    def _key_attributes(self) -> tuple[str, ...]:
        return tuple(self.column(name).into for name in self.key)


_NIP = Column("nip", "NIP", nip, english="NIP")
_FROM = Column("from", "Sejak", day, attribute="since", english="Since")
_UNTIL = Column("until", "Sampai", day)
_MAYBE_UNTIL = Column("until", "Sampai", day, optional=True)
_MAYBE_DECREE = Column("decree", "Nomor keputusan", text, optional=True, english="Decree number")
_POST = Column("post", "Kode jabatan", text, english="Post code")
_COMPETENCE = Column("competence", "Kode kompetensi", cells.competence, english="Competence code")

KINDS: tuple[Kind, ...] = (
    Kind(
        "units",
        rows.Unit,
        ("code",),
        (
            Column("code", "Kode unit", text, english="Unit code"),
            Column("name", "Nama unit", text, english="Unit name"),
            Column("kind", "Jenis unit", text, english="Kind of unit"),
            Column("parent", "Unit induk", text, optional=True, english="Superior unit"),
            Column("outlying", "Terpencil", yes_no),
            Column(
                "criticality",
                "Kekritisan layanan",
                Number("0", "1", 3),
                optional=True,
                english="Criticality of the service",
            ),
            Column("latitude", "Lintang", Number("-90", "90", 6), optional=True),
            Column("longitude", "Bujur", Number("-180", "180", 6), optional=True),
        ),
        required=True,
    ),
    Kind(
        "posts",
        rows.Post,
        ("code",),
        (
            Column("code", "Kode jabatan", text, english="Post code"),
            Column("unit", "Kode unit", text, english="Unit code"),
            Column("name", "Nama jabatan", text, english="Post name"),
            Column("category", "Kategori jabatan", OneOf(*CATEGORIES), english="Category of post"),
            Column("class", "Kelas jabatan", whole(1, 17), attribute="job_class", english="Pay class"),
            Column("need", "Kebutuhan", whole(0, 9999), optional=True),
            Column("min_education", "Pendidikan minimal", cells.education, english="Minimum education"),
            Column("fields", "Bidang studi", cells.several, optional=True, english="Fields of study"),
            Column("critical", "Fungsi kritis", yes_no, optional=True, english="Critical function"),
            Column("reports_to", "Jabatan atasan", text, optional=True, english="Superior post"),
            Column("head", "Pimpinan unit", yes_no, optional=True, english="Head of the unit"),
            Column("bup_group", "Kelompok BUP", text, optional=True, english="Retirement-age group"),
        ),
        required=True,
    ),
    Kind(
        "employees",
        rows.Employee,
        ("nip",),
        (
            _NIP,
            Column("name", "Nama", text),
            Column("sex", "Jenis kelamin", OneOf("L", "P")),
            Column("birth_date", "Tanggal lahir", day, english="Date of birth"),
            Column("status", "Status kepegawaian", OneOf("PNS", "CPNS", "PPPK"), english="Employment status"),
            Column("standing", "Kedudukan hukum", OneOf(*STANDINGS)),
            Column("rank", "Golongan ruang", cells.rank),
            Column("rank_since", "TMT golongan", day, optional=True),
            Column("education", "Pendidikan", cells.education),
            Column("field", "Bidang studi", text, optional=True, english="Field of study"),
            Column("post", "Kode jabatan", text, optional=True, english="Post code"),
            Column("post_since", "TMT jabatan", day, optional=True, english="In the post since"),
            Column("email", "Surel", cells.email, optional=True, english="E-mail"),
        ),
        required=True,
    ),
    Kind(
        "bodies",
        rows.Seat,
        ("code", "nip", "from"),
        (
            Column("code", "Kode tim", text, english="Committee code"),
            Column("type", "Jenis tim", OneOf("TPK", "BAPERJAKAT"), english="Kind of committee"),
            Column("decree", "Nomor keputusan", text, english="Decree number"),
            _FROM,
            _UNTIL,
            _NIP,
            Column(
                "office",
                "Kedudukan dalam tim",
                OneOf("chair", "vice_chair", "secretary", "member"),
                english="Office in the committee",
            ),
            Column("votes", "Bersuara", yes_no),
        ),
    ),
    Kind(
        "relatives",
        rows.Relative,
        ("nip", "other_nip"),
        (
            _NIP,
            Column("other_nip", "NIP kerabat", nip, english="NIP of the relative"),
            Column("kind", "Hubungan", text, english="Relation"),
            Column("degree", "Derajat", whole(0, 8)),
        ),
    ),
    Kind(
        "discipline",
        rows.Discipline,
        ("nip", "kind", "from"),
        (
            _NIP,
            Column("kind", "Jenis", OneOf("PEMERIKSAAN", "RINGAN", "SEDANG", "BERAT", "PERADILAN")),
            _FROM,
            _MAYBE_UNTIL,
            _MAYBE_DECREE,
        ),
    ),
    Kind(
        "history",
        rows.Tenure,
        ("nip", "from"),
        (
            _NIP,
            Column("post", "Kode jabatan", text, optional=True, english="Post code"),
            Column("post_name", "Nama jabatan", text),
            Column("unit_name", "Nama unit", text),
            _FROM,
            _MAYBE_UNTIL,
            _MAYBE_DECREE,
        ),
    ),
    Kind(
        "absences",
        rows.Absence,
        ("nip", "kind", "from"),
        (_NIP, Column("kind", "Jenis", OneOf("CLTN", "TUGAS_BELAJAR", "CUTI_BESAR")), _FROM, _UNTIL),
    ),
    Kind(
        "performance",
        rows.Performance,
        ("nip", "year"),
        (
            _NIP,
            Column("year", "Tahun", whole(1990, 2100)),
            Column("result", "Hasil kerja", _RATING, english="Task result"),
            Column("behaviour", "Perilaku kerja", _RATING, english="Work behaviour"),
        ),
    ),
    Kind(
        "requests",
        rows.Wish,
        ("nip", "date"),
        (
            _NIP,
            Column("date", "Tanggal surat", day, attribute="made_on", english="Date of the letter"),
            Column("letter", "Nomor surat", text, english="Letter number"),
            Column("unit", "Kode unit yang dituju", text, optional=True, english="Code of the unit wished for"),
            Column(
                "category",
                "Kategori jabatan yang dituju",
                OneOf(*CATEGORIES),
                optional=True,
                english="Category of post wished for",
            ),
        ),
    ),
    Kind(
        "workload",
        rows.Task,
        ("post", "task"),
        (
            _POST,
            Column("task", "Uraian tugas", text),
            Column("volume", "Volume setahun", Number("0", "1000000000", 3), english="Volume a year"),
            Column("minutes", "Menit per satuan", Number("0", "1000000", 3), english="Minutes for each"),
            _MAYBE_UNTIL,
            Column("reason", "Alasan beban sementara", text, optional=True, english="Reason for the temporary load"),
            Column("year", "Tahun analisis", whole(1990, 2100), optional=True, english="Year of the analysis"),
        ),
    ),
    Kind(
        "standards",
        rows.Standard,
        ("post", "competence"),
        (_POST, _COMPETENCE, Column("level", "Tingkat", whole(1, 5))),
    ),
    Kind(
        "competences",
        rows.Assessment,
        ("nip", "competence"),
        (
            _NIP,
            _COMPETENCE,
            Column("level", "Tingkat", whole(0, 5)),
            Column("assessed_on", "Tanggal penilaian", day, english="Date of assessment"),
        ),
    ),
    Kind(
        "courses",
        rows.Course,
        ("code",),
        (
            Column("code", "Kode pelatihan", text, english="Course code"),
            Column("name", "Nama pelatihan", text, english="Course name"),
            Column("kind", "Jenis pelatihan", text, english="Kind of course"),
            Column("hours", "Jam pelajaran", whole(0, 9999), english="Lesson hours"),
            Column("competences", "Kompetensi yang ditingkatkan", cells.raised, english="Competences it raises"),
            Column("unit", "Unit penyelenggara", text, optional=True, english="Organising unit"),
        ),
    ),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
