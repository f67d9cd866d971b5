"""Every state × every step × everybody who holds a role: what the procedure does not allow is refused, without trace.

This tests the engine, not the law: what is allowed is read from the procedure. That the law says the right thing is
told by the stories, by the table of refusals and by the signed copy.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from policies.loading import current
from policies.model import UNBORN, Step
from policies.reading import sight
from tests.stories import situations as s
from tests.stories.hearing import roles
from tests.stories.refusals import DAYS, FORMS
from tests.stories.situations import FIRST_ROUND, NEXT, PLANNED, SECOND_ROUND, Situation
from tests.stories.test_refusals import everything
from tests.stories.town import Town
from workflow.answers import NotReadable, Refused
from workflow.database import reading
from workflow.tables import security_events

# Who holds which roles on Nurhamidah's case, whatever its state. Nobody here is more than the town made him.
HOLDS: Mapping[str, set[str]] = {
    "sutan": {"proposer"},
    "maslan": {"personnel_analyst", "recorder"},
    "yusnita": {"personnel_analyst"},
    "efrida": {"training_officer"},
    "halomoan": {"head_bkpsdm", "committee_member"},
    "sahala": {"ppk"},
    "rosmaida": {"auditor"},
    "admin": {"administrator"},
    "baginda": {"committee_chair", "committee_member"},
    "tiurma": {"committee_member"},
    "irwan": {"committee_secretary", "committee_member"},
    "parlindungan": {"donor_head"},
    "masdalena": {"receiving_head", "supervisor"},
    "ernita": {"peer"},
    "nurhamidah": {"subject"},
    "fitri": set(),
}
NEED_A_CANDIDATE = {"donor_head", "supervisor", "peer", "subject"}
# Who records a document may correct it afterwards.
RECORDS = {"baginda": "recommend", "sahala": "sign-decree", "masdalena": "execute"}

STATES: Mapping[str, tuple[Situation, ...]] = {
    "needs_identified": (s.needed,),
    "proposed": (s.proposed, s.voting, s.carried),
    "reviewed": (s.reviewed,),
    "training_assigned": (s.assigned, s.sworn),
    "executed": (s.executed,),
    "evaluated_3_months": (s.evaluated,),
    "evaluated_6_months": (s.complete,),
    "rejected": (s.rejected,),
    "withdrawn": (s.withdrawn,),
    "cancelled": (s.cancelled,),
    "unevaluated": (s.unevaluated,),
}
LATER = {s.complete: SECOND_ROUND, s.unevaluated: FIRST_ROUND, s.assigned: PLANNED}


def test_every_state_and_every_role_is_there() -> None:
    assert set(STATES) == set(current().states)
    assert set().union(*HOLDS.values()) == set(current().roles)


@pytest.mark.parametrize("situation", [each for row in STATES.values() for each in row], ids=lambda each: each.__name__)
def test_what_the_procedure_does_not_allow_leaves_no_trace(town: Town, situation: Situation) -> None:
    case = situation(town)
    assert case is not None
    day = LATER.get(situation, DAYS.get(situation, NEXT))
    head, before, noted = town.head(case), everything(town), events(town)
    assert situation in STATES[head["state"]]
    for who in HOLDS:
        held = holding(town, who, case)
        assert roles(town, who, case, day) == held, who
        for step in current().steps.values():
            expected = verdict(step, held, head)
            if expected is not None:
                assert attempted(town, who, step, case, day, head["number"]) == expected, (who, step.name)
                noted.append((kind_of(expected), town.account[who], step.name))
    assert events(town) == noted
    assert everything(town) == before


def test_before_there_is_a_case_only_two_roles_may_begin(town: Town) -> None:
    before = everything(town)
    for who, held in HOLDS.items():
        if not held & {"proposer", "personnel_analyst"}:
            assert attempted(town, who, current().steps["identify"], None, NEXT) == {"role"}, who
    for step in current().steps.values():
        if UNBORN not in step.sources:
            with pytest.raises(NotReadable):
                town.act("maslan", step.name, NEXT, "MUT-2024-0001", FORMS[step.name], seen=0)
    assert everything(town) == before


def holding(town: Town, who: str, case: str) -> set[str]:
    """Say which roles somebody holds on a case."""
    head, recorded = town.head(case), town.case(case).documents
    held = HOLDS[who] | ({"recorder"} if RECORDS.get(who) in recorded else set())
    if head["employee_id"] is None:
        held = held - NEED_A_CANDIDATE
    if who == "nurhamidah" and head["state"] in ("executed", "evaluated_3_months", "evaluated_6_months"):
        assert "peer" not in held  # she sits among her colleagues, but is none of her own peers
    return held


def verdict(step: Step, held: set[str], head: Mapping[str, Any]) -> set[str] | None:
    """Say what must stand in the way: "unreadable", "role" or "state"; None when role and state are right."""
    able = held & set(step.by)
    if (
        sight(current(), able or held, head["reached"], 0) is None
        and sight(current(), held, head["reached"], 0) is None
    ):
        return {"unreadable"}
    if not able:
        return {"role"}
    return None if head["state"] in step.sources else {"state"}


def attempted(town: Town, who: str, step: Step, case: str | None, day: date, seen: int = 0) -> set[str]:
    """Let somebody try a step, and name what stood in the way besides rules."""
    try:
        town.act(who, step.name, day, case, FORMS[step.name], seen=seen)
    except NotReadable:
        return {"unreadable"}
    except Refused as refusal:
        return {ground for ground in refusal.grounds if not ground.startswith("R-")}
    raise AssertionError(f"{who} took the step {step.name}")


def kind_of(expected: set[str]) -> str:
    """Name the security event that an attempt leaves."""
    return "not-readable" if expected == {"unreadable"} else "refused"


def events(town: Town) -> list[tuple[str, int | None, str | None]]:
    """Read the security events in their order: kind, account, step."""
    table = security_events.c
    with reading(town.engine) as connection:
        query = select(security_events).order_by(table.id)
        return [(row.kind, row.account_id, row.step) for row in connection.execute(query)]
