"""The review body: its decree and term, who sits on it, and how many have to be present; kept by its secretary."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from policies.tally import Tally
from web import database, people, registers
from web.choosing import Chosen, choose
from web.doors import open_to
from web.errors import STATUS
from web.look import dates, say
from web.people import Person
from web.register_words import last_changes, office
from web.registers import NOT_DONE, Faults
from web.sheets import EXPORT, picked, sheet
from web.spelling import in_words
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import bodies as listed
from workflow.organisation.lists.bodies import Body, Seat
from workflow.organisation.registers import NotKept
from workflow.organisation.registers import bodies as register
from workflow.organisation.registers.keeping import keeps
from workflow.viewers import committee

pages = Blueprint("bodies", __name__)

Answer = str | Response | tuple[str, int]

_SHEET = sheet(
    "seats",
    decree="Keputusan",
    name="Pegawai",
    title="Jabatan",
    unit="Unit",
    office="Kedudukan",
    votes="Memberi suara",
    since="Dari",
    until="Sebelum",
)
_SEATS = range(1, register.SEATS + 1)
_HEAD = tuple(field for field in register.FIELDS if field.name in {"code", "type", "decree", "since", "until"})
_USUAL = 7  # members that the form shows at once
_SOON = 30  # days before the end of a term from which the page says so


def _of_the_last_term(person: Person) -> bool:
    """Let in who may set up the next body when no term is running: nobody holds a seat then."""
    connection, today = database.connection(), city_day(now())
    return committee(connection, today) is None and keeps(connection, register.REGISTER, person.who, today)


seated = open_to("committee_secretary", "committee_chair", "committee_member", also=_of_the_last_term)


@pages.get("/bodies")
@seated
def bodies() -> Answer:
    """Show the body in force with its members and figures, and the earlier and later ones."""
    connection, today = database.connection(), city_day(now())
    every = listed.every(connection)
    body = _in_force(every, today)
    return render_template(
        "bodies/list.html",
        title=_title(body, today),
        today=today,
        body=_drawn(body, today) if body else None,
        seats=[_seat(seat, today) for seat in body.seats if seat.until is None or seat.until > today] if body else [],
        left=[_seat(seat, today) for seat in body.seats if seat.until is not None and seat.until <= today]
        if body
        else [],
        warning=_warning(body, today) if body else "",
        others=[_other(one, today) for one in every if body is None or one.id != body.id],
        keeps=keeps_bodies(),
        basis=current().registers[register.REGISTER].basis,
        changes=last_changes("bodies"),
    )


@pages.get(f"/bodies/{EXPORT}")
@seated
def export(form: str) -> Response:
    """Send the members of the body in force, those who left too, as a file."""
    body = _in_force(listed.every(database.connection()), city_day(now()))
    if body is None:
        abort(404)
    return _SHEET.sent(form, [_told(seat, body) for seat in body.seats])


def _told(seat: Seat, body: Body) -> dict[str, Any]:
    told = picked(seat, "name", "title", "unit", "votes", "since", "until")
    return told | {"decree": body.decree, "office": office(seat.office)}


def _in_force(every: list[Body], today: date) -> Body | None:
    chosen = committee(database.connection(), today)
    return next((one for one in every if chosen is not None and one.id == chosen.id), None)


def _title(body: Body | None, today: date) -> str:
    """Say the result: who considers transfers today, and how many of them vote."""
    if body is None:
        return _("Tidak ada tim penilai yang berlaku hari ini")
    voters = body.voters(today)
    return ngettext(
        "%(name)s: %(count)s orang memberi suara",
        "%(name)s: %(count)s orang memberi suara",
        voters,
        name=short(body),
        count=in_words(voters),
    )


def short(body: Body) -> str:
    """Name a body as people call it."""
    return {"TPK": _("Tim Penilai Kinerja"), "BAPERJAKAT": _("Baperjakat")}.get(body.type, body.code)


def _drawn(body: Body, today: date) -> dict[str, Any]:
    """Give what stands about the body in force, and the sums of its ballots."""
    rule = current().rules["R-COM-05"].on(today)
    voters = body.voters(today)
    tally = Tally(voters, 0, 0, 0)
    return {
        "id": body.id,
        "facts": [
            (_("Keputusan"), body.decree),
            (_("Masa"), f"{dates.long_date(body.since)} – {dates.long_date(body.until)}"),
            (_("Jenis"), next((say(one.label) for one in register.TYPES if one.value == body.type), body.type)),
            (_("Kode"), body.code),
        ],
        "voters": voters,
        "share": rule["quorum"],
        "quorum": tally.quorum(rule["quorum"]),
        "minimum": rule["minimum"],
        "basis": current().rules["R-COM-05"].basis,
    }


def _warning(body: Body, today: date) -> str:
    """Say what the secretary has to mend: a number of voters that the law does not allow, or a term that runs out."""
    limits = current().rules["R-COM-03"].on(today)
    voters = body.voters(today)
    if voters % 2 == 0:
        return _("Jumlah pemberi suara genap (%(count)s), padahal harus ganjil. Catat anggota pengganti.", count=voters)
    if not limits["minimum"] <= voters <= limits["maximum"]:
        return _(
            "Pemberi suara %(count)s orang; yang ditetapkan %(minimum)s sampai %(maximum)s.",
            count=voters,
            minimum=limits["minimum"],
            maximum=limits["maximum"],
        )
    if (body.until - today).days <= _SOON:
        return _("Masa tim ini berakhir %(day)s. Catat tim berikutnya sebelum itu.", day=dates.long_date(body.until))
    return ""


def _seat(seat: Seat, today: date) -> dict[str, Any]:
    return {
        "id": seat.id,
        "name": seat.name,
        "place": ", ".join(part for part in (seat.title, seat.unit) if part),
        "office": office(seat.office),
        "votes": seat.votes,
        "since": seat.since,
        "until": seat.until,
        "coming": seat.since > today,
    }


def _other(body: Body, today: date) -> dict[str, Any]:
    if body.since > today:
        state = _("mulai %(day)s", day=dates.long_date(body.since))
    elif body.until >= today:
        state = _("berlaku, tetapi didahului tim lain")
    else:
        state = _("berakhir %(day)s", day=dates.long_date(body.until))
    day = max(body.since, min(today, body.until))
    return {
        "title": _("%(name)s, keputusan %(decree)s", name=short(body), decree=body.decree),
        "words": ngettext(
            "%(state)s · %(count)s memberi suara",
            "%(state)s · %(count)s memberi suara",
            body.voters(day),
            state=state,
            count=in_words(body.voters(day)),
        ),
        "link": (_("Tambah anggota"), url_for("seats.ask_join", number=body.id))
        if body.since > today and keeps_bodies()
        else None,
    }


def keeps_bodies() -> bool:
    """Say whether the reader keeps the register, or only reads it."""
    return keeps(database.connection(), register.REGISTER, people.signed_in().who, city_day(now()))


def for_keepers() -> None:
    """Refuse a form to who only reads the register. Raises NotKept."""
    if not keeps_bodies():
        raise NotKept(register.REGISTER)


@pages.get("/bodies/new")
@seated
def new() -> Answer:
    """Show the form of a new body."""
    for_keepers()
    return _new({}, {})


@pages.post("/bodies/new")
@seated
def set_up() -> Answer:
    """Record a new body with its members."""
    chosen = {f"who_{seat}": choose(f"who_{seat}", "employee", required=False) for seat in _SEATS}
    settled = {f"employee_{seat}": chosen[f"who_{seat}"].employee for seat in _SEATS}
    given = registers.given(register.FIELDS, **settled)
    errors = registers.unsettled(**chosen)
    if errors and keeps_bodies():
        return _new(errors, chosen, STATUS[Invalid])
    told = {name: given[name] for name in ("code", "decree", "since", "until")}
    try:
        registers.once("body", told, lambda *keeper: register.set_up(*keeper, given))
    except NOT_DONE as error:
        seats = {f"employee_{seat}": f"who_{seat}" for seat in _SEATS}
        faults, status = registers.faults(error, **seats)
        return _new(faults, chosen, status)
    flash(_("Tim baru sudah dicatat."), "ok")
    return redirect(url_for("bodies.bodies"), 303)


def _new(errors: Faults, chosen: dict[str, Chosen], status: int = 200) -> Answer:
    limits = current().rules["R-COM-03"].on(city_day(now()))
    fields = registers.by_name(register.FIELDS)
    for seat in _SEATS:
        fields[f"who_{seat}"] = {"label": _("Anggota %(number)s", number=seat)}
        fields[f"office_{seat}"] |= {"kind": "select"}
    text = render_template(
        "bodies/new.html",
        fields=fields,
        head_fields=[fields[field.name] for field in _HEAD],
        seats=list(_SEATS),
        usual=_USUAL,
        filled=[seat for seat in _SEATS if request.form.get(f"who_{seat}") or request.form.get(f"office_{seat}")],
        chosen=chosen,
        values={"since": city_day(now()), **_usual_offices(), **request.form},
        errors=errors,
        limits=limits,
        basis=current().rules["R-COM-03"].basis,
    )
    return text, status


def _usual_offices() -> dict[str, str]:
    """Propose the offices that every body has, in the order of its decree, each with a vote."""
    if request.method == "POST":
        return {}
    first = {"office_1": "chair", "office_2": "vice_chair", "office_3": "secretary"}
    return first | {f"votes_{seat}": "yes" for seat in (1, 2, 3)}
