"""The panels of a dossier, in the order of a personnel file; one that the reader does not read is None."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.dates import months_between
from policies.loading import current
from web.dossiers import edit_href
from web.look import dates, figures, say
from web.meanwhile import case_href
from web.spelling import capital
from web.wording.codes import code_words
from workflow.dossiers.contents import Competences, Contents, Level
from workflow.dossiers.courses import Taken, hours_in
from workflow.dossiers.people import Person
from workflow.organisation.calendar import city_day, now
from workflow.organisation.registers.absences import KINDS as ABSENCES
from workflow.organisation.registers.relatives import KINDS as RELATIONS

_IN_A_YEAR = 20  # lesson hours that everybody is entitled to (PP 11/2017 Pasal 203 ayat (4))
_UNCOUNTED = "CUTI_BESAR"  # whoever is on long leave stays in the effective figure
_RATINGS = 5  # cells of a level


def posts(person: Person, held: Contents, *, edits: bool) -> dict[str, Any] | None:
    """Give the posts held, the present one first, each with its decree or the case that made it."""
    if held.posts is None:
        return None
    first = min((page.since for page in held.posts), default=None)
    return {
        "remark": _since(first) if first else "",
        "rows": [
            {
                "post": page.post_name,
                "unit": page.unit_name,
                "since": page.since,
                "until": page.until,
                "decree": page.decree or "",
                "case": page.case_number or "",
                "edit": edit_href(person.id, "history", page.id) if edits else "",
            }
            for page in held.posts
        ],
        "new": edit_href(person.id, "history") if edits else "",
    }


def _since(first: Any) -> str:
    months = months_between(first, city_day(now()))
    years = ngettext("%(num)s tahun", "%(num)s tahun", months // 12)
    rest = ngettext("%(num)s bulan", "%(num)s bulan", months % 12)
    return f"{years} {rest}" if months % 12 else years


def competences(person: Person, held: Contents, *, edits: bool) -> dict[str, Any] | None:
    """Give what somebody can do beside what his post requires."""
    found = held.competences
    if found is None:
        return None
    return {
        "remark": _matched(found),
        "rows": [_level(person, level, edits=edits) for level in found.levels],
        "new": edit_href(person.id, "competences") if edits else "",
    }


def _matched(found: Competences) -> str:
    assessed = _("dinilai terakhir %(day)s", day=dates.long_date(found.newest)) if found.newest else _("belum dinilai")
    if found.jpm is None or found.newest is None:  # what nobody knows is a word, never 0%
        return capital(assessed)
    share = figures.percent(found.jpm)
    return _("Terhadap jabatan sekarang: JPM %(share)s, %(assessed)s", share=share, assessed=assessed)


def _level(person: Person, level: Level, *, edits: bool) -> dict[str, Any]:
    held, required = level.level or 0, level.required or 0
    return {
        "name": competence_words(level.code),
        "held": level.level,
        "required": level.required,
        "cells": ["held" if n <= held else "gap" if n <= required else "none" for n in range(1, _RATINGS + 1)],
        "on": level.assessed_on,
        "edit": edit_href(person.id, "competences", level.code) if edits and level.level is not None else "",
    }


def competence_words(code: str) -> str:
    """Name a competence in the words of the law; one of a series by its code too."""
    found = next((each for each in current().competences.values() if each.covers(code)), None)
    if found is None:
        return code
    return f"{say(found.label)} ({code})" if found.series else say(found.label)


def performance(person: Person, held: Contents, *, edits: bool) -> dict[str, Any] | None:
    """Give the years with their two ratings and the predicate that follows from them."""
    if held.performance is None:
        return None
    predicates = current().instrument.predicates
    return {
        "rows": [
            {
                "year": year.year,
                "result": capital(code_words(year.result)),
                "behaviour": capital(code_words(year.behaviour)),
                "predicate": say(predicates[year.predicate]),
                "edit": edit_href(person.id, "performance", year.id) if edits else "",
            }
            for year in held.performance
        ],
        "new": edit_href(person.id, "performance") if edits else "",
    }


def courses(taken: list[Taken]) -> dict[str, Any]:
    """Give the courses with their hours and results."""
    year = city_day(now()).year
    hours = hours_in(taken, year)
    return {
        "remark": _("%(year)s: %(hours)s dari %(all)s JP", year=year, hours=hours, all=_IN_A_YEAR),
        "rows": [_course(each) for each in taken],
    }


def _course(taken: Taken) -> dict[str, Any]:
    results = {None: _("belum selesai"), True: _("lulus"), False: _("tidak lulus")}
    return {
        "name": taken.name,
        "on": taken.on,
        "hours": taken.hours,
        "result": capital(results[taken.passed]),
        "certificate": taken.certificate,
    }


def absences(person: Person, held: Contents, *, edits: bool) -> dict[str, Any] | None:
    """Give the absences, and what each does to the effective figure of the post."""
    if held.absences is None:
        return None
    words = {choice.value: say(choice.label) for choice in ABSENCES}
    long = ("CLTN", "TUGAS_BELAJAR", "CUTI_BESAR")  # those that files tell of
    return {
        "rows": [
            {
                "kind": words.get(row.kind, row.kind),
                "since": row.since,
                "until": row.until,
                "effect": _effect(row.kind),
                "edit": edit_href(person.id, "absences", row.id) if edits and row.kind in long else "",
            }
            for row in held.absences
        ],
        "new": edit_href(person.id, "absences") if edits else "",
    }


def _effect(kind: str) -> str:
    if kind in ("CLTN", "TUGAS_BELAJAR"):
        return _("Mengurangi angka efektif")
    return _("Tidak mengurangi angka efektif")


def discipline(person: Person, held: Contents, *, edits: bool) -> dict[str, Any] | None:
    """Give disciplinary measures and inquiries."""
    if held.discipline is None:
        return None
    return {
        "rows": [
            {
                "kind": capital(code_words(row.kind)),
                "since": row.since,
                "until": row.until,
                "decree": row.decree or "",
                "edit": edit_href(person.id, "discipline", row.id) if edits else "",
            }
            for row in held.discipline
        ],
        "new": edit_href(person.id, "discipline") if edits else "",
    }


def relatives(person: Person, held: Contents, *, edits: bool) -> dict[str, Any] | None:
    """Give the relatives whom he declared, and those who declared him."""
    if held.relatives is None:
        return None
    words = {choice.value: say(choice.label) for choice in RELATIONS}
    return {
        "rows": [
            {
                "name": row.other if row.declared else row.one,
                "kind": words.get(row.kind, row.kind),
                "degree": row.degree,
                "declared": bool(row.declared),
                "edit": edit_href(person.id, "relatives", row.id) if edits and row.declared else "",
            }
            for row in held.relatives
        ],
        "new": edit_href(person.id, "relatives") if edits else "",
    }


def wishes(person: Person, held: Contents, *, edits: bool) -> dict[str, Any] | None:
    """Give his own requests to move."""
    if held.wishes is None:
        return None
    return {
        "rows": [
            {
                "on": row.made_on,
                "letter": row.letter,
                "unit": row.unit or _("unit mana pun"),
                "category": capital(code_words(row.category)) if row.category else _("jabatan apa pun"),
                "until": row.until,
                "edit": edit_href(person.id, "requests", row.id) if edits and not row.until else "",
            }
            for row in held.wishes
        ],
        "new": edit_href(person.id, "requests") if edits else "",
    }


def open_case(case_number: str, unit: str) -> dict[str, str]:
    """Say that a transfer is under way, where the reader may read it."""
    return {"number": case_number, "href": case_href(case_number), "unit": unit}
