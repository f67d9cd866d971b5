"""A worker is killed at every statement and at every word to the mail server; the next one does what is left.

Each mail arrives; a second time only where the server had taken it, and then with the same Message-ID.
"""

import gc
import smtplib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, select

from tests.stories import telling
from tests.stories.town import Town, at
from tests.workflow.notices.boxes import look, rows, told
from tests.workflow.notices.sink import Sink
from workflow.database import connect, reading
from workflow.notices.outbox import LEASE
from workflow.notices.sending import Post
from workflow.tables import calls
from workflow.worker import jobs

MONDAY = date(2024, 3, 4)
READERS = ("maslan", "sutan", "yusnita")
_WORDS = ("connect", "ehlo", "mail", "rcpt", "data")


class Killed(BaseException):
    """The process ends here; nothing that would tidy up gets to run."""


@contextmanager
def dying(url: str, after: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Give a worker's own way to the town's database, on which he is killed at the word of this number.

    Words are said to the database and to the mail server; he dies before one, or after the server has heard it. His
    connections end with him.
    """
    engine, connections, said = connect(url), [], 0

    def step(*_: object) -> None:
        nonlocal said
        said += 1
        if said == after:
            raise Killed

    def around(original: Callable[..., Any]) -> Callable[..., Any]:
        def spoken(*given: Any, **named: Any) -> Any:
            step()
            answer = original(*given, **named)
            step()
            return answer

        return spoken

    for word in ("before_cursor_execute", "commit"):
        event.listen(engine, word, step)
    event.listen(engine, "checkout", lambda connection, *_: connections.append(connection))
    with monkeypatch.context() as patched:
        for word in _WORDS:
            patched.setattr(smtplib.SMTP, word, around(getattr(smtplib.SMTP, word)))
        try:
            yield Town(engine)
        finally:
            for connection in connections:
                connection.close()


def look_dying(url: str, line: int, monkeypatch: pytest.MonkeyPatch, moment: datetime, post: Post | None) -> bool:
    """Let a worker look who is killed at a line, and say whether he was; he leaves nothing behind in this process."""
    try:
        with dying(url, line, monkeypatch) as worker:
            look(worker, moment, post)
        killed = False
    except Killed:
        killed = True
    gc.collect()  # a statement that nobody finished would hold its lock until then
    return killed


# Who is killed closes no socket; here that is noticed, since the process goes on.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_at_every_line(town: Town, database_url: str, post: Post, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    twice = 0
    for line in count(1):
        case, before = telling.needed(town, MONDAY), len(sink.arrived)
        killed = look_dying(database_url, line, monkeypatch, at(MONDAY, 10), post)
        look(town, at(MONDAY, 10) + LEASE + timedelta(minutes=1), post)
        arrived = [mail for mail in sink.arrived[before:] if case in mail["Subject"]]
        assert {mail["To"].partition("@")[0] for mail in arrived} == set(READERS), line
        assert len({mail["Message-ID"] for mail in arrived}) == len(READERS), line
        assert told(town, "waiting") == [], line
        twice += len(arrived) - len(READERS)
        town.act("maslan", "withdraw", at(MONDAY, 11), case, {"reason": "Tidak jadi."})
        if not killed:
            break
    assert line > 40
    assert twice >= len(READERS)  # killed between the server's answer and the mark, once for each at least


def test_who_dies_while_answering_leaves_no_call_unanswered(
    town: Town, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in range(1, 60, 3):
        telling.needed(town, MONDAY)
        look_dying(database_url, line, monkeypatch, at(MONDAY, 10), None)
        look(town, at(MONDAY, 10, 1))
        with reading(town.engine) as connection:
            assert connection.scalar(select(calls.c.id).where(calls.c.answered_at.is_(None))) is None
    made = Counter((row.transfer_id, row.account_id) for row in rows(town) if row.stage == "new")
    assert set(made.values()) == {1}


def test_two_workers_at_once_send_each_mail_once(town: Town, post: Post, sink: Sink, database_url: str) -> None:
    for _ in range(40):
        telling.needed(town, MONDAY)
    jobs.once(town.engine, at(MONDAY, 9, 30), Post(Sink(port=1).server(), post.compose))  # made, and none sent
    together = Barrier(2)

    def work(_number: int) -> None:
        engine = connect(database_url)
        try:
            together.wait(timeout=10)
            jobs.once(engine, at(MONDAY, 10), post)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    assert len(sink.arrived) == 40 * len(READERS)
    assert set(Counter(mail["Message-ID"] for mail in sink.arrived).values()) == {1}
    assert {row.state for row in rows(town)} == {"sent"}
