"""Checking the ledger against everything that it says of itself and of the registers."""

import getpass

import click

from web import settings
from web.cli.opened import migrated, progress
from workflow.organisation.calendar import now

_EXIT = {"clean": 0, "tampered": 1, "incomplete": 2}


@click.group()
def audit() -> None:
    """Check the ledger."""


@audit.command()
@click.pass_context
def verify(context: click.Context) -> None:
    """Check every line, chain, commitment and guard, and replay every transfer against the registers.

    Ends with 0 when everything is clean, with 1 when something was tampered with, and with 2 when not everything could
    be checked. Who ran it and what was found is recorded.
    """
    from workflow.audit import verify as verify_all

    with migrated(settings.from_environment()) as engine, progress("Verifying") as step:
        found = verify_all(engine, getpass.getuser(), now(), step)
    click.echo(f"{found.result}: {found.transfers} transfers, {found.entries} entries")
    if found.first_fault:
        click.echo(found.first_fault)
    context.exit(_EXIT[found.result])


COMMANDS = (audit,)
