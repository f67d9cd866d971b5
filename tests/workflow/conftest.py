"""Copies of a database in which a few stories have been told, for tests that change them from outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.workflow.told import Copy, told_database


@pytest.fixture(
    scope="module", params=[pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in databases.KINDS]
)
def told_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Name a database of either kind in which the stories have been told; nobody changes it."""
    with told_database(request.param, tmp_path_factory.mktemp("told")) as url:
        yield url


@pytest.fixture
def copy(told_url: str, tmp_path: Path) -> Iterator[Copy]:
    """Give a copy of it, which the test may change."""
    with databases.copied_database(told_url, tmp_path) as url:
        yield Copy(url)
