"""Rules with their results, and refusals, in words: what is met, what is not and why, by which law."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from policies.model import Procedure, Rule
from policies.reading import Sight
from policies.verdicts import Result, Verdict
from web.look import dates, say
from web.spelling import in_sentence
from web.wording.codes import code_words
from web.wording.values import filled
from workflow.answers import Refused

_UNMET = frozenset({Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.OPEN})


def result_row(
    rule: Rule, verdict: str, seen: Mapping[str, Any], day: date, *, reserved: bool = False, why: str = ""
) -> dict[str, Any]:
    """Give a result as components/rules.html draws it; `day` chooses the parameters where none were recorded."""
    values = {**rule.on(day), **seen}
    shown = "" if reserved else _value(rule, values)
    since = None if reserved else seen.get("since")
    limit = _("rincian terbatas") if reserved else since and _("sejak %(day)s", day=dates.long_date(since))
    return {
        "verdict": "reserved" if reserved and rule.sensitive and verdict in _UNMET else verdict,
        "sentence": filled(rule.sentence, values),
        "law": rule.basis,
        "value": shown,
        "limit": limit or "",
        "why": why,
    }


def _value(rule: Rule, values: Mapping[str, Any]) -> str:
    """Write what a rule saw. Before a ballot there is nobody present yet, and an answer says more than a count."""
    if values.get("outcome") == "unopened":
        return _("%(number)s berhak", number=values["eligible"])
    return filled(rule.value, values) or code_words(values.get("answer") or "")


def limited(rule: Rule, sight: Sight, seen: Mapping[str, Any]) -> bool:
    """Say whether what a rule saw is kept from a reader. His own relations to a case are no secret to himself."""
    if "relations" in seen:
        return False
    return (rule.sensitive and not sight.sensitive) or (rule.names_others and not sight.others)


def unmet_words(rule: Rule, result: Result, sight: Sight, day: date) -> str:
    """Say why a rule is not met, with the value seen; to who may not know it only that it is not."""
    sentence = filled(rule.sentence, rule.on(day))
    if limited(rule, sight, result.seen):
        return _("%(rule)s: tidak terpenuhi, alasan terbatas.", rule=sentence)
    words = filled(rule.unmet, {**rule.on(day), **result.seen})
    return words or _("Belum terpenuhi: %(rule)s.", rule=sentence)


def refusal(procedure: Procedure, error: Refused, sight: Sight, day: date) -> list[dict[str, str]]:
    """Give every reason against a step: {"words", "law", "waiver"}, `waiver` saying who may make an exception."""
    step = procedure.steps[error.step]
    found = []
    if error.no_role:
        roles = ", ".join(in_sentence(say(procedure.roles[role].label)) for role in step.by)
        words = _("Langkah ini dilakukan oleh: %(roles)s. Peran itu bukan peran Anda pada kasus ini.", roles=roles)
        found.append({"words": words, "law": step.basis, "waiver": ""})
    if error.wrong_state is not None:
        found.append({"words": _wrong_state(procedure, error.step, error.wrong_state), "law": step.basis, "waiver": ""})
    return found + [_reason(procedure, result, sight, day) for result in error.results]


def _wrong_state(procedure: Procedure, step: str, state: str) -> str:
    allowed = ", ".join(say(procedure.states[name].label) for name in procedure.steps[step].sources)
    now = say(procedure.states[state].label)
    return _("Langkah ini dilakukan pada tahap %(allowed)s; kasus ini pada tahap %(now)s.", allowed=allowed, now=now)


def _reason(procedure: Procedure, result: Result, sight: Sight, day: date) -> dict[str, str]:
    rule = procedure.rules[result.rule]
    by = in_sentence(say(procedure.roles[rule.waived_by].label)) if rule.waived_by else ""
    return {
        "words": unmet_words(rule, result, sight, day),
        "law": rule.basis,
        "waiver": _("Dapat dikecualikan dengan alasan tertulis oleh %(role)s.", role=by) if by else "",
    }
