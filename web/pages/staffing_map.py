"""The map of the city: how full units are by families of posts, and one unit's posts with their figures."""

from collections.abc import Sequence
from decimal import Decimal
from json import loads
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.families import FAMILIES, Family
from web import database, staffing
from web.doors import open_to
from web.look import figures, say
from web.sheets import EXPORT, Sheet, picked, sheet
from web.wording.codes import code_words
from workflow.staffing import heat, readers
from workflow.staffing import postmap as posts_of
from workflow.staffing.heat import Fill, Place, Row

pages = Blueprint("staffing_map", __name__)

_BORDERS = ((60, 1), (80, 2), (95, 3))  # below so many per cent; the rest is 4, and above 105 it is 5

_POSTS = sheet(
    "post-map",
    code="Kode jabatan",
    name="Jabatan",
    category="Kategori",
    job_class="Kelas",
    critical="Fungsi kritis",
    holders="Pemangku (B)",
    effective="Efektif",
    need_exact="Kebutuhan sebelum dibulatkan",
    need="Kebutuhan (K)",
    need_temporary="Kebutuhan sementara",
    temporary_until="Sementara sampai",
    gap="Kurang",
    effectiveness="EJ",
    effectiveness_class="Kelas EJ",
)


@pages.get("/staffing")
@open_to(*staffing.READERS, also=staffing.reads)
def city() -> str:
    """Show the heat map of the units that the person reads: each with those below it, or the outlying ones alone."""
    run = staffing.chosen_run()
    if run is None:
        return render_template("needs/none.html", runs=staffing.reach().runs)
    places, own, far = _places(), _own(run), _far()
    return render_template(
        "staffing/city.html",
        title=_city_title(places, own),
        lead=staffing.run_words(run),
        tabs=_tabs(run, places, far=far),
        given=_asked(run) | ({"outlying": "yes"} if far else {}),
        **_map(run, _of_city(places, own, far=far), far=far),
    )


