"""Who reads what: from which state on, which lines, which values, told role by role as the issue's table has it."""

from typing import Any

import pytest

from policies.case import Case, Line
from policies.loading import current
from policies.reading import Sight, rounds, sight, untold
from tests.policies.known import moment

PATH = [state.name for state in current().path]
ME, SOMEBODY = 101, 102

ALWAYS, PROPOSED, REVIEWED, EXECUTED = PATH, PATH[1:], PATH[2:], PATH[4:]
READS_FROM = {
    "proposer": ALWAYS,
    "personnel_analyst": ALWAYS,
    "head_bkpsdm": ALWAYS,
    "ppk": ALWAYS,
    "auditor": ALWAYS,
    "donor_head": PROPOSED,
    "receiving_head": PROPOSED,
    "committee_chair": PROPOSED,
    "committee_secretary": PROPOSED,
    "committee_member": PROPOSED,
    "subject": PROPOSED,
    "training_officer": REVIEWED,
    "supervisor": EXECUTED,
    "peer": EXECUTED,
}


@pytest.mark.parametrize("role", current().roles)
@pytest.mark.parametrize("reached", PATH)
def test_from_which_state_on_a_role_reads(role: str, reached: str) -> None:
    may = sight(current(), {role}, reached, ME) is not None
    assert may is (reached in READS_FROM.get(role, []))


def test_nobody_reads_a_case_that_was_never_born() -> None:
    for role in current().roles:
        assert sight(current(), {role}, None, ME) is None
    assert sight(current(), (), "proposed", ME) is None


def test_several_roles_see_what_any_of_them_sees() -> None:
    both = sight(current(), {"donor_head", "committee_member"}, "proposed", ME)
    assert both is not None
    assert both.hides == {"open_ballots", "feedback", "open_feedback", "feedback_authors", "follow_up"}
    early = sight(current(), {"supervisor", "auditor"}, "proposed", ME)  # no supervisor reads yet
    assert early is not None
    assert early.hides == {"open_ballots"}


def test_the_employee_reads_as_the_employee_whatever_else_he_is() -> None:
    subject = sight(current(), {"subject"}, "executed", ME)
    for others in ({"auditor"}, {"committee_chair", "ppk"}, {"personnel_analyst"}):
        assert sight(current(), {"subject"} | others, "executed", ME) == subject
        assert sight(current(), {"subject"} | others, "needs_identified", ME) is None


# -- lines ---------------------------------------------------------------------------------------------------------


def line(step: str, ground: int = 4, account: int = SOMEBODY, **values: Any) -> Line:
    """Give a line of a ledger."""
    return Line(9, step, "proposed", account, 2, "", moment(), moment().date(), values, ground=ground)


ENDED = {4: "carried", 14: "open", 24: "void", 34: "lost", 44: "tie"}
OPEN_ROUND = Case(state="executed")
CLOSED_ROUND = Case(state="evaluated_3_months", evaluators={3: SOMEBODY})

# what: a line, and the case as it stands
LINES = {
    "an ordinary line": (line("propose"), OPEN_ROUND),
    "a vote of a decided ballot": (line("vote"), OPEN_ROUND),
    "a vote of a tie": (line("vote", 44), OPEN_ROUND),
    "a vote of an open ballot": (line("vote", 14), OPEN_ROUND),
    "a vote of a void ballot": (line("vote", 24), OPEN_ROUND),
    "a vote of nobody knows which": (line("vote", 5), OPEN_ROUND),
    "a recusal from a decided ballot": (line("recuse", 34), OPEN_ROUND),
    "a recusal from an open ballot": (line("recuse", 14), OPEN_ROUND),
    "a recusal from a void ballot": (line("recuse", 24), OPEN_ROUND),
    "feedback of an open round": (line("give-feedback", round=3), OPEN_ROUND),
    "feedback of a closed round": (line("give-feedback", round=3), CLOSED_ROUND),
    "feedback of the next round": (line("give-feedback", round=6), CLOSED_ROUND),
}
COMMITTEE_SEES = {
    "an ordinary line",
    "a vote of a decided ballot",
    "a vote of a tie",
    "a recusal from a decided ballot",
}
HEAD_SEES = {"an ordinary line", "a recusal from a decided ballot"}
SEES = {
    "proposer": COMMITTEE_SEES,
    "personnel_analyst": COMMITTEE_SEES,
    "head_bkpsdm": COMMITTEE_SEES,
    "ppk": COMMITTEE_SEES,
    "committee_chair": COMMITTEE_SEES,
    "committee_secretary": COMMITTEE_SEES,
    "committee_member": COMMITTEE_SEES,
    "auditor": COMMITTEE_SEES
    | {"feedback of an open round", "feedback of a closed round", "feedback of the next round"},
    "donor_head": HEAD_SEES,
    "receiving_head": HEAD_SEES,
    "training_officer": HEAD_SEES,
    "supervisor": HEAD_SEES | {"feedback of a closed round"},
    "subject": {"an ordinary line"},
    "peer": set(),
}


@pytest.mark.parametrize("role", SEES)
def test_which_lines_a_role_sees(role: str) -> None:
    eyes = sight(current(), {role}, "evaluated_6_months", ME)
    assert eyes is not None
    seen = {what for what, (each, case) in LINES.items() if eyes.line(current().steps[each.step], each, case, ENDED)}
    assert seen == SEES[role]


def test_a_member_in_conflict_sees_no_deliberation() -> None:
    eyes = sight(current(), {"committee_chair", "head_bkpsdm"}, "evaluated_6_months", ME, conflicted_member=True)
    assert eyes is not None
    seen = {what for what, (each, case) in LINES.items() if eyes.line(current().steps[each.step], each, case, ENDED)}
    assert seen == {"an ordinary line"}
    assert not eyes.deliberation


