"""Rows that others refer to, ended by hand: from the day on they are no longer part of the city, and stay readable."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, or_, select, update

from policies.loading import current
from policies.model import Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.editing.edit import Stale
from workflow.organisation.editing.shown import Key, find
from workflow.organisation.editing.telling import subject, told_key
from workflow.organisation.importing.keepers import keeper_of
from workflow.organisation.people import holds_post
from workflow.organisation.registers.keeping import UNKNOWN
from workflow.tables import employees, metadata, posts, transfers, units

FIELDS = (
    Field(
        "ground",
        "text",
        Words("Dasar", "Ground"),
        Words("Nomor keputusan atau surat", "Number of the decree or letter"),
    ),
)


def end(engine: Engine, name: str, key: Key, given: Given, seen: str, account: int | None, moment: datetime) -> None:
    """End a row today; `seen` is the digest of the row shown. Raises NotKept, Invalid, Stale.

    What has ended already stays so without a further event. What still holds the row is told under the name "".
    """
    if name not in ENDED_BY_HAND:
        raise ValueError(f"rows of {name} have no end of their own")
    with keeper_of(engine, name, account, moment) as keeper:
        values = keeper.read(FIELDS, given)
        row = find(keeper.connection, name, key)
        if row is None:
            raise Invalid({"": UNKNOWN})
        if row.ended is not None:
            return
        if row.digest != seen:
            raise Stale(row)
        number = row.held.ids["id"]
        if held := list(ENDED_BY_HAND[name](keeper.connection, number)):
            raise Invalid({"": Words(*(" ".join(each[language] for each in held) for language in ("id", "en")))})
        table = metadata.tables[name]
        keeper.connection.execute(update(table).where(table.c.id == number).values(until=keeper.today))
        told = {"until": keeper.today, **subject(keeper.connection, row)}
        keeper.record(f"end-{name}", told, {"key": told_key(row), "ground": values["ground"]})


def holding(connection: Connection, name: str, number: int) -> list[Words]:
    """Give everything for which a row cannot end yet, for a page that tells it before anybody asks."""
    return list(ENDED_BY_HAND[name](connection, number))


def _unit(connection: Connection, number: int) -> Iterator[Words]:
    """A unit lasts while a post or a unit below it does."""
    below = _count(connection, units, units.c.parent_id == number, units.c.until.is_(None))
    if below:
        yield Words(
            f"{below} unit di bawahnya masih ada.",
            _counted(below, "unit below it still lasts", "units below it still last"),
        )
    own = _count(connection, posts, posts.c.unit_id == number, posts.c.until.is_(None))
    if own:
        yield Words(
            f"{own} jabatannya masih ada.", _counted(own, "of its posts still lasts", "of its posts still last")
        )


def _post(connection: Connection, number: int) -> Iterator[Words]:
    """A post lasts while somebody holds it, or a case that is not closed leads to it or from it."""
    holders = _count(connection, employees, employees.c.post_id == number, holds_post(employees.c.standing))
    if holders:
        yield Words(
            f"{holders} orang masih memangkunya.", _counted(holders, "person still holds it", "people still hold it")
        )
    running = [state.name for state in current().states.values() if not state.closed]
    about = or_(transfers.c.new_post_id == number, transfers.c.old_post_id == number)
    cases = _count(connection, transfers, about, transfers.c.state.in_(running))
    if cases:
        yield Words(
            f"{cases} kasus mutasi tentangnya masih berjalan.",
            _counted(cases, "case about it is still open", "cases about it are still open"),
        )


def _counted(count: int, one: str, several: str) -> str:
    """Say in English how many there are; Indonesian has one form for any number."""
    return f"{count} {one if count == 1 else several}."


def _nothing(_connection: Connection, _number: int) -> Iterator[Words]:
    """Courses and wishes to move end whenever their keeper says so."""
    yield from ()


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(*conditions)
    return connection.scalar(query) or 0


ENDED_BY_HAND: Mapping[str, Callable[[Connection, int], Iterator[Words]]] = {
    "units": _unit,
    "posts": _post,
    "courses": _nothing,
    "requests": _nothing,
}
