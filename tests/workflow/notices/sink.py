"""A real SMTP server that takes what it is given, and can be told to be slow, to refuse, and to hang up."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from workflow.notices.post import PLAIN, MailServer

SENDER = "pengingat@kota.example"


@dataclass
class Sink:
    """What has arrived, and how the server behaves. `refuses` maps an address to the answer to it."""

    arrived: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    hang_up_after_taking: int = 0  # so many mails are taken, and their answer is lost
    seconds: float = 0  # that it thinks before it answers to a mail
    port: int = 0

    def server(self, seconds: float = 5) -> MailServer:
        """Name it as the settings would."""
        return MailServer("127.0.0.1", self.port, SENDER, PLAIN, seconds=seconds)

    def to(self, name: str) -> list[EmailMessage]:
        """Give what has arrived for somebody."""
        return [mail for mail in self.arrived if mail["To"] == f"{name}@kota.example"]

    # -- what aiosmtpd asks ------------------------------------------------------------------------------------

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or refuse him."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # as above
        """Take a mail, and answer, unless the line is to be cut."""
        await asyncio.sleep(self.seconds)
        self.arrived.append(cast(EmailMessage, message_from_bytes(_bytes(envelope), policy=policy.default)))
        if self.hang_up_after_taking > 0:
            self.hang_up_after_taking -= 1
            assert server.transport is not None
            server.transport.close()
        return "250 OK"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as tried:
        return int(tried.getsockname()[1])


def _bytes(envelope: Envelope) -> bytes:
    content: Any = envelope.content
    return content if isinstance(content, bytes) else str(content).encode()


@contextmanager
def serving() -> Iterator[Sink]:
    """Run a server on a port of its own."""
    sink = Sink(port=_free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
