"""The settings: everything that the counter takes from its environment, read in this one place.

variable                      what it says                                                unless given
MUTASI_DATABASE               SQLAlchemy URL that the application signs in with           sqlite, var/mutasi.db
MUTASI_DATABASE_OWNER         URL of the tables' owner, for `mutasi db upgrade`           MUTASI_DATABASE
MUTASI_SECRET                 signs cookies and hashes addresses; 32 characters or more   kept in var/secret
MUTASI_CITY                   name under the sign                                         Pemerintah Kota
                                                                                          Padangsidimpuan
MUTASI_DEMO                   1: offer one-click sign-in, on the demonstration only       0
MUTASI_SESSION_IDLE_MINUTES   minutes after which an unused session ends                  30
MUTASI_SESSION_HOURS          hours after which every session ends                        12
MUTASI_HTTPS                  1: cookies and browsers keep to HTTPS                       0
MUTASI_TRUSTED_PROXIES        how many proxies in front may say where a request is from   0
MUTASI_ADDRESS                where people reach the counter, for links in mails          needed to send mails
MUTASI_SMTP_HOST              mail server that reminders are handed to                    no mails are sent
MUTASI_SMTP_SECURITY          starttls, tls or plain                                      starttls
MUTASI_SMTP_PORT              its port                                                    587, 465 or 25
MUTASI_SMTP_USER, _PASSWORD   how the worker signs in to it                               it does not sign in
MUTASI_SMTP_FROM              address that mails come from                                needed to send mails

`var` lies in the working directory.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from workflow.notices.post import PLAIN, STARTTLS, TLS, MailServer

_SHORTEST_SECRET = 32  # characters
_PORTS = {STARTTLS: 587, TLS: 465, PLAIN: 25}


class WrongSetting(Exception):
    """A setting cannot be used as it is given; the message names its variable."""


@dataclass(frozen=True)
class Settings:
    """The settings of one app. Raw secrets are kept out of its `repr`, so that no log ever shows them."""

    database: str
    database_owner: str
    secret: str
    city: str
    demo: bool
    session_idle: timedelta
    session_life: timedelta
    https: bool
    trusted_proxies: int
    address: str
    mail_server: MailServer | None

    def __repr__(self) -> str:
        return f"<Settings demo={self.demo} https={self.https}>"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises WrongSetting for a value that cannot be meant."""
    database = environment.get("MUTASI_DATABASE") or f"sqlite:///{_var() / 'mutasi.db'}"
    return Settings(
        database=database,
        database_owner=environment.get("MUTASI_DATABASE_OWNER") or database,
        secret=_secret(environment),
        city=environment.get("MUTASI_CITY") or "Pemerintah Kota Padangsidimpuan",
        demo=_yes(environment, "MUTASI_DEMO"),
        session_idle=timedelta(minutes=_number(environment, "MUTASI_SESSION_IDLE_MINUTES", 30, least=1)),
        session_life=timedelta(hours=_number(environment, "MUTASI_SESSION_HOURS", 12, least=1)),
        https=_yes(environment, "MUTASI_HTTPS"),
        trusted_proxies=_number(environment, "MUTASI_TRUSTED_PROXIES", 0, least=0),
        address=_address(environment),
        mail_server=_mail_server(environment),
    )


def _address(environment: Mapping[str, str]) -> str:
    address = environment.get("MUTASI_ADDRESS", "").rstrip("/")
    if address and not re.fullmatch(r"https?://[\w.:\[\]-]+(?:/[\w./-]*)?", address, re.ASCII):
        raise WrongSetting(f"MUTASI_ADDRESS is an address such as https://mutasi.example.go.id, not {address!r}")
    return address


def _mail_server(environment: Mapping[str, str]) -> MailServer | None:
    host = environment.get("MUTASI_SMTP_HOST", "")
    if not host:
        return None
    security = environment.get("MUTASI_SMTP_SECURITY") or STARTTLS
    if security not in _PORTS:
        raise WrongSetting(f"MUTASI_SMTP_SECURITY is starttls, tls or plain, not {security!r}")
    sender = environment.get("MUTASI_SMTP_FROM", "")
    if not re.fullmatch(r"[\w.+-]+@[\w.-]+", sender, re.ASCII):
        raise WrongSetting("MUTASI_SMTP_FROM must give the address that mails come from")
    if not environment.get("MUTASI_ADDRESS"):
        raise WrongSetting("MUTASI_ADDRESS must give the address of the counter: mails lead to it")
    return MailServer(
        host=host,
        port=_number(environment, "MUTASI_SMTP_PORT", _PORTS[security], least=1),
        sender=sender,
        security=security,
        user=environment.get("MUTASI_SMTP_USER", ""),
        password=environment.get("MUTASI_SMTP_PASSWORD", ""),
    )


def _var() -> Path:
    return Path.cwd() / "var"


def _yes(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "")
    if value not in {"", "0", "1"}:
        raise WrongSetting(f"{name} is 0 or 1, not {value!r}")
    return value == "1"


def _number(environment: Mapping[str, str], name: str, otherwise: int, *, least: int) -> int:
    value = environment.get(name) or str(otherwise)
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise WrongSetting(f"{name} is a whole number of at least {least}, not {value!r}")
    return int(value)


def _secret(environment: Mapping[str, str]) -> str:
    secret = environment.get("MUTASI_SECRET") or _kept_secret(_var() / "secret")
    if len(secret) < _SHORTEST_SECRET:
        raise WrongSetting(f"MUTASI_SECRET needs at least {_SHORTEST_SECRET} characters")
    return secret


def _kept_secret(path: Path) -> str:
    """Read the secret that an earlier start left, or leave a fresh one that only this user can read.

    Raises WrongSetting where it cannot be kept.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _leave(path, secrets.token_urlsafe(48))
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(f"no secret can be kept in {path.name}: give one in MUTASI_SECRET") from error


def _leave(path: Path, secret: str) -> None:
    """Write the whole file before it gets its name, so that two starts at once agree on the first one's."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    finally:
        unfinished.unlink()
