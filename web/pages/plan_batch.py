"""A plan turned into proposals as one batch: the days, one reason, one justification, sent once.

A move that the law refuses stops the whole batch: it is shown at the move with every reason, and nothing typed is lost.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import Field, Words
from policies.reading import Sight
from web import database, people, plans
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.look import say
from web.look.typed import read_date
from web.pages.plans import find
from web.panels import plan as panel
from web.panels.plan import class_words
from web.step_forms import one_time_key
from web.wording import refusal, unmet_words
from workflow.answers import Refused
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.planning import overview
from workflow.planning import plans as kept
from workflow.planning.batch import AlreadyProposed, Batch, NotProposed, days_for, send

pages = Blueprint("plan_batch", __name__)

Answer = str | Response | tuple[str, int]

_SHARED = ("reason", "justification", "no_conflict")
_DAY = "planned_on"


@pages.get("/plans/<int:number>/proposals")
@open_to(SIGNED_IN)
def show(number: int) -> Answer:
    """Show what will be proposed, with the days that suggest themselves."""
    plan, moves = _open(number)
    if not moves or any(move.transfer_id is not None for move in moves):
        return redirect(url_for("plans.show", number=plan.id), 303)
    days = days_for(database.connection(), plan.id, city_day(now()))
    return _page(plan, moves, {_day(number): day for number, day in days.items()})


@pages.post("/plans/<int:number>/proposals")
@open_to(SIGNED_IN)
def propose(number: int) -> Answer:
    """Propose every move, or say which one stands in the way and why."""
    plan, moves = _open(number)
    typed = dict(request.form)
    batch = Batch(
        plan=plan.id,
        account=people.signed_in().account,
        key=request.form.get("key", ""),
        days={move.number: _iso(typed.get(_day(move.number), "")) for move in moves},
        **{name: typed.get(name, "").strip() for name in _SHARED},
    )
    try:
        receipts = send(database.for_writing(), batch)
    except AlreadyProposed:
        flash(_("Rencana ini sudah diusulkan; tidak ada yang dibuat dua kali."), "info")
        return redirect(url_for("plans.show", number=number), 303)
    except NotProposed as refused:
        if not isinstance(refused.error, Refused | Invalid):
            raise refused.error from refused
        return _again(number, typed, refused.number, refused.error)
    flash(ngettext("%(num)s usulan dibuat.", "%(num)s usulan dibuat.", len(receipts)), "ok")
    return redirect(url_for("plans.show", number=number), 303)


def _open(number: int) -> tuple[Any, list[Any]]:
    """Give a plan with its moves to who may propose them. Ends in 404."""
    plans.require(plans.MAKES)
    plan = find(number)
    return plan, kept.moves_of(database.connection(), plan.id)


def _day(number: int) -> str:
    """Name the field of a move's day."""
    return f"day-{number}"


def _iso(text: str) -> str:
    """Write a day as an act takes it; what is no day stays as it is: the act says what is wrong."""
    try:
        return read_date(text).isoformat()
    except ValueError:
        return text


def _again(number: int, typed: Mapping[str, Any], at: int, error: Refused | Invalid) -> Answer:
    """Show the form with everything typed, and at its move what stands against it."""
    plan, moves = _open(number)
    errors: dict[str, Words | str] = {}
    reasons: list[dict[str, str]] = []
    sight = Sight(frozenset(), people.signed_in().account)  # there is no case yet of which anything could be hidden
    if isinstance(error, Invalid):
        for name, words in error.errors.items():
            shared = "reason" if name == "note" else name
            errors[shared if shared in _SHARED else _day(at)] = words
    else:
        reasons = refusal(current(), error, sight, city_day(now()))
        errors = _missing(error, sight)
    return _page(plan, moves, typed, errors=errors, refused={at: reasons}), STATUS[type(error)]


def _missing(error: Refused, sight: Sight) -> dict[str, Words | str]:
    """Ask for the justification of what only warns, at its field."""
    rules, day = current().rules, city_day(now())
    warned = [result for result in error.results if rules[result.rule].kind == "warn"]
    if not warned:
        return {}
    words = " ".join(unmet_words(rules[result.rule], result, sight, day) for result in warned)
    return {"justification": _("Tuliskan penjelasan: %(warnings)s", warnings=words)}


def _page(
    plan: Any,
    moves: list[Any],
    values: Mapping[str, Any],
    errors: Mapping[str, Words | str] | None = None,
    refused: Mapping[int, list[dict[str, str]]] | None = None,
) -> str:
    step = current().steps["propose"]
    fields: dict[str, Field] = {field.name: field for field in step.fields}
    label = say(fields[_DAY].label)
    stopped = next(((move, refused[move.number]) for move in moves if refused and refused.get(move.number)), None)
    return render_template(
        "plans/batch.html",
        number=plan.id,
        title=panel.title(len(moves), overview.filled(moves)),
        step=step,
        rows=[_row(move, label, (refused or {}).get(move.number, [])) for move in moves],
        stopped=stopped[0].name if stopped else "",
        fields={name: fields[name] for name in _SHARED},
        values=values,
        errors=errors or {},
        summary={name: f"{_whose(name, moves, fields)}: {say(words)}" for name, words in (errors or {}).items()},
        key=one_time_key(),
    )


def _whose(name: str, moves: list[Any], fields: Mapping[str, Field]) -> str:
    """Name a field in the summary: a shared one by its label, a day by its person."""
    if name in fields:
        return say(fields[name].label)
    return next((move.name for move in moves if _day(move.number) == name), "")


def _row(move: Any, label: str, reasons: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "name": move.name,
        "from_unit": move.from_unit_name or _("tanpa jabatan"),
        "from_post": move.from_post_name or "",
        "unit": move.unit_name,
        "post": move.post_name,
        "small": class_words(move),
        "gates": move.part_gates < 0,
        "warns": move.part_warnings < 0,
        "reasons": reasons,
        "field": {"name": _day(move.number), "kind": "date", "label": label},
    }
