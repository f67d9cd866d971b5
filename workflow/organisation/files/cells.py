"""What a cell may hold: one parser per kind of value, each a function from the cell to the value.

A parser is given a cell that is not empty, and raises `Unreadable` with the reason in both languages. A CSV
cell is always text; a workbook's may be a number or a date, which is why identifiers are refused as numbers:
a spreadsheet keeps fifteen digits of a number and shows the rest as zeros.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from policies.loading import current
from policies.model import Words
from workflow.organisation.files.rows import Raised

Cell = str | int | float | bool | date | datetime | time | timedelta
Parser = Callable[[Cell], Any]

LONGEST_TEXT = 300
"""Characters; nothing in these files is longer, so a longer cell is a slip of the mouse."""

EDUCATION = ("05", "10", "12", "15", "17", "18", "20", "25", "30", "35", "40", "45", "50")
"""Codes of the levels of education in ascending order; 35 (D-IV) counts as 40 (S-1) where one is required."""

PNS_RANKS = (*(f"{grade}/{step}" for grade in ("I", "II", "III", "IV") for step in "abcd"), "IV/e")
_ONES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
PPPK_RANKS = (*_ONES, "X", *(f"X{one}" for one in _ONES[:7]))

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_FAILED_FORMULA = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_NIP = re.compile(r"[0-9]{12}(?:0[1-9]|1[0-2]|2[1-9])[12][0-9]{3}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_YES_NO = {"yes": True, "ya": True, "no": False, "tidak": False}


class Unreadable(ValueError):
    """The cell does not hold what its column asks for; `words` says what is wrong."""

    def __init__(self, id: str, en: str) -> None:  # noqa: A002 - the language code, as in `Words`
        super().__init__(en)
        self.words = Words(id, en)


def shown(cell: object) -> str:
    """The cell as its file shows it, cut to a length that fits on a line."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).split())
    return text if len(text) <= 60 else text[:59] + "…"


def runs(words: str) -> bool:
    """Whether a spreadsheet would take the words for a formula and run it."""
    return words[:1] in {"=", "+", "-", "@"} and not _NUMBER.fullmatch(words)


def text(cell: Cell) -> str:
    """Plain words on one line. Refuses formulas, control characters and what a spreadsheet turned into a date."""
    if isinstance(cell, bool | date | time | timedelta):
        raise Unreadable(
            "Sel berisi tanggal atau nilai benar/salah, bukan teks; format kolom sebagai teks lalu tulis ulang.",
            "The cell holds a date or a true/false value, not text; format the column as text and write it again.",
        )
    if isinstance(cell, int | float):
        return _digits(cell)
    words = unicodedata.normalize("NFC", cell.strip())
    if words[:1] == "'" and runs(words[1:]):
        words = words[1:]  # so that what `guarded` wrote is read as what it was
    elif runs(words):
        raise Unreadable(
            "Sel diawali = + - atau @ seperti rumus; tulis isinya saja.",
            "The cell begins with = + - or @ like a formula; write only what it says.",
        )
    if _FAILED_FORMULA.fullmatch(words):
        raise Unreadable("Rumus di sel ini gagal dihitung.", "The formula of this cell failed.")
    # What is printable holds none of these, and is told at once.
    if not words.isprintable() and any(unicodedata.category(each) in {"Cc", "Cs", "Cn"} for each in words):
        raise Unreadable(
            "Sel berisi ganti baris atau karakter kendali.", "The cell holds a line break or a control code."
        )
    if len(words) > LONGEST_TEXT:
        raise Unreadable(
            f"Teks lebih panjang dari {LONGEST_TEXT} karakter.", f"The text is longer than {LONGEST_TEXT} characters."
        )
    return words


def _digits(cell: float) -> str:
    if not float(cell).is_integer():
        raise Unreadable(
            "Sel berisi bilangan pecahan, bukan teks; format kolom sebagai teks lalu tulis ulang.",
            "The cell holds a fraction, not text; format the column as text and write it again.",
        )
    return str(int(cell))


def nip(cell: Cell) -> str:
    """The eighteen digits of a NIP, spaces removed. Never read from a number, which has lost digits already."""
    if isinstance(cell, int | float) or (isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip())):
        raise Unreadable(
            "NIP tersimpan sebagai angka sehingga digit terakhirnya sudah hilang; tulis sebagai teks dari sumbernya.",
            "The NIP is stored as a number, which has lost its last digits; write it as text from its source.",
        )
    digits = text(cell).replace(" ", "")
    if not re.fullmatch("[0-9]{18}", digits):
        raise Unreadable("NIP harus 18 digit.", "A NIP has 18 digits.")
    if not _NIP.fullmatch(digits) or _calendar_day(digits[:4], digits[4:6], digits[6:8]) is None:
        raise Unreadable(
            "Susunan NIP keliru: tanggal lahir, bulan pengangkatan, atau kode jenis kelamin tidak mungkin.",
            "The NIP is not well formed: its birth date, month of appointment or sex digit is impossible.",
        )
    return digits


