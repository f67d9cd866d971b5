"""Rules about conflicts of interest, separation of duties, the committee's standing, and gates."""

from collections.abc import Mapping
from typing import Any

from policies.facts import Facts
from policies.verdicts import Finding, met, not_applicable, unknown


def no_conflict(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-COI-01: the actor has none of the relations that count at this step (PP 11/2017 Pasal 190 ayat (5))."""
    if facts.then.employee is None:
        return not_applicable()
    relations = sorted(facts.relations & frozenset(limits[ask]))
    return met(not relations, relations=relations)


def duties_separated(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-COI-03: proposer, voters and signer differ; an evaluator is not the analyst who recorded the case."""
    case, account = facts.case, facts.actor.account
    earlier = {
        "vote": {"proposer": case.proposer == account},
        "sign": {"proposer": case.proposer == account, "voter": account in case.voters},
        "evaluate": {"analyst": case.recorder == account and case.recorder_role == "personnel_analyst"},
    }[ask]
    roles = [role for role, was in earlier.items() if was]
    return met(not roles, earlier=roles)


def rightful_deputy(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-PLT-02: an office is filled by its holder, or by a delegate in writing who is no acting official."""
    seen = capacity(facts)
    return met(seen in ("holder", "delegate"), seen=seen)


def capacity(facts: Facts) -> str:
    """Say in which capacity somebody fills an office: holder, delegate, acting_official, or took_part.

    The PPK's delegate must neither have proposed nor voted. Of a vacant office an acting official (Plt) is deputy for
    nobody, so this is looked at first.
    """
    actor, case = facts.actor, facts.case
    if actor.acting_official:
        return "acting_official"
    if actor.deputy_for is None:
        return "holder"
    took_part = actor.account == case.proposer or actor.account in case.voters
    return "took_part" if actor.role == "ppk" and took_part else "delegate"


def body_in_force(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-COM-02: a committee's decree is in force on the day of the act."""
    if facts.body is None:
        return met(False)
    return met(True, decree=facts.body.decree, until=facts.body.until)


def considerations(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-COM-01: minutes dated from the close of the ballot to the decree, or to today (PP 11/2017 Pasal 191)."""
    minutes, decree = facts.then.documents.get("recommend"), facts.then.documents.get("sign-decree")
    ballot = facts.then.ballot
    if minutes is None:
        return not_applicable()
    if ballot is None or ballot.closed_on is None:
        return unknown()
    latest = decree.on if decree is not None else facts.today
    seen = {"on": minutes.on, "closed_on": ballot.closed_on, "latest": latest}
    return met(ballot.closed_on <= minutes.on <= latest, **seen)


def gate_to_waive(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-GAT-01: the named gate is unmet now, and the actor's office is the one that may waive it."""
    named = facts.form.get("rule")
    if named is None:
        return met(facts.actor.role in facts.unmet_gates().values())
    return met(named is not None and facts.unmet_gates().get(str(named)) == facts.actor.role, rule=named)


def some_gate_open(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-GAT-02: some gate that the proposal recorded is still open."""
    return met(bool(facts.case.open_gates), gates=list(facts.case.open_gates))


def no_gate_open(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-GAT-03: no gate that the proposal recorded is open."""
    return met(not facts.case.open_gates, gates=list(facts.case.open_gates))


RULES = {
    "R-COI-01": no_conflict,
    "R-COI-03": duties_separated,
    "R-COM-01": considerations,
    "R-COM-02": body_in_force,
    "R-PLT-02": rightful_deputy,
    "R-GAT-01": gate_to_waive,
    "R-GAT-02": some_gate_open,
    "R-GAT-03": no_gate_open,
}

LIMITS = {"R-COI-01": {"degree": "count", "narrow": "relations", "wide": "relations"}}

# What `Facts.relations` may name.
RELATIONS = frozenset({"subject", "family", "proposer", "donor_head", "receiving_head", "superior"})

QUESTIONS = {
    "R-COI-01": ("narrow", "wide"),
    "R-COI-03": ("vote", "sign", "evaluate"),
}
