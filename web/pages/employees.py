"""The register of employees, as far as somebody reads dossiers: filtered, page by page, and as a file.

The words searched may be somebody's name, so they never stand in an address: a search is sent as a form and kept in
the visitor's session, and the address says only that a search is on.
"""

from contextlib import closing
from typing import IO, Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people
from web.doors import NotYours, open_to
from web.dossiers import kept, reach, reads_others, reads_outside
from web.look import dates, figures
from web.sheets import sent_file
from web.spelling import capital
from web.wording.codes import code_words
from workflow import security
from workflow.dossiers.export import rows_of
from workflow.dossiers.people import SERVING, Filters, Person, page, units_in_reach
from workflow.organisation.calendar import city_day, now
from workflow.organisation.exporting import write_csv, write_xlsx
from workflow.organisation.files.kinds import BY_NAME, CATEGORIES, STANDINGS

pages = Blueprint("employees", __name__)

_KEPT = "employees-search"
_LONGEST = 100  # characters of a search
_EVERYBODY = "all"  # the standing that stands in an address for every standing


def _readers() -> tuple[str, ...]:
    """Name the roles that read other people's dossiers whatever their post."""
    readers = current().dossier_readers.values()
    return tuple(sorted(reader.role for reader in readers if reader.within in ("city", "granted")))


READERS = _readers()


@pages.get("/registers/employees")
@open_to(*READERS, also=reads_others)
def employees() -> str:
    """List the employees whose dossiers the person reads."""
    _let_in()
    filters = _filters(request.args)
    found, before, after = page(
        database.connection(),
        current(),
        reach(),
        filters,
        city_day(now()),
        after=request.args.get("after", type=int),
        before=request.args.get("before", type=int),
    )
    return render_template(
        "dossiers/list.html",
        lead=_lead(),
        fields=_fields(filters),
        caption=_caption(filters),
        clear=url_for("employees.employees") if filters != Filters() else "",
        rows=[_row(one) for one in found],
        newer=_address(filters, before=found[0].id) if found and before else "",
        older=_address(filters, after=found[-1].id) if found and after else "",
        words=ngettext(
            "%(num)s pegawai pada halaman ini, urut nama", "%(num)s pegawai pada halaman ini, urut nama", len(found)
        ),
        files=[(form.upper(), _address(filters, form=form)) for form in ("xlsx", "csv")] if found else [],
        imports=url_for("data.show", kind="employees") if kept("employees") else "",
        outside=url_for("outside.outside") if reads_outside(people.signed_in()) else "",
    )


@pages.post("/registers/employees")
@open_to(*READERS, also=reads_others)
def search() -> Response:
    """Keep the words of a search in the session, and show what it finds."""
    session[_KEPT] = " ".join(request.form.get("q", "").split())[:_LONGEST]
    return redirect(_address(_filters(request.form, str(session[_KEPT]))), 303)


@pages.get("/registers/employees/export.<any(csv, xlsx):form>")
@open_to(*READERS, also=reads_others)
def export(form: str) -> Response:
    """Send the employees of the list as a file. That personal data left the house is a security event."""
    _let_in()
    filters, kind = _filters(request.args), BY_NAME["employees"]
    told = {"kind": kind.name, "form": form, "unit": filters.unit, "category": filters.category}
    security.note(database.for_writing(), "exported", now(), people.signed_in().account, told)
    write = write_xlsx if form == "xlsx" else write_csv

    def fill(target: IO[bytes]) -> None:
        with closing(rows_of(database.connection(), reach(), filters)) as found:
            write(target, kind, found)

    return sent_file(fill, f"{kind.name}-{dates.local_day(now())}.{form}")


def _let_in() -> None:
    """Turn away whose role reaches nobody today, such as a deputy whose office is held."""
    if not reach().others:
        raise NotYours(frozenset(READERS))


def _filters(given: Any, text: str = "") -> Filters:
    standing = given.get("standing", "")
    return Filters(
        text or (str(session.get(_KEPT, "")) if given.get("search") else ""),
        given.get("unit", ""),
        given.get("category", "") if given.get("category") in CATEGORIES else "",
        "" if standing == _EVERYBODY else standing if standing in STANDINGS else SERVING,
    )


def _address(filters: Filters, form: str = "", **place: int) -> str:
    standing = {"": _EVERYBODY, SERVING: ""}.get(filters.standing, filters.standing)
    given: dict[str, Any] = {"unit": filters.unit, "category": filters.category, "standing": standing, **place}
    given |= {"search": "on" if filters.text else ""}
    told = {name: value for name, value in given.items() if value}
    return url_for("employees.export", form=form, **told) if form else url_for("employees.employees", **told)


def _fields(filters: Filters) -> list[dict[str, Any]]:
    units = units_in_reach(database.connection(), reach())
    categories = [(code, capital(code_words(code))) for code in CATEGORIES]
    standings = [(code, capital(code_words(code))) for code in STANDINGS]
    every = [("", _("Masih bertugas")), *standings, (_EVERYBODY, _("Semua, juga yang sudah keluar"))]
    return [
        {"name": "q", "label": _("Nama atau NIP"), "kind": "text", "value": filters.text},
        _select("unit", _("Unit dan di bawahnya"), [("", _("Semua unit")), *units], filters.unit),
        _select("category", _("Kategori jabatan"), [("", _("Semua kategori")), *categories], filters.category),
        _select("standing", _("Kedudukan hukum"), every, filters.standing or _EVERYBODY),
    ]


def _select(name: str, label: str, choices: list[tuple[str, str]], value: str) -> dict[str, Any]:
    options = [{"value": each, "label": words} for each, words in choices]
    return {"name": name, "label": label, "kind": "select", "choices": options, "value": value}


def _caption(filters: Filters) -> str:
    """Say what the list holds: "Jabatan fungsional ahli pertama di RSUD dan di bawahnya"."""
    unit = dict(units_in_reach(database.connection(), reach())).get(filters.unit, filters.unit)
    who = capital(code_words(filters.category)) if filters.category else pgettext("data", "Pegawai")
    words = _("%(who)s di %(unit)s dan di bawahnya", who=who, unit=unit) if filters.unit else who
    if filters.text:
        words = _("%(who)s, cocok dengan “%(text)s”", who=words, text=filters.text)
    if filters.standing not in ("", SERVING):
        words = _("%(who)s: %(standing)s", who=words, standing=code_words(filters.standing))
    return words


def _lead() -> str:
    """Say whose dossiers these are."""
    if any(reader.within == "city" for reader in _held()):
        return _("Pegawai seluruh kota. Setiap pembukaan berkas dicatat.")
    return _("Pegawai yang berkasnya boleh Anda baca karena jabatan atau peran Anda. Setiap pembukaan berkas dicatat.")


def _held() -> list[Any]:
    return [current().dossier_readers[span.role] for span in reach().spans]


def _row(person: Person) -> list[Any]:
    return [
        {
            "main": person.name,
            "href": url_for("dossier.dossier", employee=person.id),
            "small": figures.nip(person.nip),
        },
        person.rank,
        person.post or _("tanpa jabatan"),
        {"main": person.unit or _("tanpa unit"), "outlying": person.outlying},
        capital(code_words(person.standing)),
        dates.short_date(person.retires_on) if not person.gone else _("sudah keluar"),
    ]
