"""Who counts on a post on a day, as conditions in SQL: written once, for runs of the analysis and for acts alike.

A person leaves the count once: by retiring, else by a transfer, else by an absence.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    ScalarSelect,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from policies.dates import add_months
from policies.model import Procedure
from workflow.tables import absences, employees, posts, transfers, workload

Condition = ColumnElement[bool]

# Whoever has one of these standings is not at his post, for however long it takes.
AWAY = ("DIBERHENTIKAN_SEMENTARA", "DIPEKERJAKAN")
# CUTI_BESAR never counts as an absence here.
LEAVES = ("CLTN", "TUGAS_BELAJAR")

# Thousandths times thousandths: a row's work in millionths of a minute a year.
WORK = type_coerce(workload.c.volume, BigInteger) * type_coerce(workload.c.minutes, BigInteger)


def born_before(on: date, age: int) -> date:
    """Give the first birth date of those who are not yet retired at an age: all before are, on that day.

    The first day of retirement is the first of the month after the birthday, so only months count.
    """
    return add_months(on.replace(day=1), -12 * age)


def retired_by(on: date, ages: Mapping[str, Any]) -> Condition:
    """Say that the holder of a post has retired by a day; `ages` maps categories and groups to years (R-BUP-01)."""
    by_age: dict[int, list[str]] = {}
    for name, age in ages.items():
        by_age.setdefault(int(age), []).append(name)
    borders = [
        (names, literal(born_before(on, age), Date)) for age, names in sorted(by_age.items(), reverse=True) if names
    ]
    of_category = case(*((posts.c.category.in_(names), border) for names, border in borders), else_=borders[-1][1])
    of_group = case(*((posts.c.bup_group.in_(names), border) for names, border in borders), else_=of_category)
    return employees.c.birth_date < of_group


def away_on(on: ColumnElement[date] | date) -> Condition:
    """Say that somebody is suspended or seconded, or on unpaid leave or study, on a day."""
    own = absences.c.employee_id == employees.c.id
    unpaid = and_(own, absences.c.kind == "CLTN")
    covers = exists().where(own, absences.c.kind.in_(LEAVES), absences.c.since <= on, absences.c.until >= on)
    back = select(func.max(absences.c.until)).where(unpaid).scalar_subquery()
    return or_(
        employees.c.standing.in_(AWAY),
        covers,
        and_(employees.c.standing == "CLTN", func.coalesce(back, on) >= on),
    )


def under_way(procedure: Procedure, by: date) -> CTE:
    """Give the transfers that reserve (recommended, not yet executed) and take effect by a day; they are few."""
    reserving = [name for name, state in procedure.states.items() if state.reserves]
    return (
        select(
            transfers.c.id,
            transfers.c.case_number,
            transfers.c.employee_id,
            transfers.c.old_post_id,
            transfers.c.new_post_id,
            transfers.c.planned_on,
        )
        .where(transfers.c.binds_employee, transfers.c.state.in_(reserving), transfers.c.planned_on <= by)
        .cte("under_way")
        .prefix_with("MATERIALIZED")
    )


def work_of(post: ColumnElement[int], *conditions: Condition) -> ScalarSelect[Any]:
    """Sum the workload of a post, in millionths of a minute a year."""
    total = select(func.sum(WORK)).where(workload.c.post_id == post, *conditions)
    return cast(func.coalesce(total.scalar_subquery(), 0), BigInteger)  # type: ignore[return-value]  # PostgreSQL sums into numeric


PERMANENT = workload.c.until.is_(None)


def temporary(on: ColumnElement[date] | date) -> Condition:
    """Say that a row of workload is temporary and has not ended before a day."""
    return workload.c.until >= on
