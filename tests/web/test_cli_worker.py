"""`mutasi worker`: one look, and a loop that ends when it is told to."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.stories.town import Town, at
from web.cli import main, working
from workflow.database import Busy, reading
from workflow.tables import runs

MONDAY = at(date(2024, 7, 1))


@pytest.fixture(autouse=True)
def settings(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUTASI_SECRET", "a secret of thirty-two characters and more")
    monkeypatch.setenv("MUTASI_DATABASE", town.engine.url.render_as_string(hide_password=False))


def made(town: Town) -> int:
    """Count the runs that are kept."""
    with reading(town.engine) as connection:
        return len(connection.execute(select(runs)).all())


def test_one_look_does_what_is_due_and_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "now", lambda: MONDAY)
    first = CliRunner().invoke(main, ("worker", "--once"))
    assert (first.exit_code, first.stdout) == (0, "2024-07-01 02:00 UTC: quarterly-needs-run\n")
    again = CliRunner().invoke(main, ("worker", "--once"))
    assert (again.exit_code, again.stdout) == (0, "")
    assert "MUTASI_SMTP_HOST is not set" in again.stderr
    assert made(town) == 1


def test_the_loop_ends_at_sigterm(town: Town) -> None:
    code = "from web.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "worker", "--every", "3600"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("The worker looks every 3600 s")
        assert process.stdout.readline().endswith("quarterly-needs-run\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert made(town) == 1


def test_a_busy_database_is_tried_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def busy(*_: object) -> list[str]:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise Busy("somebody writes")
        os.kill(os.getpid(), signal.SIGTERM)
        return []

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(working.jobs, "once", busy)
    result = CliRunner().invoke(main, ("worker", "--every", "1"))
    for number, handler in before.items():
        signal.signal(number, handler)
    assert (result.exit_code, looks) == (0, 2)
    assert "Busy: trying again in 1 s" in result.stderr
