"""The registers at rest: as they are at first, after what befalls, and after the move.

The walk writes no ledger. A world never changes, so each question is put to its database once and remembered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, update

from tests.databases import copied_database, fresh_database
from tests.stories.town import Town, found
from workflow.database import connect
from workflow.tables import employees

Change = Callable[[Town], None]


class Remembering:
    """A connection that remembers what each prepared statement found for its parameters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[tuple[object, ...], Any] = {}
        self._statements: dict[int, Any] = {}  # kept, so that no two ever have the same identity

    def execute(self, statement: Any, parameters: Mapping[str, Any] | None = None) -> Any:
        """Give what the statement finds."""
        if parameters is None:
            return self._connection.execute(statement)
        asked = (id(statement), *sorted(parameters.items(), key=str))
        if asked not in self._found:
            self._statements[id(statement)] = statement
            self._found[asked] = self._connection.execute(statement, parameters).freeze()
        return self._found[asked]()

    def scalar(self, statement: Any, parameters: Mapping[str, Any] | None = None) -> Any:
        """Give the first value that the statement finds."""
        return self.execute(statement, parameters).scalar()

    def scalars(self, statement: Any, parameters: Mapping[str, Any] | None = None) -> Any:
        """Give the first column of what the statement finds."""
        return self.execute(statement, parameters).scalars()


@dataclass
class World:
    """A database that nobody changes any more, with a connection that remembers."""

    engine: Engine

    @cached_property
    def connection(self) -> Any:
        """The connection, opened when first needed."""
        return Remembering(self.engine.connect())


@dataclass
class Worlds:
    """The worlds of one circumstance: whether what was to befall has befallen, and whether the employee has moved."""

    folder: Path
    prepare: Change
    fate: Change
    candidate: str
    post: str
    town: Town = field(init=False)
    _worlds: dict[tuple[bool, bool], World] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with fresh_database("sqlite", self.folder) as url:
            engine = connect(url)
            self.town = found(engine)
            self.prepare(self.town)
            engine.dispose()
        self._first = url

    def world(self, *, befallen: bool, moved: bool) -> World:
        """Give a world, made from the first one when it is entered."""
        key = (befallen, moved)
        if key not in self._worlds:
            with copied_database(self._first, self.folder) as url:
                town = replace(self.town, engine=connect(url), keys=count(1))
            if befallen:
                self.fate(town)
            if moved:
                self._move(town)
            self._worlds[key] = World(town.engine)
        return self._worlds[key]

    def _move(self, town: Town) -> None:
        who = employees.c.id == town.employee[self.candidate]
        town.write(update(employees).where(who).values(post_id=town.post[self.post]))

    def close(self) -> None:
        """Close every connection."""
        for world in self._worlds.values():
            world.engine.dispose()
