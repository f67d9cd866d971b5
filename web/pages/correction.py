"""A post or a standing that a decree outside the procedure changed: typed, looked over, and then recorded.

What happened has a word of its own: somebody retired, died, left, or a decree put him somewhere else. Who comes from
elsewhere is added to the register instead.
"""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import Choice, Field, Words
from web import database, people, registers
from web.doors import NotYours, open_to
from web.dossiers import kept, reach
from web.errors import STATUS
from web.look import dates, say
from web.pages.dossier import found
from web.registers import NOT_DONE, Faults
from web.spelling import capital
from web.wording.codes import code_words
from workflow.dossiers.people import Person
from workflow.forms import REQUIRED, Invalid
from workflow.organisation.calendar import now
from workflow.organisation.registers import corrections
from workflow.organisation.registers.corrections import Correction
from workflow.register import CORRECTED
from workflow.tables import posts, units

pages = Blueprint("correction", __name__)

Answer = str | Response | tuple[str, int]

_KEEPERS = current().registers[corrections.REGISTER].by
_POST = "post"  # what happened when it is the post that changed
_NO_POST = Words("Tidak ada jabatan dengan kode ini.", "There is no post of this code.")
_HAPPENED = (
    Choice(_POST, Words("Jabatan atau unitnya berubah", "The post or unit changed")),
    Choice("PENSIUN", Words("Pensiun", "Retired")),
    Choice("MENINGGAL", Words("Meninggal dunia", "Died")),
    Choice("BERHENTI", Words("Berhenti atau pindah ke instansi lain", "Left the service, or for another agency")),
    Choice("CLTN", Words("Cuti di luar tanggungan negara", "Unpaid leave")),
    Choice("DIBERHENTIKAN_SEMENTARA", Words("Diberhentikan sementara", "Suspended")),
    Choice("DIPEKERJAKAN", Words("Dipekerjakan di instansi lain", "Seconded elsewhere")),
    Choice("AKTIF", Words("Aktif kembali", "Active again")),
)
_OWN = (
    Field("happened", "choice", Words("Yang terjadi", "What happened"), choices=_HAPPENED),
    Field(
        "code",
        "text",
        Words("Kode jabatan yang benar", "Code of the correct post"),
        help=Words("Hanya bila jabatannya berubah.", "Only where the post changes."),
        required=False,
    ),
)
_FIELDS = (*_OWN, *(field for field in corrections.FIELDS if field.name in ("since", "decree", "reason")))


@pages.get("/registers/employees/<int:employee>/correction")
@open_to(*_KEEPERS)
def correction(employee: int) -> Answer:
    """Show the form of a correction."""
    return _form(_person(employee), {})


@pages.post("/registers/employees/<int:employee>/correction")
@open_to(*_KEEPERS)
def correct(employee: int) -> Answer:
    """Look a correction over, or once that was done carry it out."""
    person = _person(employee)
    typed = registers.given(_FIELDS)
    given, errors = _given(person, typed)
    if errors:
        return _form(person, errors, STATUS[Invalid])
    if "mend" in request.form:
        return _form(person, {})
    try:
        if "sure" not in request.form:
            return _check(person, typed, corrections.foresee(*_keeper(), given))
        told = {name: given[name] for name in ("employee", "since", "decree", "reason")}
        registers.once(CORRECTED, told, lambda *by: corrections.correct_employee(*by, given=given))
    except NOT_DONE as error:
        return _form(person, *registers.faults(error, post="code", standing="happened", employee=""))
    flash(_("Perubahan %(name)s dicatat sebagai perubahan di luar prosedur.", name=person.name), "ok")
    return redirect(url_for("dossier.dossier", employee=employee), 303)


def _person(employee: int) -> Person:
    """Give the employee whom the person may correct: anybody but himself."""
    if not kept(corrections.REGISTER) or employee == reach().own:
        raise NotYours(frozenset(_KEEPERS))
    return found(employee)


