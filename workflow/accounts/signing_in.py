"""Signing in: by user name or NIP and a password, with the same work for everybody and a wait after failures."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from workflow import security
from workflow.accounts import passwords, sessions, throttling
from workflow.accounts.throttling import Subject
from workflow.database import reading, writing
from workflow.tables import accounts, employees

_NIP = re.compile(r"\d{18}")


class WrongPassword(Exception):
    """No account of that name has that password; it is not said which of the two is wrong."""


@dataclass(frozen=True)
class Credentials:
    """What somebody typed, and the network address it came from."""

    name: str
    password: str
    address: str


@dataclass(frozen=True)
class Known:
    """An account that may be signed in to: its number, its password's hash if it has one, and its preferences."""

    account: int
    password_hash: str | None
    language: str | None
    theme: str | None


@dataclass(frozen=True)
class SignedIn:
    """A session that was just opened: its token, and how its person likes to see the pages."""

    token: str
    account: int
    language: str | None
    theme: str | None


# The columns of `Known`.
KNOWN = (accounts.c.id, accounts.c.password_hash, accounts.c.language, accounts.c.theme)


def sign_in(engine: Engine, secret: str, typed: Credentials, moment: datetime) -> SignedIn:
    """Open a session for who can say the password.

    `secret` keys the hashes of names and addresses. Raises WrongPassword, or Throttled before anything is compared.
    """
    name = account_name(typed.name)
    with reading(engine) as connection:
        found = _find(connection, name)
    account = throttling.by_account(secret, found.account if found else None, name)
    address = throttling.by_address(secret, typed.address)
    with writing(engine) as connection:
        throttling.count(connection, (account, address), moment)
    right = passwords.matches(found.password_hash if found else None, typed.password)
    if found is None or not right:
        _note_failure(engine, found, (account, address), moment)
        raise WrongPassword
    with writing(engine) as connection:
        throttling.forget(connection, account, address, moment)
        if passwords.outdated(found.password_hash or ""):
            _keep(connection, found.account, passwords.hashed(typed.password))
        return admit(connection, found, moment, "password")


def admit(connection: Connection, known: Known, moment: datetime, how: str) -> SignedIn:
    """Open a session for an account that has shown, `how`, that it is his."""
    token = sessions.start(connection, known.account, moment)
    security.add(connection, "signed-in", moment, known.account, {"by": how})
    return SignedIn(token, known.account, known.language, known.theme)


def account_name(typed: str) -> str:
    """Bring what was typed into the form that is kept: user names in small letters, an NIP without its spaces."""
    bare = "".join(typed.split())
    return bare if _NIP.fullmatch(bare) else typed.strip().lower()


def _find(connection: Connection, name: str) -> Known | None:
    """Find the account that a name means; one that is disabled is like none."""
    query = select(*KNOWN).where(accounts.c.disabled_at.is_(None))
    if _NIP.fullmatch(name):
        query = query.join(employees, employees.c.id == accounts.c.employee_id).where(employees.c.nip == name)
    else:
        query = query.where(accounts.c.user_name == name)
    row = connection.execute(query).first()
    return Known(*row) if row is not None else None


def _note_failure(engine: Engine, found: Known | None, subjects: tuple[Subject, Subject], moment: datetime) -> None:
    """Record a failure, and the wait that it leads to. Attempts made while waiting leave no further trace."""
    detail = {"account": found.account if found else None, "address": subjects[1].hash.hex()[:16]}
    with writing(engine) as connection:
        security.add(connection, "sign-in-failed", moment, None, detail)
        until = throttling.waiting_until(connection, subjects, moment)
        if until is not None:
            security.add(connection, "sign-in-throttled", moment, None, {**detail, "until": until})


def _keep(connection: Connection, account: int, password_hash: str) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account).values(password_hash=password_hash))
