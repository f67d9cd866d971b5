"""Grants: all of them by their state, and one person's, who gets another one or loses one.

The administrator gives roles and never acts; what he holds himself is kept by another administrator.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, registers
from web import people as visitors
from web.choosing import place
from web.doors import open_to
from web.look import dates, say
from web.register_words import last_changes, office, role
from web.registers import NOT_DONE, Faults
from web.spelling import in_sentence, in_words
from workflow.lists import units_named
from workflow.organisation.calendar import calendar, city_day, now
from workflow.organisation.lists import delegations, people
from workflow.organisation.lists import grants as listed
from workflow.organisation.lists.grants import COMING, ENDED, ENDING, HELD, Granted
from workflow.organisation.lists.people import Somebody
from workflow.organisation.registers import grants as register
from workflow.viewers import committee

pages = Blueprint("grants", __name__)

Answer = str | Response | tuple[str, int]

_SIZE = 50  # grants on a page
_TAG_WITHIN = 5  # working days before its end from which a grant carries a tag
_CITY = "city"  # the choice that means every unit, where a blank one means that nothing was chosen


class _Asked(NamedTuple):
    """What the list is narrowed to: a state and a role ("" = every role)."""

    state: str
    role: str


@pages.get("/grants")
@open_to("administrator")
def grants() -> Answer:
    """List the grants that hold, end soon, are to come, or have ended."""
    connection, today = database.connection(), city_day(now())
    state, asked = asked_for()
    found = listed.page(connection, state, today, _SIZE, role=asked, older_than=request.args.get("older", type=int))
    shown = found[:_SIZE]
    counts = listed.counts(connection, today)
    given = {"show": state} | ({"role": asked} if asked else {})
    older = url_for("grants.grants", **given, older=shown[-1].id) if len(found) > _SIZE else ""
    return render_template(
        "grants/list.html",
        title=_title(counts),
        today=today,
        tabs=tabs(counts, people.count(connection), here=state),
        state=state,
        roles=_roles(),
        role=asked,
        given=given,
        rows=[_row(one, today) for one in shown],
        older=older,
        changes=last_changes("grants"),
    )


def asked_for() -> _Asked:
    """Read what the address narrows the list to. Ends in 404 for no such state."""
    state = request.args.get("show", HELD)
    if state not in {HELD, ENDING, COMING, ENDED}:
        abort(404)
    return _Asked(state, request.args.get("role", ""))


def tabs(counts: dict[str, int], accounts: int, here: str) -> list[dict[str, Any]]:
    """Give the tabs that people and grants share."""
    shown = (
        (HELD, _("Peran berlaku")),
        (ENDING, _("Segera berakhir")),
        (COMING, _("Mendatang")),
        (ENDED, _("Berakhir")),
    )
    first = {"label": _("Semua akun"), "href": url_for("people.people"), "count": accounts, "here": here == "people"}
    return [first] + [
        {"label": label, "href": url_for("grants.grants", show=state), "count": counts[state], "here": here == state}
        for state, label in shown
    ]


def _title(counts: dict[str, int]) -> str:
    return ngettext(
        "%(roles)s peran berlaku pada %(count)s orang",
        "%(roles)s peran berlaku pada %(count)s orang",
        counts["people"],
        roles=counts[HELD],
        count=counts["people"],
    )


@pages.get("/people/<int:account>")
@open_to("administrator")
def of_person(account: int) -> Answer:
    """Show one person's grants, and the form that gives another one."""
    return _person(account, {})


@pages.post("/people/<int:account>")
@open_to("administrator")
def give(account: int) -> Answer:
    """Grant a role to this person."""
    unit = request.form.get("unit", "")
    settled = {"account": str(account), "unit": "" if unit == _CITY else unit}
    given = registers.given(register.fields(), **settled, whole_city="yes" if unit == _CITY else "")
    told = {name: given[name] for name in ("account", "role", "unit", "since", "ground")}
    try:
        registers.once("grant", told, lambda *keeper: register.give(*keeper, given))
    except NOT_DONE as error:
        return _person(account, *registers.faults(error, account=""))
    flash(_("Peran %(role)s sudah diberikan.", role=role(given["role"])), "ok")
    return redirect(url_for("grants.of_person", account=account), 303)


def _person(account: int, errors: Faults, status: int = 200) -> Answer:
    connection, today = database.connection(), city_day(now())
    person = people.with_account(connection, account)
    if person is None:
        abort(404)
    held = listed.of_account(connection, account)
    present = [one for one in held if one.state(today) != ENDED]
    text = render_template(
        "grants/person.html",
        person=person,
        place=place(person),
        title=_person_title(person, sum(one.state(today) == HELD for one in present)),
        own=account == visitors.signed_in().account,
        present=[_row(one, today) for one in present],
        past=[_row(one, today) for one in held if one.state(today) == ENDED],
        besides=_besides(person, today),
        fields=_fields(),
        values={"since": today, **request.form},
        errors=errors,
        others=[name for number, name in listed.holding(connection, "administrator", today) if number != account],
    )
    return text, status


def _person_title(person: Somebody, roles: int) -> str:
    if not roles:
        return _("%(name)s belum memegang peran", name=person.name)
    return ngettext(
        "%(name)s memegang %(count)s peran",
        "%(name)s memegang %(count)s peran",
        roles,
        name=person.name,
        count=in_words(roles),
    )


