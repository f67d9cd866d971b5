"""Runs of the needs analysis: computed once, kept as they were, and superseded by another, never changed.

A run is a chained event of the registers: the event holds the digest of its cells.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from json import loads
from typing import Any

from sqlalchemy import Connection, Engine, exists, insert, select

from policies.loading import current
from policies.model import Words
from policies.staffing import PARTS
from workflow.canonical import text
from workflow.database import writing
from workflow.forms import Invalid
from workflow.laws import keep_law
from workflow.organisation.calendar import city_day
from workflow.register import record, take_turn
from workflow.staffing import needs
from workflow.staffing.figures import Figures, Question, figures
from workflow.tables import cells, posts, runs, units

RUN = "needs-run"
BATCH = 1000

Progress = Callable[[int], None]

TOO_FAR = Words("Cakrawala 0 sampai {longest} bulan.", "The horizon is 0 to {longest} months.")
EXISTS = Words(
    "Sudah ada analisis untuk tanggal dan cakrawala ini; gantikan dengan alasan.",
    "There is a run of this date and horizon already; supersede it with a reason.",
)
NO_REASON = Words("Tuliskan alasan penggantian.", "Write down why it is superseded.")


@dataclass(frozen=True)
class Asked:
    """A run that is asked for: as of a day, so many months ahead; `reason` where it supersedes the one before."""

    as_of: date
    horizon: int | None = None  # None: the one that opens and closes needs (R-ABK-03)
    reason: str = ""
    origin: str = "hand"
    unless_since: date | None = None  # not where one of this horizon stands that is as of this day or a later one


class AlreadyMade(Exception):
    """A run was not made, because one of its span stands already."""


def make(
    engine: Engine, asked: Asked, account: int | None, moment: datetime, progress: Progress | None = None
) -> tuple[int, list[Figures]]:
    """Compute and keep a run, open and close needs by it, and give its number with its cells.

    Raises Invalid when the horizon is too long, or a run of that day and horizon stands and no reason is given;
    AlreadyMade when it was asked for only where none stands since a day.
    """
    procedure = current()
    limits = procedure.rules["R-ABK-03"].on(asked.as_of)
    horizon = int(limits["horizon"]) if asked.horizon is None else asked.horizon
    if not 0 <= horizon <= int(limits["longest"]):
        longest = str(limits["longest"])
        words = Words(TOO_FAR.id.format(longest=longest), TOO_FAR.en.format(longest=longest))
        raise Invalid({"horizon": words})
    question = Question(procedure, asked.as_of, horizon)
    with writing(engine) as connection:
        take_turn(connection)
        if asked.unless_since is not None and stands_since(connection, asked.unless_since, horizon):
            raise AlreadyMade
        replaced = _standing(connection, asked.as_of, horizon)
        if replaced is not None and not asked.reason.strip():
            raise Invalid({"reason": NO_REASON if asked.origin == "hand" else EXISTS})
        since = _gaps_before(connection, asked.as_of, horizon)
        found = list(figures(connection, question, since))
        number = _keep(connection, question, asked, account, moment, replaced)
        _keep_cells(connection, number, found, progress)
        told = {"run": number, "as_of": asked.as_of, "horizon": horizon, "cells": len(found), "digest": digest(found)}
        record(connection, RUN, account, moment, told, {"reason": asked.reason} if asked.reason else None)
        if horizon == int(limits["horizon"]):
            needs.follow(connection, number, asked.as_of, replaced, {each.post: each.gap for each in found})
    return number, found


def digest(found: Iterable[Figures]) -> str:
    """Give the digest of cells, in their order; what stands in the chain."""
    hashed = sha256()
    for each in found:
        hashed.update(text(each._asdict()).encode())
    return hashed.hexdigest()


_superseding = runs.alias("superseding")
STANDING = ~exists().where(_superseding.c.replaces_id == runs.c.id)


def _standing(connection: Connection, as_of: date, horizon: int) -> int | None:
    query = select(runs.c.id).where(runs.c.as_of == as_of, runs.c.horizon == horizon, STANDING)
    return connection.scalar(query.order_by(runs.c.id.desc()).limit(1))


def stands_since(connection: Connection, day: date, horizon: int) -> bool:
    """Say whether a run of a horizon stands that is as of a day or a later one."""
    last = newest(connection, horizon)
    return last is not None and last.as_of >= day


def newest(connection: Connection, horizon: int, before: date | None = None) -> Any | None:
    """Give the newest standing run of a horizon, of all or before a day; None where there is none."""
    query = select(runs).where(runs.c.horizon == horizon, STANDING)
    if before is not None:
        query = query.where(runs.c.as_of < before)
    return connection.execute(query.order_by(runs.c.as_of.desc(), runs.c.id.desc()).limit(1)).first()


def get(connection: Connection, number: int) -> Any:
    """Give a run. Raises NoResultFound."""
    return connection.execute(select(runs).where(runs.c.id == number)).one()


def find(connection: Connection, number: int) -> Any | None:
    """Give a run, superseded ones too; None when there is none."""
    return connection.execute(select(runs).where(runs.c.id == number)).first()


def _gaps_before(connection: Connection, as_of: date, horizon: int) -> Mapping[int, date]:
    """Give, by post, since which run it has had a gap in every run up to the last one before a day."""
    last = newest(connection, horizon, before=as_of)
    if last is None:
        return {}
    query = select(cells.c.post_id, cells.c.gap_since).where(cells.c.run_id == last.id, cells.c.gap_since.is_not(None))
    return {row.post_id: row.gap_since for row in connection.execute(query)}


def _keep(
    connection: Connection,
    question: Question,
    asked: Asked,
    account: int | None,
    moment: datetime,
    replaced: int | None,
) -> int:
    keep_law(connection, question.procedure, moment)
    row = {
        "as_of": asked.as_of,
        "horizon": question.horizon,
        "made_at": moment,
        "account_id": account,
        "origin": asked.origin,
        "law": question.procedure.digest,
        "parameters": text(question.parameters),
        "registers_on": city_day(moment),
        "replaces_id": replaced,
        "reason": asked.reason.strip() or None,
    }
    return int(connection.execute(insert(runs), row).inserted_primary_key[0])  # type: ignore[index]  # one row


def _keep_cells(connection: Connection, run: int, found: Sequence[Figures], progress: Progress | None) -> None:
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        connection.execute(insert(cells), [_row(run, each) for each in batch])
        if progress is not None:
            progress(len(batch))


def _row(run: int, each: Figures) -> dict[str, Any]:
    row = each._asdict()
    parts = row.pop("parts")
    row |= {"run_id": run, "post_id": row.pop("post"), "unit_id": row.pop("unit"), "detail": text(row["detail"])}
    return row | {f"part_{name}": part for name, part in parts.items()}


def kept(connection: Connection, run: int) -> Iterator[Figures]:
    """Give the figures of a run as they are kept, by the post's id: what its digest was made of."""
    for row in connection.execute(select(cells).where(cells.c.run_id == run).order_by(cells.c.post_id)):
        values = {name: getattr(row, name) for name in Figures._fields if name in cells.c}
        parts = {name: getattr(row, f"part_{name}") for name in PARTS}
        yield Figures(**{**values, "post": row.post_id, "unit": row.unit_id, "parts": parts, "detail": detail_of(row)})


_CELLS = (
    select(cells, posts.c.code.label("post_code"), units.c.code.label("unit_code"), units.c.path.label("unit_path"))
    .join(posts, posts.c.id == cells.c.post_id)
    .join(units, units.c.id == cells.c.unit_id)
)


def cells_of(connection: Connection, run: int) -> list[Any]:
    """Give the cells of a run with the codes of post and unit, in the order of these."""
    query = _CELLS.where(cells.c.run_id == run).order_by(units.c.code, posts.c.code)
    return list(connection.execute(query))


def detail_of(cell: Any) -> dict[str, Any]:
    """Give whom and what a cell counts."""
    told: dict[str, Any] = loads(cell.detail)
    return told
