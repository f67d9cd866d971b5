"""The database behind one app, and behind one request: read in one transaction, opened when first asked for."""

from contextlib import ExitStack
from functools import cached_property
from threading import Lock

from flask import Flask, current_app, g
from sqlalchemy import Connection, Engine

from web.settings import Settings
from workflow.accounts.demonstration import is_demonstration
from workflow.database import connect, reading

_NAME = "mutasi"


class Counter:
    """What one app holds: its settings, and the engine that the first request opens."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._engine: Engine | None = None
        self._opening = Lock()
        # What was counted for whom, and how far the streams had come then; `web.shell` keeps it.
        self.counts: dict[tuple[str, int], tuple[object, int | str]] = {}

    @property
    def engine(self) -> Engine:
        """The engine on the database that the settings name: one for all threads, as is the queue before SQLite."""
        with self._opening:
            if self._engine is None:
                self._engine = connect(self.settings.database)
        return self._engine

    @cached_property
    def demonstrates(self) -> bool:
        """Whether this is a demonstration: the setting asks for it, and the database was made for it."""
        if not self.settings.demo:
            return False
        with reading(self.engine) as connection_:
            return is_demonstration(connection_)


def furnish(app: Flask, settings: Settings) -> None:
    """Give an app its settings and its database; nothing is opened yet."""
    app.extensions[_NAME] = Counter(settings)
    app.teardown_appcontext(end_reading)


def counter() -> Counter:
    """Give what the present app holds."""
    held: Counter = current_app.extensions[_NAME]
    return held


def connection() -> Connection:
    """Give this request's reading transaction: every list, badge and page of one answer sees the same moment."""
    if "reading" not in g:
        stack = ExitStack()
        g.reading = (stack, stack.enter_context(reading(counter().engine)))
    return g.reading[1]


def for_writing() -> Engine:
    """End this request's reading, since what it saw may be old by the next line, and give the engine to write with."""
    end_reading()
    g.pop("viewer", None)
    return counter().engine


def end_reading(_error: BaseException | None = None) -> None:
    """End this request's reading, if it has one."""
    held = g.pop("reading", None)
    if held is not None:
        held[0].close()
