"""Rules about the post and the units: the approved map, slots, and the donor's protection."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from policies.dates import add_months
from policies.facts import Facts
from policies.verdicts import Finding, met, not_applicable, unknown

NO_POST = "no_post"  # the candidate leaves none, so that no unit gives him up


def not_leadership(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-STR-07: the target is no high leadership post (PP 11/2017 Pasal 131)."""
    if facts.new_post is None:
        return unknown()
    return met(facts.new_post.category not in limits["categories"], category=facts.new_post.category)


def approved_post(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-NED-01a: the post stands in the approved map, with a need of at least one."""
    post = facts.new_post
    if post is None:
        return unknown()
    return met(post.need >= 1 and not post.ended, need=post.need)


def free_slot(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-NED-01b and -01c: a slot is free on the effective date; `ask` says whose departure counts at this step."""
    if facts.new_post is None or facts.then.planned_on is None:
        return unknown()
    slots = facts.slots(ask, facts.then.planned_on)
    return met(slots.free, need=slots.need, holders=slots.holders, waits_for=list(slots.waits_for))


def donor_fill(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-01: after the move the donor is filled to the floor, or not lower than before (local choice)."""
    if facts.then.from_no_post:
        return not_applicable(answer=NO_POST)
    if facts.then.planned_on is None:
        return unknown()
    fill = facts.fill(ask, facts.then.planned_on)
    holds = fill.share_after >= Fraction(limits["floor"]) or fill.after >= fill.before
    return met(holds, after=str(fill.share_after), before=fill.before, holders=fill.after, need=fill.need)


def no_worse_than_receiver(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-02: after the move the donor is filled no less than the receiver was before it (local choice)."""
    if facts.then.from_no_post:
        return not_applicable(answer=NO_POST)
    if facts.then.planned_on is None:
        return unknown()
    donor, receiver = facts.fill(ask, facts.then.planned_on), facts.receiving_fill(facts.then.planned_on)
    return met(
        donor.share_after >= receiver.share_before, after=str(donor.share_after), other=str(receiver.share_before)
    )


def similar_capacity(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-04: the donor's capacity is similar to the receiver's (local choice)."""
    if facts.then.from_no_post:
        return not_applicable(answer=NO_POST)
    if facts.then.donor_unit is None or facts.then.receiving_unit is None:
        return unknown()
    if facts.then.donor_unit == facts.then.receiving_unit:
        return not_applicable()
    found = facts.similarity()
    return met(found >= Fraction(limits["share"]), similarity=str(found))


def recent_analysis(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-NED-02: the workload was analysed within so many years (local choice); a post without rows has a formation."""
    years = facts.analysed_in()
    if not years:
        return not_applicable()
    known = [year for year in years if year is not None]
    if len(known) < len(years):
        return unknown(year="unstated")
    return met(facts.today.year - min(known) <= limits["years"], year=str(min(known)))


def priority_recorded(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-NED-03: the newest run of the needs analysis gives the post a priority; not asked before the first run."""
    analysed, priority = facts.priority()
    if not analysed:
        return not_applicable()
    return met(priority is not None, priority=priority)


def load_lasts(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-NED-05: a slot that only temporary work asks for stays open for so many months (local choice)."""
    on = facts.then.planned_on or facts.today
    until = facts.temporary_until(on)
    if until is None:
        return not_applicable()
    return met(until >= add_months(on, int(limits["months"])), until=until)


def sole_holder(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-03: not the only holder of a critical post, unless a replacement is named (another case towards it)."""
    if facts.then.from_no_post:
        return not_applicable(answer=NO_POST)
    critical, holders, replacements = facts.old_post_holders(ask)
    if not critical:
        return not_applicable()
    return met(holders > 1 or replacements > 0, holders=holders, replacements=replacements)


def donor_heard(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-06: the donor answered or its silence is recorded; silence only after the working days have passed."""
    if facts.case.from_no_post:
        return not_applicable(answer=NO_POST)
    waited = facts.working_days_waited()
    if ask == "elapsed":
        return met(waited >= limits["working_days"], waited=waited)
    return met(facts.case.donor is not None, waited=waited)


def objection_has_reason(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-07: an objection gives its reason."""
    if facts.form.get("answer") != "objects":
        return not_applicable()
    return met(bool(facts.form.get("reason")))


def not_own_unit(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-08: nobody records the silence of the unit that he heads."""
    return met("donor_head" not in facts.relations)


def donor_unheard(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-09: there is a donor, and it has not answered yet."""
    return met(facts.case.donor is None and not facts.case.from_no_post)


def free_to_move(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DON-10: the candidate does not hold the new post, and no other open case binds him; he may hold none."""
    if facts.person is None:
        return unknown()
    if facts.person.post == facts.then.new_post:
        return met(False, seen="same_post")
    bound = facts.bound_elsewhere()
    return met(not bound, seen="bound" if bound else "free")


RULES = {
    "R-STR-07": not_leadership,
    "R-NED-01a": approved_post,
    "R-NED-01b": free_slot,
    "R-NED-01c": free_slot,
    "R-NED-02": recent_analysis,
    "R-NED-03": priority_recorded,
    "R-NED-05": load_lasts,
    "R-DON-01": donor_fill,
    "R-DON-02": no_worse_than_receiver,
    "R-DON-03": sole_holder,
    "R-DON-04": similar_capacity,
    "R-DON-06": donor_heard,
    "R-DON-07": objection_has_reason,
    "R-DON-08": not_own_unit,
    "R-DON-09": donor_unheard,
    "R-DON-10": free_to_move,
}

LIMITS = {
    "R-STR-07": {"categories": "categories"},
    "R-NED-02": {"years": "count"},
    "R-NED-05": {"months": "count", "days": "count"},
    "R-DON-01": {"floor": "share"},
    "R-DON-04": {"share": "share"},
    "R-DON-06": {"working_days": "count"},
}

DEPARTURES = ("none", "planned", "proposed", "carried", "recommended", "decreed")
MATES = ("planned", "proposed", "carried", "recommended")
QUESTIONS = {
    "R-NED-01b": DEPARTURES,
    "R-NED-01c": DEPARTURES,
    "R-DON-01": MATES,
    "R-DON-02": MATES,
    "R-DON-03": MATES,
    "R-DON-06": ("elapsed", "answered"),
}
