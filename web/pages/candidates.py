"""Candidates for a need in order of fit, side by side, and the way from one of them to a proposal.

It is advice: whoever proposes decides, and says why when he passes over the first. Whom he looks at is recorded; whom
he chooses travels in a form and in his own draft.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people, staffing
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.look import dates, say
from web.occasions import Occasion, opened_case
from web.pages.open_needs import by_selection
from web.pages.steps import keep
from web.panels.candidates import Reader, floor_of, reasons, row, share_of, tags
from web.panels.comparing import compared
from web.readable import readable
from workflow import drafts, security
from workflow.forms import REQUIRED, Invalid
from workflow.lists import among
from workflow.matching.candidates import Candidate, candidates
from workflow.matching.target import Target, target
from workflow.matching.wishes import long_outlying, outlying_months, people_of, wishing
from workflow.organisation.calendar import city_day, now
from workflow.staffing import needs, story
from workflow.staffing.needs import Need
from workflow.tables import transfers, units

pages = Blueprint("candidates", __name__)

_PAGE = 50
_FIRST = 10  # whom a proposer sees
_MOST = 4  # side by side
_LONGEST = 2000  # characters of why the first was passed over

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to: a unit, outlying posts, own requests, whoever needs no waiver."""

    unit: str = ""
    outlying: bool = False
    own: bool = False
    free: bool = False

    @property
    def address(self) -> dict[str, str]:
        """The parts of an address that ask for it again."""
        flags = {"outlying": self.outlying, "own": self.own, "free": self.free}
        return ({"unit": self.unit} if self.unit else {}) | {name: "yes" for name, on in flags.items() if on}


EVERYBODY = Asked()


@dataclass(frozen=True)
class Seeking:
    """Somebody who looks for candidates for an open need."""

    need: Need
    run: Any
    all: bool
    today: date

    @property
    def planned_on(self) -> date:
        """From when on the first slot that nobody is on the way to fill is open; never in the past."""
        return max(self.need.open_from[0] if self.need.open_from else self.run.as_of, self.today)

    @cached_property
    def target(self) -> Target:
        """The post to be filled."""
        return target(database.connection(), current(), self.need.post_id, self.today, self.planned_on)

    @cached_property
    def reader(self) -> Reader:
        """How the list is read."""
        return Reader(self.today, self.planned_on, self.all, wishing(database.connection(), self.target.row))

    def listed(self, limit: int | None = None, asked: Asked = EVERYBODY) -> list[Candidate]:
        """Give the list, narrowed to what is asked for; to who reads only the first ones no more than those."""
        if not self.all:
            limit, asked = min(limit or _FIRST, _FIRST), EVERYBODY
        return self._sought(limit, self._among(asked), asked)

    def some(self, numbers: list[int]) -> list[Candidate]:
        """Give some of the list by their numbers, the best first; whom the reader does not see is left out."""
        if not numbers:
            return []
        if not self.all:
            return [each for each in self.listed() if each.row.id in numbers]
        return self._sought(None, numbers, EVERYBODY)

    def _sought(self, limit: int | None, among: Collection[int] | None, asked: Asked) -> list[Candidate]:
        rules = current().rules
        return candidates(
            self.target,
            str(self.run.id),
            now(),
            limit=limit,
            among=among,
            passes=lambda each: not asked.free or not (each.gates or each.refused(rules)),
        )

    def _among(self, asked: Asked) -> Collection[int] | None:
        """Give whom the list is narrowed to by who they are; None: to nobody in particular."""
        if not (asked.unit or asked.outlying or asked.own):
            return None
        people = people_of(database.connection(), asked.unit, outlying=asked.outlying)
        return [who.id for who in people if not asked.own or self._wants(who)]

    def _wants(self, who: Any) -> bool:
        months = outlying_months(current(), self.today)
        return who.id in self.reader.wishing or long_outlying(who, months, self.planned_on)


@pages.get("/needs/<int:number>/candidates")
@open_to(SIGNED_IN)
def show(number: int) -> Answer:
    """Show the candidates, and those picked side by side; who may not read them gets 404."""
    seeking = seeking_for(number)
    if seeking is None:
        return redirect(url_for("need_story.show", number=number), 303)
    security.note_look(database.for_writing(), {"candidates": number}, people.signed_in().account, now())
    if by_selection(seeking.need.category):
        return render_template("candidates/none.html", **_head(seeking), law=current().rules["R-STR-07"].basis)
    asked = asked_for() if seeking.all else EVERYBODY
    start = max(request.args.get("from", 0, type=int), 0) // _PAGE * _PAGE
    found = seeking.listed(start + _PAGE + 1, asked)
    shown = found[start : start + _PAGE]
    picks = _picks()
    chosen = seeking.some(picks[:_MOST])
    return render_template(
        "candidates/list.html",
        **_head(seeking),
        all=seeking.all,
        fields=_fields(asked) if seeking.all else [],
        narrowed=bool(asked.address),
        given={"number": number} | asked.address,
        hidden=asked.address | ({"from": str(start)} if start else {}),
        rows=[row(each, seeking.reader) for each in shown],
        first=start + 1,
        last=start + len(shown),
        floor=floor_of(seeking.today),
        limit=share_of(seeking.today),
        back=_address(number, asked, start - _PAGE) if start else "",
        on=_address(number, asked, start + _PAGE) if len(found) > start + _PAGE else "",
        picks=[each.row.id for each in chosen],
        too_many=len(picks) > _MOST,
        columns=[_column(each, seeking) for each in chosen],
        lines=compared(chosen, seeking.reader),
        most=_MOST,
    )


