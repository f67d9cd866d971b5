"""The `mutasi` command: serve the counter, keep its database, read its law, check its ledger.

It reads the same settings as the counter (`web.settings`). It ends with 0 when all is well and 1 when something is not;
`mutasi audit verify` ends with 2 when not everything could be checked.
"""

import click

from web.cli import auditing, database, files, law, monitoring, planning, serving, staffing, working
from web.settings import WrongSetting
from workflow.database import Busy, Unwritable
from workflow.garbage import look_seldom


class _Mutasi(click.Group):
    """Tells in one line what the settings or the database would otherwise raise."""

    def invoke(self, context: click.Context) -> object:
        look_seldom()
        try:
            return super().invoke(context)
        except WrongSetting as error:
            raise click.ClickException(str(error)) from error
        except Busy as error:
            raise click.ClickException("the database is busy; nothing was done: try again") from error
        except Unwritable as error:
            raise click.ClickException("the database cannot be reached, read or written") from error


main = _Mutasi(
    "mutasi",
    help="Transfers of civil servants, from need to six-month evaluation.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
click.version_option(package_name="mutasi-asn", prog_name="mutasi")(main)
staffing.needs.add_command(planning.plan)
for _group in (serving, database, files, law, auditing, staffing, monitoring, working):
    for _command in _group.COMMANDS:
        main.add_command(_command)
