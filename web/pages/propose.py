"""A proposal: look the employee up, fill in the form, read it over with what it does to both units, and send it.

Whom somebody looks up is nobody else's business: the words of the search and the person chosen travel in forms and in
the proposer's own draft, never in an address.
"""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.dates import months_between
from policies.loading import current
from web import database
from web.doors import SIGNED_IN, open_to
from web.filled import as_typed
from web.look import dates, figures
from web.occasions import Occasion, frame, opened_case
from web.pages.steps import Answer, check, keep, keep_draft, send
from web.step_forms import form_page, not_possible
from workflow import drafts
from workflow.organisation.calendar import city_day
from workflow.search import MOST, FoundEmployee, employee, find_employees

pages = Blueprint("propose", __name__)

_STEP = {"step": "propose"}


@pages.get("/transfers/<case_number>/propose", defaults=_STEP)
@open_to(SIGNED_IN)
def propose(case_number: str, step: str) -> Answer:
    """Show the search, or the form once somebody is chosen."""
    occasion = Occasion(opened_case(case_number), current().steps[step])
    if occasion.offer is None or not occasion.offer.possible:
        return not_possible(occasion)
    draft = drafts.find(occasion.opened.connection, occasion.place)
    chosen = _chosen(draft.form.get("employee", "")) if draft else None
    if draft is None or chosen is None or request.args.get("search"):
        return _search(occasion)
    return form_page(occasion, draft.form, saved_at=draft.saved_at)


@pages.post("/transfers/<case_number>/propose", defaults=_STEP)
@open_to(SIGNED_IN)
def take(case_number: str, step: str) -> Answer:
    """Search, choose, keep, check or send, as the form says."""
    occasion = Occasion(opened_case(case_number), current().steps[step])
    if occasion.offer is None or not occasion.offer.possible:
        return not_possible(occasion)
    if "q" in request.form:
        return _search(occasion, request.form["q"])
    if request.form.get("go") == "choose":
        return _choose(occasion)
    if request.form.get("draft"):
        return keep_draft(occasion)
    return send(occasion) if request.form.get("go") == "send" else check(occasion)


def _choose(occasion: Occasion) -> Response | str:
    """Keep who was chosen in the draft, beside whatever it held already, and go on to the form."""
    typed = as_typed(occasion.step)
    if _chosen(typed.get("employee", "")) is None:
        return _search(occasion, request.form.get("words", ""), _("Pilih salah satu pegawai."))
    draft = drafts.find(occasion.opened.connection, occasion.place)
    keep(occasion, {**(draft.form if draft else {}), **typed})
    return redirect(occasion.href, 303)


def _search(occasion: Occasion, words: str = "", error: str = "") -> str:
    text = " ".join(words.split())[:100]
    found = find_employees(database.connection(), text) if text else []
    return render_template(
        "propose_search.html",
        **frame(occasion),
        q=text,
        searched=bool(text),
        people=[_card(each, occasion) for each in found[:MOST]],
        more=len(found) > MOST,
        most=MOST,
        field=next(field for field in occasion.step.fields if field.kind == "employee"),
        errors={"employee": error} if error else {},
        place=occasion.opened.new_place,
    )


def _card(found: FoundEmployee, occasion: Occasion) -> dict[str, Any]:
    today = city_day(occasion.opened.moment)
    lines = (
        [_("%(post)s, %(unit)s", post=found.post, unit=found.unit)] if found.post else [_("tidak menduduki jabatan")]
    )
    if found.post and found.since:
        since, months = dates.long_date(found.since), months_between(found.since, today)
        lines.append(ngettext("sejak %(day)s (%(num)s bulan)", "sejak %(day)s (%(num)s bulan)", months, day=since))
    lines.append(_("NIP %(nip)s · %(rank)s", nip=figures.nip(found.nip), rank=found.rank))
    return {"value": found.id, "name": found.name, "lines": lines}


def _chosen(number: str) -> FoundEmployee | None:
    known = number.isascii() and number.isdigit() and len(number) < 16
    return employee(database.connection(), int(number)) if known else None
