"""One row of any register: added, edited, ended or taken out by hand, each on a page of its own.

What is no personal data may stand in an address (`?post=PKM-ADM&task=…`). Whose row it is says the number of the
employee, and which of his rows a number too, or a competence.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people, registers, row_forms
from web.doors import open_to
from web.errors import STATUS
from web.look import say
from web.pages.data import KEEPERS, kept
from web.register_links import back_to, place_of, trail
from web.registers import Faults
from web.wording.kinds import column_words, kind_words
from workflow.answers import Overtaken
from workflow.forms import Invalid
from workflow.organisation.calendar import now
from workflow.organisation.editing import (
    ENDED_BY_HAND,
    TAKEN_OUT,
    Edited,
    Shown,
    Stale,
    edit,
    end,
    find,
    nip_of,
    of_person,
)
from workflow.organisation.editing import take_out as taken_out
from workflow.organisation.editing.ending import FIELDS, holding
from workflow.organisation.files.kinds import Kind
from workflow.organisation.importing.keepers import REGISTERS

pages = Blueprint("registers_rows", __name__)

Answer = str | Response | tuple[str, int]
View = TypeVar("View", bound=Callable[..., Any])

_CITY = ("units", "posts", "workload", "standards", "courses")
_PERSONAL = "any(history, competences, performance, requests, relatives, discipline, absences)"


class About(NamedTuple):
    """What a page is about: a kind, the row (None: a new one), and the employee whose row it is, if it is one's."""

    kind: Kind
    row: Shown | None
    employee: int | None = None

    @property
    def back(self) -> str:
        """Give the address of the page that shows the row."""
        return back_to(self.kind.name, self.row.cells if self.row else request.args, self.employee)


def _of_each(act: str) -> Callable[[View], View]:
    """Hang a view below each register about the city: an address that begins with "any" would stand behind theirs."""

    def hang(view: View) -> View:
        for kind in _CITY:
            rule = f"/registers/{kind}{act}"
            pages.add_url_rule(rule, view_func=view, defaults={"kind": kind}, methods=["GET", "POST"])
        return view

    return hang


# -- which row ------------------------------------------------------------------------------------------------------


def _of_city(name: str) -> About:
    """Give the row whose key stands in the address."""
    kind = kept(name)
    row = find(database.connection(), name, tuple(request.args.get(part, "") for part in kind.key))
    if row is None:
        abort(404)
    return About(kind, row)


def _of_employee(name: str, employee: int, place: str) -> About:
    """Give a row of an employee's own."""
    kind = kept(name)
    row = of_person(database.connection(), name, employee, place)
    if row is None:
        abort(404)
    return About(kind, row, employee)


# -- adding and editing ---------------------------------------------------------------------------------------------


@_of_each("/new")
@open_to(*KEEPERS)
def new(kind: str) -> Answer:
    """Add a row about the city."""
    return edit_page(About(kept(kind), None))


@_of_each("/edit")
@open_to(*KEEPERS)
def change(kind: str) -> Answer:
    """Edit a row about the city."""
    return edit_page(_of_city(kind))


@pages.route("/registers/employees/new", methods=["GET", "POST"])
@open_to(*KEEPERS)
def new_employee() -> Answer:
    """Add somebody who comes from elsewhere."""
    return edit_page(About(kept("employees"), None))


@pages.route("/registers/employees/<int:employee>/edit", methods=["GET", "POST"])
@open_to(*KEEPERS)
def change_employee(employee: int) -> Answer:
    """Edit the main row of an employee."""
    return edit_page(_of_employee("employees", employee, str(employee)))


@pages.route(f"/registers/employees/<int:employee>/<{_PERSONAL}:kind>/new", methods=["GET", "POST"])
@open_to(*KEEPERS)
def new_of_employee(employee: int, kind: str) -> Answer:
    """Add a row to somebody's file."""
    chosen = kept(kind)
    if nip_of(database.connection(), employee) is None:
        abort(404)
    return edit_page(About(chosen, None, employee))


@pages.route(f"/registers/employees/<int:employee>/<{_PERSONAL}:kind>/<place>/edit", methods=["GET", "POST"])
@open_to(*KEEPERS)
def change_of_employee(employee: int, kind: str, place: str) -> Answer:
    """Edit a row of somebody's file."""
    return edit_page(_of_employee(kind, employee, place))


