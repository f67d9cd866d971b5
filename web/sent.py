"""What somebody sent and was not carried out: shown again and kept in the page, so that no writing is ever lost.

A view of a form that the law does not describe says what its fields are called: `sent.declare(FIELDS)`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import g, request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from policies.loading import current
from web.look import say
from web.paths import local_path
from web.security import came_from_here

_PATH, _FORM = "sent-to", "sent-form"
_OWN = {"csrf_token", _PATH, _FORM}
_LONGEST = 100_000  # characters


class Sent(NamedTuple):
    """A form on its way: where it goes, and its names and values in their order, without tokens and passwords."""

    path: str
    values: tuple[tuple[str, str], ...]

    def carried(self) -> list[tuple[str, str]]:
        """Give the hidden fields that carry this form through another one."""
        return [(_PATH, self.path), (_FORM, json.dumps(self.values))]


def declare(fields: Iterable[Mapping[str, Any]]) -> None:
    """Say how the fields of the present form are called, as its page draws them."""
    g.sent_fields = {field["name"]: field for field in fields}


def sent() -> Sent | None:
    """Give what the present request wanted to send again; None for what must not be.

    A form that another site made somebody send is not offered again, nor one with a password in it.
    """
    if request.method != "POST" or not came_from_here():
        return None
    try:
        form = request.form
    except RequestEntityTooLarge:
        return None
    if any("password" in name for name in form):
        return None
    values = tuple((name, value) for name, value in form.items(multi=True) if name not in _OWN)
    return Sent(request.path, values)


def carried() -> Sent | None:
    """Give the form that the present one has carried along, or None."""
    path, form = local_path(request.form.get(_PATH)), request.form.get(_FORM, "")
    if path is None or len(form) > _LONGEST:
        return None
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(form)]
    except (TypeError, ValueError):
        return None
    return Sent(path, tuple((name, value) for name, value in pairs if name not in _OWN))


def shown(values: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the label and the value, in words, of what was filled in; what has no label means nothing to people."""
    step = current().steps.get((request.view_args or {}).get("step", ""))
    fields = {field.name: field for field in step.fields} if step else g.get("sent_fields", {})
    found = [(_("Langkah"), say(step.label))] if step else []
    return found + [
        (say(_of(fields[name], "label")), _in_words(fields[name], value))
        for name, value in values
        if name in fields and value.strip()
    ]


def _in_words(field: Any, value: str) -> str:
    choices = _of(field, "choices") or ()
    return next((say(_of(choice, "label")) for choice in choices if str(_of(choice, "value")) == value), value)


def _of(thing: Any, name: str) -> Any:
    """Take a part of a field, be it described by the law or by a page."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
