"""Temporary loads: those that units have declared, a new one for a post, and the early end of one."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, registers, staffing
from web.doors import open_to
from web.look import dates, figures
from web.meanwhile import case_href
from web.register_words import last_changes
from web.registers import NOT_DONE, Faults
from web.sheets import EXPORT, picked, sheet
from workflow.organisation.calendar import city_day, now
from workflow.staffing import loads as register
from workflow.staffing import placements, postmap

pages = Blueprint("staffing_loads", __name__)

KEEPERS = current().registers[register.REGISTER].by

Answer = str | Response | tuple[str, int]

_LOADS = sheet(
    "loads",
    task="Tugas",
    post_code="Kode jabatan",
    post_name="Jabatan",
    unit_name="Unit",
    outlying="Wilayah luar",
    volume="Volume",
    minutes="Menit",
    until="Sampai",
    reason="Alasan",
    document="Dokumen",
)
_AGAIN = sheet(
    "look-again",
    case_number="Nomor kasus",
    name="Pegawai",
    post_name="Jabatan",
    unit_name="Unit",
    since="Sejak",
    until="Beban berakhir",
)


@pages.get("/staffing/loads")
@open_to(*staffing.READERS, also=staffing.reads)
def loads() -> str:
    """List the temporary loads of the units that the person reads: those that run, and those that have ended."""
    today = city_day(now())
    found = [_row(row) for row in register.listed(database.connection(), staffing.reach())]
    running = [row for row in found if row["until"] >= today]
    return render_template(
        "staffing/loads.html",
        title=_title(running),
        running=running,
        ended=[row for row in found if row["until"] < today][::-1],
        may=staffing.declares(),
        again=_again(today),
        changes=last_changes(register.REGISTER),
    )


@pages.get(f"/staffing/loads/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def export(form: str) -> Response:
    """Send the temporary loads, those that have ended too, as a file."""
    names = [column.name for column in _LOADS.columns]
    return _LOADS.sent(form, [picked(row, *names) for row in register.listed(database.connection(), staffing.reach())])


@pages.get(f"/staffing/loads/again/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def again_file(form: str) -> Response:
    """Send whom to look at again as a file; without names where the reader may not know them."""
    found = placements.to_look_at_again(database.connection(), current(), staffing.reach(), city_day(now()))
    return _AGAIN.sent(form, [_told(row) for row in found])


def _told(row: Any) -> dict[str, Any]:
    told = picked(row, *(column.name for column in _AGAIN.columns))
    return told if staffing.names_people(row.path) else told | {"name": None}


def _again(today: date) -> list[list[Any]]:
    """Give the people whose load has ended or soon ends; without names where the reader may not know them."""
    found = placements.to_look_at_again(database.connection(), current(), staffing.reach(), today)
    return [
        [
            {
                "main": row.name if staffing.names_people(row.path) else row.case_number,
                "href": case_href(row.case_number),
                "small": row.case_number,
            },
            {"main": row.post_name, "small": row.unit_name},
            dates.long_date(row.since),
            {
                "main": dates.long_date(row.until),
                "small": _("sudah berakhir") if row.until < today else _("segera berakhir"),
            },
        ]
        for row in found
    ]


def _title(running: list[dict[str, Any]]) -> str:
    if not running:
        return _("Tidak ada beban sementara")
    words = ngettext("%(num)s beban sementara berlaku", "%(num)s beban sementara berlaku", len(running))
    return _("%(words)s, yang pertama berakhir %(day)s", words=words, day=dates.long_date(running[0]["until"]))


def _row(row: Any) -> dict[str, Any]:
    minutes = row.volume * row.minutes
    year = current().rules["R-ABK-01"].on(city_day(now()))["minutes"]
    return {
        "id": row.id,
        "task": row.task,
        "post": row.post_name,
        "code": row.post_code,
        "unit": row.unit_name,
        "outlying": row.outlying,
        "until": row.until,
        "reason": row.reason or _("tanpa alasan tercatat"),
        "document": row.document or _("tanpa dokumen"),
        "figures": _(
            "%(volume)s × %(minutes)s menit = %(people)s orang",
            volume=figures.number(row.volume, 3),
            minutes=figures.number(row.minutes, 3),
            people=figures.fixed(minutes / year),
        ),
    }


@pages.get("/staffing/loads/new/<post>")
@open_to(*KEEPERS)
def declare(post: str) -> Answer:
    """Ask what the temporary load of a post is; one that is named in the address is filled in to be changed."""
    about = _post(post)
    return _form(about, {}, _begun(about, request.args.get("load", "")))


@pages.post("/staffing/loads/new/<post>")
@open_to(*KEEPERS)
def declared(post: str) -> Answer:
    """Keep the temporary load of a post."""
    about = _post(post)
    given = registers.given(register.FIELDS)
    told = {"post": str(about.id), "until": given["until"], "task": given["task"], "reason": given["reason"]}
    try:
        registers.once(register.DECLARED, told, lambda *keeper: register.declare(*keeper, post=about.id, given=given))
    except NOT_DONE as error:
        return _form(about, *registers.faults(error)[:1], dict(request.form), registers.faults(error)[1])
    flash(_("Beban sementara tercatat. Hitungan berikutnya memperhitungkannya."), "ok")
    return redirect(url_for("staffing_loads.loads"), 303)


def _form(about: Any, errors: Faults, values: dict[str, Any], status: int = 200) -> Answer:
    text = render_template(
        "register_form.html",
        here="needs",
        title=_("Beban sementara %(post)s", post=about.name),
        lead=_(
            "%(unit)s. Kebutuhan karena beban ini muncul pada hitungan berikutnya dan berakhir bersamanya.",
            unit=about.unit,
        ),
        trail=[
            (pgettext("menu", "Kebutuhan"), url_for("open_needs.open_needs")),
            (_("Beban sementara"), url_for("staffing_loads.loads")),
        ],
        crumb=_("Nyatakan"),
        panel=_("Beban yang dinyatakan"),
        fields=registers.by_name(register.FIELDS),
        values=values,
        errors=errors,
        note=_("Tugas yang sama pada jabatan ini diganti; perubahannya tercatat sebelum dan sesudah."),
        button=_("Nyatakan beban"),
        cancel=url_for("staffing_loads.loads"),
        law=current().registers[register.REGISTER].basis,
    )
    return text, status


def _post(code: str) -> Any:
    """Give the post of a code, where the person reads its unit."""
    found = postmap.find(database.connection(), code)
    if found is None or not staffing.reach().covers(found.path):
        abort(404)
    return found


def _begun(about: Any, load: str) -> dict[str, Any]:
    """Fill the form in with a load of the post that is about to be changed."""
    if not (load.isascii() and load.isdigit()):
        return {}
    found = register.listed(database.connection(), staffing.reach(), load=int(load))
    if not found or found[0].post_id != about.id:
        return {}
    row = found[0]
    figures_ = {name: figures.number(getattr(row, name), 2) for name in ("volume", "minutes")}
    return {"task": row.task, "until": row.until, "reason": row.reason, "document": row.document, **figures_}


@pages.get("/staffing/loads/<int:number>/end")
@open_to(*KEEPERS)
def ask_end(number: int) -> Answer:
    """Say what ending a load early means."""
    return _end(_load(number), {})


@pages.post("/staffing/loads/<int:number>/end")
@open_to(*KEEPERS)
def end(number: int) -> Answer:
    """End a load before its day."""
    row = _load(number)
    try:
        registers.once(register.ENDING, {"load": str(number)}, lambda *keeper: register.end(*keeper, load=number))
    except NOT_DONE as error:
        return _end(row, *registers.faults(error))
    flash(_("Beban sementara diakhiri. Hitungan berikutnya tidak memuatnya lagi."), "ok")
    return redirect(url_for("staffing_loads.loads"), 303)


def _end(row: Any, errors: Faults, status: int = 200) -> Answer:
    text = render_template(
        "register_form.html",
        here="needs",
        title=_("Akhiri beban sementara hari ini?"),
        lead=_("Kebutuhan karena beban ini hilang pada hitungan berikutnya. Mutasi yang sudah dibuat tetap berjalan."),
        trail=[(_("Beban sementara"), url_for("staffing_loads.loads"))],
        crumb=_("Akhiri"),
        panel=_("Beban sementara"),
        facts=[
            (_("Tugas"), row.task),
            (_("Jabatan"), _("%(post)s, %(unit)s", post=row.post_name, unit=row.unit_name)),
            (_("Seharusnya sampai"), dates.long_date(row.until)),
        ],
        errors=errors,
        button=_("Akhiri beban ini"),
        cancel=url_for("staffing_loads.loads"),
    )
    return text, status


def _load(number: int) -> Any:
    found = register.listed(database.connection(), staffing.reach(), load=number)
    if not found:
        abort(404)
    return found[0]
