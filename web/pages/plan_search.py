"""Searching for a plan: what is asked for, how far the search is, and how it ended. Only who began it looks after it.

A search takes its time, so it runs in a thread of this server; its page asks again until there is a plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Thread
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from policies.staffing import MILLION
from web import database, people, plans, staffing
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.pages.plans import kept_plans
from workflow.forms import Invalid
from workflow.organisation.calendar import city_day, now
from workflow.planning import searches
from workflow.planning.model import Limits
from workflow.planning.searches import Request, Search
from workflow.planning.searches import begin as written_down
from workflow.staffing import needs
from workflow.staffing.needs import Need

pages = Blueprint("plan_search", __name__)

Answer = str | Response | tuple[str, int]

_SECONDS = 60  # proposed at first
_LONGEST = 600
_ABOVE = "0,40"
_LIMITS = ("moves", "hours", "out")


@dataclass
class _Asked:
    """The form as it was typed, and what is wrong with it."""

    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)

    def whole(self, name: str, most: int | None = None) -> int | None:
        """Read a whole number; None where nothing was typed, or something else, which is noted."""
        text = str(self.values[name])
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 7):
            self.errors[name] = _("Tulis bilangan bulat, atau kosongkan.")
        elif most is not None and not 1 <= int(text) <= most:
            self.errors[name] = _("Tulis bilangan 1 sampai %(most)s.", most=most)
        else:
            return int(text)
        return None

    def share(self, name: str) -> int:
        """Read a figure from 0 to 1, in millionths; 0 where it is none, which is noted."""
        try:
            read = Decimal(str(self.values[name]).replace(",", "."))
            inside = 0 <= read <= 1
        except ArithmeticError:  # no number, or one that cannot be compared
            inside = False
        if not inside:
            self.errors[name] = _("Tulis angka dari 0 sampai 1, seperti 0,40.")
            return 0
        return int(read * MILLION)


@pages.get("/plans")
@open_to(*plans.READERS)
def listed() -> Answer:
    """Show the plans that were kept, and to who may make one the form of a new search."""
    plans.require(plans.READS)
    given = request.args
    needs_ = given.getlist("need", type=int)
    begun = {"which": "chosen" if needs_ else "above", "above": _ABOVE, "need": needs_, "seconds": str(_SECONDS)}
    return _page(_Asked(begun | {name: given.get(name, "") for name in _LIMITS}))


@pages.post("/plans")
@open_to(*plans.READERS)
def begin() -> Answer:
    """Begin a search, and lead to its page."""
    plans.require(plans.MAKES)
    given = request.form
    asked = _Asked({name: given.get(name, "").strip() for name in ("which", "above", "seconds", *_LIMITS)})
    asked.values["need"] = given.getlist("need", type=int)
    wanted = _chosen(asked, _open_needs())
    limits = Limits(*(asked.whole(name) for name in _LIMITS))
    seconds = asked.whole("seconds", _LONGEST) or _SECONDS
    if not wanted and not asked.errors:
        asked.errors["which"] = _("Tidak ada kebutuhan terbuka yang dipilih.")
    if asked.errors:
        return _page(asked), STATUS[Invalid]
    account = people.signed_in().account
    engine = database.for_writing()
    token, new = written_down(engine, account, Request(wanted, limits, float(seconds)), now())
    if new:
        Thread(target=searches.run, args=(engine, token, now), name="search", daemon=True).start()
    return redirect(url_for("plan_search.show", token=token), 303)


def _open_needs() -> list[Need]:
    run = staffing.newest_run()
    return needs.listed(database.connection(), run) if run else []


def _chosen(asked: _Asked, listed_: Sequence[Need]) -> tuple[int, ...]:
    """Pick the needs that are asked for."""
    if asked.values["which"] == "above":
        above = asked.share("above")
        return tuple(need.id for need in listed_ if need.priority > above)
    return tuple(need.id for need in listed_ if need.id in asked.values["need"])


def _page(asked: _Asked) -> str:
    run, found = staffing.newest_run(), _open_needs()
    return render_template(
        "plans/list.html",
        **kept_plans(),
        run=staffing.run_words(run) if run else "",
        model=plans.model(current(), city_day(now())),
        makes=plans.may(plans.MAKES),
        makers=plans.makers(),
        fields=_fields(found),
        values=asked.values,
        errors=asked.errors,
    )


def _fields(found: Sequence[Need]) -> dict[str, dict[str, Any]]:
    """Give the fields of a search."""
    chosen = [
        {
            "value": need.id,
            "label": need.post_name,
            "help": _(
                "%(unit)s · kurang %(gap)s · prioritas %(priority)s",
                unit=need.unit_name,
                gap=need.gap,
                priority=staffing.priority(need.priority),
            ),
        }
        for need in found
    ]
    which = [
        {"value": "above", "label": _("Semua di atas suatu prioritas")},
        {"value": "chosen", "label": _("Yang dipilih di bawah")},
    ]
    told = [
        {"name": "which", "kind": "choice", "label": _("Kebutuhan yang diisi"), "choices": which},
        {"name": "above", "kind": "text", "label": _("Di atas prioritas")},
        {"name": "need", "kind": "multiple", "label": _("Kebutuhan"), "choices": chosen, "required": False},
        _number("moves", _("Paling banyak perpindahan")),
        _number("hours", _("Paling banyak jam pelatihan")),
        _number("out", _("Paling banyak keluar tiap unit")),
        {"name": "seconds", "kind": "number", "label": _("Waktu mencari (detik)")},
    ]
    return {str(one["name"]): one for one in told}


def _number(name: str, label: str) -> dict[str, Any]:
    return {"name": name, "kind": "number", "label": label, "required": False}


@pages.get("/plans/searches/<token>")
@open_to(SIGNED_IN)
def show(token: str) -> Answer:
    """Show how far a search is; once it has found a plan, lead to it."""
    search = _mine(token)
    if search.plan is not None:
        return redirect(url_for("plans.show", number=search.plan), 303)
    limits = search.request.limits
    again = {"moves": limits.moves, "hours": limits.hours, "out": limits.out_of_unit}
    return render_template(
        "plans/search.html",
        search=search,
        title=_title(search),
        words=_words(search),
        again=url_for("plan_search.listed", need=search.request.needs, **again, _anchor="rencana-baru"),
    )


@pages.post("/plans/searches/<token>/cancel")
@open_to(SIGNED_IN)
def cancel(token: str) -> Response:
    """Cancel a search."""
    search = _mine(token)
    searches.cancel(database.for_writing(), search.token, search.account)
    return redirect(url_for("plan_search.show", token=token), 303)


def _mine(token: str) -> Search:
    """Give a search that the person began and may still make plans for. Ends in 404."""
    plans.require(plans.MAKES)
    search = searches.find(database.for_writing(), token, now())
    if search is None or search.account != people.signed_in().account:
        abort(404)
    return search


def _title(search: Search) -> str:
    titles = {
        searches.SEARCHING: _("Rencana sedang dicari"),
        searches.CANCELLED: _("Pencarian dibatalkan"),
        searches.NONE: _("Tidak ada perpindahan yang memperbaiki keadaan"),
        searches.NO_SOLVER: _("Pemecah HiGHS belum terpasang"),
        searches.INTERRUPTED: _("Pencarian terputus"),
    }
    return titles.get(search.state, _("Pencarian gagal"))


def _words(search: Search) -> str:
    """Say how far a search is, or how it ended."""
    if search.state == searches.SEARCHING:
        if not search.total:
            return _("Menyiapkan angka hitungan dan orang yang boleh berpindah.")
        if search.done < search.total:
            return _("%(done)s dari %(total)s jabatan sudah diperiksa.", done=search.done, total=search.total)
        return _("Semua jabatan sudah diperiksa; susunan terbaik sedang dicari.")
    told = {
        searches.CANCELLED: _("Tidak ada yang disimpan."),
        searches.NONE: ngettext(
            "Untuk %(num)s kebutuhan ini tidak ada rencana yang lebih baik daripada tidak memindahkan siapa pun.",
            "Untuk %(num)s kebutuhan ini tidak ada rencana yang lebih baik daripada tidak memindahkan siapa pun.",
            len(search.request.needs),
        ),
        searches.NO_SOLVER: _("Pasang tambahan `planner` pada server; halaman lain tidak membutuhkannya."),
        searches.INTERRUPTED: _("Server berhenti ketika mencari. Tidak ada yang disimpan; cari lagi."),
    }
    return told.get(search.state, _("Kesalahan ini ada pada sistem dan sudah dicatat. Tidak ada yang disimpan."))
