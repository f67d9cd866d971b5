"""Declared family as a person sees his own: what he declared, and what others declared about him."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from workflow.tables import accounts, employees, posts, relatives


@dataclass(frozen=True)
class Relation:
    """A relation to somebody.

    `kind` is what one of the two is to the other; of whom it is told, nobody needs to know: the degree is the same.
    """

    id: int
    name: str
    title: str
    kind: str
    degree: int


_ONE, _OTHER, _OUTSIDE = employees.alias("one"), employees.alias("other"), accounts.alias("outside")
_ONE_POST, _OTHER_POST = posts.alias("one_post"), posts.alias("other_post")
_ALL = (
    select(
        relatives.c.id,
        relatives.c.employee_id,
        relatives.c.kind,
        relatives.c.degree,
        _ONE.c.name.label("one"),
        func.coalesce(_ONE_POST.c.name, "").label("one_title"),
        func.coalesce(_OTHER.c.name, _OUTSIDE.c.name).label("other"),
        func.coalesce(_OTHER_POST.c.name, _OUTSIDE.c.title, "").label("other_title"),
    )
    .select_from(relatives)
    .join(_ONE, _ONE.c.id == relatives.c.employee_id)
    .outerjoin(_ONE_POST, _ONE_POST.c.id == _ONE.c.post_id)
    .outerjoin(_OTHER, _OTHER.c.id == relatives.c.other_employee_id)
    .outerjoin(_OTHER_POST, _OTHER_POST.c.id == _OTHER.c.post_id)
    .outerjoin(_OUTSIDE, _OUTSIDE.c.id == relatives.c.other_account_id)
    .order_by(relatives.c.degree, relatives.c.id)
)


def of(connection: Connection, account: int, employee: int | None) -> list[Relation]:
    """List the declared family of an employee, or of an account that is none, the nearest first."""
    if employee is None:
        query = _ALL.where(relatives.c.other_account_id == account)
    else:
        query = _ALL.where(or_(relatives.c.employee_id == employee, relatives.c.other_employee_id == employee))
    found = []
    for row in connection.execute(query):
        name, title = (row.other, row.other_title) if row.employee_id == employee else (row.one, row.one_title)
        found.append(Relation(row.id, name, title, row.kind, row.degree))
    return found
