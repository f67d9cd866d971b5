"""The city's own days: on which it rests although the calendar says work, or works although it says rest."""

from datetime import date, datetime

from sqlalchemy import Engine, delete, insert, select, update

from policies.model import Choice, Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.registers.keeping import BEFORE_TODAY, UNKNOWN, Keeper, keeping
from workflow.tables import holidays

REGISTER = "holidays"

FIELDS = (
    Field("day", "date", Words("Tanggal", "Day")),
    Field(
        "works",
        "choice",
        Words("Hari ini", "On this day"),
        choices=(
            Choice("no", Words("Kota libur", "The city has a holiday")),
            Choice("yes", Words("Kota bekerja", "The city works")),
        ),
    ),
    Field("name", "text", Words("Keterangan", "Name")),
)


def put(engine: Engine, account: int, moment: datetime, given: Given) -> None:
    """Add a day of the city's own, or change it; a day that is so already stays without a further event.

    Days that have passed stay as they were counted. Raises NotKept, Invalid.
    """
    with keeping(engine, REGISTER, account, moment) as keeper:
        values = keeper.read(FIELDS, given)
        _ahead(keeper, values["day"])
        row = {"day": values["day"], "works": values["works"] == "yes", "name": values["name"]}
        known = keeper.connection.execute(select(holidays).where(holidays.c.day == values["day"])).first()
        if known is None:
            keeper.connection.execute(insert(holidays), row)
        elif (known.works, known.name) == (row["works"], row["name"]):
            return
        else:
            keeper.connection.execute(update(holidays).where(holidays.c.id == known.id).values(**row))
        keeper.record("holiday", {"day": row["day"], "works": row["works"]}, {"name": row["name"]})


def remove(engine: Engine, account: int, moment: datetime, day: date) -> None:
    """Take back a day of the city's own that still lies ahead. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        _ahead(keeper, day)
        if not keeper.connection.execute(delete(holidays).where(holidays.c.day == day)).rowcount:
            raise Invalid({"day": UNKNOWN})
        keeper.record("remove-holiday", {"day": day})


def _ahead(keeper: Keeper, day: date) -> None:
    if day < keeper.today:
        raise Invalid({"day": BEFORE_TODAY})
