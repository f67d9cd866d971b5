"""Whose dossiers the person at the counter reads, and whether he keeps what stands in them."""

from flask import g, url_for

from policies.loading import current
from web import database, people
from web.people import Person as Visitor
from workflow.dossiers.reach import Reach
from workflow.dossiers.reach import reach as reach_of
from workflow.organisation.calendar import city_day, now
from workflow.organisation.registers.keeping import keeps


def reach() -> Reach:
    """Give what this person reads of dossiers today; asked once in a request, and anew after something was written."""
    return _reach(people.signed_in())


def reads_others(visitor: Visitor) -> bool:
    """Say whether somebody reads any dossier but his own: then the register of employees is open to him."""
    return _reach(visitor).others


def reads_outside(visitor: Visitor) -> bool:
    """Say whether somebody reads what was changed outside the procedure."""
    return _reach(visitor).outside


def kept(register: str) -> bool:
    """Say whether this person keeps a register today."""
    return keeps(database.connection(), register, people.signed_in().who, city_day(now()))


def edit_href(employee: int, kind: str = "", place: object = None) -> str:
    """Give the address of the form that changes a row of a dossier by its place (a number or a competence), or adds
    one (no place); no kind: the form of the person's own row.
    """
    if not kind:
        endpoint, told = "registers_rows.change_employee", {}
    elif place is None:
        endpoint, told = "registers_rows.new_of_employee", {"kind": kind}
    else:
        endpoint, told = "registers_rows.change_of_employee", {"kind": kind, "place": str(place)}
    return url_for(endpoint, employee=employee, **told)


def _reach(visitor: Visitor) -> Reach:
    connection = database.connection()
    held: tuple[object, Reach] | None = g.get("dossiers")
    if held is None or held[0] is not connection:
        held = g.dossiers = (connection, reach_of(connection, current(), visitor.who, city_day(now())))
    return held[1]
