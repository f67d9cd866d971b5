"""A plan adjusted by hand: moves dropped, forbidden, required or added; checked at once, searched again, kept.

The wishes stand in the form alone until a plan is kept; what is kept is a new plan, and this one stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web import database, people, plan_memory, plans
from web.choosing import Chosen, choose
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.look import say
from web.pages.plans import find, model_of
from web.panels import plan_wishes
from web.panels.plan_questions import move_of, posts
from web.wording.limits import limit_words, names
from workflow.forms import REQUIRED, Invalid
from workflow.organisation.calendar import now
from workflow.planning import plans as kept
from workflow.planning.adjusting import Adjusted, adjusted, by_hand, with_terms
from workflow.planning.draft import Draft
from workflow.planning.explaining import clash
from workflow.planning.solution import INFEASIBLE, Solution, Terms
from workflow.planning.solving import NoSolver, solve
from workflow.planning.stored import Stored

pages = Blueprint("plan_adjust", __name__)

Answer = str | Response | tuple[str, int]

STAY, REQUIRE, DROP, FORBID = "stay", "require", "drop", "forbid"
_WISHES = (STAY, REQUIRE, DROP, FORBID)


@dataclass(frozen=True)
class _Wishes:
    """What somebody wishes of each move (id) of a plan, and of those that he added."""

    stored: Stored
    of: Mapping[int, str]

    def _those(self, *wishes: str) -> frozenset[int]:
        return frozenset(move for move, wish in self.of.items() if wish in wishes)

    @cached_property
    def plan(self) -> Adjusted:
        """The plan as it is wished for."""
        wanted, had = self._those(STAY, REQUIRE), frozenset(self.stored.moves)
        return adjusted(self.stored.built.model, self.stored.moves, wanted - had, had - wanted)

    @property
    def changed(self) -> bool:
        """Say whether it is another plan."""
        return self.plan.moves != self.stored.moves

    @property
    def terms(self) -> Terms:
        """How to search for the best plan with these wishes."""
        return with_terms(self.stored.built.model, self.stored.terms, self._those(REQUIRE), self._those(FORBID))


@pages.get("/plans/<int:number>/adjust")
@open_to(SIGNED_IN)
def show(number: int) -> Answer:
    """Show the moves of a plan, to be wished otherwise."""
    stored = _stored(number)
    return _page(_Wishes(stored, _present(stored)))


@pages.post("/plans/<int:number>/adjust")
@open_to(SIGNED_IN)
def wish(number: int) -> Answer:
    """Check what is wished for, add a move, search for the best plan with the wishes, or keep the plan."""
    stored = _stored(number)
    wishes = _Wishes(stored, _sent(stored))
    asked = request.form.get("go")
    if asked == "add":
        return _add(wishes)
    if asked == "search":
        return _search(wishes)
    if asked == "keep" and wishes.changed and not wishes.plan.breaches:
        found = by_hand(wishes.plan, stored.plan.bound)
        return _keep(stored, wishes.terms, found)
    return _page(wishes)


def _stored(number: int) -> Stored:
    """Give a plan to who may make plans. Ends in 404 for anybody else, and where its model cannot be built any more."""
    plans.require(plans.MAKES)
    stored = model_of(find(number).id)
    if stored is None:
        abort(404)
    return stored


def _present(stored: Stored) -> dict[int, str]:
    """Give the wishes that a plan was made with."""
    forced = stored.terms.forced
    return {move: REQUIRE if move in forced else STAY for move in stored.moves}


def _sent(stored: Stored) -> dict[int, str]:
    """Read the wishes of the form; a move that the model does not have is left out."""
    rows = [move for move in request.form.getlist("row", type=int) if move in stored.built.model.move]
    found = dict.fromkeys([*stored.moves, *rows], STAY)
    for move in found:
        sent = request.form.get(f"wish-{move}", STAY)
        found[move] = sent if sent in _WISHES else STAY
    return found


def _add(wishes: _Wishes) -> Answer:
    """Add a move that the plan does not make."""
    chosen, post = choose("person", "employee"), request.form.get("post", "")
    errors = {"person": chosen.error} if chosen.error else {}
    if post not in wishes.stored.built.model.post:
        errors["post"] = say(REQUIRED)
    if errors or chosen.person is None:
        return _page(wishes, errors, chosen), STATUS[Invalid]
    nip = next((nip for nip, id_ in wishes.stored.basis.employees.items() if id_ == chosen.person.employee), "")
    move = move_of(wishes.stored, nip, post)
    if move is None:
        words = _(
            "%(name)s tidak dapat dipindahkan ke sana; tanyakan sebabnya pada halaman rencana.", name=chosen.person.name
        )
        return _page(wishes, {"person": words}, chosen), STATUS[Invalid]
    return _page(_Wishes(wishes.stored, {**wishes.of, move: REQUIRE}))


def _search(wishes: _Wishes) -> Answer:
    """Search for the best plan with the wishes, and keep it; where there is none, say what stands in the way."""
    model = wishes.stored.built.model
    terms = Terms(wishes.terms.forced, wishes.terms.excluded, plan_memory.SECONDS, wishes.terms.best)
    try:
        found = solve(model, terms)
    except NoSolver:
        return _page(wishes, {"": _("Pemecah HiGHS belum terpasang.")}), STATUS[Invalid]
    if found.status == INFEASIBLE:
        known = names(database.connection())
        limits = ", ".join(limit_words(limit, known) for limit in clash(model, terms))
        words = _("Keinginan ini tidak dapat dipenuhi bersama: %(limits)s.", limits=limits)
        return _page(wishes, {"": words if limits else _("Tidak ada rencana yang ditemukan.")}), STATUS[Invalid]
    if found.moves == wishes.stored.moves:
        flash(_("Dengan keinginan ini rencananya tetap sama."), "info")
        return redirect(url_for("plans.show", number=wishes.stored.plan.id), 303)
    return _keep(wishes.stored, wishes.terms, found)


def _keep(stored: Stored, terms: Terms, found: Solution) -> Response:
    """Keep a plan that was made from another one, unless a first click has just kept it, and lead to it."""
    number = _again(stored, found)
    if number is None:
        draft = Draft(stored.basis, stored.built, terms, found, adjusts=stored.plan.id)
        number = kept.keep(database.for_writing(), draft, people.signed_in().account, now())
        flash(_("Tersimpan sebagai rencana %(number)s; rencana semula tetap ada.", number=number), "ok")
    return redirect(url_for("plans.show", number=number), 303)


def _again(stored: Stored, found: Solution) -> int | None:
    """Give the newest plan, if it is this very one."""
    for last in kept.newest(database.connection(), 1):
        mine = last.account_id == people.signed_in().account and last.adjusts_id == stored.plan.id
        if mine and last.status == found.status and plan_memory.held(last.id).moves == found.moves:
            return int(last.id)
    return None


def _page(wishes: _Wishes, errors: Mapping[str, str] | None = None, chosen: Chosen | None = None) -> str:
    known = names(database.connection())
    return render_template(
        "plans/adjust.html",
        number=wishes.stored.plan.id,
        rows=plan_wishes.rows(wishes.stored, wishes.of, wishes.plan, known),
        result=plan_wishes.result(wishes.stored, wishes.plan, known),
        changed=wishes.changed,
        choices=[(STAY, _("Tetap")), (REQUIRE, _("Wajib")), (DROP, _("Buang")), (FORBID, _("Larang"))],
        posts=posts(wishes.stored, known),
        post=request.form.get("post", "") if errors else "",
        chosen=chosen if errors else None,
        errors=errors or {},
    )
