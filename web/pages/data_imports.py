"""A file that was handed in: what is wrong with it, or what it would change; then it is taken, or dropped.

Only who handed it in reads its page. It is taken once, however often the button was clicked.
"""

from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from web import database, people
from web.doors import open_to
from web.errors import STATUS
from web.look import figures, language
from web.pages import data
from web.sheets import sent_file
from web.wording.kinds import cell_words, column_words, kind_words
from workflow.forms import Invalid
from workflow.organisation.calendar import now
from workflow.organisation.exporting import write_xlsx
from workflow.organisation.files import Fault
from workflow.organisation.files.cells import text
from workflow.organisation.files.kinds import BY_NAME, Column, Kind
from workflow.organisation.importing import Import, Moved, NotWaiting, StagedRow, drop, find, rows, take
from workflow.organisation.importing.staged import (
    ADDED,
    CHANGED,
    DROPPED,
    FAULTY,
    READING,
    REFUSED,
    TAKEN,
    counted,
    every,
)

pages = Blueprint("data_imports", __name__)

_PAGE = 200  # rows

Answer = str | Response | tuple[str, int]


@pages.get("/data/imports/<token>")
@open_to(*data.KEEPERS)
def show(token: str) -> Answer:
    """Show what came of a file."""
    return _page(_mine(token), "")


def _mine(token: str) -> Import:
    """Give an import that the person handed in, and of a kind that he still keeps."""
    found = find(database.connection(), token)
    if found is None or found.account != people.signed_in().account:
        abort(404)
    data.kept(found.kind)
    return found


def _page(found: Import, error: str, status: int = 200) -> Answer:
    after = {change: request.args.get(change, 0, type=int) for change in (FAULTY, CHANGED, ADDED)}
    page = render_template(
        "data/import.html",
        title=_title(found),
        found=found,
        label=kind_words(found.kind),
        seen=_seen(found),
        read=counted(database.connection(), found.id)["total"] if found.state == READING else 0,
        faults=_faults(found, after[FAULTY]),
        changed=[_changed(found, row) for row in rows(database.connection(), found, CHANGED, after[CHANGED], _PAGE)],
        added=[_added(found, row) for row in rows(database.connection(), found, ADDED, after[ADDED], _PAGE)],
        more={change: _more(found, change, last) for change, last in after.items()},
        largest=data.LARGEST,
        errors={"read": error} if error else {},
    )
    return page, status


def _title(found: Import) -> str:
    """Say the result."""
    if found.state == READING:
        return _("Berkas ini masih diperiksa")
    if found.state == DROPPED:
        return _("Berkas ini dibatalkan; tidak ada yang ditulis")
    if found.state == REFUSED:
        if not found.refused:
            return _("Berkas ini harus diperbaiki")
        return ngettext("%(num)s baris harus diperbaiki", "%(num)s baris harus diperbaiki", found.refused)
    if not found.changes:
        return _("Berkas ini tidak mengubah apa pun")
    counts = {"changed": figures.number(found.changed), "added": figures.number(found.added)}
    if found.state == TAKEN:
        return _("Tertulis: %(changed)s baris berubah dan %(added)s baris baru", **counts)
    return _("Pastikan %(changed)s baris yang berubah dan %(added)s baris baru", **counts)


def _more(found: Import, change: str, after: int) -> str:
    """Give the address of the next page of a change, empty after its last."""
    page = rows(database.connection(), found, change, after, _PAGE + 1)
    following: dict[str, Any] = {change: page[-2].id} if len(page) > _PAGE else {}
    return url_for("data_imports.show", token=found.token, **following) if following else ""


# -- what is wrong --------------------------------------------------------------------------------------------------


def _faults(found: Import, after: int) -> list[Fault]:
    """Give a page of what is wrong: what concerns the file as a whole first, then row by row."""
    page = sorted(rows(database.connection(), found, FAULTY, after, _PAGE), key=lambda row: row.line)
    own = [fault for row in page for fault in row.faults]
    return own if after else [*found.faults, *own]


