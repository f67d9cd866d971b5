"""Posts with more holders than their approved formation: allowed, and always worth a warning."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from workflow.organisation.files import Fault
from workflow.organisation.files.handed import Handed
from workflow.organisation.people import GONE, holds_post
from workflow.tables import employees, posts


class Crowds:
    """How many hold each post that a file has named so far, those whom the file brings included."""

    def __init__(self) -> None:
        self._holders: Counter[str] = Counter()
        self._needs: dict[str, int | None] = {}

    def of_arrivals(self, connection: Connection, handed: Handed, rows: Sequence[Any]) -> Iterator[Fault]:
        """Warn of the first whom a post's formation has no place for."""
        placed = [row for row in rows if row.post is not None and row.standing not in GONE]
        self._read(connection, {row.post for row in placed} - self._needs.keys())
        for row in placed:
            self._holders[row.post] += 1
            need, holders = self._needs.get(row.post), self._holders[row.post]
            if need is not None and holders == need + 1:
                yield handed.fault(
                    "employees",
                    row,
                    "post",
                    f"Dengan pegawai ini jabatan dipangku lebih dari kebutuhan {need}.",
                    f"With this employee more people hold the post than its need of {need}.",
                )

    def of_needs(self, connection: Connection, handed: Handed, rows: Sequence[Any]) -> Iterator[Fault]:
        """Warn of formations that are smaller than the number of those who hold the post."""
        self._read(connection, {row.code for row in rows})
        for row in rows:
            if row.need is not None and self._holders[row.code] > row.need:
                yield handed.fault(
                    "posts",
                    row,
                    "need",
                    f"Dipangku {self._holders[row.code]} orang, lebih dari kebutuhan {row.need}.",
                    f"Held by {self._holders[row.code]} people, more than the need of {row.need}.",
                )

    def _read(self, connection: Connection, codes: set[str]) -> None:
        holders = func.count(employees.c.id)
        query = (
            select(posts.c.code, posts.c.need, holders)
            .outerjoin(employees, (employees.c.post_id == posts.c.id) & holds_post(employees.c.standing))
            .where(posts.c.code.in_(codes))
            .group_by(posts.c.code, posts.c.need)
        )
        for code, need, count in connection.execute(query):
            self._needs[code] = need
            self._holders[code] = count
