"""The demonstration's open doors: one account for each role, without a password, and nowhere but in a demonstration.

Whether a database is one stands in its chained register of changes; no setting can make a city's own database one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, exists, func, select

from workflow.accounts.signing_in import KNOWN, Known, SignedIn, admit
from workflow.database import writing
from workflow.register import DEMO
from workflow.tables import accounts, employees, posts, register_events, units

# Role and user name, in the order in which a case meets them.
_OFFERED = (
    ("proposer", "pengusul.dinkes"),
    ("personnel_analyst", "analis1"),
    ("donor_head", "kepala.rsud"),
    ("receiving_head", "kapus.sadabuan"),
    ("committee_secretary", "kabid.mutasi"),
    ("committee_member", "asisten1"),
    ("committee_chair", "sekda"),
    ("head_bkpsdm", "kepala.bkpsdm"),
    ("training_officer", "diklat1"),
    ("ppk", "walikota"),
    ("supervisor", "kabid.keperawatan"),
    ("subject", "perawat"),
    ("auditor", "auditor"),
    ("administrator", "administrator"),
)


@dataclass(frozen=True)
class Offer:
    """An account that may be tried: the role it stands for, its user name, and who its person is."""

    role: str
    user_name: str
    name: str
    title: str


def is_demonstration(connection: Connection) -> bool:
    """Tell whether the database was made by the demonstration."""
    return bool(connection.scalar(select(exists().where(register_events.c.kind == DEMO))))


def holds_nothing(connection: Connection) -> bool:
    """Tell whether nobody has put anything into the database yet."""
    return not connection.scalar(select(exists(units.select()) | exists(accounts.select())))


def offers(connection: Connection) -> Iterator[Offer]:
    """List the accounts that the sign-in page offers, those that exist."""
    query = (
        select(
            accounts.c.user_name,
            func.coalesce(employees.c.name, accounts.c.name),
            func.coalesce(posts.c.name, accounts.c.title),
        )
        .outerjoin(employees, employees.c.id == accounts.c.employee_id)
        .outerjoin(posts, posts.c.id == employees.c.post_id)
        .where(accounts.c.user_name.in_([user_name for _, user_name in _OFFERED]), accounts.c.disabled_at.is_(None))
    )
    people = {user_name: (name, title) for user_name, name, title in connection.execute(query)}
    for role, user_name in _OFFERED:
        if user_name in people:
            yield Offer(role, user_name, *people[user_name])


_BY_USER_NAME = select(*KNOWN).where(accounts.c.user_name == bindparam("user_name"), accounts.c.disabled_at.is_(None))


def sign_in_as(engine: Engine, user_name: str, moment: datetime) -> SignedIn | None:
    """Open a session for an account that is offered; None for any other, and wherever this is no demonstration."""
    with writing(engine) as connection:
        if user_name not in {offered for _, offered in _OFFERED} or not is_demonstration(connection):
            return None
        found = connection.execute(_BY_USER_NAME, {"user_name": user_name}).first()
        return admit(connection, Known(*found), moment, "demonstration") if found else None
