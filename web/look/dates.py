"""Dates and times as Indonesians and English readers write them, always in Western Indonesian Time.

The parts of one date never part at the end of a line: they are joined by non-breaking spaces.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from web.look.words import language

WIB = ZoneInfo("Asia/Jakarta")
NBSP = "\u00a0"


def long_date(day: date | str) -> str:
    """Write "24 November 2026"."""
    return _joined(day, "d MMMM y")


def short_date(day: date | str) -> str:
    """Write "2 Jan 2025", for tables."""
    return _joined(day, "d MMM y")


def day_and_month(day: date | str, today: date | None = None) -> str:
    """Write "24 Nov", for narrow columns; with the year when `today` is given and lies in another year."""
    day = local_day(day)
    return short_date(day) if today is not None and today.year != day.year else _joined(day, "d MMM")


def day_and_full_month(day: date | str, today: date | None = None) -> str:
    """Write "24 November", where the year stands nearby; with the year when `today` is given and in another year."""
    day = local_day(day)
    return long_date(day) if today is not None and today.year != day.year else _joined(day, "d MMMM")


def month_and_year(day: date | str) -> str:
    """Write "November 2026"."""
    return _joined(day, "MMMM y")


def narrow_date(day: date | str) -> str:
    """Write "1 Nov 26", for columns; the year may stand on a line of its own."""
    return f"{_joined(day, 'd MMM')} {_joined(day, 'yy')}"


def weekday_date(day: date | str) -> str:
    """Write "Selasa, 24 November 2026"."""
    return format_date(local_day(day), "EEEE", locale=language()) + ", " + long_date(day)


def clock(moment_: datetime | str) -> str:
    """Write "10.12 WIB", or "10:12 WIB" in English."""
    separator = ":" if language() == "en" else "."
    return local(moment_).strftime(f"%H{separator}%M") + f"{NBSP}WIB"


def moment(moment_: datetime | str) -> str:
    """Write "24 November 2026 pukul 10.12 WIB", or "24 November 2026 at 10:12 WIB" in English."""
    at = "at" if language() == "en" else "pukul"
    return f"{long_date(moment_)} {at}{NBSP}{clock(moment_)}"


def iso(when: date | str) -> str:
    """Write a date or moment for the `datetime` attribute of a `time` element."""
    if isinstance(when, str):
        return when
    return local(when).isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()


def as_typed(value: object) -> object:
    """Write a stored date or moment back into a field as a person would type it: "4 Jan 2027", "4 Jan 2027 16.00".

    Everything else stays as it is, so that a field shows again exactly what was wrong in it.
    """
    if isinstance(value, str):
        value = _from_iso(value)
    if isinstance(value, datetime):
        value = f"{short_date(value)} {clock(value).removesuffix(f'{NBSP}WIB')}"
    elif isinstance(value, date):
        value = short_date(value)
    return value.replace(NBSP, " ") if isinstance(value, str) else value


def local(moment_: datetime | str) -> datetime:
    """Move a moment to Western Indonesian Time; one without a zone is UTC, as the database keeps it."""
    if isinstance(moment_, str):
        moment_ = datetime.fromisoformat(moment_)
    return (moment_ if moment_.tzinfo else moment_.replace(tzinfo=UTC)).astimezone(WIB)


def local_day(when: date | str) -> date:
    """Give the day of a date or, in Western Indonesian Time, of a moment."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when) if "T" in when else date.fromisoformat(when)
    return local(when).date() if isinstance(when, datetime) else when


def _joined(day: date | str, pattern: str) -> str:
    """Format a day by a Babel pattern in the current language, with non-breaking spaces."""
    return _formatted(local_day(day), pattern, language())


@lru_cache(maxsize=4096)
def _formatted(day: date, pattern: str, language_: str) -> str:
    """A list names the same days over and over, and Babel reads the pattern anew for each."""
    return format_date(day, pattern, locale=language_).replace(" ", NBSP)


def _from_iso(text: str) -> date | str:
    """Read an ISO date or moment; any other text comes back as it is."""
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    return text