def day(cell: Cell) -> date:
    """A calendar day: YYYY-MM-DD, or day first with - or /, or a real date of the spreadsheet."""
    if isinstance(cell, datetime):
        found = cell.date() if cell.time() == time() else None
    elif isinstance(cell, date):
        found = cell
    else:
        found = _written_day(cell) if isinstance(cell, str) else None
    if found is None or not 1900 <= found.year <= 2100:
        raise Unreadable(
            "Bukan tanggal; tulis TTTT-BB-HH, HH-BB-TTTT, atau HH/BB/TTTT (hari lebih dahulu).",
            "Not a date; write YYYY-MM-DD, DD-MM-YYYY or DD/MM/YYYY (day first).",
        )
    return found


def _written_day(cell: str) -> date | None:
    words = text(cell)
    if match := _YEAR_FIRST.fullmatch(words):
        return _calendar_day(*match.groups())
    if match := _DAY_FIRST.fullmatch(words):
        return _calendar_day(match[4], match[3], match[1])
    return None


def _calendar_day(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None


class Number:
    """A parser for decimals from low to high, comma or point, rounded to so many places."""

    def __init__(self, low: str, high: str, places: int) -> None:
        self._low = low
        self._high = high
        self._places = places

    def __call__(self, cell: Cell) -> Decimal:
        """Give the number that a cell holds."""
        words = repr(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else text(cell)
        if not _NUMBER.fullmatch(words):
            raise Unreadable("Bukan bilangan.", "Not a number.")
        value = Decimal(words.replace(",", "."))
        if not Decimal(self._low) <= value <= Decimal(self._high):
            raise Unreadable(
                f"Bilangan harus {self._low} sampai {self._high}.",
                f"The number must be from {self._low} to {self._high}.",
            )
        return round(value, self._places)


def whole(low: int, high: int) -> Parser:
    """A parser for whole numbers from low to high."""

    def parse(cell: Cell) -> int:
        words = text(cell)
        if not re.fullmatch(r"[+-]?[0-9]{1,9}(?:[.,]0+)?", words):
            raise Unreadable("Bukan bilangan bulat.", "Not a whole number.")
        value = int(re.split("[.,]", words)[0])
        if not low <= value <= high:
            raise Unreadable(f"Bilangan harus {low} sampai {high}.", f"The number must be from {low} to {high}.")
        return value

    return parse


def yes_no(cell: Cell) -> bool:
    """yes or no, ya or tidak, or a spreadsheet's true or false."""
    if isinstance(cell, bool):
        return cell
    answer = _YES_NO.get(text(cell).casefold())
    if answer is None:
        raise Unreadable("Tulis ya atau tidak.", "Write yes or no.")
    return answer


class OneOf:
    """A parser for one of its `options`, written in capitals or not."""

    def __init__(self, *options: str) -> None:
        self.options = options
        self._by_folded = {option.casefold(): option for option in options}

    def __call__(self, cell: Cell) -> str:
        """Give the option that a cell names."""
        found = self._by_folded.get(text(cell).casefold())
        if found is None:
            listed = ", ".join(self.options)
            raise Unreadable(f"Pilihan yang berlaku: {listed}.", f"It must be one of: {listed}.")
        return found


rank = OneOf(*PNS_RANKS, *PPPK_RANKS)


def education(cell: Cell) -> str:
    """The code of a level of education; a spreadsheet that wrote 5 for 05 is understood."""
    code = text(cell).zfill(2)
    if code not in EDUCATION:
        listed = ", ".join(EDUCATION)
        raise Unreadable(f"Kode pendidikan yang berlaku: {listed}.", f"The code of education must be one of: {listed}.")
    return code


def several(cell: Cell) -> tuple[str, ...]:
    """Names with | between them."""
    names = tuple(name.strip() for name in text(cell).split("|"))
    if not all(names):
        raise Unreadable("Ada nama kosong di antara tanda |.", "There is an empty name between the | signs.")
    return names


def competence(cell: Cell) -> str:
    """The code of a competence that the law knows, in capitals or not."""
    code = text(cell).upper()
    if current().competence(code) is None:
        listed = ", ".join(f"{each.code}…" if each.series else each.code for each in current().competences.values())
        raise Unreadable(
            f"Kode kompetensi tidak dikenal; yang dikenal: {listed}.",
            f"The code of the competence is not known; known are: {listed}.",
        )
    return code


_level = whole(1, 5)


def raised(cell: Cell) -> tuple[Raised, ...]:
    """What a course raises competences to: KOM:2|PLP:3."""
    found: dict[str, int] = {}
    for each in several(cell):
        code, colon, level = each.partition(":")
        if not colon:
            raise Unreadable(
                "Tulis kode dan tingkat, misalnya KOM:2|PLP:3.", "Write code and level, such as KOM:2|PLP:3."
            )
        name = competence(code)
        if name in found:
            raise Unreadable(f"Kompetensi {name} ditulis dua kali.", f"The competence {name} stands here twice.")
        found[name] = _level(level)
    return tuple(Raised(name, level) for name, level in sorted(found.items()))


def email(cell: Cell) -> str:
    """An address of the form name@domain; whether it receives mail, nobody can see from here."""
    address = text(cell)
    if not _EMAIL.fullmatch(address):
        raise Unreadable("Alamat surel tidak lengkap.", "The e-mail address is not complete.")
    return address
