"""The form of one row of a register: its fields by the columns of the files, and what was typed back as their cells."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _

from policies.loading import current
from web import database, sent
from web.look import language, say
from web.look.typed import read_date
from web.wording.codes import code_words, education_words
from web.wording.kinds import cell_words, column_help, column_words
from workflow.organisation.editing import Shown
from workflow.organisation.files import cells
from workflow.organisation.files.cells import Number, OneOf
from workflow.organisation.files.kinds import Column, Kind
from workflow.organisation.importing.limits import FIXED
from workflow.organisation.lists import structure

_WHOSE = "nip"  # stands in no form: the address says by a number whose row it is

Fields = dict[str, dict[str, Any]]


def fields(kind: Kind, row: Shown | None) -> Fields:
    """Give the fields of a new row, or of one that is there: its key and what it may not change are no fields."""
    apart = {*kind.key, *FIXED.get(kind.name, ())} if row else {_WHOSE} - {kind.key[-1]}
    return {column.name: _field(kind, column) for column in kind.columns if column.name not in apart}


def _field(kind: Kind, column: Column) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "name": column.name,
        "kind": "text",
        "label": column_words(column),
        "help": column_help(kind.name, column),
        "required": not column.optional,
    }
    if column.parse is cells.day:
        drawn["kind"] = "date"
    elif column.parse is cells.yes_no:
        drawn |= {"kind": "flag", "required": True}
    elif choices := _choices(column):
        drawn |= {"kind": "select", "choices": choices}
        if column.optional:
            drawn["empty"] = _("kosong")
    return drawn


def _choices(column: Column) -> list[dict[str, str]]:
    """Give what there is to choose from, where a column allows only so many cells."""
    if isinstance(column.parse, OneOf):
        return [{"value": each, "label": code_words(each)} for each in column.parse.options]
    if column.parse is cells.education:
        return [{"value": each, "label": f"{education_words(each)} ({each})"} for each in cells.EDUCATION]
    if column.name in ("unit", "parent"):
        found = structure.choices(database.connection())
        return [{"value": unit.code, "label": f"{unit.name} ({unit.code})"} for unit in found]
    return []


def beginning(kind: Kind, row: Shown | None) -> dict[str, Any]:
    """Give what the fields hold at first: the row's own cells, or those that the address of a new one names."""
    if row is None:
        return {column.name: request.args.get(column.name, "") for column in kind.columns}
    return {column.name: _shown(column, row.cells[column.name]) for column in kind.columns}


def _shown(column: Column, cell: str) -> Any:
    if column.parse is cells.day and cell:
        return date.fromisoformat(cell)
    if column.parse is cells.yes_no:
        return cell == "yes"
    return _decimal(cell) if isinstance(column.parse, Number) else cell


def _decimal(cell: str) -> str:
    """Write the decimal sign of a figure as the reader's language has it; both are understood."""
    return cell.replace(".", ",") if language() == "id" else cell


def typed(kind: Kind, drawn: Fields, **known: str) -> dict[str, str]:
    """Give the cells that came with a form; `known` are those that no field says.

    What may not be changed has no field, and is read all the same where somebody sends it, so that it is refused.
    """
    sent.declare(drawn.values())
    found = dict(known)
    for column in kind.columns:
        if column.name in drawn and drawn[column.name]["kind"] == "flag":
            found[column.name] = "yes" if request.form.get(column.name) else "no"
        elif column.name in request.form and column.name not in known:
            found[column.name] = _cell(column, request.form[column.name].strip())
    return found


def _cell(column: Column, words: str) -> str:
    """Write a day as the files do; what is none goes on as it was typed, and is refused where every cell is."""
    if column.parse is not cells.day:
        return words
    try:
        return read_date(words).isoformat()
    except ValueError:
        return words


def facts(row: Shown) -> list[tuple[str, str]]:
    """Give what a form shows of its row and does not change: whose it is, its key, and what only other ways change."""
    names = [*row.kind.key, *(name for name in FIXED.get(row.kind.name, ()) if name not in row.kind.key)]
    return [(column_words(row.kind.column(name)), in_words(row.kind.column(name), row.cells[name])) for name in names]


def in_words(column: Column, cell: str) -> str:
    """Write a cell as people read it: a competence with its name, several names with commas between them."""
    if cell and isinstance(column.parse, Number):
        return _decimal(cell)
    if column.parse in (cells.several, cells.raised):
        return cell_words(column, cell.replace("|", ", "))
    known = current().competence(cell) if column.parse is cells.competence and cell else None
    return f"{say(known.label)} ({cell})" if known else cell_words(column, cell)


def changes(kind: Kind, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Write what became what: "Kebutuhan: 2 → 3; Kelas jabatan: 5 → 6"."""
    told = [
        _(
            "%(column)s: %(before)s → %(after)s",
            column=column_words(kind.column(name)),
            before=in_words(kind.column(name), was),
            after=in_words(kind.column(name), after[name]),
        )
        for name, was in before.items()
        if name in after
    ]
    return "; ".join(told)
