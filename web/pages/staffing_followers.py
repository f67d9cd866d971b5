"""Who is ready to follow on a post that retirement will empty: how many, and, for who reads candidates, who."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from web import database, people, staffing
from web.doors import open_to
from web.look import dates, figures
from web.panels.candidates import training_words
from web.sheets import EXPORT, decimals, picked, sheet
from workflow import security
from workflow.matching.candidates import Candidate
from workflow.matching.successors import Successors, first_of, successors
from workflow.organisation.calendar import city_day, now
from workflow.staffing import forecast as forecasts
from workflow.staffing.forecast import Forecast

pages = Blueprint("staffing_followers", __name__)

_MOST = 20

_SHEET = sheet(
    "successors",
    name="Pegawai",
    post_name="Jabatan",
    unit_name="Unit",
    ready="Memenuhi seluruh standar",
    training_hours="Latihan (JP)",
    jpm="JPM",
    fit="Kesesuaian",
    refused="Menolak",
    gates="Perlu pengecualian",
    post_since="Jabatan sejak",
)


@pages.get("/staffing/forecast/posts/<int:number>")
@open_to(*staffing.READERS, also=staffing.reads)
def followers(number: int) -> str:
    """Show who is ready to follow on a post; one that does not become empty within the longest horizon gets 404."""
    post, on = _emptied(number)
    found = successors(database.connection(), current(), number, city_day(now()), on)
    named = staffing.may("candidates", post.unit_path)
    rows: list[list[Any]] = []
    if named and (found.ready or found.near):
        rows = [_row(each, found) for each in _first(number, found, _MOST)]
    return render_template(
        "staffing/followers.html", title=_title(post, found), post=post, on=on, found=found, named=named, rows=rows
    )


@pages.get(f"/staffing/forecast/posts/<int:number>/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def export(number: int, form: str) -> Response:
    """Send everybody who is ready, or near it, as a file; who does not read candidates gets 404."""
    post, on = _emptied(number)
    if not staffing.may("candidates", post.unit_path):
        abort(404)
    found = successors(database.connection(), current(), number, city_day(now()), on)
    rows = [_told(each, found) for each in _first(number, found)]
    return _SHEET.sent(form, rows, post=number)


def _first(number: int, found: Successors, most: int | None = None) -> Sequence[Candidate]:
    """Give the first who are ready, or near it, or all. That they were looked at is noted."""
    security.note_look(database.for_writing(), {"followers_of": number}, people.signed_in().account, now())
    return first_of(database.connection(), current(), number, found, now(), city_day(now()), most)


def _told(each: Candidate, found: Successors) -> dict[str, Any]:
    return picked(each.row, "name", "post_name", "unit_name", "post_since") | {
        "ready": each.row.id in found.ready,
        "training_hours": each.training_hours,
        "jpm": decimals(each.match.jpm) if each.match else None,
        "fit": decimals(each.fit.value),
        "refused": tuple(each.refused(current().rules)),
        "gates": tuple(each.gates),
    }


def _emptied(number: int) -> tuple[Forecast, date]:
    """Give a post and the day on which it becomes empty. Ends in 404 for one that does not, or is not read."""
    post = _post(number)
    on = post.empty_on if post is not None else None
    if post is None or on is None:
        abort(404)
    return post, on


def _post(number: int) -> Forecast | None:
    """Find a post of the forecast over the longest horizon, among the units that the person reads."""
    today = city_day(now())
    longest = int(current().rules["R-ABK-03"].on(today)["longest"])
    found = forecasts.forecast(database.connection(), current(), today, longest, staffing.reach())
    return next((each for each in found if each.post == number), None)


def _title(post: Forecast, found: Successors) -> str:
    if not found.standard:
        return _("%(post)s: standar kompetensi belum ada", post=post.name)
    if not found.ready:
        return _("%(post)s: belum ada yang siap mengganti", post=post.name)
    count = len(found.ready)
    return ngettext(
        "%(post)s: %(num)s orang siap mengganti", "%(post)s: %(num)s orang siap mengganti", count, post=post.name
    )


def _row(each: Candidate, found: Successors) -> list[Any]:
    refused, gates = each.refused(current().rules), each.gates
    asked: Any = _("tidak ada")
    if refused:
        asked = _("ditolak: %(rules)s", rules=", ".join(refused))
    elif gates:
        count = ngettext("%(num)s pengecualian", "%(num)s pengecualian", len(gates))
        asked = {"main": count, "small": ", ".join(gates)}
    return [
        {
            "main": each.row.name,
            "href": url_for("candidates_reverse.person", number=each.row.id),
            "small": ", ".join(part for part in (each.row.post_name, each.row.unit_name) if part),
        },
        _("siap") if each.row.id in found.ready else training_words(each),
        figures.percent(each.match.jpm) if each.match else "",
        asked,
        dates.short_date(each.row.post_since) if each.row.post_since else _("tidak dicatat"),
    ]
