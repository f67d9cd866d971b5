"""Absences: who is away, so that somebody else may act in the meantime."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from web import database, registers
from web.choosing import Chosen, choose
from web.doors import open_to
from web.errors import STATUS
from web.look import dates, say
from web.register_words import last_changes
from web.registers import NOT_DONE, Faults
from web.spelling import capital, in_words
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import absences as listed
from workflow.organisation.lists import delegations
from workflow.organisation.lists.absences import Absence
from workflow.organisation.registers import absences as register

pages = Blueprint("absences", __name__)

Answer = str | Response | tuple[str, int]

_SIZE = 50  # absences on a page
_PAST = 10  # absences that ended last
_FIELDS = tuple(field for field in register.FIELDS if field.name not in {"employee", "account"})


@pages.get("/absences")
@open_to("administrator")
def absences() -> Answer:
    """Show who is away and who will be, and the form that records another absence."""
    return _page({})


@pages.post("/absences")
@open_to("administrator")
def add() -> Answer:
    """Record an absence."""
    chosen = choose("who")
    given = registers.given(_FIELDS, employee=chosen.employee, account=chosen.account)
    errors = registers.unsettled(who=chosen)
    if errors:
        return _page(errors, STATUS[Invalid], chosen)
    told = {name: given[name] for name in ("employee", "account", "since", "until", "kind")}
    try:
        registers.once("absence", told, lambda *keeper: register.add(*keeper, given))
    except NOT_DONE as error:
        return _page(*registers.faults(error, employee="who", account="who"), chosen)
    name = chosen.person.name if chosen.person else ""
    flash(_("Ketidakhadiran %(name)s sudah dicatat.", name=name), "ok")
    return redirect(url_for("absences.absences"), 303)


def _page(errors: Faults, status: int = 200, chosen: Chosen | None = None) -> Answer:
    connection, today = database.connection(), city_day(now())
    found = listed.page(connection, today, _SIZE, request.args.get("after", type=int))
    shown = found[:_SIZE]
    text = render_template(
        "absences/list.html",
        title=_title(*listed.counts(connection, today)),
        today=today,
        tabs=tabs(today, here="absences"),
        rows=[_row(one, today) for one in shown],
        later=url_for("absences.absences", after=shown[-1].id) if len(found) > _SIZE else "",
        past=[_row(one, today) for one in listed.past(connection, today, _PAST)],
        fields=registers.by_name(
            _FIELDS, kind={"kind": "select"}, since={"label": _("Dari")}, until={"label": _("Sampai"), "help": None}
        ),
        values={"since": today, **request.form},
        chosen=chosen,
        errors=errors,
        changes=last_changes("absences"),
    )
    return text, status


def tabs(today: date, here: str) -> list[dict[str, Any]]:
    """Give the tabs that absences and delegations share."""
    connection = database.connection()
    away, coming = listed.counts(connection, today)
    written = len(delegations.present(connection, today))
    shown = (
        ("absences", _("Ketidakhadiran"), "absences.absences", away + coming),
        ("delegations", _("Pelimpahan wewenang"), "delegations.delegations", written),
    )
    return [
        {"label": label, "href": url_for(endpoint), "count": count, "here": here == name}
        for name, label, endpoint, count in shown
    ]


def _title(away: int, coming: int) -> str:
    today = ngettext(
        "%(count)s orang tidak bertugas hari ini", "%(count)s orang tidak bertugas hari ini", away, count=in_words(away)
    )
    words = capital(today) if away else _("Semua orang bertugas hari ini")
    if coming:
        words += ", " + ngettext("%(count)s menyusul", "%(count)s menyusul", coming, count=in_words(coming))
    return words


def _row(one: Absence, today: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "place": ", ".join(part for part in (one.title, one.unit) if part),
        "kind": kind(one.kind),
        "since": one.since,
        "until": one.until,
        "away": one.since <= today <= one.until,
    }


def kind(code: str) -> str:
    """Name a kind of absence; one that came with the city's own data keeps its code."""
    return next((say(choice.label) for choice in register.KINDS if choice.value == code), code)


@pages.get("/absences/<int:number>/end")
@open_to("administrator")
def ask_end(number: int) -> Answer:
    """Ask for the last day of an absence that ends earlier than recorded."""
    return _end(_unfinished(number), {})


@pages.post("/absences/<int:number>/end")
@open_to("administrator")
def end(number: int) -> Answer:
    """Let an absence end earlier."""
    given = registers.given(register.END_FIELDS)
    told = {"absence": str(number), "until": given["until"]}
    one = listed.one(database.connection(), number)
    if one is None:
        abort(404)
    try:
        registers.once("end-absence", told, lambda *keeper: register.end(*keeper, number, given))
    except NOT_DONE as error:
        return _end(one, *registers.faults(error, absence=""))
    flash(_("Ketidakhadiran %(name)s berakhir lebih awal.", name=one.name), "ok")
    return redirect(url_for("absences.absences"), 303)


def _end(one: Absence, errors: Faults, status: int = 200) -> Answer:
    term = f"{dates.long_date(one.since)} – {dates.long_date(one.until)}"
    text = render_template(
        "register_form.html",
        here="absences",
        title=_("Akhiri ketidakhadiran %(name)s?", name=one.name),
        lead=_("Sesudah hari terakhir itu ia kembali bertindak sendiri."),
        trail=[(_("Ketidakhadiran"), url_for("absences.absences"))],
        crumb=_("Akhiri lebih awal"),
        panel=_("Hari terakhir"),
        facts=[
            (_("Orang"), {"main": one.name, "small": one.title}),
            (_("Jenis"), kind(one.kind)),
            (_("Tercatat"), term),
        ],
        fields=registers.by_name(register.END_FIELDS),
        values={"until": _proposed_end(one), **request.form},
        errors=errors,
        button=_("Akhiri"),
        cancel=url_for("absences.absences"),
    )
    return text, status


def _proposed_end(one: Absence) -> date:
    """Propose that an absence ends today, or that one still to come never comes about."""
    today = city_day(now())
    return today if one.since <= today else one.since - timedelta(days=1)


def _unfinished(number: int) -> Absence:
    """Give an absence that has not ended yet."""
    one = listed.one(database.connection(), number)
    if one is None or one.until < city_day(now()):
        abort(404)
    return one
