"""Who keeps the registers that the analysis reads, and when somebody last confirmed that they are as they should be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from policies.loading import current
from workflow.organisation.registers.keeping import keeping
from workflow.tables import accounts, employees, register_events

# The registers that a run of the analysis and its candidates read.
READ = ("employees", "organisation", "dossiers", "courses")
STALE = 6  # months after which a confirmation says little about today


def kind(register: str) -> str:
    """Name the event by which a register is confirmed."""
    return f"confirm-{register}"


@dataclass(frozen=True)
class Confirmation:
    """The last time that a register was confirmed: when, and by whom."""

    at: datetime
    by: str


def confirm(engine: Engine, account: int, moment: datetime, register: str) -> None:
    """Confirm that a register is as it should be. Raises NotKept for who does not keep it, KeyError for another one."""
    if register not in READ:
        raise KeyError(register)
    with keeping(engine, register, account, moment) as keeper:
        keeper.record(kind(register), {"register": register})


def confirmations(connection: Connection) -> Mapping[str, Confirmation]:
    """Give the last confirmation of each register that was ever confirmed."""
    newest = (
        select(func.max(register_events.c.number))
        .where(register_events.c.kind.in_([kind(name) for name in READ]))
        .group_by(register_events.c.kind)
    )
    query = (
        select(
            register_events.c.kind, register_events.c.at, func.coalesce(employees.c.name, accounts.c.name).label("by")
        )
        .join(accounts, accounts.c.id == register_events.c.account_id)
        .outerjoin(employees, employees.c.id == accounts.c.employee_id)
        .where(register_events.c.number.in_(newest))
    )
    found = {row.kind: Confirmation(row.at, row.by) for row in connection.execute(query)}
    return {name: found[kind(name)] for name in READ if kind(name) in found}


def keepers(register: str) -> tuple[str, ...]:
    """Name the roles that keep a register."""
    return current().registers[register].by
