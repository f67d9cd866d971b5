"""Kept plans: one with its chains, floors, prices and cases, and the question why not somebody else."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import NoResultFound

from web import database, people, plan_memory, plans, staffing
from web.choosing import Chosen, choose
from web.doors import SIGNED_IN, open_to
from web.look import dates, figures
from web.panels import plan as panel
from web.panels import plan_cases, plan_limits, plan_questions
from web.readable import readable
from web.sheets import EXPORT, moment, picked, sheet
from web.spelling import in_words
from web.wording.limits import Names, names
from workflow import security
from workflow.lists import numbered
from workflow.organisation.calendar import now
from workflow.planning import overview
from workflow.planning import plans as kept
from workflow.planning.explaining import difference
from workflow.planning.overview import Overview
from workflow.planning.stored import Stored
from workflow.search import account_name
from workflow.staffing import runs

pages = Blueprint("plans", __name__)

_KEPT = 30  # plans in the list

_PLANS = sheet(
    "plans",
    plan="Nomor rencana",
    made_at="Dibuat",
    made_by="Oleh",
    needs="Kebutuhan yang dipilih",
    moves="Perpindahan",
    filled="Lowongan terisi",
    objective="Nilai",
    status="Mutu",
    came="Usulan",
)
_MOVES = sheet(
    "plan-moves",
    number="Nomor",
    needs_first="Menunggu nomor",
    need_id="Nomor kebutuhan",
    name="Pegawai",
    from_post="Kode jabatan lama",
    from_post_name="Jabatan lama",
    from_unit_name="Unit asal",
    from_post_class="Kelas lama",
    post="Kode jabatan baru",
    post_name="Jabatan baru",
    unit_name="Unit penerima",
    post_class="Kelas baru",
    hours="Latihan (JP)",
    case="Nomor kasus",
    state="Tahap",
    blocked="Terhalang",
)


def kept_plans() -> dict[str, Any]:
    """Give the title and the rows of the list of plans."""
    found = overview.overviews(database.connection(), _KEPT)
    seen = _seen(found)
    if found:
        title = ngettext("%(num)s rencana mutasi", "%(num)s rencana mutasi", len(found))
    else:
        title = _("Belum ada rencana mutasi")
    return {"title": title, "rows": [_row(each, seen) for each in found]}


@pages.get(f"/plans/{EXPORT}")
@open_to(*plans.READERS)
def every(form: str) -> Response:
    """Send all kept plans as a file, the newest first."""
    plans.require(plans.READS)
    found = overview.overviews(database.connection(), None)
    seen = _seen(found)
    return _PLANS.sent(form, [_told(each, seen) for each in found])


def _told(each: Overview, seen: dict[str, Any]) -> dict[str, Any]:
    return picked(each, "moves", "filled") | {
        "plan": each.plan.id,
        "made_at": moment(each.plan.made_at),
        "made_by": by(each.plan),
        "needs": len(kept.needs_of(each.plan)),
        "objective": each.plan.objective / staffing.MILLION,
        "status": plans.status(each.plan),
        "came": _came(each, seen),
    }


def _seen(found: list[Overview]) -> dict[str, Any]:
    """Give the cases of some plans that the person may read, by their numbers."""
    return {row.case_number: row for row in numbered(readable(), [case for each in found for case in each.cases])}


def _came(each: Overview, seen: dict[str, Any]) -> str:
    told = plan_cases.came_of_it(each.cases, seen)
    return told or (_("sudah diusulkan") if each.cases else _("belum diusulkan"))


def _row(each: Overview, seen: dict[str, Any]) -> dict[str, Any]:
    wanted = len(kept.needs_of(each.plan))
    return {
        "number": each.plan.id,
        "href": url_for("plans.show", number=each.plan.id),
        "made_at": each.plan.made_at,
        "by": by(each.plan),
        "result": panel.title(each.moves, each.filled),
        "needs": ngettext("untuk %(num)s kebutuhan", "untuk %(num)s kebutuhan", wanted),
        "gain": plans.worth(each.plan.objective),
        "status": plans.status(each.plan),
        "came": _came(each, seen),
    }


def by(plan: Any) -> str:
    """Say who made a plan: somebody, or the command line."""
    if plan.account_id is None:
        return _("baris perintah")
    return account_name(database.connection(), plan.account_id)


def find(number: int) -> Any:
    """Give a plan to who may read it. Ends in 404 for anybody else, and where there is no such plan."""
    plans.require(plans.READS)
    try:
        return kept.get(database.connection(), number)
    except NoResultFound:
        abort(404)


def model_of(number: int) -> Stored | None:
    """Give a plan with its model; None where the model cannot be built any more."""
    try:
        return plan_memory.held(number)
    except LookupError:
        return None


@pages.get("/plans/<int:number>")
@open_to(SIGNED_IN)
def show(number: int) -> str:
    """Show a plan."""
    return _page(find(number))


@pages.get(f"/plans/<int:number>/{EXPORT}")
@open_to(SIGNED_IN)
def moves(number: int, form: str) -> Response:
    """Send the moves of a plan as a file."""
    plan = find(number)
    security.note_look(database.for_writing(), {"plan": plan.id}, people.signed_in().account, now())
    found = kept.moves_of(database.connection(), plan.id)
    came = plan_cases.outcomes(found)
    return _MOVES.sent(form, [_move(move, came[move.number]) for move in found], plan=plan.id)


def _move(move: Any, came: dict[str, Any]) -> dict[str, Any]:
    told = {name: came[name] for name in ("case", "state", "blocked")}
    return told | picked(move, *(column.name for column in _MOVES.columns if column.name not in told))


@pages.post("/plans/<int:number>")
@open_to(SIGNED_IN)
def ask(number: int) -> str:
    """Answer why a move is not in a plan; the questions asked before stay in the form."""
    plan = find(number)
    return _page(plan, choose("person", "employee"))


def _page(plan: Any, chosen: Chosen | None = None) -> str:
    security.note_look(database.for_writing(), {"plan": plan.id}, people.signed_in().account, now())
    connection = database.connection()
    moves, known, stored = kept.moves_of(connection, plan.id), names(connection), model_of(plan.id)
    came = plan_cases.outcomes(moves)
    proposed = [move for move in moves if move.transfer_id is not None]
    return render_template(
        "plans/plan.html",
        plan=plan,
        title=panel.title(len(moves), overview.filled(moves)),
        lead=_lead(plan),
        facts=_facts(plan),
        came=came,
        proposed=len(proposed),
        waiting=[one["blocked"] for one in came.values() if one["blocked"]],
        falls=panel.falls(moves),
        makes=plans.may(plans.MAKES),
        asked=None if chosen is None else chosen,
        **(_explained(stored, moves, known, chosen) if stored else {"chains": panel.bare(moves), "explained": False}),
    )


def _lead(plan: Any) -> str:
    wanted = len(kept.needs_of(plan))
    parts = [
        ngettext(
            "Dari %(count)s kebutuhan yang dipilih",
            "Dari %(count)s kebutuhan yang dipilih",
            wanted,
            count=in_words(wanted),
        ),
        _("hitungan %(day)s", day=dates.long_date(runs.get(database.connection(), plan.run_id).as_of)),
        plans.status(plan),
    ]
    if plan.milliseconds:
        parts.append(_("dihitung %(seconds)s\u00a0detik", seconds=figures.number(plan.milliseconds / 1000, 1)))
    return " · ".join(parts)


def _facts(plan: Any) -> list[tuple[str, Any]]:
    """Say where a plan comes from and what it was asked to keep."""
    limits = kept.limits_of(plan)
    asked = [
        (limits.moves, _("%(most)s perpindahan")),
        (limits.hours, _("%(most)s\u00a0JP pelatihan")),
        (limits.out_of_unit, _("%(most)s orang keluar tiap unit")),
    ]
    told = [words % {"most": most} for most, words in asked if most is not None]
    return [
        (_("Dibuat"), _("%(at)s, oleh %(by)s", at=dates.moment(plan.made_at), by=by(plan))),
        (_("Batas yang diminta"), ", ".join(told) or _("tidak ada")),
        (_("Pemecah"), _("tangan") if plan.solver == plan.status else plan.solver),
    ]


def _explained(stored: Stored, moves: list[Any], known: Names, chosen: Chosen | None) -> dict[str, Any]:
    filled, slots = plan_limits.slots(stored)
    return {
        "explained": True,
        "chains": panel.valued(stored, moves, known),
        "sums": panel.sums(stored),
        "slots": _("%(filled)s dari %(slots)s lowongan terisi", filled=filled, slots=slots),
        "envy": panel.envy_words(stored.built.model, stored.moves),
        "floors": plan_limits.floors(stored, known),
        "prices": _prices(stored, known),
        "adjusts": _adjusts(stored),
        "questions": plan_questions.answered(stored, known, chosen),
        "posts": plan_questions.posts(stored, known),
    }


def _prices(stored: Stored, known: Names) -> dict[str, Any]:
    """Give the prices of limits; where there are none, the reason."""
    if stored.plan.objective != stored.plan.bound:
        return {"why": _("Harga hanya dihitung untuk rencana yang tidak tertinggal dari yang terbaik.")}
    try:
        return plan_limits.prices(stored, plan_memory.prices(stored), known)
    except plan_memory.StillPricing:
        return {"why": _("Harga sedang dihitung; muat ulang halaman ini sebentar lagi.")}
    except plan_memory.NoPrices:
        return {"why": _("Harga tidak dapat dihitung: pemecah HiGHS tidak terpasang, atau gagal.")}


def _adjusts(stored: Stored) -> dict[str, Any] | None:
    """Say from which plan this one was adjusted, and what it gains or loses by that."""
    origin = stored.plan.adjusts_id
    if origin is None:
        return None
    told = {"number": origin, "href": url_for("plans.show", number=origin), "words": ""}
    before = model_of(origin)
    if before is None or before.built.model != stored.built.model:
        return told
    found = plans.difference(difference(stored.built, stored.moves, before.moves))
    if not found["whole"]:
        return told | {"words": _("nilainya sama")}
    words = _("lebih tinggi %(by)s") if found["whole"] > 0 else _("lebih rendah %(by)s")
    return told | {"words": f"{words % {'by': found['words']}}: {found['parts']}"}
