"""The first administrator: made from the command line, before there is anybody who could grant a role."""

from datetime import datetime

from sqlalchemy import Engine, select

from policies.model import Field, Words
from workflow.database import writing
from workflow.forms import Given, Invalid
from workflow.organisation.calendar import city_day
from workflow.organisation.registers import accounts
from workflow.organisation.registers.grants import REGISTER, grant
from workflow.organisation.registers.keeping import Keeper
from workflow.register import take_turn
from workflow.tables import grants

FIELDS = (*accounts.FIELDS, Field("ground", "text", Words("Dasar penunjukan", "Basis of the appointment")))
EXISTS = Words(
    "Sudah ada administrator; ia yang membuat akun dan memberi peran.",
    "There is an administrator already, who makes accounts and grants roles.",
)


def first_administrator(engine: Engine, moment: datetime, given: Given, password_hash: str | None) -> int:
    """Make the account of the first administrator, with the grant, and give its number.

    Raises Invalid, also when anybody has ever been an administrator: then the way in is not by the command line.
    """
    with writing(engine) as connection:
        take_turn(connection)
        keeper = Keeper(connection, None, None, REGISTER, moment)
        values = keeper.read(FIELDS, given)
        if connection.scalar(select(grants.c.id).where(grants.c.role == "administrator").limit(1)) is not None:
            raise Invalid({"user_name": EXISTS})
        number = accounts.open_account(keeper, values, password_hash)
        term = {"unit": None, "since": city_day(moment), "until": None, "ground": values["ground"]}
        grant(keeper, {"account": number, "role": "administrator", **term})
        return number
