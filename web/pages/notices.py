"""Notices: what was told to the person at the counter; marked as read here, one by one or all that are shown."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people
from web.doors import SIGNED_IN, open_to
from web.look import say
from web.meanwhile import case_href
from web.people import Person
from web.readable import readable
from web.shell import badge, forget_count
from web.spelling import capital, in_words
from workflow.lists import MOST
from workflow.notices.answering import TOLD
from workflow.notices.listed import Line, listed, mark_read, unread
from workflow.organisation.calendar import now

pages = Blueprint("notices", __name__)


@pages.get("/notices")
@open_to(SIGNED_IN)
def notices() -> str:
    """Show what was told to the person who is signed in."""
    found = listed(readable())
    return render_template(
        "notices/list.html",
        title=_title(len(found.unread)),
        unread=[_line(line) for line in found.unread],
        earlier=[_line(line) for line in found.earlier],
        most=MOST,
    )


@pages.post("/notices")
@open_to(SIGNED_IN)
def read() -> Response:
    """Mark as read what the form names: one notice, or all that the page showed."""
    account = people.signed_in().account
    ids = [int(each) for each in request.form.getlist("notice") if each.isascii() and each.isdigit()]
    mark_read(database.for_writing(), account, ids[:MOST], now())
    forget_count("notices", account)
    return redirect(url_for("notices.notices"), 303)


@badge("notices")
def count(_connection: Connection, _person: Person) -> int | str:
    """Count what is unread, by the same question as the page."""
    found = unread(readable())
    return f"{MOST - 1}+" if found >= MOST else found


def _title(number: int) -> str:
    if not number:
        return _("Tidak ada pemberitahuan baru")
    words = ngettext(
        "%(count)s pemberitahuan belum dibaca",
        "%(count)s pemberitahuan belum dibaca",
        number,
        count=in_words(number),
    )
    return capital(words)


def _line(line: Line) -> dict[str, Any]:
    law = current()
    about = law.states[line.about] if line.stage == TOLD else law.steps[line.about]
    return {
        "id": line.id,
        "about": say(about.label),
        "stage": say(law.reminder_stages[line.stage].label),
        "at": line.made_at,
        "href": case_href(line.row.case_number),
        "number": line.row.case_number,
        "person": line.row.employee or line.row.new_post or "",
        "unit": line.row.receiving,
        "due": line.due_on,
    }
