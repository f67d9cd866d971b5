"""Employees whom a file brings: their first post and standing are an event, from which replay begins for them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from workflow.organisation.people import GONE, count_people
from workflow.organisation.registers.keeping import Keeper
from workflow.register import ARRIVED, LOADED, record_load
from workflow.tables import employees, history, posts, units


class Arrivals:
    """Who came by this import. Into an empty register they are its first load."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._kind = ARRIVED if count_people(keeper.connection) else LOADED

    def record(self, rows: Sequence[Any]) -> None:
        """Record people who have just been written, and open the page of the post that each holds."""
        connection = self._keeper.connection
        nips = {row.nip for row in rows}
        query = select(employees.c.nip, employees.c.id, employees.c.post_id).where(employees.c.nip.in_(nips))
        written = {row.nip: row for row in connection.execute(query)}
        people = [(written[row.nip].id, written[row.nip].post_id, row.standing) for row in rows]
        record_load(connection, self._keeper.account, self._keeper.moment, people, kind=self._kind)
        held = [row for row in rows if row.post and row.post_since and row.standing not in GONE]
        if held:
            connection.execute(insert(history), self._pages(held, written))

    def _pages(self, rows: Sequence[Any], written: Any) -> list[dict[str, Any]]:
        query = select(posts.c.code, posts.c.id, posts.c.name, posts.c.unit_id, units.c.name.label("unit"))
        found = query.join(units, units.c.id == posts.c.unit_id).where(posts.c.code.in_({row.post for row in rows}))
        place = {row.code: row for row in self._keeper.connection.execute(found)}
        return [
            {
                "employee_id": written[row.nip].id,
                "post_id": place[row.post].id,
                "unit_id": place[row.post].unit_id,
                "post_name": place[row.post].name,
                "unit_name": place[row.post].unit,
                "since": row.post_since,
            }
            for row in rows
        ]
