"""Imports point inward; pyproject.toml says so in prose, and these tests hold it to that."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.sources import ROOT, Module, modules, report


def test_contracts_are_kept() -> None:
    """Each contract of pyproject.toml holds; what breaks one is printed with its chain of imports."""
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_law_needs_nothing_installed() -> None:
    """A rule can be read, run and checked with Python alone."""
    allowed = sys.stdlib_module_names | {"policies"}
    report(
        f"{module.at(node)}: the law imports `{name}`: hand its result in through a Protocol instead"
        for module in modules("policies")
        for node, name in _imports(module)
        if name.partition(".")[0] not in allowed
    )


def _imports(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Go through what a module imports, by absolute names."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, "policies" if node.level else node.module or ""
