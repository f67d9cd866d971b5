"""What the commands share: the database that the settings name, and a bar that shows how far something is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine, make_url

from web.settings import Settings
from workflow.database import connect, current, upgrade

_UPGRADE = "the database is missing, new or older than this release: run `mutasi db upgrade`"

# Told what is done, and out of how much.
Progress = Callable[[int, int], None]


@contextmanager
def migrated(settings: Settings) -> Iterator[Engine]:
    """Open the database. Raises ClickException unless it has this release's tables."""
    if _file_is_missing(settings):
        raise click.ClickException(_UPGRADE)
    engine = connect(settings.database)
    try:
        if not current(engine):
            raise click.ClickException(_UPGRADE)
        yield engine
    finally:
        engine.dispose()


def _file_is_missing(settings: Settings) -> bool:
    """Tell whether SQLite would have to make the file: a command that only looks must not leave an empty one."""
    location = make_url(settings.database)
    return location.get_backend_name() == "sqlite" and not Path(location.database or "").exists()


def bring_up(settings: Settings) -> None:
    """Bring the database to this release's tables, as the owner of the tables."""
    upgrade(settings.database_owner, settings.database)


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Show how far something is; what it gives is called with every bit of progress."""
    # To the standard error: the standard output may be read by another program.
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield step