def _keeper() -> tuple[Any, int, Any]:
    return database.for_writing(), people.signed_in().account, now()


def _given(person: Person, typed: dict[str, str]) -> tuple[dict[str, str], Faults]:
    """Give the form as the register takes it, or what is wrong with what only this page asks."""
    happened, code = typed["happened"], typed["code"]
    errors: Faults = {}
    if happened not in {choice.value for choice in _HAPPENED}:
        errors["happened"] = REQUIRED
    post = database.connection().scalar(select(posts.c.id).where(posts.c.code == code, posts.c.until.is_(None)))
    if code and post is None:
        errors["code"] = _NO_POST
    if happened == _POST and not code:
        errors["code"] = REQUIRED
    standing = "" if happened == _POST else happened
    told = {name: typed[name] for name in ("since", "decree", "reason")}
    return {"employee": str(person.id), "post": str(post or ""), "standing": standing, **told}, errors


def _form(person: Person, errors: Faults, status: int = 200) -> Answer:
    text = render_template(
        "register_form.html",
        here="employees",
        title=_("Apa yang berubah pada %(name)s di luar prosedur?", name=person.name),
        lead=_(
            "Dicatat sebagai kejadian berantai dengan nomor keputusannya, dan dihitung pada daftar di luar prosedur."
        ),
        trail=_trail(person),
        crumb=_("Di luar prosedur"),
        panel=_("Keputusan di luar prosedur"),
        facts=[
            (_("Sekarang"), {"main": person.post or _("tanpa jabatan"), "small": person.unit or ""}),
            (_("Kedudukan hukum"), capital(code_words(person.standing))),
        ],
        fields=registers.by_name(_FIELDS),
        values=request.form,
        note=_("Yang datang dari instansi lain tidak dicatat di sini, tetapi ditambahkan sebagai pegawai baru."),
        errors=errors,
        button=_("Periksa dulu"),
        cancel=url_for("dossier.dossier", employee=person.id),
        law=current().registers[corrections.REGISTER].basis,
    )
    return text, status


def _check(person: Person, typed: dict[str, str], foreseen: Correction) -> str:
    """Show before and after, and ask once more: what was recorded is only corrected by a further decree."""
    happened = next(choice for choice in _HAPPENED if choice.value == typed["happened"])
    rows: list[tuple[str, Any]] = [(_("Yang terjadi"), say(happened.label))]
    if foreseen.moved:
        rows.append((_("Jabatan"), _before_after(_place(person.post_id), _place(foreseen.post))))
    if foreseen.standing != person.standing:
        before, after = code_words(person.standing), code_words(foreseen.standing)
        rows.append((_("Kedudukan hukum"), _before_after(before, after)))
    rows += [
        (_("Sejak"), dates.long_date(foreseen.values["since"])),
        (_("Nomor keputusan"), typed["decree"]),
        (_("Alasan perbaikan"), typed["reason"]),
    ]
    return render_template(
        "dossiers/correction_check.html",
        title=_("Catat perubahan %(name)s?", name=person.name),
        trail=_trail(person),
        rows=rows,
        leaves=foreseen.left,
        hidden=typed,
        cancel=url_for("dossier.dossier", employee=person.id),
        law=current().registers[corrections.REGISTER].basis,
    )


def _before_after(before: str, after: str) -> str:
    return _("%(before)s menjadi %(after)s", before=before, after=after)


def _place(post: int | None) -> str:
    if post is None:
        return _("tanpa jabatan")
    query = select(posts.c.name, units.c.name.label("unit")).join(units, units.c.id == posts.c.unit_id)
    row = database.connection().execute(query.where(posts.c.id == post)).one()
    return f"{row.name}, {row.unit}"


def _trail(person: Person) -> list[tuple[str, str]]:
    return [
        (pgettext("menu", "Pegawai"), url_for("employees.employees")),
        (person.name, url_for("dossier.dossier", employee=person.id)),
    ]
