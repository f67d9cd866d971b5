"""What was typed into the form of a row, read as the cells of a file are."""

from collections.abc import Mapping, Sequence
from typing import Any

from policies.model import Words
from workflow.forms import Invalid
from workflow.organisation.files.cells import Unreadable
from workflow.organisation.files.kinds import Column, Kind
from workflow.organisation.files.tables import read_cell

LINE = 1  # of the only row


def typed(kind: Kind, key: Sequence[str] | None, cells: Mapping[str, str]) -> tuple[Any, tuple[Column, ...]]:
    """Read a row, and give the columns that it tells of. Raises Invalid with every cell that cannot be read.

    A new row (`key` is None) tells of all columns. A known one keeps its key, and what its form does not have.
    """
    told = dict(cells)
    if key is not None:
        told |= dict(zip(kind.key, key, strict=True))
    columns = tuple(column for column in kind.columns if key is None or column.name in told)
    values: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    for column in columns:
        try:
            value = read_cell(column, told.get(column.name, "").strip())
        except Unreadable as error:
            errors[column.name] = error.words
            continue
        if value is not None:
            values[column.into] = value
    if errors:
        raise Invalid(errors)
    return _row(kind, values), columns


def _row(kind: Kind, values: dict[str, Any]) -> Any:
    """Make the row; the columns that its form does not have are taken from the register when it is compared."""
    missing = {column.into: None for column in kind.columns if not column.optional and column.into not in values}
    return kind.row(line=LINE, **missing, **values)
