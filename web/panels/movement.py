"""The case in one look: who moves from where to where, and how both units are filled."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from policies.facts import Actor, Fill
from web.look import dates, figures
from web.wording import code_words, education_words
from workflow.cases import OpenCase, Person, Place
from workflow.effects import Effect, effect


def movement(opened: OpenCase) -> dict[str, Any] | None:
    """Give the card "from → to" as components/move.html draws it; None while nobody is proposed."""
    return card(opened.old_place, opened.new_place, opened.candidate, _fills(opened), _retirement(opened))


def card(
    old: Place | None,
    new: Place | None,
    candidate: Person | None,
    effect_: Effect | None = None,
    retires_on: date | str | None = None,
) -> dict[str, Any] | None:
    """Give the card of any move, made or only considered; None while candidate or new post is missing.

    Who holds no post (`old` is None) comes from nowhere, and no unit gives him up.
    """
    if candidate is None or new is None:
        return None
    same = old is not None and old.job_class == new.job_class
    kept = _("%(number)s (tetap)", number=new.job_class) if same else str(new.job_class)
    rows = {
        "NIP": figures.nip(candidate.nip),
        _("Pangkat"): candidate.rank,
        _("Pendidikan"): education_words(candidate.education),
        _("Pensiun (BUP)"): dates.long_date(retires_on) if retires_on else "",
    }
    return {
        "old": _half(old, str(old.job_class), effect_.donor if effect_ else None) if old else _nowhere(effect_),
        "new": _half(new, kept, effect_.receiving if effect_ else None),
        "person": [(label, value) for label, value in rows.items() if value],
    }


def _nowhere(effect_: Effect | None) -> dict[str, Any]:
    """Give the half of who holds no post: the rows of the other half, so that they stand side by side, with nothing."""
    labels = [_("Kelas"), _("Jenjang"), *([_("Terisi")] if effect_ else [])]
    return {
        "over": _("Tanpa unit asal"),
        "unit": _("Tanpa jabatan"),
        "post": _("tidak menduduki jabatan"),
        "outlying": False,
        "facts": [(label, _("tidak ada")) for label in labels],
    }


def _half(place: Place, job_class: str, fill: Fill | None) -> dict[str, Any]:
    facts = [(_("Kelas"), job_class), (_("Jenjang"), code_words(place.category))]
    if fill is not None:
        facts.append((_("Terisi"), fill_words(fill)))
    return {"unit": place.unit_name, "post": place.name, "outlying": place.outlying, "facts": facts}


def fill_words(fill: Fill) -> Markup:
    """Write a fill as it is and as it will be: 96% → **93%** (43 dari 46)."""
    before, after = (figures.percent(share(count, fill.need)) for count in (fill.before, fill.after))
    counted = _("%(after)s dari %(need)s", after=fill.after, need=fill.need)
    return Markup("{} → <b>{}</b> ({})").format(before, after, counted)


def share(count: int, need: int) -> float:
    """Give the share of a need that is filled; a unit that needs nobody is full."""
    return count / need if need else 1.0


def _fills(opened: OpenCase) -> Effect | None:
    """Count both units while the move lies ahead; afterwards the registers know no "before" any more."""
    if not opened.procedure.states[opened.case.state].binds:
        return None
    onlooker = Actor(opened.who.account, opened.who.employee, role="")
    return effect(opened.scene.facts(opened.procedure.steps["propose"], onlooker, {}))


def _retirement(opened: OpenCase) -> str | None:
    """Give the day of retirement as the last judgement saw it."""
    seen = (each.results["R-ELG-01"][1] for each in reversed(opened.lines) if "R-ELG-01" in each.results)
    return next((each["retires_on"] for each in seen if each.get("retires_on")), None)
