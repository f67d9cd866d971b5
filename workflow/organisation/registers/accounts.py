"""Accounts: who can sign in. Kept by who keeps the grants; a password is seen once, by who makes it."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select, update

from policies.model import Field, Words
from workflow import security
from workflow.accounts import passwords, sessions
from workflow.forms import REQUIRED, Given, Invalid
from workflow.organisation.registers.grants import LAST, REGISTER, administers, others_administer
from workflow.organisation.registers.keeping import Keeper, keeping
from workflow.tables import accounts, employees

_USER_NAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
# Letters and digits that nobody mistakes for each other when they are read out.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

NOT_A_NAME = Words(
    "Pakai 3–40 huruf kecil, angka, titik, tanda hubung, atau garis bawah; mulai dengan huruf.",
    "Use 3–40 small letters, digits, dots, hyphens or underscores; begin with a letter.",
)
TAKEN = Words("Nama pengguna ini sudah dipakai.", "This user name is taken.")
HAS_ACCOUNT = Words("Pegawai ini sudah mempunyai akun.", "This employee has an account already.")
ONE_PERSON = Words(
    "Pilih seorang pegawai, atau isi nama bagi yang bukan pegawai.",
    "Choose an employee, or give the name of somebody who is none.",
)
OWN_ACCOUNT = Words("Akun sendiri tidak diubah di sini.", "One's own account is not changed here.")

FIELDS = (
    Field("user_name", "text", Words("Nama pengguna", "User name")),
    Field("employee", "employee", Words("Pegawai", "Employee"), required=False),
    Field(
        "name",
        "text",
        Words("Nama", "Name"),
        help=Words(
            "Hanya bagi yang bukan pegawai, misalnya Wali Kota.",
            "Only for somebody who is no employee, such as the Mayor.",
        ),
        required=False,
    ),
    Field("title", "text", Words("Sebutan jabatan", "Title"), required=False),
)


@dataclass(frozen=True)
class NewAccount:
    """An account that was just made; the password is told this one time and kept nowhere."""

    number: int
    password: str


def create(engine: Engine, account: int, moment: datetime, given: Given) -> NewAccount:
    """Make an account for an employee, or for somebody who is none. Raises NotKept, Invalid."""
    password = _random_password()
    hashed = passwords.hashed(password)
    with keeping(engine, REGISTER, account, moment) as keeper:
        return NewAccount(open_account(keeper, keeper.read(FIELDS, given), hashed), password)


def open_account(keeper: Keeper, values: dict[str, Any], password_hash: str | None) -> int:
    """Write a new account with its event and give its number. Raises Invalid."""
    user_name = values["user_name"].lower()
    name = _name_of(keeper, values)
    if not _USER_NAME.fullmatch(user_name):
        raise Invalid({"user_name": NOT_A_NAME})
    if keeper.connection.scalar(select(accounts.c.id).where(accounts.c.user_name == user_name)) is not None:
        raise Invalid({"user_name": TAKEN})
    row = {
        "user_name": user_name,
        "name": name,
        "title": values["title"] or "",
        "employee_id": values["employee"],
        "password_hash": password_hash,
        "created_at": keeper.moment,
    }
    number = keeper.insert(accounts, row)
    private = {"user_name": user_name, "name": name, "title": values["title"]}
    keeper.record("account", {"account": number, "employee": values["employee"]}, private)
    return number


def _name_of(keeper: Keeper, values: dict[str, Any]) -> str:
    """Give the person's name: the register's for an employee, the typed one for anybody else."""
    if values["employee"] is None:
        if not values["name"]:
            raise Invalid({"name": REQUIRED})
        return str(values["name"])
    if values["name"]:
        raise Invalid({"name": ONE_PERSON})
    person = keeper.row(employees, values["employee"], "employee")
    if keeper.connection.scalar(select(accounts.c.id).where(accounts.c.employee_id == person.id)) is not None:
        raise Invalid({"employee": HAS_ACCOUNT})
    return str(person.name)


def renew_password(engine: Engine, account: int, moment: datetime, number: int) -> str:
    """Give another account a fresh one-time password and end its sessions. Raises NotKept, Invalid."""
    password = _random_password()
    hashed = passwords.hashed(password)
    with keeping(engine, REGISTER, account, moment) as keeper:
        _another(keeper, number)
        keeper.connection.execute(update(accounts).where(accounts.c.id == number).values(password_hash=hashed))
        sessions.end(keeper.connection, number, moment)
        security.add(keeper.connection, "password-renewed", moment, account, {"account": number})
    return password


def disable(engine: Engine, account: int, moment: datetime, number: int) -> None:
    """Close an account, unless it is closed: it signs in no longer, and its sessions end. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        if _another(keeper, number).disabled_at is not None:
            return
        if administers(keeper, number) and not others_administer(keeper, number, keeper.today):
            raise keeper.refuse(LAST)
        keeper.connection.execute(update(accounts).where(accounts.c.id == number).values(disabled_at=moment))
        sessions.end(keeper.connection, number, moment)
        keeper.record("disable-account", {"account": number})


def enable(engine: Engine, account: int, moment: datetime, number: int) -> None:
    """Open an account, unless it is open. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        if _another(keeper, number).disabled_at is None:
            return
        keeper.connection.execute(update(accounts).where(accounts.c.id == number).values(disabled_at=None))
        keeper.record("enable-account", {"account": number})


def _another(keeper: Keeper, number: int) -> Any:
    """Give the row of an account that is not the keeper's own."""
    found = keeper.row(accounts, number, "account")
    if number == keeper.account:
        raise keeper.refuse(OWN_ACCOUNT)
    return found


def _random_password() -> str:
    """Make a password of four groups of four: some 79 bits, easy to read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
