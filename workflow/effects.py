"""What a move does to both units: how far each is filled before and after it, on the planned date."""

from dataclasses import dataclass, replace

from policies.facts import Fill
from workflow.facts import RegisterFacts

_MATES = "planned"  # a move of a plan is shown with all of the plan


@dataclass(frozen=True)
class Effect:
    """The fill of the unit that gives (None: nobody does) and of the one that gets, counted alike (R-DON-01)."""

    donor: Fill | None
    receiving: Fill


def effect(facts: RegisterFacts) -> Effect | None:
    """Count both units; None while there is no candidate or no planned date."""
    then = facts.then
    if then.employee is None or then.planned_on is None:
        return None
    getting = replace(facts, then=replace(then, donor_unit=then.receiving_unit))
    donor = None if then.from_no_post else facts.fill(_MATES, then.planned_on)
    return Effect(donor, getting.fill(_MATES, then.planned_on))
