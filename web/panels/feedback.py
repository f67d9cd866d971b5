"""The feedback on a person as he himself reads it: words instead of figures, and nobody's name but his superior's.

A round appears once it is closed by the evaluation. Of what others answered he reads only the level to which all
answers come together, his superior's among them; what colleagues wrote reaches him in his superior's words alone.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _

from policies.instruments import behaviour_level, form_of
from policies.model import Field, Instrument
from policies.scoring import PEERS, SUPERVISOR, Form
from web.look import dates, say
from web.panels.follow_up import agreed
from web.spelling import in_sentence, in_words
from web.wording import recorded, said_by
from workflow.cases import OpenCase, Shown


def feedback(opened: OpenCase) -> list[dict[str, Any]]:
    """Give each closed round, the newest first."""
    closed = [each for each in opened.lines if each.step.instrument == "evaluation"]
    return [_round(opened, each) for each in reversed(closed)]


def _round(opened: OpenCase, evaluation: Shown) -> dict[str, Any]:
    instrument, months = opened.procedure.instrument, evaluation.values.get("round")
    forms = [form_of(instrument, SUPERVISOR, evaluation.values)]
    forms += [form_of(instrument, PEERS, each) for each in opened.case.heard.get(months or 0, ())]
    by = ", ".join(part for part in (*said_by(evaluation), dates.long_date(evaluation.line.on)) if part)
    return {
        "months": months,
        "title": _("Umpan balik %(months)s bulan", months=in_words(int(months)) if months else ""),
        "by": by,
        "result": _result(instrument, evaluation, forms),
        "levels": _levels(instrument, forms),
        "agreed": agreed(evaluation),
        "seen": _texts(instrument.texts[:-1], evaluation),
        "next": _texts(instrument.texts[-1:], evaluation),
    }


def _result(instrument: Instrument, evaluation: Shown, forms: Sequence[Form]) -> dict[str, str] | None:
    predicate = instrument.predicates.get(evaluation.values.get("predicate", ""))
    level = behaviour_level(instrument, forms)
    if predicate is None or level is None:
        return None
    result = in_sentence(recorded(instrument.result, evaluation.values.get("result"), evaluation.line.on))
    words = in_sentence(say(instrument.behaviour[level]))
    sentence = _("Hasil kerja %(result)s, perilaku %(level)s.", result=result, level=words)
    return {"predicate": say(predicate), "sentence": sentence, "note": ""}


def _levels(instrument: Instrument, forms: Sequence[Form]) -> list[dict[str, str]]:
    """Give each value with the level that all who answered come to together, whoever they are."""
    found = [(value, behaviour_level(instrument, forms, [value.name])) for value in instrument.values]
    return [{"label": say(value.label), "value": say(instrument.behaviour[level])} for value, level in found if level]


def _texts(fields: Iterable[Field], evaluation: Shown) -> list[dict[str, str]]:
    """Give what the superior wrote to each question."""
    found = ((field, evaluation.values.get(field.name)) for field in fields)
    return [{"label": say(field.label), "text": str(text)} for field, text in found if text]
