"""Check your answers: what was filled in, how it would be judged, what it does to both units, and what follows."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from policies.facts import Fill
from policies.model import Field
from policies.waiting import step_of
from web.awaited import in_sentence
from web.choices import Options, answer_words
from web.look import dates, figures, say
from web.panels.ballot import ballot
from web.panels.movement import card, share
from web.panels.papers import documents, training
from web.wording import limited, result_row
from workflow.cases import OpenCase, person, place
from workflow.organisation.calendar import city_day
from workflow.preview import Preview


def checking(
    opened: OpenCase,
    preview: Preview,
    typed: Mapping[str, str],
    offered: Callable[[Field], Options | None],
    href: str,
) -> dict[str, Any]:
    """Give everything that a check-your-answers page shows of one preview."""
    fields = [field for field in preview.step.fields if field.kind != "flag"]
    answers = [
        _employee(opened, field, preview, href)
        if field.kind == "employee"
        else _answer(field, preview.form.get(field.name), typed, offered, href)
        for field in fields
    ]
    return {
        "answers": answers,
        "results": _results(opened, preview),
        "movement": _card(opened, preview),
        "effects": _effects(opened, preview),
        "follows": _follows(opened, preview),
        **_grounds(opened, preview),
    }


def _grounds(opened: OpenCase, preview: Preview) -> dict[str, Any]:
    """Give what a decision rests on: how the committee voted, the training, and the documents so far."""
    if preview.step.instrument:
        return {"voting": None, "training": None, "documents": []}
    return {
        "voting": ballot(opened) if opened.case.has_result else None,
        "training": training(opened),
        "documents": documents(opened),
    }


def _card(opened: OpenCase, preview: Preview) -> dict[str, Any] | None:
    old, candidate = place(opened.connection, preview.then.old_post), person(opened.connection, preview.then.employee)
    seen = {result.rule: result.seen for result in preview.results}
    return card(old, opened.new_place, candidate, preview.effect, seen.get("R-ELG-01", {}).get("retires_on"))


def _employee(opened: OpenCase, field: Field, preview: Preview, href: str) -> dict[str, Any]:
    found = person(opened.connection, preview.then.employee)
    small = _("NIP %(nip)s · %(rank)s", nip=figures.nip(found.nip), rank=found.rank) if found else ""
    value = {"main": found.name if found else "", "small": small}
    return {"name": field.name, "label": say(field.label), "value": value, "href": f"{href}?search=1"}


def _answer(
    field: Field, value: Any, typed: Mapping[str, str], offered: Callable[[Field], Options | None], href: str
) -> dict[str, Any]:
    if value is None:
        words = _("tidak diisi")
    elif field.kind == "date":
        words = dates.long_date(value)
    elif field.kind == "moment":
        words = dates.moment(value)
    else:
        words = answer_words(field, typed.get(field.name, ""), offered(field))
    return {"name": field.name, "label": say(field.label), "value": words, "href": f"{href}#f-{field.name}"}


def _results(opened: OpenCase, preview: Preview) -> list[dict[str, Any]]:
    """Give the rules that saw something about this case; the others only say that the step may be taken."""
    day, justification = city_day(opened.moment), preview.form.get("justification", "")
    rows = []
    for result in preview.results:
        rule = opened.procedure.rules[result.rule]
        if rule.value is None:
            continue
        reserved = limited(rule, opened.sight, result.seen)
        why = ""
        if result.verdict == "warned" and justification:
            why = _("Penjelasan Anda: “%(words)s”", words=justification)
        elif result.verdict == "open" and rule.waived_by:
            by = in_sentence(say(opened.procedure.roles[rule.waived_by].label))
            why = _("Dicatat terbuka; dapat dikecualikan oleh %(role)s.", role=by)
        rows.append(result_row(rule, result.verdict, result.seen, day, reserved=reserved, why=why))
    return rows


def _effects(opened: OpenCase, preview: Preview) -> list[dict[str, Any]]:
    """Give the bars of both units; the limit stands where the law has one, which is at the donor's."""
    old, new = place(opened.connection, preview.then.old_post), opened.new_place
    if preview.effect is None or new is None:
        return []
    floor = opened.procedure.rules["R-DON-01"].on(city_day(opened.moment)).get("floor")
    limit = float(Fraction(floor)) if floor else None
    giving = {"id": "asal", "title": _("Dampak terhadap unit asal"), "unit": old.unit_name if old else ""}
    getting = {"id": "penerima", "title": _("Dampak terhadap unit penerima"), "unit": new.unit_name}
    fills = [(giving, preview.effect.donor, limit), (getting, preview.effect.receiving, None)]
    return [each | {"limit": at, "rows": _bars(fill)} for each, fill, at in fills if fill is not None]


def _bars(fill: Fill) -> list[dict[str, Any]]:
    rows = [(_("Sekarang"), fill.before, True), (_("Sesudah mutasi"), fill.after, False)]
    return [
        {
            "label": label,
            "words": _("%(count)s dari %(need)s", count=count, need=fill.need),
            "share": share(count, fill.need),
            "before": before,
        }
        for label, count, before in rows
    ]


def _follows(opened: OpenCase, preview: Preview) -> str:
    """Say what is waited for after the act, from whom and until when."""
    parts = []
    for mark in preview.awaits:
        if mark.endswith("?"):
            continue
        step = opened.procedure.steps[step_of(mark)]
        role = mark.rpartition("/")[2] if "/" in mark else step.by[0]
        label = in_sentence(say(opened.procedure.roles[role].label))
        parts.append(_("%(role)s: %(step)s", role=label, step=in_sentence(say(step.label))))
    state = opened.procedure.states[preview.then.state]
    if not parts:
        return _("Sesudah itu kasus ini pada tahap %(state)s.", state=say(state.label))
    words = _("Sesudah itu kasus ini menunggu %(whom)s.", whom="; ".join(dict.fromkeys(parts)))
    if preview.due_on:
        words += " " + _("Tenggat %(day)s.", day=dates.long_date(preview.due_on))
    return words
