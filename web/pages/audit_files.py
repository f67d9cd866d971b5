"""The audit as files: every line that the filter finds, what was refused, and what verifications found."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, request, stream_with_context

from policies.loading import current
from web import database, people
from web.doors import open_to
from web.look import dates, language, say
from web.pages.audit import READERS, asked_for, public, trail_of_reader
from web.panels import trail
from web.sheets import EXPORT, Column, Sheet, moment, sheet
from workflow import security
from workflow.audit.exporting import table
from workflow.audit.reading import Asked, Verification, last_verifications
from workflow.audit.refusals import Refusal, refusals
from workflow.organisation.calendar import now

pages = Blueprint("audit_files", __name__)

_MARK = "\ufeff"  # by which a spreadsheet knows that a file is UTF-8
_NAME = "jejak-audit"

_REFUSED = sheet(
    "refused",
    at="Waktu (WIB)",
    who="Pelaku",
    case_number="Nomor kasus",
    step="Langkah",
    kind="Keadaan",
    grounds="Sebab",
)
_VERIFICATIONS = sheet(
    "verifications",
    at="Waktu (WIB)",
    operator="Oleh",
    result="Hasil",
    first="Temuan pertama",
    transfers="Kasus",
    entries="Catatan",
)


@pages.get("/audit.<any(csv, xlsx):form>")
@open_to(*READERS)
def lines(form: str) -> Response:
    """Send what the filter finds as a file. That personal data left the house is a security event."""
    asked = asked_for(request.args)
    told = public(asked) | {"form": form}
    security.note(database.for_writing(), "exported", now(), people.signed_in().account, told)
    if form == "xlsx":
        return _workbook(asked)
    answer = Response(stream_with_context(_csv(asked)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_NAME}-{dates.local_day(now())}.csv"'
    return answer


def _table(asked: Asked) -> Iterator[tuple[str, ...]]:
    return table(current(), trail_of_reader().export(asked), language())


def _workbook(asked: Asked) -> Response:
    rows = _table(asked)
    heading = next(rows)
    names = [f"column_{number}" for number in range(len(heading))]
    book = Sheet(_NAME, tuple(Column(*column) for column in zip(names, heading, strict=True)))
    return book.drawn("xlsx", (dict(zip(names, row, strict=True)) for row in rows))


def _csv(asked: Asked) -> Iterator[str]:
    """Write the file line by line while it is sent, however long it becomes."""
    page = io.StringIO(_MARK)
    page.seek(0, io.SEEK_END)
    writer = csv.writer(page)
    for row in _table(asked):
        writer.writerow(row)
        yield page.getvalue()
        page.seek(0)
        page.truncate()


@pages.get(f"/audit/refused/{EXPORT}")
@open_to("auditor")
def refused(form: str) -> Response:
    """Send what was tried and not done, as the filter finds it."""
    asked = asked_for(request.args)
    return _REFUSED.sent(form, (_refusal(each) for each in _every(asked)))


def _every(asked: Asked) -> Iterator[Refusal]:
    """Go through the refused acts page by page, so that memory does not grow with them."""
    older: int | None = None
    while True:
        page = refusals(trail_of_reader(), asked, older_than=older)
        yield from page.refusals
        if page.older is None:
            return
        older = page.older


def _refusal(each: Refusal) -> dict[str, Any]:
    return {
        "at": moment(each.at),
        "who": each.who,
        "case_number": each.case_number,
        "step": say(each.step.label) if each.step else None,
        "kind": trail.kind_words(each.kind),
        "grounds": each.grounds,
    }


@pages.get(f"/audit/verifications/{EXPORT}")
@open_to(*READERS)
def verifications(form: str) -> Response:
    """Send all verifications, the newest first."""
    return _VERIFICATIONS.sent(form, [_verified(each) for each in last_verifications(database.connection(), None)])


def _verified(each: Verification) -> dict[str, Any]:
    return {
        "at": moment(each.at),
        "operator": each.operator,
        "result": trail.result(each)[1],
        "first": trail.found(each),
        "transfers": each.transfers,
        "entries": each.entries,
    }
