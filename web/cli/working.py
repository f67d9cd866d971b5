"""The worker: what the city does by the clock."""

import signal
from datetime import UTC
from threading import Event
from types import FrameType

import click
from sqlalchemy import Engine

from web import settings
from web.cli.opened import migrated
from workflow.database import Busy, Unwritable
from workflow.organisation.calendar import now
from workflow.worker import jobs


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--every", default=60, show_default=True, type=click.IntRange(1, 3600), help="Seconds between two looks.")
def worker(every: int, *, once: bool) -> None:
    """Do by the clock what nobody asks for: the quarterly run of the needs analysis.

    Any number of workers may run. SIGTERM ends one after what it is doing.
    """
    with migrated(settings.from_environment()) as engine:
        if once:
            _told(jobs.once(engine, now()))
        else:
            _until_stopped(engine, every)


def _until_stopped(engine: Engine, every: int) -> None:
    stop = Event()

    def ended(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ended)
    click.echo(f"The worker looks every {every} s (Ctrl+C or SIGTERM ends it)")
    while not stop.is_set():
        try:
            _told(jobs.once(engine, now()))
        except (Busy, Unwritable) as error:  # it is due still when the database can be reached again
            click.echo(f"{type(error).__name__}: trying again in {every} s", err=True)
        stop.wait(every)


def _told(done: list[str]) -> None:
    for name in done:
        click.echo(f"{now().astimezone(UTC):%Y-%m-%d %H:%M} UTC: {name}")


COMMANDS = (worker,)
