"""What units and posts have above them: written once all of a file's rows are there, whichever stood first."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update

from workflow.tables import posts, units

_COLUMNS = {"units": units.c.parent_id, "posts": posts.c.reports_to_id}


class Structure:
    """The way upward of the rows that an import adds or changes."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._above: dict[str, str | None] = {}

    def put(self, code: str, above: str | None) -> None:
        """Note what stands above a row."""
        self._above[code] = above

    def finish(self) -> None:
        """Write what stands above each row, and the paths of units that follow from it."""
        if not self._above:
            return
        number = {row.code: row.id for row in self._connection.execute(select(self._table.c.code, self._table.c.id))}
        lines = [{"number": number[code], "above": number.get(above or "")} for code, above in self._above.items()]
        self._update({_COLUMNS[self._table.name].key: bindparam("above")}, lines)
        if self._table is units:
            self._write_paths()

    def _write_paths(self) -> None:
        """Write the numbers from the root down to each unit, between slashes, where they are no longer true."""
        rows = self._connection.execute(select(units.c.id, units.c.parent_id, units.c.path)).all()
        parent = {row.id: row.parent_id for row in rows}
        paths: dict[int, str] = {}

        def path(unit: int | None) -> str:
            if unit is None:
                return "/"
            if unit not in paths:
                paths[unit] = f"{path(parent[unit])}{unit}/"
            return paths[unit]

        moved = [{"number": row.id, "way": path(row.id)} for row in rows if row.path != path(row.id)]
        self._update({"path": bindparam("way")}, moved)

    def _update(self, values: Mapping[str, Any], parameters: list[dict[str, Any]]) -> None:
        if parameters:
            line = update(self._table).where(self._table.c.id == bindparam("number"))
            self._connection.execute(line.values(values), parameters)
