"""Temporary loads: work that a unit has for a time, with its reason, its end and its document.

A load is a row of workload with an end. The need that it opens carries the end, and goes with it.
"""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from policies.dates import add_days
from policies.loading import current
from policies.model import Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.registers.keeping import ENDED, UNKNOWN, Keeper, keeping
from workflow.staffing.readers import Reach
from workflow.tables import posts, units, workload
from workflow.viewers import viewer

REGISTER = "loads"
DECLARED, ENDING = "temporary-load", "end-temporary-load"

FIELDS = (
    Field("task", "text", Words("Tugas", "Task"), Words("Apa yang dikerjakan", "What is done")),
    Field(
        "volume",
        "text",
        Words("Volume setahun", "Volume a year"),
        Words("Seolah-olah berlangsung setahun penuh", "As if it went on for a full year"),
    ),
    Field("minutes", "text", Words("Menit per satuan", "Minutes per unit of volume")),
    Field("until", "date", Words("Berakhir pada", "Ends on"), Words("Hari terakhir", "The last day"), when="future"),
    Field("reason", "long", Words("Alasan", "Reason")),
    Field(
        "document", "text", Words("Dokumen", "Document"), Words("Nomor surat atau keputusan", "Number of the letter")
    ),
)

NOT_A_FIGURE = Words(
    "Tulis bilangan di atas nol, paling banyak dua desimal.", "Write a number above zero with at most two decimals."
)
NOT_TEMPORARY = Words(
    "Jabatan ini sudah mempunyai tugas tetap dengan nama itu.", "The post has a permanent task of that name already."
)
OTHERS = Words("Unit ini di luar lingkup peran Anda.", "This unit is outside of your role's scope.")
GONE = Words("Jabatan ini sudah berakhir.", "This post has ended.")

# Thousands are parted by points, as Indonesians do; "1,800" could be meant either way and is refused.
_FIGURE = re.compile(r"(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2})(?:,(?P<part>[0-9]{1,2}))?")
_ENGLISH = re.compile(r"[0-9]{1,9}\.[0-9]{1,2}")


def read_figure(text: str) -> Decimal:
    """Read "1.800", "12,5" or "12.25". Raises ValueError for no number above zero with at most two decimals."""
    plain = "".join(text.split())
    if _ENGLISH.fullmatch(plain):
        figure = Decimal(plain)
    elif found := _FIGURE.fullmatch(plain):
        figure = Decimal(found["whole"].replace(".", "") + "." + (found["part"] or "0"))
    else:
        raise ValueError(text)
    if not figure:
        raise ValueError(text)
    return figure


def declare(engine: Engine, account: int, moment: datetime, post: int, given: Given) -> None:
    """Declare a temporary load of a post, or change one of the same task. Raises NotKept, Invalid.

    What stands so already stays without a further event.
    """
    with keeping(engine, REGISTER, account, moment) as keeper:
        _own(keeper, post)
        row = _read(keeper, given)
        same = workload.c.post_id == post, workload.c.task == row["task"]
        before = keeper.connection.execute(select(workload).where(*same)).first()
        if before is None:
            number = keeper.insert(workload, {"post_id": post, "year": keeper.today.year, **row})
        elif before.until is None:
            raise Invalid({"task": NOT_TEMPORARY})
        else:
            number = before.id
            if {name: getattr(before, name) for name in row} == row:
                return
            keeper.connection.execute(update(workload).where(workload.c.id == number).values(**row))
        told = {"load": number, "post": post, "until": row["until"], "until_before": before.until if before else None}
        keeper.record(DECLARED, told, {**_told(row), "before": _told(before._asdict()) if before else None})


def _told(row: Any) -> dict[str, Any]:
    """Give what a load says, as an event keeps it: no floats, and days as text."""
    figures = {name: format(row[name].normalize(), "f") for name in ("volume", "minutes")}
    return {"task": row["task"], "reason": row["reason"], "document": row["document"], **figures}


def _read(keeper: Keeper, given: Given) -> dict[str, Any]:
    """Clean the form; the errors of figures are told beside those of the other fields. Raises Invalid."""
    errors: dict[str, Words] = {}
    try:
        values = keeper.read(FIELDS, given)
    except Invalid as error:
        values, errors = {}, dict(error.errors)
    for name in ("volume", "minutes"):
        if name not in errors:
            try:
                values[name] = read_figure(given.get(name, ""))
            except ValueError:
                errors[name] = NOT_A_FIGURE
    if errors:
        raise Invalid({field.name: errors[field.name] for field in FIELDS if field.name in errors})
    return values


def end(engine: Engine, account: int, moment: datetime, load: int) -> None:
    """End a temporary load today: yesterday was its last day. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        row = keeper.row(workload, load)
        if row.until is None:
            raise Invalid({"": UNKNOWN})
        _own(keeper, row.post_id)
        if row.until < keeper.today:
            raise Invalid({"": ENDED})
        last = add_days(keeper.today, -1)
        keeper.connection.execute(update(workload).where(workload.c.id == load).values(until=last))
        told = {"load": load, "post": row.post_id, "until": last, "until_before": row.until}
        keeper.record(ENDING, told, {"task": row.task})


def _own(keeper: Keeper, post: int) -> None:
    """See that the post is one of the keeper's units: a proposer declares for his own and those below."""
    found = keeper.connection.execute(
        select(posts.c.until, units.c.path).join(units, units.c.id == posts.c.unit_id).where(posts.c.id == post)
    ).first()
    if found is None:
        raise Invalid({"": UNKNOWN})
    if found.until is not None and found.until <= keeper.today:
        raise Invalid({"": GONE})
    if not any(found.path.startswith(path) for path in _scopes(keeper)):
        raise keeper.refuse(OTHERS)


def _scopes(keeper: Keeper) -> list[str]:
    """Give the paths of the units for which the keeper keeps this register; "" is the whole city."""
    who = viewer(keeper.connection, keeper.account or 0, keeper.today)
    by = current().registers[REGISTER].by
    return [grant.path or "" for grant in who.grants if grant.role in by] if who else []


def listed(connection: Connection, reach: Reach, *, load: int | None = None) -> list[Any]:
    """Give the temporary loads of the units that somebody reads, what ends first before the others."""
    query = (
        select(
            workload,
            posts.c.code.label("post_code"),
            posts.c.name.label("post_name"),
            units.c.name.label("unit_name"),
            units.c.path,
            units.c.outlying,
        )
        .join(posts, posts.c.id == workload.c.post_id)
        .join(units, units.c.id == posts.c.unit_id)
        .where(workload.c.until.is_not(None), reach.condition)
        .order_by(workload.c.until, workload.c.id)
    )
    if load is not None:
        query = query.where(workload.c.id == load)
    return list(connection.execute(query))
