"""`mutasi needs plan`, as another program asks it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from tests.stories.town import Town, at, found
from tests.workflow.staffing.analysing import analyse
from web.cli import main, planning
from workflow.database import reading
from workflow.planning import checking, plans
from workflow.planning.model import Limits, read

DAY = date(2024, 3, 5)
Mutasi = Callable[..., Result]


@pytest.fixture
def mutasi(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutasi:
    """Give a function that runs the command on the town's database, on a day of 2024."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUTASI_SECRET", "a secret of thirty-two characters and more")
    monkeypatch.setenv("MUTASI_DATABASE", engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr(planning, "now", lambda: at(DAY))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ("needs", "plan", *arguments))

    return run


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def test_a_plan_is_printed_with_its_model_and_kept(mutasi: Mutasi, town: Town, tmp_path: Path) -> None:
    analyse(town, DAY)
    model = tmp_path / "model.json"
    result = mutasi("--max-moves", "3", "--model", str(model), "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert set(told) == {"moves", "objective", "bound", "gap", "seconds", "status"}
    assert told["gap"] == 0
    assert told["objective"] == told["bound"]
    written = read(model.read_text("utf-8"))
    assert written.limits == Limits(moves=3)
    identity = {(move.nip, move.post): move.id for move in written.moves}
    made = [identity[move["nip"], move["to_post"]] for move in told["moves"]]
    assert not checking.breaches(written, made)
    assert checking.objective(written, made) == told["objective"] > 0
    with reading(town.engine) as connection:
        [kept] = plans.newest(connection)
        assert [move.nip for move in plans.moves_of(connection, kept.id)] == [move["nip"] for move in told["moves"]]
    assert (kept.account_id, kept.objective, kept.status) == (None, told["objective"], told["status"])


def test_needs_are_named_or_those_above_a_priority(mutasi: Mutasi, town: Town) -> None:
    analyse(town, DAY)
    [move] = json.loads(mutasi("--above", "0.4", "--json").stdout)["moves"]
    assert (move["from_post"], move["to_post"]) == ("NERS-RSUD", "NERS-PKM")
    assert json.loads(mutasi("--needs", str(move["need"]), "--json").stdout)["moves"] == [move]
    assert json.loads(mutasi("--above", "0.425", "--json").stdout)["moves"] == []


def test_without_json_each_move_is_a_line(mutasi: Mutasi, town: Town) -> None:
    analyse(town, DAY)
    result = mutasi("--above", "0.4")
    assert result.stdout.startswith("plan 1: 1 moves, ")
    assert "NERS-RSUD → NERS-PKM" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--needs", "99"), "there is no open need 99"),
        (("--needs", "x"), "write 12,15,31"),
        (("--above", "2"), "write a figure from 0 to 1"),
        (("--above", "high"), "write a figure from 0 to 1"),
        (("--needs", "1", "--above", "0.5"), "not both"),
        (("--max-moves", "-1"), "--max-moves"),
    ],
)
def test_what_cannot_be_asked_is_said(mutasi: Mutasi, town: Town, arguments: tuple[str, ...], told: str) -> None:
    analyse(town, DAY)
    result = mutasi(*arguments)
    assert result.exit_code != 0
    assert told in result.output


def test_before_the_first_run_there_is_nothing_to_plan(mutasi: Mutasi, town: Town) -> None:
    assert "make one with `mutasi needs run`" in mutasi().output


def test_without_the_solver_it_says_what_to_install(
    mutasi: Mutasi, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise planning.NoSolver

    analyse(town, DAY)
    monkeypatch.setattr(planning.making, "make", missing)
    assert "install the extra `planner`" in mutasi("--json").output
