"""Judging an act: every rule of a step is asked once, and its kind says what its answer means."""

from collections.abc import Mapping
from typing import Any

from policies.facts import Facts
from policies.model import Procedure, Rule, Step
from policies.rules import FUNCTIONS
from policies.verdicts import REFUSING, Finding, Result, Verdict


def judge(procedure: Procedure, step: Step, facts: Facts) -> tuple[Result, ...]:
    """Ask every rule of the step, in its order. All are asked, so that a refusal names all that is missing."""
    return tuple(_weigh(procedure.rules[rule_id], step, facts) for rule_id in step.provided)


def ask(rule: Rule, step: str, facts: Facts) -> Finding:
    """Ask one rule with the parameters of the day. A rule that fails to evaluate answers "unknown"."""
    try:
        return FUNCTIONS[rule.id](facts, rule.on(facts.today), rule.ask(step))
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in a rule must refuse, never pass
        return Finding(Verdict.UNKNOWN, {"error": type(error).__name__})


def unmet_gates(procedure: Procedure, facts: Facts) -> Mapping[str, str]:
    """Give the gates that are unmet now and not waived for this candidate, each with the role that may waive it."""
    return {
        rule.id: str(rule.waived_by)
        for rule in procedure.gates
        if facts.case.gates.get(rule.id) != "waived" and ask(rule, facts.step, facts).verdict in REFUSING
    }


def _weigh(rule: Rule, step: Step, facts: Facts) -> Result:
    finding = ask(rule, step.name, facts)
    seen: dict[str, Any] = {**rule.on(facts.today), **finding.seen}
    if finding.verdict not in REFUSING:
        return Result(rule.id, finding.verdict, seen)
    if rule.kind == "gate":
        if facts.case.gates.get(rule.id) == "waived" and not step.records_gates:
            return Result(rule.id, Verdict.WAIVED, seen)
        return Result(rule.id, Verdict.OPEN if step.records_gates else finding.verdict, seen)
    if rule.kind == "warn" and (facts.form.get("justification") or rule.id in facts.case.justified):
        return Result(rule.id, Verdict.WARNED, seen)
    return Result(rule.id, finding.verdict, seen)
