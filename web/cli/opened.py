"""The database that the settings name, as the commands open it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine

from web.settings import Settings
from workflow.database import connect, current, upgrade


@contextmanager
def migrated(settings: Settings) -> Iterator[Engine]:
    """Open the database. Raises ClickException unless it has this release's tables."""
    engine = connect(settings.database)
    try:
        if not current(engine):
            raise click.ClickException("the database is new or older than this release: run `mutasi db upgrade`")
        yield engine
    finally:
        engine.dispose()


def bring_up(settings: Settings) -> None:
    """Bring the database to this release's tables, as the owner of the tables."""
    upgrade(settings.database_owner, settings.database)
