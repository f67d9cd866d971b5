"""The forecast of retirements: how many go when, from which units, and which posts become empty."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.dates import add_days, add_months
from policies.loading import current
from web import database, staffing
from web.doors import open_to
from web.look import dates
from web.sheets import EXPORT, Sheet, picked, sheet
from workflow.organisation.calendar import city_day, now
from workflow.staffing import forecast as forecasts
from workflow.staffing import heat
from workflow.staffing.forecast import Forecast
from workflow.staffing.heat import Place

pages = Blueprint("staffing_forecast", __name__)

_OFFERED = (6, 12, 24, 36, 60)  # months; the address takes any number up to the longest horizon
_MOST = 60  # posts that become empty

_PERIODS = sheet("forecast-periods", since="Dari", until="Sebelum", people="Orang")
_POSTS = sheet(
    "forecast-posts",
    name="Jabatan",
    unit_code="Kode unit",
    unit_name="Unit",
    outlying="Wilayah luar",
    critical="Fungsi kritis",
    holders="Pemangku kini",
    empty_on="Kosong mulai",
)


class _Asked(NamedTuple):
    """What is looked at: so many months from today on, the units to choose from and the chosen one, and its posts."""

    today: date
    months: int
    tops: Sequence[Place]
    chosen: Place | None
    found: Sequence[Forecast]

    @property
    def empty(self) -> list[Forecast]:
        """The posts that become empty, the earliest first."""
        return sorted((each for each in self.found if each.empty_on), key=lambda each: (each.empty_on, each.unit_path))

    @property
    def address(self) -> dict[str, Any]:
        """The parts of an address that ask for it again."""
        return {"months": self.months} | ({"unit": self.chosen.code} if self.chosen else {})


@pages.get("/staffing/forecast")
@open_to(*staffing.READERS, also=staffing.reads)
def forecast() -> str:
    """Show who retires within some months, by period and by unit, and the posts that become empty."""
    asked = _asked()
    today, months, chosen, found = asked.today, asked.months, asked.chosen, asked.found
    empty = asked.empty
    return render_template(
        "staffing/forecast.html",
        title=_title(found, empty, months),
        today=today,
        months=months,
        fields=_fields(asked.tops, chosen, months),
        narrowed=chosen.name if chosen else "",
        given=asked.address,
        periods=_periods(found, today, months),
        steps=_steps(months),
        units=_units(asked),
        posts=[_post(each) for each in empty[:_MOST]],
        more=max(len(empty) - _MOST, 0),
        late=sum(each.retired_by(today) for each in found),
    )


@pages.get(f"/staffing/forecast/periods/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def periods(form: str) -> Response:
    """Send how many retire in each period as a file."""
    asked = _asked()
    cut = forecasts.periods(asked.today, asked.months)
    counted = zip(cut, forecasts.by_period(asked.found, cut), strict=True)
    return _PERIODS.sent(form, [{"since": start, "until": end, "people": number} for (start, end), number in counted])


@pages.get(f"/staffing/forecast/units/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def units(form: str) -> Response:
    """Send how many will have retired from each unit after each step as a file."""
    asked = _asked()
    names = {f"months_{step}": step for step in _steps(asked.months)}
    found = [row | dict(zip(names, row["counts"], strict=True)) for row in _units(asked)]
    return _by_unit(names).sent(form, found)


def _by_unit(names: dict[str, int]) -> Sheet:
    labels = {name: f"Sampai {months} bulan" for name, months in names.items()}
    return sheet("forecast-units", labels, code="Kode unit", name="Unit", far="Wilayah luar", empty="Jabatan kosong")


@pages.get(f"/staffing/forecast/emptied/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def posts(form: str) -> Response:
    """Send the posts that become empty as a file."""
    return _POSTS.sent(form, [picked(each, *(column.name for column in _POSTS.columns)) for each in _asked().empty])


def _asked() -> _Asked:
    """Read what is asked for, and look it up."""
    today, reach = city_day(now()), staffing.reach()
    months = _months(today)
    tops = heat.tops(heat.places(database.connection(), reach))
    chosen = next((place for place in tops if place.code == request.args.get("unit", "")), None)
    everything = forecasts.forecast(database.connection(), current(), today, months, reach)
    found = [each for each in everything if chosen is None or each.unit_path.startswith(chosen.path)]
    return _Asked(today, months, tops, chosen, found)


def _months(today: date) -> int:
    """Read how far to look; what is no number, or too far, is a year."""
    longest = int(current().rules["R-ABK-03"].on(today)["longest"])
    asked = request.args.get("months", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else -1
    return number if 0 <= number <= longest else 12


def _title(found: Sequence[Forecast], empty: Sequence[Forecast], months: int) -> str:
    """Say the result: how many retire, and how many posts that leaves empty."""
    people = sum(sum(each.retiring.values()) for each in found)
    if not people:
        return _("Tidak ada yang pensiun dalam %(months)s bulan", months=months)
    words = ngettext("%(num)s orang pensiun", "%(num)s orang pensiun", people)
    posts = ngettext("%(num)s jabatan menjadi kosong", "%(num)s jabatan menjadi kosong", len(empty))
    return _("%(people)s dalam %(months)s bulan, %(posts)s", people=words, months=months, posts=posts)


def _fields(tops: Sequence[Place], chosen: Place | None, months: int) -> list[dict[str, Any]]:
    offered = sorted({*_OFFERED, months})
    units = [{"value": "", "label": _("Semua unit")}, *({"value": each.code, "label": each.name} for each in tops)]
    return [
        {
            "name": "unit",
            "label": _("Unit"),
            "kind": "select",
            "choices": units,
            "value": chosen.code if chosen else "",
        },
        {
            "name": "months",
            "label": _("Ke depan"),
            "kind": "select",
            "choices": [{"value": each, "label": _("%(months)s bulan", months=each)} for each in offered],
            "value": months,
        },
    ]


def _periods(found: Sequence[Forecast], today: date, months: int) -> list[dict[str, Any]]:
    """Give the periods with how many retire in each; the bar is a share of the greatest."""
    cut = forecasts.periods(today, months)
    counted = forecasts.by_period(found, cut)
    most = max(counted) or 1
    return [
        {"label": _span(start, end), "people": people, "share": Decimal(people) / most}
        for (start, end), people in zip(cut, counted, strict=True)
    ]


def _span(start: date, end: date) -> str:
    """Write a period by its months: "Nov 26 – Jan 27"."""
    last = add_days(end, -1)
    return _("%(start)s – %(end)s", start=dates.short_date(start), end=dates.short_date(last))


def _steps(months: int) -> list[int]:
    """Give the months at which units are counted: those offered up to the horizon, and the horizon itself."""
    return [each for each in _OFFERED if each < months] + [months]


def _units(asked: _Asked) -> list[dict[str, Any]]:
    """Count by unit who will have retired after each step, those who lose most first."""
    rows = []
    days = [add_months(asked.today, step) for step in _steps(asked.months)]
    for place in [asked.chosen] if asked.chosen else asked.tops:
        own = [each for each in asked.found if each.unit_path.startswith(place.path)]
        if own:
            rows.append(
                {
                    "name": place.name,
                    "code": place.code,
                    "href": url_for("staffing_forecast.forecast", unit=place.code, months=asked.months),
                    "counts": [sum(each.retired_by(day) for each in own) for day in days],
                    "empty": sum(each.empty_on is not None for each in own),
                    "far": place.outlying,
                }
            )
    return sorted(rows, key=lambda row: (-row["counts"][-1], row["name"]))


def _post(each: Forecast) -> dict[str, Any]:
    return {
        "name": each.name,
        "unit": each.unit_name,
        "href": url_for("staffing_map.unit", code=each.unit_code),
        "outlying": each.outlying,
        "critical": each.critical,
        "holders": each.holders,
        "on": each.empty_on,
        "followers": url_for("staffing_followers.followers", number=each.post),
    }
