"""Acts as they were carried out once, with every statement that they gave to the database, to be given again bare.

The databases that take part start out equal and stay equal: the same acts in the same order give the same ids. So the
statements of one act, with their parameters, can be repeated on another database through Core or through the driver.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from unittest import mock

from sqlalchemy import Connection, Engine, event

from tests.stories.town import Town
from workflow.acts import Attempt, perform
from workflow.answers import Receipt


@dataclass(frozen=True)
class Statement:
    """A statement as Core was given it, and as Core gave it to the driver."""

    construct: Any
    core_parameters: Any
    sql: str
    driver_parameters: Any
    many: bool

    def through_core(self, connection: Connection) -> None:
        """Give it to Core as the construct that it was, and fetch what it finds."""
        result = connection.execute(self.construct, self.core_parameters)
        if result.returns_rows:
            result.all()

    def through_driver(self, cursor: Any) -> None:
        """Give the driver the words and parameters that Core had made of it, and fetch what it finds."""
        if self.many:
            cursor.executemany(self.sql, self.driver_parameters)
            return
        cursor.execute(self.sql, self.driver_parameters)
        if cursor.description:
            cursor.fetchall()


@dataclass(frozen=True)
class Recorded:
    """An act, its moment and its statements."""

    attempt: Attempt
    moment: datetime
    statements: tuple[Statement, ...]


@dataclass
class Recorder:
    """Takes the place of `perform` for the teller, and writes down what it was asked and what it said."""

    engine: Engine
    acts: list[Recorded] = field(default_factory=list)
    _said: list[Statement] = field(default_factory=list)
    _construct: Any = None
    _parameters: Any = None

    @contextmanager
    def listening(self, town: Town) -> Iterator[Town]:
        """Record what is told meanwhile."""
        event.listen(self.engine, "before_execute", self._heard_core)
        event.listen(self.engine, "before_cursor_execute", self._heard_driver)
        with mock.patch("tests.stories.town.perform", self._perform):
            yield town
        event.remove(self.engine, "before_execute", self._heard_core)
        event.remove(self.engine, "before_cursor_execute", self._heard_driver)

    def _perform(self, engine: Engine, attempt: Attempt, moment: datetime) -> Receipt:
        self._said = []
        receipt = perform(engine, attempt, moment)
        self.acts.append(Recorded(attempt, moment, tuple(self._said)))
        return receipt

    def _heard_core(self, _connection: Any, construct: Any, many: Any, one: Any, _options: Any) -> None:
        self._construct, self._parameters = construct, many or one

    def _heard_driver(self, _connection: Any, _cursor: Any, sql: str, given: Any, _context: Any, many: bool) -> None:
        self._said.append(Statement(self._construct, self._parameters, sql, given, many))
