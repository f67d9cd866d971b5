"""The pages speak Indonesian in their source and English in one complete catalogue."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from tests.sources import ROOT, call_name, modules, report

_ENGLISH = ROOT / "web/translations/en/LC_MESSAGES/messages.po"
_MARKS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
_UNSEEN_MARKS = {"lazy_gettext", "lazy_ngettext", "lazy_pgettext"}


@pytest.fixture(scope="module")
def english() -> Catalog:
    """Read the English catalogue."""
    return _read(_ENGLISH)


def test_the_catalogue_has_every_string_of_the_pages(english: Catalog, tmp_path: Path) -> None:
    """Somebody wrote a new sentence, or changed one, and did not say it in English."""
    template = tmp_path / "messages.pot"
    pybabel = Path(sys.executable).with_name("pybabel")
    extract = [pybabel, "--quiet", "extract", "--mapping", "pyproject.toml", "--output", template, "web"]
    subprocess.run(extract, cwd=ROOT, check=True)
    marked = {_key(message) for message in _read(template) if message.id}
    known = {_key(message) for message in english if message.id}
    report(
        [f"not in the English catalogue: {key}: run `make translations` and translate it" for key in marked - known]
        + [f"no page says this any more: {key}: run `make translations`" for key in known - marked]
    )


def test_nothing_is_untranslated(english: Catalog) -> None:
    """A fuzzy sentence is a guess of the tools, which nobody has read yet."""
    report(
        f"{_ENGLISH.relative_to(ROOT)}:{message.lineno}: translate {message.id!r}"
        for message in english
        if message.id and (message.fuzzy or not all(_forms(message)))
    )


def test_translations_keep_the_placeholders(english: Catalog) -> None:
    """A placeholder that only one language has is an error on that language's page."""
    report(
        f"{_ENGLISH.relative_to(ROOT)}:{message.lineno}: the English must have these placeholders: {sorted(asked)}"
        for message in english
        if message.id
        for asked in [_placeholders(_key(message))]
        if _placeholders(_forms(message)) != asked
    )


def test_marked_strings_can_be_found() -> None:
    """A translator reads the source: what is put together while the program runs, he never sees."""
    report(
        f"{module.at(call)}: mark a plain text, with %(name)s where a value goes"
        for module in modules("web")
        for call in module.calls()
        if call_name(call) in _MARKS and not all(_is_text(argument) for argument in call.args[: _texts(call)])
    )
    report(
        f"{module.at(call)}: import {call_name(call)} under the name that is extracted, as `_`"
        for module in modules("web")
        for call in module.calls()
        if call_name(call) in _UNSEEN_MARKS
    )


def _read(path: Path) -> Catalog:
    with path.open("rb") as catalogue:
        return read_po(catalogue)


def _key(message: Message) -> tuple[str, ...]:
    """Name a message by its context and its forms in Indonesian."""
    return (message.context or "", *([message.id] if isinstance(message.id, str) else message.id))


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in re.findall(r"%(?:\(\w+\))?[sdf]", text)}


def _texts(call: ast.Call) -> int:
    """Count the arguments that are texts: a context, the singular, the plural."""
    return {"ngettext": 2, "pgettext": 2, "npgettext": 3}.get(call_name(call), 1)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
