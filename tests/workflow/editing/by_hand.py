"""Rows of the tiny city edited by hand: what is typed, and what a file of only that row would say."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine

from tests.workflow.handover import Handover
from tests.workflow.imported import NOW, told, write
from workflow.database import reading
from workflow.forms import Invalid
from workflow.organisation.editing import Edited, Shown, edit, find
from workflow.organisation.editing.shown import Key
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.importing import Import, stage


def shown(engine: Engine, kind: str, *key: str) -> Shown:
    """Give a row that is there."""
    with reading(engine) as connection:
        found = find(connection, kind, key)
    assert found is not None, (kind, key)
    return found


def change(engine: Engine, kind: str, key: Key, **cells: str) -> Edited:
    """Change cells of a row that has just been shown; a column whose name Python keeps for itself ends with "_"."""
    typed = {name.rstrip("_"): cell for name, cell in cells.items()}
    return edit(engine, kind, key, typed, shown(engine, kind, *key).digest, None, NOW)


def add(engine: Engine, kind: str, cells: Mapping[str, str]) -> Edited:
    """Add a row."""
    return edit(engine, kind, None, cells, "", None, NOW)


def cells_of(city: Handover, kind: str, row: int) -> dict[str, str]:
    """Give the cells of a row of the city's file."""
    return dict(zip(city.files[kind][0], city.files[kind][row - 1], strict=True))


def by_hand(engine: Engine, kind: str, cells: Mapping[str, str]) -> tuple[Edited | None, dict[str, str]]:
    """Type a whole row, into the form of the row that has its key or of a new one; give the errors by column."""
    key = _key(engine, kind, cells)
    seen = shown(engine, kind, *key).digest if key else ""
    try:
        return edit(engine, kind, key, cells, seen, None, NOW), {}
    except Invalid as error:
        return None, {column: words.en for column, words in error.errors.items()}


def _key(engine: Engine, kind: str, cells: Mapping[str, str]) -> Key | None:
    """Give the key of the row that is there already, None where a new one is typed."""
    written = []
    for name in BY_NAME[kind].key:
        try:
            value = BY_NAME[kind].column(name).read(cells[name])
        except ValueError:
            return None
        written.append(value.isoformat() if hasattr(value, "isoformat") else str(value))
    with reading(engine) as connection:
        return tuple(written) if find(connection, kind, tuple(written)) else None


def as_file(engine: Engine, folder: Path, kind: str, cells: Mapping[str, str]) -> tuple[Import, dict[str, str]]:
    """Hand in a file that holds only a row; give the import and the first fault of each column."""

    found = stage(engine, kind, write(folder, kind, [list(cells), list(cells.values())]), None, NOW)
    errors: dict[str, str] = {}
    for fault in told(engine, found):
        errors.setdefault(fault.column or "", fault.message.en)
    return found, errors
