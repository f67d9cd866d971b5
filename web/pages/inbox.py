"""The inbox: what only I can do, what my role may take, and what I did last with whom it waits for now."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, g, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Connection

from policies.loading import current
from web import people
from web.awaited import whom, workdays_left
from web.doors import SIGNED_IN, open_to
from web.look import dates, say
from web.meanwhile import case_href
from web.people import Person
from web.readable import readable, working_days
from web.shell import badge
from web.spelling import capital, in_words
from workflow.lists import MOST, Done, Inbox, Row, Task, done_by
from workflow.lists import inbox as waiting

pages = Blueprint("inbox", __name__)

_LATEST = 10  # cases under "done by me"
_TAG_FROM = 2  # working days before a deadline from which it carries a tag
_SOON = timedelta(days=14)  # beyond it nobody counts working days: no run of holidays is as long


@pages.get("/inbox")
@open_to(SIGNED_IN)
def inbox() -> str:
    """Show what waits for the person who is signed in."""
    found = _found()
    return render_template(
        "inbox.html",
        title=_title(found),
        today=readable().today,
        mine=[_task(task, _("Menunggu Anda")) for task in found.mine],
        role=[_task(task, _("Belum diambil")) for task in found.role],
        done=[_done(done) for done in done_by(readable(), _LATEST)],
        steps=_steps_to_come(),
        latest=_LATEST,
    )


@badge("inbox")
def count(_connection: Connection, _person: Person) -> int | str:
    """Count what only this person can do, out of the same query as the page."""
    mine = len(_found().mine)
    return f"{MOST - 1}+" if mine >= MOST else mine


def _found() -> Inbox:
    """Ask for the inbox once in a request: the menu counts what the page lists."""
    held: tuple[object, Inbox] | None = g.get("inbox")
    if held is None or held[0] is not readable():
        held = g.inbox = (readable(), waiting(readable()))
    return held[1]


def _title(found: Inbox) -> str:
    """Say the result: how many cases wait for this person, and how many of them are late."""
    mine = {task.row.id: task.row for task in found.mine}
    if not mine:
        return _nothing(found)
    words = ngettext(
        "%(count)s kasus menunggu Anda", "%(count)s kasus menunggu Anda", len(mine), count=in_words(len(mine))
    )
    late = sum(row.due_on is not None and row.due_on < readable().today for row in mine.values())
    if late:
        words += "; " + ngettext(
            "%(count)s sudah lewat tenggat", "%(count)s sudah lewat tenggat", late, count=in_words(late)
        )
    return capital(words)


def _nothing(found: Inbox) -> str:
    cases = len({task.row.id for task in found.role})
    if not cases:
        return _("Tidak ada yang menunggu Anda")
    return ngettext(
        "Tidak ada yang menunggu Anda sendiri; %(count)s kasus dapat diambil peran Anda",
        "Tidak ada yang menunggu Anda sendiri; %(count)s kasus dapat diambil peran Anda",
        cases,
        count=in_words(cases),
    )


def _task(task: Task, waits: str) -> dict[str, Any]:
    return _line(task.row) | {"verb": say(task.step.label), "waits": waits}


def _done(done: Done) -> dict[str, Any]:
    roles = whom(readable(), done.row)
    state = say(current().states[done.row.state].label)
    waits = _("Menunggu %(whom)s", whom=roles) if roles else _("Kasus ditutup: %(state)s", state=state)
    verb = _("%(step)s, %(day)s", step=say(done.step.label), day=dates.day_and_full_month(done.at, readable().today))
    return _line(done.row) | {"verb": verb, "waits": waits, "since": done.row.since if roles else None}


def _line(row: Row) -> dict[str, Any]:
    """Give what every row of the inbox has, as components/lists.html draws it."""
    state = current().states[row.state]
    return {
        "href": case_href(row.case_number),
        "person": row.employee or row.new_post or "",
        "unit": row.receiving,
        "stage": state.order or current().states[row.reached or row.state].order or 0,
        "number": row.case_number,
        "since": row.since,
        "due": row.due_on,
        "workdays": _workdays(row.due_on),
    }


def _workdays(due: date | None) -> int | None:
    """Count the working days to a deadline that carries a tag: one that is late, or nearly so."""
    today = readable().today
    if due is None or due > today + _SOON:
        return None
    left = workdays_left(working_days(), today, due)
    return left if left <= _TAG_FROM else None


def _steps_to_come() -> list[str]:
    """Name the steps that can ever wait for the roles which this person holds whatever the case."""
    roles = people.signed_in().roles
    return [say(step.label) for step in current().steps.values() if step.awaited and roles.intersection(step.by)]
