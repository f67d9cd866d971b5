"""What a field of a step offers on one case, and what it holds before anybody has typed: by the kind of the field."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _

from policies.facts import Actor
from policies.model import Field
from web.look import dates, say
from web.panels.ballot import own_vote
from web.wording import filled
from workflow.cases import OpenCase
from workflow.offers import waivable
from workflow.organisation.calendar import CITY_ZONE, city_day

_BALLOT_WORKING_DAYS = 3  # how long a ballot is proposed to stay open; the secretary may write anything else
_BALLOT_CLOSES = time(16, 0, tzinfo=CITY_ZONE)

Options = list[dict[str, Any]]


def options(field: Field, opened: OpenCase, actor: Actor) -> Options | None:
    """Give the choices that depend on the case, as components/forms.html draws them; None where there are none."""
    find = _OPTIONS.get(field.kind) or _OPTIONS.get(field.name)
    return find(field, opened, actor) if find else None


def _gates(_field: Field, opened: OpenCase, actor: Actor) -> Options:
    """Offer the gates that this person's office may waive now."""
    day = city_day(opened.moment)
    rules = [opened.procedure.rules[name] for name in waivable(opened.scene, actor)]
    return [{"value": rule.id, "label": filled(rule.sentence, rule.on(day)), "lines": [rule.basis]} for rule in rules]


def _courses(_field: Field, opened: OpenCase, _actor: Actor) -> Options:
    """Offer the courses that nobody has passed yet."""
    return [
        {"value": course.name, "label": course.name, "lines": [_("%(hours)s\u00a0JP", hours=course.hours)]}
        for course in opened.case.open_courses
    ]


def _documents(field: Field, opened: OpenCase, actor: Actor) -> Options:
    """Offer the documents that stand in the case and that this person may correct (R-COR-01)."""
    found = []
    for choice in field.choices:
        document = opened.case.documents.get(choice.value)
        own = document is not None and document.account == actor.account
        if document is not None and (own or actor.role != "recorder"):
            version = _("%(number)s, %(day)s", number=document.number or "…", day=dates.long_date(document.on))
            found.append({"value": choice.value, "label": choice.label, "lines": [version]})
    return found


_OPTIONS: dict[str, Callable[[Field, OpenCase, Actor], Options]] = {
    "rule": _gates,
    "course": _courses,
    "document": _documents,
}


def beginning(opened: OpenCase, field: Field) -> Any:
    """Give what a field holds at first: what the case already knows, or a sensible proposal."""
    propose = _BEGINNINGS.get(field.name)
    return propose(opened) if propose else None


def _closing(opened: OpenCase) -> datetime:
    today = city_day(opened.moment)
    return datetime.combine(opened.scene.calendar.add(today, _BALLOT_WORKING_DAYS), _BALLOT_CLOSES)


def _assigned(opened: OpenCase) -> str:
    """Write the assigned courses as their field takes them, to be changed."""
    lines = []
    for course in opened.case.courses or ():
        until = f"; {dates.short_date(course.until)}" if course.until else ""
        lines.append(f"{course.name}; {course.hours}{until}")
    return "\n".join(lines)


def _voted(opened: OpenCase) -> Any:
    vote = own_vote(opened)
    return vote.values.get("vote") if vote else None


_BEGINNINGS: dict[str, Callable[[OpenCase], Any]] = {
    "closes_at": _closing,
    "effective_on": lambda opened: opened.case.planned_on,
    "courses": _assigned,
    "vote": _voted,
}


def answer_words(field: Field, value: str, offered: Options | None) -> str:
    """Write what was typed as a reader checks it: the words of a choice, a day in full, a text as it is."""
    if field.kind == "flag":
        return _("ya") if value else _("tidak")
    for choice in offered if offered is not None else field.choices:
        given, label = (choice["value"], choice["label"]) if isinstance(choice, dict) else (choice.value, choice.label)
        if str(given) == value:
            return say(label)
    return value
