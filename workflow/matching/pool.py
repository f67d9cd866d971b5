"""The people who may come into question for a post, with the figures of their fit, gathered by the database at once.

Left out is only whom a block of the proposal is sure to refuse; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from policies.dates import months_between
from policies.instruments import predicate_of_register
from policies.rules.person import GOOD_ENOUGH
from policies.rules.qualification import level
from workflow.matching.target import Target
from workflow.organisation.files.cells import EDUCATION
from workflow.organisation.people import holds_post
from workflow.staffing.counting import away_on, retired_by
from workflow.tables import competences, employees, history, performance, posts, standards, transfers, units

RATINGS = ("DI_ATAS", "SESUAI", "DI_BAWAH")


class Levels(NamedTuple):
    """Competences of one person beside a standard: reached and assessed of its sum, which are closed, which known."""

    reached: int
    assessed: int
    closed: int  # a bit for each competence of the standard, in its order
    known: int


NOTHING = Levels(0, 0, 0, 0)


@dataclass
class Pool:
    """Everybody who comes into question, by the employee's id, with what the fit is made of."""

    people: list[Any]
    levels: Mapping[int, Levels] = field(default_factory=dict)
    ratings: Mapping[int, Mapping[int, str | None]] = field(default_factory=dict)
    experience: Mapping[int, int] = field(default_factory=dict)


def gather(target: Target, only: int | None = None) -> Pool:
    """Gather the pool for a post; `only`: of one employee, who may come into question or not."""
    wanted = _wanted(target)
    if only is not None:
        wanted = wanted.where(employees.c.id == only)
    people = list(target.connection.execute(wanted.order_by(employees.c.id)))
    chosen = wanted.with_only_columns(employees.c.id).subquery()
    return about(target, people, chosen)


def about(target: Target, people: list[Any], chosen: Any) -> Pool:
    """Gather what the fit of some people is made of; `chosen` selects their ids."""
    return Pool(people, _levels(target, chosen), _ratings(target, chosen), _experience(target, chosen))


PEOPLE = (
    select(
        employees.c.id,
        employees.c.nip,
        employees.c.name,
        employees.c.birth_date,
        employees.c.rank,
        employees.c.status,
        employees.c.standing,
        employees.c.education,
        employees.c.field,
        employees.c.post_id,
        employees.c.post_since,
        posts.c.code.label("post_code"),
        posts.c.name.label("post_name"),
        posts.c.unit_id,
        posts.c.category,
        posts.c.bup_group,
        posts.c.job_class,
        posts.c.critical,
        units.c.code.label("unit_code"),
        units.c.name.label("unit_name"),
        units.c.kind.label("unit_kind"),
        units.c.outlying,
        units.c.latitude,
        units.c.longitude,
    )
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
)


def _wanted(target: Target) -> Select[Any]:
    """Select everybody but those whom a block is sure to refuse: each condition stands beside its rule."""
    on = target.planned_on
    law = target.procedure.rules
    active = law["R-ELG-01"].on(target.today)
    bound = exists().where(transfers.c.employee_id == employees.c.id, transfers.c.binds_employee)
    away = case((away_on(on), True), else_=False).label("away")
    return PEOPLE.add_columns(away).where(
        holds_post(employees.c.standing),
        employees.c.status.in_(active["statuses"]),  # R-ELG-01
        employees.c.standing.in_(active["standings"]),
        or_(employees.c.post_id.is_(None), ~retired_by(on, target.ages)),
        employees.c.post_id.is_distinct_from(target.row.id),  # R-DON-10
        ~bound,
        employees.c.education.in_(_schooled(target)),  # R-CMP-02a, R-STR-01 to -03, R-JF-01
        *_in_field(target),
        *_good(target),
    )


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


def _good(target: Target) -> list[ColumnElement[bool]]:
    """R-PRF-01a: at least good in each of the last years, where the post is one that it speaks about."""
    if target.row.category not in target.procedure.rules["R-PRF-01a"].on(target.today)["categories"]:
        return []
    instrument = target.procedure.instrument
    good = [pair for pair in product(RATINGS, RATINGS) if predicate_of_register(instrument, *pair) in GOOD_ENOUGH]
    rated = or_(
        *(and_(performance.c.result == result, performance.c.behaviour == behaviour) for result, behaviour in good)
    )
    own = performance.c.employee_id == employees.c.id
    return [exists().where(own, performance.c.year == year, rated) for year in target.years]


def _levels(target: Target, chosen: Any) -> dict[int, Levels]:
    """Sum each person's levels against the standard; a bit says which competences are closed, and which known."""
    if not target.standard:
        return {}
    bit = case(*((competences.c.competence == code, 1 << n) for n, code in enumerate(target.standard)), else_=0)
    closed = case((competences.c.level >= standards.c.level, bit), else_=0)
    lower = case((competences.c.level < standards.c.level, competences.c.level), else_=standards.c.level)
    query = (
        select(
            competences.c.employee_id,
            func.sum(lower),
            func.sum(standards.c.level),
            func.sum(closed),
            func.sum(bit),
        )
        .join(standards, and_(standards.c.post_id == target.row.id, standards.c.competence == competences.c.competence))
        .where(competences.c.employee_id.in_(select(chosen.c.id)))
        .group_by(competences.c.employee_id)
    )
    return {employee: Levels(*map(int, sums)) for employee, *sums in target.connection.execute(query)}


def _ratings(target: Target, chosen: Any) -> dict[int, dict[int, str | None]]:
    instrument = target.procedure.instrument
    predicate = {pair: predicate_of_register(instrument, *pair) for pair in product(RATINGS, RATINGS)}
    query = select(performance.c.employee_id, performance.c.year, performance.c.result, performance.c.behaviour).where(
        performance.c.year.in_(target.years), performance.c.employee_id.in_(select(chosen.c.id))
    )
    found: dict[int, dict[int, str | None]] = {}
    for employee, year, result, behaviour in target.connection.execute(query):
        found.setdefault(employee, {})[year] = predicate[result, behaviour]
    return found


def _experience(target: Target, chosen: Any) -> dict[int, int]:
    """Count each person's months in posts of the target's category, up to the planned day."""
    query = (
        select(history.c.employee_id, history.c.since, history.c.until)
        .join(posts, posts.c.id == history.c.post_id)
        .where(posts.c.category == target.row.category, history.c.employee_id.in_(select(chosen.c.id)))
    )
    found: dict[int, int] = {}
    for employee, since, until in target.connection.execute(query):
        months = months_between(since, min(until or target.planned_on, target.planned_on))
        found[employee] = found.get(employee, 0) + months
    return found
