"""Whose figures somebody may read, as `policies/analysis.toml` says: the whole city, or units and those below them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, false, or_, select, true

from policies.model import Procedure
from workflow.organisation.registers.keeping import holds
from workflow.tables import posts, units
from workflow.viewers import Viewer

Paths = frozenset[str]

CITY = ""  # the path with which every unit's begins


@dataclass(frozen=True)
class Reach:
    """The units that somebody reads, by the paths under which they lie, and those of whose people he sees the names."""

    reads: Paths
    named: Paths
    runs: bool  # whether he may make a run

    @property
    def empty(self) -> bool:
        """Say whether he reads nothing at all."""
        return not self.reads

    @property
    def city(self) -> bool:
        """Say whether he reads every unit."""
        return CITY in self.reads

    @property
    def condition(self) -> ColumnElement[bool]:
        """Limit `units` to those that he reads."""
        if self.city:
            return true()
        return or_(false(), *(units.c.path.startswith(path, autoescape=True) for path in sorted(self.reads)))

    def covers(self, path: str) -> bool:
        """Say whether he reads the figures of the unit at a path."""
        return under(path, self.reads)

    def names(self, path: str) -> bool:
        """Say whether he sees who the people of the unit at a path are."""
        return under(path, self.named)


def reach(connection: Connection, procedure: Procedure, who: Viewer, day: date) -> Reach:
    """Give what somebody reads of the needs analysis on a day."""
    reads: set[str] = set()
    named: set[str] = set()
    runs = False
    for reader in procedure.analysis_readers.values():
        paths = paths_of(connection, procedure, reader.role, who, day)
        reads |= paths
        named |= paths if "names" in reader.allows else set()
        runs = runs or (bool(paths) and "run" in reader.allows)
    return Reach(frozenset(reads), frozenset(named), runs)


def allowed(connection: Connection, procedure: Procedure, right: str, who: Viewer, day: date) -> Paths:
    """Give the paths under which somebody has a right beyond the figures, such as "candidates"."""
    holders = [reader for reader in procedure.analysis_readers.values() if right in reader.allows]
    return frozenset().union(*(paths_of(connection, procedure, reader.role, who, day) for reader in holders))


def under(path: str, tops: Iterable[str]) -> bool:
    """Say whether the unit at a path is one of those at `tops`, or lies below one."""
    return any(path.startswith(top) for top in tops)


def paths_of(connection: Connection, procedure: Procedure, role: str, who: Viewer, day: date) -> Paths:
    """Give the paths of the units for which somebody holds a role: by grant, in writing, or as the head of a unit."""
    if procedure.roles[role].kind == "unit_head":
        return frozenset({who.unit_path}) if who.unit_path and _leads(connection, who) else frozenset()
    granted = who.granted(role)
    if granted:
        return frozenset(grant.path or CITY for grant in granted)
    return frozenset({CITY}) if holds(connection, role, who, day) else frozenset()


def reads_register(connection: Connection, procedure: Procedure, register: str, who: Viewer, day: date) -> bool:
    """Say whether somebody reads a register in its own pages: who keeps it does, and whom the law names besides."""
    law = procedure.registers[register]
    return any(paths_of(connection, procedure, role, who, day) for role in (*law.by, *law.read_by))


def _leads(connection: Connection, who: Viewer) -> bool:
    head = select(posts.c.id).where(posts.c.id == who.post, posts.c.head, posts.c.until.is_(None))
    return connection.execute(head).first() is not None


class Unit(NamedTuple):
    """A unit that a page is about."""

    id: int
    name: str
    path: str
    outlying: bool


def unit_at(connection: Connection, code: str) -> Unit | None:
    """Give a unit by its code, or None when there is none."""
    query = select(units.c.id, units.c.name, units.c.path, units.c.outlying).where(units.c.code == code)
    row = connection.execute(query).first()
    return None if row is None else Unit(*row)
