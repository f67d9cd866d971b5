"""`mutasi audit verify`, as an operator runs it: what it says, what it ends with, and what stays written down."""

import getpass
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.databases import copied_database
from tests.workflow.told import EVALUATED, WITHDRAWN, Copy, told_database
from web.cli import main
from workflow.database import connect, reading
from workflow.tables import verifications

Verify = Callable[[], Result]


@pytest.fixture(scope="module")
def told_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with told_database("sqlite", tmp_path_factory.mktemp("told")) as url:
        yield url


@pytest.fixture
def copy(told_url: str, tmp_path: Path) -> Iterator[Copy]:
    with copied_database(told_url, tmp_path) as url:
        yield Copy(url)


@pytest.fixture
def verify(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Give a function that runs the command on the copy."""
    monkeypatch.setenv("MUTASI_DATABASE", copy.url)
    monkeypatch.setenv("MUTASI_SECRET", "a secret of thirty-two characters and more")
    return lambda: CliRunner().invoke(main, ["audit", "verify", "--language", "en"])


def test_a_clean_ledger(copy: Copy, verify: Verify) -> None:
    told = verify()
    assert told.exit_code == 0, told.output
    assert "clean: 4 transfers, 35 lines, 13 register events, 29 employees" in told.output
    engine = connect(copy.url)
    with reading(engine) as connection:
        row = connection.execute(select(verifications)).one()
    engine.dispose()
    assert (row.operator, row.account_id, row.result, row.entries) == (getpass.getuser(), None, "clean", 35)


def test_the_first_bad_line_is_named(copy: Copy, verify: Verify) -> None:
    copy.run("UPDATE entries SET role = 'ppk' WHERE number = 2")
    told = verify()
    assert told.exit_code == 1
    lines = told.output.splitlines()
    assert f"{EVALUATED} line 2: column role differs from its bytes" in lines
    assert f"{WITHDRAWN} line 2: column role differs from its bytes" in lines


def test_what_cannot_be_checked(copy: Copy, verify: Verify) -> None:
    copy.run("DELETE FROM private_values WHERE field = 'kind'")
    told = verify()
    assert told.exit_code == 2
    assert "incomplete: " in told.output
    assert "3 private values have been erased, which is allowed" in told.output
    assert f"{EVALUATED} line 2: kind rests on values that were erased" in told.output
