"""The steps that a person could take on a case, every reason against those not yet possible, and who is awaited."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from policies.model import Step
from policies.waiting import step_of
from web.awaited import in_sentence
from web.look import say
from web.wording import unmet_words
from workflow.cases import OpenCase
from workflow.offers import Offer
from workflow.organisation.calendar import city_day


def steps(opened: OpenCase, *, besides: frozenset[str] = frozenset()) -> dict[str, list[dict[str, Any]]]:
    """Give "possible" and "blocked" steps as components/rules.html draws them; `besides` have a panel of their own.

    What the case waits for comes first; a step that nobody waits for is offered plainly.
    """
    expected = _expected(opened)
    offers = [offer for offer in opened.offers if offer.step.name not in besides]
    possible = [offer for offer in offers if offer.possible]
    possible.sort(key=lambda offer: offer.step.name not in expected)
    return {
        "possible": [_possible(opened, offer, awaited=offer.step.name in expected) for offer in possible],
        "blocked": [_blocked(opened, offer) for offer in offers if not offer.possible],
    }


def _expected(opened: OpenCase) -> set[str]:
    return {step_of(mark) for mark in (opened.head["awaits"] or "").split()}


def step_href(opened: OpenCase, step: Step) -> str:
    """Give the address of a step's form; a proposal begins with a search and has pages of its own."""
    if any(field.kind == "employee" for field in step.fields):
        return url_for("propose.propose", case_number=opened.case_number)
    return url_for("steps.step", case_number=opened.case_number, step=step.name)


def _possible(opened: OpenCase, offer: Offer, *, awaited: bool) -> dict[str, Any]:
    rules, day = opened.procedure.rules, city_day(opened.moment)
    warnings = [unmet_words(rules[result.rule], result, opened.sight, day) for result in offer.warnings]
    return {
        "label": say(offer.step.label),
        "href": step_href(opened, offer.step),
        "law": offer.step.basis,
        "lead": _("Perlu penjelasan tertulis: %(warnings)s", warnings=" ".join(warnings)) if warnings else "",
        "plain": not awaited,
    }


def _blocked(opened: OpenCase, offer: Offer) -> dict[str, Any]:
    rules, day = opened.procedure.rules, city_day(opened.moment)
    reasons = [unmet_words(rules[result.rule], result, opened.sight, day) for result in offer.unmet]
    laws = dict.fromkeys([offer.step.basis, *(rules[result.rule].basis for result in offer.unmet)])
    return {"label": say(offer.step.label), "reasons": reasons, "law": "; ".join(laws)}


def waiting(opened: OpenCase) -> list[dict[str, Any]]:
    """Give each step that the case waits for with the role that takes it; what may only become late is left out."""
    found = []
    for mark in (opened.head["awaits"] or "").split():
        if mark.endswith("?"):
            continue
        step = opened.procedure.steps[step_of(mark)]
        role = mark.rpartition("/")[2] if "/" in mark else step.by[0]
        label = say(opened.procedure.roles[role].label)
        found.append({"title": label, "words": in_sentence(say(step.label))})
    return found
