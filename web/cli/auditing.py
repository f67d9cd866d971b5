"""Checking the ledger against everything that it says of itself and of the registers."""

import getpass

import click
from sqlalchemy import Engine

from web import settings
from web.cli.opened import migrated, progress
from workflow.audit.report import Report
from workflow.organisation.calendar import now

_NAMED = 20  # findings that are told; the rest is counted


audit = click.Group("audit", help="Check the ledger.")


def verified(engine: Engine) -> Report:
    """Verify a database and write down who ran it and what was found."""
    from workflow.audit.verify import record
    from workflow.audit.verify import verify as verify_all

    with progress("Verifying") as step:
        report = verify_all(engine, step)
    record(engine, report, getpass.getuser(), None, now())
    return report


@audit.command()
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the findings.")
@click.pass_context
def verify(context: click.Context, language: str) -> None:
    """Check every line, chain, commitment and guard, and replay every transfer against the registers.

    Ends with 0 when everything is clean, with 1 when something was tampered with, and with 2 when not everything could
    be checked. Who ran it and what was found is recorded.
    """
    with migrated(settings.from_environment()) as engine:
        report = verified(engine)
    findings = (report.faults + report.doubts)[:_NAMED]
    for finding in findings:
        click.echo(finding.sentence(language))
    more = report.fault_count + report.doubt_count - len(findings)
    if more:
        click.echo(f"and {more} more")
    if report.erased:
        click.echo(f"{report.erased} private values have been erased, which is allowed")
    read = f"{report.transfers} transfers, {report.entries} lines, {report.events} register events"
    click.echo(f"{report.result}: {read}, {report.employees} employees, {report.guards} guards")
    context.exit(report.exit_code)


COMMANDS = (audit,)
