"""A line by itself: its hash, its canonical form, its place in the chain, its columns, and its private values.

The same holds for the lines of a ledger and for the events of the registers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workflow.canonical import commitment, decode, digest, plain

Stored = Sequence[tuple[str, bytes, str]]  # field, salt, value


class Broken(Exception):
    """Something about a line is wrong. `kind` is one of `workflow.audit.report.KINDS`."""

    def __init__(self, kind: str, detail: str = "") -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(kind, detail)


def opened(raw: bytes, hash_: bytes) -> dict[str, Any]:
    """Give the record in a line's bytes. Raises Broken when they are not what was hashed, or not canonical."""
    if digest(raw) != hash_:
        raise Broken("hash")
    try:
        record = decode(raw)
    except (ValueError, TypeError, RecursionError):
        raise Broken("bytes") from None
    if type(record) is not dict:
        raise Broken("bytes")
    return record


def in_place(record: Mapping[str, Any], stream: str, number: int, previous: bytes | None) -> None:
    """See that a record is the next one of its chain. Raises Broken."""
    if record["stream"] != stream:
        raise Broken("stream")
    if record["number"] != number:
        raise Broken("columns", "number")
    if record["previous"] != (previous.hex() if previous else None):
        raise Broken("chain")


def same(columns: Iterable[tuple[str, Any]], recorded: Mapping[str, Any]) -> None:
    """See that columns, by the name under which they stand in the record, equal it. Raises Broken for the first."""
    for name, value in columns:
        if plain(value) != recorded.get(name):
            raise Broken("columns", name)


def kept(committed: Mapping[str, str], stored: Stored) -> dict[str, str]:
    """Give the private values that are still kept, as they are written.

    Raises Broken for one that is not as committed, or never was.
    """
    values = {}
    for name, salt, value in stored:
        if name not in committed:
            raise Broken("extra", name)
        if commitment(bytes(salt), name, value) != committed[name]:
            raise Broken("private", name)
        values[name] = value
    return values
