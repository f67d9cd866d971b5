"""Lists as files: the columns of each stand beside its page, in the order of the file.

A list is told whole, however many pages it has, and no further than its page. Headings are Indonesian, as in the files
that a city hands over. That personal data left the house is a security event.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import IO, Any, NamedTuple

from flask import Response, send_file

from policies.staffing import half_up
from web import database, people
from web.look import dates
from workflow import security
from workflow.organisation.calendar import CITY_ZONE, now
from workflow.organisation.exporting import write_csv, write_xlsx

EXPORT = "export.<any(csv, xlsx):form>"  # the last part of a list's address as a file

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Column(NamedTuple):
    """A column of a list: its name, which is that of the row's value, and its label."""

    name: str
    label: str

    @property
    def into(self) -> str:
        """The attribute of a row."""
        return self.name


class Sheet(NamedTuple):
    """A list as a file: its name and its columns."""

    name: str
    columns: tuple[Column, ...]

    def sent(self, form: str, rows: Iterable[Mapping[str, Any]], **about: Any) -> Response:
        """Send the rows, each by the names of the columns; `about` tells the event what the list is of."""
        told = {"kind": self.name, "form": form, **about}
        security.note(database.for_writing(), "exported", now(), people.signed_in().account, told)
        return self.drawn(form, rows)

    def drawn(self, form: str, rows: Iterable[Mapping[str, Any]]) -> Response:
        """Write the rows into the answer, where the event was noted already."""
        lines = (SimpleNamespace(**row) for row in rows)

        def fill(target: IO[bytes]) -> None:
            if form == "xlsx":
                write_xlsx(target, self, lines, labelled=True)
            else:
                write_csv(target, self, lines)

        return sent_file(fill, f"{self.name}-{dates.local_day(now())}.{form}")


def sheet(name: str, columns: Mapping[str, str] | None = None, /, **labels: str) -> Sheet:
    """Describe a list: each column's name with its label; `columns` come after those that are named."""
    return Sheet(name, tuple(Column(*column) for column in (labels | dict(columns or {})).items()))


def picked(row: Any, *names: str) -> dict[str, Any]:
    """Give some values of a row under the names that they have in it."""
    return {name: getattr(row, name) for name in names}


def decimals(value: Fraction | None, places: int = 4) -> Decimal | None:
    """Write a share as a number with some decimals, half up; nothing stays nothing."""
    if value is None:
        return None
    return Decimal(half_up(value * 10**places)).scaleb(-places)


def moment(at: datetime) -> str:
    """Write a moment by the city's clock: "2026-11-24 20:13"."""
    return f"{at.astimezone(CITY_ZONE):%Y-%m-%d %H:%M}"


def sent_file(fill: Callable[[IO[bytes]], None], name: str) -> Response:
    """Write a file onto the disk, so that memory does not grow with it, and send it under a name."""
    target = TemporaryFile()  # noqa: SIM115  # sent, and closed, when this function has long returned
    try:
        fill(target)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    kind = _XLSX if name.endswith(".xlsx") else "text/csv"
    return send_file(target, mimetype=kind, as_attachment=True, download_name=name, etag=False)
