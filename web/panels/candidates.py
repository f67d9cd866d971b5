"""Candidates in words: the figures of one person in the list for a need, and what the rules of a proposal say of him.

Whoever reads everything sees the figures; whoever reads only the first ones sees bands, and of competences nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Connection, select

from policies.loading import current
from policies.matching import BANDS
from policies.model import Rule
from policies.reading import Sight
from policies.staffing import half_up
from policies.verdicts import Result
from web.look import figures, say
from web.wording.codes import education_words
from web.wording.rules import unmet_words
from web.wording.values import filled
from workflow.matching.candidates import Candidate
from workflow.matching.wishes import long_outlying, outlying_months
from workflow.tables import courses

OF_COMPETENCES = "jpm"  # a rule that saw this figure tells of competences


@dataclass(frozen=True)
class Reader:
    """How the list is read on a day: with every figure, or in bands; `wishing` are those with an open request."""

    day: date
    planned_on: date
    all: bool
    wishing: frozenset[int]

    @property
    def sight(self) -> Sight:
        """Give what of the rules' values is shown."""
        return Sight(frozenset() if self.all else frozenset({"sensitive", "others"}), 0)


def row(each: Candidate, reader: Reader) -> dict[str, Any]:
    """Give a person as the list shows him."""
    return {
        "id": each.row.id,
        "name": each.row.name,
        "post": each.row.post_name or _("tidak menduduki jabatan"),
        "unit": each.row.unit_name or "",
        "outlying": bool(each.row.outlying),
        "wishes": wishes(each, reader),
        "fit": fit_words(each, reader),
        "rank": each.rank if reader.all else None,
        "unknown": _unknown(each) if reader.all else "",
        "jpm": _jpm(each, reader.day) if reader.all else None,
        "training": training_words(each),
        "left": months_words(each.months_left),
        "distance": distance_words(each),
        "donor": donor_words(each),
        "below": _below_floor(each, reader.day),
        "tags": tags(each),
        "reasons": reasons(each, reader),
    }


def wishes(each: Candidate, reader: Reader) -> list[str]:
    """Say whether somebody wants to move, as the registers tell."""
    words = [_("permintaan sendiri")] if each.row.id in reader.wishing else []
    months = outlying_months(current(), reader.day)
    if long_outlying(each.row, months, reader.planned_on):
        words.append(_("%(months)s bulan atau lebih di wilayah luar", months=months))
    return words


def fit_words(each: Candidate, reader: Reader) -> str:
    """Write a fit with its four decimals, or its band."""
    if reader.all:
        return figures.fixed(Decimal(each.fit.ten_thousandths).scaleb(-4), 4)
    names = (_("sangat sesuai"), _("sesuai"), _("cukup sesuai"), _("kurang sesuai"))
    least = current().rules["R-FIT-03"].on(reader.day)
    return names[sum(each.fit.value < Fraction(least[band]) for band in BANDS)]


def _unknown(each: Candidate) -> str:
    """Name the parts of a fit that nobody knows and that count a half."""
    parts = [name for key, name in part_names().items() if key in each.fit.unknown]
    return _("belum diketahui: %(parts)s", parts=", ".join(parts)) if parts else ""


def part_names() -> dict[str, str]:
    """Name the parts of a fit."""
    return {
        "competence": _("kompetensi"),
        "performance": _("kinerja"),
        "experience": _("pengalaman"),
        "education": _("pendidikan"),
        "training": _("pelatihan"),
        "donor": _("unit asal"),
        "distance": _("jarak"),
    }


def _jpm(each: Candidate, day: date) -> dict[str, Any] | None:
    """Give the JPM with the share that it should reach; None where the post has no standard."""
    if each.match is None:
        return None
    limit = share_of(day)
    never = len(each.match.never_assessed)
    return {
        "words": figures.percent(each.match.jpm),
        "share": float(each.match.jpm),
        "limit": float(limit),
        "pale": each.match.jpm < limit,
        "never": ngettext("%(num)s belum dinilai", "%(num)s belum dinilai", never) if never else "",
    }


def training_words(each: Candidate) -> str:
    """Say what training closes the gap against the standard."""
    if each.match is None:
        return _("tanpa standar")
    if each.assess:
        return _("perlu dinilai")
    if each.training_hours is None:
        return _("tidak ada pelatihan yang menutup")
    return _("%(hours)s\u00a0JP", hours=each.training_hours) if each.training_hours else _("tidak perlu")


