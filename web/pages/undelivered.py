"""Mails that the city's mail server did not take: the administrator sees what went wrong and has them tried again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people
from web.doors import open_to
from web.look import say
from web.people import Person
from web.shell import badge, forget_count
from web.spelling import capital, in_words
from workflow.lists import MOST
from workflow.notices.post import ADDRESS, MAIL, RECIPIENT
from workflow.notices.undelivered import retry, undelivered
from workflow.organisation.calendar import now

pages = Blueprint("undelivered", __name__)


@pages.get("/notices/undelivered")
@open_to("administrator")
def listed() -> str:
    """Show the mails that were given up; about which cases they are, an administrator does not read."""
    rows = [
        {
            "id": row.id,
            "name": row.name,
            "stage": say(current().reminder_stages[row.stage].label),
            "error": _fault(row.error),
            "tries": row.tries,
            "at": row.made_at,
        }
        for row in undelivered(database.connection())
    ]
    silent = database.counter().settings.mail_server is None
    return render_template("notices/undelivered.html", title=_title(len(rows)), rows=rows, silent=silent)


@pages.post("/notices/undelivered")
@open_to("administrator")
def again() -> Response:
    """Have the mails that the form names tried again."""
    account = people.signed_in().account
    ids = [int(each) for each in request.form.getlist("notice") if each.isascii() and each.isdigit()]
    number = retry(database.for_writing(), ids[:MOST], account, now())
    forget_count("undelivered", account)
    words = ngettext("%(number)s surat akan dicoba lagi.", "%(number)s surat akan dicoba lagi.", number, number=number)
    flash(words, "ok")
    return redirect(url_for("undelivered.listed"), 303)


@badge("undelivered")
def count(connection: Connection, _person: Person) -> int | str:
    """Count the mails that were given up."""
    found = len(undelivered(connection))
    return f"{MOST - 1}+" if found >= MOST else found


def _fault(error: str) -> str:
    """Say what went wrong; what a server wrote is never kept, for it may name somebody."""
    kind, _space, code = error.partition(" ")
    if kind == RECIPIENT:
        return _("Alamat ditolak (%(code)s)", code=code)
    if kind == MAIL:
        return _("Surat ditolak (%(code)s)", code=code)
    if kind == ADDRESS:
        return _("Bukan alamat surel")
    return _("Peladen tidak menjawab, atau menolak sambungan")


def _title(number: int) -> str:
    if not number:
        return _("Semua surat terkirim")
    words = ngettext("%(count)s surat tidak terkirim", "%(count)s surat tidak terkirim", number, count=in_words(number))
    return capital(words)
