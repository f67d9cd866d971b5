"""Reading what a person types into a date or time field.

Native date inputs follow the browser's language, so the same form would ask one official for 04/01 and another for
01/04. Ours are text, always day first, and accept every way in which a date is written here.
"""

import re
from datetime import date, datetime, time

from web.look.dates import WIB

_NAMES = (
    ("januari", "january"),
    ("februari", "february"),
    ("maret", "march"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("agustus", "august", "agu", "agt", "aug"),
    ("september", "sept"),
    ("oktober", "october"),
    ("november", "nopember"),
    ("desember", "december"),
)
_MONTHS = {form: number for number, names in enumerate(_NAMES, start=1) for name in names for form in (name, name[:3])}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[a-z]+)\.?[\s./-]+(\d{4})")
_CLOCK = re.compile(r"(?:,|t|pukul|jam|at)?\s*(\d{1,2})[.:](\d{2})(?::\d{2})?\s*(?:wib)?")


def read_date(text: str) -> date:
    """Read "4 Januari 2027", "4 Jan 2027", "4/1/2027", "04-01-2027" or "2027-01-04".

    Raises ValueError when the text is no date or the day does not exist.
    """
    day, rest = _date_and_rest(text)
    if rest:
        raise ValueError(f"more than a date: {rest!r}")
    return day


def read_moment(text: str) -> datetime:
    """Read a date followed by a time in Western Indonesian Time, as in "24 November 2026 pukul 16.00".

    Raises ValueError when either is missing or does not exist.
    """
    day, rest = _date_and_rest(text)
    found = _CLOCK.fullmatch(rest)
    if found is None:
        raise ValueError(f"no time of day in {text!r}")
    return datetime.combine(day, time(int(found[1]), int(found[2])), WIB)


def _date_and_rest(text: str) -> tuple[date, str]:
    """Split a text into the date it begins with and whatever follows."""
    plain = " ".join(text.lower().split())
    if found := _ISO.match(plain):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.match(plain):
        day, month, year = found.groups()
    else:
        raise ValueError(f"no date in {text!r}")
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    if number is None:
        raise ValueError(f"no month is called {month!r}")
    return date(int(year), number, int(day)), plain[found.end() :].strip()
