"""What was changed outside the procedure: counted by kind and year, and told change by change."""

from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.checking import OUTSIDE
from policies.loading import current
from web import database
from web.doors import NotYours, open_to
from web.dossiers import reach, reads_outside
from web.look import dates
from web.sheets import EXPORT, moment, picked, sheet
from web.spelling import capital, in_words
from web.wording.codes import code_words
from workflow.dossiers import outside as changes
from workflow.dossiers.outside import Outside, Place
from workflow.organisation.calendar import city_day, now

pages = Blueprint("outside", __name__)

_READERS = tuple(sorted(r.role for r in current().dossier_readers.values() if OUTSIDE in r.reads))

_CHANGES = sheet(
    "outside",
    name="Pegawai",
    kind="Jenis",
    before="Dari",
    after="Ke",
    since="Sejak",
    decree="Keputusan",
    reason="Alasan",
    by="Dicatat oleh",
    at="Dicatat",
)


class _Asked(NamedTuple):
    """A year and a kind of changes ("" = all), and how many of each kind there were in each year."""

    year: int
    kind: str
    counted: dict[int, Any]

    def listed(self, most: int | None = changes.MOST) -> list[Outside]:
        """Give the changes, the newest first."""
        today = city_day(now())
        found = changes.listed(database.connection(), current(), reach(), self.year, today, self.kind, most=most)
        return list(found)


@pages.get("/registers/outside")
@open_to(*_READERS, also=reads_outside)
def outside() -> str:
    """Show the changes of a year, those of this year unless another one is asked for."""
    asked = _asked()
    year, kind, found = asked.year, asked.kind, asked.listed()
    return render_template(
        "dossiers/outside.html",
        title=_title(asked.counted[year], year, city_day(now()).year),
        table=_table(asked.counted),
        caption=_caption(year, kind),
        rows=[_row(each) for each in found],
        most=changes.MOST if len(found) == changes.MOST else 0,
        year=year,
        given={"year": year} | ({"kind": kind} if kind else {}),
        whole=url_for("outside.outside", year=year) if kind else "",
    )


@pages.get(f"/registers/outside/{EXPORT}")
@open_to(*_READERS, also=reads_outside)
def export(form: str) -> Response:
    """Send the changes of the list as a file."""
    asked = _asked()
    return _CHANGES.sent(form, [_told(each) for each in asked.listed(most=None)], year=asked.year)


@pages.get(f"/registers/outside/counts/{EXPORT}")
@open_to(*_READERS, also=reads_outside)
def counts(form: str) -> Response:
    """Send how many changes of each kind there were in each year as a file."""
    counted = _asked().counted
    rows = [{"kind": kind_words(kind)} | {str(year): counted[year][kind] for year in counted} for kind in changes.KINDS]
    return sheet("outside-counts", {str(year): str(year) for year in counted}, kind="Jenis").sent(form, rows)


def _asked() -> _Asked:
    """Read what is asked for. Ends in 404 for no such year or kind; raises NotYours for who reads none of it."""
    if not reach().outside:
        raise NotYours(frozenset(_READERS))
    this = city_day(now()).year
    year, kind = request.args.get("year", this, type=int), request.args.get("kind", "")
    counted = changes.counted(database.connection(), this)
    if year not in counted or kind not in ("", *changes.KINDS):
        abort(404)
    return _Asked(year, kind, dict(counted))


def _title(counts: Any, year: int, this_year: int) -> str:
    """Say how many posts changed past the procedure, which is what the page is there to show."""
    count = counts[changes.POST] + counts[changes.UNIT]
    when = _("tahun ini") if year == this_year else _("tahun %(year)s", year=year)
    if not count:
        return _("Tidak ada perubahan jabatan di luar prosedur %(when)s", when=when)
    words = ngettext(
        "%(count)s perubahan jabatan terjadi di luar prosedur %(when)s",
        "%(count)s perubahan jabatan terjadi di luar prosedur %(when)s",
        count,
        count=in_words(count),
        when=when,
    )
    return capital(words)


def kind_words(kind: str) -> str:
    """Name a kind of change outside the procedure."""
    return {
        changes.UNIT: _("Unit berubah"),
        changes.POST: _("Jabatan berubah"),
        changes.STANDING: _("Kedudukan berubah"),
        changes.RETIRED: _("Pensiun"),
        changes.DIED: _("Meninggal dunia"),
        changes.LEFT: _("Berhenti"),
        changes.ARRIVAL: _("Datang dari luar"),
    }[kind]


def _table(counted: Any) -> dict[str, Any]:
    """Give years as columns and kinds as rows, each figure a link to what it counts."""
    years = list(counted)
    rows = [[kind_words(kind), *(_figure(counted[year][kind], year, kind) for year in years)] for kind in changes.KINDS]
    total = [_("Jumlah"), *({"main": str(sum(counted[year].values())), "strong": True} for year in years)]
    return {"years": years, "rows": [*rows, total]}


def _figure(count: int, year: int, kind: str) -> dict[str, str]:
    return {"main": str(count), "href": url_for("outside.outside", year=year, kind=kind) if count else ""}


def _caption(year: int, kind: str) -> str:
    words = kind_words(kind) if kind else _("Semua perubahan")
    return _("%(what)s, %(year)s", what=words, year=year)


def _row(change: Outside) -> dict[str, Any]:
    person = change.person
    return {
        "name": person.name if person else _("seorang pegawai"),
        "href": url_for("dossier.dossier", employee=person.id) if person else "",
        "kind": kind_words(change.kind),
        "before": _before(change),
        "after": _after(change),
        "since": change.since,
        "decree": change.decree,
        "reason": change.reason,
        "by": change.by or _("Baris perintah"),
        "at": dates.moment(change.at),
    }


def _told(change: Outside) -> dict[str, Any]:
    told = _row(change)
    return (
        picked(change, "since", "decree", "reason")
        | {name: told[name] for name in ("name", "kind", "before", "after", "by")}
        | {"at": moment(change.at)}
    )


def _before(change: Outside) -> str:
    if change.kind == changes.ARRIVAL:
        return _("dari luar")
    return _place(change.before) if change.before != change.after else code_words(change.old_standing)


def _after(change: Outside) -> str:
    if change.kind == changes.ARRIVAL or change.before != change.after:
        return _place(change.after)
    return code_words(change.new_standing)


def _place(place: Place | None) -> str:
    return f"{place.post}, {place.unit}" if place else _("tanpa jabatan")
