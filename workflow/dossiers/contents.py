"""What a dossier holds, part by part: only the parts that are asked for are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, or_, select

from policies.instruments import predicate_of_register
from policies.matching import match
from policies.model import Instrument
from workflow.dossiers.people import Person
from workflow.tables import (
    absences,
    accounts,
    competences,
    discipline,
    employees,
    history,
    performance,
    relatives,
    requests,
    standards,
    transfers,
    units,
)

Rows = Sequence[Any]


class Level(NamedTuple):
    """A competence: the level assessed and on which day (None: never), and what the post requires (None: nothing)."""

    code: str
    level: int | None
    required: int | None
    assessed_on: date | None


@dataclass(frozen=True)
class Competences:
    """What somebody can do, those that his post requires first. `jpm` is the share of the standard that is reached;
    None without a standard.
    """

    levels: tuple[Level, ...]
    jpm: Fraction | None
    newest: date | None


class Year(NamedTuple):
    """The performance of one year, with the predicate that follows from its two ratings."""

    id: int
    year: int
    result: str
    behaviour: str
    predicate: str


@dataclass(frozen=True)
class Contents:
    """The parts of a dossier that somebody reads; a part that he does not read is None."""

    posts: Rows | None
    competences: Competences | None
    performance: Sequence[Year] | None
    absences: Rows | None
    discipline: Rows | None
    relatives: Rows | None
    wishes: Rows | None


def contents(connection: Connection, instrument: Instrument, person: Person) -> Contents:
    """Read the parts of a dossier that the viewer of this person reads."""

    def part(name: str, read: Callable[[], Any]) -> Any:
        return read() if name in person.parts else None

    def rows(query: Select[Any]) -> Rows:
        return connection.execute(query).all()

    return Contents(
        posts=part("posts", lambda: rows(_held(person.id))),
        competences=part("competences", lambda: _competences(connection, person)),
        performance=part("performance", lambda: _performance(connection, instrument, person.id)),
        absences=part("absences", lambda: rows(_absences(person.id))),
        discipline=part("discipline", lambda: rows(_discipline(person.id))),
        relatives=part("relatives", lambda: rows(_relatives(person.id))),
        wishes=part("wishes", lambda: rows(_wishes(person.id))),
    )


def _held(employee: int) -> Select[Any]:
    """Posts held, the newest first, with the case that opened each page if one did."""
    page = history.c
    return (
        select(page.id, page.post_name, page.unit_name, page.since, page.until, page.decree, transfers.c.case_number)
        .outerjoin(transfers, transfers.c.id == page.transfer_id)
        # A page that ended on the day on which it began was never turned.
        .where(page.employee_id == employee, or_(page.until.is_(None), page.until > page.since))
        .order_by(page.since.desc(), page.id.desc())
    )


def _competences(connection: Connection, person: Person) -> Competences:
    required = {
        row.competence: row.level
        for row in connection.execute(select(standards).where(standards.c.post_id == person.post_id))
    }
    query = select(competences).where(competences.c.employee_id == person.id)
    assessed = {row.competence: row for row in connection.execute(query)}
    codes = [*sorted(required), *sorted(assessed.keys() - required.keys())]
    levels = tuple(
        Level(
            code,
            assessed[code].level if code in assessed else None,
            required.get(code),
            assessed[code].assessed_on if code in assessed else None,
        )
        for code in codes
    )
    matched = match(required, {code: row.level for code, row in assessed.items()})
    newest = max((row.assessed_on for row in assessed.values()), default=None)
    return Competences(levels, None if matched is None else matched.jpm, newest)


def _performance(connection: Connection, instrument: Instrument, employee: int) -> list[Year]:
    query = select(performance).where(performance.c.employee_id == employee).order_by(performance.c.year.desc())
    return [
        Year(row.id, row.year, row.result, row.behaviour, predicate_of_register(instrument, row.result, row.behaviour))
        for row in connection.execute(query)
    ]


def _absences(employee: int) -> Select[Any]:
    away = absences.c
    # An absence that was called off ends on the day before its first.
    came_about = and_(away.employee_id == employee, away.until >= away.since)
    return select(absences).where(came_about).order_by(away.since.desc(), away.id.desc())


def _discipline(employee: int) -> Select[Any]:
    return select(discipline).where(discipline.c.employee_id == employee).order_by(discipline.c.since.desc())


def _relatives(employee: int) -> Select[Any]:
    """Relatives that he declared, and those that declared him; `declared` says whether he is the row's first."""
    one, other = employees.alias("one"), employees.alias("other")
    mine = relatives.c.employee_id == employee
    return (
        select(
            relatives.c.id,
            relatives.c.kind,
            relatives.c.degree,
            mine.label("declared"),
            one.c.name.label("one"),
            func.coalesce(other.c.name, accounts.c.name).label("other"),
            one.c.nip.label("nip"),
            other.c.nip.label("other_nip"),
        )
        .join(one, one.c.id == relatives.c.employee_id)
        .outerjoin(other, other.c.id == relatives.c.other_employee_id)
        .outerjoin(accounts, accounts.c.id == relatives.c.other_account_id)
        .where(or_(mine, relatives.c.other_employee_id == employee))
        .order_by(relatives.c.degree, relatives.c.id)
    )


def _wishes(employee: int) -> Select[Any]:
    wish = requests.c
    return (
        select(wish.id, wish.made_on, wish.letter, wish.category, wish.until, units.c.name.label("unit"))
        .outerjoin(units, units.c.id == wish.unit_id)
        .where(wish.employee_id == employee)
        .order_by(wish.made_on.desc())
    )
