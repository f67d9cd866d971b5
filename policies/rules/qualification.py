"""Rules about whether somebody qualifies for a post: education, experience, competence, class, time left to serve."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from policies.dates import add_months, months_between
from policies.facts import Facts
from policies.matching import Match, same_field
from policies.verdicts import Finding, met, not_applicable, unknown

UNSTATED = "unstated"  # what the register does not say
_BACHELOR = 40  # S-1; D-IV (35) counts as one where one is required


def level(code: str) -> int:
    """Give the order of a level of education by its code; D-IV and S-1 are one level."""
    return 35 if int(code) == _BACHELOR else int(code)


def structural(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-STR-01 and -02: education and months of experience for administrator and pengawas (PP 11/2017 Pasal 54)."""
    person, post, planned = facts.person, facts.new_post, facts.then.planned_on
    if person is None or post is None or planned is None:
        return unknown()
    if post.category not in limits["categories"]:
        return not_applicable()
    held = facts.experience(frozenset(limits["experience"]), planned)
    enough = level(person.education) >= level(str(limits["lowest_education"])) and held >= limits["months"]
    return met(enough, schooling=person.education, held=held)


def schooled(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-STR-03: education for an operational post (PP 11/2017 Pasal 54)."""
    person, post = facts.person, facts.new_post
    if person is None or post is None:
        return unknown()
    if post.category not in limits["categories"]:
        return not_applicable()
    holds = level(person.education) >= level(str(limits["lowest_education"]))
    return met(holds, schooling=person.education)


def functional(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-JF-01: education and field of study for a functional post (PermenPANRB 1/2023)."""
    person, post = facts.person, facts.new_post
    if person is None or post is None:
        return unknown()
    if post.category in limits["expert"]:
        needed = limits["expert_education"]
    elif post.category in limits["skilled"]:
        needed = limits["skilled_education"]
    else:
        return not_applicable()
    fits = not post.fields or same_field(person.field, post.fields)
    holds = fits and level(person.education) >= level(str(needed))
    return met(holds, schooling=person.education, field=person.field or UNSTATED)


def educated(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-02a: at least the level of education that the post's job analysis asks for."""
    person, post = facts.person, facts.new_post
    if person is None or post is None:
        return unknown()
    holds = level(person.education) >= level(post.min_education)
    return met(holds, schooling=person.education, needed=post.min_education)


def field_of_study(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-02b: the field of study is one that the post names; of functional posts R-JF-01 asks it."""
    person, post = facts.person, facts.new_post
    if person is None or post is None:
        return unknown()
    if not post.fields or post.category.startswith("JF_"):
        return not_applicable()
    return met(same_field(person.field, post.fields), field=person.field or UNSTATED, fields=list(post.fields))


def competent(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-01a: the JPM reaches the share; unknown when less than half of the standard was assessed."""
    found = facts.match()
    if found is None:
        return not_applicable()
    if not found.known:
        return unknown(**_matched(found))
    return met(found.jpm >= Fraction(limits["share"]), **_matched(found))


def well_matched(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-01b: the JPM meets the requirement; below the lowest share, or when unknown, R-CMP-01a speaks of it."""
    found = facts.match()
    if found is None or not found.known or found.jpm < Fraction(limits["lowest"]):
        return not_applicable()
    return met(found.jpm >= Fraction(limits["share"]), **_matched(found))


def _matched(found: Match) -> dict[str, Any]:
    return {"jpm": str(found.jpm), "never": list(found.never_assessed)}


def near_class(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-06: the class of the post changes by no more than so many."""
    person, post = facts.person, facts.new_post
    if person is None or post is None or person.job_class is None:
        return not_applicable()
    change = abs(post.job_class - person.job_class)
    return met(change <= limits["classes"], before=person.job_class, after=post.job_class)


def no_lower_class(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-07: the class does not fall: a rotation must not hide a demotion (merit principle)."""
    person, post = facts.person, facts.new_post
    if person is None or post is None or person.job_class is None:
        return not_applicable()
    return met(post.job_class >= person.job_class, before=person.job_class, after=post.job_class)


def not_studying(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-ELG-05: on no study assignment on the planned date (Peraturan BKN 5/2019 Pasal 3)."""
    if facts.then.planned_on is None:
        return unknown()
    until = facts.studies_until(facts.then.planned_on)
    return met(until is None, until=until)


def time_left(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-ELG-07a: months from the planned date to retirement from the new post (local choice)."""
    left = _left(facts)
    return unknown() if left is None else met(left >= limits["months"], left=left)


def useful_time(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-ELG-07b: time enough for the move to be useful; of less than the lowest R-ELG-07a speaks."""
    left = _left(facts)
    if left is None or left < limits["lowest"]:
        return not_applicable()
    return met(left >= limits["months"], left=left)


def _left(facts: Facts) -> int | None:
    retires, planned = facts.retires_from_new_post(), facts.then.planned_on
    return None if retires is None or planned is None else months_between(planned, retires)


def no_churn(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-TEN-05: no other transfer took effect within the months before the planned date (local choice)."""
    planned = facts.then.planned_on
    if planned is None:
        return unknown()
    moves = facts.moves_since(add_months(planned, -int(limits["months"])))
    return met(not moves, moves=moves)


RULES = {
    "R-STR-01": structural,
    "R-STR-02": structural,
    "R-STR-03": schooled,
    "R-JF-01": functional,
    "R-CMP-01a": competent,
    "R-CMP-01b": well_matched,
    "R-CMP-02a": educated,
    "R-CMP-02b": field_of_study,
    "R-CMP-06": near_class,
    "R-CMP-07": no_lower_class,
    "R-ELG-05": not_studying,
    "R-ELG-07a": time_left,
    "R-ELG-07b": useful_time,
    "R-TEN-05": no_churn,
}

_STRUCTURAL = {"categories": "categories", "experience": "categories", "lowest_education": "count", "months": "count"}

LIMITS = {
    "R-STR-01": _STRUCTURAL,
    "R-STR-02": _STRUCTURAL,
    "R-STR-03": {"categories": "categories", "lowest_education": "count"},
    "R-JF-01": {
        "expert": "categories",
        "expert_education": "count",
        "skilled": "categories",
        "skilled_education": "count",
    },
    "R-CMP-01a": {"share": "share"},
    "R-CMP-01b": {"share": "share", "lowest": "share"},
    "R-CMP-06": {"classes": "count"},
    "R-ELG-07a": {"months": "count"},
    "R-ELG-07b": {"months": "count", "lowest": "count"},
    "R-TEN-05": {"months": "count"},
}
