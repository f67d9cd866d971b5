"""Forms of the registers: how their fields are drawn, how what was typed reaches the machinery, what it answers.

A change is carried out once, however often its button was clicked; whatever was refused comes back with what was typed
and the reason at its field.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from flask import request
from sqlalchemy import Engine

from policies.model import Field, Words
from web import database, people, sent
from web.choosing import Chosen
from web.errors import STATUS
from web.look.typed import read_date
from workflow.forms import Invalid
from workflow.organisation.calendar import now
from workflow.organisation.lists.changes import repeated
from workflow.organisation.registers import NotKept
from workflow.organisation.registers.keeping import NOT_YOURS

Faults = dict[str, Words | str]
Result = TypeVar("Result")
Change = Callable[[Engine, int, datetime], Result]

NOT_DONE = (Invalid, NotKept)


def drawn(field: Field, **other: Any) -> dict[str, Any]:
    """Give a register's field as components/forms.html draws it, some of it otherwise."""
    told = {"name": field.name, "kind": field.kind, "label": field.label, "help": field.help}
    return {**told, "required": field.required, "choices": field.choices, **other}


def by_name(fields: Sequence[Field], **others: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give several fields as they are drawn, by their names; `others` says what of which is drawn otherwise."""
    return {field.name: drawn(field, **others.get(field.name, {})) for field in fields}


def given(fields: Sequence[Field], **settled: str) -> dict[str, str]:
    """Give the form as a register takes it: text as typed, days as ISO dates, and what was settled beforehand."""
    sent.declare([drawn(field) for field in fields])
    typed = {field.name: request.form.get(field.name, "").strip() for field in fields}
    days = {field.name: _iso(typed[field.name]) for field in fields if field.kind == "date"}
    return {**typed, **days, **settled}


def once(kind: str, told: Mapping[str, str], change: Change[Result]) -> Result | None:
    """Carry out a change of a register, unless it has just been carried out by a first click: then give None.

    `told` is what tells this change from another one of its kind. Raises Invalid, NotKept.
    """
    account, moment = people.signed_in().account, now()
    if _repeated(account, kind, told, moment):
        return None
    try:
        return change(database.for_writing(), account, moment)
    except NOT_DONE:
        if _repeated(account, kind, told, moment):
            return None
        raise


def faults(error: Exception, **renamed: str) -> tuple[Faults, int]:
    """Give the messages of what was not done by their fields, and the status; `renamed` says where fields are drawn.

    What belongs to no field, such as what even its keeper may not do, stands in the summary alone. Raises the error
    itself when the register is somebody else's: then there is no form to show again.
    """
    if isinstance(error, Invalid):
        found: Faults = {renamed.get(name, name): words for name, words in error.errors.items()}
        return found, STATUS[Invalid]
    if isinstance(error, NotKept) and error.words is not NOT_YOURS:
        return {"": error.words}, STATUS[NotKept]
    raise error


def unsettled(**chosen: Chosen) -> Faults:
    """Give the messages of the persons that a form names and that are not settled yet."""
    return {name: each.error for name, each in chosen.items() if each.error}


def _repeated(account: int, kind: str, told: Mapping[str, str], moment: datetime) -> bool:
    return repeated(database.connection(), account, kind, told, moment)


def _iso(text: str) -> str:
    """Write a day as it travels; what is no day stays as it is, and is refused where every form is."""
    try:
        return read_date(text).isoformat()
    except ValueError:
        return text
