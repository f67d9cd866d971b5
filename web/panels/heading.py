"""Title and lead of everything about one case."""

from flask_babel import gettext as _

from web.look import dates, say
from web.panels.results import of_candidate
from web.wording import said_by
from workflow.cases import OpenCase


def heading(opened: OpenCase) -> dict[str, str]:
    """Give title and lead of everything about a case: "Nurhamidah Siregar ke Puskesmas Pintu Langit"."""
    candidate, place, known = opened.candidate, opened.new_place, opened.case
    unit, post = (place.unit_name, place.name) if place else ("", "")
    if candidate is None:
        return {
            "title": _("Mengisi %(post)s di %(unit)s", post=post, unit=unit),
            "lead": say(opened.procedure.states[opened.case.state].plain),
        }
    title = _("%(person)s ke %(unit)s", person=candidate.name, unit=unit)
    if opened.sight.form_only:
        return {"title": title, "lead": post}
    parts = [_kind(opened), _proposed_by(opened)]
    if known.planned_on:
        signed = "sign-decree" in known.documents
        day = dates.long_date(known.planned_on)
        parts.append(_("TMT %(day)s", day=day) if signed else _("rencana TMT %(day)s", day=day))
    return {"title": title, "lead": " · ".join(part for part in parts if part)}


def _kind(opened: OpenCase) -> str:
    fields = {field.name: field for field in opened.procedure.steps["propose"].fields}
    return next((say(each.label) for each in fields["kind"].choices if each.value == opened.case.kind), "")


def _proposed_by(opened: OpenCase) -> str:
    proposals = [each for each in of_candidate(opened) if each.step.name == "propose"]
    if not proposals:
        return ""
    name, office = said_by(proposals[-1])
    return _("diusulkan %(name)s, %(office)s", name=name, office=office)
