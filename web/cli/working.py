"""The worker: what the city does by the clock."""

import signal
from datetime import UTC
from threading import Event
from types import FrameType

import click
from sqlalchemy import Engine

from web import create_app, settings
from web.cli.opened import migrated
from web.letters import writer
from workflow.database import Busy, Unwritable
from workflow.notices.sending import Post
from workflow.organisation.calendar import now
from workflow.worker import jobs


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--every", default=60, show_default=True, type=click.IntRange(1, 3600), help="Seconds between two looks.")
def worker(every: int, *, once: bool) -> None:
    """Do by the clock what nobody asks for: the quarterly run of the needs analysis, reminders and their mails.

    Any number of workers may run. SIGTERM ends one after what it is doing.
    """
    chosen = settings.from_environment()
    post = _post(chosen)
    if post is None:
        click.echo("No mail is sent: MUTASI_SMTP_HOST is not set; reminders stand in each person's list.", err=True)
    with migrated(chosen) as engine:
        if once:
            _told(jobs.once(engine, now(), post))
        else:
            _until_stopped(engine, every, post)


def _post(chosen: settings.Settings) -> Post | None:
    """Give how mails leave, or None where no mail server is set."""
    if chosen.mail_server is None:
        return None
    return Post(chosen.mail_server, writer(create_app(), chosen))


def _until_stopped(engine: Engine, every: int, post: Post | None) -> None:
    stop = Event()

    def ended(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ended)
    click.echo(f"The worker looks every {every} s (Ctrl+C or SIGTERM ends it)")
    while not stop.is_set():
        try:
            _told(jobs.once(engine, now(), post))
        except (Busy, Unwritable) as error:  # it is due still when the database can be reached again
            click.echo(f"{type(error).__name__}: trying again in {every} s", err=True)
        stop.wait(every)


def _told(done: list[str]) -> None:
    for name in done:
        click.echo(f"{now().astimezone(UTC):%Y-%m-%d %H:%M} UTC: {name}")


COMMANDS = (worker,)
