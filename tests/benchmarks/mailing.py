"""Ten thousand mails by two workers to a mail server on this machine, beside a bare loop that hands over the same."""

import os
import smtplib
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from sqlalchemy import select, update

from tests.benchmarks.grounds import NewDatabase
from tests.stories.town import found
from tests.workflow.notices.sink import SENDER, serving
from web import create_app
from web.letters import writer
from web.settings import from_environment
from workflow.acts import Attempt, perform
from workflow.database import connect, reading
from workflow.notices.answering import answer
from workflow.notices.post import PLAIN, MailServer
from workflow.notices.sending import Letter, Post, send
from workflow.organisation.calendar import now
from workflow.tables import employees, notices

MAILS = 10_000
WORKERS = 2
READERS = 3  # who are told of each need: its proposer and two analysts

_PROCESSES = get_context("spawn")


@dataclass(frozen=True)
class Mailed:
    """How many mails arrived, how many of them more than once, and the seconds of the workers and of the bare loop."""

    mails: int
    twice: int
    seconds: float
    bare: float

    @property
    def rate(self) -> float:
        """Mails a second."""
        return self.mails / self.seconds

    @property
    def share(self) -> float:
        """The workers' speed as a share of the bare loop's."""
        return self.bare / self.seconds


def mail(make: NewDatabase) -> Mailed:
    """Tell ten thousand times of something that waits, and send it."""
    url = make()
    _tell(url)
    with _listening() as (port, line):
        seconds = _timed(url, port)
        arrived = _heard(line)
        bare = _bare(port)
    return Mailed(len(arrived), sum(times > 1 for times in arrived.values()), seconds, bare)


def _tell(url: str) -> None:
    engine = connect(url)
    town = found(engine)
    town.write(update(employees).values(email=employees.c.nip + "@kota.example"))
    form = {"post": str(town.post["NERS-PKM"]), "note": "Layanan malam terhenti."}
    for number in range(-(-MAILS // READERS)):
        perform(engine, Attempt(town.account["maslan"], "identify", None, form, f"key-{number}"))
    answer(engine, now())
    engine.dispose()


def _timed(url: str, port: int) -> float:
    """Let the workers begin at once, and give the seconds until the last has nothing more to send."""
    ready = _PROCESSES.Barrier(WORKERS + 1)
    workers = [_PROCESSES.Process(target=_work, args=(url, port, ready)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    ready.wait(timeout=60)
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - began
    engine = connect(url)
    with reading(engine) as connection:
        assert set(connection.scalars(select(notices.c.state))) == {"sent"}
    engine.dispose()
    return seconds


def _work(url: str, port: int, ready: Barrier) -> None:
    post, engine = _post(port), connect(url)
    ready.wait(timeout=60)
    send(engine, post)
    engine.dispose()


def _post(port: int) -> Post:
    os.environ |= {"MUTASI_SECRET": "a secret of the benchmark, long enough", "MUTASI_ADDRESS": "https://kota.example"}
    os.environ |= {"MUTASI_SMTP_HOST": "127.0.0.1", "MUTASI_SMTP_FROM": SENDER}
    server = MailServer("127.0.0.1", port, SENDER, PLAIN)
    return Post(server, writer(create_app(), from_environment()))


def _bare(port: int) -> float:
    """Hand over as many mails, written beforehand, in one session."""
    post = _post(port)
    letters = [
        Letter("maslan@kota.example", "id", f"bare-{number}", "new", "propose", f"MUT-2026-{number:04d}", None)
        for number in range(MAILS)
    ]
    written: list[EmailMessage] = [post.compose(letter) for letter in letters]
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as session:
        for each in written:
            session.send_message(each, SENDER, ["maslan@kota.example"])
    return time.perf_counter() - began


@contextmanager
def _listening() -> Iterator[tuple[int, Connection]]:
    """Run a mail server in a process of its own; a word over its line asks what has arrived."""
    line, other = _PROCESSES.Pipe()
    server = _PROCESSES.Process(target=_listen, args=(other,))
    server.start()
    try:
        yield line.recv(), line
    finally:
        line.send("end")
        server.join(timeout=30)


def _listen(line: Connection) -> None:
    with serving() as sink:
        line.send(sink.port)
        while line.recv() != "end":
            line.send([str(each["Message-ID"]) for each in sink.arrived])


def _heard(line: Connection) -> Counter[str]:
    line.send("what has arrived?")
    return Counter(line.recv())
