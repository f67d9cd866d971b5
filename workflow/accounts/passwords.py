"""Passwords: kept as Argon2id, compared in the same time for everybody, and refused when anybody would guess them."""

import secrets
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10  # characters
LONGEST = 200
# zxcvbn's scale runs from 0 to 4: 3 is "safely unguessable", about 10^8 guesses.
_SAFE_SCORE = 3
_LONGEST_JUDGED = 72  # characters that zxcvbn looks at; more would only take time

# OWASP's first choice for a server that signs many people in: 19 MiB (in KiB), two passes, one thread.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Weakness(StrEnum):
    """Why a new password is refused."""

    SHORT = "short"
    LONG = "long"
    PERSONAL = "personal"  # it is made of the person's own name, NIP or user name
    GUESSABLE = "guessable"


def hashed(password: str) -> str:
    """Hash a password with a fresh salt."""
    return _HASHER.hash(_plain(password))


def matches(kept: str | None, password: str) -> bool:
    """Compare a password with its hash. Without a hash the same work is done, and nothing matches."""
    try:
        _HASHER.verify(kept or _nobody(), _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def weakness(password: str, own_words: Iterable[str] = ()) -> Weakness | None:
    """Say why a new password will not do, or None. `own_words` are what others know: name, NIP, user name."""
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    return _guessed(_plain(password), [word for words in own_words for word in (words, *words.split()) if word])


def _guessed(password: str, own_words: list[str]) -> Weakness | None:
    # Its word lists take a quarter of a second to load, which only those wait for who change a password.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # the package carries no types

    judged = zxcvbn(password[:_LONGEST_JUDGED], user_inputs=own_words)
    if judged["score"] >= _SAFE_SCORE:
        return None
    own = any(match.get("dictionary_name") == "user_inputs" for match in judged["sequence"])
    return Weakness.PERSONAL if own else Weakness.GUESSABLE


def _plain(password: str) -> str:
    """Bring a password into one form: keyboards and phones send the same letters as different bytes."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    """Make a hash that no password has, for accounts that do not exist or cannot sign in with one."""
    return _HASHER.hash(secrets.token_urlsafe())
