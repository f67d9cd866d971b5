"""What the README says is true: its commands exist, its diagram is the procedure's, its pictures are there."""

import re
import subprocess
from pathlib import Path

import pytest
from click import Command, Group

from policies.loading import current
from policies.model import UNBORN
from web.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_diagram_shows_every_way_from_state_to_state() -> None:
    drawn = set(re.findall(r"^    (\S+) --> (\w+): ([\w-]+)$", README, re.MULTILINE))
    law = {
        ("[*]" if source == UNBORN else source, step.to, step.name)
        for step in current().steps.values()
        if not step.stays
        for source in step.sources
        if source != step.to
    }
    assert drawn == law, "draw the states in README.md again"


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_make_knows_its_targets(target: str) -> None:
    told = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607  # our own Makefile
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("command", sorted(set(re.findall(r"mutasi ([a-z]+(?: [a-z]+)*)(?: +#| [A-Z]|`)", README))))
def test_mutasi_knows_its_commands(command: str) -> None:
    found: Command = main
    for word in command.split():
        assert isinstance(found, Group), command
        assert word in found.commands, f"mutasi has no {command}"
        found = found.commands[word]


@pytest.mark.parametrize("picture", re.findall(r"\]\((web/static/help/[\w-]+\.png)\)", README))
def test_pictures_are_there(picture: str) -> None:
    assert (ROOT / picture).stat().st_size > 10_000


def test_settings_are_those_that_the_counter_reads() -> None:
    told = re.findall(r"`(MUTASI_\w+)`", README)
    assert told
    source = (ROOT / "web/settings.py").read_text("utf-8")
    assert [name for name in told if f'"{name}"' not in source] == []
