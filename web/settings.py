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

`var` lies in the working directory.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

_SHORTEST_SECRET = 32  # characters


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
