"""The register of posts: searched page by page, and one post with what it requires, its work and who holds it."""

from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from web import database, people, register_access, row_forms, staffing
from web.doors import SIGNED_IN, open_to
from web.look import figures, say
from web.register_links import edit_of_city, trail
from web.register_words import last_changes
from web.sheets import EXPORT, picked, sheet
from web.wording.codes import code_words
from web.wording.kinds import column_words
from workflow.organisation.calendar import city_day, now
from workflow.organisation.editing import Shown, find
from workflow.organisation.files.kinds import CATEGORIES
from workflow.organisation.lists import posts as directory
from workflow.organisation.lists import structure
from workflow.organisation.lists.posts import CROWDED, EMPTY, FILLINGS, PAST, UNDESCRIBED, Asked

pages = Blueprint("registers_posts", __name__)

_LONGEST = 100  # characters of a search

_SHEET = sheet(
    "posts-listed",
    code="Kode jabatan",
    name="Jabatan",
    unit="Unit",
    outlying="Wilayah luar",
    category="Kategori",
    job_class="Kelas",
    holders="Pemangku",
    need="Formasi",
    until="Dihapus",
)


@pages.get("/registers/posts")
@open_to(SIGNED_IN)
def listed() -> str:
    """Show a page of posts, narrowed by words, unit, category, and how they are filled."""
    register_access.needed("organisation")
    asked = _asked()
    found = directory.listed(database.connection(), asked, request.args.get("after", type=int))
    shown = found[: directory.PAGE]
    return render_template(
        "registers/posts.html",
        title=_title(asked),
        rows=[_row(row) for row in shown],
        fields=_fields(asked),
        given=_given(asked),
        clear=url_for("registers_posts.listed") if asked != Asked() else "",
        first=url_for("registers_posts.listed", **_given(asked)) if "after" in request.args else "",
        older=url_for("registers_posts.listed", **_given(asked), after=shown[-1].id)
        if len(found) > directory.PAGE
        else "",
        trail=trail("")[:1],
        keeps=register_access.keeps_kind("posts"),
        changes=last_changes("posts"),
    )


@pages.get(f"/registers/posts/{EXPORT}")
@open_to(SIGNED_IN)
def export(form: str) -> Response:
    """Send the posts of the list as a file."""
    register_access.needed("organisation")
    found = directory.listed(database.connection(), _asked(), whole=True)
    return _SHEET.sent(form, [picked(row, *(column.name for column in _SHEET.columns)) for row in found])


def _asked() -> Asked:
    given = request.args
    return Asked(
        " ".join(given.get("words", "").split())[:_LONGEST],
        given.get("unit", "")[:_LONGEST],
        given.get("category", "") if given.get("category") in CATEGORIES else "",
        given.get("filling", "") if given.get("filling") in FILLINGS else "",
    )


def _given(asked: Asked) -> dict[str, str]:
    return {name: value for name, value in asdict(asked).items() if value}


def _title(asked: Asked) -> str:
    """Say how many posts there are of what is looked for, and how many of them nobody holds."""
    count = directory.counted(database.connection(), asked)
    words = ngettext("Data induk: %(num)s jabatan", "Data induk: %(num)s jabatan", count)
    if asked.filling:
        return words
    empty = directory.counted(database.connection(), replace(asked, filling=EMPTY))
    return _("%(words)s, %(empty)s tanpa pemangku", words=words, empty=figures.number(empty))


def _fields(asked: Asked) -> list[dict[str, Any]]:
    units = [(unit.code, unit.name) for unit in structure.choices(database.connection())]
    categories = [(each, code_words(each)) for each in CATEGORIES]
    fillings = [
        (EMPTY, _("tanpa pemangku")),
        (CROWDED, _("pemangku melebihi formasi")),
        (UNDESCRIBED, _("tanpa standar atau beban kerja")),
        (PAST, _("sudah dihapus")),
    ]
    return [
        {"name": "words", "label": _("Nama atau kode jabatan"), "kind": "text", "value": asked.words},
        _select("unit", _("Unit"), _("Semua unit"), units, asked.unit),
        _select("category", _("Kategori"), _("Semua kategori"), categories, asked.category),
        _select("filling", _("Keadaan"), _("Semua yang masih ada"), fillings, asked.filling),
    ]


