"""The style sheet: what we need of Bootstrap and our own components, sent as one file that browsers keep.

One file is one round trip on a slow line. Its address carries a digest of its text, so it may be kept for ever. The
dark colours are a second, small file: the page asks for it by media query, and paper never does.
"""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Response, abort, request, url_for

from web.look.bootstrap import bootstrap

COMPONENTS = (
    "tokens",
    "text",
    "layout",
    "shell",
    "panels",
    "forms",
    "marks",
    "stepper",
    "move",
    "rules",
    "ballot",
    "ledger",
    "lists",
    "evaluation",
    "facts",
    "diagram",
    "gate",
    "staffing",
    "candidates",
    "plan",
    "monitoring",
    "dossier",
    "data",
    "registers",
    "print",
)
_OWN = Path(__file__).parent.parent / "static" / "css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s*\n\s*")

pages = Blueprint("sheet", __name__)


class Sheet(NamedTuple):
    """One style sheet as it is sent: plain, compressed, and the digest that stands in its address."""

    plain: bytes
    compressed: bytes
    digest: str


@cache
def made(name: str) -> Sheet:
    """Put together the sheet called `main` or `dark` from its files."""
    text = _own("dark") if name == "dark" else "\n".join([bootstrap(), *map(_own, COMPONENTS)])
    plain = text.encode("utf-8")
    return Sheet(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:12])


def url(name: str) -> str:
    """Give the address of a sheet, which changes whenever its text does."""
    return url_for("sheet.send", name=name, digest=made(name).digest)


@pages.get("/sheet/<any(main, dark):name>-<digest>.css")
def send(name: str, digest: str) -> Response:
    """Send a sheet, compressed for whoever takes it; an address with another digest is not found."""
    sheet = made(name)
    if digest != sheet.digest:
        abort(404)
    zipped = "gzip" in request.accept_encodings
    answer = Response(sheet.compressed if zipped else sheet.plain, mimetype="text/css")
    if zipped:
        answer.content_encoding = "gzip"
    answer.vary.add("Accept-Encoding")
    answer.cache_control.public = True
    answer.cache_control.immutable = True
    answer.cache_control.max_age = 31_536_000  # seconds: one year, as long as HTTP knows
    return answer


def _own(part: str) -> str:
    """Read one of our files without its comments and indentation."""
    text = (_OWN / f"{part}.css").read_text("utf-8")
    return _BLANK.sub("\n", _COMMENT.sub("", text)).strip()
