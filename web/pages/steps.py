"""The one route for all steps: a form made of what the law says the step records, read over where it moves the case.

A form carries its one-time key and the number of the line it has seen. Whatever is not carried out comes back with
everything that was typed; nothing is lost, and nothing is written twice.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import Words
from web import choices, database
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.filled import as_given, as_typed, number_in
from web.look import say
from web.occasions import Occasion, frame, opened_case
from web.panels.checking import checking
from web.panels.steps import step_href
from web.step_forms import form_again, form_page, not_possible, one_time_key, summary
from workflow import drafts
from workflow.acts import Attempt, perform
from workflow.answers import Overtaken, Refused
from workflow.forms import Invalid
from workflow.organisation.calendar import now
from workflow.preview import preview

pages = Blueprint("steps", __name__)

Answer = str | Response | tuple[str, int]


@pages.get("/transfers/<case_number>/<step>")
@open_to(SIGNED_IN)
def step(case_number: str, step: str) -> Answer:
    """Show the form of a step, or why it cannot be taken now."""
    occasion = _at(case_number, step)
    if isinstance(occasion, Response):
        return occasion
    if occasion.offer is None or not occasion.offer.possible:
        return not_possible(occasion)
    draft = drafts.find(occasion.opened.connection, occasion.place)
    begun = {field.name: choices.beginning(occasion.opened, field) for field in occasion.step.fields}
    values = {**begun, **(draft.form if draft else {})}
    return form_page(occasion, values, saved_at=draft.saved_at if draft else None)


@pages.post("/transfers/<case_number>/<step>")
@open_to(SIGNED_IN)
def take(case_number: str, step: str) -> Answer:
    """Take a step, look it over before, or keep the form for later, as the button says."""
    occasion = _at(case_number, step)
    if isinstance(occasion, Response):
        return occasion
    if request.form.get("draft") and occasion.offer:
        return keep_draft(occasion)
    if occasion.read_over and request.form.get("go") != "send":
        return check(occasion)
    return send(occasion)


def _at(case_number: str, name: str) -> Occasion | Response:
    """Open the case and find the step. Raises NotFound for a step that the law does not have or that opens a case."""
    opened = opened_case(case_number)
    found = current().steps.get(name)
    if found is None or not set(found.sources) & set(opened.procedure.states):
        raise NotFound
    if any(field.kind == "employee" for field in found.fields):
        return redirect(step_href(opened, found), 303)
    return Occasion(opened, found)


def send(occasion: Occasion) -> Answer:
    """Carry the act out. What the law or the form says against it is told at the form."""
    typed = as_typed(occasion.step)
    attempt = Attempt(
        account=occasion.opened.who.account,
        step=occasion.step.name,
        case_number=occasion.opened.case_number,
        form=as_given(occasion.step, typed),
        key=request.form.get("key", ""),
        seen=number_in("seen"),
    )
    drafted = drafts.find(occasion.opened.connection, occasion.place) is not None
    try:
        receipt = perform(database.for_writing(), attempt)
    except (Invalid, Refused) as error:
        if isinstance(error, Invalid) and occasion.read_over and error.errors.keys() <= occasion.flags.keys():
            return check(_afresh(occasion), error.errors), STATUS[Invalid]
        return form_again(_afresh(occasion), typed, error)
    except Overtaken:
        keep(occasion, typed)
        raise
    if drafted:
        drafts.drop(database.for_writing(), occasion.place)
    flash(
        _("%(step)s: tersimpan sebagai catatan %(number)s.", step=say(occasion.step.label), number=receipt.number), "ok"
    )
    return redirect(url_for("case.case", case_number=receipt.case_number), 303)


def check(occasion: Occasion, errors: Mapping[str, Words] | None = None) -> Any:
    """Show the answers once more, with how they would be judged. They are kept as a draft, to be changed."""
    typed = {name: value for name, value in as_typed(occasion.step).items() if name not in occasion.flags}
    declared = dict.fromkeys(occasion.flags, "1")  # asked on the page itself
    try:
        seen = preview(occasion.opened, occasion.step, as_given(occasion.step, typed) | declared, number_in("seen"))
        if seen.refused:
            raise Refused(occasion.step.name, seen.refused)
    except (Invalid, Refused) as error:
        return form_again(occasion, typed, error)
    except Overtaken:
        keep(occasion, typed)
        raise
    shown = render_template(
        "step_check.html",
        **checking(occasion.opened, seen, typed, occasion.offered, occasion.href),
        **frame(occasion),
        typed=typed,
        key=one_time_key(),
        seen=number_in("seen"),
        flags=occasion.flags.values(),
        errors=errors or {},
        summary=summary(occasion.step, errors or {}),
    )
    keep(occasion, typed)
    return shown


def keep_draft(occasion: Occasion) -> Answer:
    """Keep the form for later: for the script that does so while one types, or for the button."""
    keep(occasion, as_typed(occasion.step))
    if request.accept_mimetypes.best == "application/json":
        return Response(status=204)
    flash(_("Draf tersimpan. Hanya Anda yang dapat membacanya."), "ok")
    return redirect(occasion.href, 303)


def keep(occasion: Occasion, typed: Mapping[str, str]) -> None:
    """Keep what was typed, where this form keeps drafts at all."""
    if occasion.keeps_drafts:
        drafts.keep(database.for_writing(), occasion.place, typed, now())


def _afresh(occasion: Occasion) -> Occasion:
    """Open the case again: what had been read ended before the act."""
    return Occasion(opened_case(occasion.opened.case_number), occasion.step)