def edit_page(about: About) -> Answer:
    """Show the form of a row, or carry it out and go back to the page that shows the row."""
    fields = row_forms.fields(about.kind, about.row)
    if request.method == "GET":
        return _form(about, fields, row_forms.beginning(about.kind, about.row), {})
    known: dict[str, str] = {}
    if about.employee is not None and about.row is None:
        known["nip"] = nip_of(database.connection(), about.employee) or ""
    cells = row_forms.typed(about.kind, fields, **known)
    given = {**cells, **{name: request.form.get(name, "") for name in fields}}
    key = about.row.key if about.row else None
    account = people.signed_in().account
    try:
        done = edit(database.for_writing(), about.kind.name, key, cells, request.form.get("seen", ""), account, now())
    except Invalid as error:
        return _form(about, fields, given, _at_fields(error, fields), STATUS[Invalid])
    except Stale as error:
        return _form(
            about._replace(row=error.shown), fields, given, {"": _moved(error.shown, cells)}, STATUS[Overtaken]
        )
    _tell(done)
    return redirect(back_to(about.kind.name, done.shown.cells, about.employee or _arrived(done)), 303)


def _arrived(done: Edited) -> int | None:
    """Give the number of somebody who has just come."""
    return int(done.shown.held.ids["id"]) if done.shown.kind.name == "employees" else None


def _at_fields(error: Invalid, fields: row_forms.Fields) -> Faults:
    """Put each message at its field; what belongs to none that is drawn is told with the whole form."""
    found: Faults = {}
    for name, words in error.errors.items():
        found.setdefault(name if name in fields else "", words)
    return found


def _moved(row: Shown, cells: dict[str, str]) -> str:
    """Say what stands in the row now where something else was typed."""
    now_ = {name: row.cells[name] for name in cells if cells[name] != row.cells[name]}
    told = "; ".join(
        f"{column_words(row.kind.column(name))}: {row_forms.in_words(row.kind.column(name), cell)}"
        for name, cell in now_.items()
    )
    return _(
        "Baris ini diubah orang lain sejak Anda membukanya, dan belum ada yang ditulis. Isinya sekarang: %(told)s."
        " Periksa tulisan Anda, lalu simpan lagi.",
        told=told,
    )


def _tell(done: Edited) -> None:
    """Say what became what, and what deserves a second look."""
    if done.new:
        flash(_("Tersimpan sebagai baris baru."), "ok")
    elif done.written:
        flash(_("Tersimpan. %(what)s.", what=row_forms.changes(done.shown.kind, done.before, done.shown.cells)), "ok")
    else:
        flash(_("Tidak ada yang berubah."), "ok")
    for fault in done.warnings:
        flash(say(fault.message), "warn")


def _form(about: About, fields: row_forms.Fields, values: Any, errors: Faults, status: int = 200) -> Answer:
    kind, row = about.kind, about.row
    words = kind_words(kind.name)
    title = _("Ubah: %(kind)s", kind=words) if row else _("Tambah: %(kind)s", kind=words)
    text = render_template(
        "register_form.html",
        here="registers",
        title=title,
        lead=place_of(kind.name, row.cells if row else request.args, about.employee),
        trail=trail(kind.name),
        crumb=_("Ubah") if row else _("Tambah"),
        panel=_("Isi baris"),
        facts=row_forms.facts(row) if row else [],
        fields=fields,
        values=values,
        errors=errors,
        hidden={"seen": row.digest} if row else {},
        note=_("Diperiksa seperti satu baris berkas impor; nilai lama dan baru tercatat dengan nama Anda."),
        button=_("Simpan"),
        cancel=about.back,
        action=request.full_path.rstrip("?"),
        elsewhere=_elsewhere(about),
        law=current().registers[REGISTERS[kind.name]].basis,
    )
    return text, status


def _elsewhere(about: About) -> tuple[str, str] | None:
    """Say where that is changed of a person which no row changes."""
    if about.row is None or about.kind.name not in ("employees", "history"):
        return None
    return _("Jabatan atau kedudukan berubah dengan keputusan"), url_for(
        "correction.correction", employee=about.employee
    )


