"""Checks on employees and on the registers about them: who is meant, and do the dates agree."""

from collections.abc import Iterator
from datetime import date

from workflow.organisation.files.folder import Fault
from workflow.organisation.files.handed import Handed
from workflow.organisation.files.rows import Tenure

_NAMED = (
    ("bodies", "nip"),
    ("relatives", "nip"),
    ("relatives", "other_nip"),
    ("discipline", "nip"),
    ("history", "nip"),
    ("absences", "nip"),
    ("performance", "nip"),
    ("requests", "nip"),
    ("competences", "nip"),
)
_SPANS = ("bodies", "discipline", "history", "absences")
_NOT_AHEAD = (
    ("employees", "birth_date"),
    ("employees", "rank_since"),
    ("employees", "post_since"),
    ("history", "from"),
    ("competences", "assessed_on"),
)
_DEPARTED = frozenset({"PENSIUN", "MENINGGAL", "BERHENTI"})


def employee_faults(handed: Handed) -> Iterator[Fault]:
    """A NIP against birth date and sex, and unknown posts."""
    for person in handed.rows("employees"):
        if person.nip[:8] != f"{person.birth_date:%Y%m%d}":
            yield handed.fault(
                "employees",
                person,
                "nip",
                f"Delapan digit pertama NIP tidak sama dengan tanggal lahir {person.birth_date}.",
                f"The first eight digits of the NIP do not agree with the birth date {person.birth_date}.",
            )
        if person.nip[14] != {"L": "1", "P": "2"}[person.sex]:
            yield handed.fault(
                "employees",
                person,
                "nip",
                f"Digit ke-15 NIP tidak sesuai dengan jenis kelamin {person.sex}.",
                f"The fifteenth digit of the NIP does not agree with the sex {person.sex}.",
            )
        if not handed.knows("posts", person.post):
            yield handed.fault("employees", person, "post", "Jabatan tidak dikenal.", "The post is not known.")


def employee_warnings(handed: Handed) -> Iterator[Fault]:
    """What may be right and seldom is: departed people in a post, a status that the NIP contradicts."""
    present = {row.nip: row.post for row in handed.rows("history") if row.until is None and row.post}
    for person in handed.rows("employees"):
        if person.standing in _DEPARTED and person.post:
            yield handed.fault(
                "employees",
                person,
                "post",
                f"Berkedudukan {person.standing} tetapi masih tercatat memangku jabatan.",
                f"Of standing {person.standing}, and yet still written down as holding a post.",
            )
        if (person.status == "PPPK") != (int(person.nip[12:14]) > 12):
            yield handed.fault(
                "employees",
                person,
                "status",
                "Digit ke-13 dan ke-14 NIP tidak lazim untuk status ini.",
                "The thirteenth and fourteenth digits of the NIP are unusual for this status.",
            )
        if present.get(person.nip, person.post) != person.post:
            yield handed.fault(
                "employees",
                person,
                "post",
                f"Riwayat yang masih terbuka menyebut jabatan lain: {present[person.nip]}.",
                f"The open row of the history names another post: {present[person.nip]}.",
            )


def register_faults(handed: Handed) -> Iterator[Fault]:
    """Rows about people nobody knows, and ends before beginnings."""
    for kind, column in _NAMED:
        for row in handed.rows(kind):
            if not handed.knows("employees", getattr(row, column)):
                yield handed.fault(
                    kind, row, column, "Pegawai dengan NIP ini tidak ada.", "There is no employee with this NIP."
                )
    for kind in _SPANS:
        for row in handed.rows(kind):
            if row.until is not None and row.until < row.since:
                yield handed.fault(
                    kind,
                    row,
                    "until",
                    f"Tanggal akhir mendahului tanggal awal {row.since}.",
                    f"The end lies before the beginning {row.since}.",
                )


def relative_faults(handed: Handed) -> Iterator[Fault]:
    """Relatives of oneself."""
    for row in handed.rows("relatives"):
        if row.nip == row.other_nip:
            yield handed.fault(
                "relatives", row, "other_nip", "Kerabat tidak boleh diri sendiri.", "Nobody is a relative of himself."
            )


def future_faults(handed: Handed) -> Iterator[Fault]:
    """What has happened, dated after the day of the check: births, ranks, posts, assessments, ratings."""
    for kind, column in _NOT_AHEAD:
        for row in handed.rows(kind):
            day = getattr(row, handed.tables[kind].kind.column(column).into)
            if day is not None and day > handed.today:
                yield handed.fault(kind, row, column, "Tanggal belum tiba.", "The date has not come yet.")
    for row in handed.rows("performance"):
        if row.year > handed.today.year:
            yield handed.fault("performance", row, "year", "Tahun belum tiba.", "The year has not come yet.")


def history_faults(handed: Handed) -> Iterator[Fault]:
    """Posts nobody knows."""
    for row in handed.rows("history"):
        if not handed.knows("posts", row.post):
            yield handed.fault(
                "history",
                row,
                "post",
                "Jabatan tidak dikenal; kosongkan bila jabatan itu sudah dihapus.",
                "The post is not known; leave it empty when it no longer exists.",
            )


def overlap_faults(handed: Handed) -> Iterator[Fault]:
    """Rows of one person's history that overlap; a row ends on the day on which the next begins."""
    by_person: dict[str, list[Tenure]] = {}
    for row in handed.rows("history"):
        if row.until is None or row.until >= row.since:
            by_person.setdefault(row.nip, []).append(row)
    for rows in by_person.values():
        yield from _overlaps(handed, sorted(rows, key=lambda row: row.since))


def _overlaps(handed: Handed, rows: list[Tenure]) -> Iterator[Fault]:
    longest = rows[0]
    for row in rows[1:]:
        # The registers' own rows are not blamed: they are there, and the file says something else.
        blamed, other = (row, longest) if row.line else (longest, row)
        named = handed.named(other)
        if longest.until is None and row.until is None:
            yield handed.fault(
                "history",
                blamed,
                "until",
                f"{named.id.capitalize()} juga masih terbuka; hanya satu jabatan yang sedang dipangku.",
                f"{named.en.capitalize()} is open too; only one post is held at present.",
            )
        elif _end(longest) > row.since:
            yield handed.fault(
                "history",
                blamed,
                "from",
                f"Bertumpang tindih dengan {named.id}.",
                f"Overlaps with {named.en}.",
            )
        longest = max(longest, row, key=_end)


def _end(row: Tenure) -> date:
    return row.until or date.max
