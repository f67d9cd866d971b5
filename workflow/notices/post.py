"""The city's mail server, spoken to over SMTP, and what can go wrong with a mail: it is refused, or nobody answers."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

PLAIN, STARTTLS, TLS = "plain", "starttls", "tls"
RECIPIENT, MAIL, ADDRESS = "recipient", "mail", "address"
_SECONDS = 20  # that the server may take for one answer
_PERMANENT = 500  # and above: the server will never take this mail (RFC 5321, 4.2.1)


class Undelivered(Exception):
    """A mail was not taken. `what` is the kind of fault, and never what the server wrote: it may name somebody.

    It is "recipient 550" or "mail 552" with the server's code, "address", or the name of an error.
    """

    def __init__(self, what: str, *, forever: bool = False, alone: bool = False) -> None:
        self.what = what
        self.forever = forever  # trying again is of no use
        self.alone = alone  # the fault is of this mail, and the server goes on with others
        super().__init__(what)


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over, as whom, and from which address. `security` is plain, starttls or tls."""

    host: str
    port: int
    sender: str
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = _SECONDS

    def connect(self) -> smtplib.SMTP:
        """Open a session. Raises Undelivered."""
        with _told():
            if self.security == TLS:
                session: smtplib.SMTP = smtplib.SMTP_SSL(
                    self.host, self.port, timeout=self.seconds, context=ssl.create_default_context()
                )
            else:
                session = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        try:
            with _told():
                if self.security == STARTTLS:
                    session.starttls(context=ssl.create_default_context())
                if self.user:
                    session.login(self.user, self.password)
        except BaseException:
            session.close()
            raise
        return session


def hand_over(session: smtplib.SMTP, sender: str, to: str, message: EmailMessage) -> None:
    """Hand one mail over; once this returns, the server has taken it. Raises Undelivered."""
    with _told():
        try:
            session.send_message(message, sender, [to])
        except (smtplib.SMTPNotSupportedError, UnicodeError):  # an address that this server cannot write
            raise Undelivered(ADDRESS, forever=True, alone=True) from None


def leave(session: smtplib.SMTP) -> None:
    """End a session, politely if the server still listens."""
    with suppress(smtplib.SMTPException, OSError):
        session.quit()
    session.close()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what `smtplib` raises into one word."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _ in error.recipients.values()), default=0)
        raise Undelivered(f"{RECIPIENT} {code}", forever=code >= _PERMANENT, alone=True) from None
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        code = error.smtp_code
        raise Undelivered(f"{MAIL} {code}", forever=code >= _PERMANENT, alone=True) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Undelivered(type(error).__name__) from None
