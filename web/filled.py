"""What was typed into the form of a step: as it was typed, to be shown again, and as an act takes it.

People write "4 Januari 2027" or 4/1/2027; an act takes dates year first, so that the same form is the same form.
"""

from collections.abc import Callable

from flask import request

from policies.model import Field, Step
from web.look import typed
from web.look.dates import local


def as_typed(step: Step) -> dict[str, str]:
    """Give what the present form holds for the fields of a step; several boxes of one name are joined by lines."""
    return {
        field.name: "\n".join(request.form.getlist(field.name)) for field in step.fields if field.name in request.form
    }


def as_given(step: Step, typed_: dict[str, str]) -> dict[str, str]:
    """Give the values as an act takes them; what cannot be read goes on as it is: the act says what is wrong."""
    kinds = {field.name: field for field in step.fields}
    return {name: _given(kinds[name], value) for name, value in typed_.items()}


def number_in(name: str) -> int:
    """Give a whole number of the present form, 0 where there is none."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _given(field: Field, value: str) -> str:
    read = _READERS.get(field.kind)
    return value if read is None else read(value)


def _day(value: str) -> str:
    try:
        return typed.read_date(value).isoformat()
    except ValueError:
        return value


def _moment(value: str) -> str:
    try:
        return local(typed.read_moment(value)).strftime("%Y-%m-%dT%H:%M")
    except ValueError:
        return value


def _courses(value: str) -> str:
    return "\n".join(_course(line) for line in value.splitlines())


def _course(line: str) -> str:
    name, *rest = line.split(";")
    return ";".join([name, *rest[:1], *(_day(part.strip()) for part in rest[1:])])


def _dated(value: str) -> str:
    return "\n".join(_dated_line(line) for line in value.splitlines())


def _dated_line(line: str) -> str:
    what, separator, day = line.rpartition(";")
    return f"{what}{separator}{_day(day.strip())}" if separator else line


_READERS: dict[str, Callable[[str], str]] = {"date": _day, "moment": _moment, "courses": _courses, "dated": _dated}