@pytest.mark.parametrize("role", [role for role in SEES if role != "peer"])
def test_everybody_sees_his_own_lines(role: str) -> None:
    eyes = sight(current(), {role}, "evaluated_6_months", ME)
    assert eyes is not None
    for step, ground in (("vote", 14), ("vote", 24), ("recuse", 14), ("give-feedback", 4)):
        own = line(step, ground, account=ME, round=3)
        assert eyes.line(current().steps[step], own, OPEN_ROUND, ENDED)


def test_a_peer_sees_not_even_his_own_line() -> None:
    eyes = sight(current(), {"peer"}, "executed", ME)
    assert eyes is not None
    assert eyes.form_only
    assert not eyes.line(current().steps["give-feedback"], line("give-feedback", account=ME), OPEN_ROUND, ENDED)


# -- values --------------------------------------------------------------------------------------------------------

SENSITIVE_ROLES = {"donor_head", "receiving_head", "training_officer", "supervisor", "peer"}
NO_DELIBERATION = {"subject", "peer"}
NO_AUTHORS = {"supervisor"}
NO_OTHERS = {"donor_head", "receiving_head", "training_officer", "supervisor", "peer", "subject"}
NO_FEEDBACK = set(SEES) - {"auditor", "supervisor"}


@pytest.mark.parametrize("role", SEES)
def test_what_each_role_is_told_besides(role: str) -> None:
    eyes = sight(current(), {role}, "evaluated_6_months", ME)
    assert eyes is not None
    assert eyes.sensitive is (role not in SENSITIVE_ROLES)
    assert eyes.deliberation is (role not in NO_DELIBERATION)
    assert eyes.authors is (role not in NO_AUTHORS | NO_FEEDBACK)
    assert eyes.others is (role not in NO_OTHERS)
    assert eyes.form_only is (role == "peer")


def fields_that_read(aspect: str) -> set[tuple[str, str]]:
    """Name the fields, as (step, field), whose values belong to an aspect."""
    return {(s.name, f.name) for s in current().steps.values() for f in s.fields if f.reads == aspect}


def test_reasons_of_recusals_and_rejections_are_deliberation() -> None:
    assert fields_that_read("deliberation") == {("recuse", "reason"), ("reject", "reason")}


@pytest.mark.parametrize("hides", [frozenset(), frozenset({"deliberation"})])
def test_a_field_that_belongs_to_the_deliberation(hides: frozenset[str]) -> None:
    step = current().steps["reject"]
    (field,) = step.fields
    eyes = Sight(hides, ME)
    assert eyes.value(step, field, line("reject", reason="Kekurangan."), frozenset()) is not bool(hides)
    assert eyes.value(step, field, line("reject", account=ME), frozenset())  # his own words are no secret to him
    assert eyes.value(step, None, line("reject"), frozenset())


def test_a_waiver_of_a_sensitive_gate_is_sensitive() -> None:
    step = current().steps["waive-gate"]
    *_, reason = step.fields
    sensitive = frozenset(rule.id for rule in current().rules.values() if rule.sensitive)
    assert sensitive == {"R-DIS-01", "R-COI-01"}
    open_, closed = Sight(frozenset(), ME), Sight(frozenset({"sensitive"}), ME)
    for rule, shown in (("R-DIS-01", False), ("R-TEN-01", True)):
        assert closed.value(step, reason, line("waive-gate", rule=rule), sensitive) is shown
        assert open_.value(step, reason, line("waive-gate", rule=rule), sensitive)
    assert closed.value(step, reason, line("waive-gate", account=ME, rule="R-DIS-01"), sensitive)


# -- rounds --------------------------------------------------------------------------------------------------------


def numbered(*steps: str | tuple[str, str]) -> list[Line]:
    """Give lines numbered from 1; a pair is a closing with its outcome."""
    lines = []
    for number, each in enumerate(steps, 1):
        step, values = (each, {}) if isinstance(each, str) else (each[0], {"outcome": each[1]})
        lines.append(Line(number, step, "proposed", SOMEBODY, 2, "", moment(), moment().date(), values))
    return lines


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (numbered("identify", "propose"), {}),
        (numbered("propose", "open-ballot", "vote"), {2: "open"}),
        (numbered("open-ballot", "vote", ("close-ballot", "carried"), "recommend"), {1: "carried"}),
        (numbered("open-ballot", "vote", "void-ballot"), {1: "void"}),
        (numbered("open-ballot", "vote", "withdraw"), {1: "void"}),
        (numbered("open-ballot", ("close-ballot", "tie"), "withdraw"), {1: "tie"}),
        (numbered("open-ballot", ("close-ballot", "tie"), "open-ballot", "vote"), {1: "tie", 3: "open"}),
        (numbered("open-ballot", "void-ballot", "open-ballot", ("close-ballot", "lost")), {1: "void", 3: "lost"}),
        (numbered("open-ballot", "close-ballot"), {1: "closed"}),  # the outcome was erased
        (numbered("open-ballot", "donor-answer"), {1: "open"}),
    ],
)
def test_how_each_round_ended(lines: list[Line], expected: dict[int, str]) -> None:
    assert rounds(lines) == expected


@pytest.mark.parametrize("state", current().states)
@pytest.mark.parametrize("ballot", [None, "open", "void", "carried", "lost", "tie"])
def test_a_result_that_the_committee_has_not_made_known(state: str, ballot: str | None) -> None:
    expected = state == "proposed" and ballot in ("carried", "lost", "tie")
    assert untold(current(), state, ballot) is expected
