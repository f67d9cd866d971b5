"""A new need: look a post up among one's units, see how it is filled, and record that it has to be."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import Step, Words
from policies.reading import Sight
from web import database, people, staffing
from web.doors import open_to
from web.errors import STATUS
from web.filled import as_given, as_typed
from web.look import dates, say
from web.step_forms import one_time_key, summary
from web.wording import refusal
from workflow.acts import Attempt, perform
from workflow.answers import Refused
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.search import MOST, FoundPost, Reach, find_posts, post
from workflow.staffing import needs
from workflow.staffing.needs import Need

pages = Blueprint("needs", __name__)

_FIRST = 8  # posts that are shown before anybody has searched

Answer = str | Response | tuple[str, int]


@pages.get("/needs/new")
@open_to("proposer", "personnel_analyst")
def new() -> Answer:
    """Show the posts that miss somebody, or those that a search finds; or the one post of an open need."""
    typed = _of_need()
    return _page(typed or {}, one=bool(typed))


@pages.post("/needs/new")
@open_to("proposer", "personnel_analyst")
def record() -> Answer:
    """Record the need: a new case begins."""
    step, person = _step(), people.signed_in()
    typed = as_typed(step)
    attempt = Attempt(person.account, step.name, None, as_given(step, typed), request.form.get("key", ""))
    try:
        receipt = perform(database.for_writing(), attempt)
    except Invalid as error:
        return _page(typed, errors=error.errors), STATUS[Invalid]
    except Refused as error:
        sight = Sight(frozenset(), person.account)  # there is no case yet of which anything could be kept from him
        return _page(typed, reasons=refusal(current(), error, sight, city_day(now()))), STATUS[Refused]
    flash(_("Kebutuhan tercatat sebagai kasus %(number)s.", number=receipt.case_number), "ok")
    return redirect(url_for("case.case", case_number=receipt.case_number), 303)


def _of_need() -> dict[str, str] | None:
    """Fill the form in for the open need that the address names, where the person reads it; else give None."""
    asked, run = request.args.get("need", ""), staffing.newest_run()
    if run is None or not (asked.isascii() and asked.isdigit()):
        return None
    found = needs.listed(database.connection(), run, need=int(asked))
    if not found or not staffing.reach().covers(found[0].path):
        return None
    return {"post": str(found[0].post_id), "note": _ground(found[0], run)}


def _ground(need: Need, run: Any) -> str:
    """Write the reason that a run gives: how many are missing, and for how long where the load is temporary."""
    words = _(
        "Kurang %(gap)s dari %(need)s orang menurut hitungan %(day)s, %(months)s bulan ke depan.",
        gap=need.run_gap,
        need=need.need,
        day=dates.long_date(run.as_of),
        months=run.horizon,
    )
    if need.temporary_until is not None:
        words += " " + _("Beban sementara berakhir %(day)s.", day=dates.long_date(need.temporary_until))
    return words


def _step() -> Step:
    """Give the step that opens a case."""
    known = set(current().states)
    return next(step for step in current().steps.values() if not known & set(step.sources))


def _page(
    typed: dict[str, str],
    errors: dict[str, Words] | None = None,
    reasons: list[dict[str, str]] | None = None,
    *,
    one: bool = False,
) -> str:
    """Draw the form; `one`: for the chosen post alone, which an open need names."""
    step = _step()
    open_states = [state.name for state in current().states.values() if state.order and not state.closed]
    run = staffing.newest_run()
    reach = Reach(people.signed_in().who, step.by, open_states, run.id if run else None)
    text = " ".join(request.values.get("q", "").split())[:100]
    most = MOST if text else _FIRST
    found = find_posts(database.connection(), reach, text)
    chosen = typed.get("post", "")
    if chosen.isascii() and chosen.isdigit() and int(chosen) not in {each.id for each in found[:most]}:
        wanted = post(database.connection(), reach, int(chosen))
        found = [wanted, *(each for each in found if each.id != wanted.id)] if wanted else found
    if one:
        found = [each for each in found if str(each.id) == chosen]
    return render_template(
        "need.html",
        step=step,
        q=text,
        more=len(found) > most,
        most=most,
        one=one,
        posts=[_card(each) for each in found[:most]],
        fields={field.name: field for field in step.fields},
        values=typed,
        errors=errors or {},
        summary=summary(step, errors or {}),
        reasons=reasons or [],
        key=one_time_key(),
        label=say(step.label),
    )


def _card(found: FoundPost) -> dict[str, Any]:
    lines = [found.unit]
    if found.need:
        filled = _("%(holders)s dari %(need)s terisi", holders=found.holders, need=found.need)
        vacant = ngettext("%(num)s lowong", "%(num)s lowong", found.vacant)
        lines.append(f"{filled}, {vacant}" if found.vacant else filled)
    if found.cases:
        lines.append(
            ngettext(
                "%(num)s kasus sudah berjalan untuk jabatan ini",
                "%(num)s kasus sudah berjalan untuk jabatan ini",
                found.cases,
            )
        )
    without = "" if found.need else _("Jabatan ini tidak mempunyai kebutuhan yang disetujui.")
    return {"value": found.id, "label": found.name, "lines": lines, "why_not": without}
