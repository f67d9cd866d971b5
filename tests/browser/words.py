"""What the pages say in both languages: a test writes it in Indonesian, and it is read in the English catalogue.

The catalogue is the one that the pages are compiled from. Words that it lacks, or has not in English, fail the
test that uses them, in whichever language it runs.
"""

import re
from collections.abc import Iterator
from functools import cache

from babel.messages import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from policies.model import Words
from tests.sources import ROOT

_ENGLISH = ROOT / "web/translations/en/LC_MESSAGES/messages.po"
_PLACE = re.compile(r"%\((\w+)\)s")
_SAID = "h1, h2, h3, h4, legend, label, caption, button, .btn, th[scope=col], summary, nav a"
"""Where the pages speak for themselves; names of tasks and courses, which are Indonesian, stand elsewhere."""
_LEFT = re.compile(
    r"\b(kebutuhan|jabatan|pegawai|calon|rencana|usulan|berkas|baris|kolom|alasan|tanggal|tahun|orang"
    r"|ubah|tambah|simpan|cari|periksa|kembali|batal|lihat|pilih|semua|belum|sudah|tidak|yang|untuk|dengan|dari"
    r"|sejak|sampai)\b",
    re.IGNORECASE,
)


def spoken(language: str, words: str, count: int | None = None, **values: object) -> str:
    """Give what a page says for words of the source; of words with a plural, the form for a count."""
    forms = _forms(language, words)
    form = forms[0] if count in (None, 1) else forms[-1]
    known = {"num": count, "count": count} | values
    return _PLACE.sub(lambda place: str(known[place[1]]), form)


def pattern(language: str, words: str, **values: object) -> re.Pattern[str]:
    """Give what finds words of the source on a page: in any number, with anything where no value is given."""
    return re.compile("|".join(_open(form, values) for form in _forms(language, words)))


def either(language: str, words: Words) -> str:
    """Give the words of the law, which bring along both languages."""
    return words.en if language == "en" else words.id


def indonesian(page: Page) -> Iterator[str]:
    """Find what an English page still says in Indonesian, outside what is marked as Indonesian."""
    for text in page.locator(_SAID).and_(page.locator(":not([lang=id], [lang=id] *):visible")).all_inner_texts():
        if _LEFT.search(text):
            yield " ".join(text.split())


def _open(form: str, values: dict[str, object]) -> str:
    """Write a form as a regular expression."""
    parts = _PLACE.split(form)  # text and names of values in turn
    named = (re.escape(str(values[part])) if part in values else ".+?" for part in parts[1::2])
    texts = (re.escape(part) for part in parts[::2])
    return "".join(piece for pair in zip(texts, [*named, ""], strict=True) for piece in pair)


def _forms(language: str, words: str) -> tuple[str, ...]:
    """Give the forms of a number that words of the source have in a language."""
    message = _catalogue().get(words)
    assert message is not None, f"no page says {words!r}"
    english = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    assert all(english), f"not in English: {words!r}"
    if language == "en":
        return english
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


@cache
def _catalogue() -> Catalog:
    with _ENGLISH.open("rb") as file:
        return read_po(file, locale="en")
