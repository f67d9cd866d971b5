"""The part of the packaged Bootstrap that our pages use: its ground for elements, and a handful of its classes.

Of its 232 kB a page here needs a tenth. On a slow line the rest would cost more than half a second before the first
word appears, so the sheet is sifted once, when it is first sent. Whoever wants another class adds it to `KEPT`.
"""

import re
from collections.abc import Iterator
from importlib.resources import files

KEPT = frozenset({"btn", "form-check", "form-check-input", "form-control", "form-select", "visually-hidden"})

_LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_COMMA_BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
_EXCEPTION = re.compile(r":not\([^)]*\)")
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def bootstrap() -> str:
    """Give the kept rules under Bootstrap's own licence notice."""
    path = files("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    text = path.read_text("utf-8")
    notice = _LICENCE.search(text)
    if notice is None:
        raise LookupError("the packaged Bootstrap carries no licence notice")
    return notice[0] + sift(_COMMENT.sub("", text))


def sift(css: str) -> str:
    """Keep the rules that need no class, or only kept ones; animations go with the classes that they moved."""
    return "".join(_kept(head, body) for head, body in _blocks(css))


def _kept(head: str, body: str) -> str:
    """Give what stays of one block."""
    head = head.rpartition(";")[2].strip()  # a statement such as @charset may stand before it
    if head.startswith(("@media", "@supports")):
        inside = sift(body)
        return f"{head}{{{inside}}}" if inside else ""
    selectors = [] if head.startswith("@") else [each for each in _COMMA_BETWEEN_SELECTORS.split(head) if _needed(each)]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _needed(selector: str) -> bool:
    """Say whether a selector speaks of kept classes only; what it excepts does not count."""
    return KEPT.issuperset(_CLASS.findall(_EXCEPTION.sub("", selector)))


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Go through the outermost blocks: what stands before the braces, and what stands between them."""
    start = depth = opened = 0
    for brace in _BRACE.finditer(css):
        if brace[0] == "{":
            opened = brace.start() if depth == 0 else opened
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            yield css[start:opened], css[opened + 1 : brace.start()]
            start = brace.end()
