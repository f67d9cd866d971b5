"""A line that is sealed well, but that no act can have written."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, text

from policies.loading import current
from tests.workflow.tampering.table import finds
from tests.workflow.told import EVALUATED, PROPOSED, VOTED, WITHDRAWN, Copy
from workflow.tables import accounts


@finds("step", PROPOSED, 2, "promote")
def a_step_that_no_law_knows(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record.update(step="promote"), step="promote")


@finds("from", WITHDRAWN, 2)
def a_step_from_another_state(copy: Copy) -> None:
    copy.edit(WITHDRAWN, 2, lambda record: record.update({"from": "reviewed"}), from_state="reviewed")


@finds("state", PROPOSED, 3)
def a_step_that_leads_elsewhere(copy: Copy) -> None:
    copy.forge(PROPOSED, step="donor-answer", head={"state": "reviewed"})


@finds("clock", PROPOSED, 2)
def a_line_dated_back(copy: Copy) -> None:
    early = "2024-05-14T02:00:00.000000Z"
    copy.edit(PROPOSED, 2, lambda record: record.update(at=early), at=datetime.fromisoformat(early))


@finds("role", PROPOSED, 2, "auditor")
def a_role_that_may_not_take_the_step(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record.update(role="auditor"), role="auditor")


@finds("right", PROPOSED, 3, "personnel_analyst")
def a_line_forged_by_somebody_without_the_role(copy: Copy) -> None:
    with copy.outside() as connection:
        stranger = _account(connection, "ernita")
    _forge_withdrawal(copy, actor=stranger, role="personnel_analyst")


@finds("right", PROPOSED, 3, "personnel_analyst")
def a_line_forged_for_a_day_on_which_the_grant_had_ended(copy: Copy) -> None:
    with copy.outside() as connection:
        analyst = _account(connection, "maslan")
        ended = "UPDATE grants SET until = '2024-06-01', ended_at = '2024-06-01 00:00:00+00:00', ended_ground = 'SK 9'"
        connection.execute(text(f"{ended} WHERE account_id = :analyst"), {"analyst": analyst})
    _forge_withdrawal(copy, actor=analyst, role="personnel_analyst", at="2024-06-03T02:00:00.000000Z")


@finds("right", PROPOSED, 3, "personnel_analyst")
def a_line_forged_as_the_deputy_of_an_office_that_has_none(copy: Copy) -> None:
    with copy.outside() as connection:
        analyst, holder = _account(connection, "maslan"), _account(connection, "yusnita")
    _forge_withdrawal(copy, actor=analyst, role="personnel_analyst", **{"for": holder})


@finds("right", PROPOSED, 3, "proposer")
def a_line_forged_by_a_proposer_of_another_unit(copy: Copy) -> None:
    with copy.outside() as connection:
        stranger = _account(connection, "abdul")
        columns = "account_id, role, unit_id, since, ground, granted_at"
        granted = f"INSERT INTO grants ({columns}) SELECT :who, 'proposer', id, '2024-01-01', 'SK', :at FROM units"
        values = {"who": stranger, "at": "2024-01-01 00:00:00+00:00"}
        connection.execute(text(f"{granted} WHERE code = 'DISHUB'"), values)
    _forge_withdrawal(copy, actor=stranger, role="proposer")


@finds("right", VOTED, 10, "committee_member")
def a_vote_forged_by_somebody_who_sits_on_no_committee(copy: Copy) -> None:
    with copy.outside() as connection:
        stranger = _account(connection, "ernita")
    copy.forge(VOTED, actor=stranger)


@finds("right", PROPOSED, 3, "recorder")
def a_line_forged_by_who_did_not_record_the_case(copy: Copy) -> None:
    with copy.outside() as connection:
        stranger = _account(connection, "yusnita")
    _forge_withdrawal(copy, actor=stranger, role="recorder")


def _forge_withdrawal(copy: Copy, **told: Any) -> None:
    step = current().steps["withdraw"]
    verdicts = dict.fromkeys(step.provided, "met")
    head = {"state": "withdrawn", "ground": 3, "awaits": None, "binds_employee": False}
    copy.forge(PROPOSED, step="withdraw", basis=step.basis, verdicts=verdicts, head=head, values={}, **told)


def _account(connection: Connection, user: str) -> int:
    found = connection.scalar(select(accounts.c.id).where(accounts.c.user_name == user))
    assert found is not None
    return found


@finds("basis", PROPOSED, 2)
def another_legal_basis(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record.update(basis="PP 1/1900"))


@finds("verdicts", PROPOSED, 2, "R-ELG-01")
def a_rule_that_was_not_judged(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record["verdicts"].pop("R-ELG-01"))


@finds("verdicts", PROPOSED, 2, "R-ELG-01")
def an_act_that_a_rule_refused(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record["verdicts"].update({"R-ELG-01": "not_met"}))


@finds("verdicts", PROPOSED, 2, "R-ELG-01")
def a_block_that_was_waived(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record["verdicts"].update({"R-ELG-01": "waived"}))


@finds("verdicts", EVALUATED, 4, "R-TEN-01")
def a_gate_that_nobody_waived(copy: Copy) -> None:
    copy.edit(EVALUATED, 4, lambda record: record["verdicts"].update({"R-TEN-01": "waived"}))


@finds("role", VOTED, 3, "ppk")
def a_gate_waived_by_an_office_that_does_not_waive_it(copy: Copy) -> None:
    copy.edit(VOTED, 3, lambda record: record["values"].update(rule="R-DON-01"))


@finds("tally", EVALUATED, 12)
def a_ballot_counted_otherwise(copy: Copy) -> None:
    copy.edit(EVALUATED, 12, lambda record: record["values"]["tally"].update({"for": 4, "against": 3}))


@finds("unreadable", PROPOSED, 2, "ValueError")
def a_day_that_is_none(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record["values"].update(planned_on="soon"))


@finds("unreadable", WITHDRAWN, 2, "KeyError")
def a_record_that_lacks_its_head(copy: Copy) -> None:
    copy.edit(WITHDRAWN, 2, lambda record: record.pop("head"))


@finds("head", PROPOSED, 2, "awaits")
def a_head_that_does_not_follow(copy: Copy) -> None:
    awaits = " open-ballot "
    copy.edit(PROPOSED, 2, lambda record: record["head"].update(awaits=awaits), awaits=awaits)


@finds("head", PROPOSED, 2, "ground")
def a_ground_that_was_not_moved(copy: Copy) -> None:
    copy.edit(PROPOSED, 2, lambda record: record["head"].update(ground=1), ground=1)


@finds("head", EVALUATED, 18, "new_post")
def a_move_to_another_post(copy: Copy) -> None:
    copy.edit(EVALUATED, 18, lambda record: record["values"].update(new_post=record["values"]["old_post"]))
