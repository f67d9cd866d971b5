"""One case: where it stands, from where to where, what the rules say, who is waited for, and what I may do now."""

from datetime import date
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.facts import Actor
from web import database
from web.awaited import in_sentence
from web.doors import SIGNED_IN, open_to
from web.look import say
from web.occasions import opened_case
from web.panels import ballot, evaluations, follow_up, movement, papers, plan_cases, results, stages, steps
from web.panels.heading import heading
from web.readable import readable
from web.wording import code_words, quotation, said_by, timeline
from workflow import security
from workflow.cases import OpenCase
from workflow.search import account_name

pages = Blueprint("case", __name__)


@pages.get("/transfers/<case_number>")
@open_to(SIGNED_IN)
def case(case_number: str) -> str:
    """Show a case as the person may see it."""
    opened = opened_case(case_number)
    page = _slip(opened) if opened.sight.form_only else _whole(opened)
    transfer, account, moment = int(opened.head["id"]), opened.who.account, opened.moment
    security.note_read(database.for_writing(), transfer, account, moment)
    return page


def _whole(opened: OpenCase) -> str:
    voting = ballot.ballot(opened)
    offered = steps.steps(opened, besides=_in_ballot(opened, voting))
    return render_template(
        "case.html",
        **heading(opened),
        case_number=opened.case_number,
        stages=stages.stages(opened),
        movement=movement.movement(opened),
        post=_post(opened),
        reasons=_reasons(opened),
        results=results.results(opened),
        voting=voting,
        form=_vote_form(opened) if voting and voting["kind"] == "open" else None,
        steps=offered,
        deputy=_deputy(opened),
        waiting=steps.waiting(opened),
        since=opened.head["since"],
        due=opened.head["due_on"],
        load_until=_load_until(opened),
        donor=papers.donor_answer(opened),
        training=papers.training(opened),
        documents=papers.documents(opened),
        plan=plan_cases.of_case(opened),
        evaluations=evaluations.evaluations(opened),
        followed=follow_up.panels(opened),
        entries=timeline(opened, hashes="auditor" in opened.roles),
        today=readable().today,
    )


def _slip(opened: OpenCase) -> str:
    """Show somebody who reads a case only for his own form no more than that form needs."""
    return render_template(
        "case_slip.html",
        **heading(opened),
        case_number=opened.case_number,
        place=opened.new_place,
        started=opened.case.started_on,
        steps=steps.steps(opened),
        due=opened.head["due_on"],
    )


def _post(opened: OpenCase) -> list[tuple[str, str]]:
    """Say what is to be filled, while nobody is proposed for it."""
    place = opened.new_place
    if place is None or opened.candidate is not None:
        return []
    rows = {
        _("Jabatan"): place.name,
        _("Unit"): place.unit_name,
        _("Kelas"): str(place.job_class),
        _("Jenjang"): code_words(place.category),
        _("Kebutuhan"): ngettext("%(num)s orang", "%(num)s orang", place.need)
        if place.need
        else _("tidak ada yang disetujui"),
    }
    return list(rows.items())


def _load_until(opened: OpenCase) -> date | None:
    """Give the end of the load for which alone somebody is to be placed, as long as the case goes on or has placed."""
    on_its_way = opened.procedure.states[opened.case.state].order is not None
    return opened.case.temporary_until if on_its_way else None


def _reasons(opened: OpenCase) -> list[dict[str, Any]]:
    """Give what was written about the need and about the proposal, with who wrote it."""
    last = {each.step.name: each for each in opened.lines if each.step.name in ("identify", "propose")}
    if opened.case.employee is None:
        last.pop("propose", None)
    labels = {"identify": _("Kebutuhan"), "propose": _("Usulan")}
    return [
        {"label": labels[name], "text": quotation(each), "by": ", ".join(part for part in said_by(each) if part)}
        for name, each in last.items()
        if quotation(each)
    ]


def _in_ballot(opened: OpenCase, voting: dict[str, Any] | None) -> frozenset[str]:
    """Name the steps that the panel of an open ballot offers itself: the vote, and stepping back from it."""
    if voting is None or voting["kind"] not in ("open", "voted"):
        return frozenset()
    return frozenset(offer.step.name for offer in opened.offers if offer.step.by == voting["step"].by)


def _vote_form(opened: OpenCase) -> dict[str, Any]:
    recuse = [offer for offer in opened.offers if offer.step.name == "recuse" and offer.possible]
    return {
        "action": url_for("steps.step", case_number=opened.case_number, step="vote"),
        "key": token_urlsafe(16),
        "seen": opened.case.number,
        "recuse": steps.step_href(opened, recuse[0].step) if recuse else "",
    }


def _deputy(opened: OpenCase) -> str:
    """Say for whom somebody would act, when one of his steps is a deputy's."""
    actors: list[Actor] = [offer.actor for offer in opened.offers if offer.actor.deputy_for is not None]
    if not actors:
        return ""
    holder = account_name(opened.connection, actors[0].deputy_for or 0)
    role = in_sentence(say(opened.procedure.roles[actors[0].role].label))
    return _("Anda bertindak atas nama %(holder)s sebagai %(role)s; keduanya dicatat.", holder=holder, role=role)
