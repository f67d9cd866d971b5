"""The lines of many cases by day, the acts that were refused, and what the last verification found."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from web.look import dates, figures, language, say
from web.meanwhile import case_href
from web.spelling import in_sentence
from web.wording import entry, filled
from workflow.audit.reading import TrailLine, Verification
from workflow.audit.refusals import Refusal
from workflow.audit.report import CLEAN, INCOMPLETE, TAMPERED
from workflow.organisation.calendar import city_day

_STALE = timedelta(days=7)  # after which a verification says little about today


def by_day(lines: Iterable[TrailLine], *, hashes: bool) -> list[dict[str, Any]]:
    """Give lines, newest first, as components/ledger.html draws them; `hashes` are for who checks the chain."""
    return _days([_line(line, hashes=hashes) for line in lines])


def _days(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"day": day, "entries": list(found)} for day, found in groupby(entries, lambda each: city_day(each["at"]))]


def _line(line: TrailLine, *, hashes: bool) -> dict[str, Any]:
    return entry(line.shown) | {
        "mark": line.shown.moves,
        "hash": line.shown.hash.hex() if hashes else "",
        "case": _case(line.case_number),
    }


def _case(case_number: str) -> dict[str, str]:
    return {"number": case_number, "href": case_href(case_number)}


# -- refused acts ------------------------------------------------------------------------------------------------------


def refused_by_day(found: Iterable[Refusal]) -> list[dict[str, Any]]:
    """Give refused acts, newest first, as components/ledger.html draws them."""
    return _days([_refusal(each) for each in found])


def _refusal(refusal: Refusal) -> dict[str, Any]:
    who = refusal.who or _("Seseorang yang tidak dikenal")
    step = in_sentence(say(refusal.step.label)) if refusal.step else ""
    words = (
        _("%(who)s mencoba langkah: %(step)s.", who=who, step=step)
        if step
        else _("%(who)s mencoba mengubah data.", who=who)
    )
    return {
        "at": refusal.at,
        "sentence": words,
        "tag": {"verdict": "refused", "words": kind_words(refusal.kind)},
        "reasons": [_ground(ground, city_day(refusal.at)) for ground in refusal.grounds],
        "number": refusal.id,
        "about": _("kejadian keamanan"),
        "case": _case(refusal.case_number) if refusal.case_number else None,
    }


def _tried(who: str, step: str) -> str:
    if not step:
        return _("%(who)s mencoba mengubah data.", who=who)
    return _("%(who)s mencoba langkah: %(step)s.", who=who, step=step)


def kind_words(kind: str) -> str:
    """Say why something that was tried was not done."""
    names = {
        "refused": _("Ditolak"),
        "overtaken": _("Didahului orang lain"),
        "not-readable": _("Kasus itu tidak boleh dibacanya"),
        "key-reused": _("Formulir lama dengan isi lain"),
        "not-kept": _("Bukan pemelihara register ini"),
    }
    return names.get(kind, kind)


def _ground(ground: str, day: date) -> str:
    """Say why something was refused: a rule of the law, the person's role, or the state of the case."""
    rule = current().rules.get(ground)
    if rule is not None:
        words = filled(rule.sentence, rule.on(day))
        return _("Belum terpenuhi: %(rule)s (%(code)s)", rule=in_sentence(words), code=rule.id)
    return {
        "role": _("Perannya pada kasus itu tidak mencakup langkah ini"),
        "state": _("Kasus itu sedang pada tahap lain"),
    }.get(ground, ground)


# -- verifications -----------------------------------------------------------------------------------------------------


def verdict(last: Verification | None) -> str:
    """Say in one sentence what the last verification found."""
    if last is None:
        return _("Catatan belum pernah diperiksa")
    return {
        CLEAN: _("Semua catatan utuh pada pemeriksaan terakhir"),
        TAMPERED: _("Ada catatan yang tidak cocok"),
        INCOMPLETE: _("Catatan belum dapat diperiksa seluruhnya"),
    }.get(last.result, last.result)


def strip(last: Verification | None, now: datetime) -> list[dict[str, str]]:
    """Give what the last verification found as facts for components/ledger.html."""
    if last is None:
        note = _("Jalankan perintah mutasi audit verify di peladen")
        return [{"label": _("Hasil"), "tone": "warn", "words": _("Belum pernah diperiksa"), "note": note}]
    tone, words = result(last)
    cases, lines = figures.number(last.transfers), figures.number(last.entries)
    return [
        {"label": _("Hasil"), "tone": tone, "words": words, "note": found(last)},
        {
            "label": _("Yang diperiksa"),
            "tone": "",
            "words": ngettext("%(count)s kasus", "%(count)s kasus", last.transfers, count=cases),
            "note": ngettext("%(count)s catatan", "%(count)s catatan", last.entries, count=lines),
        },
        {"label": _("Terakhir diperiksa"), "note": dates.moment(last.at), **_age(city_day(now) - city_day(last.at))},
        {"label": _("Dijalankan oleh"), "tone": "", "words": last.operator, "note": ""},
    ]


def _age(age: timedelta) -> dict[str, str]:
    words = ngettext("%(num)s hari lalu", "%(num)s hari lalu", age.days) if age.days else _("Hari ini")
    return {"tone": "warn" if age > _STALE else "ok", "words": words}


def result(verification: Verification) -> tuple[str, str]:
    """Give the tone and the word of a result."""
    return {
        CLEAN: ("ok", _("Utuh")),
        TAMPERED: ("bad", _("Tidak cocok")),
        INCOMPLETE: ("warn", _("Belum lengkap")),
    }.get(verification.result, ("warn", verification.result))


def found(verification: Verification) -> str:
    """Say the first thing that was found, or that nothing was."""
    if verification.first is None:
        return _("Setiap baris cocok dengan sidiknya, hukumnya, dan data yang berlaku")
    return verification.first.sentence(language())
