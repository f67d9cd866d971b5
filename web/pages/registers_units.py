"""The register of units: the city as a tree, and one unit with those below it, its posts and its last changes."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from web import database, register_access, row_forms
from web.doors import SIGNED_IN, open_to
from web.register_links import edit_of_city, trail
from web.register_words import last_changes
from web.sheets import EXPORT, picked, sheet
from web.wording.codes import code_words
from web.wording.kinds import column_words
from workflow.organisation.editing import find
from workflow.organisation.lists import posts as directory
from workflow.organisation.lists import structure

pages = Blueprint("registers_units", __name__)

_LONGEST = 100  # characters of a search

_SHEET = sheet(
    "units-listed",
    code="Kode unit",
    name="Unit",
    depth="Tingkat",
    outlying="Wilayah luar",
    posts="Jabatan",
    holders="Pemangku",
    until="Berakhir",
)


@pages.get("/registers/units")
@open_to(SIGNED_IN)
def listed() -> str:
    """Show the tree of units, or those whose names have all words of a search."""
    register_access.needed("organisation")
    text, past = _asked()
    found = structure.tree(database.connection(), text, past=past)
    return render_template(
        "registers/units.html",
        title=ngettext("Data induk: %(num)s unit", "Data induk: %(num)s unit", len(found)),
        rows=found,
        text=text,
        past=past,
        given=({"q": text} if text else {}) | ({"past": "yes"} if past else {}),
        ended=structure.ended(database.connection()),
        trail=trail("")[:1],
        keeps=register_access.keeps_kind("units"),
        changes=last_changes("units"),
    )


@pages.get(f"/registers/units/{EXPORT}")
@open_to(SIGNED_IN)
def export(form: str) -> Response:
    """Send the units of the tree as a file, in its order."""
    register_access.needed("organisation")
    text, past = _asked()
    found = structure.tree(database.connection(), text, past=past)
    return _SHEET.sent(form, [picked(row, *(column.name for column in _SHEET.columns)) for row in found])


def _asked() -> tuple[str, bool]:
    """Read the words of a search, and whether ended units are asked for."""
    return " ".join(request.args.get("q", "").split())[:_LONGEST], request.args.get("past") == "yes"


@pages.get("/registers/units/<code>")
@open_to(SIGNED_IN)
def show(code: str) -> str:
    """Show one unit."""
    register_access.needed("organisation")
    connection = database.connection()
    unit, row = structure.unit(connection, code), find(connection, "units", (code,))
    if unit is None or row is None:
        abort(404)
    keeps = register_access.keeps_kind("units")
    posts = directory.of_unit(connection, unit.id)
    return render_template(
        "registers/unit.html",
        title=unit.name,
        lead=_lead(unit, posts),
        unit=unit,
        facts=[
            (column_words(column), row_forms.in_words(column, row.cells[column.name]))
            for column in row.kind.columns
            if column.name not in ("name", "parent")
        ],
        above=url_for("registers_units.show", code=unit.parent) if unit.parent else "",
        below=structure.below(connection, unit.id),
        posts=[_post(post) for post in posts],
        trail=trail("units"),
        edit=edit_of_city("units", row.cells) if keeps and unit.until is None else "",
        end=edit_of_city("units", row.cells, "end_row") if keeps and unit.until is None else "",
        new_post=url_for("registers_rows.new", kind="posts", unit=code) if keeps and unit.until is None else "",
        new_unit=url_for("registers_rows.new", kind="units", parent=code) if keeps and unit.until is None else "",
        changes=last_changes("units", about={"unit": unit.id}),
    )


def _lead(unit: Any, posts: list[Any]) -> str:
    holders = sum(post.holders for post in posts)
    counts = ngettext("%(num)s jabatan", "%(num)s jabatan", len(posts))
    return _("%(kind)s · %(posts)s · %(holders)s pemangku", kind=unit.kind, posts=counts, holders=holders)


def _post(post: Any) -> dict[str, Any]:
    return {
        "name": post.name,
        "href": url_for("registers_posts.show", code=post.code),
        "small": _("memimpin unit ini") if post.head else code_words(post.category),
        "job_class": post.job_class,
        "holders": post.holders,
        "need": _("menurut beban kerja") if post.need is None else post.need,
    }
