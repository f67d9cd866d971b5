"""A tiny city that is handed over without a fault, to be spoilt one cell at a time."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from workflow.organisation.files import Folder, read_folder

TODAY = date(2026, 11, 24)
HEAD, NURSE, CLERK = "198001012005011901", "198502022010022902", "199003032015031903"

_FILES: dict[str, str] = {
    "units": """
        code,name,kind,parent,outlying,criticality
        KOTA,Pemerintah Kota,kota,,no,
        DINKES,Dinas Kesehatan,dinas,KOTA,no,
        PKM,Puskesmas Pintu Langit,puskesmas,DINKES,yes,"0,75"
    """,
    "posts": """
        code,unit,name,category,class,need,min_education,fields,critical,reports_to,head
        DINKES-KA,DINKES,Kepala Dinas Kesehatan,JPT_PRATAMA,14,1,40,,no,,yes
        PKM-KA,PKM,Kepala Puskesmas,JF_MUDA,9,1,40,Kedokteran|Keperawatan,no,DINKES-KA,yes
        PKM-ADM,PKM,Pengadministrasi Perkantoran,PELAKSANA_KLERK,5,2,15,,tidak,PKM-KA,
    """,
    "employees": f"""
        nip,name,sex,birth_date,status,standing,rank,education,post,post_since
        {HEAD},Gomgom Raharjo Pane,L,1980-01-01,PNS,AKTIF,IV/b,45,DINKES-KA,02/05/2022
        {NURSE},Lanna Murni Koto,P,02-02-1985,PNS,AKTIF,III/c,40,PKM-KA,2023-01-09
        {CLERK},Bagas Torkis Rambe,L,03/03/1990,PNS,AKTIF,II/d,15,PKM-ADM,2021-07-01
    """,
    "bodies": f"""
        code,type,decree,from,until,nip,office,votes
        TPK-1,TPK,188.45/7/KPTS/2025,2025-01-01,2027-12-31,{HEAD},chair,yes
        TPK-1,TPK,188.45/7/KPTS/2025,2025-01-01,2027-12-31,{NURSE},secretary,yes
        TPK-1,TPK,188.45/7/KPTS/2025,2025-01-01,2027-12-31,{CLERK},member,yes
    """,
    "relatives": f"""
        nip,other_nip,kind,degree
        {HEAD},{NURSE},SEPUPU,4
    """,
    "discipline": f"""
        nip,kind,from,until,decree
        {CLERK},RINGAN,2024-02-01,2024-07-31,800.1.6.2/3/2024
        {CLERK},PEMERIKSAAN,2026-02-01,,
    """,
    "history": f"""
        nip,post,post_name,unit_name,from,until
        {HEAD},,Kepala Bidang,Dinas Sosial,2018-03-01,2022-05-02
        {HEAD},DINKES-KA,Kepala Dinas Kesehatan,Dinas Kesehatan,2022-05-02,
        {CLERK},PKM-ADM,Pengadministrasi Perkantoran,Puskesmas Pintu Langit,2021-07-01,
    """,
    "absences": f"""
        nip,kind,from,until
        {NURSE},CUTI_BESAR,2026-03-01,2026-05-31
    """,
    "performance": f"""
        nip,year,result,behaviour
        {HEAD},2025,DI_ATAS,SESUAI
        {CLERK},2025,SESUAI,SESUAI
    """,
    "requests": f"""
        nip,date,letter,unit,category
        {CLERK},2026-09-01,800/12/2026,DINKES,PELAKSANA_KLERK
        {NURSE},2026-10-05,800/15/2026,,
    """,
    "workload": """
        post,task,volume,minutes,until,reason,year
        PKM-ADM,Mengagendakan surat masuk,12000,"10,5",,,2026
        PKM-ADM,Mengarsipkan berkas akreditasi,400,60,2027-06-30,Akreditasi puskesmas,2026
    """,
    "standards": """
        post,competence,level
        PKM-KA,KOM,3
        PKM-KA,T-KES,4
    """,
    "competences": f"""
        nip,competence,level,assessed_on
        {NURSE},KOM,2,2025-08-01
        {NURSE},T-KES,4,01/08/2025
    """,
    "courses": """
        code,name,kind,hours,competences,unit
        PEL-01,Komunikasi Efektif,klasikal,40,PLP:3|KOM:2,DINKES
    """,
}


def _table(words: str) -> list[list[str]]:
    return list(csv.reader(line.strip() for line in words.strip().splitlines()))


@dataclass
class Handover:
    """The cells of every file. Rows are counted as a spreadsheet counts them: 1 is the heading."""

    files: dict[str, list[list[str]]] = field(default_factory=lambda: {kind: _table(_FILES[kind]) for kind in _FILES})

    def set(self, kind: str, row: int, column: str, value: str) -> None:
        """Writes one cell; a column that is not there yet is added."""
        heading = self.files[kind][0]
        if column not in heading:
            for line in self.files[kind]:
                line.append(column if line is heading else "")
        self.files[kind][row - 1][heading.index(column)] = value

    def add(self, kind: str, line: str) -> None:
        """Adds a row, written as a line of CSV."""
        self.files[kind] += _table(line)

    def write(self, folder: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
        """Writes every file as CSV and gives the folder back."""
        folder.mkdir(parents=True, exist_ok=True)
        for kind, lines in self.files.items():
            with (folder / f"{kind}.csv").open("w", encoding=encoding, newline="") as file:
                csv.writer(file, delimiter=delimiter).writerows(lines)
        return folder


def read(folder: Path) -> Folder:
    """Reads a folder as of the day on which the tiny city stands."""
    return read_folder(folder, TODAY)


def told(folder: Folder) -> list[tuple[str, int | None, str | None, str]]:
    """Every fault as its file, row, column and English words."""
    return [(fault.file, fault.row, fault.column, fault.message.en) for fault in folder.faults]
