"""One's own account: who one is and may act as, one's sessions, password, language and theme."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import Words
from web import database, people
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.language import LANGUAGES
from web.look import say
from web.sheets import EXPORT, sheet
from web.waiting import wait_words
from workflow.accounts import own, passwords, sessions
from workflow.accounts.own import WeakPassword, WrongPresentPassword
from workflow.accounts.passwords import Weakness
from workflow.accounts.throttling import Throttled
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import relatives as listed
from workflow.organisation.registers import relatives

pages = Blueprint("account", __name__)

Answer = str | Response | tuple[str, int]

_ROLES = sheet("own-roles", role="Peran", unit="Unit", since="Dari", until="Sampai", ground="Dasar")
_FAMILY = sheet("own-relatives", name="Nama", title="Jabatan", kind="Hubungan")


@pages.get("/account")
@open_to(SIGNED_IN)
def account() -> Answer:
    """Show one's own account."""
    return _page({})


@pages.post("/account/password")
@open_to(SIGNED_IN)
def change_password() -> Answer:
    """Change one's password, which ends all other sessions."""
    old, new = request.form.get("old_password", ""), request.form.get("new_password", "")
    if new != request.form.get("repeated_password", ""):
        return _page({"repeated_password": _("Dua isian kata sandi baru tidak sama.")}, 422)
    settings, person = database.counter().settings, people.signed_in()
    try:
        token = own.change_password(database.for_writing(), settings.secret, person.session, old, new, now())
    except WrongPresentPassword:
        return _page({"old_password": _("Kata sandi sekarang salah.")}, 422)
    except WeakPassword as error:
        return _page({"new_password": _weak(error.weakness)}, 422)
    except Throttled as error:
        return _page({"old_password": wait_words(error.until)}, STATUS[Throttled])
    people.enter(token)
    flash(_("Kata sandi sudah diganti. Sesi di perangkat lain sudah diakhiri."), "ok")
    return redirect(url_for("account.account"), 303)


@pages.post("/account/sessions/end")
@open_to(SIGNED_IN)
def end_session() -> Answer:
    """End another of one's own sessions."""
    number, person = request.form.get("session", ""), people.signed_in()
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        abort(404)
    if not sessions.end_other(database.for_writing(), person.session, int(number), now()):
        abort(404)
    flash(_("Sesi itu sudah diakhiri."), "ok")
    return redirect(url_for("account.account"), 303)


@pages.get(f"/account/roles/{EXPORT}")
@open_to(SIGNED_IN)
def roles(form: str) -> Response:
    """Send the roles that one holds as a file."""
    return _ROLES.sent(form, _roles(people.signed_in().account))


@pages.get(f"/account/relatives/{EXPORT}")
@open_to(SIGNED_IN)
def family(form: str) -> Response:
    """Send one's declared family as a file."""
    return _FAMILY.sent(form, _family())


def _page(errors: dict[str, str | Words], status: int = 200) -> Answer:
    connection, person, moment = database.connection(), people.signed_in(), now()
    text = render_template(
        "account.html",
        account=own.account(connection, person.account),
        title=person.who.title,
        roles=_roles(person.account),
        sessions=sessions.of_account(connection, person.account, people.lifetime(), moment),
        this=person.session.id,
        family=_family(),
        lifetime=people.lifetime(),
        languages=LANGUAGES,
        errors=errors,
        shortest=passwords.SHORTEST,
    )
    return text, status


def _roles(account_: int) -> list[dict[str, Any]]:
    """Give the roles that one holds, with the ground of each, in the words of the law."""
    labels = current().roles
    granted = own.granted(database.connection(), account_, city_day(now()))
    return [
        {
            "role": say(labels[grant.role].label) if grant.role in labels else grant.role,
            "unit": grant.unit or _("Seluruh kota"),
            "since": grant.since,
            "until": grant.until - timedelta(days=1) if grant.until else None,  # its last day, as it is written
            "ground": grant.ground,
        }
        for grant in granted
    ]


def _family() -> list[dict[str, Any]]:
    """Give one's declared family, the nearest first, in the words of the register."""
    kinds = {choice.value: choice.label for choice in relatives.KINDS}
    who = people.signed_in().who
    found = listed.of(database.connection(), who.account, who.employee)
    return [
        {"name": one.name, "title": one.title, "kind": say(kinds[one.kind]) if one.kind in kinds else one.kind}
        for one in found
    ]


def _weak(weakness: Weakness) -> str:
    match weakness:
        case Weakness.SHORT:
            return _("Kata sandi baru paling sedikit %(number)s karakter.", number=passwords.SHORTEST)
        case Weakness.LONG:
            return _("Kata sandi baru paling banyak %(number)s karakter.", number=passwords.LONGEST)
        case Weakness.PERSONAL:
            return _("Jangan memakai nama, NIP, atau nama pengguna Anda sendiri.")
        case Weakness.GUESSABLE:
            return _("Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.")
