"""Drawing the form of a step: at first, again with everything that was typed, or the reasons why there is none."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from policies.model import Step, Words
from web.errors import STATUS
from web.filled import number_in
from web.look import say
from web.occasions import Occasion, frame
from web.panels import feedback, follow_up, movement, results
from web.wording import refusal, unmet_words
from workflow.answers import Refused
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day
from workflow.search import FoundEmployee, employee


def form_page(
    occasion: Occasion,
    values: Mapping[str, Any],
    *,
    errors: Mapping[str, Words | str] | None = None,
    reasons: list[dict[str, str]] | None = None,
    saved_at: Any = None,
) -> str:
    """Draw the form with what it holds, and above it what stood against it."""
    fields = [field for field in occasion.step.fields if not (occasion.read_over and field.name in occasion.flags)]
    return render_template(
        _template(occasion),
        **frame(occasion),
        fields=fields,
        values=values,
        options={field.name: occasion.offered(field) for field in fields},
        errors=errors or {},
        summary=summary(occasion.step, errors or {}),
        reasons=reasons or [],
        warnings=_warnings(occasion),
        key=one_time_key(),
        seen=number_in("seen") or occasion.opened.case.number,
        saved_at=saved_at,
        **_about(occasion),
        instrument=occasion.opened.procedure.instrument,
        candidate=_candidate(occasion, values),
        place=occasion.opened.new_place,
    )


def _about(occasion: Occasion) -> dict[str, Any]:
    """Give what stands beside a form: the move, and after it the last evaluation and what was agreed on.

    A form of the instrument is about a person at work, and stands alone.
    """
    if occasion.step.instrument:
        return {}
    if occasion.step.shows == "follow_up":
        moved = movement.movement(occasion.opened)
        told = {"rounds": feedback.feedback(occasion.opened)[:1], "followed": follow_up.panels(occasion.opened)}
        return {"movement": moved, **told}
    return {"movement": movement.movement(occasion.opened), "results": results.results(occasion.opened)}


def summary(step: Step, errors: Mapping[str, Words | str]) -> dict[str, str]:
    """Give the errors with the label of each field before them, since "required" alone names nothing."""
    labels = {field.name: say(field.label) for field in step.fields}
    return {name: f"{labels[name]}: {say(words)}" if name in labels else say(words) for name, words in errors.items()}


def _template(occasion: Occasion) -> str:
    if occasion.proposes:
        return "propose.html"
    return "step_instrument.html" if occasion.step.instrument else "step.html"


def _candidate(occasion: Occasion, values: Mapping[str, Any]) -> FoundEmployee | None:
    """Give whom a proposal is about."""
    number = str(values.get("employee", "")) if occasion.proposes else ""
    known = number.isascii() and number.isdigit() and len(number) < 16
    return employee(occasion.opened.connection, int(number)) if known else None


def form_again(occasion: Occasion, typed: Mapping[str, str], error: Invalid | Refused) -> tuple[str, int]:
    """Show the form with everything typed and every reason; a warning asks for its justification at its field."""
    opened, errors, reasons = occasion.opened, {}, []
    if isinstance(error, Invalid):
        order = [field.name for field in occasion.step.fields]
        found = sorted(error.errors.items(), key=lambda each: order.index(each[0]) if each[0] in order else -1)
        errors = {name if name in order else "": words for name, words in found}
    else:
        reasons = refusal(opened.procedure, error, opened.sight, city_day(opened.moment))
        errors = _missing_justification(occasion, error)
    if occasion.offer is None or (reasons and not occasion.offer.possible and not errors):
        return not_possible(occasion, reasons)
    return form_page(occasion, typed, errors=errors, reasons=reasons), STATUS[type(error)]


def _missing_justification(occasion: Occasion, error: Refused) -> dict[str, Words | str]:
    rules = occasion.opened.procedure.rules
    warned = [result for result in error.results if rules[result.rule].kind == "warn"]
    if not warned or "justification" not in {field.name for field in occasion.step.fields}:
        return {}
    day = city_day(occasion.opened.moment)
    words = " ".join(unmet_words(rules[result.rule], result, occasion.opened.sight, day) for result in warned)
    return {"justification": _("Tuliskan penjelasan: %(warnings)s", warnings=words)}


def not_possible(occasion: Occasion, reasons: list[dict[str, str]] | None = None) -> tuple[str, int]:
    """Say why a step cannot be taken: no role for it, another state, or every rule that is unmet."""
    offer, opened, step = occasion.offer, occasion.opened, occasion.step
    if offer is None:
        wrong_state = None if opened.case.state in step.sources else opened.case.state
        error = Refused(step.name, no_role=opened.standing.as_any(step.by) is None, wrong_state=wrong_state)
    else:
        error = Refused(step.name, offer.unmet)
    found = reasons or refusal(opened.procedure, error, opened.sight, city_day(opened.moment))
    typed = [(say(field.label), request.form[field.name]) for field in step.fields if request.form.get(field.name)]
    return render_template("step_blocked.html", **frame(occasion), reasons=found, typed=typed), STATUS[Refused]


def _warnings(occasion: Occasion) -> list[str]:
    if occasion.offer is None:
        return []
    rules, day = occasion.opened.procedure.rules, city_day(occasion.opened.moment)
    return [unmet_words(rules[each.rule], each, occasion.opened.sight, day) for each in occasion.offer.warnings]


def one_time_key() -> str:
    """Give the one-time key of the form: the one it came with, since nothing has used it up, or a fresh one."""
    return request.form.get("key") or token_urlsafe(16)
