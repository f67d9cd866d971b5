"""The people who may come into question for a post, with what their fit is made of, gathered by the database.

Left out is only whom a block of the proposal is sure to refuse; a test compares the two.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from policies.dates import months_between
from policies.instruments import predicate_of_register
from policies.rules.person import GOOD_ENOUGH
from policies.rules.qualification import level
from workflow.matching.target import Target
from workflow.once import Once
from workflow.organisation.files.cells import EDUCATION
from workflow.organisation.people import holds_post
from workflow.staffing.counting import away_on, retired_by
from workflow.streaming import streamed
from workflow.tables import competences, employees, history, performance, posts, transfers

RATINGS = ("DI_ATAS", "SESUAI", "DI_BAWAH")
AT_ONCE = 5_000  # people named in one question

# Competences whose levels are summed up in one number: of 10 bits for what is reached, 10 for what was assessed, and
# one for each that is closed and each that was assessed. Together they stay within what a database counts with.
TOGETHER = 20
_CLOSED, _KNOWN = 20, 20 + TOGETHER
_SUM = (1 << 10) - 1


class Levels(NamedTuple):
    """Competences of one person beside a standard: reached and assessed of its sum, which are closed, which known."""

    reached: int
    assessed: int
    closed: int  # a bit for each competence of the standard, in its order
    known: int


Sums = tuple[int, ...]  # what the database has summed up of somebody's levels, a number for each `TOGETHER` competences


def levels_of(sums: Sums) -> Levels:
    """Take apart what the database has summed up."""
    reached = assessed = closed = known = 0
    for place, found in enumerate(sums):
        shift = place * TOGETHER
        reached += found & _SUM
        assessed += found >> 10 & _SUM
        closed |= (found >> _CLOSED & (1 << TOGETHER) - 1) << shift
        known |= found >> _KNOWN << shift
    return Levels(reached, assessed, closed, known)


class Seat(NamedTuple):
    """Where somebody sits, and whether he counts there on the planned day: whoever has the same leaves the same."""

    post_id: int | None
    unit_id: int | None
    away: int  # 1: he does not count


class Known(NamedTuple):
    """What the fit of one person depends on, but for his competences."""

    employee: int
    seat: Seat
    field: str | None
    ratings: tuple[str | None, ...]  # result and behaviour of each of the years that count
    months: int  # in posts of the target's category, up to the planned day


def gather(target: Target) -> Iterator[Known]:
    """Gather everybody who comes into question for a post."""
    years = _years(target)
    return _read(target, years, _experience(target), *_wanted(target, years))


def about(target: Target, people: Sequence[int]) -> Iterator[Known]:
    """Gather what the fit of some people is made of, whether they come into question or not."""
    months = _experience(target, history.c.employee_id.in_(people))
    return _read(target, _years(target), months, employees.c.id.in_(people))


def _years(target: Target) -> list[Any]:
    """Name the appraisals of each of the years that count."""
    return [performance.alias(f"of_{year}") for year in target.years]


def _read(
    target: Target, years: list[Any], months: Mapping[int, int], *conditions: ColumnElement[bool]
) -> Iterator[Known]:
    query = (
        select(
            employees.c.id,
            employees.c.post_id,
            posts.c.unit_id,
            case((away_on(target.planned_on), 1), else_=0),
            employees.c.field,
            *(column for year in years for column in (year.c.result, year.c.behaviour)),
        )
        .outerjoin(posts, posts.c.id == employees.c.post_id)
        .where(*conditions)
    )
    for number, year in zip(target.years, years, strict=True):
        query = query.outerjoin(year, and_(year.c.employee_id == employees.c.id, year.c.year == number))
    seats: Once[tuple[Any, ...], Seat] = Once(Seat._make)
    for row in streamed(target.connection, query):
        yield Known._make((row[0], seats[row[1:4]], row[4], row[5:], months.get(row[0], 0)))


def levels(target: Target, people: Sequence[int]) -> dict[int, Sums]:
    """Sum up the levels of some people against the standard; who was never assessed is missing."""
    sums = _sums(target)
    if not sums:
        return {}
    found: dict[int, Sums] = {}
    for start in range(0, len(people), AT_ONCE):
        own = competences.c.employee_id.in_(_named(people[start : start + AT_ONCE]))
        query = select(competences.c.employee_id, *sums).where(own).group_by(competences.c.employee_id)
        found |= {row[0]: row[1:] for row in streamed(target.connection, query)}
    return found


# An open transfer binds somebody.
BOUND = exists().where(transfers.c.employee_id == employees.c.id, transfers.c.binds_employee)


def _wanted(target: Target, years: list[Any]) -> list[ColumnElement[bool]]:
    """Name everybody but those whom a block is sure to refuse: each condition stands beside its rule."""
    law = target.procedure.rules
    active = law["R-ELG-01"].on(target.today)
    return [
        holds_post(employees.c.standing),
        employees.c.status.in_(active["statuses"]),  # R-ELG-01
        employees.c.standing.in_(active["standings"]),
        or_(employees.c.post_id.is_(None), ~retired_by(target.planned_on, target.ages)),
        employees.c.post_id.is_distinct_from(target.row.id),  # R-DON-10
        ~BOUND,
        employees.c.education.in_(_schooled(target)),  # R-CMP-02a, R-STR-01 to -03, R-JF-01
        *_in_field(target),
        *_good(target, years),
    ]


def _schooled(target: Target) -> list[str]:
    """The levels of education that no rule of the post refuses."""
    category, law = target.row.category, target.procedure.rules
    floors = [target.row.min_education]
    for rule in ("R-STR-01", "R-STR-02", "R-STR-03"):
        limits = law[rule].on(target.today)
        floors += [str(limits["lowest_education"])] if category in limits["categories"] else []
    functional = law["R-JF-01"].on(target.today)
    floors += [str(functional[f"{kind}_education"]) for kind in ("expert", "skilled") if category in functional[kind]]
    lowest = max(map(level, floors))
    return [code for code in EDUCATION if level(code) >= lowest]


def _in_field(target: Target) -> list[ColumnElement[bool]]:
    """R-JF-01: of a functional post the field of study, where the post names any."""
    functional = target.procedure.rules["R-JF-01"].on(target.today)
    fields = [each.casefold().strip() for each in target.row.fields.split("|") if each.strip()]
    asked = target.row.category in (*functional["expert"], *functional["skilled"])
    # The database folds only plain letters; a field with others is left to the rule.
    if not fields or not asked or not all(each.isascii() for each in fields):
        return []
    plain = func.lower(func.trim(employees.c.field))
    return [employees.c.field.is_not(None), plain.in_(fields)]


def _good(target: Target, years: list[Any]) -> list[ColumnElement[bool]]:
    """R-PRF-01a: at least good in each of the last years, where the post is one that it speaks about."""
    if target.row.category not in target.procedure.rules["R-PRF-01a"].on(target.today)["categories"]:
        return []
    instrument = target.procedure.instrument
    good = [pair for pair in product(RATINGS, RATINGS) if predicate_of_register(instrument, *pair) in GOOD_ENOUGH]
    return [or_(*(and_(year.c.result == one, year.c.behaviour == other) for one, other in good)) for year in years]


def _named(people: Sequence[int]) -> Any:
    """Write out the numbers of people: many are quicker to read than to bind."""
    return bindparam("people", people, expanding=True, literal_execute=True)


def _sums(target: Target) -> list[ColumnElement[int]]:
    standard = list(target.standard.items())
    return [_sum(standard[start : start + TOGETHER]) for start in range(0, len(standard), TOGETHER)]


def _sum(standard: Sequence[tuple[str, int]]) -> ColumnElement[int]:
    found = competences.c
    each = case(
        *(
            (
                found.competence == code,
                case(
                    *((found.level <= level, _told(place, level, asked)) for level in range(asked)),
                    else_=_told(place, asked, asked),
                ),
            )
            for place, (code, asked) in enumerate(standard)
        ),
        else_=0,
    )
    return cast(func.sum(each), BigInteger)


def _told(place: int, level: int, asked: int) -> ColumnElement[int]:
    closed = int(level >= asked) << _CLOSED + place
    return literal(level | asked << 10 | closed | 1 << _KNOWN + place, BigInteger)


def _experience(target: Target, *conditions: ColumnElement[bool]) -> dict[int, int]:
    """Count people's months in posts of the target's category, up to the planned day."""
    query = (
        select(history.c.employee_id, cast(history.c.since, String), cast(history.c.until, String))
        .join(posts, posts.c.id == history.c.post_id)
        .where(posts.c.category == target.row.category, *conditions)
    )
    # Many begin and end on the same days, and reading a day takes longer than reading its text.
    lasting: Once[tuple[str, str | None], int] = Once(lambda page: _months(*page, target.planned_on))
    found: dict[int, int] = {}
    for employee, since, until in streamed(target.connection, query):
        found[employee] = found.get(employee, 0) + lasting[since, until]
    return found


def _months(since: str, until: str | None, on: date) -> int:
    end = on if until is None else min(date.fromisoformat(until), on)
    return months_between(date.fromisoformat(since), end)
