"""People and their accounts, as the administrator looks for them and lets them in.

What was searched may be a name, so it is sent as a form and stands in no address.
"""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from web import database, registers
from web import people as visitors
from web.choosing import Chosen, choose, place
from web.doors import open_to
from web.errors import STATUS
from web.pages.grants import tabs
from web.register_words import last_changes, role
from web.registers import NOT_DONE, Faults
from web.spelling import capital, in_words
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import grants
from workflow.organisation.lists import people as directory
from workflow.organisation.lists.people import Somebody
from workflow.organisation.registers import accounts

pages = Blueprint("people", __name__)

Answer = str | Response | tuple[str, int]

_SIZE = 30  # accounts on a page
_LONGEST = 100  # characters of a search
_FIELDS = registers.by_name(accounts.FIELDS)


@pages.get("/people")
@open_to("administrator")
def people() -> Answer:
    """List the accounts by name."""
    after = request.args.get("after", type=int)
    found = directory.page(database.connection(), _SIZE, after)
    shown = found[:_SIZE]
    older = url_for("people.people", after=shown[-1].account) if len(found) > _SIZE else ""
    return _list(shown, older=older, first=after is None)


@pages.post("/people")
@open_to("administrator")
def search() -> Answer:
    """Show whom the words of a search find, employees without an account too."""
    text = " ".join(request.form.get("q", "").split())[:_LONGEST]
    if not text:
        return redirect(url_for("people.people"), 303)
    found = directory.find(database.connection(), text)
    return _list(found[: directory.MOST], text=text, more=len(found) > directory.MOST)


def _list(shown: list[Somebody], *, text: str = "", more: bool = False, older: str = "", first: bool = True) -> str:
    connection, today = database.connection(), city_day(now())
    held = directory.roles(connection, [one.account for one in shown if one.account is not None], today)
    counts = grants.counts(connection, today)
    return render_template(
        "people/list.html",
        title=_title(directory.count(connection), counts["people"]),
        today=today,
        tabs=tabs(counts, directory.count(connection), here="people"),
        text=text,
        more=more,
        most=directory.MOST,
        rows=[_row(one, held.get(one.account or 0, [])) for one in shown],
        older=older,
        first=first,
        changes=last_changes("grants"),
    )


def _title(accounts_: int, holders: int) -> str:
    have = ngettext("%(count)s orang dapat masuk", "%(count)s orang dapat masuk", accounts_, count=in_words(accounts_))
    hold = ngettext("%(count)s memegang peran", "%(count)s memegang peran", holders, count=in_words(holders))
    return capital(_("%(have)s, %(hold)s", have=have, hold=hold))


def _row(one: Somebody, roles: list[str]) -> dict[str, Any]:
    """Give a line of the list: neither NIP nor birth date, since an administrator needs neither."""
    return {
        "name": one.name,
        "href": url_for("grants.of_person", account=one.account)
        if one.account is not None
        else url_for("people.new", employee=one.employee),
        "title": one.title,
        "unit": one.unit,
        "user_name": one.user_name,
        "disabled": one.disabled_at is not None,
        "gone": one.gone,
        "roles": ", ".join(role(name) for name in roles),
    }


@pages.get("/people/new")
@open_to("administrator")
def new() -> Answer:
    """Show the form of a new account: of an employee who was found, or of somebody who is none."""
    employee = request.args.get("employee", type=int)
    if employee is None:
        return _new(Chosen("employee"), {}, outside="outside" in request.args)
    person = directory.marked(database.connection(), f"e{employee}")
    if person is None:
        abort(404)
    if person.account is not None:
        return redirect(url_for("grants.of_person", account=person.account), 303)
    return _new(Chosen("employee", person=person), {})


@pages.post("/people/new")
@open_to("administrator")
def create() -> Answer:
    """Make an account and show its temporary password, this one time."""
    outside = "outside" in request.form
    chosen = Chosen("employee") if outside else choose("who", "employee")
    if chosen.person is not None and chosen.person.account is not None:
        return _has_one(chosen.person)
    if chosen.person is not None and "user_name" not in request.form:
        return _new(chosen, {})
    if not outside and chosen.person is None:
        # Those found are no error yet: the first page only looks for the employee.
        errors = {} if chosen.offered else registers.unsettled(who=chosen)
        return _new(chosen, errors, STATUS[Invalid] if errors else 200)
    given = registers.given(accounts.FIELDS, employee=chosen.employee)
    told = {"user_name": given["user_name"].lower(), "employee": given["employee"]}
    try:
        made = registers.once("account", told, lambda *keeper: accounts.create(*keeper, given))
    except NOT_DONE as error:
        faults, status = registers.faults(error, employee="who")
        return _new(chosen, faults, status, outside=outside)
    if made is None:  # a second click: the password went with the answer to the first
        return redirect(url_for("people.people"), 303)
    return _told(made.number, made.password, _("Akun sudah dibuat"))


def _new(chosen: Chosen, errors: Faults, status: int = 200, *, outside: bool = False) -> Answer:
    suggested = directory.free_name(database.connection(), chosen.person.name) if chosen.person else ""
    text = render_template(
        "people/new.html",
        chosen=chosen,
        place=place(chosen.person) if chosen.person else "",
        outside=outside,
        fields=_FIELDS,
        values={"user_name": suggested, **request.form},
        errors=errors,
    )
    return text, status


