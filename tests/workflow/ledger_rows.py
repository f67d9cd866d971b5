"""A small ledger written row by row, and a way to it that knows nothing of this project."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from sqlalchemy import Connection, Integer, insert, make_url

from tests.databases import as_owner
from workflow import tables
from workflow.tables.ledger import HEAD

MOMENT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
DAY = date(2026, 1, 5)

Rows = list[tuple[Any, ...]]

# The figures of a cell that are never missing.
FIGURES = [c.name for c in tables.cells.columns if isinstance(c.type, Integer) and not (c.nullable or c.foreign_keys)]


# The parts of a planned move's value.
PARTS = [f"part_{name}" for name in ("fit", "gates", "warnings", "wish", "move")]

# A value for each column of the head, none of which transfer 1 has.
WHOLE_HEAD: dict[str, object] = {
    "state": "reviewed",
    "reached": "reviewed",
    "number": 3,
    "ground": 3,
    "ballot": "carried",
    "due_on": "2026-02-01",
    "awaits": " assign-training ",
    "since": "2026-01-06 02:00:00.000000+00:00",
    "kind": "INTRA",
    "employee_id": 1,
    "old_post_id": 2,
    "new_post_id": 1,
    "donor_unit_id": 1,
    "receiving_unit_id": 1,
    "planned_on": "2026-03-01",
    "decreed_on": "2026-02-20",
    "binds_employee": True,
}


def plain(url: str, statement: str) -> Rows:
    """Carry out one statement as any program of the database's owner would, with none of our settings."""
    with _outside(url) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def everything(url: str) -> dict[str, Rows]:
    """Read all rows of all tables."""
    with _outside(url) as connection:
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in tables.metadata.tables
        }


@contextmanager
def _outside(url: str) -> Iterator[Any]:
    location = make_url(as_owner(url))
    if location.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(location.database), isolation_level=None)) as connection:
            yield connection
    else:
        plain_url = location.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain_url, autocommit=True) as connection:
            yield connection


def new_entry(**values: object) -> str:
    """Write the INSERT of an entry, by default the third of transfer 1, in words that both databases understand."""
    row = {
        "transfer_id": 1,
        "step": "propose",
        "from_state": "needs_identified",
        "account_id": 1,
        "role": "proposer",
        "at": "2026-01-05 02:00:00+00:00",
        "key": "key-new",
        "bytes": "new",
        "hash": "new",
        "state": "proposed",
        "number": 3,
        "employee_id": 1,
        "binds_employee": True,
    } | values
    literals = ", ".join(literal(value) for value in row.values())
    return f"INSERT INTO entries ({', '.join(row)}) VALUES ({literals})"


def literal(value: object) -> str:
    """Write a value as both databases read it."""
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case int():
            return str(value)
        case _:
            return f"'{value}'"


def fill(connection: Connection) -> None:
    """Write a few rows into every table that a guard stands before."""
    for table, rows in _ROWS.items():
        # One after the other: an entry follows the head that the one before has moved.
        for row in rows:
            connection.execute(insert(tables.metadata.tables[table]), row)


def _entry(transfer: int, number: int, **values: object) -> dict[str, object]:
    return dict.fromkeys(HEAD) | {
        "transfer_id": transfer,
        "step": "identify" if number == 1 else "propose",
        "from_state": "unborn" if number == 1 else "needs_identified",
        "account_id": 1,
        "role": "proposer",
        "at": MOMENT,
        "key": f"key-{transfer}-{number}",
        "bytes": b"bytes",
        "hash": b"hash",
        "state": "needs_identified" if number == 1 else "proposed",
        "number": number,
        **values,
    }


_GRANT = {"account_id": 1, "role": "proposer", "since": DAY, "ground": "SK 1", "granted_at": MOMENT}

