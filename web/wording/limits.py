"""The limits of a plan in words, with the names of the posts, units and people that they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Connection, select

from workflow.planning.checking import Breach
from workflow.planning.model import FLOOR, HIGH, HOURS, LOW, MOVES, OUT, Limit
from workflow.tables import employees, posts, units


@dataclass(frozen=True)
class Names:
    """The names of posts, with that of their unit, and of units, by their codes."""

    posts: Mapping[str, tuple[str, str]]
    units: Mapping[str, str]

    def post(self, code: str) -> str:
        """Name a post with its unit: "Bendahara, Dinas Kesehatan"."""
        return ", ".join(self.posts[code])


def names(connection: Connection) -> Names:
    """Give the names of all posts and units."""
    of_units: dict[str, str] = dict(connection.execute(select(units.c.code, units.c.name)).all())
    query = select(posts.c.code, posts.c.name, units.c.name).join(units, units.c.id == posts.c.unit_id)
    return Names({code: (name, unit) for code, name, unit in connection.execute(query)}, of_units)


def people_named(connection: Connection, nips: Sequence[str]) -> dict[str, str]:
    """Give the names of some people by their NIPs."""
    query = select(employees.c.nip, employees.c.name).where(employees.c.nip.in_(nips))
    return dict(connection.execute(query).all())


def limit_words(limit: Limit, known: Names) -> str:
    """Name a limit."""
    at = limit.at or ""
    if limit.kind == FLOOR:
        return _("lantai %(unit)s", unit=known.units[at])
    if limit.kind == LOW:
        return _("pemangku terakhir %(post)s", post=known.post(at))
    if limit.kind == HIGH:
        return _("tempat pada %(post)s", post=known.post(at))
    names_ = {
        MOVES: _("jumlah perpindahan"),
        HOURS: _("jam pelatihan"),
        OUT: _("perpindahan keluar satu unit"),
    }
    return names_.get(limit.kind, _("satu perpindahan seorang"))


def breach_words(breach: Breach, known: Names, people: Mapping[str, str]) -> str:
    """Say which limit a plan breaks, with what was found and what is allowed."""
    at, found, allowed = breach.limit.at or "", breach.found, breach.allowed
    if breach.limit.kind == FLOOR:
        unit = known.units[at]
        return _("%(unit)s: %(found)s terisi, lantainya %(allowed)s.", unit=unit, found=found, allowed=allowed)
    if breach.limit.kind == LOW:
        return _("%(post)s: berkurang %(found)s orang, paling banyak %(allowed)s.", **_three(known, at, breach))
    if breach.limit.kind == HIGH:
        return _("%(post)s: bertambah %(found)s orang, paling banyak %(allowed)s.", **_three(known, at, breach))
    if breach.limit.kind == HOURS:
        return _("%(found)s jam pelatihan, paling banyak %(allowed)s.", found=found, allowed=allowed)
    if breach.limit.kind == MOVES:
        return _("%(found)s perpindahan, paling banyak %(allowed)s.", found=found, allowed=allowed)
    if breach.limit.kind == OUT:
        unit = known.units[at]
        return _(
            "Dari %(unit)s keluar %(found)s orang, paling banyak %(allowed)s.", unit=unit, found=found, allowed=allowed
        )
    return _("%(person)s berpindah %(found)s kali, paling banyak sekali.", person=people.get(at, ""), found=found)


def _three(known: Names, at: str, breach: Breach) -> dict[str, Any]:
    """Give a post and by how many people it changes; a net below nought is told as a loss."""
    return {"post": known.post(at), "found": abs(breach.found), "allowed": abs(breach.allowed)}
