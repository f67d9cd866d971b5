"""The frame around every page: the menu that follows the person, the search, the name at its foot.

An item appears for who may open it, and only if its page is part of the counter. A page that has something to count
gives its badge: `@badge("inbox.mine")` over a function of the connection and the person.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask, current_app, g, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import Connection

from policies.loading import current
from web import database, monitoring, people
from web.doors import opens
from web.look import language, say, theme
from web.people import Person
from workflow.newest import newest
from workflow.organisation.calendar import now

Count = Callable[[Connection, Person], int | str]

_counts: dict[str, Count] = {}
_KEPT_COUNTS = 5000


class Item(NamedTuple):
    """A line of the menu: its key, the endpoint it opens, its icon and its words."""

    key: str
    endpoint: str
    icon: str
    words: str


def _menu() -> tuple[tuple[Item, ...], ...]:
    """Give the whole menu, in its three groups: the work, the control, the registers."""
    return (
        (
            Item("inbox", "inbox.inbox", "inbox", _("Kotak tugas")),
            Item("notices", "notices.notices", "bell", _("Pemberitahuan")),
            Item("transfers", "transfers.transfers", "arrow-left-right", _("Kasus mutasi")),
            Item("needs", "open_needs.open_needs", "person-exclamation", pgettext("menu", "Kebutuhan")),
            Item("plans", "plan_search.listed", "diagram-3", _("Rencana mutasi")),
            Item("map", "staffing_map.city", "grid-3x3-gap", _("Peta jabatan")),
            Item("own", "own.own", "person", _("Perpindahan saya")),
            Item("own-data", "dossier.own", "person-vcard", _("Data saya")),
        ),
        (
            Item("monitoring", "monitoring.show", "bar-chart-line", _("Pemantauan")),
            Item("published", "monitoring_published.show", "bar-chart", _("Angka mutasi")),
            Item("audit", "audit.audit", "journal-check", _("Jejak audit")),
            Item("procedure", "procedure.procedure", "book", _("Aturan & dasar hukum")),
        ),
        (
            Item("people", "people.people", "person-gear", _("Orang dan peran")),
            Item("undelivered", "undelivered.listed", "envelope-exclamation", _("Surat tak terkirim")),
            Item("absences", "absences.absences", "calendar-x", _("Ketidakhadiran & wakil")),
            Item("bodies", "bodies.bodies", "people", _("Tim penilai")),
            Item("holidays", "holidays.holidays", "calendar3", _("Hari libur")),
            Item("employees", "employees.employees", "person-lines-fill", pgettext("menu", "Pegawai")),
            Item("registers", "registers.registers", "database", _("Data induk")),
            Item("data", "data.data", "file-earmark-arrow-up", _("Impor & ekspor")),
        ),
    )


def badge(key: str) -> Callable[[Count], Count]:
    """Count what waits behind an item of the menu; the same query as the page itself should stand behind it."""

    def keep(count: Count) -> Count:
        _counts[key] = count
        return count

    return keep


def install(app: Flask) -> None:
    """Give every template of a signed-in person its `shell`, and every other one what stands over the sign-in page."""
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    # An error page may be the answer to a database that is gone: it is drawn without asking anything.
    if g.get("plain"):
        return {"city": database.counter().settings.city, "demo": False, "shell": None}
    person = people.present()
    demo = database.counter().demonstrates
    return {
        "city": database.counter().settings.city,
        "demo": demo,
        "shell": shell(person, demo=demo) if person else None,
    }


def shell(person: Person, *, demo: bool) -> dict[str, Any]:
    """Give the shell of one person, as components/shell.html describes it."""
    groups = [[_line(item, person) for item in group if _opens(item, person)] for group in _menu()]
    inbox = next((line for group in groups for line in group if line["key"] == "inbox"), None)
    return {
        "city": database.counter().settings.city.removeprefix("Pemerintah "),
        "demo": demo,
        "groups": groups,
        "inbox": inbox,
        "find": _find(groups),
        "person": {"name": person.who.name, "office": person.who.title or _roles(person)},
        "links": _links(),
    }


def _opens(item: Item, person: Person) -> bool:
    if item.key in ("own", "own-data") and person.who.employee is None:
        return False  # who is no employee of the city is never moved
    if item.key in ("transfers", "notices") and "administrator" in person.roles:
        return False  # an administrator reads no case, and holds no other role that would
    if item.key == "published" and monitoring.reads(person):
        return False  # who reads every figure finds these at the foot of them
    view = current_app.view_functions.get(item.endpoint)
    return view is not None and opens(view, person)


def _find(groups: list[list[dict[str, Any]]]) -> dict[str, str] | None:
    """Give the search to who has a list to search in. Its words may be a name, so they are sent and never linked."""
    if not any(line["key"] == "transfers" for group in groups for line in group):
        return None
    return {"href": url_for("transfers.find"), "name": "q", "label": _("Cari pegawai, kasus"), "method": "post"}


def _line(item: Item, person: Person) -> dict[str, Any]:
    return {
        "key": item.key,
        "label": item.words,
        "href": url_for(item.endpoint),
        "icon": item.icon,
        "count": _count(item.key, person) if item.key in _counts else 0,
    }


def _count(key: str, person: Person) -> int | str:
    """Count anew only when something has happened: the badge stands on every page, and costs more than most of them.

    The minute is part of what a count is kept by, since lines of PostgreSQL may appear in another order than numbered.
    """
    kept, asked = database.counter().counts, (key, person.account)
    state = (newest(database.connection()), now().replace(second=0, microsecond=0))
    held = kept.get(asked)
    if held is None or held[0] != state:
        held = (state, _counts[key](database.connection(), person))
        if len(kept) >= _KEPT_COUNTS:
            kept.clear()
        kept[asked] = held
    return held[1]


def forget_count(key: str, account: int) -> None:
    """Have a badge counted anew for somebody whose own doing, and no line or event, has changed it."""
    database.counter().counts.pop((key, account), None)


def _links() -> list[dict[str, Any]]:
    """Give what stands under the name; what changes something is a button, never a link."""
    other, words = ("id", "Indonesia") if language() == "en" else ("en", "English")
    dark = theme() == "dark"
    return [
        {"label": _("Akun"), "href": url_for("account.account")},
        {"label": words, "lang": other, "href": url_for("language.choose_language"), "post": True}
        | {"name": "language", "value": other},
        {"label": _("Terang") if dark else _("Gelap"), "href": url_for("language.choose_theme"), "post": True}
        | {"name": "theme", "value": "light" if dark else "dark"},
        {"label": _("Keluar"), "href": url_for("sign_in.leave"), "post": True},
    ]


def _roles(person: Person) -> str:
    """Name the roles of who holds no post."""
    return ", ".join(say(current().roles[role].label) for role in sorted(person.roles))
