"""Who may read a dossier, as the law says, and what of it is kept from the one who looks."""

from typing import Any

from flask_babel import gettext as _

from policies.checking import DOSSIER_PARTS
from policies.loading import current
from policies.model import DossierReader
from web.look import say
from workflow.dossiers.people import Person


def part_words(part: str) -> str:
    """Name a part of a dossier."""
    return {
        "identity": _("identitas"),
        "posts": _("riwayat jabatan"),
        "education": _("pendidikan"),
        "competences": _("kompetensi"),
        "performance": _("kinerja"),
        "courses": _("pelatihan"),
        "absences": _("ketidakhadiran"),
        "discipline": _("hukuman disiplin"),
        "relatives": _("kerabat"),
        "wishes": _("permohonan pindah"),
    }[part]


def readers(name: str) -> dict[str, list[dict[str, str]]]:
    """Give who reads all of a dossier, and who reads some of it; `name` is of the person whose dossier it is."""
    laws = current().dossier_readers.values()
    whole = [reader for reader in laws if reader.reads.issuperset(DOSSIER_PARTS)]
    return {
        "whole": [{"what": _who(reader, name), "words": _reach(reader)} for reader in whole],
        "some": [{"what": _who(reader, name), "words": _some(reader)} for reader in laws if reader not in whole],
        "bases": [{"what": basis, "words": ""} for basis in dict.fromkeys(reader.basis for reader in laws)],
    }


def _who(reader: DossierReader, name: str) -> str:
    if reader.within == "self":
        return name
    return _("Pimpinan unitnya") if reader.within == "led" else say(current().roles[reader.role].label)


def _reach(reader: DossierReader) -> str:
    return _("berkasnya sendiri") if reader.within == "self" else _("setiap pembukaan dicatat")


def _some(reader: DossierReader) -> str:
    """Name what is read, or the less that is not."""
    read = [part for part in DOSSIER_PARTS if part in reader.reads and part != "identity"]
    hidden = [part for part in DOSSIER_PARTS if part not in reader.reads]
    if len(hidden) < len(read):
        return _("kecuali %(parts)s", parts=_listed(hidden))
    return _listed(read)


def _listed(parts: list[str]) -> str:
    return ", ".join(part_words(part) for part in parts)


def withheld(person: Person) -> str:
    """Say what of this dossier is not shown to the one who looks; empty when he sees all of it."""
    hidden = [part for part in DOSSIER_PARTS if part not in person.parts]
    return _listed(hidden)


def nobody_else() -> list[dict[str, Any]]:
    """Say who reads nothing of it, though he may be thought to."""
    return [
        {"what": _("Pegawai lain, unit lain"), "words": ""},
        {"what": _("Penilai dan rekan sejawat"), "words": _("tidak karena kedudukan itu")},
        {"what": _("Administrator sistem"), "words": _("hanya nama dan peran")},
    ]
