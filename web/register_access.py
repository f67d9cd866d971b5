"""Who reads the registers in their own pages, as the law says, and who keeps them."""

from flask import abort

from policies.loading import current
from web import database, people
from web.people import Person
from workflow.organisation.calendar import city_day, now
from workflow.organisation.importing.keepers import REGISTERS
from workflow.organisation.registers.keeping import keeps
from workflow.staffing.readers import reads_register

SHOWN = ("organisation", "courses")  # the registers that have pages of this kind
_LAW = [current().registers[name] for name in SHOWN]
READERS = tuple(dict.fromkeys(role for register in _LAW for role in (*register.by, *register.read_by)))


def reads(register: str, person: Person) -> bool:
    """Say whether somebody reads a register today."""
    return reads_register(database.connection(), current(), register, person.who, city_day(now()))


def reads_any(person: Person) -> bool:
    """Say whether somebody reads one of the registers, whom no role lets in: the head of a unit."""
    return any(reads(register, person) for register in SHOWN)


def needed(register: str) -> None:
    """See that the person at the counter reads a register; for who does not, it is not there."""
    if not reads(register, people.signed_in()):
        abort(404)


def keeps_kind(kind: str) -> bool:
    """Say whether the person at the counter changes rows of a kind."""
    return keeps(database.connection(), REGISTERS[kind], people.signed_in().who, city_day(now()))
