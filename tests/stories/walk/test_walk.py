"""Under every circumstance: nothing unlawful can be reached, and every state that can be reached leads to an end.

The walk judges with the engine's own acts, on registers of named people; only the writing is left out. That it would
notice is shown by walks through laws in which one thing is missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policies.loading import current
from policies.model import Procedure
from tests.stories.walk.circumstances import CIRCUMSTANCES, Circumstance
from tests.stories.walk.findings import ends, stranded, unlawful
from tests.stories.walk.walking import Walk
from tests.stories.walk.worlds import Worlds

BY_NAME = {circumstance.name: circumstance for circumstance in CIRCUMSTANCES}

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(600)]


@contextmanager
def walked(circumstance: Circumstance, folder: Path, procedure: Procedure | None = None) -> Iterator[Walk]:
    """Walk through a circumstance, by the law in force unless another is given."""
    befall = circumstance.fate or circumstance.prepare
    worlds = Worlds(folder, circumstance.prepare, befall, circumstance.candidate, circumstance.post)
    yield Walk(circumstance, procedure or current(), worlds).explore()
    worlds.close()


@pytest.mark.parametrize("name", BY_NAME)
def test_every_way_is_lawful_and_every_state_leads_to_an_end(name: str, tmp_path: Path) -> None:
    with walked(BY_NAME[name], tmp_path) as walk:
        assert unlawful(walk) == []
        assert stranded(walk) == []
        assert ends(walk) == BY_NAME[name].ends


# -- the walk notices -----------------------------------------------------------------------------------------------


def _without(rule: str, *steps: str) -> Procedure:
    """Give the law with a condition missing from some steps."""
    law = current()
    loose = {}
    for name in steps:
        assert rule in law.steps[name].provided
        loose[name] = replace(law.steps[name], provided=tuple(r for r in law.steps[name].provided if r != rule))
    return replace(law, steps={**law.steps, **loose})


def _with(rule: str, **values: Any) -> Procedure:
    """Give the law with other parameters of a rule."""
    law = current()
    changed = tuple((since, {**old, **values}) for since, old in law.rules[rule].parameters)
    assert changed != law.rules[rule].parameters
    return replace(law, rules={**law.rules, rule: replace(law.rules[rule], parameters=changed)})


def _not_from(step: str, state: str) -> Procedure:
    """Give the law with a step that no longer starts in a state."""
    law = current()
    sources = tuple(source for source in law.steps[step].sources if source != state)
    assert sources != law.steps[step].sources
    return replace(law, steps={**law.steps, step: replace(law.steps[step], sources=sources)})


FAULTS = {
    "the chair recommends what was lost": (_without("R-COM-05", "recommend"), "the ordinary", "majority"),
    "a third is a quorum": (_with("R-COM-05", quorum="1/3"), "the ordinary", "majority"),
    "training is not asked for": (_without("R-CMP-04", "execute"), "a training may fail", "training"),
    "a gate is forgotten": (
        _without("R-TEN-01", "open-ballot", "recommend", "sign-decree"),
        "a gate is open that only the PPK waives",
        "gate",
    ),
    "coaching is forgotten": (_without("R-EVL-05a", "evaluate-6"), "the employee does poorly", "coaching"),
    "evaluations open at once": (_without("R-EVL-01a", "evaluate-3"), "there is no peer", "due on"),
    "the second round opens a month early": (_with("R-EVL-10", round_6=5), "there is no peer", "due on"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_law_with_a_hole_is_noticed(fault: str, tmp_path: Path) -> None:
    law, circumstance, told = FAULTS[fault]
    with walked(BY_NAME[circumstance], tmp_path, law) as walk:
        found = unlawful(walk)
    assert found
    assert all(told in each for each in found)


def test_a_proposer_who_votes_is_noticed(tmp_path: Path) -> None:
    law = replace(_with("R-COI-01", wide=["subject", "family"]), steps=_without("R-COI-03", "vote").steps)
    with walked(BY_NAME["a member of the committee proposes"], tmp_path, law) as walk:
        assert any("impartial" in each for each in unlawful(walk))


def test_a_case_that_nobody_can_end_is_noticed(tmp_path: Path) -> None:
    law = _not_from("cancel", "training_assigned")
    with walked(BY_NAME["a retirement on the way"], tmp_path, law) as walk:
        assert any(path.endswith("training_assigned") for path in stranded(walk))
