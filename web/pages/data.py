"""Registers as files: for each kind its template, its rows as CSV and XLSX, and a file that is handed in.

What was handed in is read and compared, and waits on a page of its own: see `data_imports`.
"""

from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Engine
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people
from web.doors import NotYours, open_to
from web.errors import STATUS
from web.look import dates
from web.sheets import sent_file
from web.wording.kinds import column_words, kind_words
from workflow import security
from workflow.database import Busy
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.organisation.exporting import exported, template, write_csv, write_xlsx
from workflow.organisation.files.kinds import BY_NAME, Kind
from workflow.organisation.importing import Staging, break_off, opened
from workflow.organisation.importing.keepers import REGISTERS
from workflow.organisation.registers.keeping import keeps

pages = Blueprint("data", __name__)

LARGEST = 40  # MB of a file; a hundred thousand people are about ten
LARGEST_BYTES = LARGEST * 1024 * 1024
AT_ONCE = 1024 * 1024  # bytes of a file that is read while its sender waits
_AROUND = 64 * 1024  # bytes that a browser sends around a file
_BEGINNING = 8192  # bytes looked at to tell what a file is
_LONGEST_NAME = 120  # characters of a file's name
_WORKBOOK, _NO_TEXT = b"PK\x03\x04", b"\x00"

KEEPERS = sorted({role for register in REGISTERS.values() for role in current().registers[register].by})

Answer = str | Response | tuple[str, int]


@pages.get("/data")
@open_to(*KEEPERS)
def data() -> str:
    """List the kinds that the person keeps."""
    kept = [name for name in BY_NAME if _keeps(name)]
    return render_template("data/kinds.html", title=_title(kept), kinds=[_listed(BY_NAME[name]) for name in kept])


def _title(kept: list[str]) -> str:
    if not kept:
        return _("Hari ini tidak ada data induk yang Anda pelihara")
    return ngettext("%(num)s jenis data induk Anda pelihara", "%(num)s jenis data induk Anda pelihara", len(kept))


def _listed(kind: Kind) -> dict[str, Any]:
    register = current().registers[REGISTERS[kind.name]]
    return {"name": kind.name, "label": kind_words(kind.name), "register": register.label}


@pages.get("/data/<kind>")
@open_to(*KEEPERS)
def show(kind: str) -> Answer:
    """Show what a file of a kind holds, and ask for one."""
    return _page(kept(kind), "")


def _page(kind: Kind, error: str, status: int = 200) -> Answer:
    register = current().registers[REGISTERS[kind.name]]
    text = render_template(
        "data/kind.html",
        title=_("%(kind)s: unduh atau unggah", kind=kind_words(kind.name)),
        name=kind.name,
        label=kind_words(kind.name),
        basis=register.basis,
        columns=[
            (column.name, column.label, column_words(column), column.name in kind.key, column.optional)
            for column in kind.columns
        ],
        largest=LARGEST,
        errors={"file": error} if error else {},
    )
    return text, status


def kept(name: str) -> Kind:
    """Give a kind that the person keeps. Not found where there is none; raises NotYours where others keep it."""
    if name not in BY_NAME:
        abort(404)
    if not _keeps(name):
        raise NotYours(frozenset(current().registers[REGISTERS[name]].by))
    return BY_NAME[name]


def _keeps(name: str) -> bool:
    return keeps(database.connection(), REGISTERS[name], people.signed_in().who, city_day(now()))


# -- files that leave -----------------------------------------------------------------------------------------------


@pages.get("/data/<kind>/template.xlsx")
@open_to(*KEEPERS)
def empty(kind: str) -> Response:
    """Send the workbook that a city fills in."""
    name = kept(kind).name
    return sent_file(lambda target: template(target, name), f"{name}-templat.xlsx")


@pages.get("/data/<kind>/export.<any(csv, xlsx):form>")
@open_to(*KEEPERS)
def export(kind: str, form: str) -> Response:
    """Send the register of a kind as a file. That personal data left the house is a security event."""
    chosen = kept(kind)
    public = {"kind": chosen.name, "form": form}
    security.note(database.for_writing(), "exported", now(), people.signed_in().account, public)
    write = write_xlsx if form == "xlsx" else write_csv

    def fill(target: IO[bytes]) -> None:
        with closing(exported(database.connection(), chosen.name)) as rows:
            write(target, chosen, rows)

    return sent_file(fill, f"{chosen.name}-{dates.local_day(now())}.{form}")


# -- a file that comes ----------------------------------------------------------------------------------------------


@pages.before_app_request
def _let_in() -> Answer | None:
    """Take a large file from who keeps its kind, and say what is too large; before the form is read for its token."""
    if request.endpoint != "data.upload" or people.present() is None:
        return None
    name = (request.view_args or {})["kind"]
    if name not in BY_NAME or not _keeps(name):
        return None
    most = LARGEST_BYTES + _AROUND
    if (request.content_length or 0) > most:
        words = _("Berkas ini lebih besar dari %(most)s MB. Bagi menjadi beberapa berkas.", most=LARGEST)
        return _page(BY_NAME[name], words, 413)
    request.max_content_length = most
    return None


@pages.post("/data/<kind>")
@open_to(*KEEPERS)
def upload(kind: str) -> Answer:
    """Read a file to its end and compare it with the register; nothing of the register is written."""
    chosen = kept(kind)
    given = request.files.get("file")
    if given is None or not given.filename:
        return _page(chosen, _("Pilih berkasnya dulu."), STATUS[Invalid])
    suffix = _suffix(given)
    if suffix is None:
        words = _("Berkas ini bukan XLSX atau CSV yang berisi teks. Simpan ulang sebagai .xlsx atau CSV UTF-8.")
        return _page(chosen, words, STATUS[Invalid])
    try:
        token = _stage(chosen.name, given, suffix)
    except Busy:
        words = _("Sistem sedang sibuk dan belum melakukan apa pun. Unggah berkas yang sama sebentar lagi.")
        return _page(chosen, words, STATUS[Busy])
    return redirect(url_for("data_imports.show", token=token), 303)


def _suffix(given: FileStorage) -> str | None:
    """Say by what is in it, whatever it is called, how a file is to be read; None for what is neither of both."""
    beginning = given.stream.read(_BEGINNING)
    given.stream.seek(0)
    if beginning.startswith(_WORKBOOK):
        return ".xlsx"
    return ".csv" if beginning and _NO_TEXT not in beginning else None


def _stage(kind: str, given: FileStorage, suffix: str) -> str:
    """Read a file to its end, a large one beside the page, which meanwhile says how far it is; give its token."""
    engine, account = database.for_writing(), people.signed_in().account
    with ExitStack() as kept_until_read:
        path = Path(kept_until_read.enter_context(TemporaryDirectory())) / f"{kind}{suffix}"
        given.save(path)
        staging = opened(engine, kind, path, account, now(), name=_name(given))
        if path.stat().st_size <= AT_ONCE:
            staging.run()
            return staging.token
        folder = kept_until_read.pop_all()
    Thread(target=_read, args=(engine, staging, folder), name="import", daemon=True).start()
    return staging.token


def _read(engine: Engine, staging: Staging, folder: ExitStack) -> None:
    """Read a file beside the page; one that could not be read to its end is forgotten."""
    with folder:
        try:
            staging.run()
        except BaseException:
            break_off(engine, staging.token)
            raise


def _name(given: FileStorage) -> str:
    """Give a file the name under which its owner knows it, without the folders and signs that no name needs."""
    last = (given.filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-_LONGEST_NAME:]
