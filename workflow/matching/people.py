"""Who somebody is, as lists and rules ask: read for those only who are judged."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, select

from workflow.staffing.counting import away_on
from workflow.tables import employees, posts, units

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
    )
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
)


def rows_of(connection: Connection, numbers: Sequence[int], on: date) -> Mapping[int, Any]:
    """Give the rows of some employees by their ids, with whether each is `away` on a day."""
    away = case((away_on(on), True), else_=False).label("away")
    query = PEOPLE.add_columns(away).where(employees.c.id.in_(numbers))
    return {row.id: row for row in connection.execute(query)}