class _Told(NamedTuple):
    """A fault as the list to take away tells it."""

    row: int | None
    column: str | None
    value: str | None
    message: str


@pages.get("/data/imports/<token>/faults.xlsx")
@open_to(*data.KEEPERS)
def faults(token: str) -> Response:
    """Send everything that is wrong with a file as a workbook, to be mended line by line."""
    found = _mine(token)
    columns = {"row": _("Baris"), "column": _("Kolom"), "value": _("Isi sel"), "message": _("Yang salah")}
    row: Any = _Told  # no row of any register
    kind = Kind("faults", row, (), tuple(Column(name, words, text) for name, words in columns.items()))

    def fill(target: IO[bytes]) -> None:
        write_xlsx(target, kind, _told(found), labelled=True)

    return sent_file(fill, f"{found.kind}-perbaikan.xlsx")


def _told(found: Import) -> Iterator[_Told]:
    own = (fault for page in every(database.connection(), found, (FAULTY,)) for row in page for fault in row.faults)
    for faults_ in (found.faults, own):
        for each in faults_:
            yield _Told(each.row, each.column, each.value, each.message[language()])


# -- what it changes ------------------------------------------------------------------------------------------------


def _changed(found: Import, row: StagedRow) -> dict[str, Any]:
    """Tell a changed row: each of its cells that becomes another one, before and after."""
    kind = BY_NAME[found.kind]
    cells = [
        (
            column_words(kind.column(name)),
            cell_words(kind.column(name), was),
            cell_words(kind.column(name), row.cells[name]),
        )
        for name, was in row.before.items()
    ]
    return {"line": row.line, "about": _about(kind, row), "cells": cells}


def _added(found: Import, row: StagedRow) -> dict[str, Any]:
    """Tell a new row by everything that it says beyond its key."""
    kind = BY_NAME[found.kind]
    more = [
        (column_words(kind.column(name)), cell_words(kind.column(name), cell))
        for name, cell in row.cells.items()
        if cell and name not in (*kind.key, "name")
    ]
    return {"line": row.line, "about": _about(kind, row), "cells": more}


def _about(kind: Kind, row: StagedRow) -> dict[str, str]:
    """Name what a row is about: by its name if the file tells it, and by its key."""
    key = [cell_words(kind.column(name), row.cells[name]) for name in kind.key]
    parts = [row.cells["name"], *key] if row.cells.get("name") else key
    return {"main": parts[0], "small": ", ".join(parts[1:])}


# -- the answer -----------------------------------------------------------------------------------------------------


@pages.post("/data/imports/<token>/take")
@open_to(*data.KEEPERS)
def answer_yes(token: str) -> Answer:
    """Take a file whose changes were read."""
    found = _mine(token)
    if found.waits and request.form.get("read") != "1":
        return _page(found, _("Baca dulu perubahannya, lalu beri tanda di sini."), STATUS[Invalid])
    try:
        if found.waits and request.form.get("seen") != _seen(found):
            raise Moved(found)  # it was compared anew since this page was drawn
        take(database.for_writing(), token, people.signed_in().account, now())
    except Moved:
        flash(
            _(
                "Belum ada yang ditulis: data induk berubah sejak Anda membaca halaman ini. Berkas sudah dibandingkan"
                " lagi; inilah bedanya sekarang."
            ),
            "warn",
        )
    except NotWaiting:
        pass  # a click too many: the page says what came of the first
    return redirect(url_for("data_imports.show", token=token), 303)


@pages.post("/data/imports/<token>/drop")
@open_to(*data.KEEPERS)
def answer_no(token: str) -> Answer:
    """Forget a file."""
    found = _mine(token)
    try:
        drop(database.for_writing(), token, people.signed_in().account)
    except NotWaiting:
        return redirect(url_for("data_imports.show", token=token), 303)
    flash(_("Berkas dibatalkan; tidak ada yang ditulis."), "ok")
    return redirect(url_for("data.show", kind=found.kind), 303)


def _seen(found: Import) -> str:
    """Write which state of the registers an import was compared with."""
    return "-".join(map(str, found.seen))
