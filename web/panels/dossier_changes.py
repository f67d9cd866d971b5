"""The last changes of one dossier in words, with what stood before and what stands now; only of parts that are read."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from web import database
from web.look import dates
from web.spelling import capital
from web.wording.codes import code_words
from web.wording.kinds import cell_words, column_words, kind_words
from workflow.dossiers.people import Person
from workflow.organisation.files.kinds import BY_NAME, Kind
from workflow.organisation.lists.changes import Change, latest
from workflow.register import CORRECTED

_SHOWN = 5  # changes beside a dossier
_LOOKED_AT = 30  # the newest ones about the person, among which those of parts that are read are chosen
# Kinds of rows, and the part of the dossier in which each stands.
_PARTS = {
    "employees": "identity",
    "history": "posts",
    "competences": "competences",
    "performance": "performance",
    "absences": "absences",
    "discipline": "discipline",
    "relatives": "relatives",
    "requests": "wishes",
}


def changes(person: Person) -> list[dict[str, Any]]:
    """Give the last changes as components/facts.html draws short entries."""
    found = latest(database.connection(), "employees", _LOOKED_AT, {"employee": person.id})
    read = [change for change in found if _part(change) in person.parts]
    return [_entry(change) for change in read[:_SHOWN]]


def _part(change: Change) -> str:
    if change.kind == CORRECTED:
        return "posts"
    return _PARTS.get(change.kind.partition("-")[2], "")


def _entry(change: Change) -> dict[str, Any]:
    words = _("%(who)s, %(at)s", who=change.by or _("Baris perintah"), at=dates.moment(change.at))
    title = _corrected(change) if change.kind == CORRECTED else _edited(change)
    decree = change.values.get("decree")
    if change.kind == CORRECTED and decree:
        words += " · " + _("dasar: %(ground)s", ground=decree)
    return {"title": title, "words": words}


def _corrected(change: Change) -> str:
    """Say what a decree outside the procedure changed; the panel of posts held names the posts."""
    old, new = change.values["old_standing"], change.values["new_standing"]
    if old != new:
        return _(
            "%(name)s: %(before)s menjadi %(after)s",
            name=_("Kedudukan hukum"),
            before=code_words(old),
            after=code_words(new),
        )
    return _("Jabatan diubah di luar prosedur")


def _edited(change: Change) -> str:
    done, _dash, name = change.kind.partition("-")
    if name not in BY_NAME:
        return change.kind
    kind = BY_NAME[name]
    if done == "edit" and not change.values.get("new"):
        return capital("; ".join(_replaced(kind, change.values)) or kind_words(name))
    words = _("%(kind)s diakhiri") if done == "end" else _("%(kind)s ditambahkan")
    return words % {"kind": kind_words(name)}


def _replaced(kind: Kind, values: Mapping[str, Any]) -> list[str]:
    """Say what stood in each column before and what stands there now."""
    before, after = values.get("before", {}), values.get("after", {})
    return [
        _(
            "%(name)s: %(before)s menjadi %(after)s",
            name=column_words(column),
            before=cell_words(column, before[column.name]),
            after=cell_words(column, after.get(column.name, "")),
        )
        for column in kind.columns
        if column.name in before
    ]
