"""Words for the codes that registers keep and rules answer with: standings, categories, relations, outcomes."""

from functools import cache

from flask_babel import gettext as _

from web.look import language


def code_words(code: str) -> str:
    """Give the words for a code in the current language; what is no code stays as it is."""
    return _codes(language()).get(code, code)


def education_words(code: str) -> str:
    """Give the words for a level of education as the register codes it; another text stays as it is."""
    levels = {
        "05": _("SD"),
        "10": _("SLTP"),
        "12": _("SLTP kejuruan"),
        "15": _("SLTA"),
        "17": _("SLTA kejuruan"),
        "18": _("SLTA keguruan"),
        "20": _("D-I"),
        "25": _("D-II"),
        "30": _("D-III"),
        "35": _("D-IV"),
        "40": _("S-1"),
        "45": _("S-2"),
        "50": _("S-3"),
    }
    return levels.get(code, code)


@cache
def _codes(_language: str) -> dict[str, str]:
    """Every code with its words; kept for each language, since the catalogue does not change while we serve."""
    return _standings() | _categories() | _measures() | _ratings() | _relations() | _outcomes() | _findings()


def _standings() -> dict[str, str]:
    return {
        "AKTIF": _("aktif"),
        "CLTN": _("cuti di luar tanggungan negara"),
        "DIBERHENTIKAN_SEMENTARA": _("diberhentikan sementara"),
        "DIPEKERJAKAN": _("dipekerjakan pada instansi lain"),
        "PENSIUN": _("pensiun"),
        "MENINGGAL": _("meninggal dunia"),
        "BERHENTI": _("berhenti"),
    }


def _categories() -> dict[str, str]:
    return {
        "JPT_PRATAMA": _("jabatan pimpinan tinggi pratama"),
        "ADMINISTRATOR": _("administrator"),
        "PENGAWAS": _("pengawas"),
        "PELAKSANA_KLERK": _("pelaksana klerek"),
        "PELAKSANA_OPERATOR": _("pelaksana operator"),
        "PELAKSANA_TEKNISI": _("pelaksana teknisi"),
        "JF_PEMULA": _("fungsional pemula"),
        "JF_TERAMPIL": _("fungsional terampil"),
        "JF_MAHIR": _("fungsional mahir"),
        "JF_PENYELIA": _("fungsional penyelia"),
        "JF_PERTAMA": _("fungsional ahli pertama"),
        "JF_MUDA": _("fungsional ahli muda"),
        "JF_MADYA": _("fungsional ahli madya"),
        "JF_UTAMA": _("fungsional ahli utama"),
    }


def _measures() -> dict[str, str]:
    """Give what may be open against an employee."""
    return {
        "PEMERIKSAAN": _("pemeriksaan disiplin"),
        "RINGAN": _("hukuman disiplin ringan"),
        "SEDANG": _("hukuman disiplin sedang"),
        "BERAT": _("hukuman disiplin berat"),
        "PERADILAN": _("proses peradilan"),
    }


def _ratings() -> dict[str, str]:
    """Give how the work of a year was rated."""
    return {
        "DI_ATAS": _("di atas ekspektasi"),
        "SESUAI": _("sesuai ekspektasi"),
        "DI_BAWAH": _("di bawah ekspektasi"),
    }


def _relations() -> dict[str, str]:
    """Give how a person stands to a case, and as what he has acted in it before."""
    return {
        "subject": _("pegawai yang bersangkutan"),
        "family": _("keluarga yang dinyatakan"),
        "proposer": _("pengusul"),
        "donor_head": _("kepala unit asal"),
        "receiving_head": _("kepala unit penerima"),
        "superior": _("atasan langsung"),
        "voter": _("pemberi suara"),
        "analyst": _("analis yang mencatat kasus"),
    }


def _outcomes() -> dict[str, str]:
    return {
        "carried": _("disetujui"),
        "lost": _("tidak disetujui"),
        "tie": _("seri, tanpa hasil"),
        "void": _("dibatalkan, tanpa hasil"),
        "open": _("belum ditutup"),
        "unopened": _("belum dibuka"),
        "none": _("belum ada pemungutan suara"),
    }


def _findings() -> dict[str, str]:
    """Give what a rule found where it found no number and no date."""
    return {
        "unstated": _("tidak dicatat"),
        "free": _("belum terikat usulan lain"),
        "bound": _("terikat usulan lain"),
        "no_post": _("tidak menduduki jabatan"),
        "same_post": _("sudah menduduki jabatan ini"),
        "exempt": _("jabatan ini tidak dilantik"),
        "sworn": _("sudah dilantik"),
        "missing": _("belum dilantik"),
        "due": _("perlu dilantik"),
        "holder": _("pemangku jabatan"),
        "delegate": _("penerima pelimpahan tertulis"),
        "acting_official": _("pelaksana tugas atau pelaksana harian"),
        "took_part": _("sudah terlibat dalam kasus ini"),
        "not_ppk": _("bukan PPK"),
        "consents": _("menyetujui"),
        "objects": _("berkeberatan"),
        "silent": _("tidak menjawab"),
        "retired": _("pensiun"),
        "dead": _("meninggal dunia"),
        "departed": _("tidak lagi menduduki jabatan itu"),
        "moved": _("dimutasi lagi"),
        "no_evaluator": _("tidak ada penilai"),
    }