def _select(name: str, label: str, every: str, choices: list[tuple[str, str]], value: str) -> dict[str, Any]:
    options = [{"value": each, "label": words} for each, words in [("", every), *choices]]
    return {"name": name, "label": label, "kind": "select", "choices": options, "value": value}


def _row(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "code": row.code,
        "href": url_for("registers_posts.show", code=row.code),
        "unit": row.unit,
        "outlying": row.outlying,
        "category": code_words(row.category),
        "job_class": row.job_class,
        "holders": row.holders,
        "need": _("menurut beban kerja") if row.need is None else row.need,
        "crowded": row.need is not None and row.holders > row.need,
    }


# -- one post -------------------------------------------------------------------------------------------------------


@pages.get("/registers/posts/<code>")
@open_to(SIGNED_IN)
def show(code: str) -> str:
    """Show one post."""
    register_access.needed("organisation")
    connection = database.connection()
    post, row = directory.post(connection, code), find(connection, "posts", (code,))
    if post is None or row is None:
        abort(404)
    keeps = register_access.keeps_kind("posts") and post.until is None
    named = staffing.names_people(post.path)
    holders = directory.holders(connection, post.id)
    return render_template(
        "registers/post.html",
        title=post.name,
        lead=_("%(unit)s · %(category)s", unit=post.unit, category=code_words(post.category)),
        post=post,
        facts=_facts(row),
        standards=[_standard(each, code, keeps=keeps) for each in directory.required(connection, post.id)],
        **_work(post, keeps=keeps),
        holders=holders if named else [],
        unnamed=0 if named else len(holders),
        need=url_for("need_story.show", number=post.need_id) if post.need_id and _reads_need(post) else "",
        cases=directory.cases(connection, post.id),
        trail=trail("posts"),
        keeps=keeps,
        edit=edit_of_city("posts", row.cells) if keeps else "",
        end=edit_of_city("posts", row.cells, "end_row") if keeps else "",
        changes=last_changes("posts", about={"post": post.id}),
    )


def _reads_need(post: Any) -> bool:
    return staffing.reads(people.signed_in()) and staffing.reach().covers(post.path)


def _facts(row: Shown) -> list[tuple[str, str]]:
    """Give what stands in the row beyond what the head of the page says."""
    apart = ("name", "unit", "reports_to", "category")
    return [
        (column_words(column), row_forms.in_words(column, row.cells[column.name]))
        for column in row.kind.columns
        if column.name not in apart
    ]


def _standard(row: Any, code: str, *, keeps: bool) -> dict[str, Any]:
    known = current().competence(row.competence)
    key = {"post": code, "competence": row.competence}
    return {
        "name": say(known.label) if known else row.competence,
        "code": row.competence,
        "level": row.level,
        "edit": edit_of_city("standards", key) if keeps else "",
        "remove": edit_of_city("standards", key, "remove") if keeps else "",
    }


def _work(post: Any, *, keeps: bool) -> dict[str, Any]:
    """Give the tasks of a post and their sum, with the people that it comes to."""
    today = city_day(now())
    rows = directory.tasks(database.connection(), post.id)
    year = current().rules["R-ABK-01"].on(today)["minutes"]
    minutes = directory.load(rows, today)
    return {
        "tasks": [_task(row, post.code, year, past=bool(row.until and row.until < today), keeps=keeps) for row in rows],
        "sum": {
            "minutes": figures.number(minutes),
            "people": figures.fixed(minutes / year),
            "year": figures.number(year),
        },
    }


def _task(row: Any, code: str, year: Any, *, past: bool, keeps: bool) -> dict[str, Any]:
    minutes = row.volume * row.minutes
    key = {"post": code, "task": row.task}
    return {
        "task": row.task,
        "volume": figures.number(row.volume, 3),
        "each": figures.number(row.minutes, 3),
        "minutes": figures.number(minutes),
        "people": figures.fixed(Decimal(minutes) / year),
        "until": row.until,
        "past": past,
        "reason": row.reason or "",
        "year": row.year,
        "edit": edit_of_city("workload", key) if keeps else "",
        "remove": edit_of_city("workload", key, "remove") if keeps else "",
    }
