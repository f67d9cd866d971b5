"""Serving the counter: a city's own, and the demonstration."""

import os
from collections.abc import Callable
from datetime import date

import click
from sqlalchemy import Engine

from web import settings
from web.cli.auditing import verified
from web.cli.opened import Progress, bring_up, migrated, progress
from workflow.accounts.demonstration import holds_nothing, is_demonstration
from workflow.database import reading
from workflow.notices.answering import answer
from workflow.notices.dates import call_by_date
from workflow.organisation.calendar import city_day, now

# One process for SQLite's single writer; threads enough that a slow line holds up nobody else.
_THREADS = 8
_PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve on.")


@click.command()
@_PORT
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--threads", default=_THREADS, show_default=True, type=click.IntRange(1, 64))
def serve(port: int, host: str, threads: int) -> None:
    """Serve the counter on the database that MUTASI_DATABASE names."""
    chosen = settings.from_environment()
    with migrated(chosen) as engine:
        if chosen.demo and not _demonstrates(engine):
            raise click.ClickException("MUTASI_DEMO is set, but this database was not made by `mutasi demo`")
    _serve(chosen, host, port, threads)


@click.command()
@_PORT
def demo(port: int) -> None:
    """Make the demonstration, unless it is there already, and serve it on 127.0.0.1."""
    os.environ["MUTASI_DEMO"] = "1"
    chosen = settings.from_environment()
    bring_up(chosen)
    with migrated(chosen) as engine:
        if not _demonstrates(engine):
            _load(engine, city_day(now()))
            verified(engine)  # so that the audit page starts with a verification
        _remind(engine)
    _serve(chosen, "127.0.0.1", port, _THREADS)


def _remind(engine: Engine) -> None:
    """Make the notices that a worker would have made, so that their lists are filled without one; no mail is sent."""
    call_by_date(engine, now())
    answer(engine, now())


def _load(engine: Engine, today: date) -> None:
    with reading(engine) as connection:
        if not holds_nothing(connection):
            raise click.ClickException(
                "this database holds a city of its own, or a demonstration that was broken off: name another one in"
                " MUTASI_DATABASE, or remove it"
            )
    with progress("Telling the city's last fourteen months") as step:
        _loader()(engine, today, step)


def _loader() -> Callable[[Engine, date, Progress], None]:
    """Give what tells the demonstration; a city's own counter never has to load it."""
    from workflow.demo import load

    return load


def _demonstrates(engine: Engine) -> bool:
    with reading(engine) as connection:
        return is_demonstration(connection)


def _serve(chosen: settings.Settings, host: str, port: int, threads: int) -> None:
    import waitress

    from web import create_app
    from web.pages.data import LARGEST_BYTES

    app = create_app()
    address = f"[{host}]" if ":" in host else host
    click.echo(f"Mutasi ASN: http://{address}:{port}/ (Ctrl+C ends it)")
    try:
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            # Who may say where a request comes from is decided by MUTASI_TRUSTED_PROXIES alone.
            clear_untrusted_proxy_headers=chosen.trusted_proxies == 0,
            max_request_body_size=2 * LARGEST_BYTES,  # what is larger than allowed gets an answer
        )
    except OSError as error:
        raise click.ClickException(f"cannot serve on {address}:{port}: {error.strerror}") from error


COMMANDS = (serve, demo)
