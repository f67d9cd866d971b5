"""Checking the ledger against everything that it says of itself and of the registers."""

import getpass

import click

from web import settings
from web.cli.opened import migrated, progress
from workflow.organisation.calendar import now

_NAMED = 20  # findings that are told; the rest is counted


audit = click.Group("audit", help="Check the ledger.")


@audit.command()
@click.pass_context
def verify(context: click.Context) -> None:
    """Check every line, chain, commitment and guard, and replay every transfer against the registers.

    Ends with 0 when everything is clean, with 1 when something was tampered with, and with 2 when not everything could
    be checked. Who ran it and what was found is recorded.
    """
    from workflow.audit.verify import record
    from workflow.audit.verify import verify as verify_all

    with migrated(settings.from_environment()) as engine:
        with progress("Verifying") as step:
            report = verify_all(engine, step)
        record(engine, report, getpass.getuser(), None, now())
    read = f"{report.transfers} transfers, {report.entries} lines, {report.events} register events"
    click.echo(f"{report.result}: {read}, {report.employees} employees, {report.guards} guards")
    if report.erased:
        click.echo(f"{report.erased} private values have been erased, which is allowed")
    findings = (report.faults + report.doubts)[:_NAMED]
    for finding in findings:
        click.echo(finding.sentence("en"))
    more = report.fault_count + report.doubt_count - len(findings)
    if more:
        click.echo(f"and {more} more")
    context.exit(report.exit_code)


COMMANDS = (audit,)
