"""One dossier, in the order of a personnel file; and one's own, under a name of its own."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people
from web.doors import SIGNED_IN, open_to
from web.dossiers import edit_href, kept, reach, reads_others
from web.look import dates, figures
from web.panels import dossier as panels
from web.panels.dossier_changes import changes
from web.panels.dossier_readers import nobody_else, readers, withheld
from web.readable import readable
from web.wording.codes import code_words, education_words
from workflow import security
from workflow.dossiers.contents import contents
from workflow.dossiers.courses import courses_of
from workflow.dossiers.people import Person, one
from workflow.lists import among
from workflow.organisation.calendar import city_day, now
from workflow.tables import transfers

pages = Blueprint("dossier", __name__)


@pages.get("/registers/employees/<int:employee>")
@open_to(SIGNED_IN)
def dossier(employee: int) -> str | Response:
    """Show somebody's dossier; not found for who reads none of it. A look at another person's is recorded."""
    if employee == reach().own and not reads_others(people.signed_in()):
        return redirect(url_for("dossier.own"), 303)
    person = found(employee)
    if employee != reach().own:
        about = {"dossier": employee}
        security.note_look(database.for_writing(), about, people.signed_in().account, now())
    return _page(person, mine=False)


@pages.get("/my-data")
@open_to(SIGNED_IN)
def own() -> str:
    """Show one's own dossier; not found for who is no employee of the city."""
    employee = reach().own
    if employee is None:
        abort(404)
    return _page(found(employee), mine=True)


def found(employee: int) -> Person:
    """Give an employee whose dossier the person reads; not found for anybody else."""
    person = one(database.connection(), current(), reach(), employee, city_day(now()))
    if person is None:
        abort(404)
    return person


def _page(person: Person, *, mine: bool) -> str:
    connection = database.connection()
    held = contents(connection, current().instrument, person)
    edits = kept("dossiers") and person.id != reach().own
    corrects = kept("employees") and person.id != reach().own
    return render_template(
        "dossiers/dossier.html",
        here="own-data" if mine else "employees",
        mine=mine,
        person=person,
        title=person.name,
        lead=_lead(person),
        trail=[] if mine else [(pgettext("menu", "Pegawai"), url_for("employees.employees"))],
        strip=_strip(person),
        edit=edit_href(person.id) if corrects else "",
        correction=url_for("correction.correction", employee=person.id) if corrects else "",
        case=_open_case(person),
        posts=panels.posts(person, held, edits=edits),
        education=_education(person),
        competences=panels.competences(person, held, edits=edits),
        performance=panels.performance(person, held, edits=edits),
        courses=panels.courses(courses_of(connection, person.id)) if "courses" in person.parts else None,
        absences=panels.absences(person, held, edits=edits),
        discipline=panels.discipline(person, held, edits=edits),
        relatives=panels.relatives(person, held, edits=edits),
        wishes=panels.wishes(person, held, edits=edits),
        readers=readers(_("Anda sendiri") if mine else person.name),
        nobody=nobody_else(),
        withheld=withheld(person),
        changes=changes(person),
    )


def _lead(person: Person) -> str:
    """Write "Perawat Ahli Pertama, RSUD · PNS aktif"."""
    place = ", ".join(part for part in (person.post, person.unit) if part) or _("tanpa jabatan")
    return f"{place} · {person.status} {code_words(person.standing)}"


def _strip(person: Person) -> list[tuple[str, str]]:
    rank = person.rank
    if person.rank_since:
        rank = _("%(rank)s sejak %(day)s", rank=rank, day=dates.short_date(person.rank_since))
    return [
        (_("NIP"), figures.nip(person.nip)),
        (_("Pangkat"), rank),
        (_("Jabatan sejak"), dates.long_date(person.post_since) if person.post_since else _("tanpa TMT")),
        (_("Pensiun (BUP)"), dates.long_date(person.retires_on)),
    ]


def _education(person: Person) -> list[tuple[str, str]] | None:
    if "education" not in person.parts:
        return None
    field = person.field or _("bidang tidak dicatat")
    return [(education_words(person.education), field)]


def _open_case(person: Person) -> dict[str, Any] | None:
    """Say which case binds the employee, if the reader may read that case."""
    query = select(transfers.c.id).where(transfers.c.employee_id == person.id, transfers.c.binds_employee)
    rows = among(readable(), list(database.connection().scalars(query)))
    return panels.open_case(rows[0].case_number, rows[0].receiving or "") if rows else None
