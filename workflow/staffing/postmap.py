"""The post map of one unit: each post with the figures of a run (PermenPANRB 1/2020)."""

from typing import Any

from sqlalchemy import Connection, and_, func, select

from workflow.tables import cells, needs, posts, units


def posts_of(connection: Connection, run: int, unit: int) -> list[Any]:
    """Give the posts of a unit that needed or had people in a run, leading posts and higher classes first."""
    open_need = and_(needs.c.post_id == posts.c.id, needs.c.closed_by.is_(None))
    query = (
        select(
            posts.c.code,
            posts.c.name,
            posts.c.category,
            posts.c.job_class,
            posts.c.critical,
            needs.c.id.label("need_id"),
            cells,
        )
        .join(posts, posts.c.id == cells.c.post_id)
        .outerjoin(needs, open_need)
        .where(cells.c.run_id == run, cells.c.unit_id == unit)
        .order_by(posts.c.head.desc(), posts.c.job_class.desc(), func.lower(posts.c.name), posts.c.id)
    )
    return list(connection.execute(query))


def find(connection: Connection, code: str) -> Any | None:
    """Give a post in force by its code, with its unit's name and path; None when there is none."""
    query = (
        select(posts.c.id, posts.c.code, posts.c.name, units.c.name.label("unit"), units.c.path)
        .join(units, units.c.id == posts.c.unit_id)
        .where(posts.c.code == code, posts.c.until.is_(None))
    )
    return connection.execute(query).first()
