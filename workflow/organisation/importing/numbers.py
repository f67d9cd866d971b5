"""The numbers that the database gave to the codes and NIPs which rows name."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from workflow.organisation.files.kinds import Kind
from workflow.tables import employees, posts, units

_PEOPLE: tuple[ColumnElement[str], ColumnElement[int]] = (employees.c.nip, employees.c.id)
# What an attribute names, and the column that keeps its number.
_NAMING: Mapping[str, tuple[tuple[ColumnElement[str], ColumnElement[int]], str]] = {
    "nip": (_PEOPLE, "employee_id"),
    "other_nip": (_PEOPLE, "other_employee_id"),
    "post": ((posts.c.code, posts.c.id), "post_id"),
    "unit": ((units.c.code, units.c.id), "unit_id"),
}


class Numbers:
    """The numbers that a chunk of rows needs, read at once."""

    def __init__(self, connection: Connection, kind: Kind, rows: Sequence[Any]) -> None:
        self._kind = kind.name
        own = kind.key[0] if kind.name in ("employees", "units", "posts") else None
        attributes = [column.into for column in kind.columns if column.into in _NAMING and column.into != own]
        self._numbers = {name: self._read(connection, name, rows) for name in attributes}
        self._unit_of_post: dict[str, int] = {}
        if kind.name == "history":
            named = {row.post for row in rows} - {None}
            query = select(posts.c.code, posts.c.unit_id).where(posts.c.code.in_(named))
            self._unit_of_post = dict(connection.execute(query).all())

    @staticmethod
    def _read(connection: Connection, name: str, rows: Sequence[Any]) -> dict[str, int]:
        (code, number), _ = _NAMING[name]
        query = select(code, number).where(code.in_({getattr(row, name) for row in rows} - {None}))
        return dict(connection.execute(query).all())

    def column(self, attribute: str, value: Any) -> dict[str, Any]:
        """Give the columns that keep the value of an attribute."""
        if attribute in self._numbers:
            kept = {_NAMING[attribute][1]: self._numbers[attribute].get(value)}
            if attribute == "post" and self._kind == "history":
                kept["unit_id"] = self._unit_of_post.get(value)
            return kept
        if attribute == "fields":
            return {"fields": "|".join(value)}
        return {attribute: value}
