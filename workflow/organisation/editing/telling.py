"""What an event tells of the row that was changed: its number, and that of the person or the post that it is about."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from workflow.organisation.editing.shown import Shown
from workflow.tables import employees, posts

# Kinds whose rows are themselves what others name.
_ITSELF = {"units": "unit", "posts": "post", "employees": "employee", "courses": "course"}
_ABOUT = {"nip": ("employee", employees.c.nip, employees.c.id), "post": ("post", posts.c.code, posts.c.id)}


def subject(connection: Connection, shown: Shown) -> dict[str, Any]:
    """Give the numbers by which an event names a row."""
    kind = shown.kind.name
    if kind in _ITSELF:
        return {_ITSELF[kind]: shown.held.ids["id"]}
    told: dict[str, Any] = {"row": shown.held.ids["id"]} if "id" in shown.held.ids else {"competence": shown.place}
    for column in shown.kind.key:
        if column in _ABOUT:
            name, code, number = _ABOUT[column]
            told[name] = connection.scalar(select(number).where(code == shown.cells[column]))
    return told


def told_key(shown: Shown) -> Mapping[str, str]:
    """Give what an event keeps of a row's key: all of it but whose it is, which its numbers say."""
    return {name: cell for name, cell in zip(shown.kind.key, shown.key, strict=True) if name != "nip"}
