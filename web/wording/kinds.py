"""Words for the kinds of files that a city hands over, for their columns, and for what stands in their cells."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import pgettext

from web.look import dates, figures, language
from web.wording.codes import code_words, education_words
from workflow.organisation.files import cells
from workflow.organisation.files.kinds import Column


def kind_words(kind: str) -> str:
    """Name a kind of file by what its rows are about."""
    return {
        "units": pgettext("data", "Unit"),
        "posts": pgettext("data", "Jabatan"),
        "employees": pgettext("data", "Pegawai"),
        "bodies": pgettext("data", "Anggota tim penilai"),
        "relatives": pgettext("data", "Kerabat pegawai"),
        "discipline": pgettext("data", "Hukuman disiplin dan pemeriksaan"),
        "history": pgettext("data", "Riwayat jabatan"),
        "absences": pgettext("data", "Cuti panjang dan tugas belajar"),
        "performance": pgettext("data", "Kinerja tahunan"),
        "requests": pgettext("data", "Permohonan pindah"),
        "workload": pgettext("data", "Beban kerja"),
        "standards": pgettext("data", "Standar kompetensi jabatan"),
        "competences": pgettext("data", "Hasil uji kompetensi"),
        "courses": pgettext("data", "Katalog pelatihan"),
    }[kind]


def column_words(column: Column) -> str:
    """Name a column: its Indonesian label, or in English the name that it has in the contract."""
    if language() == "en":
        return column.name.replace("_", " ").capitalize()
    return column.label


def cell_words(column: Column, cell: str) -> str:
    """Write a cell as people read it; one without content is a word and not a gap."""
    if not cell:
        return _("kosong")
    if column.parse is cells.day:
        return dates.long_date(date.fromisoformat(cell))
    if column.parse is cells.nip:
        return figures.nip(cell)
    if column.parse is cells.education:
        return education_words(cell)
    if column.parse is cells.yes_no:
        return _("ya") if cell == "yes" else _("tidak")
    return code_words(cell)
