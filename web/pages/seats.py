"""Seats of the review body: members come and go by an amending decree."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web import database, registers
from web.choosing import Chosen, choose
from web.errors import STATUS
from web.look import dates
from web.pages.bodies import for_keepers, keeps_bodies, seated, short
from web.register_words import office
from web.registers import NOT_DONE, Faults
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import bodies as listed
from workflow.organisation.lists.bodies import Body, Seat
from workflow.organisation.registers import bodies as register

pages = Blueprint("seats", __name__)

Answer = str | Response | tuple[str, int]

_JOINING = tuple(field for field in register.JOIN_FIELDS if field.name != "employee")


@pages.get("/bodies/<int:number>/join")
@seated
def ask_join(number: int) -> Answer:
    """Show the form of a new member."""
    for_keepers()
    return _join(_body(number), {}, None)


@pages.post("/bodies/<int:number>/join")
@seated
def join(number: int) -> Answer:
    """Let somebody become a member."""
    body = _body(number)
    chosen = choose("who", "employee")
    given = registers.given(register.JOIN_FIELDS, employee=chosen.employee)
    errors = registers.unsettled(who=chosen)
    if errors and keeps_bodies():
        return _join(body, errors, chosen, STATUS[Invalid])
    told = {name: given[name] for name in ("employee", "office", "since", "decree")} | {"body": str(number)}
    try:
        registers.once("member", told, lambda *keeper: register.join(*keeper, number, given))
    except NOT_DONE as error:
        faults, status = registers.faults(error, employee="who", body="")
        return _join(body, faults, chosen, status)
    flash(_("Anggota baru sudah dicatat."), "ok")
    return redirect(url_for("bodies.bodies"), 303)


def _join(body: Body, errors: Faults, chosen: Chosen | None, status: int = 200) -> Answer:
    text = render_template(
        "register_form.html",
        here="bodies",
        title=_("Siapa yang menjadi anggota %(name)s?", name=short(body)),
        lead=_("Keputusan perubahan yang menyebutnya, bukan peran di sistem ini, yang memberi hak suara."),
        trail=[(_("Tim penilai"), url_for("bodies.bodies"))],
        crumb=_("Anggota baru"),
        panel=_("Anggota baru"),
        facts=_body_facts(body),
        person={"name": "who", "label": _("Pegawai"), "help": _("Nama atau NIP"), "chosen": chosen},
        fields=registers.by_name(_JOINING, office={"kind": "select"}),
        values={"votes": "yes", "office": "member", "since": city_day(now()), **_typed()},
        errors=errors,
        button=_("Catat anggota"),
        cancel=url_for("bodies.bodies"),
    )
    return text, status


@pages.get("/bodies/members/<int:number>/leave")
@seated
def ask_leave(number: int) -> Answer:
    """Ask from when on somebody is no longer a member, and by which decree."""
    for_keepers()
    body, seat = _membership(number)
    if seat.until is not None:
        abort(404)
    return _leave(body, seat, {})


@pages.post("/bodies/members/<int:number>/leave")
@seated
def leave(number: int) -> Answer:
    """Let a membership end."""
    body, seat = _membership(number)
    given = registers.given(register.LEAVE_FIELDS)
    told = {"member": str(number), "until": given["on"]}
    try:
        registers.once("end-member", told, lambda *keeper: register.leave(*keeper, number, given))
    except NOT_DONE as error:
        return _leave(body, seat, *registers.faults(error, member=""))
    flash(_("Keanggotaan %(name)s sudah diakhiri.", name=seat.name), "ok")
    return redirect(url_for("bodies.bodies"), 303)


def _leave(body: Body, seat: Seat, errors: Faults, status: int = 200) -> Answer:
    rest = body.voters(city_day(now())) - seat.votes
    text = render_template(
        "register_form.html",
        here="bodies",
        title=_("Akhiri keanggotaan %(name)s?", name=seat.name),
        lead=_("Suara yang sudah diberikannya tetap terhitung."),
        trail=[(_("Tim penilai"), url_for("bodies.bodies"))],
        crumb=_("Akhiri keanggotaan"),
        panel=_("Pengakhiran"),
        facts=[(_("Anggota"), {"main": seat.name, "small": office(seat.office)}), *_body_facts(body)],
        warning=_("Sesudahnya pemberi suara menjadi %(count)s orang, jumlah genap.", count=rest)
        if rest % 2 == 0
        else "",
        fields=registers.by_name(register.LEAVE_FIELDS),
        values={"on": city_day(now()), **request.form},
        errors=errors,
        button=_("Akhiri keanggotaan"),
        cancel=url_for("bodies.bodies"),
    )
    return text, status


def _body_facts(body: Body) -> list[tuple[str, str]]:
    term = f"{dates.long_date(body.since)} – {dates.long_date(body.until)}"
    return [(_("Tim"), f"{short(body)}, {body.decree}"), (_("Masa"), term)]


def _typed() -> dict[str, str]:
    """Give what was typed; a box that was not ticked says so."""
    return {"votes": "", **request.form} if request.method == "POST" else {}


def _body(number: int) -> Body:
    body = listed.one(database.connection(), number)
    if body is None:
        abort(404)
    return body


def _membership(number: int) -> tuple[Body, Seat]:
    found = listed.of_seat(database.connection(), number)
    if found is None:
        abort(404)
    return found
