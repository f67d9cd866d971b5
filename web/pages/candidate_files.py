"""Candidates for a need as files: every figure, or to who reads only the first ones the bands that his page shows."""

from fractions import Fraction
from typing import Any

from flask import Blueprint, Response, abort

from policies.loading import current
from policies.staffing import half_up
from web import database, people
from web.doors import SIGNED_IN, open_to
from web.pages.candidates import Seeking, asked_for, seeking_for
from web.pages.open_needs import by_selection
from web.panels.candidates import row, wishes
from web.sheets import EXPORT, decimals, sheet
from workflow import security
from workflow.matching.candidates import Candidate
from workflow.organisation.calendar import now

pages = Blueprint("candidate_files", __name__)

_FIGURES = sheet(
    "candidates",
    rank="Peringkat",
    name="Calon",
    post="Jabatan",
    unit="Unit asal",
    outlying="Wilayah luar",
    wishes="Keinginan pindah",
    fit="Kesesuaian",
    unknown="Belum diketahui",
    jpm="JPM",
    never_assessed="Belum dinilai",
    training_hours="Latihan (JP)",
    months_left="Bulan ke BUP",
    km="Jarak (km)",
    donor_need="Kebutuhan unit asal",
    donor_before="Terisi sebelum",
    donor_after="Terisi sesudah",
    refused="Menolak",
    gates="Perlu pengecualian",
    warnings="Peringatan",
)
_BANDS = sheet(
    "candidates",
    name="Calon",
    post="Jabatan",
    unit="Unit asal",
    outlying="Wilayah luar",
    wishes="Keinginan pindah",
    fit="Kesesuaian",
    training="Latihan",
    left="Ke BUP",
    distance="Jarak",
    donor="Unit asal sebelum dan sesudah",
    rules="Aturan",
)


@pages.get(f"/needs/<int:number>/candidates/{EXPORT}")
@open_to(SIGNED_IN)
def export(number: int, form: str) -> Response:
    """Send the candidates of the list; who may not read them, and a need without a list, gets 404."""
    seeking = seeking_for(number)
    if seeking is None or by_selection(seeking.need.category):
        abort(404)
    security.note_look(database.for_writing(), {"candidates": number}, people.signed_in().account, now())
    found = seeking.listed(asked=asked_for())
    if seeking.all:
        return _FIGURES.sent(form, [_figures(each, seeking) for each in found], need=number)
    return _BANDS.sent(form, [_bands(each, seeking) for each in found], need=number)


def _figures(each: Candidate, seeking: Seeking) -> dict[str, Any]:
    rules, match, donor = current().rules, each.match, each.donor if each.row.post_id is not None else None
    return {
        "rank": each.rank,
        "name": each.row.name,
        "post": each.row.post_name,
        "unit": each.row.unit_name,
        "outlying": bool(each.row.outlying),
        "wishes": tuple(wishes(each, seeking.reader)),
        "fit": decimals(each.fit.value),
        "unknown": tuple(sorted(each.fit.unknown)),
        "jpm": decimals(match.jpm) if match else None,
        "never_assessed": match.never_assessed if match else (),
        "training_hours": each.training_hours,
        "months_left": each.months_left,
        "km": None if each.metres is None else half_up(Fraction(each.metres, 1000)),
        "donor_need": donor.need if donor else None,
        "donor_before": donor.before if donor else None,
        "donor_after": donor.after if donor else None,
        "refused": tuple(each.refused(rules)),
        "gates": tuple(each.gates),
        "warnings": tuple(each.warnings(rules)),
    }


def _bands(each: Candidate, seeking: Seeking) -> dict[str, Any]:
    """Give a line in the words of the page: there is nothing in it that the page does not show."""
    shown = row(each, seeking.reader)
    donor = shown["donor"]
    told = [f"{reason['kind']}: {reason['words']}" for reason in shown["reasons"]]
    return shown | {
        "wishes": tuple(shown["wishes"]),
        "donor": f"{donor['main']} ({donor['small']})" if donor else None,
        "rules": " ".join(told),
    }
