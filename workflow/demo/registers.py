"""The smaller registers of the city: the body of seven, declared families, discipline and long leaves."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

from workflow.demo.calendar import day_in_month, month_start
from workflow.demo.cast import BODY_OFFICES, BY_POST
from workflow.organisation.files.rows import Absence, Discipline, Employee, Relative, Seat

BODY_CODE = "BAPERJAKAT"


def body(holders: dict[str, Employee], today: date) -> list[Seat]:
    """Baperjakat: seven voters for three years, appointed eighteen months ago."""
    since, until = month_start(today, 18), month_start(today, -18) - timedelta(days=1)
    return [
        Seat(
            code=BODY_CODE,
            type="BAPERJAKAT",
            decree=f"188.45/112/KPTS/{since.year}",
            since=since,
            until=until,
            nip=holders[post].nip,
            office=office,
            votes=True,
        )
        for post, office in BODY_OFFICES
    ]


def relatives(holders: dict[str, Employee], employees: Iterable[Employee]) -> list[Relative]:
    """Four declared ties: to a voter of the body, to the head of a unit, and two among colleagues."""
    ordinary = [person for person in employees if person.post not in BY_POST and person.status == "PNS"]
    voter, head = holders["SETDA-ASISTEN-2"], holders["DINKES-KA"]
    camat, nurse = holders["12.77.01-CAMAT"], holders["RSUD-PRW-TERAMPIL"]
    ties: tuple[tuple[Employee, str, int, Callable[[Employee], bool]], ...] = (
        (voter, "SAUDARA_KANDUNG", 2, lambda other: abs(_years(voter, other)) < 12 and _clan(voter, other)),
        (head, "ANAK", 1, lambda other: 22 <= _years(head, other) <= 35 and _clan(head, other)),
        (camat, "IPAR", 2, lambda other: abs(_years(camat, other)) < 12 and (other.post or "").startswith("12.77.01.")),
        (nurse, "SUAMI_ISTRI", 1, lambda other: abs(_years(nurse, other)) < 8 and other.sex == "L"),
    )
    return [
        Relative(nip=person.nip, other_nip=next(filter(fits, ordinary)).nip, kind=kind, degree=degree)
        for person, kind, degree, fits in ties
    ]


def _years(older: Employee, younger: Employee) -> int:
    return younger.birth_date.year - older.birth_date.year


def _clan(one: Employee, other: Employee) -> bool:
    """Whether both carry the same family name; degrees stand after a comma."""
    return one.name.split(",")[0].split()[-1] == other.name.split(",")[0].split()[-1]


def discipline(employees: Iterable[Employee], today: date) -> list[Discipline]:
    """Six people with a matter on file: two of them past, the others open or running."""
    matters = (
        ("PEMERIKSAAN", 2, None),
        ("SEDANG", 7, -2),
        ("BERAT", 8, -4),
        ("PERADILAN", 5, None),
        ("RINGAN", 30, 27),
        ("SEDANG", 34, 28),
    )
    named = _ordinary(employees, "discipline", len(matters))
    return [
        Discipline(
            nip=person.nip,
            kind=kind,
            since=(since := day_in_month(Random(person.name), today, started)),
            until=None if ended is None else month_start(today, ended) - timedelta(days=1),
            decree=None if kind in {"PEMERIKSAAN", "PERADILAN"} else f"800.1.6.2/{started:03}/BKPSDM/{since.year}",
        )
        for person, (kind, started, ended) in zip(named, matters, strict=True)
    ]


def absences(holders: dict[str, Employee], employees: Iterable[Employee], today: date) -> list[Absence]:
    """Long leaves: the chair's past one, two heads of units, and three colleagues who study or stay at home."""
    named = _ordinary(employees, "absences", 2)
    unpaid = next(person for person in employees if person.standing == "CLTN")
    spans = (
        (holders["SETDA-SEKDA"], "CUTI_BESAR", 9, 8),
        (holders["DLH-KA"], "CUTI_BESAR", 1, -1),
        (holders["PKM-WEKI-KA"], "CUTI_BESAR", 5, 3),
        (named[0], "TUGAS_BELAJAR", 16, -20),
        (named[1], "TUGAS_BELAJAR", 40, 4),
        (unpaid, "CLTN", 10, -14),
    )
    return [
        Absence(
            nip=person.nip,
            kind=kind,
            since=month_start(today, started),
            until=month_start(today, ended) - timedelta(days=1),
        )
        for person, kind, started, ended in spans
    ]


def _ordinary(employees: Iterable[Employee], purpose: str, count: int) -> list[Employee]:
    """Clerks, operators and nurses outside the cast, drawn apart for each purpose."""
    pool = [
        person
        for person in employees
        if person.post and person.post not in BY_POST and person.status == "PNS" and person.standing == "AKTIF"
        if person.post.endswith(("-PTK", "-PDI", "-ADM", "-SEK", "-PRW-TERAMPIL"))
    ]
    return Random(purpose).sample(pool, count)