def _has_one(person: Somebody) -> Answer:
    flash(_("Pegawai ini sudah mempunyai akun; di sini kata sandi barunya dapat dibuat."), "info")
    return redirect(url_for("grants.of_person", account=person.account), 303)


def _told(number: int, password: str, title: str) -> Answer:
    """Show a password to who made it; nobody is told it again."""
    person = _known(number)
    return render_template("people/password.html", title=title, person=person, password=password)


@pages.get("/people/<int:account>/password")
@open_to("administrator")
def ask_password(account: int) -> Answer:
    """Say what a new temporary password brings before it is made."""
    return _password(_another(account), {})


@pages.post("/people/<int:account>/password")
@open_to("administrator")
def renew_password(account: int) -> Answer:
    """Make a new temporary password, which ends all sessions of the account, and show it this one time."""
    person = _another(account)
    try:
        password = accounts.renew_password(database.for_writing(), visitors.signed_in().account, now(), account)
    except NOT_DONE as error:
        return _password(person, *registers.faults(error))
    return _told(account, password, _("Kata sandi sementara sudah dibuat"))


def _password(person: Somebody, errors: Faults, status: int = 200) -> Answer:
    text = render_template(
        "register_form.html",
        here="people",
        title=_("Ganti kata sandi %(name)s?", name=person.name),
        lead=_("Kata sandi lama tidak berlaku lagi, dan semua sesinya berakhir."),
        trail=_trail(person),
        crumb=_("Kata sandi"),
        panel=_("Kata sandi sementara"),
        facts=_facts(person),
        note=_("Kata sandi baru hanya ditampilkan satu kali, sesudah tombol ini. Sampaikan langsung kepada orangnya."),
        errors=errors,
        button=_("Buat kata sandi baru"),
        cancel=url_for("grants.of_person", account=person.account),
    )
    return text, status


@pages.get("/people/<int:account>/closing")
@open_to("administrator")
def ask_closing(account: int) -> Answer:
    """Say what closing an account means before it is closed."""
    return _closing(_another(account), {})


@pages.post("/people/<int:account>/closing")
@open_to("administrator")
def close(account: int) -> Answer:
    """Close an account, or open it again, as the form says."""
    person = _another(account)
    opens = request.form.get("state") == "open"
    if opens != (person.disabled_at is not None):  # it is so already: a second click
        return redirect(url_for("grants.of_person", account=account), 303)
    kind, act = ("enable-account", accounts.enable) if opens else ("disable-account", accounts.disable)
    try:
        registers.once(kind, {"account": str(account)}, lambda *keeper: act(*keeper, account))
    except NOT_DONE as error:
        return _closing(person, *registers.faults(error))
    words = _("Akun ini dapat dipakai masuk lagi.") if opens else _("Akun ini tidak dapat dipakai masuk lagi.")
    flash(words, "ok")
    return redirect(url_for("grants.of_person", account=account), 303)


def _closing(person: Somebody, errors: Faults, status: int = 200) -> Answer:
    closed = person.disabled_at is not None
    name = person.name
    title = _("Aktifkan lagi akun %(name)s?", name=name) if closed else _("Nonaktifkan akun %(name)s?", name=name)
    lead = (
        _("Ia dapat masuk lagi dengan kata sandinya, dan perannya yang masih berlaku kembali dapat dipakai.")
        if closed
        else _("Ia tidak dapat masuk lagi, dan semua sesinya berakhir. Yang sudah dikerjakannya tetap tercatat.")
    )
    text = render_template(
        "register_form.html",
        here="people",
        title=title,
        lead=lead,
        trail=_trail(person),
        crumb=_("Aktifkan lagi") if closed else _("Nonaktifkan"),
        panel=_("Akun"),
        facts=_facts(person),
        note="" if closed else _closing_note(person),
        hidden={"state": "open" if closed else "closed"},
        errors=errors,
        button=_("Aktifkan lagi") if closed else _("Nonaktifkan akun"),
        cancel=url_for("grants.of_person", account=person.account),
    )
    return text, status


def _closing_note(person: Somebody) -> str:
    """Say which roles stay behind: they do not end with the account."""
    held = directory.roles(database.connection(), [person.account or 0], city_day(now())).get(person.account or 0, [])
    if not held:
        return ""
    roles = ", ".join(role(name) for name in held)
    return _("Perannya tidak ikut berakhir: %(roles)s. Akhiri sendiri bila tidak diperlukan lagi.", roles=roles)


def _facts(person: Somebody) -> list[tuple[str, str]]:
    return [(_("Nama pengguna"), person.user_name or ""), (_("Jabatan"), place(person))]


def _trail(person: Somebody) -> list[tuple[str, str]]:
    return [
        (_("Orang dan peran"), url_for("people.people")),
        (person.name, url_for("grants.of_person", account=person.account)),
    ]


def _known(account: int) -> Somebody:
    person = directory.with_account(database.connection(), account)
    if person is None:
        abort(404)
    return person


def _another(account: int) -> Somebody:
    """Give the person of another account: one's own is kept on the own account page, or by another administrator."""
    person = _known(account)
    if account == visitors.signed_in().account:
        abort(404)
    return person
