"""Mails: what waits, in which case, until when, and where to look; nothing about a person and nothing that was seen.

Whoever reads a mail over somebody's shoulder, or on its way, learns no more than that a case of a number waits.
"""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from babel.dates import format_date
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from policies.loading import current
from web.settings import Settings
from workflow.notices.answering import TOLD
from workflow.notices.sending import Compose, Letter
from workflow.organisation.calendar import now


def writer(app: Flask, settings: Settings) -> Compose:
    """Give what writes mails in each reader's language. It raises ValueError for what is no address of a mail."""
    server = settings.mail_server
    if server is None:
        raise LookupError("no mail server is set: nothing is written for nobody")
    sender = Address("Mutasi ASN", addr_spec=server.sender)

    def write(letter: Letter) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, _recipient(letter)
        mail["Date"] = format_datetime(now())
        mail["Message-ID"] = f"<{letter.message_id}@{sender.domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        with app.app_context(), force_locale(letter.language):
            mail["Subject"] = _subject(letter)
            mail.set_content(_body(letter, settings.address), cte="quoted-printable")
            mail["Content-Language"] = letter.language
        return mail

    return write


def _recipient(letter: Letter) -> Address:
    """Read an address as it stands in the register. Raises ValueError for what is none."""
    try:
        return Address(addr_spec=letter.address)
    except (HeaderParseError, IndexError) as error:
        raise ValueError("no address of a mail") from error


def _subject(letter: Letter) -> str:
    return f"{current().reminder_stages[letter.stage].label[letter.language]}: {letter.case_number}"


def _body(letter: Letter, address: str) -> str:
    due = letter.due_on and format_date(letter.due_on, "d MMMM y", locale=letter.language)
    lines = [
        _sentence(letter),
        _("Tenggat: %(day)s", day=due) if due else None,
        f"{address}/transfers/{letter.case_number}",
        "",
        _("Surat ini dikirim otomatis oleh Mutasi ASN dan tidak perlu dibalas."),
    ]
    return "\n".join(line for line in lines if line is not None)


def _sentence(letter: Letter) -> str:
    """Give the law's own words, with the step or the state named."""
    law, language = current(), letter.language
    words = law.reminder_stages[letter.stage].letter[language]
    if letter.stage == TOLD:
        return words.format(case=letter.case_number, state=law.states[letter.about].label[language])
    return words.format(case=letter.case_number, step=law.steps[letter.about].label[language])
