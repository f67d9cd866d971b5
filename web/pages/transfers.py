"""The register of cases: everything that a person may read, narrowed by state, unit, kind and words, page by page.

The words searched may be somebody's name, so they never stand in an address: a search is sent as a form and kept in
the visitor's session, and the address says only that a search is on.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from policies.model import State
from web import database, people
from web.awaited import whom, workdays_left
from web.doors import SIGNED_IN, open_to
from web.look import say
from web.meanwhile import case_href
from web.people import Person
from web.readable import readable, working_days
from web.sheets import EXPORT, picked, sheet
from workflow.lists import MOST, Filters, Row, counts, listed, units_named

pages = Blueprint("transfers", __name__)

_KEPT = "transfers-search"
_LONGEST = 100  # characters of a search
_FAR = 14  # days: a deadline further away carries no mark, so nobody counts its working days

_SHEET = sheet(
    "transfers",
    case_number="Nomor kasus",
    state="Tahap",
    kind="Jenis",
    employee="Pegawai",
    old_post="Jabatan lama",
    donor_unit="Unit asal",
    new_post="Jabatan baru",
    receiving_unit="Unit penerima",
    planned_on="Rencana TMT",
    due_on="Tenggat",
)


@pages.get("/transfers")
@open_to(SIGNED_IN)
def transfers() -> str:
    """Show a page of the transfers that the person may read."""
    filters = _asked()
    older, newer = _number("older"), _number("newer")
    rows, has_newer, has_older = listed(readable(), filters, older_than=older, newer_than=newer)
    return render_template(
        "transfers.html",
        lead=_lead(people.signed_in()),
        tabs=_tabs(filters),
        fields=_fields(filters),
        clear=url_for("transfers.transfers") if _narrowed(filters) else "",
        narrowed=_narrowed(filters),
        rows=[_row(row) for row in rows],
        newer=_address(filters, newer=rows[0].id) if rows and has_newer else "",
        older=_address(filters, older=rows[-1].id) if rows and has_older else "",
        words=_page_words(len(rows)),
        given=_given(filters),
    )


@pages.post("/search")
@open_to(SIGNED_IN)
def find() -> Response:
    """Search from the menu of any page: the words alone, without a filter."""
    return search()


@pages.post("/transfers")
@open_to(SIGNED_IN)
def search() -> Response:
    """Keep the words of a search in the session and show what it finds; the whole number of a case opens it."""
    text = " ".join(request.form.get("q", "").split())[:_LONGEST]
    session[_KEPT] = text
    filters = Filters(_state(request.form), _number("unit", request.form), _kind(request.form), text)
    rows, _newer, _older = listed(readable(), Filters(text=text)) if text else ([], False, False)
    if len(rows) == 1 and rows[0].case_number == text.upper():
        return redirect(case_href(rows[0].case_number), 303)
    return redirect(_address(filters), 303)


@pages.get(f"/transfers/{EXPORT}")
@open_to(SIGNED_IN)
def export(form: str) -> Response:
    """Send the transfers of the list as a file."""
    return _SHEET.sent(form, (_told(row) for row in _every(_asked())))


def _every(filters: Filters) -> Iterator[Row]:
    """Go through the list page by page, so that memory does not grow with it."""
    older: int | None = None
    while True:
        rows, _newer, more = listed(readable(), filters, older_than=older)
        yield from rows
        if not more:
            return
        older = rows[-1].id


def _told(row: Row) -> dict[str, Any]:
    told = picked(row, "case_number", "state", "kind", "employee", "old_post", "new_post", "planned_on", "due_on")
    return told | {"donor_unit": row.donor, "receiving_unit": row.receiving}


def _asked() -> Filters:
    """Give what the address narrows the list to."""
    text = str(session.get(_KEPT, "")) if request.args.get("search") else ""
    return Filters(_state(request.args), _number("unit"), _kind(request.args), text)


def _state(given: Any) -> str:
    return given.get("state", "") if given.get("state") in current().states else ""


def _kind(given: Any) -> str:
    return given.get("kind", "") if given.get("kind") in {value for value, _words in _kinds()} else ""


def _number(name: str, given: Any = None) -> int | None:
    text = (request.args if given is None else given).get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _kinds() -> list[tuple[str, str]]:
    """Give the kinds of transfer with their words, as the step that records one has them."""
    fields = [field for step in current().steps.values() for field in step.fields if field.name == "kind"]
    return [(choice.value, say(choice.label)) for choice in fields[0].choices]


def _address(filters: Filters, **more: int) -> str:
    return url_for("transfers.transfers", **_given(filters), **more)


def _given(filters: Filters) -> dict[str, Any]:
    """Give the parts of an address that narrow the list so."""
    given = {"state": filters.state, "unit": filters.unit, "kind": filters.kind}
    given["search"] = "on" if filters.text else ""
    return {name: value for name, value in given.items() if value}


def _tabs(filters: Filters) -> list[dict[str, Any]]:
    """Give one tab for everything and one for each ordinary state; an early ending that is asked for has its own."""
    shown: list[State | None] = [None, *current().path]
    asked = current().states.get(filters.state)
    if asked is not None and asked not in shown:
        shown.append(asked)
    counted = counts(readable(), filters, [state.name if state else "" for state in shown])
    return [_tab(state, filters, found) for state, found in zip(shown, counted.values(), strict=True)]


def _tab(state: State | None, filters: Filters, found: int) -> dict[str, Any]:
    name = state.name if state else ""
    return {
        "label": say(state.label) if state else _("Semua"),
        "href": _address(replace(filters, state=name)),
        "count": f"{MOST - 1}+" if found >= MOST else found,
        "here": name == filters.state,
    }


def _fields(filters: Filters) -> list[dict[str, Any]]:
    states = [(state.name, say(state.label)) for state in current().states.values()]
    units = [(str(number), name) for number, name in units_named(database.connection())]
    return [
        {"name": "q", "label": _("Nama atau nomor kasus"), "kind": "text", "value": filters.text},
        _select("unit", _("Unit asal atau penerima"), _("Semua unit"), units, filters.unit),
        _select("state", _("Tahap"), _("Semua tahap"), states, filters.state),
        _select("kind", _("Jenis"), _("Semua jenis"), _kinds(), filters.kind),
    ]


def _select(name: str, label: str, every: str, choices: list[tuple[str, str]], value: Any) -> dict[str, Any]:
    options = [{"value": each, "label": words} for each, words in [("", every), *choices]]
    return {"name": name, "label": label, "kind": "select", "choices": options, "value": value}


def _narrowed(filters: Filters) -> list[str]:
    """Name the filters that are on, for a list that stayed empty."""
    found = [f"“{filters.text}”"] if filters.text else []
    chosen: list[tuple[Any, Callable[[], dict[str, str]]]] = [
        (filters.unit, lambda: {str(number): name for number, name in units_named(database.connection())}),
        (filters.state, lambda: {state.name: say(state.label) for state in current().states.values()}),
        (filters.kind, lambda: dict(_kinds())),
    ]
    return found + [names().get(str(value), str(value)) for value, names in chosen if value]


def _row(row: Row) -> dict[str, Any]:
    state = current().states[row.state]
    today, due = readable().today, row.due_on
    near = due is not None and (due - today).days <= _FAR
    return {
        "person": row.employee or "",
        "href": case_href(row.case_number),
        "number": row.case_number,
        "old_unit": row.donor or (_("tanpa jabatan") if row.from_no_post else ""),
        "new_unit": row.receiving or "",
        "outlying": row.outlying,
        "stage": state.order or current().states[row.reached or row.state].order or 0,
        "state": say(state.label),
        "waits": whom(readable(), row),
        "since": row.since if row.awaits else None,
        "due": due,
        "workdays": workdays_left(working_days(), today, due) if due is not None and near else None,
    }


def _lead(person: Person) -> str:
    """Say as what somebody reads these cases: his roles, or what follows from his post and his own case."""
    roles = ", ".join(say(current().roles[role].label) for role in current().roles if role in person.roles)
    if not roles:
        return _("Kasus yang boleh Anda baca karena jabatan Anda atau sebagai pegawai yang bersangkutan.")
    return _("Kasus yang boleh Anda baca sebagai %(roles)s.", roles=roles)


def _page_words(number: int) -> str:
    return ngettext(
        "%(num)s kasus pada halaman ini, terbaru lebih dulu",
        "%(num)s kasus pada halaman ini, terbaru lebih dulu",
        number,
    )
