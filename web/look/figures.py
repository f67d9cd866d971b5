"""Figures as they are written here: decimal comma, points between thousands, the NIP in four groups."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from web.look.dates import NBSP
from web.look.words import language

_NIP = re.compile(r"(\d{8})(\d{6})(\d)(\d{3})")


def number(value: int | float | Decimal, digits: int = 2) -> str:
    """Write 1.937 or 0,81 (1,937 or 0.81 in English), with at most `digits` decimals."""
    return str(format_decimal(round(value, digits), locale=language()))


def fixed(value: Decimal, digits: int = 2) -> str:
    """Write 3.2 as 3,20 (3.20 in English): `digits` decimals, half up, for figures that stand one below the other."""
    exact = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return str(format_decimal(exact, format=f"#,##0.{'0' * digits}", locale=language()))


def signed(value: int) -> str:
    """Write a difference with its sign: +8, −2, 0."""
    return f"+{number(value)}" if value > 0 else number(value).replace("-", "\N{MINUS SIGN}")


def percent(share: float | Decimal | Fraction, digits: int = 0) -> str:
    """Write 0.93 as 93%, rounded down, so that a limit never looks reached before it is."""
    scale = 10**digits
    exact = Fraction(share) if not isinstance(share, float) else Fraction(str(share))
    return number(Decimal(int(exact * 100 * scale)) / scale, digits) + "%"


def nip(digits: str) -> str:
    """Write 19910314 201503 2 917 in one piece; anything that is not 18 digits comes back as it is."""
    found = _NIP.fullmatch("".join(digits.split()))
    return NBSP.join(found.groups()) if found else digits


def short_hash(digest: str | bytes) -> str:
    """Write the first twelve figures of a digest in hexadecimal: 9f41 c07e 22ad."""
    figures = digest.hex() if isinstance(digest, bytes) else digest
    return NBSP.join(figures[start : start + 4] for start in (0, 4, 8))
