"""Canonical bytes, hashes and commitments: what makes a line of the ledger provable.

The bytes are JSON with sorted keys, no floats, integers below 2^53 and moments in UTC with six decimals: under these
rules equal to RFC 8785. They are stored exactly as they were hashed, never as the database's own JSON.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

LOG = "mutasi-asn"  # stands in every record, so that nobody takes one of another log for ours
SALT_BYTES = 16
LARGEST = 2**53

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


_PLAIN = frozenset({str, bool, type(None)})


def plain(value: Any) -> Any:
    """Turn a value into what JSON can say: days and moments become text; floats and huge integers are refused."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is int:
        if abs(value) >= LARGEST:
            raise ValueError("integers in the ledger stay below 2^53")
        return value
    if kind is datetime:
        return moment_text(value)
    if kind is date:
        return value.isoformat()
    if kind is dict or isinstance(value, Mapping):
        return {str(key): each if type(each) in _PLAIN else plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(each) for each in value)
    raise TypeError(f"{kind.__name__} has no canonical form")


def moment_text(moment: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with six decimals."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def text(value: Any) -> str:
    """Give the canonical text of a value."""
    return _encode(plain(value))


def encode(value: Mapping[str, Any]) -> bytes:
    """Give the canonical bytes of a record."""
    return text(value).encode()


def decode(raw: bytes) -> dict[str, Any]:
    """Read canonical bytes. Raises ValueError when they are not in canonical form."""
    value: dict[str, Any] = json.loads(raw)
    if encode(value) != raw:
        raise ValueError("not in canonical form")
    return value


def digest(raw: bytes) -> bytes:
    """Give the SHA-256 of bytes."""
    return hashlib.sha256(raw).digest()


def new_salt() -> bytes:
    """Make a fresh salt for one private value."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, field: str, value: str) -> str:
    """Commit to a private value: HMAC-SHA256(salt, field ‖ 0x00 ‖ value), in hexadecimal."""
    return hmac.digest(salt, field.encode() + b"\x00" + value.encode(), "sha256").hex()
