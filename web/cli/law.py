"""The law: checked, printed for who signs it, and drawn."""

import click

from policies.loading import current, load, shipped_files
from policies.reading_files import LawError

policy = click.Group("policy", help="The procedure as the policy files say it.")


@policy.command()
def check() -> None:
    """Read the policy files as strictly as at every start, and tell each fault with its file."""
    try:
        procedure = load(shipped_files())
    except LawError as error:
        raise click.ClickException(str(error)) from error
    counts = f"{len(procedure.states)} states, {len(procedure.steps)} steps, {len(procedure.rules)} rules"
    click.echo(f"The procedure is consistent: {counts}; digest {procedure.digest.hex()}")


@policy.command("print")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
def print_(language: str) -> None:
    """Print the whole procedure as numbered sentences: the copy that a legal officer signs."""
    from policies.printing import printed

    click.echo(printed(current(), language), nl=False)


@click.command()
def diagram() -> None:
    """Print the state machine as a mermaid diagram."""
    from workflow.machine import mermaid

    click.echo(mermaid())


COMMANDS = (policy, diagram)
