"""Delegations: who may fill an office in writing while its holder is absent or in conflict."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, registers
from web.choosing import Chosen, choose
from web.doors import open_to
from web.errors import STATUS
from web.look import dates, say
from web.pages.absences import tabs
from web.register_words import last_changes, role
from web.registers import NOT_DONE, Faults
from web.spelling import capital, in_words
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import delegations as listed
from workflow.organisation.lists.delegations import Delegated
from workflow.organisation.lists.grants import holding
from workflow.organisation.registers import delegations as register

pages = Blueprint("delegations", __name__)

Answer = str | Response | tuple[str, int]

_PAST = 10  # delegations that ended last


@pages.get("/delegations")
@open_to("administrator")
def delegations() -> Answer:
    """Show who may fill which office in writing, and the form that records another delegation."""
    return _page({})


@pages.post("/delegations")
@open_to("administrator")
def give() -> Answer:
    """Record a delegation in writing."""
    chosen = choose("who", "account")
    fields = register.fields()
    given = registers.given(fields, account=chosen.account)
    errors = registers.unsettled(who=chosen)
    if errors:
        return _page(errors, STATUS[Invalid], chosen)
    told = {name: given[name] for name in ("office", "account", "instrument", "since", "until")}
    told["acting"] = str(bool(given["acting"]))
    try:
        registers.once("delegation", told, lambda *keeper: register.give(*keeper, given))
    except NOT_DONE as error:
        return _page(*registers.faults(error, account="who"), chosen)
    flash(_("Pelimpahan sudah dicatat."), "ok")
    return redirect(url_for("delegations.delegations"), 303)


def _page(errors: Faults, status: int = 200, chosen: Chosen | None = None) -> Answer:
    connection, today = database.connection(), city_day(now())
    present = listed.present(connection, today)
    fields = (field for field in register.fields() if field.name != "account")
    text = render_template(
        "delegations/list.html",
        title=_title(present, today),
        today=today,
        tabs=tabs(today, here="delegations"),
        rows=[_row(one, today) for one in present],
        past=[_row(one, today) for one in listed.past(connection, today, _PAST)],
        offices=_offices(present, today),
        fields=registers.by_name(
            tuple(fields),
            office={"kind": "select"},
            since={"label": _("Dari")},
            until={"label": _("Sampai"), "help": None},
        ),
        values={"since": today, **request.form},
        chosen=chosen,
        errors=errors,
        changes=last_changes("delegations"),
    )
    return text, status


def _title(present: list[Delegated], today: date) -> str:
    """Say which offices somebody else may fill today."""
    offices = {one.office for one in present if one.since <= today and not one.acting}
    every = [name for name, one in current().roles.items() if one.office]
    if not offices:
        return _("Belum ada pelimpahan wewenang yang berlaku")
    if len(offices) == len(every):
        return _("Setiap jabatan mempunyai wakil tertulis")
    return capital(
        _(
            "%(count)s dari %(all)s jabatan mempunyai wakil tertulis",
            count=in_words(len(offices)),
            all=in_words(len(every)),
        )
    )


def _offices(present: list[Delegated], today: date) -> list[tuple[str, dict[str, str]]]:
    """Say of each office who holds it and who stands in: an office without a deputy may strand a case."""
    found = []
    for name, one in current().roles.items():
        if one.office:
            holders = ", ".join(who for _number, who in holding(database.connection(), name, today))
            deputies = [
                each.name for each in present if each.office == name and each.since <= today and not each.acting
            ]
            small = _("wakil: %(names)s", names=", ".join(deputies)) if deputies else _("belum ada wakil tertulis")
            found.append((say(one.label), {"main": holders or _("belum ada pemegangnya"), "small": small}))
    return found


def _row(one: Delegated, today: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "office": role(one.office),
        "name": one.name,
        "title": one.title,
        "instrument": one.instrument,
        "acting": one.acting,
        "since": one.since,
        "until": one.until,
        "coming": one.since > today,
        "ended": one.ended,
    }


@pages.get("/delegations/<int:number>/end")
@open_to("administrator")
def ask_end(number: int) -> Answer:
    """Say what ending a delegation means before it is ended."""
    one = _one(number)
    if one.ended or one.until < city_day(now()):
        abort(404)
    return _end(one, {})


@pages.post("/delegations/<int:number>/end")
@open_to("administrator")
def end(number: int) -> Answer:
    """End a delegation at once."""
    one = _one(number)
    try:
        registers.once("end-delegation", {"delegation": str(number)}, lambda *keeper: register.end(*keeper, number))
    except NOT_DONE as error:
        return _end(one, *registers.faults(error, delegation=""))
    flash(_("Pelimpahan kepada %(name)s sudah diakhiri.", name=one.name), "ok")
    return redirect(url_for("delegations.delegations"), 303)


def _end(one: Delegated, errors: Faults, status: int = 200) -> Answer:
    text = render_template(
        "register_form.html",
        here="absences",
        title=_("Akhiri pelimpahan kepada %(name)s?", name=one.name),
        lead=_("Pelimpahan berakhir seketika. Yang sudah dikerjakan atas nama jabatan itu tetap berlaku."),
        trail=[(_("Pelimpahan wewenang"), url_for("delegations.delegations"))],
        crumb=_("Akhiri"),
        panel=_("Pengakhiran"),
        facts=[
            (_("Jabatan"), role(one.office)),
            (_("Penerima"), {"main": one.name, "small": one.title}),
            (_("Surat"), one.instrument),
            (_("Berlaku"), f"{dates.long_date(one.since)} – {dates.long_date(one.until)}"),
        ],
        errors=errors,
        button=_("Akhiri pelimpahan"),
        cancel=url_for("delegations.delegations"),
    )
    return text, status


def _one(number: int) -> Delegated:
    one = listed.one(database.connection(), number)
    if one is None:
        abort(404)
    return one
