"""A line of a ledger as a sentence: who, in which office and for whom, did what."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from policies.loading import current
from policies.model import Field, Role, Step
from web.awaited import in_sentence
from web.look import say
from web.wording.values import filled, value_words
from workflow.cases import Shown

_PLACE = re.compile(r"\{(\w+)\}")
_UNKNOWN = "…"  # a value that was erased, or is kept from the reader


def sentence(shown: Shown) -> str:
    """Write a line as a sentence: "Irwan Pasaribu, Sekretaris tim penilai, membuka pemungutan suara sampai …"."""
    done = done_words(shown.step, shown.values, shown.line.on)
    name, office = said_by(shown)
    if shown.deputy_for:
        return _("%(name)s, atas nama %(holder)s, %(done)s.", name=name, holder=shown.deputy_for, done=done)
    if office:
        return _("%(name)s, %(office)s, %(done)s.", name=name, office=office, done=done)
    return _("%(name)s %(done)s.", name=name, done=done)


def said_by(shown: Shown) -> tuple[str, str]:
    """Give who acted and in which office: of the committee by his seat there, everybody else by his post."""
    if shown.who is None:
        return _("Seorang rekan"), ""
    role: Role | None = current().roles.get(shown.line.role)
    seat = in_sentence(say(role.label)) if role is not None and (role.kind == "body" or not shown.title) else ""
    return shown.who or _("Seseorang yang namanya telah dihapus"), seat or shown.title


def done_words(step: Step, values: Mapping[str, Any], day: date) -> str:
    """Fill what a step says about itself with the values of a line of that day."""
    fields = {field.name: field for field in step.fields}
    return _PLACE.sub(lambda place: _within(fields.get(place[1]), values.get(place[1]), day), say(step.done))


def _within(field: Field | None, value: Any, day: date) -> str:
    """Write a recorded value inside a sentence: a choice without its capital, a number as it was typed."""
    words = recorded(field, value, day)
    return in_sentence(words) if field is not None and field.kind == "choice" else words


def recorded(field: Field | None, value: Any, day: date) -> str:
    """Write a recorded value: the label of a choice, the sentence of a rule, a day, a moment, or the text itself."""
    if value is None or field is None:
        return _UNKNOWN
    if field.kind == "choice":
        return next((say(choice.label) for choice in field.choices if choice.value == value), str(value))
    if field.kind == "rule":
        rule = current().rules.get(value)
        return f"“{filled(rule.sentence, rule.on(day))}”" if rule else str(value)
    return value_words(field.name, value) if field.kind in ("date", "moment") else str(value)
