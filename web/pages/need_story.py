"""One need with its story: what the runs found, who and what is behind the figures, what was done, was it met."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from web import database, people, staffing
from web.doors import open_to
from web.look import dates, figures
from web.pages.open_needs import CATCHES, bar_words, by_selection
from web.panels import behind, earlier
from web.readable import readable
from workflow import security
from workflow.lists import among
from workflow.organisation.calendar import now
from workflow.staffing import needs, runs, story
from workflow.staffing.needs import IN_ERROR

pages = Blueprint("need_story", __name__)

_RUNS = 7  # runs shown as columns


@pages.get("/needs/<int:number>")
@open_to(*staffing.READERS, also=staffing.reads)
def show(number: int) -> str:
    """Show a need; one of a unit that the person does not read does not exist for him."""
    need = story.find(database.connection(), number)
    if need is None or not staffing.reach().covers(need.path):
        abort(404)
    named = staffing.reach().names(need.path)
    if named:
        security.note_look(database.for_writing(), {"need": number}, people.signed_in().account, now())
    return _page(need, named=named)


def _page(need: Any, *, named: bool) -> str:
    connection = database.connection()
    run = staffing.newest_run()
    cell = story.cell(connection, run.id, need.post_id) if run else None
    found = story.runs_of(connection, need.post_id, staffing.horizon(), _RUNS)
    told = runs.detail_of(cell) if cell is not None else {}
    moves = story.transfers_for(connection, need)
    seen = among(readable(), [each.id for each in moves])
    return render_template(
        "needs/story.html",
        need=need,
        title=_("%(post)s, %(unit)s", post=need.post_name, unit=need.unit_name),
        lead=_lead(need, run, cell),
        verdict=_verdict(need, found),
        temporary=_temporary(cell),
        runs=[_column(each) for each in found],
        runs_words=behind.changes(found),
        moves=[behind.move(row) for row in seen],
        moves_words=_moves_words(len(moves), len(seen)),
        cell=cell,
        holders=behind.holders(need.post_id, run, told, named=named) if cell is not None else [],
        arriving=behind.arriving(need.post_id, run, told, named=named) if cell is not None else [],
        sum=behind.sum_of(cell) if cell is not None else "",
        slots=behind.slots_of(cell, run) if cell is not None else [],
        work=behind.work(need.post_id, run, told) if cell is not None else None,
        priority=_priority(run, cell, found) if cell is not None else None,
        act=_act(need, cell, moves),
        earlier=earlier.of_category(need.category),
        may_declare=staffing.declares(),
        may_seek=need.closed_on is None and staffing.seeks(need.path),
    )


def _lead(need: Any, run: Any, cell: Any) -> str:
    """Say in one line how the post is filled, of which class it is, and which run says so."""
    filled = _("%(effective)s dari %(need)s terisi", effective=cell.effective, need=cell.need) if cell else ""
    grade = _("kelas %(number)s", number=need.job_class)
    return " · ".join(part for part in (filled, grade, staffing.run_words(run) if run else "") if part)


def _verdict(need: Any, found: list[story.Found]) -> dict[str, str]:
    """Answer whether the need was met: a title, and a sentence with the figures of the first and of the last run."""
    first = next((each for each in found if each.run == need.opened_by), None)
    last = found[-1] if found else None
    opened = _("Dibuka hitungan %(day)s.", day=dates.long_date(need.opened_on))
    if first is not None and last is not None and last.run != first.run:
        opened = _(
            "Terisi %(before)s saat dibuka, %(day)s; kini %(after)s.",
            before=_filled(first),
            day=dates.long_date(need.opened_on),
            after=_filled(last),
        )
    if need.closing == IN_ERROR:
        words = _("Hitungan yang membukanya keliru dan telah diganti %(day)s.", day=dates.long_date(need.closed_on))
        return {"kind": "", "title": _("Dibuka karena kekeliruan."), "words": words}
    if need.closed_on is not None:
        title = _("Terpenuhi menurut hitungan %(day)s.", day=dates.long_date(need.closed_on))
        return {"kind": "ok", "title": title, "words": opened}
    gap = last.gap if last else 0
    title = ngettext("Belum terpenuhi: %(num)s orang kurang.", "Belum terpenuhi: %(num)s orang kurang.", gap)
    return {"kind": "info", "title": title, "words": opened}


def _filled(found: story.Found) -> str:
    """Write how full a post was: "5 dari 6 (83%)"."""
    words = _("%(effective)s dari %(need)s", effective=found.effective, need=found.need)
    return f"{words} ({figures.percent(Decimal(found.effective) / found.need)})" if found.need else words


def _temporary(cell: Any) -> str:
    """Say which part of a need ends, and when."""
    if cell is None or not cell.need_temporary:
        return ""
    return ngettext(
        "%(num)s orang dari kebutuhan ini berasal dari beban sementara yang berakhir %(day)s.",
        "%(num)s orang dari kebutuhan ini berasal dari beban sementara yang berakhir %(day)s.",
        cell.need_temporary,
        day=dates.long_date(cell.temporary_until),
    )


def _column(found: story.Found) -> dict[str, Any]:
    return {
        "label": dates.narrow_date(found.as_of),
        "need": found.need,
        "effective": found.effective,
        "gap": found.gap,
    }


def _moves_words(made: int, seen: int) -> str:
    """Say how many transfers there are, and how many of them the reader may not read."""
    if not made:
        return ""
    words = ngettext("%(num)s kasus", "%(num)s kasus", made)
    hidden = made - seen
    return words + (", " + _("%(count)s tidak dapat Anda baca", count=hidden) if hidden else "")


def _priority(run: Any, cell: Any, found: list[story.Found]) -> dict[str, Any]:
    parts = staffing.parts(run, {name: getattr(cell, f"part_{name}") for name in staffing.PARTS})
    before = found[-2].priority if len(found) > 1 and found[-1].run == run.id else None
    moved = "" if before in (None, cell.priority) else _("sebelumnya %(value)s", value=staffing.priority(before or 0))
    return {
        "value": staffing.priority(cell.priority),
        "parts": parts,
        "words": bar_words(cell.priority, parts),
        "moved": moved,
    }


def _act(need: Any, cell: Any, moves: Any) -> dict[str, str] | None:
    """Give what the reader can do about an open need: record a case, or the reason why nobody does."""
    if need.closed_on is not None or cell is None or cell.gap < 1:
        return None
    if by_selection(need.category):
        basis = current().rules["R-STR-07"].basis
        return {
            "words": _("Jabatan pimpinan tinggi diisi melalui seleksi terbuka; tidak ada calon yang diusulkan."),
            "law": basis,
        }
    coming = set(needs.before_they_count())
    free = cell.gap - sum(each.state in coming for each in moves)
    if free < 1:
        return {"words": _("Untuk setiap tempat yang kurang sudah ada kasus yang berjalan."), "law": ""}
    if not people.signed_in().roles & set(CATCHES):
        return {"words": _("Kasus mutasi dibuka pengusul unit ini atau analis SDM aparatur."), "law": ""}
    words = ngettext(
        "%(num)s tempat belum ada kasusnya. Jabatan dan alasannya sudah terisi pada formulir.",
        "%(num)s tempat belum ada kasusnya. Jabatan dan alasannya sudah terisi pada formulir.",
        free,
    )
    return {"words": words, "href": url_for("needs.new", need=need.id), "law": ""}
