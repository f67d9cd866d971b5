"""What people type, cleaned by the fields that the procedure declares: typed values, or an error per field."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from policies.model import Field, Step, Words
from workflow.organisation.calendar import CITY_ZONE, city_day

LONGEST_TEXT = 200
LONGEST_LONG = 4000

ONE_TIME_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")

Given = Mapping[str, str]

INCOMPLETE = Words("Formulir ini tidak lengkap. Buka kembali halamannya.", "This form is incomplete. Open it again.")
REQUIRED = Words("Wajib diisi.", "This is required.")
TOO_LONG = Words("Terlalu panjang.", "This is too long.")
NOT_A_CHOICE = Words("Pilih salah satu pilihan yang tersedia.", "Choose one of the options.")
NOT_A_DATE = Words("Tulis tanggal sebagai hari-bulan-tahun, misalnya 24-11-2026.", "Write the date as day-month-year.")
NOT_A_MOMENT = Words(
    "Tulis tanggal dan jam, misalnya 24-11-2026 16.00.", "Write the date and time, e.g. 24-11-2026 16.00."
)
NOT_A_NUMBER = Words("Pilih dari daftar.", "Choose from the list.")
IN_FUTURE = Words("Tanggal ini belum tiba.", "This day lies in the future.")
IN_PAST = Words("Tanggal ini harus setelah hari ini.", "This day must come after today.")
NOT_DATED = Words(
    "Tulis tiap baris: apa; tanggal (hari-bulan-tahun).", "Write each line as: what; date (day-month-year)."
)
TOO_MANY = Words("Terlalu banyak baris.", "There are too many lines.")
NOT_A_COURSE = Words(
    "Tulis tiap baris: nama; jam pelajaran; tanggal selesai.", "Write each line as: name; hours; last day."
)


class Invalid(Exception):
    """The form is not filled in well; `errors` gives each field's error in both languages."""

    def __init__(self, errors: Mapping[str, Words]) -> None:
        self.errors = dict(errors)
        super().__init__(", ".join(errors))


class _FieldError(Exception):
    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def clean(step: Step, given: Given, moment: datetime) -> dict[str, Any]:
    """Clean a form by its step's fields. Raises Invalid with every error found; fields not declared are dropped."""
    return clean_fields(step.fields, given, moment)


def clean_fields(fields: Sequence[Field], given: Given, moment: datetime) -> dict[str, Any]:
    """Clean a form by any fields, those of a register's form among them. Raises Invalid with every error found."""
    values: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    for field in fields:
        try:
            values[field.name] = _clean(field, given.get(field.name, "").strip(), moment)
        except _FieldError as error:
            errors[field.name] = error.words
    if errors:
        raise Invalid(errors)
    return {name: value for name, value in values.items() if value is not None}


def _clean(field: Field, raw: str, moment: datetime) -> Any:
    if not raw:
        if field.required:
            raise _FieldError(REQUIRED)
        return None
    value = _READERS[field.kind](field, raw)
    if field.when:
        _check_when(field, value, moment)
    return value


def _check_when(field: Field, value: Any, moment: datetime) -> None:
    later = value > moment if isinstance(value, datetime) else value > city_day(moment)
    if field.when == "past" and later:
        raise _FieldError(IN_FUTURE)
    if field.when == "future" and not later:
        raise _FieldError(IN_PAST)


def _text(field: Field, raw: str) -> str:
    if len(raw) > (LONGEST_LONG if field.kind == "long" else LONGEST_TEXT):
        raise _FieldError(TOO_LONG)
    return raw.replace("\r\n", "\n").replace("\x00", "")


def _choice(field: Field, raw: str) -> str:
    if raw not in {choice.value for choice in field.choices}:
        raise _FieldError(NOT_A_CHOICE)
    return raw


def _scale(field: Field, raw: str) -> int:
    if raw not in {"1", "2", "3", "4", "5"}:
        raise _FieldError(NOT_A_CHOICE)
    return int(raw)


def read_date(raw: str) -> date:
    """Read a day: year first as browsers send it, or day first as people write it. Raises ValueError."""
    parts = raw.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(raw)
    numbers = [int(part) for part in parts]
    year, month, day = numbers if len(parts[0]) == 4 else numbers[::-1]
    if not 1900 <= year <= 2200:
        raise ValueError(raw)
    return date(year, month, day)


def _date(field: Field, raw: str) -> date:
    try:
        return read_date(raw)
    except ValueError:
        raise _FieldError(NOT_A_DATE) from None


def _moment(field: Field, raw: str) -> datetime:
    day, _, clock = raw.replace("T", " ").partition(" ")
    try:
        hour, minute = (int(part) for part in clock.strip().replace(".", ":").split(":")[:2])
        return datetime.combine(read_date(day), datetime.min.time(), CITY_ZONE).replace(hour=hour, minute=minute)
    except ValueError:
        raise _FieldError(NOT_A_MOMENT) from None


def _number(field: Field, raw: str) -> int:
    if not raw.isascii() or not raw.isdigit() or len(raw) > 15:
        raise _FieldError(NOT_A_NUMBER)
    return int(raw)


def _flag(field: Field, raw: str) -> bool:
    if raw not in {"yes", "on", "1"}:
        raise _FieldError(REQUIRED)
    return True


def _courses(field: Field, raw: str) -> list[dict[str, Any]]:
    found = [_course(line) for line in raw.splitlines() if line.strip()]
    if len({course["name"] for course in found}) != len(found) or len(found) > 20:
        raise _FieldError(NOT_A_COURSE)
    return found


def _course(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split(";")]
    try:
        name, hours = parts[0], int(parts[1].upper().removesuffix("JP"))
        until = read_date(parts[2]) if len(parts) > 2 and parts[2] else None
    except (IndexError, ValueError):
        raise _FieldError(NOT_A_COURSE) from None
    if not name or len(name) > LONGEST_TEXT or not 1 <= hours <= 2000 or len(parts) > 3:
        raise _FieldError(NOT_A_COURSE)
    return {"name": name, "hours": hours, "until": until}


def _dated(field: Field, raw: str) -> list[dict[str, Any]]:
    found = [_dated_line(line) for line in raw.splitlines() if line.strip()]
    if len(found) > field.most:
        raise _FieldError(TOO_MANY)
    return found


def _dated_line(line: str) -> dict[str, Any]:
    what, separator, day = line.rpartition(";")
    try:
        on = read_date(day.strip())
    except ValueError:
        raise _FieldError(NOT_DATED) from None
    if not separator or not what.strip() or len(what) > LONGEST_TEXT:
        raise _FieldError(NOT_DATED)
    return {"what": what.strip(), "on": on}


_READERS: Mapping[str, Callable[[Field, str], Any]] = {
    "text": _text,
    "long": _text,
    "rule": _text,
    "course": _text,
    "date": _date,
    "moment": _moment,
    "choice": _choice,
    "scale": _scale,
    "employee": _number,
    "post": _number,
    "account": _number,
    "unit": _number,
    "flag": _flag,
    "courses": _courses,
    "dated": _dated,
}
