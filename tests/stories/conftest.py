"""Every story is told in the same small town, founded anew on either kind of database."""

from collections.abc import Iterator, Mapping
from functools import wraps
from typing import Any

import pytest
from sqlalchemy import Engine

from policies import judging
from policies.facts import Facts
from policies.rules import FUNCTIONS, RuleFunction
from policies.verdicts import Finding
from tests.stories.town import Town, found
from workflow.audit.report import EMPLOYEES
from workflow.audit.verify import verify


@pytest.fixture
def town(engine: Engine) -> Iterator[Town]:
    """Give a town in which nothing has happened yet. Whatever is told in it, its ledger verifies afterwards."""
    yield found(engine)
    report = verify(engine)
    # Stories change the register of employees by hand, and the town was never loaded.
    wrong = [finding for finding in report.faults + report.doubts if finding.where != EMPLOYEES]
    assert [finding.sentence("en") for finding in wrong] == []


@pytest.fixture(autouse=True)
def _no_rule_fails(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no rule fail unnoticed: a rule that fails refuses, which a story about a refusal might take for granted."""
    failures: list[str] = []

    def watched(rule: str, function: RuleFunction) -> RuleFunction:
        @wraps(function)
        def asked(facts: Facts, limits: Mapping[str, Any], question: str) -> Finding:
            try:
                return function(facts, limits, question)
            except Exception as error:
                failures.append(f"{rule}: {error!r}")
                raise

        return asked

    monkeypatch.setattr(judging, "FUNCTIONS", {rule: watched(rule, function) for rule, function in FUNCTIONS.items()})
    yield
    assert failures == []
