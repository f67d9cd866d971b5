"""Rules about evaluation, corrections and endings."""

from collections.abc import Mapping
from typing import Any

from policies.dates import add_days
from policies.facts import Facts
from policies.verdicts import Finding, met, unknown

FIRST_ROUND = 3  # months


def not_early(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-01a: an evaluation opens so many days before it is due."""
    if facts.round_due_on is None:
        return unknown()
    opens_on = add_days(facts.round_due_on, -limits["days"])
    return met(facts.today >= opens_on, due_on=facts.round_due_on, opens_on=opens_on)


def not_late(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-01b: later than so many days after the due date asks for a justification."""
    if facts.round_due_on is None:
        return unknown()
    return met(facts.today <= add_days(facts.round_due_on, limits["days"]), due_on=facts.round_due_on)


def first_round_done(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-02: the 6-month evaluation follows the 3-month one."""
    return met("evaluate-3" in facts.case.dates)


def worked_together(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-03: evaluator and employee have worked together for so many days."""
    together = facts.days_together()
    return met(together >= limits["days"], together=together)


def shown_cause(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-07: the register shows the named cause, or nobody qualifies so many days after the due date."""
    cause = facts.form.get("cause")
    if cause is None and facts.departed_as():
        return met(True, seen="departed")
    if cause not in (None, "no_evaluator"):
        return met(cause in facts.departed_as(), seen=cause)
    if facts.round_due_on is None:
        return unknown(seen=cause)
    overdue = facts.today > add_days(facts.round_due_on, limits["days"])
    _, supervisors = facts.qualified()
    return met(overdue and supervisors == 0, seen=cause)


def once_a_round(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-08: each peer gives feedback once a round."""
    given = facts.case.feedback.get(facts.round or 0, frozenset())
    return met(facts.actor.employee not in given)


def peers_heard(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-09: the wanted number of peers, or as many as qualify, have given feedback; else a justification."""
    given = len(facts.case.feedback.get(facts.round or 0, frozenset()))
    qualified, _ = facts.qualified()
    wanted = min(limits["peers"], max(qualified, given))
    return met(given >= wanted, given=given, qualified=qualified, wanted=wanted)


def coached(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-05a: where the 3-month predicate asks for coaching, a plan for it has been made."""
    return met(facts.case.coached or not _asks_for_coaching(facts, limits))


def coaching_asked(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-05b: the 3-month predicate asks for coaching."""
    return met(_asks_for_coaching(facts, limits))


def not_yet_coached(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-05c: no coaching plan has been made yet."""
    return met(not facts.case.coached)


def _asks_for_coaching(facts: Facts, limits: Mapping[str, Any]) -> bool:
    return facts.case.predicates.get(FIRST_ROUND) in limits["predicates"]


def no_goals_yet(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-11: no goals have been recorded yet."""
    return met(facts.case.goals is None)


def goals_wait(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-12: goals stand that the employee has not accepted."""
    return met(facts.case.goals == "recorded")


def evaluation_waits(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-14: the last evaluation has not been answered by the employee."""
    return met(max(facts.case.evaluators, default=None) not in {None, *facts.case.answered})


def need_not_judged(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-15a: the receiving head has not said yet whether the need was met."""
    return met(facts.case.need_met is None)


def need_not_early(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-EVL-15b: whether the need was met is said so many days before the 6-month evaluation is due, or later.

    After that evaluation no round is under way, and it is never too early.
    """
    return met(True) if facts.round is None else not_early(facts, limits, ask)


def correctable(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-COR-01: the document stands in the case; who recorded it or the analyst corrects it."""
    named = facts.form.get("document")
    found = [d for name, d in facts.case.documents.items() if named in (None, name)]
    analyst = facts.actor.role == "personnel_analyst"
    return met(any(analyst or document.account == facts.actor.account for document in found))


RULES = {
    "R-EVL-01a": not_early,
    "R-EVL-01b": not_late,
    "R-EVL-02": first_round_done,
    "R-EVL-03": worked_together,
    "R-EVL-05a": coached,
    "R-EVL-05b": coaching_asked,
    "R-EVL-05c": not_yet_coached,
    "R-EVL-07": shown_cause,
    "R-EVL-08": once_a_round,
    "R-EVL-09": peers_heard,
    "R-EVL-11": no_goals_yet,
    "R-EVL-12": goals_wait,
    "R-EVL-14": evaluation_waits,
    "R-EVL-15a": need_not_judged,
    "R-EVL-15b": need_not_early,
    "R-COR-01": correctable,
}

LIMITS = {
    "R-EVL-01a": {"days": "count"},
    "R-EVL-01b": {"days": "count"},
    "R-EVL-03": {"days": "count"},
    "R-EVL-05a": {"predicates": "names"},
    "R-EVL-05b": {"predicates": "names"},
    "R-EVL-07": {"days": "count"},
    "R-EVL-09": {"peers": "count"},
    "R-EVL-15b": {"days": "count"},
    "R-EVL-10": {"round_3": "count", "round_6": "count"},
}
