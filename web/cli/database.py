"""Keeping the database: its tables, a city's registers, the first administrator."""

import sys
from pathlib import Path

import click

from web import settings
from web.cli.opened import bring_up, migrated, progress
from workflow.accounts import passwords
from workflow.accounts.passwords import Weakness
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now

_WEAK = {
    Weakness.SHORT: f"the password needs at least {passwords.SHORTEST} characters",
    Weakness.LONG: f"the password may have at most {passwords.LONGEST} characters",
    Weakness.PERSONAL: "the password must not be made of the name or the user name",
    Weakness.GUESSABLE: "the password is easy to guess: take several words that have nothing to do with each other",
}


db = click.Group("db", help="Keep the database.")
user = click.Group("user", help="Keep accounts.")


@db.command()
def upgrade() -> None:
    """Create the database, or bring it to this release; all of it or nothing."""
    bring_up(settings.from_environment())
    click.echo("The database is up to date.")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the faults.")
def load(folder: Path, language: str) -> None:
    """Fill an empty database with the registers in FOLDER.

    The whole folder is checked first; each fault is told with its file, row and column, and nothing is loaded while
    there is one.
    """
    from workflow.organisation.files import read_folder
    from workflow.organisation.loading import NotEmpty
    from workflow.organisation.loading import load as load_folder

    moment = now()
    with migrated(settings.from_environment()) as engine:
        click.echo(f"Reading {folder}", err=True)
        read = read_folder(folder, city_day(moment))
        for told in (*read.warnings, *read.faults):
            click.echo(told.sentence(language))
        if read.faults:
            raise click.ClickException(f"faults: {len(read.faults)}; nothing was loaded")
        try:
            with progress("Loading") as step:
                loaded = load_folder(engine, read, None, moment, step)
        except NotEmpty as error:
            raise click.ClickException("the database is not empty; nothing was loaded") from error
    click.echo("Loaded " + ", ".join(f"{number} {kind}" for kind, number in loaded.rows.items()))


@user.command()
@click.option("--user-name", prompt="User name", help="What the person signs in with.")
@click.option("--name", prompt="Name", help="The person's name.")
@click.option("--ground", prompt="Number of the appointing order", help="On what ground the person administers.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of the standard input.")
def add(user_name: str, name: str, ground: str, password_stdin: bool) -> None:
    """Make the first administrator, who then makes all other accounts. Refused once there has been one."""
    from workflow.organisation.registers.founding import first_administrator

    password = _password(password_stdin)
    weakness = passwords.weakness(password, (name, user_name))
    if weakness is not None:
        raise click.ClickException(_WEAK[weakness])
    given = {"user_name": user_name, "name": name, "ground": ground}
    with migrated(settings.from_environment()) as engine:
        try:
            first_administrator(engine, now(), given, passwords.hashed(password))
        except Invalid as error:
            raise click.ClickException(" ".join(words.en for words in error.errors.values())) from error
    click.echo(f"{user_name} can sign in and administers accounts and grants.")


def _password(from_stdin: bool) -> str:
    """Read the password without showing it, and twice where somebody types it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


COMMANDS = (db, load, user)
