"""`mutasi monitoring`, as another program asks it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from tests.stories.town import Town, at, found
from tests.workflow.monitoring import lives
from web.cli import main, monitoring

Mutasi = Callable[..., Result]


@pytest.fixture
def mutasi(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutasi:
    """Give a function that runs the command on the town's database, on a day of November 2024."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUTASI_SECRET", "a secret of thirty-two characters and more")
    monkeypatch.setenv("MUTASI_DATABASE", engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr(monitoring, "now", lambda: at(date(2024, 11, 1)))
    return lambda *arguments: CliRunner().invoke(main, ("monitoring", *arguments))


@pytest.fixture
def town(engine: Engine) -> Town:
    """Give the town with the lives that monitoring is tested by."""
    town = found(engine)
    lives.everything(town)
    return town


@pytest.mark.usefixtures("town")
def test_the_figures_of_a_year(mutasi: Mutasi) -> None:
    result = mutasi("report", "--year", "2024", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [stage["reached"] for stage in told["funnel"]] == [4, 3, 2, 2, 2, 2, 1]
    assert told["funnel"][0]["ended"] == {"withdrawn": 1}
    assert told["overall"]["at_6_months"] == {"good": 1, "of": 1, "low": 0.2065, "high": 1.0}
    assert told["need_met"] == {"better": 1}
    stays = {each["name"]: each for each in told["working_days"]}
    assert (stays["state/proposed"]["ended"], stays["state/proposed"]["waiting"]) == (3, 1)
    assert json.loads(mutasi("report", "--year", "2023", "--json").stdout)["overall"]["at_6_months"]["of"] == 0
    assert "Evaluated after six months: 1, good or better: 1" in mutasi("report").output


@pytest.mark.usefixtures("town")
def test_what_if(mutasi: Mutasi) -> None:
    told = json.loads(mutasi("what-if", "R-TEN-01", "12", "--json").stdout)
    assert (told["kind"], told["in_force"], told["judged"]) == ("looser", "24", 4)
    chain = ("units", "executed", "due", "evaluated", "unevaluated", "good")
    assert [told["changed"][name] for name in chain] == [1, 1, 1, 0, 1, 0]
    assert json.loads(mutasi("what-if", "R-CMP-01", "0.76", "--json").stdout)["rule"] == "R-CMP-01a"
    assert mutasi("what-if", "R-TEN-01", "12").output.startswith("looser: 1 of 4 would have been judged otherwise")


@pytest.mark.usefixtures("town")
def test_what_cannot_be_tried(mutasi: Mutasi) -> None:
    assert "only the parameters of" in mutasi("what-if", "R-DIS-01", "1").output
    for value in ("13", "soon", "1/0"):
        result = mutasi("what-if", "R-TEN-01", value)
        assert result.exit_code == 1
        assert "is not on the grid: 12, 18, 24, 30, 36" in result.output
