"""What a transfer did to both units, measured as the rules measure it: people needed, and people who count, on a day.

Kept with the line that carries a transfer out, and with the one that evaluates it for the last time (ids and counts
only), so that monitoring never has to ask the registers of a later day what had been so.
"""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from policies.case import Case
from policies.matching import metres
from policies.model import Procedure
from workflow.establishment import Establishment
from workflow.tables import units


class Measure(NamedTuple):
    """Where and when something is measured, leaving out the transfer itself."""

    connection: Connection
    procedure: Procedure
    today: date
    transfer: int | None

    def around(self, case: Case) -> Establishment:
        """Give what stands around a case today."""
        case = replace(case, planned_on=self.today, plan=None)
        return Establishment(self.connection, self.procedure, self.today, self.transfer, case)


def at_execution(measure: Measure, case: Case) -> dict[str, Any]:
    """Measure both units and the new post as a transfer is carried out, and how far apart the units lie."""
    found = {"donor": _moved(measure, case, case.donor_unit), "receiver": _moved(measure, case, case.receiving_unit)}
    return {"staffing": {**found, "post": _post(measure, case)}, **_way(measure.connection, case)}


def _moved(measure: Measure, case: Case, unit: int | None) -> dict[str, int] | None:
    """Count Σ need of a unit, and Σ min(people, need) without and with the move; nothing where there is no unit."""
    if unit is None:
        return None
    fill = measure.around(replace(case, donor_unit=unit)).fill("planned", measure.today)
    return {"unit": unit, "need": fill.need, "before": fill.before, "after": fill.after}


def afterwards(measure: Measure, case: Case) -> dict[str, Any]:
    """Measure the same units and post as they stand at the end of the last evaluation."""
    found = {"donor": _standing(measure, case.donor_unit), "receiver": _standing(measure, case.receiving_unit)}
    return {"staffing": {**found, "post": _post(measure, Case(new_post=case.new_post))}}


def _standing(measure: Measure, unit: int | None) -> dict[str, int] | None:
    if unit is None:
        return None
    fill = measure.around(Case(donor_unit=unit)).fill("planned", measure.today)
    return {"unit": unit, "need": fill.need, "filled": fill.before}


def _post(measure: Measure, case: Case) -> dict[str, int] | None:
    """Count who is needed on the new post, and who holds it or is to come, without the candidate of the case."""
    around = measure.around(case)
    if around.post(case.new_post) is None:
        return None
    slots = around.slots("none", measure.today)
    return {"need": slots.need, "holders": slots.holders}


_PLACES = select(units.c.id, units.c.latitude, units.c.longitude, units.c.outlying)


def _way(connection: Connection, case: Case) -> dict[str, Any]:
    """Give the distance in whole metres, None where nobody knows it, and whether the receiving unit is outlying."""
    wanted = [unit for unit in (case.donor_unit, case.receiving_unit) if unit is not None]
    rows = {row.id: row for row in connection.execute(_PLACES.where(units.c.id.in_(wanted)))}
    old, new = (_place(rows.get(unit or 0)) for unit in (case.donor_unit, case.receiving_unit))
    comes_to = rows.get(case.receiving_unit or 0)
    return {"metres": metres(old, new), "outlying": bool(comes_to and comes_to.outlying)}


def _place(row: Any) -> tuple[Any, Any] | None:
    return None if row is None or row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