def months_words(months: int) -> str:
    """Write months as a person says them: years and months."""
    years, rest = divmod(max(months, 0), 12)
    if not years:
        return _("%(months)s\u00a0bln", months=rest)
    words = _("%(years)s\u00a0th", years=years)
    return f"{words} " + _("%(months)s\u00a0bln", months=rest) if rest else words


def distance_words(each: Candidate) -> str:
    """Write the distance between the units as the crow flies."""
    if each.metres is None:
        return _("belum diketahui")
    return _("%(km)s\u00a0km", km=half_up(Fraction(each.metres, 1000)))


def donor_words(each: Candidate) -> dict[str, str] | None:
    """Say how full the donor unit is before and after the move; None for somebody without a post."""
    if each.donor is None or each.row.post_id is None:
        return None
    before, after = figures.percent(each.donor.share_before), figures.percent(each.donor.share_after)
    people = _(
        "%(before)s → %(after)s dari %(need)s", before=each.donor.before, after=each.donor.after, need=each.donor.need
    )
    return {"main": f"{before} → {after}", "small": people}


def _below_floor(each: Candidate, day: date) -> bool:
    floor = floor_of(day)
    return each.donor is not None and each.donor.after < each.donor.before and each.donor.share_after < floor


def share_of(day: date) -> Fraction:
    """Give the JPM that meets the requirement (R-CMP-01b)."""
    return Fraction(current().rules["R-CMP-01b"].on(day)["share"])


def floor_of(day: date) -> Fraction:
    """Give the share to which a donor unit stays filled (R-DON-01)."""
    return Fraction(current().rules["R-DON-01"].on(day)["floor"])


def tags(each: Candidate) -> list[tuple[str, str, str]]:
    """Count what stands against a proposal, as (tone, icon, words)."""
    rules = current().rules
    refused, gates, warnings = len(each.refused(rules)), len(each.gates), len(each.warnings(rules))
    found = [
        ("bad", "x-circle-fill", ngettext("%(num)s menolak", "%(num)s menolak", refused)) if refused else None,
        ("waive", "shield-exclamation", ngettext("%(num)s pengecualian", "%(num)s pengecualian", gates))
        if gates
        else None,
        ("warn", "exclamation-triangle-fill", ngettext("%(num)s peringatan", "%(num)s peringatan", warnings))
        if warnings
        else None,
    ]
    return [tag for tag in found if tag] or [("ok", "check-lg", _("Semua terpenuhi"))]


def reasons(each: Candidate, reader: Reader) -> list[dict[str, str]]:
    """Give every rule that refuses, needs a waiver or warns, in that order, with the value seen and its law."""
    rules = current().rules
    named = {rule: kind for kind, names in _against(each).items() for rule in names}
    found = [result for result in each.results if result.rule in named]
    order = list(_against(each))
    found.sort(key=lambda result: order.index(named[result.rule]))
    return [
        {
            "kind": kind_words(named[result.rule]),
            "words": _reason(rules[result.rule], result, reader),
            "law": rules[result.rule].basis,
        }
        for result in found
    ]


def _against(each: Candidate) -> Mapping[str, Sequence[str]]:
    rules = current().rules
    return {"refused": each.refused(rules), "gate": each.gates, "warning": each.warnings(rules)}


def kind_words(kind: str) -> str:
    """Name what an unmet rule means for a proposal."""
    names = {"refused": _("Menolak"), "gate": _("Perlu pengecualian"), "warning": _("Peringatan")}
    return names[kind]


def _reason(rule: Rule, result: Result, reader: Reader) -> str:
    if not reader.all and OF_COMPETENCES in result.seen:
        return _("%(rule)s: tidak terpenuhi, alasan terbatas.", rule=filled(rule.sentence, rule.on(reader.day)))
    return unmet_words(rule, result, reader.sight, reader.day)


def education(row: Any) -> str:
    """Write a person's level of education and field of study."""
    level = education_words(row.education)
    return f"{level} {row.field}" if row.field else level


def competence_words(codes: Sequence[str]) -> str:
    """Name competences."""
    return ", ".join(_competence(code) for code in codes)


def _competence(code: str) -> str:
    known = current().competence(code)
    if known is None:
        return code
    return f"{say(known.label)} ({code})" if known.series else say(known.label)


def course_names(connection: Connection, codes: Sequence[str]) -> str:
    """Name courses by their codes."""
    if not codes:
        return ""
    found = dict(
        connection.execute(select(courses.c.code, courses.c.name).where(courses.c.code.in_(codes))).tuples().all()
    )
    return ", ".join(found.get(code, code) for code in codes)
