"""Words for the kinds of files that a city hands over, for their columns, and for what stands in their cells."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import pgettext

from web.look import dates, figures, say
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
    """Name a column: by its label, which in Indonesian also stands in the files."""
    return say(column.words)


def column_help(kind: str, column: Column) -> str:
    """Say how a cell of a column is written, empty where its name says it."""
    own = {
        ("posts", "need"): _("Formasi yang disetujui, bilangan bulat; kosong bila mengikuti beban kerja."),
        ("posts", "fields"): _("Beberapa bidang dipisahkan tanda |"),
        ("posts", "reports_to"): _("Kode jabatan; pemangkunya atasan langsung."),
        ("posts", "head"): _("Hanya satu jabatan memimpin sebuah unit."),
        ("posts", "critical"): _("Pemangku tunggalnya tidak pergi tanpa pengganti."),
        ("posts", "bup_group"): _("Hanya bila kategori tidak menentukan usia pensiun, misalnya guru."),
        ("units", "criticality"): _("Dari 0 sampai 1; kosong bila belum ditetapkan."),
        ("units", "latitude"): _("Derajat, dengan koma atau titik desimal."),
        ("units", "longitude"): _("Derajat, dengan koma atau titik desimal."),
        ("workload", "volume"): _("Tanpa tanda ribuan; beban sementara ditulis seolah-olah setahun penuh."),
        ("workload", "minutes"): _("Menit untuk satu satuan volume."),
        ("workload", "until"): _("Hanya untuk beban sementara: hari terakhirnya."),
        ("courses", "competences"): _("Kode dan tingkat, misalnya KOM:2|PLP:3"),
        ("history", "until"): _("Hari pertama jabatan itu tidak lagi dipangku; kosong bila masih dipangku."),
        ("relatives", "degree"): _("Banyaknya kelahiran dan perkawinan di antara keduanya."),
    }
    return own.get((kind, column.name), "")


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