@pages.post("/needs/<int:number>/candidates")
@open_to(SIGNED_IN)
def propose(number: int) -> Answer:
    """Lead on to the proposal of one of them, in a case that is open for the need; ask why not the first."""
    seeking = seeking_for(number)
    found = seeking.some([request.form.get("employee", 0, type=int)]) if seeking else []
    if seeking is None or not found:
        abort(404)
    occasion = _case(seeking.need)
    if occasion is None:
        flash(_("Catat dahulu kasus untuk kebutuhan ini; sesudah itu pilih calon dari daftar ini lagi."), "info")
        return redirect(url_for("needs.new", need=number), 303)
    first = seeking.listed(1)[0]
    why = " ".join(request.form.get("why", "").split())[:_LONGEST]
    if _passes_over(found[0], first) and not why:
        error = say(REQUIRED) if "why" in request.form else ""
        page = render_template(
            "candidates/why.html", **_head(seeking), chosen=found[0].row, first=first.row, error=error, longest=_LONGEST
        )
        return (page, STATUS[Invalid]) if error else page
    _begin(occasion, found[0], seeking, why)
    return redirect(occasion.href, 303)


def seeking_for(number: int) -> Seeking | None:
    """Give the open need as the person looks at it, None once it is closed. Ends in 404 for who may not read it."""
    need = story.find(database.connection(), number)
    if need is None:
        abort(404)
    if not staffing.seeks(need.path):
        abort(404)
    run = staffing.newest_run()
    found = needs.listed(database.connection(), run, need=number) if run else []
    return Seeking(found[0], run, staffing.may("candidates", need.path), city_day(now())) if found else None


def _head(seeking: Seeking) -> dict[str, Any]:
    need = seeking.need
    return {
        "need": need,
        "title": _("Calon %(post)s untuk %(unit)s", post=need.post_name, unit=need.unit_name),
        "lead": _(
            "%(effective)s dari %(need)s terisi · prioritas %(priority)s · dapat diisi mulai %(day)s",
            effective=need.effective,
            need=need.need,
            priority=staffing.priority(need.priority),
            day=dates.long_date(seeking.planned_on),
        ),
        "planned_on": seeking.planned_on,
    }


def asked_for() -> Asked:
    """Read what the address narrows the list to."""
    given = request.args
    flags = {name: given.get(name) == "yes" for name in ("outlying", "own", "free")}
    return Asked(unit=given.get("unit", ""), **flags)


def _address(number: int, asked: Asked, start: int) -> str:
    more = {"from": str(start)} if start > 0 else {}
    return url_for("candidates.show", number=number, **asked.address, **more)


def _picks() -> list[int]:
    """Give the employees whom the address asks to be compared, each once."""
    return list(dict.fromkeys(request.args.getlist("pick", type=int)))


def _fields(asked: Asked) -> list[dict[str, Any]]:
    """Give the filters."""
    known = database.connection().execute(select(units.c.code, units.c.name).order_by(units.c.name))
    chosen = asked.address
    return [
        _select("unit", _("Unit asal"), _("Semua unit"), [(code, name) for code, name in known], chosen),
        _select("outlying", _("Wilayah"), _("Semua wilayah"), [("yes", _("wilayah luar"))], chosen),
        _select("own", _("Keinginan pindah"), _("Semua"), [("yes", _("ingin atau lama di wilayah luar"))], chosen),
        _select("free", _("Syarat"), _("Semua"), [("yes", _("tanpa perlu pengecualian"))], chosen),
    ]


def _select(
    name: str, label: str, every: str, choices: list[tuple[str, str]], chosen: dict[str, str]
) -> dict[str, Any]:
    options = [{"value": value, "label": words} for value, words in [("", every), *choices]]
    return {"name": name, "label": label, "kind": "select", "choices": options, "value": chosen.get(name, "")}


def _column(each: Candidate, seeking: Seeking) -> dict[str, Any]:
    return {
        "id": each.row.id,
        "name": each.row.name,
        "tags": tags(each),
        "reasons": reasons(each, seeking.reader),
    }


def _case(need: Need) -> Occasion | None:
    """Give the oldest case that waits for a candidate for the need and in which this person may propose one."""
    step = current().steps["propose"]
    waiting = select(transfers.c.id).where(
        transfers.c.new_post_id == need.post_id, transfers.c.state.in_(sorted(step.sources))
    )
    numbers = list(database.connection().scalars(waiting))
    for each in reversed(among(readable(), numbers)):
        occasion = Occasion(opened_case(each.case_number), step)
        if occasion.offer is not None and occasion.offer.possible:
            return occasion
    return None


def _passes_over(chosen: Candidate, first: Candidate) -> bool:
    """Say whether a better one is passed over: one of a higher fit whom no rule refuses."""
    return chosen.fit.ten_thousandths < first.fit.ten_thousandths and not first.refused(current().rules)


def _begin(occasion: Occasion, each: Candidate, seeking: Seeking, why: str) -> None:
    """Write the candidate, the day and why the first was passed over into the draft, beside whatever it held."""
    draft = drafts.find(occasion.opened.connection, occasion.place)
    form = dict(draft.form) if draft else {}
    form |= {"employee": str(each.row.id), "planned_on": str(dates.as_typed(seeking.planned_on))}
    told = _("Calon urutan pertama tidak diusulkan karena: %(why)s", why=why) if why else ""
    if told and told not in form.get("reason", ""):
        form["reason"] = "\n\n".join(part for part in (form.get("reason", ""), told) if part)
    keep(occasion, form)
