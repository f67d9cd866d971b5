"""Whose dossiers somebody may read, and which parts of them, as `policies/dossiers.toml` says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, false, or_, select, true

from policies.checking import OUTSIDE
from policies.model import DossierReader, Procedure
from workflow.organisation.people import holds_post
from workflow.staffing.readers import CITY, paths_of
from workflow.tables import employees, posts, units
from workflow.viewers import Viewer

_MARK = "within_"  # how the columns begin that say within which spans an employee is


@dataclass(frozen=True)
class Span:
    """Some employees, and the parts of their dossiers that the viewer reads by one of his roles.

    `condition` speaks of `employees`, outer-joined with the post held and its unit.
    """

    role: str
    condition: ColumnElement[bool]
    reads: frozenset[str]


@dataclass(frozen=True)
class Reach:
    """Everything that somebody reads of dossiers. `own` is the employee that he is himself, if he is one."""

    spans: tuple[Span, ...]
    own: int | None
    outside: bool  # whether he reads what was changed outside the procedure

    @property
    def others(self) -> bool:
        """Say whether he reads any dossier but his own."""
        return any(span.role != "subject" for span in self.spans)

    @property
    def condition(self) -> ColumnElement[bool]:
        """Limit employees to those whose dossiers he reads at all."""
        return or_(false(), *(span.condition for span in self.spans))

    def reading(self, part: str) -> ColumnElement[bool]:
        """Limit employees to those of whose dossiers he reads a part."""
        return or_(false(), *(span.condition for span in self.spans if part in span.reads))

    @property
    def columns(self) -> tuple[ColumnElement[Any], ...]:
        """Give the columns that tell, for each employee found, by which spans he was; see `parts`."""
        return tuple(span.condition.label(f"{_MARK}{number}") for number, span in enumerate(self.spans))

    def parts(self, row: Mapping[str, Any]) -> frozenset[str]:
        """Give the parts of an employee's dossier that are read, out of a row that has `columns`."""
        held = [span.reads for number, span in enumerate(self.spans) if row[f"{_MARK}{number}"]]
        return frozenset().union(*held)


def reach(connection: Connection, procedure: Procedure, who: Viewer, day: date) -> Reach:
    """Give what somebody reads of dossiers on a day."""
    spans = [_span(connection, procedure, reader, who, day) for reader in procedure.dossier_readers.values()]
    held = tuple(span for span in spans if span is not None)
    return Reach(held, who.employee, any(OUTSIDE in span.reads for span in held))


def _span(connection: Connection, procedure: Procedure, reader: DossierReader, who: Viewer, day: date) -> Span | None:
    condition = _within(connection, procedure, reader, who, day)
    return None if condition is None else Span(reader.role, condition, reader.reads)


def _within(
    connection: Connection, procedure: Procedure, reader: DossierReader, who: Viewer, day: date
) -> ColumnElement[bool] | None:
    """Say whose dossiers a reader reads; None when the viewer is no such reader."""
    if reader.within == "self":
        return _is(employees.c.id, who.employee)
    if reader.within == "reporting":
        return _reporting(connection, who)
    paths = paths_of(connection, procedure, reader.role, who, day)
    if not paths:
        return None
    if reader.within == "city":
        return true()
    return _serving(_below(paths))


def _reporting(connection: Connection, who: Viewer) -> ColumnElement[bool] | None:
    """Say whose posts report to the viewer's own; None when no post does."""
    reporting = _is(posts.c.reports_to_id, who.post)
    if reporting is None or connection.execute(select(posts.c.id).where(reporting).limit(1)).first() is None:
        return None
    return _serving(reporting)


def _is(column: Column[Any], number: int | None) -> ColumnElement[bool] | None:
    return None if number is None else column == number


def _serving(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Leave out who has left the service: nobody is his head or superior any more."""
    return and_(condition, holds_post(employees.c.standing))


def _below(paths: Collection[str]) -> ColumnElement[bool]:
    if CITY in paths:
        return units.c.id.is_not(None)
    return or_(*(units.c.path.startswith(path, autoescape=True) for path in sorted(paths)))
