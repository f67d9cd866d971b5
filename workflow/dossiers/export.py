"""The register of employees as far as somebody reads it, in the columns of the file that a city hands over."""

from collections.abc import Generator
from contextlib import closing
from typing import Any

from sqlalchemy import Connection

from workflow.dossiers.people import Filters, listed
from workflow.dossiers.reach import Reach
from workflow.organisation.files.kinds import BY_NAME

_OF_EDUCATION = ("education", "field")


def rows_of(connection: Connection, reach: Reach, filters: Filters) -> Generator[Any, None, None]:
    """Go through the list by name, as rows of a file. What the viewer does not read of somebody is left empty.

    Who reads everything gets what an export of the register tells: taken back in, it changes nothing.
    """
    kind = BY_NAME["employees"]
    columns = [column.into for column in kind.columns]
    with closing(listed(connection, reach, filters)) as found:
        for told in found:
            hidden = _OF_EDUCATION if "education" not in reach.parts(told) else ()
            values = {name: told["post_code" if name == "post" else name] for name in columns}
            yield kind.row(**values | dict.fromkeys(hidden))
