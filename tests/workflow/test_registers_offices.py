"""Absences, delegations and the review body: who is away, who stands in, and who votes."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.stories.town import Town, at, found
from tests.workflow.registering import DAY, NOW, events, faulty, rows, told
from workflow.database import reading
from workflow.forms import Invalid
from workflow.organisation.registers import (
    NotKept,
    absences,
    bodies,
    delegations,
)
from workflow.tables import members
from workflow.viewers import committee


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def _absent(town: Town, **more: Any) -> int:
    given = {"kind": "CUTI", "since": "2024-03-11", "until": "2024-03-15", **more}
    return absences.add(town.engine, town.account["admin"], NOW, {name: str(value) for name, value in given.items()})


def test_an_absence_is_recorded_and_may_end_early(town: Town) -> None:
    number = _absent(town, employee=town.employee["baginda"])
    absences.end(town.engine, town.account["admin"], NOW, number, {"until": "2024-03-12"})
    assert told(town.engine, "absence")["employee"] == town.employee["baginda"]
    assert told(town.engine, "end-absence") == {"absence": number, "until": "2024-03-12"}
    with pytest.raises(Invalid):
        absences.end(town.engine, town.account["admin"], NOW, number, {"until": "2024-03-13"})
    absences.end(town.engine, town.account["admin"], NOW, number, {"until": "2024-03-10"})
    with pytest.raises(Invalid):
        absences.end(town.engine, town.account["admin"], NOW, number, {"until": "2024-03-08"})


def test_the_mayor_is_absent_by_account_and_an_employee_never(town: Town) -> None:
    _absent(town, account=town.account["sahala"])
    for more in ({"account": town.account["sutan"]}, {}, {"employee": 1, "account": town.account["sahala"]}):
        with pytest.raises(Invalid):
            _absent(town, **more)


def test_absences_do_not_overlap_and_do_not_end_before_they_begin(town: Town) -> None:
    _absent(town, employee=town.employee["baginda"])
    with pytest.raises(Invalid):
        _absent(town, employee=town.employee["baginda"], since="2024-03-15", until="2024-03-20")
    with pytest.raises(Invalid) as caught:
        _absent(town, employee=town.employee["tiurma"], until="2024-03-10")
    assert faulty(caught) == {"until"}


def _delegate(town: Town, **more: Any) -> int:
    given = {"office": "ppk", "account": town.account["gunawan"], "instrument": "800/77/2024"}
    given |= {"since": "2024-03-11", "until": "2024-03-22", **more}
    return delegations.give(
        town.engine, town.account["admin"], NOW, {name: str(value) for name, value in given.items()}
    )


def test_an_office_is_delegated_in_writing_and_the_delegation_ends(town: Town) -> None:
    number = _delegate(town, since="2024-03-04")
    event = told(town.engine, "delegation")
    assert (event["office"], event["acting"], event["instrument"]) == ("ppk", False, "800/77/2024")
    delegations.end(town.engine, town.account["admin"], NOW, number)
    assert told(town.engine, "end-delegation") == {"delegation": number, "until": "2024-03-04"}
    with pytest.raises(Invalid):
        delegations.end(town.engine, town.account["admin"], NOW, number)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"office": "auditor"}, "office"),
        ({"since": "2024-03-01"}, "since"),
        ({"until": "2024-03-10"}, "until"),
        ({"instrument": ""}, "instrument"),
    ],
)
def test_a_delegation_that_is_not_filled_in_well_is_refused(town: Town, more: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        _delegate(town, **more)
    assert faulty(caught) == {field}


def test_no_office_is_delegated_to_its_holder_twice_or_to_an_administrator(town: Town) -> None:
    with pytest.raises(Invalid):
        _delegate(town, account=town.account["sahala"])
    with pytest.raises(NotKept):
        _delegate(town, account=town.account["admin"])
    _delegate(town)
    with pytest.raises(Invalid):
        _delegate(town, since="2024-03-22", until="2024-03-29")


def _body(town: Town, listed: list[tuple[str, str, bool]], who: str = "irwan", **more: str) -> int:
    given = {"code": "TPK-2024", "type": "TPK", "decree": "188/9/2024", "since": "2024-04-01", "until": "2027-03-31"}
    for row, (user, office, votes) in enumerate(listed, 1):
        given |= {f"employee_{row}": str(town.employee[user]), f"office_{row}": office}
        given |= {f"votes_{row}": "yes"} if votes else {}
    return bodies.set_up(town.engine, town.account[who], NOW, {**given, **more})


FIVE = [
    ("baginda", "chair", True),
    ("irwan", "secretary", True),
    ("tiurma", "vice_chair", True),
    ("gunawan", "member", True),
    ("halomoan", "member", True),
]


def test_the_secretary_records_a_new_body_with_its_members(town: Town) -> None:
    number = _body(town, FIVE)
    with reading(town.engine) as connection:
        formed = committee(connection, date(2024, 4, 1))
    assert formed is not None
    assert formed.id == number
    assert formed.holder("vice_chair") == town.employee["tiurma"]
    event = told(town.engine, "body")
    assert event["decree"] == "188/9/2024"
    assert [town.employee["irwan"], "secretary", True] in event["members"]


def test_a_secretary_without_a_vote_makes_five_voters_of_six(town: Town) -> None:
    _body(town, [(user, office, office != "secretary") for user, office, _ in FIVE] + [("burhan", "member", True)])


@pytest.mark.parametrize(
    "listed",
    [
        FIVE[:4],
        [*FIVE[:4], ("halomoan", "member", False)],
        [*FIVE, ("burhan", "member", True)],
        [("baginda", "member", True), *FIVE[1:]],
        [*FIVE[:4], ("halomoan", "secretary", True)],
        [*FIVE[:4], ("gunawan", "member", True)],
        FIVE[:3],
    ],
)
def test_a_composition_that_the_law_does_not_allow_is_refused(town: Town, listed: list[Any]) -> None:
    with pytest.raises(Invalid):
        _body(town, listed)
    assert events(town.engine) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"code": "BAPERJAKAT-2024"}, "code"),
        ({"since": "2024-03-01"}, "since"),
        ({"until": "2024-03-31"}, "until"),
        ({"employee_6": "1"}, "employee_6"),
    ],
)
def test_a_body_that_is_not_filled_in_well_is_refused(town: Town, more: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        _body(town, FIVE, **more)
    assert faulty(caught) == {field}


def test_while_the_secretary_is_away_the_chair_keeps_the_register_and_then_the_vice_chair(town: Town) -> None:
    for who in ("baginda", "tiurma", "maslan", "admin", "sahala"):
        with pytest.raises(NotKept):
            _body(town, FIVE, who)
    town.absent("irwan", DAY, DAY)
    with pytest.raises(NotKept):
        _body(town, FIVE, "tiurma", code="TPK-X")
    _body(town, FIVE, "baginda", code="TPK-1")
    town.absent("baginda", DAY, DAY)
    _body(town, FIVE, "tiurma", code="TPK-2")


def test_after_the_last_term_its_secretary_sets_up_the_next_body(town: Town) -> None:
    later = at(date(2027, 2, 1))
    with reading(town.engine) as connection:
        assert committee(connection, date(2027, 2, 1)) is None
    given = {"code": "TPK-2027", "type": "TPK", "decree": "188/1/2027", "since": "2027-02-01", "until": "2030-01-31"}
    for row, (user, office, _) in enumerate(FIVE, 1):
        given |= {f"employee_{row}": str(town.employee[user]), f"office_{row}": office, f"votes_{row}": "yes"}
    with pytest.raises(NotKept):
        bodies.set_up(town.engine, town.account["gunawan"], later, given)
    bodies.set_up(town.engine, town.account["irwan"], later, given)


def test_a_member_leaves_and_another_joins(town: Town) -> None:
    body = _body(town, FIVE)
    seat = next(row for row in rows(town, members) if row.body_id == body and row.office == "vice_chair")
    bodies.leave(town.engine, town.account["irwan"], NOW, seat.id, {"on": "2024-05-02", "decree": "188/12/2024"})
    joining = {"employee": str(town.employee["burhan"]), "office": "vice_chair", "votes": "yes"}
    joining |= {"since": "2024-05-02", "decree": "188/12/2024"}
    bodies.join(town.engine, town.account["irwan"], NOW, body, joining)
    with reading(town.engine) as connection:
        before, after = committee(connection, date(2024, 5, 1)), committee(connection, date(2024, 5, 2))
    assert before is not None
    assert after is not None
    assert before.holder("vice_chair") == town.employee["tiurma"]
    assert after.holder("vice_chair") == town.employee["burhan"]
    with pytest.raises(Invalid) as caught:
        bodies.join(town.engine, town.account["irwan"], NOW, body, joining)
    assert faulty(caught) == {"employee"}
    for more, field in (
        ({"employee": str(town.employee["zulkifli"])}, "office"),
        ({"employee": str(town.employee["zulkifli"]), "office": "member", "since": "2028-01-01"}, "since"),
    ):
        with pytest.raises(Invalid) as caught:
            bodies.join(town.engine, town.account["irwan"], NOW, body, {**joining, **more})
        assert faulty(caught) == {field}
    with pytest.raises(Invalid):
        bodies.leave(town.engine, town.account["irwan"], NOW, seat.id, {"on": "2024-06-03", "decree": "x"})