# -- ending and taking out ------------------------------------------------------------------------------------------


@_of_each("/end")
@open_to(*KEEPERS)
def end_row(kind: str) -> Answer:
    """End a unit, a post or a course."""
    if kind not in ENDED_BY_HAND:
        abort(404)
    return _end(_of_city(kind))


@pages.route("/registers/employees/<int:employee>/requests/<place>/end", methods=["GET", "POST"])
@open_to(*KEEPERS)
def end_wish(employee: int, place: str) -> Answer:
    """End a wish to move that was fulfilled or taken back."""
    return _end(_of_employee("requests", employee, place))


def _end(about: About) -> Answer:
    if about.row is None or about.row.ended is not None:
        return redirect(about.back, 303)
    if request.method == "GET":
        held = holding(database.connection(), about.kind.name, about.row.held.ids["id"])
        return _leaving(about, _ending() | {"warning": " ".join(say(words) for words in held)}, {})
    given = registers.given(FIELDS)
    seen, account = request.form.get("seen", ""), people.signed_in().account
    try:
        end(database.for_writing(), about.kind.name, about.row.key, given, seen, account, now())
    except Invalid as error:
        return _leaving(about, _ending(), dict(error.errors), STATUS[Invalid])
    except Stale as error:
        return _leaving(about._replace(row=error.shown), _ending(), {"": _look_again()}, STATUS[Overtaken])
    flash(_("Diakhiri mulai hari ini. Yang sudah merujuk kepadanya tetap terbaca."), "ok")
    return redirect(about.back, 303)


def _ending() -> dict[str, Any]:
    return {
        "title": _("Akhiri mulai hari ini?"),
        "lead": _("Baris ini tidak lagi menjadi bagian kota, tidak dipilih dan tidak dihitung lagi; riwayatnya tetap."),
        "crumb": _("Akhiri"),
        "fields": registers.by_name(FIELDS),
        "button": _("Akhiri"),
    }


@_of_each("/remove")
@open_to(*KEEPERS)
def remove(kind: str) -> Answer:
    """Take out a task of a post, or a competence that it required."""
    if kind not in TAKEN_OUT:
        abort(404)
    chosen = kept(kind)
    key = tuple(request.args.get(part, "") for part in chosen.key)
    row = find(database.connection(), kind, key)
    back = back_to(kind, request.args, None)
    if row is None:
        return redirect(back, 303) if request.method == "POST" else abort(404)
    about = About(chosen, row)
    if request.method == "GET":
        return _leaving(about, _removing(), {})
    try:
        taken_out(database.for_writing(), kind, key, request.form.get("seen", ""), people.signed_in().account, now())
    except Stale as error:
        return _leaving(about._replace(row=error.shown), _removing(), {"": _look_again()}, STATUS[Overtaken])
    flash(_("Dihapus. Isinya tetap tersimpan dalam catatan perubahan."), "ok")
    return redirect(back, 303)


def _removing() -> dict[str, Any]:
    return {
        "title": _("Hapus baris ini?"),
        "lead": _("Tidak ada yang merujuk kepada baris ini. Isinya tetap tersimpan dalam catatan perubahan."),
        "crumb": _("Hapus"),
        "fields": {},
        "button": _("Hapus"),
    }


def _look_again() -> str:
    return _("Baris ini diubah orang lain sejak Anda membukanya, dan belum ada yang ditulis. Inilah isinya sekarang.")


def _leaving(about: About, words: dict[str, Any], errors: Faults, status: int = 200) -> Answer:
    row = about.row
    cells = row.cells.items() if row else ()
    text = render_template(
        "register_form.html",
        **words,
        here="registers",
        trail=trail(about.kind.name),
        panel=kind_words(about.kind.name),
        facts=[
            (column_words(about.kind.column(name)), row_forms.in_words(about.kind.column(name), cell))
            for name, cell in cells
            if cell
        ],
        values=dict(request.form),
        errors=errors,
        hidden={"seen": row.digest} if row else {},
        cancel=about.back,
        action=request.full_path.rstrip("?"),
        law=current().registers[REGISTERS[about.kind.name]].basis,
    )
    return text, status
