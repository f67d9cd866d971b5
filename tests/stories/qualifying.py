"""What is wrong with a candidate or his unit, rule by rule: each is found when he is proposed, and at the ballot again.

Written by hand like `refusals.py`, which takes these rows up for both steps.
"""

from dataclasses import dataclass
from datetime import date

from tests.stories.meanwhile import (
    Change,
    analysed,
    assessed,
    moved,
    person,
    post,
    requires,
    studying,
    unit,
)


@dataclass(frozen=True)
class Fault:
    """A rule, what is wrong, the sentence that the person reads, and what the registers say for it to be so."""

    rule: str
    wrong: str
    says: str
    meanwhile: tuple[Change, ...]
    gate: bool = False


_KLERK = post("NERS-PKM", category="PELAKSANA_KLERK")

FAULTS = [
    Fault(
        "R-STR-01",
        "no experience as pengawas",
        "Syarat jabatan administrator belum terpenuhi: pendidikan S-1, pengalaman 0 bulan.",
        (post("NERS-PKM", category="ADMINISTRATOR"),),
    ),
    Fault(
        "R-STR-02",
        "a month short of four years",
        "Syarat jabatan pengawas belum terpenuhi: pendidikan S-1, pengalaman 47 bulan.",
        (post("NERS-PKM", category="PENGAWAS"),),
    ),
    Fault(
        "R-STR-03",
        "no secondary school",
        "Pendidikan SLTP kejuruan di bawah syarat jabatan pelaksana.",
        (_KLERK, person("nurhamidah", education="12")),
    ),
    Fault(
        "R-JF-01",
        "a diploma for an expert post",
        "Pendidikan D-III, bidang tidak dicatat, belum memenuhi syarat jabatan fungsional.",
        (person("nurhamidah", education="30"),),
    ),
    Fault(
        "R-CMP-02a",
        "the post asks for a master's degree",
        "Pendidikan S-1 di bawah syarat jabatan S-2.",
        (post("NERS-PKM", min_education="45"),),
    ),
    Fault(
        "R-ELG-07b",
        "sixteen months before retirement",
        "Sisa masa kerja sampai batas usia pensiun hanya 15 bulan.",
        (person("nurhamidah", birth_date=date(1967, 8, 15)),),
    ),
    Fault(
        "R-TEN-05",
        "moved last August",
        "Pegawai telah dimutasi dalam 12 bulan terakhir (1 kali).",
        (moved("nurhamidah", date(2023, 8, 1)),),
    ),
    Fault(
        "R-CMP-01b",
        "three of four levels",
        "Kesesuaian kompetensi 75% di bawah 80%.",
        (requires("NERS-PKM", KOM=2, PLP=2), assessed("nurhamidah", KOM=1, PLP=2)),
    ),
    Fault(
        "R-CMP-02b",
        "another field of study",
        "Bidang studi tidak dicatat berbeda dari syarat jabatan: Administrasi.",
        (post("NERS-PKM", category="PELAKSANA_KLERK", fields="Administrasi"),),
    ),
    Fault("R-CMP-06", "two classes up", "Kelas jabatan berubah dari 8 ke 10.", (post("NERS-PKM", job_class=10),)),
    Fault(
        "R-NED-02",
        "an analysis of three years ago",
        "Analisis beban kerja jabatan ini berasal dari tahun 2021; perbarui.",
        (analysed("NERS-PKM", 2021),),
    ),
    Fault(
        "R-DON-04",
        "units of different kinds",
        "Kapasitas unit asal dan penerima tidak sebanding: 30%.",
        (unit("RSUD", kind="rumah sakit"),),
    ),
    # gates
    Fault(
        "R-ELG-05",
        "a study assignment",
        "Pegawai masih menjalani tugas belajar sampai 31 Desember 2024.",
        (studying("nurhamidah", date(2024, 12, 31)),),
        gate=True,
    ),
    Fault(
        "R-ELG-07a",
        "two months before retirement",
        "Sisa masa kerja sampai batas usia pensiun hanya 1 bulan.",
        (person("nurhamidah", birth_date=date(1966, 6, 15)),),
        gate=True,
    ),
    Fault(
        "R-CMP-01a",
        "never assessed",
        "Kesesuaian kompetensi 0% di bawah ambang 68%, atau lebih dari separuh standar belum dinilai.",
        (requires("NERS-PKM", KOM=2),),
        gate=True,
    ),
    Fault(
        "R-CMP-07",
        "a class down",
        "Rotasi ini menurunkan kelas jabatan dari 8 ke 7; wajib ada dasar keputusan.",
        (post("NERS-PKM", job_class=7),),
        gate=True,
    ),
    Fault(
        "R-DON-02",
        "the donor is emptier than the clinic",
        "Unit asal akan terisi 28%, lebih rendah daripada unit penerima 66%.",
        (post("NERS-RSUD", need=30),),
        gate=True,
    ),
]
