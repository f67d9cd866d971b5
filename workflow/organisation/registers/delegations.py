"""Delegations: who may fill an office in writing while its holder is absent or in conflict."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Engine, select, update

from policies.loading import current
from policies.model import Choice, Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.registers.keeping import BEFORE_TODAY, ENDED, ENDS_EARLY, Keeper, account_of, keeping
from workflow.tables import delegations
from workflow.viewers import holders, viewer

REGISTER = "delegations"

HOLDER = Words("Akun ini memegang jabatan itu sendiri.", "The account holds that office itself.")
ADMINISTRATOR = Words("Administrator tidak bertindak dalam mutasi.", "An administrator never acts on transfers.")
TWICE = Words("Pelimpahan yang sama sudah berlaku pada masa itu.", "The same delegation holds in that time already.")


@cache
def fields() -> tuple[Field, ...]:
    """Give the fields of the form that records a delegation."""
    offices = [role for role in current().roles.values() if role.office]
    return (
        Field("office", "choice", Words("Jabatan", "Office"), choices=tuple(Choice(r.name, r.label) for r in offices)),
        Field("account", "account", Words("Penerima", "Delegate")),
        Field("instrument", "text", Words("Nomor surat pelimpahan", "Number of the instrument")),
        Field(
            "acting",
            "flag",
            Words("Sebagai Plt atau Plh", "As acting official (Plt, Plh)"),
            help=Words(
                "Plt dan Plh tidak menandatangani keputusan kepegawaian.",
                "Acting officials do not sign decisions about personnel.",
            ),
            required=False,
        ),
        Field("since", "date", Words("Berlaku sejak", "From")),
        Field("until", "date", Words("Sampai dengan", "Until"), help=Words("Hari terakhir.", "The last day.")),
    )


def give(engine: Engine, account: int, moment: datetime, given: Given) -> int:
    """Record a delegation in writing and give its number. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        values = keeper.read(fields(), given)
        _check(keeper, values)
        told = {"office": values["office"], "acting": bool(values["acting"])}
        told |= {"since": values["since"], "until": values["until"]}
        row = {**told, "account_id": values["account"], "instrument": values["instrument"]}
        number = keeper.insert(delegations, row)
        told |= {"delegation": number, "account": values["account"]}
        keeper.record("delegation", told, {"instrument": values["instrument"]})
        return number


def _check(keeper: Keeper, values: dict[str, Any]) -> None:
    account_of(keeper, values["account"], "account")
    if values["since"] < keeper.today:
        raise Invalid({"since": BEFORE_TODAY})
    if values["until"] < values["since"]:
        raise Invalid({"until": ENDS_EARLY})
    if values["account"] in {held for held, _ in holders(keeper.connection, values["office"], values["since"])}:
        raise Invalid({"account": HOLDER})
    delegate = viewer(keeper.connection, values["account"], values["since"])
    if delegate is None or delegate.granted("administrator"):
        raise keeper.refuse(ADMINISTRATOR)
    same = select(delegations.c.id).where(
        delegations.c.office == values["office"],
        delegations.c.account_id == values["account"],
        delegations.c.ended_at.is_(None),
        delegations.c.since <= values["until"],
        delegations.c.until >= values["since"],
    )
    if keeper.connection.execute(same).first() is not None:
        raise Invalid({"account": TWICE})


def end(engine: Engine, account: int, moment: datetime, number: int) -> None:
    """End a delegation at once. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        held = keeper.row(delegations, number, "delegation")
        if held.ended_at is not None or held.until < keeper.today:
            raise Invalid({"delegation": ENDED})
        until = min(held.until, keeper.today)
        ended = update(delegations).where(delegations.c.id == number).values(until=until, ended_at=moment)
        keeper.connection.execute(ended)
        keeper.record("end-delegation", {"delegation": number, "until": until})
