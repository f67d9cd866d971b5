"""The city's calendar: the country's days off as the library gives them, and the city's own days, which win."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from web import database, registers
from web.doors import open_to
from web.look import dates, language
from web.register_words import last_changes
from web.registers import NOT_DONE, Faults
from web.sheets import EXPORT, picked, sheet
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import holidays as listed
from workflow.organisation.lists.holidays import COLLECTIVE, OWN, PUBLIC, Day, Month
from workflow.organisation.registers import holidays as register

pages = Blueprint("holidays", __name__)

Answer = str | Response | tuple[str, int]

_SHEET = sheet(
    "holidays", day="Tanggal", name="Keterangan", kind="Jenis", works="Kota bekerja", overridden="Menggantikan"
)


@pages.get("/holidays")
@open_to("personnel_analyst")
def holidays() -> Answer:
    """Show the days of a year that are not as their place in the week says."""
    return _page(_year(), {}, _begun(_day(request.args.get("day", ""))))


@pages.get(f"/holidays/{EXPORT}")
@open_to("personnel_analyst")
def export(form: str) -> Response:
    """Send the days of a year that are not as their place in the week says, as a file."""
    months = listed.year(database.connection(), _year(), language())
    return _SHEET.sent(form, [_told(day) for month in months for day in month.days])


def _told(day: Day) -> dict[str, Any]:
    return picked(day, "day", "name", "works", "overridden") | {"kind": _kind(day)}


def _year() -> int:
    """Read the year that is asked for, this one unless there is another. Ends in 404 for one out of reach."""
    number = request.args.get("year", city_day(now()).year, type=int)
    if not listed.FIRST <= number <= listed.LAST:
        abort(404)
    return number


@pages.post("/holidays")
@open_to("personnel_analyst")
def put() -> Answer:
    """Add a day of the city's own, or change it."""
    given = registers.given(register.FIELDS)
    day = _day(given["day"])
    before = _working_days(day)
    told = {"day": given["day"], "name": given["name"], "works": str(given["works"] == "yes")}
    try:
        registers.once("holiday", told, lambda *keeper: register.put(*keeper, given))
    except NOT_DONE as error:
        faults, status = registers.faults(error)
        return _page(day.year if day else city_day(now()).year, faults, dict(request.form), status)
    return _changed(day, before)


def _page(number: int, errors: Faults, values: dict[str, Any], status: int = 200) -> Answer:
    today = city_day(now())
    months = listed.year(database.connection(), number, language())
    text = render_template(
        "holidays.html",
        title=_title(number, months),
        today=today,
        year=number,
        tabs=[_tab(each, number) for each in _years(number, today.year)],
        estimated=number > today.year,
        rows=[_row(day, today) for month in months for day in month.days],
        months=[(dates.month_and_year(month.first), _days(month.working_days)) for month in months],
        fields=registers.by_name(register.FIELDS),
        values=values,
        errors=errors,
        changes=last_changes("holidays"),
    )
    return text, status


def _title(number: int, months: list[Month]) -> str:
    """Say the result: how many days the city works in the year, and how many of its own it has."""
    working = sum(month.working_days for month in months)
    own = sum(day.kind == OWN for month in months for day in month.days)
    words = _("%(count)s hari kerja pada tahun %(year)s", count=working, year=number)
    if not own:
        return words
    return words + ", " + ngettext("%(num)s hari diatur kota", "%(num)s hari diatur kota", own)


def _days(count: int) -> str:
    return ngettext("%(num)s hari kerja", "%(num)s hari kerja", count)


def _years(shown: int, present: int) -> list[int]:
    """Give the years to choose from: around today, and around the one that is shown."""
    near = {present - 1, present, present + 1, shown - 1, shown, shown + 1}
    return sorted(year for year in near if listed.FIRST <= year <= listed.LAST)


def _tab(year: int, shown: int) -> dict[str, Any]:
    return {"label": str(year), "href": url_for("holidays.holidays", year=year), "count": None, "here": year == shown}


def _kind(day: Day) -> str:
    kinds = {
        PUBLIC: _("Libur nasional"),
        COLLECTIVE: _("Cuti bersama"),
        OWN: _("Hari kerja kota") if day.works else _("Libur kota"),
    }
    return kinds[day.kind]


def _row(day: Day, today: date) -> dict[str, Any]:
    return {
        "day": day.day,
        "iso": day.day.isoformat(),
        "name": day.name,
        "overridden": day.overridden,
        "kind": _kind(day),
        "own": day.kind == OWN,
        "mine": day.kind == OWN and day.day >= today,
        "past": day.day < today,
    }


def _begun(day: date | None) -> dict[str, Any]:
    """Fill the form with a day of the city's own that is about to be changed."""
    own = listed.own(database.connection(), day) if day else None
    return {"day": own.day, "works": "yes" if own.works else "no", "name": own.name} if own else {}


@pages.get("/holidays/<day>/remove")
@open_to("personnel_analyst")
def ask_remove(day: str) -> Answer:
    """Say what taking back a day of the city's own means."""
    return _remove(_own(day), {})


@pages.post("/holidays/<day>/remove")
@open_to("personnel_analyst")
def remove(day: str) -> Answer:
    """Take back a day of the city's own."""
    asked = _day(day)
    if asked is None:
        abort(404)
    before = _working_days(asked)
    try:
        registers.once("remove-holiday", {"day": day}, lambda *keeper: register.remove(*keeper, asked))
    except NOT_DONE as error:
        return _remove(_own(day), *registers.faults(error, day=""))
    return _changed(asked, before)


def _remove(own: Day, errors: Faults, status: int = 200) -> Answer:
    country = listed.national(own.day, language())
    then = country.name if country else _("hari biasa menurut kalender")
    text = render_template(
        "register_form.html",
        here="holidays",
        title=_("Hapus hari kota %(day)s?", day=dates.long_date(own.day)),
        lead=_("Tenggat yang dihitung dalam hari kerja sesudah ini mengikuti kalender nasional."),
        trail=[(_("Hari libur"), url_for("holidays.holidays", year=own.day.year))],
        crumb=_("Hapus"),
        panel=_("Hari kota"),
        facts=[
            (_("Tanggal"), dates.weekday_date(own.day)),
            (_("Keterangan"), own.name),
            (_("Sekarang"), _("kota bekerja") if own.works else _("kota libur")),
            (_("Sesudahnya"), then),
        ],
        errors=errors,
        button=_("Hapus hari ini"),
        cancel=url_for("holidays.holidays", year=own.day.year),
    )
    return text, status


def _changed(day: date | None, before: int) -> Response:
    """Say what the change did to the working days of its month, and go back to its year."""
    if day is None:
        abort(404)
    after = _working_days(day)
    month = dates.month_and_year(day)
    if after == before:
        words = _("Tersimpan. Jumlah hari kerja %(month)s tetap %(count)s.", month=month, count=after)
    else:
        words = _(
            "Tersimpan. Hari kerja %(month)s berubah dari %(before)s menjadi %(after)s.",
            month=month,
            before=before,
            after=after,
        )
    flash(words, "ok")
    return redirect(url_for("holidays.holidays", year=day.year), 303)


def _working_days(day: date | None) -> int:
    """Count the working days of a day's month."""
    if day is None or not listed.FIRST <= day.year <= listed.LAST:
        return 0
    return listed.year(database.connection(), day.year, language())[day.month - 1].working_days


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _own(text: str) -> Day:
    """Give a day of the city's own that still lies ahead."""
    day = _day(text)
    own = listed.own(database.connection(), day) if day else None
    if own is None or own.day < city_day(now()):
        abort(404)
    return own
