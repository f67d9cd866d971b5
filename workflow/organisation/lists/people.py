"""People as whoever keeps a register looks for them: employees and accounts, by name, user name or whole NIP."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, false, func, or_, select, tuple_

from workflow.organisation.people import GONE
from workflow.tables import accounts, employees, grants, posts, units

MOST = 20  # people that one search gives: whoever wants another one types more of the name
_MARK = re.compile(r"([ea])([0-9]{1,15})")
_NIP = re.compile(r"[0-9]{18}")


@dataclass(frozen=True)
class Somebody:
    """A person as the registers know him: an employee, an account, or both. `title` and `unit` may be empty."""

    employee: int | None
    account: int | None
    name: str
    title: str
    unit: str
    standing: str | None
    user_name: str | None
    disabled_at: datetime | None

    @property
    def mark(self) -> str:
        """Give the word that stands for this person in a form: e12 for an employee, a7 for an account of nobody's."""
        return f"e{self.employee}" if self.employee is not None else f"a{self.account}"

    @property
    def gone(self) -> bool:
        """Say whether the person has left the service."""
        return self.standing in GONE


_ACCOUNT = (accounts.c.user_name, accounts.c.disabled_at)
_PLACE = (func.coalesce(posts.c.name, ""), func.coalesce(units.c.name, ""), employees.c.standing)
_EMPLOYEES = (
    select(employees.c.id, accounts.c.id, employees.c.name, *_PLACE, *_ACCOUNT)
    .select_from(employees)
    .outerjoin(accounts, accounts.c.employee_id == employees.c.id)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
)
_ACCOUNTS = (
    select(
        accounts.c.employee_id,
        accounts.c.id,
        func.coalesce(employees.c.name, accounts.c.name),
        func.coalesce(posts.c.name, accounts.c.title),
        func.coalesce(units.c.name, ""),
        employees.c.standing,
        *_ACCOUNT,
    )
    .select_from(accounts)
    .outerjoin(employees, employees.c.id == accounts.c.employee_id)
    .outerjoin(posts, posts.c.id == employees.c.post_id)
    .outerjoin(units, units.c.id == posts.c.unit_id)
)
_OTHERS = _ACCOUNTS.where(accounts.c.employee_id.is_(None))


def find(connection: Connection, text: str) -> list[Somebody]:
    """Find the people whose name has all these words, or whose user name or NIP this is, by name.

    One more than `MOST` comes back when there are more. Who has left the service is found while he has an account.
    """
    nip = "".join(text.split())
    if _NIP.fullmatch(nip):
        return _read(connection, _EMPLOYEES.where(employees.c.nip == nip))
    words = text.lower().split()
    if not words:
        return []
    user_name = accounts.c.user_name == text.strip().lower()
    here = or_(employees.c.standing.not_in(GONE), accounts.c.id.is_not(None))
    found = _few(connection, _EMPLOYEES.where(here, or_(_named(employees.c.name, words), user_name)), employees.c.name)
    found += _few(connection, _OTHERS.where(or_(_named(accounts.c.name, words), user_name)), accounts.c.name)
    return sorted(found, key=lambda person: (person.name, person.mark))[: MOST + 1]


def exactly(connection: Connection, text: str) -> list[Somebody]:
    """Find the people of exactly this name or NIP: for who may not leaf through the register."""
    nip, name = "".join(text.split()), " ".join(text.split()).lower()
    if _NIP.fullmatch(nip):
        return _read(connection, _EMPLOYEES.where(employees.c.nip == nip))
    found = _few(connection, _EMPLOYEES.where(func.lower(employees.c.name) == name), employees.c.name)
    return found + _few(connection, _OTHERS.where(func.lower(accounts.c.name) == name), accounts.c.name)


def marked(connection: Connection, mark: str) -> Somebody | None:
    """Give the person that a mark stands for; None when it stands for nobody."""
    parts = _MARK.fullmatch(mark)
    if parts is None:
        return None
    kind, number = parts[1], int(parts[2])
    query = _EMPLOYEES.where(employees.c.id == number) if kind == "e" else _OTHERS.where(accounts.c.id == number)
    return next(iter(_read(connection, query)), None)


def with_account(connection: Connection, account: int) -> Somebody | None:
    """Give the person behind an account."""
    return next(iter(_read(connection, _ACCOUNTS.where(accounts.c.id == account))), None)


def page(connection: Connection, size: int | None = None, after: int | None = None) -> list[Somebody]:
    """List a page of the accounts by name, those after one of them, and one more when the list goes on.

    Without a size it is the whole list.
    """
    query = _ACCOUNTS.order_by(accounts.c.name, accounts.c.id).limit(None if size is None else size + 1)
    if after is not None:
        last = select(accounts.c.name).where(accounts.c.id == after).scalar_subquery()
        query = query.where(tuple_(accounts.c.name, accounts.c.id) > tuple_(last, after))
    return _read(connection, query)


def count(connection: Connection) -> int:
    """Count the accounts that can sign in."""
    query = select(func.count()).select_from(accounts).where(accounts.c.disabled_at.is_(None))
    return connection.scalar(query) or 0


def roles(connection: Connection, numbers: Sequence[int], day: date) -> dict[int, list[str]]:
    """Give the roles that accounts hold by grants on a day; who holds none is missing."""
    query = (
        select(grants.c.account_id, grants.c.role)
        .where(grants.c.account_id.in_(numbers), grants.c.since <= day)
        .where(or_(grants.c.until.is_(None), grants.c.until > day))
        .distinct()
        .order_by(grants.c.account_id, grants.c.role)
    )
    found: dict[int, list[str]] = {}
    for account, role in connection.execute(query):
        found.setdefault(account, []).append(role)
    return found


_FREE = select(accounts.c.id).where(accounts.c.user_name == bindparam("name"))


def free_name(connection: Connection, name: str) -> str:
    """Suggest a user name out of a person's name: the first word, with the last one or a number when it is taken."""
    words = [bare for word in name.split() if len(bare := re.sub(r"[^a-z]", "", word.lower())) > 2]
    if not words:
        return ""
    wishes = [words[0], f"{words[0]}.{words[-1]}", *(f"{words[0]}{number}" for number in range(2, 100))]
    return next((wish for wish in wishes if connection.scalar(_FREE, {"name": wish}) is None), "")


def _named(column: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    return and_(*(func.lower(column).contains(word, autoescape=True) for word in words)) if words else false()


def _few(connection: Connection, query: Select[Any], name: ColumnElement[str]) -> list[Somebody]:
    return _read(connection, query.order_by(name).limit(MOST + 1))


def _read(connection: Connection, query: Select[Any]) -> list[Somebody]:
    return [Somebody(*row) for row in connection.execute(query)]
