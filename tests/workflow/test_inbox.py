"""An inbox tells who is waited for: what only I can do, what my role may take, and what I did last."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from tests.stories import telling
from tests.stories.town import Town, at, found
from workflow.database import reading
from workflow.lists import Filters, awaited_roles, badge, count, done_by, inbox, listed
from workflow.queries import Readable
from workflow.viewers import viewer

DAY = date(2024, 3, 4)
PLANNED = date(2024, 12, 2)


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def waiting(town: Town, who: str, today: date) -> tuple[list[str], list[str]]:
    """Give what waits for somebody: "step case" for mine and for the role's."""
    with reading(town.engine) as connection:
        person = viewer(connection, town.account[who], today)
        assert person is not None
        found = inbox(Readable(connection, person, today))
        assert badge(Readable(connection, person, today)) == len(found.mine)
    return ([f"{t.step.name} {t.row.case_number[-1]}" for t in part] for part in (found.mine, found.role))  # type: ignore[return-value]  # two lists


def test_a_proposal_waits_for_the_donor_head_and_nobody_else(town: Town) -> None:
    telling.proposed(town, DAY, PLANNED)
    assert [list(part) for part in waiting(town, "parlindungan", DAY)] == [["donor-answer 1"], []]
    for other in ("halimah", "masdalena", "irwan", "sahala", "maslan", "nurhamidah", "admin", "zulkifli"):
        assert [list(part) for part in waiting(town, other, DAY)] == [[], []], other


def test_a_need_waits_for_whoever_may_propose(town: Town) -> None:
    telling.needed(town, DAY)
    assert [list(part) for part in waiting(town, "sutan", DAY)] == [[], ["propose 1"]]
    assert [list(part) for part in waiting(town, "yusnita", DAY)] == [[], ["propose 1"]]


def test_silence_waits_for_the_head_of_bkpsdm_only_once_it_is_late(town: Town) -> None:
    telling.proposed(town, DAY, PLANNED)
    assert [list(part) for part in waiting(town, "halomoan", DAY + timedelta(days=8))] == [[], []]
    late = DAY + timedelta(days=15)
    assert [list(part) for part in waiting(town, "halomoan", late)] == [["record-silence 1"], []]


def test_the_stand_in_of_an_absent_head_finds_the_case(town: Town) -> None:
    telling.proposed(town, DAY, PLANNED)
    town.absent("parlindungan", DAY, DAY + timedelta(days=20))
    assert next(iter(waiting(town, "halimah", DAY))) == ["donor-answer 1"]


def test_an_open_gate_waits_for_the_office_that_may_waive_it(town: Town) -> None:
    telling.proposed(town, DAY, date(2024, 5, 1), employee="delima", post="KLERK-HUB", who="maslan")
    assert next(iter(waiting(town, "halomoan", DAY))) == ["waive-gate 1"]
    assert next(iter(waiting(town, "sahala", DAY))) == []


def test_a_ballot_waits_for_each_member_until_he_has_voted(town: Town) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    telling.consented(town, case, DAY)
    assert next(iter(waiting(town, "irwan", DAY))) == ["open-ballot 1"]
    telling.opened(town, case, DAY)
    assert next(iter(waiting(town, "gunawan", DAY))) == ["vote 1"]
    town.act("gunawan", "vote", DAY, case, {"vote": "for"})
    assert next(iter(waiting(town, "gunawan", DAY))) == []
    assert next(iter(waiting(town, "tiurma", DAY))) == ["vote 1"]
    town.act("tiurma", "recuse", DAY, case, {"reason": "Pernah bekerja bersama."})
    assert next(iter(waiting(town, "tiurma", DAY))) == []


def test_the_vice_chair_finds_what_an_absent_chair_cannot_do(town: Town) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    telling.consented(town, case, DAY)
    telling.opened(town, case, DAY)
    telling.voted(town, case, DAY)
    assert next(iter(waiting(town, "baginda", DAY))) == ["close-ballot 1"]
    assert next(iter(waiting(town, "tiurma", DAY))) == []
    town.absent("baginda", DAY, DAY + timedelta(days=20))
    assert next(iter(waiting(town, "tiurma", DAY))) == ["close-ballot 1"]


def test_an_evaluation_waits_for_the_supervisor_only_shortly_before_it_is_due(town: Town) -> None:
    telling.placed(town, DAY)
    assert next(iter(waiting(town, "masdalena", date(2024, 6, 16)))) == ["agree-goals 1"]
    assert next(iter(waiting(town, "masdalena", date(2024, 6, 17)))) == ["agree-goals 1", "evaluate-3 1"]
    assert "give-feedback 1" in next(iter(waiting(town, "hotma", date(2024, 6, 17))))


def test_what_i_did_last_says_whom_it_waits_for_now(town: Town) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    with reading(town.engine) as connection:
        sutan = viewer(connection, town.account["sutan"], DAY)
        assert sutan is not None
        readable = Readable(connection, sutan, DAY)
        done = done_by(readable)
        assert [(each.row.case_number, each.step.name, each.at) for each in done] == [(case, "propose", at(DAY))]
        assert [(step.name, role) for step, role in awaited_roles(readable, done[0].row)] == [
            ("donor-answer", "donor_head")
        ]
        assert done[0].row.since == at(DAY)


def test_lists_are_paged_by_key_and_counted_only_so_far(town: Town) -> None:
    for _ in range(53):
        telling.needed(town, DAY)
    with reading(town.engine) as connection:
        maslan = viewer(connection, town.account["maslan"], DAY)
        assert maslan is not None
        readable = Readable(connection, maslan, DAY)
        page, newer, older = listed(readable, Filters())
        assert (len(page), newer, older) == (50, False, True)
        second, newer, older = listed(readable, Filters(), older_than=page[-1].id)
        assert ([row.case_number[-1] for row in second], newer, older) == (["3", "2", "1"], True, False)
        back, newer, older = listed(readable, Filters(), newer_than=second[0].id)
        assert (back, older) == (page, True)
        assert count(readable, Filters(text="0017")) == 1
        assert count(readable, Filters(state="proposed")) == 0


def test_a_colleague_sees_in_a_list_only_who_came_to_which_post(town: Town) -> None:
    case = telling.placed(town, DAY)
    rows = {}
    with reading(town.engine) as connection:
        for name in ("ernita", "masdalena"):
            person = viewer(connection, town.account[name], date(2024, 6, 17))
            assert person is not None
            (rows[name],), *_ = listed(Readable(connection, person, date(2024, 6, 17)), Filters())
    assert rows["ernita"].case_number == case
    assert (rows["ernita"].employee, rows["ernita"].receiving) == ("Nurhamidah Siregar", "Puskesmas Pintu Langit")
    assert (rows["ernita"].donor, rows["ernita"].old_post, rows["ernita"].planned_on) == (None, None, None)
    assert rows["masdalena"].donor == "RSUD"


def test_what_has_no_due_date_does_not_borrow_the_cases(town: Town) -> None:
    telling.placed(town, DAY)
    day = date(2024, 6, 17)
    with reading(town.engine) as connection:
        person = viewer(connection, town.account["masdalena"], day)
        assert person is not None
        mine = inbox(Readable(connection, person, day)).mine
    assert {task.step.name: task.row.due_on for task in mine} == {"agree-goals": None, "evaluate-3": date(2024, 7, 1)}
