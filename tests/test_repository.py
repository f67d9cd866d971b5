"""What holds for every file of the repository, whatever it is written in."""

import re
import tomllib
from pathlib import Path

from tests.sources import ROOT, report, text_files

_LOCKS = ("requirements.txt", "requirements-test.txt")

# Birth date, month of appointment, sex and serial: eighteen digits, written with or without spaces between them.
_NIP = re.compile(
    r"""(?<![0-9a-zA-Z.])
        (?:19|20)\d\d[01]\d[0-3]\d [ \u00a0]? (?:19|20)\d\d[01]\d [ \u00a0]? [12] [ \u00a0]? (?P<serial>\d{3})
        (?![0-9a-zA-Z])""",
    re.VERBOSE,
)
_ELSEWHERE = re.compile(
    r"""(?<![\w.<])/(?:home|root|Users|mnt|opt|srv|media|work|workspace)/\w   # a folder of one machine
      | \b[A-Z]:\\
      | (?<!emit-)index-url
      | ://[\w.]*(?:pypi|pythonhosted|npmjs)\.\w+                           # a package index""",
    re.VERBOSE,
)
_WAITING_WORDS = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b")

_PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)
_REQUIREMENT = re.compile(r"^[\w.-]+")

_FORBIDDEN_IN_PAGES = {
    re.compile(
        r"<[a-zA-Z][^>]*\sstyle\s*="
    ): "no inline style: give it a class and write the rule into the style sheet",
    re.compile(r"<style\b"): "no style element: write the rule into the style sheet",
    re.compile(r"<[a-zA-Z][^>]*\son[a-z]+\s*="): "no inline handler: attach it in a module below web/static/js",
    re.compile(r"<script\b(?![^>]*\bsrc\s*=)"): "no inline script: write a module below web/static/js",
    re.compile(r"javascript:"): "no javascript: address",
}


def test_every_person_is_invented() -> None:
    """The serial of an NIP (its last three digits) is 9xx here, which no office has ever given out."""
    report(
        f"{path}:{_line(text, match)}: NIP {match.group()}: the last three digits must be 900 to 999"
        for path, text in text_files()
        for match in _NIP.finditer(text)
        if not match["serial"].startswith("9")
    )


def test_nothing_names_somebodys_machine() -> None:
    """A path or a package index that only one machine has is of no use on another."""
    report(
        f"{path}:{_line(text, match)}: `{match.group()}…` exists on one machine only: name it from the project's root"
        for path, text in text_files()
        if path != Path(__file__).relative_to(ROOT)
        for match in _ELSEWHERE.finditer(text)
    )


def test_nothing_waits_for_later() -> None:
    """Whatever is committed is finished, in templates, texts and the law as in the code."""
    report(
        f"{path}:{_line(text, match)}: do it now, or file an issue"
        for path, text in text_files()
        if path.name not in _LOCKS
        for match in _WAITING_WORDS.finditer(text)
    )


def test_pages_bring_no_style_or_script_with_them() -> None:
    """The content security policy refuses them, and a page that relies on them breaks."""
    report(
        f"{path}:{_line(text, match)}: {advice}"
        for path, text in text_files()
        if "templates" in path.parts
        for pattern, advice in _FORBIDDEN_IN_PAGES.items()
        for match in pattern.finditer(_without_comments(text))
    )


def test_locks_name_releases_not_places() -> None:
    """Where packages come from is the business of who installs them; a hash says that they are the right ones."""
    for name in _LOCKS:
        lock = (ROOT / name).read_text()
        assert "://" not in lock, f"{name} names an address: make it anew with `make lock`"
        report(
            f"{name}: `{line.split()[0]}` is not pinned by hash: make it anew with `make lock`"
            for line in re.split(r"(?<!\\)\n", lock.strip())
            if not _PIN.match(line) or "--hash=sha256:" not in line
        )


def test_locks_agree() -> None:
    """The tests run on the releases that a city gets."""
    runtime, tests = (dict(_PIN.findall((ROOT / name).read_text())) for name in _LOCKS)
    differing = {name for name, release in runtime.items() if tests.get(name) != release}
    assert not differing, f"{sorted(differing)} differ between {' and '.join(_LOCKS)}: run `make lock`"


def test_locks_hold_what_the_project_asks_for() -> None:
    """Somebody added a dependency and forgot to lock it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    wanted = {_LOCKS[0]: project["project"]["dependencies"] + groups["build"], _LOCKS[1]: groups["test"]}
    for lock, requirements in wanted.items():
        pinned = {name for name, _ in _PIN.findall((ROOT / lock).read_text())}
        missing = {match.group() for line in requirements if (match := _REQUIREMENT.match(line))} - pinned
        assert not missing, f"{lock} lacks {sorted(missing)}: run `make lock`"


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def _without_comments(text: str) -> str:
    """Blank out Jinja's comments, which no page shows, and keep the lines where they are."""
    return re.sub(r"\{#.*?#\}", lambda match: re.sub(r"[^\n]", " ", match.group()), text, flags=re.DOTALL)
