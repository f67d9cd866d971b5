"""The project's own files, as the tests about the codebase read them.

Files that git would commit count as well as those it has, so that a fault shows before it is committed.
"""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("policies", "workflow", "web")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the project's root, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    def calls(self) -> Iterator[ast.Call]:
        """Go through everything that is called."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def functions(self) -> Iterator[Function]:
        """Go through all functions and methods, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def classes(self) -> Iterator[ast.ClassDef]:
        """Go through all classes."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    def comments(self) -> Iterator[tuple[int, str]]:
        """Go through all comments with their lines."""
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string

    def at(self, node: ast.AST) -> str:
        """Say where a node stands, as editors and terminals understand it."""
        return f"{self.path}:{node.lineno}"


@cache
def files() -> tuple[Path, ...]:
    """List the project's files, from its root."""
    listing = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (Path(line) for line in sorted(set(listing.stdout.splitlines())))
    return tuple(path for path in paths if (ROOT / path).is_file())


def text_files() -> Iterator[tuple[Path, str]]:
    """Go through the files that people read, with their text; pictures and workbooks are passed over."""
    for path in files():
        raw = (ROOT / path).read_bytes()
        if b"\0" not in raw:
            yield path, raw.decode()


def modules(*folders: str) -> tuple[Module, ...]:
    """Parse the Python files below these folders, or all of them."""
    return tuple(module for module in _modules() if not folders or module.path.parts[0] in folders)


def call_name(call: ast.Call) -> str:
    """Name what is called by its last part: `commit` for `connection.commit()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def report(faults: Iterable[str]) -> None:
    """Fail with one line for each fault."""
    lines = sorted(set(faults))
    assert not lines, "\n" + "\n".join(lines)


@cache
def _modules() -> tuple[Module, ...]:
    found = []
    for path in files():
        if path.suffix == ".py":
            text = (ROOT / path).read_text()
            found.append(Module(path, text, ast.parse(text, str(path))))
    return tuple(found)
