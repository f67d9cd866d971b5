"""Checking the ledger against everything that it says of itself and of the registers."""

import getpass
import os

import click

from web import settings
from web.cli.opened import migrated, progress
from workflow.database import Busy, Unwritable
from workflow.organisation.calendar import now

audit = click.Group("audit", help="Check the ledger.")


@audit.command()
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the findings.")
@click.pass_context
def verify(context: click.Context, language: str) -> None:
    """Check every line, chain, commitment and guard, and replay every transfer against the registers.

    Ends with 0 when everything is clean, with 1 when something was tampered with, and with 2 when not everything could
    be checked. Who ran it, when, and with what result is recorded.
    """
    from workflow.audit.verify import record
    from workflow.audit.verify import verify as verify_all

    with migrated(settings.from_environment()) as engine:
        with progress("Verifying") as step:
            report = verify_all(engine, step)
        for finding in (*report.faults, *report.doubts):
            click.echo(finding.sentence(language))
        unnamed = report.fault_count + report.doubt_count - len(report.faults) - len(report.doubts)
        if unnamed:
            click.echo(f"… and {unnamed} more")
        click.echo(
            f"{report.result}: {report.transfers} transfers, {report.entries} lines, {report.events} register events"
        )
        try:
            record(engine, report, _operator(), None, now())
        except (Busy, Unwritable):
            click.echo("the result could not be recorded: the database cannot be written now", err=True)
    context.exit(report.exit_code)


def _operator() -> str:
    """Name the operating system's user; one without a name by his number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


COMMANDS = (audit,)
