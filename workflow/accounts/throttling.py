"""Throttling of sign-ins: after so many failures one waits, twice as long after each further failure.

Failures are counted by account and by address. Both are kept as keyed hashes: a mistyped name may be a password, and
an address is personal. An attempt is counted before its password is looked at and forgotten when it was right, so that
a hundred guesses at once are a hundred guesses.
"""

import hmac
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from workflow.tables import attempts

WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=60)
ACCOUNT_LIMIT = 5
ADDRESS_LIMIT = 20
# Nothing older changes an answer: a run of failures ends a window after its longest wait.
_KEPT = timedelta(days=1)


class Throttled(Exception):
    """Too many failures: nothing was looked at. `until` is the moment from which on one may try again."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"throttled until {until.isoformat()}")


@dataclass(frozen=True)
class Subject:
    """What failures are counted by, as its keyed hash, and how many it may have within the window."""

    hash: bytes
    limit: int


def by_account(secret: str, account: int | None, typed: str) -> Subject:
    """Count by account, however it was named; a name that nobody has is counted by itself."""
    named = f"account {account}" if account is not None else f"name {typed}"
    return Subject(_keyed(secret, named), ACCOUNT_LIMIT)


def by_address(secret: str, address: str) -> Subject:
    """Count by address; of an IPv6 address by the network, in which one machine has as many as it likes."""
    try:
        ip = ip_address(address)
    except ValueError:
        return Subject(_keyed(secret, f"address {address}"), ADDRESS_LIMIT)
    known = ip.exploded[:19] if isinstance(ip, IPv6Address) and ip.ipv4_mapped is None else str(ip)
    return Subject(_keyed(secret, f"address {known}"), ADDRESS_LIMIT)


def count(connection: Connection, subjects: Iterable[Subject], moment: datetime) -> None:
    """Count an attempt as failed before it is looked at. Raises Throttled, and counts nothing, while one must wait."""
    subjects = sorted(subjects, key=lambda subject: subject.hash)
    for subject in subjects:
        _alone(connection, subject)
    until = waiting_until(connection, subjects, moment)
    if until is not None:
        raise Throttled(until)
    connection.execute(delete(attempts).where(attempts.c.at < moment - _KEPT))
    connection.execute(insert(attempts), [{"subject": subject.hash, "at": moment} for subject in subjects])


def forget(connection: Connection, account: Subject, address: Subject, moment: datetime) -> None:
    """Forget the failures of an account that was signed in to, and this attempt of its address.

    Other failures of the address stay: who guesses at many accounts may well have one of his own.
    """
    this = (attempts.c.subject == address.hash) & (attempts.c.at == moment)
    connection.execute(delete(attempts).where(or_(attempts.c.subject == account.hash, this)))


_FAILURES = select(attempts.c.at).where(attempts.c.subject == bindparam("subject")).order_by(attempts.c.at)


def waiting_until(connection: Connection, subjects: Iterable[Subject], moment: datetime) -> datetime | None:
    """Give the moment until which any of these must wait, or None when nobody has to."""
    ends = [
        wait_after(list(connection.scalars(_FAILURES, {"subject": subject.hash})), subject.limit)
        for subject in subjects
    ]
    return max((end for end in ends if end is not None and end > moment), default=None)


def wait_after(failures: Iterable[datetime], limit: int) -> datetime | None:
    """Give the end of the wait that failures (oldest first) have led to, or None while there are too few.

    A run begins when `limit` failures lie within one window; each further one doubles the wait. It ends when nothing
    failed for a window after the last wait.
    """
    recent: deque[datetime] = deque()
    wait, end = timedelta(0), None
    for failure in failures:
        if end is not None and failure <= end + WINDOW:
            wait = min(2 * wait, LONGEST_WAIT)
            end = failure + wait
            continue
        end = None
        recent.append(failure)
        while recent[0] <= failure - WINDOW:
            recent.popleft()
        if len(recent) >= limit:
            wait = FIRST_WAIT
            end = failure + wait
            recent.clear()
    return end


def _keyed(secret: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), f"throttling\x00{text}".encode(), "sha256")


def _alone(connection: Connection, subject: Subject) -> None:
    """Let one attempt at a subject be counted at a time; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(subject.hash[:8], signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(key)))
