"""Rules about training, BKN's consideration, the decree, the oath and the SPMT.

They read the case as it would stand after the act, so that signing a decree and correcting its date are judged alike.
"""

from collections.abc import Mapping
from typing import Any

from policies.dates import add_days
from policies.facts import Facts
from policies.rules.committee import capacity
from policies.verdicts import Finding, met, not_applicable, unknown


def gap_report(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-03: the finding is written, and a gap names its courses (PP 11/2017 Pasal 206 ayat (2))."""
    courses = facts.form.get("courses") or []
    if facts.form.get("needed") == "no":
        return met(bool(facts.form.get("finding")) and not courses, courses=len(courses))
    return met(bool(facts.form.get("finding")) and bool(courses), courses=len(courses))


def trained(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-04: every course passed, or postponed with leave, or none needed."""
    case = facts.case
    if case.courses is None:
        return met(False, open=0, done=0, courses=0)
    if not case.courses:
        return not_applicable()
    left = len(case.open_courses)
    seen = {"open": left, "done": len(case.courses) - left, "courses": len(case.courses)}
    return met(not left or case.postponed_until is not None, **seen)


def postponed_in_time(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-CMP-04b: postponed training ends at most so many days after the effective date."""
    until, effective = facts.then.postponed_until, facts.then.planned_on
    if until is None or not facts.then.open_courses:
        return not_applicable()
    if effective is None:
        return unknown()
    latest = add_days(effective, limits["days"])
    return met(until <= latest, until=until, latest=latest)


def course_open(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-TRN-01: some assigned course is open."""
    return met(bool(facts.case.open_courses), open=len(facts.case.open_courses))


def course_named(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-TRN-02: the course whose result is recorded is one of the open ones."""
    return met(facts.form.get("course") in {course.name for course in facts.case.open_courses})


def training_unsettled(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-TRN-03: training has not been settled."""
    return met(facts.case.courses is None)


def consideration_first(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BKN-01: BKN's consideration is recorded, dated no later than the decree (Perpres 116/2022)."""
    decree = facts.then.documents.get("sign-decree")
    consideration = facts.then.documents.get("record-consideration")
    if decree is None:
        return not_applicable()
    if consideration is None:
        return met(False, on=None)
    return met(consideration.on <= decree.on, on=consideration.on)


def consideration_missing(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BKN-03: BKN's consideration is not recorded."""
    return met("record-consideration" not in facts.case.documents)


def consideration_there(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-BKN-04: BKN's consideration is recorded."""
    return met("record-consideration" in facts.case.documents)


def right_signer(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-SK-02: the PPK signs, or his delegate in writing, no acting official, who neither proposed nor voted."""
    if facts.actor.role != "ppk":
        return met(False, seen="not_ppk")
    seen = capacity(facts)
    return met(seen in ("holder", "delegate"), seen=seen)


def not_retroactive(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-SK-03: the decree takes effect no earlier than its date."""
    decree, effective = facts.then.documents.get("sign-decree"), facts.then.effective_on
    if decree is None or effective is None:
        return not_applicable()
    return met(effective >= decree.on, on=decree.on, effective_on=effective)


def unsigned(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-SK-04: the decree is signed once."""
    return met("sign-decree" not in facts.case.documents)


def signed(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-SK-05: the decree has been signed."""
    return met("sign-decree" in facts.case.documents)


def revocation_named(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-SK-06: cancelling a signed decree names the revoking one (UU 30/2014 Pasal 64)."""
    if "sign-decree" not in facts.case.documents:
        return not_applicable()
    return met(bool(facts.form.get("number")))


def oath(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-INA-01: who must take the oath takes it, once (PP 11/2017 Pasal 63, 93). `ask` is "due" or "done"."""
    exempt = facts.case.category in limits["exempt"]
    sworn = "inaugurate" in facts.case.documents
    if ask == "done":
        return not_applicable(seen="exempt") if exempt else met(sworn, seen="sworn" if sworn else "missing")
    return met(not exempt and not sworn, seen="exempt" if exempt else "sworn" if sworn else "due")


def oath_after_decree(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-INA-06: the inauguration is dated from the decree on."""
    decree, sworn = facts.then.documents.get("sign-decree"), facts.then.documents.get("inaugurate")
    if decree is None or sworn is None:
        return not_applicable()
    return met(sworn.on >= decree.on, on=sworn.on)


def duty_dated(facts: Facts, limits: Mapping[str, Any], ask: str) -> Finding:
    """R-SPM-01: the SPMT is dated from the effective date to today; before that day none can be recorded.

    A correction moves it no further than the day on which the employee left the new post again.
    """
    duty, effective = facts.then.documents.get("execute"), facts.then.effective_on
    if duty is None and ask == "corrected":
        return not_applicable()
    if effective is None:
        return unknown()
    if duty is None:
        return met(effective <= facts.today, on=None, effective_on=effective)
    latest = min(facts.today, facts.left_on or facts.today)
    return met(effective <= duty.on <= latest, on=duty.on, effective_on=effective)


RULES = {
    "R-CMP-03": gap_report,
    "R-CMP-04": trained,
    "R-CMP-04b": postponed_in_time,
    "R-TRN-01": course_open,
    "R-TRN-02": course_named,
    "R-TRN-03": training_unsettled,
    "R-BKN-01": consideration_first,
    "R-BKN-03": consideration_missing,
    "R-BKN-04": consideration_there,
    "R-SK-02": right_signer,
    "R-SK-03": not_retroactive,
    "R-SK-04": unsigned,
    "R-SK-05": signed,
    "R-SK-06": revocation_named,
    "R-INA-01": oath,
    "R-INA-06": oath_after_decree,
    "R-SPM-01": duty_dated,
}

LIMITS = {
    "R-CMP-04b": {"days": "count"},
    "R-INA-01": {"exempt": "categories"},
}

QUESTIONS = {
    "R-INA-01": ("due", "done"),
    "R-SPM-01": ("due", "corrected"),
}
