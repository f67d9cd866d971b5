"""What must hold for a rule: words, basis, a function that reads just these parameters, and questions it can answer."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from policies import matching, monitoring, reminding, staffing
from policies.model import Procedure, Rule, Words
from policies.rules import FUNCTIONS, LIMITS, QUESTIONS
from policies.rules.committee import RELATIONS
from policies.staffing import ORDERED

TABLES = {**staffing.TABLES, **matching.TABLES, **monitoring.TABLES, **reminding.TABLES}
WEIGHED = {**staffing.WEIGHED, **matching.WEIGHED}

KINDS_OF_RULE = frozenset({"block", "gate", "warn", "table", "timer"})
CONDITIONS = frozenset({"block", "gate", "warn"})
CONFIDENCES = frozenset({"text of law", "practice", "local choice"})


def check_rule(procedure: Procedure, rule: Rule) -> Iterator[str]:
    """Say everything that is wrong with a rule."""
    place = f"rule {rule.id}"
    yield from unknown(place, "kind", (rule.kind,), KINDS_OF_RULE)
    yield from unknown(place, "confidence", (rule.confidence,), CONFIDENCES)
    if not rule.basis.strip():
        yield f"{place}: basis is empty"
    if (rule.kind == "gate") != (rule.waived_by is not None):
        yield f"{place}: waived_by belongs to a gate, and only to it"
    if rule.waived_by is not None:
        yield from unknown(place, "role", (rule.waived_by,), procedure.roles)
    yield from _check_words(place, rule)
    yield from _check_parameters(place, procedure, rule)
    yield from unknown(place, "step", (s for s in rule.asks if s != "default"), procedure.steps)
    if rule.kind in CONDITIONS:
        yield from _check_condition(place, procedure, rule)


def _check_condition(place: str, procedure: Procedure, rule: Rule) -> Iterator[str]:
    if rule.unmet is None:
        yield f"{place}: unmet is missing"
    if rule.id not in FUNCTIONS:
        yield f"{place}: there is no function of that name"
    readers = [step.name for step in procedure.steps.values() if rule.id in step.rules]
    if not readers:
        yield f"{place}: no step reads it"
    for step in readers:
        if rule.ask(step) not in QUESTIONS.get(rule.id, ("",)):
            yield f"{place}: at step {step} it cannot be asked {rule.ask(step)!r}"


def _check_words(place: str, rule: Rule) -> Iterator[str]:
    for each in (rule.sentence, rule.unmet, rule.value):
        if each is not None and places(Words(each.id, each.id)) != places(Words(each.en, each.en)):
            yield f"{place}: the two languages speak of different values: {each.id!r}"
    for name in sorted(places(rule.sentence) - {name for _, values in rule.parameters for name in values}):
        yield f"{place}: the sentence speaks of {name!r}, which is no parameter"


def _check_parameters(place: str, procedure: Procedure, rule: Rule) -> Iterator[str]:
    days = [valid_from for valid_from, _ in rule.parameters]
    if days != sorted(set(days)):
        yield f"{place}: parameters must stand in the order of their days"
    known = LIMITS.get(rule.id) or TABLES.get(rule.id, {})
    if known and not rule.parameters:
        yield f"{place}: its parameters are missing"
    for valid_from, values in rule.parameters:
        kinds = dict.fromkeys(values, "count") if rule.kind == "table" and not known else known
        row = f"{place}, parameters of {valid_from}"
        yield from unknown(row, "parameter", values, kinds)
        yield from (f"{row}: {name} is missing" for name in kinds if name not in values)
        faults = list(_check_values(row, procedure, values, kinds))
        yield from faults
        if not faults:
            yield from _check_together(row, rule.id, values)


def _check_together(row: str, rule: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Say what is wrong with values that are well written one by one."""
    weights = [values.get(name, "0") for name in WEIGHED.get(rule, ())]
    if weights and sum(map(Fraction, weights)) != 1:
        yield f"{row}: the weights must sum to 1"
    low, high = ORDERED.get(rule, ("", ""))
    if low in values and high in values and Fraction(values[low]) > Fraction(values[high]):
        yield f"{row}: {low} must not exceed {high}"


def _check_values(row: str, procedure: Procedure, values: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[str]:
    for name in (name for name in values if name in kinds):
        kind = kinds[name]
        if not _KINDS_OF_VALUE[kind](values[name]):
            yield f"{row}: {name} must be {_SAID[kind]}, not {values[name]!r}"
        elif kind == "relations":
            yield from unknown(row, "relation", values[name], RELATIONS)
        elif kind == "categories" and "R-BUP-01" in procedure.rules:
            table = procedure.rules["R-BUP-01"].parameters
            yield from unknown(row, "category", values[name], {each for _, ages in table for each in ages})


def _is_count(value: Any) -> bool:
    return type(value) is int and value > 0


def _is_share(value: Any) -> bool:
    try:
        return type(value) is str and 0 < Fraction(value) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def _is_weight(value: Any) -> bool:
    try:
        return type(value) is str and 0 <= Fraction(value) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def _is_names(value: Any) -> bool:
    return type(value) is list and bool(value) and all(type(each) is str for each in value)


def _is_grid(value: Any) -> bool:
    """Say whether a value lists exact numbers above 0 in rising order."""
    try:
        numbers = [Fraction(each) for each in value] if _is_names(value) else []
    except (ValueError, ZeroDivisionError):
        return False
    return bool(numbers) and numbers[0] > 0 and numbers == sorted(set(numbers))


_KINDS_OF_VALUE: Mapping[str, Callable[[Any], bool]] = {
    "count": _is_count,
    "share": _is_share,
    "weight": _is_weight,
    "names": _is_names,
    "grid": _is_grid,
    "categories": _is_names,
    "relations": _is_names,
}
_SAID = {
    "count": "a whole number above 0",
    "share": 'an exact share such as "2/3"',
    "weight": 'an exact weight from 0 to 1 such as "0.25"',
    "names": "a list of names",
    "grid": "a list of exact numbers above 0 in rising order",
    "categories": "a list of categories",
    "relations": "a list of relations",
}


def places(words: Words) -> frozenset[str]:
    """Name the places of a template, in either language, that a value fills."""
    return frozenset(re.findall(r"\{(\w+)\}", words.id + words.en))


def unknown(place: str, what: str, names: Iterable[str], known: Container[str]) -> Iterator[str]:
    """Say which names nobody knows."""
    return (f"{place}: unknown {what} {name!r}" for name in names if name not in known)
