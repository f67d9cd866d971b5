"""The catalogue of courses: searched page by page, and one course with what it raises competences to."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from web import database, register_access
from web.doors import SIGNED_IN, open_to
from web.look import say
from web.register_links import edit_of_city, trail
from web.register_words import last_changes
from web.sheets import EXPORT, picked, sheet
from workflow.organisation.lists import courses as catalogue

pages = Blueprint("registers_courses", __name__)

_LONGEST = 100  # characters of a search

_SHEET = sheet(
    "courses-listed",
    code="Kode",
    name="Pelatihan",
    kind="Jenis",
    hours="Jam (JP)",
    unit="Penyelenggara",
    raises="Menaikkan sampai",
)


@pages.get("/registers/courses")
@open_to(SIGNED_IN)
def listed() -> str:
    """Show a page of the catalogue."""
    register_access.needed("courses")
    text, past = _asked()
    connection, after = database.connection(), request.args.get("after", type=int)
    found = catalogue.listed(connection, text, after, past=past)
    shown = found[: catalogue.PAGE]
    levels = catalogue.levels(connection, [row.id for row in shown])
    kept = {name: value for name, value in (("q", text), ("past", "yes" if past else "")) if value}
    return render_template(
        "registers/courses.html",
        title=_title(text, past=past, count=len(shown), more=len(found) > len(shown) or after is not None),
        rows=[_row(row, levels[row.id]) for row in shown],
        text=text,
        past=past,
        given=kept,
        first=url_for("registers_courses.listed", **kept) if after is not None else "",
        older=url_for("registers_courses.listed", **kept, after=shown[-1].id) if len(found) > len(shown) else "",
        trail=trail("")[:1],
        keeps=register_access.keeps_kind("courses"),
        changes=last_changes("courses"),
    )


def _title(text: str, *, past: bool, count: int, more: bool) -> str:
    if past:
        return _("Data induk: pelatihan yang sudah berakhir")
    if text or more:
        return _("Data induk: katalog pelatihan")
    return ngettext("Data induk: %(num)s pelatihan", "Data induk: %(num)s pelatihan", count)


def _row(row: Any, levels: list[Any]) -> dict[str, Any]:
    return {
        "name": row.name,
        "code": row.code,
        "href": url_for("registers_courses.show", code=row.code),
        "kind": row.kind,
        "hours": _("%(hours)s\u00a0JP", hours=row.hours),
        "unit": row.unit or _("penyelenggara belum tercatat"),
        "raises": ", ".join(_raised(levels)),
    }


def _raised(levels: list[Any]) -> list[str]:
    return [f"{level.competence} {level.level}" for level in levels]


@pages.get(f"/registers/courses/{EXPORT}")
@open_to(SIGNED_IN)
def export(form: str) -> Response:
    """Send the courses of the list as a file."""
    register_access.needed("courses")
    text, past = _asked()
    found = catalogue.listed(database.connection(), text, past=past, whole=True)
    levels = catalogue.levels(database.connection(), [row.id for row in found])
    return _SHEET.sent(form, [_told(row, levels[row.id]) for row in found])


def _told(row: Any, levels: list[Any]) -> dict[str, Any]:
    return picked(row, "code", "name", "kind", "hours", "unit") | {"raises": tuple(_raised(levels))}


def _asked() -> tuple[str, bool]:
    """Read the words of a search, and whether courses that have ended are asked for."""
    return " ".join(request.args.get("q", "").split())[:_LONGEST], request.args.get("past") == "yes"


@pages.get("/registers/courses/<code>")
@open_to(SIGNED_IN)
def show(code: str) -> str:
    """Show one course."""
    register_access.needed("courses")
    connection = database.connection()
    course = catalogue.course(connection, code)
    if course is None:
        abort(404)
    keeps = register_access.keeps_kind("courses") and course.until is None
    return render_template(
        "registers/course.html",
        title=course.name,
        course=course,
        levels=[_level(row) for row in catalogue.levels(connection, [course.id])[course.id]],
        trail=trail("courses"),
        edit=edit_of_city("courses", {"code": code}) if keeps else "",
        end=edit_of_city("courses", {"code": code}, "end_row") if keeps else "",
        changes=last_changes("courses", about={"course": course.id}),
    )


def _level(row: Any) -> dict[str, Any]:
    known = current().competence(row.competence)
    return {"name": say(known.label) if known else row.competence, "code": row.competence, "level": row.level}
