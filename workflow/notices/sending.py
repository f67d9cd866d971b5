"""Notices are sent: claimed, asked whether they are still true, handed to the mail server one by one, and settled.

At least once: a mail is marked sent after the server has taken it. Who is killed in between, or loses the server's
answer, sends it again with the same Message-ID.
"""

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sqlalchemy import Connection, Engine, select

from policies.loading import current
from policies.reminding import pause
from workflow.database import reading
from workflow.notices.outbox import Claim, claim, settle
from workflow.notices.post import ADDRESS, MailServer, Undelivered, hand_over, leave
from workflow.notices.truth import DROPPED, Told, true_of
from workflow.organisation.calendar import city_day, now
from workflow.tables import accounts, employees

SENT, KEPT, DEAD = "sent", "kept", "dead"
# After so many faults of the server one after the other a worker gives up until its next look.
_PATIENCE = 3
# What was found to be true is sent within this time, or asked anew; far shorter than a claim lasts.
_FRESH = timedelta(seconds=30)


@dataclass(frozen=True)
class Letter:
    """What a mail is written from; nothing in it is about a person."""

    address: str
    language: str
    message_id: str
    stage: str
    about: str
    case_number: str
    due_on: date | None


Compose = Callable[[Letter], EmailMessage]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Post:
    """How mails leave: the server that takes them, and who writes them (ValueError: that is no address)."""

    server: MailServer
    compose: Compose


def send(engine: Engine, post: Post | None, clock: Clock = now) -> bool:
    """Send what is to be sent, and say whether there was anything. Without a post notices stay in the list alone.

    Raises Busy, Unwritable.
    """
    sender = _Sender(engine, post, clock)
    anything = False
    try:
        while sender.patience > 0:
            claimed = claim(engine, clock())
            if not claimed.found:
                break
            anything = True
            sender.send(claimed)
    finally:
        sender.leave()
    return anything


class _Sender:
    """One worker at its look: the session with the mail server, and how much patience is left."""

    def __init__(self, engine: Engine, post: Post | None, clock: Clock) -> None:
        self._engine, self._post, self._clock = engine, post, clock
        self._session: smtplib.SMTP | None = None
        self.patience = _PATIENCE

    def send(self, claimed: Claim) -> None:
        """Send or drop what was claimed; what is left over when the server fails or the time is up goes back."""
        asked = self._clock()
        with reading(self._engine) as connection:
            true = true_of(connection, claimed.found, city_day(asked))
            letters = _letters(connection, claimed.found, true)
        self._settle(claimed, [each.id for each in claimed.found if each.id not in true], state=DROPPED)
        unaddressed = [number for number in true if self._post is None or number not in letters]
        self._settle(claimed, unaddressed, state=KEPT)
        rest = [each for each in claimed.found if each.id in true and each.id not in unaddressed]
        while rest and self.patience > 0 and self._clock() < asked + _FRESH:
            notice = rest.pop(0)
            self._deliver(claimed, notice, letters[notice.id])
        self._settle(claimed, [each.id for each in rest])

    def leave(self) -> None:
        """End the session with the mail server."""
        if self._session is not None:
            leave(self._session)
            self._session = None

    def _deliver(self, claimed: Claim, notice: Any, letter: Letter) -> None:
        try:
            self._hand_over(letter)
        except Undelivered as error:
            self._settle(claimed, [notice.id], **self._later(notice, error))
            if error.alone:
                return
            self.patience -= 1
            self.leave()
        else:
            self._settle(claimed, [notice.id], state=SENT, sent_at=self._clock(), error=None)
            self.patience = _PATIENCE

    def _hand_over(self, letter: Letter) -> None:
        assert self._post is not None  # noqa: S101  # what nobody can send never comes here
        try:
            message = self._post.compose(letter)
        except ValueError:
            raise Undelivered(ADDRESS, forever=True, alone=True) from None
        if self._session is None:
            self._session = self._post.server.connect()
        hand_over(self._session, self._post.server.sender, letter.address, message)

    def _later(self, notice: Any, error: Undelivered) -> dict[str, Any]:
        tries, moment = notice.tries + 1, self._clock()
        rest = None if error.forever else pause(current(), tries, city_day(moment))
        if rest is None:
            return {"state": DEAD, "tries": tries, "error": error.what}
        return {"tries": tries, "error": error.what, "next_try_at": moment + rest}

    def _settle(self, claimed: Claim, ids: Sequence[int], **values: Any) -> None:
        settle(self._engine, claimed.token, ids, **values)


def _letters(connection: Connection, found: Sequence[Any], true: dict[int, Told]) -> dict[int, Letter]:
    """Give the letters of those whose reader has an address."""
    wanted = {each.account_id for each in found if each.id in true}
    query = (
        select(accounts.c.id, accounts.c.language, employees.c.email)
        .join(employees, employees.c.id == accounts.c.employee_id)
        .where(accounts.c.id.in_(wanted), employees.c.email > "")
    )
    readers = {row.id: row for row in connection.execute(query)}
    return {
        each.id: Letter(
            address=readers[each.account_id].email,
            language=readers[each.account_id].language or "id",
            message_id=each.message_id,
            stage=each.stage,
            about=each.about,
            case_number=true[each.id].row.case_number,
            due_on=true[each.id].due_on,
        )
        for each in found
        if each.id in true and each.account_id in readers
    }
