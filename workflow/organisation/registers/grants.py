"""Grants: which account may act as what, where, and for how long. They end; they never vanish."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Engine, or_, select, update

from policies.loading import current
from policies.model import Choice, Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.registers.keeping import (
    BEFORE_TODAY,
    ENDED,
    ENDS_EARLY,
    Keeper,
    account_of,
    keeping,
)
from workflow.tables import accounts, grants, units

REGISTER = "grants"
_ADMINISTRATOR = "administrator"

OWN = Words(
    "Administrator tidak memberi peran kepada dirinya sendiri.", "An administrator never grants a role to himself."
)
APART = Words(
    "Administrator tidak memegang peran lain, dan pemegang peran lain tidak menjadi administrator.",
    "An administrator holds no other role, and who holds another one does not become administrator.",
)
LAST = Words(
    "Anda administrator terakhir; tunjuk penggantinya lebih dahulu.",
    "You are the last administrator; appoint another one first.",
)
HELD = Words(
    "Akun ini sudah memegang peran itu pada masa tersebut.", "The account holds that role in that time already."
)
WHERE = Words("Pilih satu unit, atau nyatakan seluruh kota.", "Choose one unit, or say that it is the whole city.")
EVERYWHERE = Words("Peran ini selalu berlaku untuk seluruh kota.", "This role always holds for the whole city.")


@cache
def fields() -> tuple[Field, ...]:
    """Give the fields of the form that grants a role."""
    granted = [role for role in current().roles.values() if role.kind == "granted"]
    return (
        Field("account", "account", Words("Akun", "Account")),
        Field(
            "role", "choice", Words("Peran", "Role"), choices=tuple(Choice(role.name, role.label) for role in granted)
        ),
        Field(
            "unit",
            "unit",
            Words("Unit", "Unit"),
            help=Words("Untuk pengusul: unit ini dan unit di bawahnya.", "For a proposer: this unit and those below."),
            required=False,
        ),
        Field("whole_city", "flag", Words("Berlaku untuk seluruh kota", "For the whole city"), required=False),
        Field("since", "date", Words("Berlaku sejak", "From")),
        Field(
            "until",
            "date",
            Words("Sampai dengan", "Until"),
            help=Words("Hari terakhir; kosong bila tidak dibatasi.", "The last day; empty when there is no limit."),
            required=False,
        ),
        Field("ground", "text", Words("Dasar (nomor surat tugas atau keputusan)", "Basis (number of the order)")),
    )


END_FIELDS = (
    Field(
        "on",
        "date",
        Words("Tidak berlaku lagi sejak", "No longer holds from"),
        help=Words("Paling cepat hari ini.", "Today at the earliest."),
    ),
    Field("ground", "text", Words("Dasar pengakhiran", "Basis for ending it")),
)


def give(engine: Engine, account: int, moment: datetime, given: Given) -> int:
    """Grant a role to another account and give the grant's number. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        values = keeper.read(fields(), given)
        _check(keeper, values)
        return grant(keeper, values)


def grant(keeper: Keeper, values: dict[str, Any]) -> int:
    """Write a grant that was checked, with its event."""
    until = values["until"] + timedelta(days=1) if values["until"] else None
    row = {
        "account_id": values["account"],
        "role": values["role"],
        "unit_id": values["unit"],
        "since": values["since"],
        "until": until,
        "ground": values["ground"],
        "granted_by": keeper.account,
        "granted_at": keeper.moment,
    }
    number = keeper.insert(grants, row)
    told = {"grant": number, "account": values["account"], "role": values["role"], "unit": values["unit"]}
    keeper.record("grant", {**told, "since": values["since"], "until": until}, {"ground": values["ground"]})
    return number


def _check(keeper: Keeper, values: dict[str, Any]) -> None:
    if values["account"] == keeper.account:
        raise keeper.refuse(OWN)
    account_of(keeper, values["account"], "account")
    errors = {**_place(values), **_term(keeper, values)}
    if values["unit"] is not None and "unit" not in errors:
        keeper.row(units, values["unit"], "unit")
    if errors:
        raise Invalid(errors)
    _check_others(keeper, values)


def _place(values: dict[str, Any]) -> dict[str, Words]:
    if current().roles[values["role"]].scope != "unit":
        return {"unit": EVERYWHERE} if values["unit"] is not None else {}
    return {} if (values["unit"] is None) == bool(values["whole_city"]) else {"unit": WHERE}


def _term(keeper: Keeper, values: dict[str, Any]) -> dict[str, Words]:
    """A grant never reaches back: what was not allowed on its day stays so."""
    if values["since"] < keeper.today:
        return {"since": BEFORE_TODAY}
    if values["until"] is not None and values["until"] < values["since"]:
        return {"until": ENDS_EARLY}
    return {}


def _check_others(keeper: Keeper, values: dict[str, Any]) -> None:
    """Refuse the same grant twice, and any mixture of administrator and another role."""
    query = select(grants.c.role, grants.c.unit_id).where(
        grants.c.account_id == values["account"],
        or_(grants.c.until.is_(None), grants.c.until > values["since"]),
        grants.c.since <= (values["until"] or date.max),
    )
    held = keeper.connection.execute(query).all()
    if any((row.role, row.unit_id) == (values["role"], values["unit"]) for row in held):
        raise Invalid({"role": HELD})
    if any((row.role == _ADMINISTRATOR) != (values["role"] == _ADMINISTRATOR) for row in held):
        raise keeper.refuse(APART)


def end(engine: Engine, account: int, moment: datetime, number: int, given: Given) -> None:
    """End a grant from a day on, today at the earliest. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        held = keeper.row(grants, number, "grant")
        values = keeper.read(END_FIELDS, given)
        if held.ended_at is not None or (held.until is not None and held.until <= keeper.today):
            raise Invalid({"grant": ENDED})
        if values["on"] < keeper.today:
            raise Invalid({"on": BEFORE_TODAY})
        if held.until is not None and values["on"] > held.until:
            raise Invalid({"on": ENDED})
        if held.role == _ADMINISTRATOR and not others_administer(keeper, held.account_id, values["on"]):
            raise keeper.refuse(LAST)
        ended = {"until": values["on"], "ended_by": account, "ended_at": moment, "ended_ground": values["ground"]}
        keeper.connection.execute(update(grants).where(grants.c.id == number).values(**ended))
        keeper.record("end-grant", {"grant": number, "until": values["on"]}, {"ground": values["ground"]})


def administers(keeper: Keeper, account: int) -> bool:
    """Say whether an account administers, now or later."""
    query = select(grants.c.id).where(
        grants.c.role == _ADMINISTRATOR,
        grants.c.account_id == account,
        or_(grants.c.until.is_(None), grants.c.until > keeper.today),
    )
    return keeper.connection.execute(query).first() is not None


def others_administer(keeper: Keeper, account: int, day: date) -> bool:
    """Say whether somebody but this account administers on a day, without a set end."""
    query = (
        select(grants.c.id)
        .join(accounts, accounts.c.id == grants.c.account_id)
        .where(
            grants.c.role == _ADMINISTRATOR,
            grants.c.account_id != account,
            grants.c.since <= day,
            grants.c.until.is_(None),
            accounts.c.disabled_at.is_(None),
        )
    )
    return keeper.connection.execute(query).first() is not None
