"""The one route for all steps: a form made of what the law says the step records, read over where it moves the case.

A form carries its one-time key and the number of the line it has seen. Whatever is not carried out comes back with
everything that was typed; nothing is lost, and nothing is written twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import Field, Step, Words
from web import choices, database
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.filled import as_given, as_typed, number_in
from web.look import say
from web.pages.case import heading, opened_case
from web.panels import movement, results
from web.panels.checking import checking
from web.panels.steps import step_href
from web.wording import refusal, unmet_words
from workflow import drafts
from workflow.acts import Attempt, perform
from workflow.answers import Overtaken, Refused
from workflow.cases import OpenCase
from workflow.forms import Invalid
from workflow.offers import Offer
from workflow.organisation.calendar import city_day, now
from workflow.preview import preview
from workflow.search import FoundEmployee, employee

pages = Blueprint("steps", __name__)

Answer = str | Response | tuple[str, int]


@dataclass
class Counter:
    """One person before one step of one case, with the form as he sees it."""

    opened: OpenCase
    step: Step

    @cached_property
    def offer(self) -> Offer | None:
        """The step as an offer; None when it is not his, or not in this state."""
        return next((offer for offer in self.opened.offers if offer.step is self.step), None)

    @property
    def place(self) -> drafts.Place:
        """Where the draft of this form is kept."""
        return drafts.Place(self.opened.who.account, int(self.opened.head["id"]), self.step.name)

    @property
    def href(self) -> str:
        """The address of this form."""
        return step_href(self.opened, self.step)

    @property
    def keeps_drafts(self) -> bool:
        """Say whether the form takes long enough to be kept half filled in; a ballot is never kept anywhere else."""
        return self.step.shows != "ballot" and any(field.kind == "long" for field in self.step.fields)

    @property
    def read_over(self) -> bool:
        """Say whether the answers are checked before they are sent: what moves the case, or signs its decree."""
        return bool(self.step.fields) and (not self.step.stays or self.step.name == "sign-decree")

    @property
    def flags(self) -> dict[str, Field]:
        """What is only declared; it is asked where the answers are read over."""
        return {field.name: field for field in self.step.fields if field.kind == "flag"}

    @property
    def proposes(self) -> bool:
        """Say whether the step names an employee, who is looked up first."""
        return any(field.kind == "employee" for field in self.step.fields)

    def offered(self, field: Field) -> choices.Options | None:
        """Give what a field offers on this case."""
        return choices.options(field, self.opened, self.offer.actor) if self.offer else None


@pages.get("/transfers/<case_number>/<step>")
@open_to(SIGNED_IN)
def step(case_number: str, step: str) -> Answer:
    """Show the form of a step, or why it cannot be taken now."""
    counter = _counter(case_number, step)
    if isinstance(counter, Response):
        return counter
    if counter.offer is None or not counter.offer.possible:
        return not_possible(counter)
    draft = drafts.find(counter.opened.connection, counter.place)
    begun = {field.name: choices.beginning(counter.opened, field) for field in counter.step.fields}
    values = {**begun, **(draft.form if draft else {})}
    return form_page(counter, values, saved_at=draft.saved_at if draft else None)


@pages.post("/transfers/<case_number>/<step>")
@open_to(SIGNED_IN)
def take(case_number: str, step: str) -> Answer:
    """Take a step, look it over before, or keep the form for later, as the button says."""
    counter = _counter(case_number, step)
    if isinstance(counter, Response):
        return counter
    if request.form.get("draft"):
        return keep_draft(counter)
    if counter.read_over and request.form.get("go") != "send":
        return check(counter)
    return send(counter)


def _counter(case_number: str, name: str) -> Counter | Response:
    """Open the case and find the step. Raises NotFound for a step that the law does not have or that opens a case."""
    opened = opened_case(case_number)
    found = current().steps.get(name)
    if found is None or not set(found.sources) & set(opened.procedure.states):
        raise NotFound
    if any(field.kind == "employee" for field in found.fields):
        return redirect(step_href(opened, found), 303)
    return Counter(opened, found)


def send(counter: Counter) -> Answer:
    """Carry the act out. What the law or the form says against it is told at the form."""
    typed = as_typed(counter.step)
    attempt = Attempt(
        account=counter.opened.who.account,
        step=counter.step.name,
        case_number=counter.opened.case_number,
        form=as_given(counter.step, typed),
        key=request.form.get("key", ""),
        seen=number_in("seen"),
    )
    drafted = drafts.find(counter.opened.connection, counter.place) is not None
    try:
        receipt = perform(database.for_writing(), attempt)
    except (Invalid, Refused) as error:
        if isinstance(error, Invalid) and counter.read_over and error.errors.keys() <= counter.flags.keys():
            return check(_afresh(counter), error.errors), STATUS[Invalid]
        return form_again(_afresh(counter), typed, error)
    except Overtaken:
        keep(counter, typed)
        raise
    if drafted:
        drafts.drop(database.for_writing(), counter.place)
    flash(
        _("%(step)s: tersimpan sebagai catatan %(number)s.", step=say(counter.step.label), number=receipt.number), "ok"
    )
    return redirect(url_for("case.case", case_number=receipt.case_number), 303)


def check(counter: Counter, errors: Mapping[str, Words] | None = None) -> Any:
    """Show the answers once more, with how they would be judged. They are kept as a draft, to be changed."""
    typed = {name: value for name, value in as_typed(counter.step).items() if name not in counter.flags}
    declared = dict.fromkeys(counter.flags, "1")  # asked on the page itself
    try:
        seen = preview(counter.opened, counter.step, as_given(counter.step, typed) | declared, number_in("seen"))
        if seen.refused:
            raise Refused(counter.step.name, seen.refused)
    except (Invalid, Refused) as error:
        return form_again(counter, typed, error)
    except Overtaken:
        keep(counter, typed)
        raise
    shown = render_template(
        "step_check.html",
        **checking(counter.opened, seen, typed, counter.offered, counter.href),
        **frame(counter),
        typed=typed,
        key=one_time_key(),
        seen=number_in("seen"),
        flags=counter.flags.values(),
        errors=errors or {},
        summary=summary(counter.step, errors or {}),
    )
    keep(counter, typed)
    return shown


def keep_draft(counter: Counter) -> Answer:
    """Keep the form for later: for the script that does so while one types, or for the button."""
    keep(counter, as_typed(counter.step))
    if request.accept_mimetypes.best == "application/json":
        return Response(status=204)
    flash(_("Draf tersimpan. Hanya Anda yang dapat membacanya."), "ok")
    return redirect(counter.href, 303)


def keep(counter: Counter, typed: Mapping[str, str]) -> None:
    """Keep what was typed, where this form keeps drafts at all."""
    if counter.keeps_drafts:
        drafts.keep(database.for_writing(), counter.place, typed, now())


def form_page(
    counter: Counter,
    values: Mapping[str, Any],
    *,
    errors: Mapping[str, Words | str] | None = None,
    reasons: list[dict[str, str]] | None = None,
    saved_at: Any = None,
) -> str:
    """Draw the form with what it holds, and above it what stood against it."""
    fields = [field for field in counter.step.fields if not (counter.read_over and field.name in counter.flags)]
    return render_template(
        _template(counter),
        **frame(counter),
        fields=fields,
        values=values,
        options={field.name: counter.offered(field) for field in fields},
        errors=errors or {},
        summary=summary(counter.step, errors or {}),
        reasons=reasons or [],
        warnings=_warnings(counter),
        key=one_time_key(),
        seen=number_in("seen") or counter.opened.case.number,
        saved_at=saved_at,
        movement=movement.movement(counter.opened),
        results=results.results(counter.opened),
        instrument=counter.opened.procedure.instrument,
        candidate=_candidate(counter, values),
        place=counter.opened.new_place,
    )


def summary(step: Step, errors: Mapping[str, Words | str]) -> dict[str, str]:
    """Give the errors with the label of each field before them, since "required" alone names nothing."""
    labels = {field.name: say(field.label) for field in step.fields}
    return {name: f"{labels[name]}: {say(words)}" if name in labels else say(words) for name, words in errors.items()}


def _template(counter: Counter) -> str:
    if counter.proposes:
        return "propose.html"
    return "step_instrument.html" if counter.step.instrument else "step.html"


def _candidate(counter: Counter, values: Mapping[str, Any]) -> FoundEmployee | None:
    """Give whom a proposal is about."""
    number = str(values.get("employee", "")) if counter.proposes else ""
    known = number.isascii() and number.isdigit() and len(number) < 16
    return employee(counter.opened.connection, int(number)) if known else None


def form_again(counter: Counter, typed: Mapping[str, str], error: Invalid | Refused) -> tuple[str, int]:
    """Show the form with everything typed and every reason; a warning asks for its justification at its field."""
    opened, errors, reasons = counter.opened, {}, []
    if isinstance(error, Invalid):
        order = [field.name for field in counter.step.fields]
        found = sorted(error.errors.items(), key=lambda each: order.index(each[0]) if each[0] in order else -1)
        errors = {name if name in order else "": words for name, words in found}
    else:
        reasons = refusal(opened.procedure, error, opened.sight, city_day(opened.moment))
        errors = _missing_justification(counter, error)
    if counter.offer is None or (reasons and not counter.offer.possible and not errors):
        return not_possible(counter, reasons)
    return form_page(counter, typed, errors=errors, reasons=reasons), STATUS[type(error)]


def _missing_justification(counter: Counter, error: Refused) -> dict[str, Words | str]:
    rules = counter.opened.procedure.rules
    warned = [result for result in error.results if rules[result.rule].kind == "warn"]
    if not warned or "justification" not in {field.name for field in counter.step.fields}:
        return {}
    day = city_day(counter.opened.moment)
    words = " ".join(unmet_words(rules[result.rule], result, counter.opened.sight, day) for result in warned)
    return {"justification": _("Tuliskan penjelasan: %(warnings)s", warnings=words)}


def not_possible(counter: Counter, reasons: list[dict[str, str]] | None = None) -> tuple[str, int]:
    """Say why a step cannot be taken: no role for it, another state, or every rule that is unmet."""
    offer, opened, step = counter.offer, counter.opened, counter.step
    if offer is None:
        wrong_state = None if opened.case.state in step.sources else opened.case.state
        error = Refused(step.name, no_role=opened.standing.as_any(step.by) is None, wrong_state=wrong_state)
    else:
        error = Refused(step.name, offer.unmet)
    found = reasons or refusal(opened.procedure, error, opened.sight, city_day(opened.moment))
    typed = [(say(field.label), request.form[field.name]) for field in step.fields if request.form.get(field.name)]
    return render_template("step_blocked.html", **frame(counter), reasons=found, typed=typed), STATUS[Refused]


def _afresh(counter: Counter) -> Counter:
    """Open the case again: what had been read ended before the act."""
    return Counter(opened_case(counter.opened.case_number), counter.step)


def frame(counter: Counter) -> dict[str, Any]:
    """Give what every page of a step says about its case."""
    about = heading(counter.opened)
    return {
        "step": counter.step,
        "case_number": counter.opened.case_number,
        "about": about["title"],
        "lead": about["lead"],
        "href": counter.href,
        "drafts": counter.keeps_drafts,
        "read_over": counter.read_over,
    }


def _warnings(counter: Counter) -> list[str]:
    if counter.offer is None:
        return []
    rules, day = counter.opened.procedure.rules, city_day(counter.opened.moment)
    return [unmet_words(rules[each.rule], each, counter.opened.sight, day) for each in counter.offer.warnings]


def one_time_key() -> str:
    """Give the one-time key of the form: the one it came with, since nothing has used it up, or a fresh one."""
    return request.form.get("key") or token_urlsafe(16)
