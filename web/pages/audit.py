"""The audit: every line of every case that one may read, what was refused, what verifications found, and a file of it.

The words searched may be somebody's name, so they are kept in the visitor's session and never stand in an address.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from policies.loading import current
from web import database, people
from web.doors import open_to
from web.look import dates, say
from web.look.typed import read_date
from web.panels import trail
from web.readable import readable
from workflow.audit.reading import WAIVERS, Asked, Trail, TrailPage, last_verifications
from workflow.audit.refusals import refusals
from workflow.lists import units_named
from workflow.organisation.calendar import now

pages = Blueprint("audit", __name__)

# Who reads cases whatever the case; everybody else finds the history of his own cases on their pages.
READERS = tuple(role for role in current().readers if current().roles[role].kind in ("granted", "body"))

_KEPT = "audit-search"
_LONGEST = 100  # characters of a search


@pages.get("/audit")
@open_to(*READERS)
def audit() -> str:
    """Show the lines of all cases that the person may read, the newest first."""
    asked = asked_for(request.args)
    page = trail_of_reader().page(asked, older_than=_number("older"), newer_than=_number("newer"))
    verified = last_verifications(database.connection(), 1)
    last = verified[0] if verified else None
    return render_template(
        "audit/lines.html",
        title=trail.verdict(last),
        fault=trail.found(last) if last and last.first else "",
        facts=trail.strip(last, now()),
        tabs=_tabs("waivers" if asked.only else "lines"),
        fields=_fields(asked),
        only=asked.only,
        narrowed=_narrowed(asked),
        clear=url_for("audit.audit", only=asked.only or None) if _narrowed(asked) else "",
        given=_given(asked),
        days=trail.by_day(page.lines, hashes=_auditor()),
        words=ngettext("%(num)s catatan pada halaman ini", "%(num)s catatan pada halaman ini", len(page.lines)),
        **_ways(page, asked),
    )


@pages.post("/audit")
@open_to(*READERS)
def search() -> Answer:
    """Keep the words of a search in the session and show what it finds."""
    session[_KEPT] = " ".join(request.form.get("q", "").split())[:_LONGEST]
    given = dict(request.form)
    for name in ("since", "until"):
        given[name] = _typed_day(given.get(name, ""))
    endpoint = "audit.refused" if given.get("only") == "refused" else "audit.audit"
    return redirect(_address(endpoint, replace(asked_for(given), text=session[_KEPT])), 303)


@pages.get("/audit/refused")
@open_to("auditor")
def refused() -> str:
    """Show what was tried and not done."""
    asked, older = asked_for(request.args), _number("older")
    page = refusals(trail_of_reader(), asked, older_than=older)
    return render_template(
        "audit/refused.html",
        tabs=_tabs("refused"),
        fields=[field for field in _fields(asked) if field["name"] != "unit"],
        narrowed=_narrowed(asked),
        clear=url_for("audit.refused") if _narrowed(asked) else "",
        given=_given(asked),
        days=trail.refused_by_day(page.refusals),
        words=ngettext("%(num)s kejadian pada halaman ini", "%(num)s kejadian pada halaman ini", len(page.refusals)),
        newer=_address("audit.refused", asked) if older else "",
        older=_address("audit.refused", asked, older=page.older) if page.older else "",
    )


@pages.get("/audit/verifications")
@open_to(*READERS)
def verifications() -> str:
    """List the last verifications."""
    found = last_verifications(database.connection(), 30)
    return render_template(
        "audit/verifications.html",
        title=trail.verdict(found[0] if found else None),
        tabs=_tabs("verifications"),
        rows=[(each, *trail.result(each), trail.found(each)) for each in found],
    )


def trail_of_reader() -> Trail:
    """Give the lines that the person may read."""
    return Trail(readable(), now())


def _auditor() -> bool:
    return "auditor" in people.signed_in().roles


def public(asked: Asked) -> dict[str, Any]:
    """Give what an event may say of a filter: nothing of the words searched, which may be a name."""
    return {"step": asked.step, "unit": asked.unit, "since": _iso(asked.since), "until": _iso(asked.until)}


# -- what is asked for -------------------------------------------------------------------------------------------------


def asked_for(given: Mapping[str, Any]) -> Asked:
    """Read a filter; what means nothing asks for nothing."""
    return Asked(
        text=str(session.get(_KEPT, "")) if given.get("search") else "",
        step=given.get("step", "") if given.get("step") in current().steps else "",
        unit=_number("unit", given),
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        only=WAIVERS if given.get("only") == WAIVERS else "",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _typed_day(text: str) -> str:
    """Read a day as a person types it; one that cannot be read is told and left out."""
    if not text.strip():
        return ""
    try:
        return read_date(text).isoformat()
    except ValueError:
        flash(_("Tanggal “%(text)s” tidak terbaca. Tulis misalnya 24 November 2026.", text=text[:_LONGEST]), "warn")
        return ""


def _number(name: str, given: Mapping[str, Any] | None = None) -> int | None:
    text = str((request.args if given is None else given).get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _address(endpoint: str, asked: Asked, **more: int | None) -> str:
    return url_for(endpoint, **_given(asked), **more)


def _given(asked: Asked) -> dict[str, Any]:
    """Give the parts of an address that ask for it again."""
    given = {"search": "on" if asked.text else "", **public(asked), "only": asked.only}
    return {name: value for name, value in given.items() if value}


def _ways(page: TrailPage, asked: Asked) -> dict[str, str]:
    return {
        "newer": _address("audit.audit", asked, newer=page.newer) if page.newer else "",
        "older": _address("audit.audit", asked, older=page.older) if page.older else "",
    }


def _fields(asked: Asked) -> list[dict[str, Any]]:
    steps = [("", _("Semua langkah"))] + [(step.name, say(step.label)) for step in current().steps.values()]
    units = [("", _("Semua unit"))] + [(str(number), name) for number, name in units_named(database.connection())]
    return [
        {"name": "q", "label": _("Kasus, orang, atau sidik"), "kind": "text", "value": asked.text},
        {"name": "since", "label": _("Dari tanggal"), "kind": "date", "value": _iso(asked.since)},
        {"name": "until", "label": _("Sampai tanggal"), "kind": "date", "value": _iso(asked.until)},
        _select("step", _("Langkah"), steps, asked.step),
        _select("unit", _("Unit"), units, asked.unit),
    ]


def _select(name: str, label: str, choices: list[tuple[str, str]], value: object) -> dict[str, Any]:
    options = [{"value": each, "label": words} for each, words in choices]
    return {"name": name, "label": label, "kind": "select", "choices": options, "value": value}


def _narrowed(asked: Asked) -> list[str]:
    """Name the filters that are on."""
    found = [f"“{asked.text}”"] if asked.text else []
    if asked.since:
        found.append(_("dari %(day)s", day=dates.long_date(asked.since)))
    if asked.until:
        found.append(_("sampai %(day)s", day=dates.long_date(asked.until)))
    if asked.step:
        found.append(say(current().steps[asked.step].label))
    if asked.unit is not None:
        found.append(dict(units_named(database.connection())).get(asked.unit, str(asked.unit)))
    return found


def _tabs(here: str) -> list[dict[str, Any]]:
    rows = [
        ("lines", _("Semua catatan"), url_for("audit.audit")),
        ("waivers", _("Pengecualian"), url_for("audit.audit", only=WAIVERS)),
        *([("refused", _("Langkah ditolak"), url_for("audit.refused"))] if _auditor() else []),
        ("verifications", _("Pemeriksaan"), url_for("audit.verifications")),
    ]
    return [{"label": label, "href": href, "count": None, "here": key == here} for key, label, href in rows]
