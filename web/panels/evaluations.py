"""Evaluations and feedback as they were given, for who may read them."""

from typing import Any

from flask_babel import gettext as _

from policies.model import Field, Instrument
from web.look import dates, say
from web.panels.follow_up import agreed
from web.wording import recorded, said_by
from workflow.cases import OpenCase, Shown


def evaluations(opened: OpenCase) -> list[dict[str, Any]]:
    """Give each visible answer to the instrument as components/evaluation.html draws it, newest first."""
    return [_answer(opened.procedure.instrument, each) for each in reversed(opened.lines) if each.step.instrument]


def _answer(instrument: Instrument, shown: Shown) -> dict[str, Any]:
    name, office = said_by(shown)
    months = shown.values.get("round", "")
    # The number tells one colleague's answer from another's, whose name may not be shown.
    title = _("Umpan balik sejawat %(months)s bulan, catatan %(number)s", months=months, number=shown.line.number)
    if shown.step.instrument == "evaluation":
        title = _("Evaluasi %(months)s bulan", months=months)
    by = ", ".join(part for part in (name, office, dates.long_date(shown.line.on)) if part)
    return {
        "number": shown.line.number,
        "title": title,
        "by": by,
        "result": _result(instrument, shown),
        "values": [
            _value(field, shown.values[field.name]) for field in instrument.values if field.name in shown.values
        ],
        "texts": [
            {"label": say(field.label), "text": shown.values[field.name]}
            for field in instrument.texts
            if field.name in shown.values
        ],
        "agreed": agreed(shown),
    }


def _result(instrument: Instrument, shown: Shown) -> dict[str, str] | None:
    predicate = instrument.predicates.get(shown.values.get("predicate", ""))
    if predicate is None:
        return None
    result = recorded(instrument.result, shown.values.get("result"), shown.line.on)
    sentence = _("%(label)s: %(result)s.", label=say(instrument.result.label), result=result.lower())
    version = _("Instrumen %(version)s", version=shown.values.get("instrument", ""))
    return {"predicate": say(predicate), "sentence": sentence, "note": version}


def _value(field: Field, given: int) -> dict[str, str]:
    anchor = dict(field.anchors).get(int(given))
    return {
        "label": say(field.label),
        "value": _("%(given)s dari 5", given=given),
        "note": say(anchor) if anchor else "",
    }
