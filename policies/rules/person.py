"""Rules about the person: status, tenure, performance, discipline. Each gets facts, parameters and its question."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from policies.dates import months_between
from policies.facts import Facts
from policies.verdicts import Finding, met, not_applicable, unknown

GOOD_ENOUGH = frozenset({"very_good", "good"})


def active(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-ELG-01: an active PNS, and not retired by the planned date (Peraturan BKN 5/2019 Pasal 3)."""
    person, planned = facts.person, facts.then.planned_on
    if person is None or planned is None:
        return unknown()
    holds = (
        person.status in limits["statuses"] and person.standing in limits["standings"] and person.retires_on > planned
    )
    return met(holds, status=person.status, standing=person.standing, retires_on=person.retires_on)


def tenure(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-TEN-01: months in the present post, counted to the planned date (PP 11/2017 Pasal 190 ayat (3))."""
    person, planned = facts.person, facts.then.planned_on
    if person is None or planned is None:
        return unknown()
    if facts.then.from_no_post:
        return not_applicable(answer="no_post")
    if person.post_since is None:
        return unknown()
    held = months_between(person.post_since, planned)
    return met(held >= limits["months"], held=held, since=person.post_since)


def back_from_load(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-TEN-06: who goes back at the end of a temporary load was moved for one, which has ended by the planned date."""
    if facts.form.get("ground") != "load_ended":
        return not_applicable()
    until, planned = facts.placed_until(), facts.then.planned_on
    ended = until is not None and planned is not None and until <= planned
    return met(ended and facts.form.get("rule") == "R-TEN-01", until=until)


def performance(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-PRF-01a and -01b: at least good in each of the last years; they differ in the posts they speak about."""
    if facts.new_post is None or facts.new_post.category not in limits["categories"]:
        return not_applicable()
    years = last_years(facts.today, limits["years"], limits["known_from_month"])
    predicates = facts.predicates(years)
    seen = {"predicates": [[year, predicates[year]] for year in years]}
    if any(predicates[year] is None for year in years):
        return unknown(**seen)
    return met(all(predicates[year] in GOOD_ENOUGH for year in years), **seen)


def last_years(today: date, count: int, known_from_month: int) -> tuple[int, ...]:
    """Give the last years whose appraisal is known: last year's counts from `known_from_month` on."""
    last = today.year - 1 if today.month >= known_from_month else today.year - 2
    return tuple(range(last - count + 1, last + 1))


def discipline(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-DIS-01: no open examination, sanction or court case on the planned date (PP 94/2021)."""
    if facts.then.planned_on is None:
        return unknown()
    kinds = facts.discipline(facts.then.planned_on)
    return met(not kinds, kinds=list(kinds))


def own_request(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-REQ-01: an own request names the number and date of the employee's letter."""
    if facts.form.get("kind") != "INTRA_REQ":
        return not_applicable()
    return met(bool(facts.form.get("letter_number")) and facts.form.get("letter_on") is not None)


RULES = {
    "R-ELG-01": active,
    "R-TEN-01": tenure,
    "R-TEN-06": back_from_load,
    "R-PRF-01a": performance,
    "R-PRF-01b": performance,
    "R-DIS-01": discipline,
    "R-REQ-01": own_request,
}

LIMITS = {
    "R-ELG-01": {"statuses": "names", "standings": "names"},
    "R-TEN-01": {"months": "count"},
    "R-PRF-01a": {"years": "count", "known_from_month": "count", "categories": "categories"},
    "R-PRF-01b": {"years": "count", "known_from_month": "count", "categories": "categories"},
}
