"""Candidates the other way round: the needs that one person would fit, and whom a unit could spare."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from policies.loading import current
from web import database, people, staffing
from web.doors import SIGNED_IN, open_to
from web.look import dates, figures
from web.panels.candidates import Reader, fit_words, floor_of, reasons, tags, training_words
from web.sheets import EXPORT, decimals, picked, sheet
from workflow import security
from workflow.matching.reverse import Fitting, Spare, needs_for, spare
from workflow.organisation.calendar import city_day, now
from workflow.staffing import needs, readers
from workflow.tables import employees, posts, units

pages = Blueprint("candidates_reverse", __name__)

_MOST = 30  # needs shown of those that somebody would fit

_FITTING = sheet(
    "fitting-needs",
    need="Nomor kebutuhan",
    post="Kode jabatan",
    post_name="Jabatan",
    unit_name="Unit",
    outlying="Wilayah luar",
    fit="Kesesuaian",
    jpm="JPM",
    training_hours="Latihan (JP)",
    open_from="Dapat diisi mulai",
    priority="Prioritas",
    gates="Perlu pengecualian",
    warnings="Peringatan",
)
_SPARE = sheet(
    "spare",
    name="Pegawai",
    post_name="Jabatan",
    since="Sejak",
    holders="Pemangku",
    need="Kebutuhan",
    unit_need="Kebutuhan unit",
    unit_before="Terisi sebelum",
    unit_after="Terisi sesudah",
)


@pages.get("/people/<int:number>/needs")
@open_to(SIGNED_IN)
def person(number: int) -> str:
    """Show the open needs that somebody would fit; who does not read every candidate of his unit gets 404."""
    somebody, found = _somebody(number)
    return render_template(
        "candidates/person.html",
        title=_title(somebody.name, len(found)),
        number=number,
        lead=", ".join(part for part in (somebody.post_name, somebody.unit_name) if part),
        rows=[_fitting(each) for each in found[:_MOST]],
        remark=_("%(most)s yang paling sesuai", most=_MOST) if len(found) > _MOST else "",
    )


@pages.get(f"/people/<int:number>/needs/{EXPORT}")
@open_to(SIGNED_IN)
def person_file(number: int, form: str) -> Response:
    """Send the open needs that somebody would fit as a file."""
    _who, found = _somebody(number)
    return _FITTING.sent(form, [_fitting_told(each) for each in found], person=number)


def _somebody(number: int) -> tuple[Any, list[Fitting]]:
    """Give somebody and the needs that he would fit, and note the look; who may not read them gets 404."""
    somebody = _person(number)
    run = staffing.newest_run()
    if somebody is None or run is None or not staffing.may("candidates", somebody.path or ""):
        abort(404)
    security.note_look(database.for_writing(), {"needs_of": number}, people.signed_in().account, now())
    connection, today = database.connection(), city_day(now())
    wanted = [need for need in needs.listed(connection, run) if need.gap > 0 and staffing.may("candidates", need.path)]
    return somebody, needs_for(connection, current(), wanted, number, today, now())


def _fitting_told(each: Fitting) -> dict[str, Any]:
    need, candidate = each.need, each.candidate
    return picked(need, "post", "post_name", "unit_name", "outlying") | {
        "need": need.id,
        "fit": decimals(candidate.fit.value),
        "jpm": decimals(candidate.match.jpm) if candidate.match else None,
        "training_hours": candidate.training_hours,
        "open_from": each.planned_on,
        "priority": need.priority / staffing.MILLION,
        "gates": tuple(candidate.gates),
        "warnings": tuple(candidate.warnings(current().rules)),
    }


@pages.get("/staffing/units/<code>/spare")
@open_to(*staffing.READERS, also=staffing.reads)
def unit(code: str) -> str:
    """Show whom a unit could spare; who does not see the names of its people gets 404."""
    place, found = _unit(code)
    return render_template(
        "candidates/spare.html",
        title=_spare_title(place.name, len(found)),
        code=code,
        place=place,
        floor=floor_of(city_day(now())),
        rows=[_spared(each) for each in found],
        may_look=staffing.may("candidates", place.path),
    )


@pages.get(f"/staffing/units/<code>/spare/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def unit_file(code: str, form: str) -> Response:
    """Send whom a unit could spare as a file."""
    place, found = _unit(code)
    return _SPARE.sent(form, [_spare_told(each) for each in found], unit=place.id)


def _unit(code: str) -> tuple[readers.Unit, list[Spare]]:
    """Give a unit and whom it could spare, and note the look; who does not see the names of its people gets 404."""
    place = readers.unit_at(database.connection(), code)
    if place is None or not staffing.reach().names(place.path):
        abort(404)
    security.note_look(database.for_writing(), {"spare_of": place.id}, people.signed_in().account, now())
    today = city_day(now())
    return place, spare(database.connection(), current(), place.id, today, today)


def _spare_told(each: Spare) -> dict[str, Any]:
    fill = {"unit_need": each.fill.need, "unit_before": each.fill.before, "unit_after": each.fill.after}
    return picked(each, "name", "post_name", "since", "holders", "need") | fill


def _person(number: int) -> Any | None:
    query = (
        select(employees.c.name, posts.c.name.label("post_name"), units.c.name.label("unit_name"), units.c.path)
        .outerjoin(posts, posts.c.id == employees.c.post_id)
        .outerjoin(units, units.c.id == posts.c.unit_id)
        .where(employees.c.id == number)
    )
    return database.connection().execute(query).first()


def _title(name: str, count: int) -> str:
    if not count:
        return _("Tidak ada kebutuhan yang dapat diisi %(name)s", name=name)
    return ngettext(
        "%(num)s kebutuhan dapat diisi %(name)s", "%(num)s kebutuhan dapat diisi %(name)s", count, name=name
    )


def _fitting(each: Fitting) -> dict[str, Any]:
    reader = Reader(city_day(now()), each.planned_on, True, frozenset())
    return {
        "post": each.need.post_name,
        "unit": each.need.unit_name,
        "outlying": each.need.outlying,
        "href": url_for("candidates.show", number=each.need.id, pick=each.candidate.row.id, _anchor="banding"),
        "fit": fit_words(each.candidate, reader),
        "jpm": figures.percent(each.candidate.match.jpm) if each.candidate.match else _("tanpa standar"),
        "training": training_words(each.candidate),
        "open_from": each.planned_on,
        "priority": staffing.priority(each.need.priority),
        "tags": tags(each.candidate),
        "reasons": reasons(each.candidate, reader),
    }


def _spare_title(name: str, count: int) -> str:
    if not count:
        return _("%(unit)s tidak dapat melepas siapa pun", unit=name)
    return ngettext("%(unit)s dapat melepas %(num)s orang", "%(unit)s dapat melepas %(num)s orang", count, unit=name)


def _spared(each: Spare) -> dict[str, Any]:
    before, after = figures.percent(each.fill.share_before), figures.percent(each.fill.share_after)
    return {
        "name": each.name,
        "href": url_for("candidates_reverse.person", number=each.employee),
        "post": each.post_name,
        "since": dates.short_date(each.since) if each.since else _("tidak dicatat"),
        "holders": _("%(holders)s dari %(need)s", holders=each.holders, need=each.need),
        "fill": f"{before} → {after}",
    }
