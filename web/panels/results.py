"""How the rules were judged: of each the latest result on the present proposal, with who waived or explained it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from policies.verdicts import Verdict
from web.look import dates, say
from web.spelling import in_sentence
from web.wording import result_row, said_by
from workflow.cases import OpenCase, Shown


def of_candidate(opened: OpenCase) -> list[Shown]:
    """Give the lines about the present candidate: everything since the last proposal, if it still stands."""
    if opened.case.employee is None:
        return []
    starts = [number for number, each in enumerate(opened.lines) if each.step.name == "propose"]
    return list(opened.lines[starts[-1] :]) if starts else []


def results(opened: OpenCase, besides: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Give the rules with what they saw as components/rules.html draws them; `besides` are left out.

    A rule without a value of its own, such as "no ballot is open", spoke of a moment that has passed.
    """
    lines = of_candidate(opened)
    latest = {rule: each for each in lines if each.step.claims for rule in each.results}
    rows = []
    for rule_id, each in latest.items():
        rule = opened.procedure.rules.get(rule_id)
        if rule is None or rule.value is None or rule.of_form or rule_id in besides:
            continue
        verdict, seen = each.results[rule_id]
        verdict = _now(opened, rule_id, verdict)
        reserved = rule_id in each.reserved and "relations" not in seen
        why = _why(opened, lines, rule_id, verdict)
        rows.append(result_row(rule, verdict, seen, each.line.on, reserved=reserved, why=why))
    return rows


def _now(opened: OpenCase, rule: str, verdict: str) -> str:
    """A gate that was found open may have been waived since."""
    waived = verdict == Verdict.OPEN and opened.case.gates.get(rule) == "waived"
    return Verdict.WAIVED if waived else verdict


def _why(opened: OpenCase, lines: Sequence[Shown], rule_id: str, verdict: str) -> str:
    if verdict == Verdict.WAIVED:
        return _waiver(lines, rule_id)
    if verdict == Verdict.WARNED:
        return _justification(lines, rule_id)
    by = opened.procedure.rules[rule_id].waived_by
    if verdict == Verdict.OPEN and by:
        return _("Menunggu pengecualian oleh %(role)s.", role=in_sentence(say(opened.procedure.roles[by].label)))
    return ""


def _waiver(lines: Sequence[Shown], rule_id: str) -> str:
    waivers = [each for each in lines if each.step.name == "waive-gate" and each.values.get("rule") == rule_id]
    if not waivers:
        return ""
    last = waivers[-1]
    words = _("Dikecualikan %(who)s, %(day)s.", who=_signed(last), day=dates.long_date(last.line.on))
    return f"{words} “{last.values['reason']}”" if last.values.get("reason") else words


def _justification(lines: Sequence[Shown], rule_id: str) -> str:
    found = [each for each in lines if each.line.verdicts.get(rule_id) == Verdict.WARNED]
    texts = [(_signed(each), each.values["justification"]) for each in found if each.values.get("justification")]
    return f"{texts[-1][0]}: “{texts[-1][1]}”" if texts else ""


def _signed(shown: Shown) -> str:
    return ", ".join(part for part in said_by(shown) if part)
