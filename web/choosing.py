"""Naming a person in a form: by name or NIP, and by choosing among those found. It works without a script.

A field first is a line of text. What was typed is looked up; unless it names one person beyond doubt, the form comes
back with those found as cards to choose from, and a second line to look for somebody else. A card sends the person's
mark (`Somebody.mark`), so that neither a name nor an NIP is guessed twice.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from flask import request
from flask_babel import gettext as _

from web import database
from web.look import say
from workflow.forms import REQUIRED
from workflow.organisation.lists import people
from workflow.organisation.lists.people import Somebody

Wanted = Literal["anybody", "employee", "account"]

_LONGEST = 100  # characters of a name

AGAIN = "_again"  # what the name of the second line ends with
TYPED = "_typed"  # and that of the hidden field that keeps what was looked up


@dataclass(frozen=True)
class Chosen:
    """What became of a field: the person, or those to choose from, or the reason why there is none."""

    wanted: Wanted = "anybody"
    typed: str = ""
    person: Somebody | None = None
    offered: list[Somebody] = field(default_factory=list)
    error: str = ""

    @property
    def mark(self) -> str:
        """Give the mark of the card that is chosen: the person, or the only one there is to choose."""
        if self.person is not None:
            return self.person.mark
        return self.offered[0].mark if len(self.offered) == 1 else ""

    @property
    def employee(self) -> str:
        """Give the employee's number as a register's form takes it, empty for who is none."""
        return _text(self.person.employee) if self.person and self.wanted != "account" else ""

    @property
    def account(self) -> str:
        """Give the account's number as a register's form takes it; of an employee only where an account is wanted."""
        if self.person is None or (self.wanted == "anybody" and self.person.employee is not None):
            return ""
        return _text(self.person.account) if self.wanted != "employee" else ""

    def options(self) -> list[dict[str, Any]]:
        """Give the cards as components/forms.html draws them."""
        shown = [self.person] if self.person is not None else self.offered
        return [_card(person, self.wanted) for person in shown[: people.MOST]]


def choose(name: str, wanted: Wanted = "anybody", *, exact: bool = False, required: bool = True) -> Chosen:
    """Read the field called `name` out of the form that was sent.

    `exact` asks for the whole name or NIP, where not everybody may leaf through the register: then a mark counts only
    beside what it was found by.
    """
    text, typed = _sent(name + AGAIN) or _sent(name), _sent(name + TYPED)
    if not text:
        return Chosen(wanted, error=say(REQUIRED) if required else "")
    connection = database.connection()
    person = people.marked(connection, text)
    if person is not None and (not exact or person in people.exactly(connection, typed)):
        why_not = _why_not(person, wanted)
        return Chosen(wanted, typed, offered=[person], error=why_not) if why_not else Chosen(wanted, typed, person)
    return _settle(text, wanted, people.exactly(connection, text), None if exact else people.find(connection, text))


def _sent(name: str) -> str:
    return " ".join(request.form.get(name, "").split())[:_LONGEST]


def _settle(text: str, wanted: Wanted, same: list[Somebody], found: list[Somebody] | None) -> Chosen:
    """Take the one person of exactly this name or NIP, or else offer everybody found."""
    if len(same) == 1 and not _why_not(same[0], wanted):
        return Chosen(wanted, text, same[0])
    offered = same if found is None else found
    if not offered:
        return Chosen(wanted, text, error=_("Tidak ada orang dengan nama atau NIP ini."))
    if len(offered) > people.MOST:
        words = _("Lebih dari %(count)s orang cocok; pilih, atau tulis nama lebih lengkap.", count=people.MOST)
        return Chosen(wanted, text, offered=offered, error=words)
    return Chosen(wanted, text, offered=offered, error=_("Pilih orang yang dimaksud."))


def _why_not(person: Somebody, wanted: Wanted) -> str:
    if wanted == "account":
        if person.account is None:
            return _("Belum mempunyai akun.")
        return _("Akunnya dinonaktifkan.") if person.disabled_at else ""
    if wanted == "employee" and person.employee is None:
        return _("Bukan pegawai dalam data induk.")
    return _("Sudah tidak bertugas.") if person.gone else ""


def _card(person: Somebody, wanted: Wanted) -> dict[str, Any]:
    return {
        "value": person.mark,
        "name": person.name,
        "lines": [place(person)],
        "why_not": _why_not(person, wanted),
    }


def place(person: Somebody) -> str:
    """Write where somebody works: "Perawat Ahli Pertama, RSUD"."""
    return ", ".join(part for part in (person.title, person.unit) if part) or _("tanpa jabatan")


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
