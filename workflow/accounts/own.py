"""What people see and change about their own account: grants, password, language and theme."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, select, update

from workflow import security
from workflow.accounts import passwords, sessions
from workflow.accounts.passwords import Weakness
from workflow.accounts.sessions import Session
from workflow.accounts.throttling import by_account, count, forget
from workflow.database import reading, writing
from workflow.tables import accounts, employees, grants, units


class WrongPresentPassword(Exception):
    """The present password was not said right, so nothing was changed."""


class WeakPassword(Exception):
    """The new password would be guessed; `weakness` says how."""

    def __init__(self, weakness: Weakness) -> None:
        self.weakness = weakness
        super().__init__(str(weakness))


@dataclass(frozen=True)
class Account:
    """An account as its owner sees it; `nip` is None for who is not in the register of employees."""

    user_name: str
    name: str
    nip: str | None
    has_password: bool


@dataclass(frozen=True)
class Granted:
    """A grant that holds or will hold: role, unit (None = the whole city), its days and the ground it was given on."""

    role: str
    unit: str | None
    since: date
    until: date | None
    ground: str


def account(connection: Connection, number: int) -> Account:
    """Read an account."""
    row = connection.execute(
        select(
            accounts.c.user_name,
            func.coalesce(employees.c.name, accounts.c.name).label("name"),
            employees.c.nip,
            accounts.c.password_hash.is_not(None).label("has_password"),
        )
        .outerjoin(employees, employees.c.id == accounts.c.employee_id)
        .where(accounts.c.id == number)
    ).one()
    return Account(row.user_name, row.name, row.nip, bool(row.has_password))


def granted(connection: Connection, number: int, day: date) -> list[Granted]:
    """List the grants of an account that hold on a day or will."""
    rows = connection.execute(
        select(grants.c.role, units.c.name, grants.c.since, grants.c.until, grants.c.ground)
        .outerjoin(units, units.c.id == grants.c.unit_id)
        .where(grants.c.account_id == number, (grants.c.until.is_(None)) | (grants.c.until > day))
        .order_by(grants.c.since, grants.c.id)
    )
    return [Granted(*row) for row in rows]


def change_password(engine: Engine, secret: str, present: Session, old: str, new: str, moment: datetime) -> str:
    """Change one's own password, end all of one's sessions and give the token of a fresh one.

    Raises WrongPresentPassword, WeakPassword, or Throttled: a borrowed screen must not become a place to guess at.
    """
    number = present.account
    with reading(engine) as connection:
        kept = connection.scalar(select(accounts.c.password_hash).where(accounts.c.id == number))
        known = account(connection, number)
    subject = by_account(secret, number, "")
    with writing(engine) as connection:
        count(connection, (subject,), moment)
    if not passwords.matches(kept, old):
        security.note(engine, "password-refused", moment, number, {"session": present.id})
        raise WrongPresentPassword
    weakness = passwords.weakness(new, [word for word in (known.name, known.user_name, known.nip) if word])
    fresh = None if weakness else passwords.hashed(new)
    with writing(engine) as connection:
        forget(connection, subject, subject, moment)
        if fresh is not None:
            connection.execute(update(accounts).where(accounts.c.id == number).values(password_hash=fresh))
            sessions.end(connection, number, moment)
            security.add(connection, "password-changed", moment, number, {"session": present.id})
            return sessions.start(connection, number, moment)
    raise WeakPassword(weakness or Weakness.GUESSABLE)


def prefer(engine: Engine, number: int, *, language: str | None = None, theme: str | None = None) -> None:
    """Remember how a person likes to see the pages, for the next sign-in."""
    chosen = {name: value for name, value in (("language", language), ("theme", theme)) if value is not None}
    if chosen:
        with writing(engine) as connection:
            connection.execute(update(accounts).where(accounts.c.id == number).values(**chosen))
