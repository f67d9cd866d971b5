"""Who keeps a register, and the one transaction in which a register changes together with its event."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from policies.loading import current
from policies.model import Field, Words
from workflow import security
from workflow.database import writing
from workflow.forms import Given, Invalid, clean_fields
from workflow.organisation.calendar import city_day
from workflow.organisation.people import absent
from workflow.register import record, take_turn
from workflow.tables import accounts, bodies
from workflow.viewers import Viewer, committee, holders, viewer

NOT_YOURS = Words("Daftar ini dipelihara oleh pejabat lain.", "Somebody else keeps this register.")
UNKNOWN = Words("Tidak ditemukan.", "Not found.")
BEFORE_TODAY = Words("Tanggal ini sudah lewat.", "This day has passed.")
ENDS_EARLY = Words("Tanggal akhir mendahului tanggal mulai.", "The last day comes before the first.")
ENDED = Words("Sudah berakhir.", "This has ended already.")


class NotKept(Exception):
    """The person may not change this register, or not in this way. `words` say why; nothing was done."""

    def __init__(self, register: str, words: Words = NOT_YOURS) -> None:
        self.register = register
        self.words = words
        super().__init__(f"{register}: {words.en}")


@dataclass(frozen=True)
class Keeper:
    """Who changes a register at a moment, within the transaction in which it changes.

    `account` is None on the command line, before anybody has an account.
    """

    connection: Connection
    account: int | None
    employee: int | None
    register: str
    moment: datetime

    @property
    def today(self) -> date:
        """The day of the change, in the city."""
        return city_day(self.moment)

    def read(self, fields: Sequence[Field], given: Given) -> dict[str, Any]:
        """Clean a form; a field that was left empty is None. Raises Invalid."""
        values = clean_fields(fields, given, self.moment)
        return {field.name: values.get(field.name) for field in fields}

    def row(self, table: Table, number: int, field: str = "") -> Any:
        """Give a row by its number. Raises Invalid on a field when there is none."""
        found = self.connection.execute(select(table).where(table.c.id == number)).first()
        if found is None:
            raise Invalid({field: UNKNOWN})
        return found

    def insert(self, table: Table, row: Mapping[str, Any]) -> int:
        """Insert a row and give its number."""
        inserted = self.connection.execute(insert(table), row).inserted_primary_key
        return int(inserted[0])  # type: ignore[index]  # an insert of one row always gives its key

    def refuse(self, words: Words) -> NotKept:
        """Make the refusal of something that this person may not do to the register."""
        return NotKept(self.register, words)

    def record(self, kind: str, values: Mapping[str, Any], private: Mapping[str, Any] | None = None) -> int:
        """Append the event of the change to the chain."""
        kept = {name: value for name, value in (private or {}).items() if value is not None}
        return record(self.connection, kind, self.account, self.moment, values, kept)


@contextmanager
def keeping(engine: Engine, register: str, account: int, moment: datetime) -> Iterator[Keeper]:
    """Open the transaction in which a register changes, for an account that keeps it. Raises NotKept for any other."""
    with _told(engine, account, moment), writing(engine) as connection:
        # One change of registers at a time, so that "the last administrator" and "not twice" stay true.
        take_turn(connection)
        who = viewer(connection, account, city_day(moment))
        if who is None or not keeps(connection, register, who, city_day(moment)):
            raise NotKept(register)
        yield Keeper(connection, who.account, who.employee, register, moment)


@contextmanager
def declaring(engine: Engine, register: str, account: int, moment: datetime) -> Iterator[Keeper]:
    """Open the transaction in which somebody tells about himself; every account that is not disabled may."""
    with _told(engine, account, moment), writing(engine) as connection:
        take_turn(connection)
        who = viewer(connection, account, city_day(moment))
        if who is None:
            raise NotKept(register)
        yield Keeper(connection, who.account, who.employee, register, moment)


@contextmanager
def _told(engine: Engine, account: int, moment: datetime) -> Iterator[None]:
    """Leave the security event of a change that was not allowed."""
    try:
        yield
    except NotKept as error:
        security.note(engine, "not-kept", moment, account, {"register": error.register})
        raise


def keeps(connection: Connection, register: str, who: Viewer, day: date) -> bool:
    """Say whether somebody keeps a register on a day: by a grant, as a deputy in writing, or by his seat."""
    return any(holds(connection, role, who, day) for role in current().registers[register].by)


def holds(connection: Connection, role: str, who: Viewer, day: date) -> bool:
    """Say whether somebody holds a role for the whole city on a day: by a grant, as a deputy in writing, or by seat."""
    if role == "committee_secretary":
        return _acts_as_secretary(connection, current().roles[role].seats, who, day)
    if who.granted(role):
        return True
    deputy = any(d.office == role and not d.acting for d in who.delegations)
    return deputy and _all_absent(connection, role, day)


def _all_absent(connection: Connection, role: str, day: date) -> bool:
    away = absent(connection, day)
    return all(away.has(account, employee) for account, employee in holders(connection, role, day))


def _acts_as_secretary(connection: Connection, seats: Sequence[str], who: Viewer, day: date) -> bool:
    """The secretary; while he is absent who comes next in the line. After the last term its members stay on.

    Otherwise nobody could set up the next committee once the term of the last has run out.
    """
    body = committee(connection, day) or committee(connection, _last_term(connection, day))
    if body is None or who.employee is None:
        return False
    if body.holder(seats[0]) == who.employee:
        return True
    away = absent(connection, day).employees
    return who.employee == next((each for each in body.line(seats) if each not in away), None)


def _last_term(connection: Connection, day: date) -> date:
    """The last day of the term that ended most recently, or the day itself when none has."""
    ended = select(bodies.c.until).where(bodies.c.until < day).order_by(bodies.c.until.desc()).limit(1)
    return connection.scalar(ended) or day


def account_of(keeper: Keeper, number: int, field: str) -> Any:
    """Give the row of an account that is not disabled. Raises Invalid on the field."""
    found = keeper.row(accounts, number, field)
    if found.disabled_at is not None:
        raise Invalid({field: Words("Akun ini dinonaktifkan.", "This account is disabled.")})
    return found
