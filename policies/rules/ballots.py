"""Rules about ballots: open or not, who may vote, when it may close, and what it decided."""

from collections.abc import Mapping
from typing import Any

from policies.ballots import Ballot
from policies.facts import Facts
from policies.verdicts import Finding, met, not_applicable, unknown


def none_open(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-01: no ballot is open."""
    return met(facts.case.ballot_status != "open")


def one_open(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-02: a ballot is open."""
    return met(facts.case.ballot_status == "open")


def no_result(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-03: no ballot has decided; a tie decides nothing."""
    return met(not facts.case.has_result)


def result(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-04: a ballot has decided."""
    return met(facts.case.has_result)


def may_vote(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-05: the member was entitled when the ballot opened and has not recused since."""
    ballot = _open(facts)
    return met(ballot is not None and facts.actor.employee in ballot.eligible)


def closes_later(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-06: the closing time lies ahead."""
    closes_at = facts.form.get("closes_at")
    return met(closes_at is not None and closes_at > facts.moment)


def may_close(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-07: all have cast, or the closing time has passed; never early, never by itself."""
    ballot = _open(facts)
    if ballot is None:
        return not_applicable()
    seen = {"cast": ballot.tally.present, "eligible": len(ballot.eligible)}
    return met(ballot.all_cast or facts.moment >= ballot.closes_at, **seen)


def some_missing(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-08: some member has not voted."""
    ballot = _open(facts)
    return met(ballot is not None and not ballot.all_cast)


def all_cast(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BAL-09: every member has voted or recused."""
    ballot = _open(facts)
    return met(ballot is not None and ballot.all_cast)


def quorate(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-COM-05: enough members at the opening; quorum at the close; then, as asked, carried or lost.

    While the ballot is open only the count of votes is told, never how they fell.
    """
    if ask == "opening":
        return met(facts.eligible_members >= limits["minimum"], **_opening(facts.eligible_members))
    ballot = facts.case.ballot
    if ballot is None:
        return unknown(outcome="none")
    count = ballot.tally
    needed = count.quorum(limits["quorum"])
    seen: dict[str, Any] = {"eligible": count.eligible, "present": count.present, "needed_present": needed}
    quorum = count.eligible >= limits["minimum"] and count.present >= needed
    if ask == "short":
        return met(count.eligible < limits["minimum"], **seen, outcome="open")
    if ask == "quorum":
        return met(quorum, **seen, outcome="open")
    if ballot.closed_on is None:
        return met(False, **seen, outcome="open")
    return met(quorum and count.outcome == ask, **seen, outcome=count.outcome)


def _opening(eligible: int) -> dict[str, Any]:
    return {"eligible": eligible, "present": 0, "needed_present": 0, "outcome": "unopened"}


def against_has_reason(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-COM-06: a vote against gives its reason."""
    if facts.form.get("vote") != "against":
        return not_applicable()
    return met(bool(facts.form.get("reason")))


def _open(facts: Facts) -> Ballot | None:
    return facts.case.ballot if facts.case.ballot_status == "open" else None


RULES = {
    "R-BAL-01": none_open,
    "R-BAL-02": one_open,
    "R-BAL-03": no_result,
    "R-BAL-04": result,
    "R-BAL-05": may_vote,
    "R-BAL-06": closes_later,
    "R-BAL-07": may_close,
    "R-BAL-08": some_missing,
    "R-BAL-09": all_cast,
    "R-COM-05": quorate,
    "R-COM-06": against_has_reason,
}

LIMITS = {"R-COM-05": {"quorum": "share", "minimum": "count"}}

QUESTIONS = {"R-COM-05": ("opening", "short", "quorum", "carried", "lost")}
