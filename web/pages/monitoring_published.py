"""Figures for everybody who is signed in: fixed tables of whole years, in which small numbers are hidden (R-MON-01)."""

from fractions import Fraction
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from policies import monitoring as law_of
from policies.loading import current
from policies.statistics.shares import outermost
from policies.statistics.small import Shown
from web import monitoring
from web.doors import SIGNED_IN, open_to
from web.look import figures as written
from web.sheets import EXPORT, sheet
from workflow.monitoring.published import Year, told, told_years
from workflow.organisation.calendar import city_day, now

pages = Blueprint("monitoring_published", __name__)

_TABLES = sheet("published", group="Pengelompokan", cell="Kelompok", of="Mutasi", share="Baik atau lebih")


@pages.get("/monitoring/published")
@open_to(SIGNED_IN)
def show() -> str:
    """Show the newest year that is told, or the one that is asked for."""
    years, year = _years()
    small = law_of.smallness(current(), city_day(now()))
    title = _("Angka mutasi tahun %(year)s", year=year.year) if year else _("Angka mutasi bagi umum")
    return render_template(
        "monitoring/published.html",
        title=title,
        years=[
            {
                "label": str(each),
                "href": url_for("monitoring_published.show", year=each),
                "count": None,
                "here": year is not None and each == year.year,
            }
            for each in years
        ],
        told=_told(year) if year else None,
        least=small.least,
        months=small.months,
    )


@pages.get(f"/monitoring/published/<int:year>/{EXPORT}")
@open_to(SIGNED_IN)
def file(year: int, form: str) -> Response:
    """Send the tables of a year as a file. A year that is not told does not exist."""
    figures = monitoring.all_figures()
    if year not in told_years(figures, city_day(now())):
        abort(404)
    groups = _told(told(figures, year))["groups"]
    rows = [
        {"group": group["name"], "cell": row["name"], "of": row["of"], "share": row["share"] or None}
        for group in groups
        for row in group["rows"]
    ]
    return _TABLES.sent(form, rows, year=year)


def _years() -> tuple[list[int], Year | None]:
    figures = monitoring.all_figures()
    years = told_years(figures, city_day(now()))
    asked = request.args.get("year", "")
    chosen = next((year for year in years if str(year) == asked), years[0] if years else None)
    if asked and str(chosen) != asked:
        abort(404)
    return years, told(figures, chosen) if chosen is not None else None


def _told(year: Year) -> dict[str, Any]:
    groups = [
        {
            "name": monitoring.group_name(name),
            "rows": [_row(name, cell, shown) for cell, shown in table.items()],
        }
        for name, table in year.tables.items()
    ]
    return {"year": year.year, "transfers": year.transfers, "groups": groups}


def _row(group: str, cell: str, shown: Shown) -> dict[str, Any]:
    words = "" if shown.share is None or shown.trials is None else _share(shown.share, shown.trials)
    name = monitoring.cell_name(group, cell)
    return {"name": name, "of": shown.trials, "share": words, "width": shown.share or Fraction(0)}


def _share(share: Fraction, trials: int) -> str:
    """Write a rounded share; the outermost ones say that it may be all, or nobody."""
    step = law_of.smallness(current(), city_day(now())).step
    if share in (0, 1):
        return _("hampir semua") if share else _("hampir tidak ada")
    words = written.percent(share)
    return {
        "most": _("%(share)s atau lebih", share=words),
        "least": _("%(share)s atau kurang", share=words),
        "": words,
    }[outermost(share, trials, step)]
