"""Every step from every state in which the procedure allows it, taken by each role that may: one line, and no more.

On SQLite, where a told situation is copied in a moment; the stories do the same things on both databases.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policies.loading import current
from tests.stories import situations as s
from tests.stories.meanwhile import Change, heading
from tests.stories.refusals import DAYS, FORMS, short, thin
from tests.stories.situations import FIRST_ROUND, NEXT, PLANNED, SECOND_ROUND, Situation
from tests.stories.town import Town, found
from workflow.database import connect

SILENT_SINCE = date(2024, 3, 19)
MINUTES = {"document": "recommend", "number": "13/BA/2024", "on": NEXT}
LATE = {"justification": "Rekan belum sempat."}
thinly = {"rule": "R-DON-01"}
moved = heading("nurhamidah", "NERS-RSUD")


@dataclass(frozen=True)
class Allowed:
    """A step that somebody takes in a situation, and as what."""

    situation: Situation
    step: str
    who: str
    role: str
    form: Mapping[str, Any] = field(default_factory=dict)
    meanwhile: tuple[Change, ...] = ()
    on: date | None = None


ALLOWED = [
    Allowed(s.unborn, "identify", "sutan", "proposer"),
    Allowed(s.unborn, "identify", "maslan", "personnel_analyst"),
    Allowed(s.needed, "propose", "sutan", "proposer"),
    Allowed(s.needed, "propose", "maslan", "personnel_analyst"),
    Allowed(s.needed, "withdraw", "maslan", "recorder"),
    Allowed(s.needed, "withdraw", "sutan", "proposer"),
    Allowed(s.needed, "withdraw", "yusnita", "personnel_analyst"),
    Allowed(s.proposed, "donor-answer", "parlindungan", "donor_head"),
    Allowed(s.proposed, "record-silence", "halomoan", "head_bkpsdm", on=SILENT_SINCE),
    Allowed(s.proposed, "waive-gate", "sahala", "ppk", meanwhile=(short,)),
    Allowed(s.proposed, "waive-gate", "halomoan", "head_bkpsdm", thinly, meanwhile=(thin,)),
    Allowed(s.proposed, "return", "irwan", "committee_secretary"),
    Allowed(s.answered, "open-ballot", "irwan", "committee_secretary"),
    Allowed(s.voting, "void-ballot", "irwan", "committee_secretary"),
    Allowed(s.voting, "vote", "gunawan", "committee_member"),
    Allowed(s.voting, "recuse", "gunawan", "committee_member"),
    Allowed(s.cast, "close-ballot", "baginda", "committee_chair"),
    Allowed(s.carried, "recommend", "baginda", "committee_chair"),
    Allowed(s.lost, "reject", "baginda", "committee_chair"),
    Allowed(s.voting, "withdraw", "maslan", "recorder"),
    Allowed(s.proposed, "withdraw", "sutan", "proposer"),
    Allowed(s.proposed, "withdraw", "yusnita", "personnel_analyst"),
    Allowed(s.carried, "cancel", "sahala", "ppk"),
    Allowed(s.reviewed, "assign-training", "efrida", "training_officer"),
    Allowed(s.reviewed, "waive-gate", "sahala", "ppk", meanwhile=(short,)),
    Allowed(s.reviewed, "waive-gate", "halomoan", "head_bkpsdm", thinly, meanwhile=(thin,)),
    Allowed(s.reviewed, "correct", "maslan", "personnel_analyst", MINUTES),
    Allowed(s.reviewed, "correct", "baginda", "recorder", MINUTES),
    Allowed(s.reviewed, "cancel", "sahala", "ppk"),
    Allowed(s.assigned, "assign-training", "efrida", "training_officer"),
    Allowed(s.assigned, "complete-training", "efrida", "training_officer"),
    Allowed(s.assigned, "postpone-training", "halomoan", "head_bkpsdm"),
    Allowed(s.trained, "record-consideration", "maslan", "personnel_analyst"),
    Allowed(s.considered, "waive-gate", "sahala", "ppk", meanwhile=(short,)),
    Allowed(s.considered, "waive-gate", "halomoan", "head_bkpsdm", thinly, meanwhile=(thin,)),
    Allowed(s.considered, "sign-decree", "sahala", "ppk"),
    Allowed(s.signed, "inaugurate", "maslan", "personnel_analyst"),
    Allowed(s.sworn, "execute", "masdalena", "receiving_head"),
    Allowed(s.signed, "correct", "maslan", "personnel_analyst", MINUTES),
    Allowed(s.signed, "correct", "baginda", "recorder", MINUTES),
    Allowed(s.signed, "cancel", "sahala", "ppk", {"number": "800/418"}),
    Allowed(s.executed_untrained, "complete-training", "efrida", "training_officer", on=PLANNED),
    Allowed(s.executed, "give-feedback", "marwan", "peer"),
    Allowed(s.heard, "evaluate-3", "masdalena", "supervisor"),
    Allowed(s.executed, "agree-goals", "masdalena", "supervisor"),
    Allowed(s.with_goals, "accept-goals", "nurhamidah", "subject", on=FIRST_ROUND),
    Allowed(s.executed, "correct", "maslan", "personnel_analyst"),
    Allowed(s.executed, "correct", "masdalena", "recorder"),
    Allowed(s.executed, "close-unevaluated", "maslan", "personnel_analyst", meanwhile=(moved,)),
    Allowed(s.evaluated_untrained, "complete-training", "efrida", "training_officer", on=SECOND_ROUND),
    Allowed(s.evaluated, "give-feedback", "marwan", "peer"),
    Allowed(s.evaluated, "evaluate-6", "masdalena", "supervisor", LATE),
    Allowed(s.evaluated, "agree-goals", "masdalena", "supervisor"),
    Allowed(s.evaluated_with_goals, "accept-goals", "nurhamidah", "subject", on=FIRST_ROUND),
    Allowed(s.done_poorly, "plan-coaching", "masdalena", "supervisor"),
    Allowed(s.evaluated, "answer-evaluation", "nurhamidah", "subject"),
    Allowed(s.complete, "answer-evaluation", "nurhamidah", "subject", on=SECOND_ROUND),
    Allowed(s.evaluated, "judge-need", "masdalena", "receiving_head"),
    Allowed(s.complete, "judge-need", "masdalena", "receiving_head", on=SECOND_ROUND),
    Allowed(s.evaluated, "correct", "maslan", "personnel_analyst"),
    Allowed(s.evaluated, "correct", "masdalena", "recorder"),
    Allowed(s.evaluated, "close-unevaluated", "maslan", "personnel_analyst", meanwhile=(moved,)),
    Allowed(s.complete, "correct", "maslan", "personnel_analyst", on=SECOND_ROUND),
    Allowed(s.complete, "correct", "masdalena", "recorder", on=SECOND_ROUND),
    Allowed(s.cancelled, "correct", "maslan", "personnel_analyst", MINUTES),
    Allowed(s.cancelled, "correct", "baginda", "recorder", MINUTES),
    Allowed(s.unevaluated, "correct", "maslan", "personnel_analyst", on=SECOND_ROUND),
    Allowed(s.unevaluated, "correct", "masdalena", "recorder", on=SECOND_ROUND),
]


@pytest.mark.parametrize(
    "situation", list(dict.fromkeys(row.situation for row in ALLOWED)), ids=lambda each: str(each.__name__)
)
def test_what_the_procedure_allows_is_one_line(sqlite_url: str, tmp_path: Path, situation: Situation) -> None:
    original = found(connect(sqlite_url))
    case = situation(original)
    for number, row in enumerate(row for row in ALLOWED if row.situation is situation):
        with copied(original, tmp_path / f"{number}.db") as town, ExitStack() as stack:
            for change in row.meanwhile:
                stack.enter_context(change(town))
            before = town.lines(case).case if case else None
            form = {**FORMS[row.step], **row.form}
            receipt = town.act(row.who, row.step, row.on or DAYS.get(situation, NEXT), case, form)
            lines = town.lines(receipt.case_number).lines
            step = current().steps[row.step]
            assert len(lines) == receipt.number == (before.number if before else 0) + 1
            assert (lines[-1].step, lines[-1].role, lines[-1].account) == (row.step, row.role, town.account[row.who])
            assert lines[-1].state == receipt.state == (before.state if step.stays and before else step.to)
            assert town.head(receipt.case_number)["state"] == receipt.state


def test_every_step_is_taken_from_every_state_by_every_role_that_may() -> None:
    steps = current().steps.values()
    wanted = {(source, step.name, role) for step in steps for source in step.sources for role in step.by}
    taken = {(state_of(row.situation), row.step, row.role) for row in ALLOWED}
    assert wanted - taken == set(), "add a row"
    assert taken - wanted == set(), "the procedure does not allow this"


def state_of(situation: Situation) -> str:
    """Name the state in which a situation stands."""
    return next(state for state, each in STANDS.items() if situation in each)


STANDS: Mapping[str, tuple[Situation, ...]] = {
    "unborn": (s.unborn,),
    "needs_identified": (s.needed,),
    "proposed": (s.proposed, s.answered, s.voting, s.cast, s.carried, s.lost),
    "reviewed": (s.reviewed,),
    "training_assigned": (s.assigned, s.trained, s.considered, s.signed, s.sworn),
    "executed": (s.executed, s.executed_untrained, s.heard, s.with_goals),
    "evaluated_3_months": (s.evaluated, s.evaluated_untrained, s.evaluated_with_goals, s.done_poorly),
    "evaluated_6_months": (s.complete,),
    "cancelled": (s.cancelled,),
    "unevaluated": (s.unevaluated,),
}


@contextmanager
def copied(town: Town, path: Path) -> Iterator[Town]:
    """Give the same town in a database of its own. SQLite writes the copy, so that nothing in its log is lost."""
    with closing(sqlite3.connect(str(town.engine.url.database))) as connection:
        connection.execute("VACUUM INTO ?", [str(path)])
    engine = connect(f"sqlite:///{path}")
    yield replace(town, engine=engine)
    engine.dispose()
