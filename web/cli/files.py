"""Files of a city into its registers, and its registers into files."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from sqlalchemy import Engine

from web import settings
from web.cli.opened import migrated, progress
from workflow.database import reading
from workflow.organisation.calendar import now
from workflow.organisation.files.kinds import BY_NAME

if TYPE_CHECKING:
    from workflow.organisation.importing import Import

_KIND = click.Choice(list(BY_NAME))
_LANGUAGE = click.option(
    "--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of faults and warnings."
)


@click.command("import")
@click.argument("kind", type=_KIND)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Take what changes without asking.")
@_LANGUAGE
def import_(kind: str, file: Path, yes: bool, language: str) -> None:
    """Read FILE (.csv or .xlsx) into the register of a KIND.

    The whole file is checked before anything is written; each fault is told with its row and column, and nothing is
    imported while there is one. What a row would change is shown and waits for a yes. The same file again changes
    nothing. Ends with 1 when there are faults, and when the answer is no.
    """
    from workflow.organisation.importing import drop, stage

    with migrated(settings.from_environment()) as engine:
        with progress(f"Reading {file.name}") as step:
            found = stage(engine, kind, file, None, now(), step)
        _tell(engine, found, language)
        if not found.waits:
            drop(engine, found.token)
            raise click.ClickException(f"faults: {found.refused + len(found.faults)}; nothing was imported")
        try:
            _ask(engine, found, yes=yes)
        except click.Abort:
            drop(engine, found.token)
            raise
        _take(engine, found, language, yes=yes)


def _tell(engine: Engine, found: "Import", language: str) -> None:
    """Tell every fault and the warnings; however many faults there are, they are read page by page."""
    from workflow.organisation.importing.staged import FAULTY, every

    for fault in found.faults:
        click.echo(fault.sentence(language))
    with reading(engine) as connection:
        for page in every(connection, found, (FAULTY,)):
            for row in page:
                for fault in row.faults:
                    click.echo(fault.sentence(language))
    for warning in found.warnings:
        click.echo(f"{'warning' if language == 'en' else 'peringatan'}: {warning.sentence(language)}")
    if found.warned > len(found.warnings):
        click.echo(f"and {found.warned - len(found.warnings)} more warnings")


def _ask(engine: Engine, found: "Import", *, yes: bool) -> None:
    """Show what each changed row was and would be, and ask. What is only added replaces nothing, and needs no yes."""
    from workflow.organisation.importing.staged import CHANGED, every

    click.echo(f"{found.total} rows: {found.added} new, {found.changed} changed, {found.same} the same")
    if not found.changed:
        return
    if not yes:
        with reading(engine) as connection:
            for page in every(connection, found, (CHANGED,)):
                for row in page:
                    for column, before in row.before.items():
                        click.echo(f"row {row.line}, {row.key}, {column}: {before or '–'} → {row.cells[column] or '–'}")
        click.confirm("Change these rows?", abort=True)


def _take(engine: Engine, found: "Import", language: str, *, yes: bool) -> None:
    from workflow.organisation.importing import Moved, drop, take

    try:
        with progress("Importing") as step:
            taken = take(engine, found.token, None, now(), step)
    except Moved as moved:
        _tell(engine, moved.found, language)
        drop(engine, found.token)
        raise click.ClickException("the registers changed meanwhile; nothing was imported: import again") from moved
    changed = f"{taken.added} new and {taken.changed} changed"
    click.echo(f"Imported {found.kind}: {changed}" if taken.changes else "Nothing changes.")


@click.command("export")
@click.argument("kind", type=_KIND)
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), help="By default what the name of --output says.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="By default the standard output.")
@click.option("--template", is_flag=True, help="The workbook that a city fills in, with one example row.")
def export(kind: str, form: str | None, output: Path | None, template: bool) -> None:
    """Write the register of a KIND in the columns in which it is imported.

    No cell is a formula, whatever somebody typed into it. Importing the file again changes nothing.
    """
    from workflow.organisation.exporting import exported, write_csv, write_xlsx
    from workflow.organisation.exporting import template as write_template

    chosen = form or ("xlsx" if template or (output and output.suffix.lower() == ".xlsx") else "csv")
    if template and chosen != "xlsx":
        raise click.UsageError("a template is a workbook: --format xlsx")
    if output is None and chosen == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text: name a file in --output")
    with _written(output) as target:
        if template:
            write_template(target, kind)
            return
        write = write_xlsx if chosen == "xlsx" else write_csv
        # Whoever reads the standard output may stop before the end: the query is let go of before its connection is.
        with (
            migrated(settings.from_environment()) as engine,
            reading(engine) as connection,
            closing(exported(connection, kind)) as rows,
        ):
            write(target, BY_NAME[kind], rows)


@contextmanager
def _written(output: Path | None) -> Iterator[IO[bytes]]:
    """Open the standard output, or a file that takes its name only once it is whole."""
    if output is None:
        yield sys.stdout.buffer
        return
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as target:
            yield target
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


COMMANDS = (import_, export)
