"""Every small change of a procedure: each value in it replaced, left out, added, or put in another order."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

from policies.model import Choice, Due, Field, Procedure, Rule, Step, Words

# The words that a value which is missing might have: a state, a role, an aspect …; any will do.
_NEW: Mapping[type, Any] = {str: "mutant", int: 7, Words: Words("mutan", "mutant"), Due: Due("closing", 3)}

# The text of the files and its digest are not said; they are what all that is said was read from.
_NOT_SAID = frozenset({"text", "digest"})

Mutant = tuple[str, Any]


def mutants(procedure: Procedure) -> Iterator[tuple[str, Procedure]]:
    """Give every mutant of a procedure, with the place and the kind of its change."""
    for field in fields(procedure):
        if field.name not in _NOT_SAID:
            for place, mutant in _changed(getattr(procedure, field.name), Procedure, field.name):
                yield f"{field.name}{place}", replace(procedure, **{field.name: mutant})


def _changed(value: Any, owner: type, name: str) -> Iterator[Mutant]:
    if is_dataclass(value) and not isinstance(value, type):
        yield from _in_parts(value)
    elif isinstance(value, Mapping):
        yield from _in_mapping(value, owner, name)
    elif isinstance(value, tuple | list):
        yield from _in_row(value, owner, name)
    elif isinstance(value, frozenset):
        yield from ((f" without {each}", value - {each}) for each in sorted(value))
        yield " with more", value | {"mutant"}
    else:
        yield from _plain(value, owner, name)


def _in_parts(value: Any) -> Iterator[Mutant]:
    for field in fields(value):
        for place, mutant in _changed(getattr(value, field.name), type(value), field.name):
            yield f".{field.name}{place}", replace(value, **{field.name: mutant})


def _in_mapping(value: Mapping[Any, Any], owner: type, name: str) -> Iterator[Mutant]:
    for key, each in value.items():
        yield f" without {key}", {k: v for k, v in value.items() if k != key}
        for place, mutant in _changed(each, owner, name):
            yield f"[{key}]{place}", {**value, key: mutant}
    if not value and owner is Rule:
        yield " with more", {"default": "mutant"}


def _in_row(value: tuple[Any, ...] | list[Any], owner: type, name: str) -> Iterator[Mutant]:
    row, kind = list(value), type(value)
    for place, each in enumerate(row):
        if not _is_pair(value):
            yield f" without {place}", kind(row[:place] + row[place + 1 :])
        for inner, mutant in _changed(each, owner, name):
            yield f"[{place}]{inner}", kind([*row[:place], mutant, *row[place + 1 :]])
    if len(row) > 1 and not _is_pair(value):
        yield " turned round", kind(row[::-1])
    more = _one_more(owner, name)
    if more is not None and not _is_pair(value):
        yield " with more", kind([*row, more])


def _is_pair(value: tuple[Any, ...] | list[Any]) -> bool:
    """Tell a pair (a day and what holds from it; a number and its words), which is no row of like things."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], Mapping | Words)


def _one_more(owner: type, name: str) -> Any:
    """Give a thing to add to a row, so that rows which are empty are mutated too."""
    words = _NEW[Words]
    rows = {
        (Step, "fields"): Field("mutant", "text", words),
        (Step, "sources"): "mutant",
        (Step, "by"): "mutant",
        (Step, "provided"): "R-COM-03",
        (Step, "awaited_if"): "R-COM-03",
        (Field, "choices"): Choice("mutant", words),
        (Field, "anchors"): (2, words),
        (Rule, "parameters"): (date(2099, 1, 1), {"months": 7}),
    }
    return rows.get((owner, name))


def _plain(value: Any, owner: type, name: str) -> Iterator[Mutant]:
    match value:
        case bool():
            yield " turned", not value
        case int():
            yield " raised", value + 1
        case str():
            yield " changed", f"{value} mutant"
        case date():
            yield " moved", value + timedelta(days=1)
        case None:
            (kind,) = (each for each in get_args(get_type_hints(owner)[name]) if each is not type(None))
            yield " given", _NEW[kind]
        case _:
            raise TypeError(f"{owner.__name__}.{name}: how is {value!r} mutated?")
    if value is not None and type(None) in get_args(get_type_hints(owner).get(name, str)):
        yield " left out", None
