"""The registers of the city: which there are, how much each holds, who keeps it, and when it changed last."""

from typing import Any

from flask import Blueprint, current_app, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from policies.loading import current
from web import database, people, register_access
from web.doors import open_to, opens
from web.look import dates, figures, say
from web.register_words import last_changes
from web.wording.kinds import kind_words
from workflow.organisation.importing.keepers import REGISTERS
from workflow.organisation.lists.changes import latest
from workflow.tables import metadata

pages = Blueprint("registers", __name__)

_LISTS = {"units": "registers_units.listed", "posts": "registers_posts.listed", "courses": "registers_courses.listed"}
_WITHOUT_PAGES = ("workload", "standards")  # told on the page of the post that they are about


@pages.get("/registers")
@open_to(*register_access.READERS, also=register_access.reads_any)
def registers() -> str:
    """List the registers that the person reads."""
    shown = [name for name in _LISTS if register_access.reads(REGISTERS[name], people.signed_in())]
    return render_template(
        "registers/registers.html",
        title=_title(shown),
        rows=[_row(name) for name in shown],
        parts=[_part(name) for name in _WITHOUT_PAGES if "posts" in shown],
        employees=opens(current_app.view_functions["employees.employees"], people.signed_in()),
        changes=last_changes("posts") if "posts" in shown else last_changes("courses"),
    )


def _title(shown: list[str]) -> str:
    """Say how much of the city is written down."""
    if "units" not in shown:
        return ngettext("%(num)s pelatihan dalam katalog", "%(num)s pelatihan dalam katalog", _count("courses"))
    return _(
        "%(units)s unit dan %(posts)s jabatan tercatat",
        units=figures.number(_count("units")),
        posts=figures.number(_count("posts")),
    )


def _row(name: str) -> dict[str, Any]:
    return _part(name) | {"href": url_for(_LISTS[name])}


def _part(name: str) -> dict[str, Any]:
    register = current().registers[REGISTERS[name]]
    last = latest(database.connection(), name, 1)
    return {
        "name": name,
        "label": kind_words(name),
        "count": figures.number(_count(name)),
        "keepers": ", ".join(say(current().roles[role].label) for role in register.by),
        "changed": dates.short_date(last[0].at) if last else _("belum pernah"),
        "keeps": register_access.keeps_kind(name),
    }


def _count(name: str) -> int:
    """Count the rows of a kind that have not ended."""
    table = metadata.tables[name]
    query = select(func.count()).select_from(table)
    if name not in _WITHOUT_PAGES:
        query = query.where(table.c.until.is_(None))
    return database.connection().scalar(query) or 0
