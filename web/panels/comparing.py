"""Up to four candidates side by side: attributes as rows, people as columns, what differs marked."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.dates import months_between
from web import database
from web.look import figures
from web.panels.candidates import (
    Reader,
    competence_words,
    course_names,
    distance_words,
    donor_words,
    education,
    fit_words,
    months_words,
    training_words,
    wishes,
)
from workflow.matching.candidates import Candidate

Line = tuple[str, Callable[[Candidate], str]]


def compared(found: Sequence[Candidate], reader: Reader) -> list[dict[str, Any]]:
    """Give the rows of a comparison: the label, a value for each person, and whether the values differ."""
    rows = [(label, [say_of(each) for each in found]) for label, say_of in _lines(reader)]
    return [{"label": label, "values": values, "differ": len(set(values)) > 1} for label, values in rows]


def _lines(reader: Reader) -> list[Line]:
    return [
        (_("Unit asal"), lambda each: each.row.unit_name or _("tidak ada")),
        (_("Jabatan yang ditinggalkan"), lambda each: each.row.post_name or _("tidak ada")),
        (_("Golongan"), lambda each: each.row.rank or _("tidak dicatat")),
        (_("Pendidikan"), lambda each: education(each.row)),
        (_("Kesesuaian"), lambda each: fit_words(each, reader)),
        *(_of_competences() if reader.all else ()),
        (_("Pelatihan sebelum TMT"), training_words),
        (_("Masa jabatan"), lambda each: _held(each, reader)),
        (_("Unit asal sesudah"), _donor),
        (_("Jarak antarunit"), distance_words),
        (_("Ke BUP"), lambda each: months_words(each.months_left)),
        (_("Keinginan pindah"), lambda each: ", ".join(wishes(each, reader)) or _("tidak dicatat")),
    ]


def _of_competences() -> list[Line]:
    return [
        (_("JPM"), lambda each: figures.percent(each.match.jpm) if each.match else _("tanpa standar")),
        (_("Kesenjangan"), lambda each: competence_words(_gap(each)) or _("tidak ada")),
        (
            _("Belum dinilai"),
            lambda each: competence_words(each.match.never_assessed if each.match else ()) or _("tidak ada"),
        ),
        (_("Pelatihan"), lambda each: course_names(database.connection(), each.courses) or _("tidak ada")),
    ]


def _gap(each: Candidate) -> Sequence[str]:
    """Give the competences that were assessed and lie below the standard."""
    if each.match is None:
        return ()
    return [code for code in each.match.missing if code not in each.match.never_assessed]


def _held(each: Candidate, reader: Reader) -> str:
    if each.row.post_since is None:
        return _("tidak dicatat")
    months = months_between(each.row.post_since, reader.planned_on)
    return ngettext("%(num)s bulan", "%(num)s bulan", months)


def _donor(each: Candidate) -> str:
    words = donor_words(each)
    return f"{words['main']} ({words['small']})" if words else _("tidak ada")
