"""How well people fit the posts that they have, by the same parts as a candidate's fit.

The distance is 0 km, and the fill of the unit is as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Connection, select

from policies import matching
from policies.model import Procedure
from workflow.matching.candidates import weigh
from workflow.matching.pool import Seat
from workflow.matching.target import Asking
from workflow.matching.units import Units
from workflow.matching.weighing import Weighing
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
    asking = Asking(connection, procedure, today, tuple(sorted(homes)))
    holders = _holders(connection, asking.posts)
    found: dict[int, int] = {}
    for home, own in holders.items():
        there = asking.target(home, today)
        for employee, weighed in weigh(Weighing(there, units), own).items():
            filled = units.fill(there.row.unit_id, Seat(home, there.row.unit_id, 0), home).share_before
            as_it_is = {**weighed.parts, "distance": Fraction(1), "donor": filled}
            found[employee] = fit_in_millionths(matching.fit(as_it_is, there.weights).value)
    return found


def _holders(connection: Connection, homes: Sequence[int]) -> Mapping[int, list[int]]:
    """Give who holds each post."""
    query = select(employees.c.post_id, employees.c.id)
    query = query.where(employees.c.post_id.in_(homes), holds_post(employees.c.standing)).order_by(employees.c.id)
    found: dict[int, list[int]] = {}
    for home, employee in connection.execute(query):
        found.setdefault(home, []).append(employee)
    return found