def _fields() -> dict[str, dict[str, Any]]:
    units = [{"value": str(number), "label": name} for number, name in units_named(database.connection())]
    return registers.by_name(
        register.fields(),
        role={"kind": "select"},
        unit={
            "kind": "select",
            "choices": [{"value": _CITY, "label": _("Seluruh kota")}, *units],
            "help": _("Hanya pengusul yang terbatas pada satu unit dan unit di bawahnya."),
        },
        since={"label": _("Dari")},
        until={"label": _("Sampai"), "help": None},
        ground={"label": _("Dasar"), "help": _("Nomor nota dinas atau keputusan.")},
    )


def _roles() -> list[dict[str, str]]:
    known = [one for one in current().roles.values() if one.kind == "granted"]
    return [{"value": "", "label": _("Semua peran")}, *({"value": one.name, "label": say(one.label)} for one in known)]


def _row(one: Granted, today: date) -> dict[str, Any]:
    """Give a grant as the tables draw it; nobody ends his own."""
    left = calendar(database.connection()).between(today, one.until) if _ends_soon(one, today) and one.until else None
    return {
        "id": one.id,
        "name": one.name,
        "href": url_for("grants.of_person", account=one.account),
        "role": role(one.role),
        "unit": _place(one),
        "since": one.since,
        "last": one.last,
        "coming": one.state(today) == COMING,
        "days": left if left is not None and left <= _TAG_WITHIN else None,
        "by": one.by or _("Baris perintah"),
        "ground": one.ground,
        "ended_by": one.ended_by or _("berakhir sendiri"),
        "ended_ground": one.ended_ground or "",
        "own": one.account == visitors.signed_in().account,
    }


def _ends_soon(one: Granted, today: date) -> bool:
    return one.until is not None and today < one.until <= today + timedelta(days=2 * _TAG_WITHIN)


def _place(one: Granted) -> str:
    return _("%(unit)s dan di bawahnya", unit=one.unit) if one.unit else _("Seluruh kota")


def _besides(person: Somebody, today: date) -> list[tuple[str, str]]:
    """Say what else somebody may act as: nothing of it is granted here."""
    connection = database.connection()
    found = []
    body = committee(connection, today)
    seat = next((one for one in body.members if one.employee == person.employee), None) if body else None
    if body is not None and seat is not None and person.employee is not None:
        label = _("%(office)s tim penilai", office=office(seat.office))
        found.append((label, _("keputusan %(decree)s", decree=body.decree)))
    for one in delegations.of_account(connection, person.account or 0, today):
        label = _("Plt atau Plh %(office)s") if one.acting else _("Pelimpahan %(office)s")
        period = f"{dates.short_date(one.since)} – {dates.short_date(one.until)}"
        found.append((label % {"office": role(one.office)}, f"{one.instrument}, {period}"))
    return found


@pages.get("/grants/<int:number>/end")
@open_to("administrator")
def ask_end(number: int) -> Answer:
    """Ask from which day on a grant shall no longer hold, and on what ground."""
    return _end(_another(number), {})


@pages.post("/grants/<int:number>/end")
@open_to("administrator")
def end(number: int) -> Answer:
    """End a grant."""
    one = _another(number)
    given = registers.given(register.END_FIELDS)
    told = {"grant": str(number), "until": given["on"]}
    try:
        registers.once("end-grant", told, lambda *keeper: register.end(*keeper, number, given))
    except NOT_DONE as error:
        return _end(one, *registers.faults(error, grant=""))
    flash(_("Peran %(role)s sudah diakhiri; riwayatnya tetap ada.", role=role(one.role)), "ok")
    return redirect(url_for("grants.of_person", account=one.account), 303)


def _end(one: Granted, errors: Faults, status: int = 200) -> Answer:
    text = render_template(
        "register_form.html",
        here="people",
        title=_("Akhiri peran %(role)s?", role=role(one.role)),
        lead=_("Kasus yang dikerjakan dengan peran ini tetap menyebutnya."),
        trail=[(_("Orang dan peran"), url_for("people.people")), (one.name, _href(one))],
        crumb=_("Akhiri peran"),
        panel=_("Pengakhiran"),
        facts=[
            (_("Orang"), {"main": one.name, "small": one.title}),
            (_("Peran"), {"main": role(one.role), "small": _place(one)}),
            (_("Berlaku"), _period(one)),
            (_("Diberikan"), {"main": one.by or _("Baris perintah"), "small": one.ground}),
        ],
        warning=_nobody_left(one),
        fields=registers.by_name(register.END_FIELDS),
        values={"on": city_day(now()), **request.form},
        errors=errors,
        button=_("Akhiri peran"),
        cancel=_href(one),
    )
    return text, status


def _href(one: Granted) -> str:
    return url_for("grants.of_person", account=one.account)


def _period(one: Granted) -> str:
    last = dates.long_date(one.last) if one.last else _("tanpa batas")
    return f"{dates.long_date(one.since)} – {last}"


def _nobody_left(one: Granted) -> str:
    """Warn when nobody else holds the role: then its steps wait until somebody does."""
    others = [number for number, _name in listed.holding(database.connection(), one.role, city_day(now()))]
    if set(others) - {one.account}:
        return ""
    return _(
        "Tidak ada orang lain yang memegang peran %(role)s. Langkahnya akan menunggu sampai ada penggantinya.",
        role=in_sentence(role(one.role)),
    )


def _another(number: int) -> Granted:
    """Give a grant of somebody else."""
    one = listed.one(database.connection(), number)
    if one is None or one.account == visitors.signed_in().account:
        abort(404)
    return one
