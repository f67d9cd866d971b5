"""How well people fit the posts that they have, by the same parts as a candidate's fit.

The distance is 0 km, and the fill of the unit is as it is.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Connection, false, select

from policies import matching
from policies.model import Procedure
from workflow.matching import pool
from workflow.matching.asked import Ground
from workflow.matching.candidates import NOBODY, weigh
from workflow.matching.target import target
from workflow.matching.units import Units
from workflow.organisation.calendar import city_day
from workflow.organisation.people import holds_post
from workflow.planning.building import fit_in_millionths
from workflow.tables import employees


def present_fits(
    connection: Connection, procedure: Procedure, moment: datetime, homes: Iterable[int]
) -> Mapping[int, int]:
    """Give the fit of everybody who holds one of these posts (ids) in it, in millionths, by the employee's id."""
    today = city_day(moment)
    units = Units(connection, procedure, today, today)
    found: dict[int, int] = {}
    for home in sorted(homes):
        there = target(connection, procedure, home, today, today)
        own = select(employees.c.id).where(employees.c.post_id == home, holds_post(employees.c.standing))
        holders = pool.PEOPLE.add_columns(false().label("away")).where(employees.c.id.in_(own))
        chosen = own.subquery()
        people = list(connection.execute(holders.order_by(employees.c.id)))
        gathered = pool.about(there, people, chosen)
        ground = Ground(there, gathered, units, NOBODY, moment)
        for row in gathered.people:
            parts = weigh(ground, row).parts
            filled = units.fill(row.unit_id, row, home).share_before
            as_it_is = {**parts, "distance": Fraction(1), "donor": filled}
            found[row.id] = fit_in_millionths(matching.fit(as_it_is, there.weights).value)
    return found
