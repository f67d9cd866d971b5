"""Values in words: days, shares, counts, codes and lists, and templates of the law filled with them.

Values come straight from a rule, or out of a ledger, where days and moments stand as text.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from policies.loading import current
from policies.model import Words
from web.look import dates, figures, say
from web.wording.codes import code_words, education_words

_PLACE = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_FRACTION = re.compile(r"(\d+)/(\d+)|[01]")
# Exact fractions that people read as percentages.
_SHARES = frozenset({"after", "floor", "jpm", "lowest", "other", "share", "similarity"})
_EDUCATION = frozenset({"schooling", "needed"})  # codes of levels, told from numbers by their names
# What stands for a value under which a rule recorded nothing.
_INSTEAD = {"seen": "predicates"}


def filled(words: Words | None, values: Mapping[str, Any]) -> str:
    """Fill a template of the law; empty when there is none, or when a value that it needs is not known."""
    text = say(words)
    found = {place: _value(place, values) for place in _PLACE.findall(text)}
    if any(value is None for value in found.values()):
        return ""
    return _PLACE.sub(lambda place: _told(place, found[place[1]]), text)


def _told(place: re.Match[str], value: Any) -> str:
    """Write a value in its place; a degree that ends with a stop ends the sentence too."""
    words = value_words(place[1], value)
    return words.removesuffix(".") if place.string.startswith(".", place.end()) else words


def _value(place: str, values: Mapping[str, Any]) -> Any:
    value = values.get(place)
    return values.get(_INSTEAD[place]) if value is None and place in _INSTEAD else value


def value_words(name: str, value: Any) -> str:
    """Write one value; `name` is the place in the template, which tells a share from a count."""
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.long_date(value)
    if isinstance(value, str):
        return _text(name, value)
    if isinstance(value, Sequence):
        return _list(value)
    return _("belum ada") if value is None else figures.number(value)


def _text(name: str, value: str) -> str:
    if _DAY.fullmatch(value):
        return dates.long_date(value)
    if _MOMENT.fullmatch(value):
        return dates.moment(value)
    if name in _SHARES and _FRACTION.fullmatch(value):
        return figures.percent(Fraction(value))
    return education_words(value) if name in _EDUCATION else code_words(value)


def _list(values: Sequence[Any]) -> str:
    """Write a list of codes or names, or of years with the predicate of each."""
    if not values:
        return _("tidak ada")
    return ", ".join(code_words(each) if isinstance(each, str) else _predicate(*each) for each in values)


def _predicate(year: int, predicate: str | None) -> str:
    known = current().instrument.predicates.get(predicate or "")
    words = say(known) if known else _("belum diketahui")
    return f"{words} ({year})"