_ROWS: dict[str, list[dict[str, object]]] = {
    "units": [{"code": "U1", "name": "Dinas Satu", "kind": "DINAS", "path": "/1/"}],
    "posts": [
        {
            "code": f"P{number}",
            "unit_id": 1,
            "name": "Analis",
            "category": "FUNGSIONAL",
            "job_class": 8,
            "min_education": "S1",
        }
        for number in (1, 2)
    ],
    "employees": [
        {
            "nip": f"19800101200501190{number}",
            "name": f"Pegawai {number}",
            "sex": "L",
            "birth_date": date(1980, 1, 1),
            "status": "PNS",
            "standing": "AKTIF",
            "rank": "III/c",
            "education": "S1",
            "post_id": 1,
        }
        for number in (1, 2)
    ],
    "accounts": [{"user_name": "satu", "name": "Satu", "created_at": MOMENT}],
    "bodies": [{"code": "B1", "type": "TPK", "decree": "SK 2", "since": DAY, "until": date(2028, 1, 4)}],
    "members": [
        {"body_id": 1, "employee_id": 1, "office": "member", "votes": True, "since": since}
        for since in (DAY, date(2027, 1, 5))
    ],
    "grants": [
        _GRANT,
        _GRANT | {"until": date(2026, 6, 1)},
        _GRANT | {"until": DAY, "ended_at": MOMENT, "ended_ground": "SK 3"},
    ],
    "delegations": [
        {"office": "ppk", "account_id": 1, "instrument": "SK 4", "since": DAY, "until": date(2026, 2, 5)},
        {"office": "ppk", "account_id": 1, "instrument": "SK 5", "since": date(2026, 3, 5), "until": date(2026, 4, 5)},
    ],
    "runs": [
        {"as_of": DAY, "horizon": 12, "made_at": MOMENT, "origin": "hand", "law": b"law", "parameters": "{}"}
        | {"registers_on": DAY, **replacing}
        for replacing in ({}, {"replaces_id": 1, "reason": "Beban kerja keliru."})
    ],
    "cells": [
        {"run_id": 1, "post_id": post, "unit_id": 1, "detail": "{}"} | dict.fromkeys(FIGURES, 0) for post in (1, 2)
    ],
    "transfers": [{"case_number": f"MUT-2026-000{number}"} for number in (1, 2, 3)],
    "entries": [
        _entry(1, 1),
        _entry(1, 2, employee_id=1, binds_employee=True, old_post_id=1, new_post_id=2, due_on=DAY, since=MOMENT),
        _entry(2, 1),
        _entry(2, 2, employee_id=2, binds_employee=True),
    ],
    "plans": [
        {"run_id": 1, "made_at": MOMENT, "law": b"law", "parameters": "{}", "model": b"model", "solver": "HiGHS"}
        | {"status": "optimal", "objective": 0, "bound": 0, "milliseconds": 0}
        for _ in range(2)
    ],
    "plan_moves": [
        {"plan_id": 1, "number": number, "employee_id": number, "post_id": 2, "value": 0, "forced": False}
        | dict.fromkeys(PARTS, 0)
        for number in (1, 2)
    ],
    "plan_proposals": [{"plan_id": 1, "number": number, "transfer_id": number} for number in (1, 2)],
    "private_values": [
        {"entry_id": 1, "field": field, "salt": b"salt", "value": '"satu"'} for field in ("name", "reason")
    ],
    "law_texts": [
        {"digest": digest, "text": b"law", "release": "1", "first_used_at": MOMENT} for digest in (b"one", b"two")
    ],
    "case_numbers": [{"year": 2026, "last": 3}],
    "register_events": [
        {"number": number, "kind": "load", "at": MOMENT, "bytes": b"bytes", "hash": b"hash"} for number in (1, 2)
    ],
    "register_values": [
        {"event_id": 1, "field": field, "salt": b"salt", "value": '"satu"'} for field in ("name", "reason")
    ],
    "security_events": [{"at": MOMENT, "kind": "read", "detail": "{}"} for _ in range(2)],
    "verifications": [
        {"at": MOMENT, "operator": "satu", "result": "clean", "transfers": 0, "entries": 0} for _ in range(2)
    ],
}
