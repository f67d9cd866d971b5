"""Runs of the needs analysis: those there were, a run by hand, one run's figures, and two runs side by side."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import Field, Words
from web import database, registers, staffing
from web.doors import NotYours, open_to
from web.errors import STATUS
from web.look import dates, figures
from web.panels import earlier
from workflow.forms import NOT_A_DATE, REQUIRED, Invalid, read_date
from workflow.organisation.calendar import city_day, now
from workflow.search import account_name
from workflow.staffing import comparison, needs
from workflow.staffing import runs as runs_of
from workflow.staffing.comparison import Difference, Summary

pages = Blueprint("staffing_runs", __name__)

Answer = str | Response | tuple[str, int]

_SHOWN = 24  # runs in the list
_MOST = 30  # differences of each kind

RUNNERS = tuple(reader.role for reader in current().analysis_readers.values() if "run" in reader.allows)

FIELDS = (
    Field("as_of", "date", Words("Tanggal hitung", "Date of the run")),
    Field(
        "horizon",
        "text",
        Words("Ke depan (bulan)", "Looking ahead (months)"),
        Words("Hanya 12 bulan membuka dan menutup kebutuhan", "Only 12 months open and close needs"),
    ),
    Field(
        "reason",
        "text",
        Words("Alasan penggantian", "Reason to supersede"),
        Words("Bila hitungan tanggal dan jangka ini sudah ada", "Where there is a run of this date and horizon"),
        required=False,
    ),
)

NOT_A_MONTH = Words("Tulis jumlah bulan dengan angka.", "Write the number of months in figures.")


@pages.get("/staffing/runs")
@open_to(*staffing.READERS, also=staffing.reads)
def runs() -> Answer:
    """List the runs, and offer a new one to who may make it."""
    return _page({}, {})


@pages.post("/staffing/runs")
@open_to(*RUNNERS)
def run() -> Answer:
    """Make a run by hand. One that was just made with the same form is not made twice."""
    if not staffing.reach().runs:
        raise NotYours(frozenset(RUNNERS))
    typed = registers.given(FIELDS)
    told = {"as_of": typed["as_of"], "horizon": typed["horizon"], "reason": typed["reason"]}
    try:
        asked = _asked(typed)
        made = registers.once(runs_of.RUN, told, lambda *keeper: runs_of.make(keeper[0], asked, *keeper[1:]))
    except Invalid as error:
        return _page(dict(request.form), error.errors, STATUS[Invalid])
    if made is None:
        return redirect(url_for("staffing_runs.runs"), 303)
    number, found = made
    words = ngettext("%(num)s jabatan dihitung", "%(num)s jabatan dihitung", len(found))
    short = sum(max(each.gap, 0) for each in found)
    missing = ngettext("%(num)s orang kurang", "%(num)s orang kurang", short)
    flash(_("Hitungan selesai: %(posts)s, %(missing)s.", posts=words, missing=missing), "ok")
    return redirect(url_for("staffing_runs.one", number=number), 303)


def _asked(typed: dict[str, str]) -> runs_of.Asked:
    """Read the form. Raises Invalid."""
    errors: dict[str, Words] = {}
    day, months = None, typed["horizon"]
    try:
        day = read_date(typed["as_of"])
    except ValueError:
        errors["as_of"] = NOT_A_DATE if typed["as_of"] else REQUIRED
    if not (months.isascii() and months.isdigit() and len(months) < 4):
        errors["horizon"] = NOT_A_MONTH
    if errors or day is None:
        raise Invalid(errors)
    return runs_of.Asked(day, int(months), typed["reason"])


def form(values: dict[str, Any], errors: registers.Faults) -> dict[str, Any]:
    """Give what the form of a new run needs, on whichever page it stands."""
    begun = {"as_of": city_day(now()), "horizon": staffing.horizon(), "reason": ""}
    return {
        "fields": registers.by_name(FIELDS, horizon={"kind": "number"}),
        "values": values or begun,
        "errors": errors,
        "may_run": staffing.reach().runs,
    }


def _page(values: dict[str, Any], errors: registers.Faults, status: int = 200) -> Answer:
    found = comparison.summaries(database.connection(), staffing.reach(), _SHOWN)
    text = render_template(
        "staffing/runs.html",
        title=_title(found),
        rows=[_row(each) for each in found],
        choices=[{"value": each.run.id, "label": _named(each.run)} for each in found],
        **form(values, errors),
    )
    return text, status


def _title(found: list[Summary]) -> str:
    if not found:
        return _("Belum ada hitungan")
    standing = [each for each in found if each.superseded_by is None]
    return _("Hitungan terakhir: %(day)s", day=dates.long_date(standing[0].run.as_of))


def _named(run_: Any) -> str:
    """Name a run in a list of choices."""
    return _(
        "%(day)s, %(months)s bulan (nomor %(number)s)",
        day=dates.short_date(run_.as_of),
        months=run_.horizon,
        number=run_.id,
    )


def _row(each: Summary) -> dict[str, Any]:
    run_ = each.run
    return {
        "day": run_.as_of,
        "href": url_for("staffing_runs.one", number=run_.id),
        "number": run_.id,
        "horizon": run_.horizon,
        "opens": run_.horizon == staffing.horizon(),
        "made_at": run_.made_at,
        "by": made_by(run_),
        "reason": run_.reason or "",
        "superseded": each.superseded_by,
        "posts": each.posts,
        "need": figures.number(each.need),
        "effective": figures.number(each.effective),
        "short": figures.number(each.short),
    }


def made_by(run_: Any) -> str:
    """Say who made a run: somebody, the clock, or the command line."""
    if run_.account_id is not None:
        return account_name(database.connection(), run_.account_id)
    return _("jam sistem") if run_.origin == "clock" else _("baris perintah")


@pages.get("/staffing/runs/<int:number>")
@open_to(*staffing.READERS, also=staffing.reads)
def one(number: int) -> str:
    """Show the figures of one run, beside another one where it is asked for, else beside the one before it."""
    found = comparison.summaries(database.connection(), staffing.reach(), 1, number=number)
    if not found:
        abort(404)
    run_ = found[0].run
    other = beside(run_)
    return render_template(
        "staffing/run.html",
        title=_one_title(found[0]),
        lead=staffing.run_words(run_),
        past=run_.registers_on > run_.as_of,
        row=_row(found[0]),
        facts=_facts(found[0]),
        opened=_needs_of(run_),
        earlier=earlier.of_all(),
        other=None if other is None else _named(other),
        other_number=None if other is None else other.id,
        differences=[] if other is None else _differences(other, run_),
        choices=[
            {"value": each.run.id, "label": _named(each.run)}
            for each in comparison.summaries(database.connection(), staffing.reach(), _SHOWN)
            if each.run.id != run_.id
        ],
    )


def _one_title(found: Summary) -> str:
    """Say the result of a run."""
    if found.superseded_by is not None:
        return _("Hitungan %(day)s, sudah diganti", day=dates.long_date(found.run.as_of))
    short = ngettext("%(num)s orang kurang", "%(num)s orang kurang", found.short)
    posts = ngettext("%(num)s jabatan", "%(num)s jabatan", found.short_posts)
    return _("%(short)s pada %(posts)s", short=short, posts=posts) if found.short else _("Tidak ada yang kurang")


def beside(run_: Any) -> Any | None:
    """Give the run to compare with: the one that was asked for, else the one before of the same horizon."""
    asked = request.args.get("with", "")
    if asked.isascii() and asked.isdigit():
        return runs_of.find(database.connection(), int(asked))
    return runs_of.newest(database.connection(), run_.horizon, before=run_.as_of)


def _facts(found: Summary) -> list[tuple[str, Any]]:
    """Give the sums of a run, each with the sum behind it."""
    run_ = found.run
    made = _("%(at)s, oleh %(by)s", at=dates.moment(run_.made_at), by=made_by(run_))
    difference = found.effective - found.need
    return [
        (_("Jabatan yang dihitung"), figures.number(found.posts)),
        (_("Kebutuhan"), figures.number(found.need)),
        (_("Orang yang efektif"), figures.number(found.effective)),
        (
            _("Selisih"),
            {
                "main": figures.signed(difference),
                "small": _(
                    "= %(over)s lebih \N{MINUS SIGN} %(short)s kurang",
                    over=figures.number(found.over),
                    short=figures.number(found.short),
                ),
            },
        ),
        (_("Dijalankan"), made),
        *([(_("Alasan"), run_.reason)] if run_.reason else []),
    ]


def _needs_of(run_: Any) -> dict[str, int] | None:
    """Count the needs that a run opened and closed; None for who reads only some, or where its horizon opens none."""
    if run_.horizon != staffing.horizon() or not staffing.reach().city:
        return None
    return needs.moved_by(database.connection(), run_.id)


def _differences(before: Any, after: Any) -> list[dict[str, Any]]:
    titles = {
        comparison.OPENED: _("Menjadi kurang"),
        comparison.WORSE: _("Makin kurang"),
        comparison.BETTER: _("Berkurang kurangnya"),
        comparison.CLOSED: _("Tidak kurang lagi"),
    }
    found = comparison.compare(database.connection(), before.id, after.id, staffing.reach())
    return [
        {
            "kind": kind,
            "title": titles[kind],
            "count": len(rows),
            "people": figures.signed(sum(max(each.after, 0) - max(each.before, 0) for each in rows)),
            "rows": [_difference(each) for each in rows[:_MOST]],
            "more": max(len(rows) - _MOST, 0),
        }
        for kind, rows in found.items()
    ]


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "post": each.post,
        "unit": each.unit,
        "outlying": each.outlying,
        "before": _("%(gap)s dari %(need)s", gap=max(each.before, 0), need=each.need_before),
        "after": _("%(gap)s dari %(need)s", gap=max(each.after, 0), need=each.need_after),
    }