@pages.get(f"/staffing/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def city_file(form: str) -> Response:
    """Send the heat map as a file."""
    run = staffing.chosen_run()
    if run is None:
        abort(404)
    return _sent(form, run, _of_city(_places(), _own(run), far=_far()))


def _far() -> bool:
    """Say whether the outlying units are asked for, each alone."""
    return request.args.get("outlying") == "yes"


def _places() -> list[Place]:
    return heat.places(database.connection(), staffing.reach())


def _own(run: Any) -> dict[int, dict[str, Fill]]:
    return heat.filled(database.connection(), run.id, staffing.reach())


def _of_city(places: Sequence[Place], own: dict[int, dict[str, Fill]], *, far: bool) -> list[Row]:
    shown = [place for place in places if place.outlying] if far else heat.tops(places)
    return heat.alone(shown, own) if far else heat.rows(shown, places, own)


@pages.get("/staffing/units/<code>")
@open_to(*staffing.READERS, also=staffing.reads)
def unit(code: str) -> str:
    """Show one unit: its own posts with their figures, and the units right below it."""
    run, place = _unit(code)
    found = posts_of.posts_of(database.connection(), run.id, place.id)
    return render_template(
        "staffing/unit.html",
        title=_unit_title(place.name, found),
        place=place,
        code=code,
        lead=staffing.run_words(run),
        trail=_trail(run, place),
        posts=[_post(row) for row in found],
        sum=_sum(found),
        borders=_borders(run),
        may_declare=staffing.declares(),
        may_spare=staffing.reach().names(place.path),
        given={"code": code} | _asked(run),
        **_map(run, _below(run, place), far=False),
    )


@pages.get(f"/staffing/units/<code>/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def unit_file(code: str, form: str) -> Response:
    """Send the post map of a unit as a file."""
    run, place = _unit(code)
    found = posts_of.posts_of(database.connection(), run.id, place.id)
    return _POSTS.sent(form, [_told(row) for row in found], run=run.id, unit=place.id)


def _told(row: Any) -> dict[str, Any]:
    apart = {name: getattr(row, name) for name in ("need_exact", "effectiveness")}
    told = {name: None if value is None else value / staffing.HUNDRED for name, value in apart.items()}
    return told | picked(row, *(column.name for column in _POSTS.columns if column.name not in told))


@pages.get(f"/staffing/units/<code>/below/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def below_file(code: str, form: str) -> Response:
    """Send the heat map of the units right below a unit as a file."""
    run, place = _unit(code)
    return _sent(form, run, _below(run, place))


def _unit(code: str) -> tuple[Any, readers.Unit]:
    """Give the run and the unit that are asked for. Ends in 404 for a unit that the person does not read."""
    run = staffing.chosen_run()
    place = readers.unit_at(database.connection(), code)
    if run is None or place is None or not staffing.reach().covers(place.path):
        abort(404)
    return run, place


def _below(run: Any, place: readers.Unit) -> list[Row]:
    places = [each for each in _places() if each.path.startswith(place.path)]
    return heat.rows([each for each in places if each.parent == place.id], places, _own(run))


def _sent(form: str, run: Any, rows: Sequence[Row]) -> Response:
    """Send a heat map with how many people count and are needed, by family and altogether."""
    shown = [row for row in rows if row.families]
    families = _families(shown)
    return _heat_sheet(families).sent(form, [_heat(row, families) for row in shown], run=run.id)


def _heat_sheet(families: Sequence[Family]) -> Sheet:
    labels = {}
    for each in families:
        labels |= {
            f"{each.name}_effective": f"{each.label.id}: efektif",
            f"{each.name}_need": f"{each.label.id}: kebutuhan",
        }
    labels |= {"effective": "Seluruhnya: efektif", "need": "Seluruhnya: kebutuhan"}
    return sheet("heat-map", labels, code="Kode unit", name="Unit", outlying="Wilayah luar", far="Unit wilayah luar")


def _heat(row: Row, families: Sequence[Family]) -> dict[str, Any]:
    told = picked(row, "code", "name", "outlying", "far") | picked(row.total, "effective", "need")
    for each in families:
        fill = row.families.get(each.name)
        told |= {
            f"{each.name}_effective": fill.effective if fill else None,
            f"{each.name}_need": fill.need if fill else None,
        }
    return told


def _families(rows: Sequence[Row]) -> list[Family]:
    """Give the families that any of these units has."""
    return [each for each in FAMILIES if any(each.name in row.families for row in rows)]


def _map(run: Any, rows: Sequence[Row], *, far: bool) -> dict[str, Any]:
    """Give the heat map."""
    families = _families(rows)
    return {
        "families": [say(each.label) for each in families],
        "rows": [_row(run, row, [each.name for each in families], far=far) for row in rows if row.families],
    }


def _row(run: Any, row: Row, families: Sequence[str], *, far: bool) -> dict[str, Any]:
    return {
        "name": row.name,
        "href": _href(run, row.code),
        "far": row.outlying,
        "far_below": 0 if far or row.outlying else row.far,
        "cells": [_cell(row.families.get(name)) for name in families],
        "total": {
            "percent": _percent(row.total),
            "difference": figures.signed(row.total.effective - row.total.need),
        },
    }


def _href(run: Any, code: str) -> str:
    return url_for("staffing_map.unit", code=code, **_asked(run))


def _asked(run: Any) -> dict[str, Any]:
    """Give the part of an address that asks for a run; the newest one is asked for by nothing."""
    newest = staffing.newest_run()
    return {} if newest is not None and newest.id == run.id else {"run": run.id}


def _cell(fill: Fill | None) -> dict[str, Any] | None:
    if fill is None:
        return None
    return {"figures": f"{fill.effective}/{fill.need}", "percent": _percent(fill), "tone": _tone(fill)}


def _percent(fill: Fill) -> str:
    """Write how full; where nobody is needed there is no share to write."""
    return figures.percent(Decimal(fill.effective) / fill.need) if fill.need else _("tanpa kebutuhan")


def _tone(fill: Fill) -> int:
    """Choose the colour of a cell; where nobody is needed, nobody is missing."""
    if not fill.need:
        return 5 if fill.effective else 4
    percent = Decimal(100 * fill.effective) / fill.need
    return next((tone for border, tone in _BORDERS if percent < border), 5 if percent > 105 else 4)


def _tabs(run: Any, places: Sequence[Place], *, far: bool) -> list[dict[str, Any]]:
    outlying = sum(place.outlying for place in places)
    whole = url_for("staffing_map.city", **_asked(run))
    alone = url_for("staffing_map.city", outlying="yes", **_asked(run))
    return [
        {"label": _("Perangkat daerah"), "href": whole, "count": len(heat.tops(places)), "here": not far},
        {"label": _("Unit wilayah luar"), "href": alone, "count": outlying, "here": far},
    ]


def _city_title(places: Sequence[Place], own: dict[int, dict[str, Fill]]) -> str:
    """Say the result: how full the units are, and how the outlying ones among them are."""
    everything, far = Fill(), Fill()
    for place in places:
        for fill in own.get(place.id, {}).values():
            everything.add(fill)
            if place.outlying:
                far.add(fill)
    words = _("Terisi %(percent)s", percent=_percent(everything))
    if far.need and far.need != everything.need:
        words += ", " + _("di wilayah luar %(percent)s", percent=_percent(far))
    return words


def _unit_title(name: str, found: Sequence[Any]) -> str:
    short = sum(max(row.gap, 0) for row in found)
    words = ngettext("%(num)s orang kurang", "%(num)s orang kurang", short) if short else _("tidak ada yang kurang")
    return _("%(unit)s: %(words)s", unit=name, words=words)


def _trail(run: Any, place: readers.Unit) -> list[tuple[str, str]]:
    above = [
        (each.name, _href(run, each.code))
        for each in heat.places(database.connection(), staffing.reach())
        if place.path.startswith(each.path) and each.id != place.id and each.parent is not None
    ]
    return [(_("Peta jabatan"), url_for("staffing_map.city")), *above]


def _post(row: Any) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "category": code_words(row.category),
        "grade": row.job_class,
        "holders": row.holders,
        "effective": row.effective,
        "need": row.need,
        "exact": staffing.hundredths(row.need_exact),
        "temporary": row.need_temporary,
        "until": row.temporary_until,
        "difference": figures.signed(row.effective - row.need),
        "short": row.gap > 0,
        "effectiveness": None if row.effectiveness is None else staffing.hundredths(row.effectiveness),
        "class": row.effectiveness_class,
        "href": url_for("need_story.show", number=row.need_id) if row.need_id else "",
        "critical": row.critical,
    }


def _borders(run: Any) -> str:
    """Write where the classes of effectiveness begin, by the law that the run used: "A dari 1,00, B dari 0,90 …"."""
    borders = loads(run.parameters)["R-ABK-02"]
    return ", ".join(
        _("%(name)s dari %(value)s", name=name, value=staffing.hundredths(borders[name])) for name in "ABCD"
    )


def _sum(found: Sequence[Any]) -> dict[str, Any]:
    """Add up the columns of the post map."""
    need, effective = sum(row.need for row in found), sum(row.effective for row in found)
    return {
        "holders": sum(row.holders for row in found),
        "effective": effective,
        "need": need,
        "difference": figures.signed(effective - need),
    }
