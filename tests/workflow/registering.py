"""Reading the chain of register events as the tests of registers do."""

from datetime import date
from json import loads
from typing import Any

import pytest
from sqlalchemy import Engine, select

from tests.stories.town import Town, at
from workflow.canonical import commitment, decode, digest
from workflow.database import reading
from workflow.forms import Invalid
from workflow.tables import register_events, register_values, security_events

DAY = date(2024, 3, 4)
NOW = at(DAY)


def events(engine: Engine) -> list[dict[str, Any]]:
    """Give the events, oldest first, each with the private values kept for it; the chain must hold."""
    found: list[dict[str, Any]] = []
    previous = None
    with reading(engine) as connection:
        for row in connection.execute(select(register_events).order_by(register_events.c.number)).all():
            record = decode(bytes(row.bytes))
            assert digest(bytes(row.bytes)) == bytes(row.hash)
            assert (record["previous"], record["number"]) == (previous, len(found) + 1)
            previous = bytes(row.hash).hex()
            record["kept"] = _kept(connection, row.id, record["private"])
            found.append(record)
    return found


def _kept(connection: Any, event: int, committed: dict[str, str]) -> dict[str, str]:
    rows = connection.execute(select(register_values).where(register_values.c.event_id == event)).all()
    assert {row.field: commitment(bytes(row.salt), row.field, row.value) for row in rows} == committed
    return {row.field: row.value for row in rows}


def told(engine: Engine, kind: str) -> dict[str, Any]:
    """Give the newest event of a kind: its public values, and its private ones beside them."""
    event = [each for each in events(engine) if each["kind"] == kind][-1]
    return {**event["values"], **{name: loads(value) for name, value in event["kept"].items()}}


def refusals(engine: Engine) -> list[tuple[int | None, dict[str, Any]]]:
    """Give the security events of register changes that were not allowed: who, and about what."""
    query = select(security_events).where(security_events.c.kind == "not-kept").order_by(security_events.c.id)
    with reading(engine) as connection:
        return [(row.account_id, loads(row.detail)) for row in connection.execute(query).all()]


def faulty(caught: pytest.ExceptionInfo[Invalid]) -> set[str]:
    """Name the fields that a form was refused for; each says why in both languages."""
    assert all(words.id and words.en for words in caught.value.errors.values())
    return set(caught.value.errors)


def rows(town: Town, table: Any) -> list[Any]:
    """Give the rows of a table by their numbers."""
    with reading(town.engine) as connection:
        return list(connection.execute(select(table).order_by(table.c.id)).all())


def row(town: Town, table: Any, number: int) -> Any:
    """Give one row of a table."""
    return next(each for each in rows(town, table) if each.id == number)
