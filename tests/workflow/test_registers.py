"""Who may sign in and act as what: changed by the administrator, with its event, and by nobody else."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.stories.town import Town, found
from tests.workflow.registering import DAY, NOW, events, faulty, refusals, row, rows, told
from workflow.accounts import passwords
from workflow.database import reading
from workflow.forms import Invalid
from workflow.organisation.registers import (
    NotKept,
    accounts,
    founding,
    grants,
)
from workflow.tables import accounts as account_rows
from workflow.tables import grants as grant_rows
from workflow.viewers import viewer

GRANT = {"role": "training_officer", "since": "2024-03-04", "ground": "SK 800/31/2024"}


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def _give(town: Town, who: str = "admin", **more: Any) -> int:
    given = {"account": str(town.account["ernita"]), **GRANT, **more}
    return grants.give(town.engine, town.account[who], NOW, {name: str(value) for name, value in given.items()})


def _roles(town: Town, user: str, day: date = DAY) -> set[str]:
    with reading(town.engine) as connection:
        who = viewer(connection, town.account[user], day)
        return {grant.role for grant in who.grants} if who else set()


def test_the_administrator_grants_a_role_and_the_chain_says_so(town: Town) -> None:
    number = _give(town, until="2024-12-31")
    assert _roles(town, "ernita") == {"training_officer"}
    assert _roles(town, "ernita", date(2024, 12, 31)) == {"training_officer"}
    assert _roles(town, "ernita", date(2025, 1, 1)) == set()
    event = told(town.engine, "grant")
    assert event["grant"] == number
    assert event["account"] == town.account["ernita"]
    assert (event["role"], event["since"], event["until"]) == ("training_officer", "2024-03-04", "2025-01-01")
    assert event["ground"] == "SK 800/31/2024"
    assert "800/31" not in str(events(town.engine)[-1]["values"])


def test_nobody_else_grants_and_the_refusal_leaves_a_trace(town: Town) -> None:
    with pytest.raises(NotKept):
        _give(town, "maslan")
    assert events(town.engine) == []
    assert refusals(town.engine) == [(town.account["maslan"], {"register": "grants"})]


def test_the_administrator_grants_nothing_to_himself(town: Town) -> None:
    with pytest.raises(NotKept) as caught:
        _give(town, account=town.account["admin"])
    assert caught.value.words is grants.OWN


def test_an_administrator_holds_no_other_role(town: Town) -> None:
    _give(town, role="administrator")
    with pytest.raises(NotKept) as caught:
        _give(town, role="auditor")
    assert caught.value.words is grants.APART
    with pytest.raises(NotKept):
        _give(town, account=town.account["maslan"], role="administrator")


def test_a_proposer_is_one_for_a_unit_or_for_the_whole_city(town: Town) -> None:
    with pytest.raises(Invalid) as caught:
        _give(town, role="proposer")
    assert faulty(caught) == {"unit"}
    with pytest.raises(Invalid):
        _give(town, role="proposer", unit=town.unit["PKM"], whole_city="yes")
    with pytest.raises(Invalid) as caught:
        _give(town, unit=town.unit["PKM"])
    assert faulty(caught) == {"unit"}
    assert row(town, grant_rows, _give(town, role="proposer", unit=town.unit["PKM"])).unit_id == town.unit["PKM"]
    assert row(town, grant_rows, _give(town, role="proposer", whole_city="yes")).unit_id is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"since": "2024-03-03"}, "since"),
        ({"until": "2024-03-03"}, "until"),
        ({"role": "committee_chair"}, "role"),
        ({"ground": " "}, "ground"),
        ({"account": "99999"}, "account"),
        ({"role": "proposer", "unit": "99999"}, "unit"),
    ],
)
def test_a_grant_that_is_not_filled_in_well_is_refused(town: Town, more: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        _give(town, **more)
    assert faulty(caught) == {field}
    assert events(town.engine) == []


def test_the_same_role_is_not_granted_twice_for_one_time(town: Town) -> None:
    _give(town, until="2024-06-30")
    with pytest.raises(Invalid):
        _give(town, since="2024-06-30")
    _give(town, since="2024-07-01")


def test_a_grant_ends_and_stays_as_arow(town: Town) -> None:
    number = _give(town)
    form = {"on": "2024-03-04", "ground": "Pindah tugas"}
    grants.end(town.engine, town.account["admin"], NOW, number, form)
    assert _roles(town, "ernita") == set()
    ended = row(town, grant_rows, number)
    assert (ended.until, ended.ended_by, ended.ended_ground) == (DAY, town.account["admin"], "Pindah tugas")
    assert told(town.engine, "end-grant") == {"grant": number, "until": "2024-03-04", "ground": "Pindah tugas"}
    with pytest.raises(Invalid):
        grants.end(town.engine, town.account["admin"], NOW, number, form)


def test_a_grant_does_not_end_in_the_past_nor_after_its_end(town: Town) -> None:
    number = _give(town, until="2024-06-30")
    for day in ("2024-03-03", "2024-07-02"):
        with pytest.raises(Invalid) as caught:
            grants.end(town.engine, town.account["admin"], NOW, number, {"on": day, "ground": "x"})
        assert faulty(caught) == {"on"}


def test_the_last_administrator_stays(town: Town) -> None:
    own = next(g for g in rows(town, grant_rows) if g.role == "administrator").id
    form = {"on": "2024-03-04", "ground": "Pensiun"}
    with pytest.raises(NotKept) as caught:
        grants.end(town.engine, town.account["admin"], NOW, own, form)
    assert caught.value.words is grants.LAST
    _give(town, role="administrator")
    grants.end(town.engine, town.account["admin"], NOW, own, form)
    assert _roles(town, "admin") == set()


def test_an_account_for_who_is_no_employee_gets_a_password_that_is_seen_once(town: Town) -> None:
    made = accounts.create(
        town.engine, town.account["admin"], NOW, {"user_name": "Wakil.Walikota", "name": "Hj. Tetty Ritonga"}
    )
    kept = row(town, account_rows, made.number)
    assert (kept.user_name, kept.name, kept.employee_id) == ("wakil.walikota", "Hj. Tetty Ritonga", None)
    assert passwords.matches(kept.password_hash, made.password)
    assert passwords.weakness(made.password) is None
    event = told(town.engine, "account")
    assert event == {
        "account": made.number,
        "employee": None,
        "user_name": "wakil.walikota",
        "name": "Hj. Tetty Ritonga",
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"user_name": "sutan", "name": "Sutan"}, "user_name"),
        ({"user_name": "9 kota", "name": "Sutan"}, "user_name"),
        ({"user_name": "orang.baru"}, "name"),
        ({"user_name": "orang.baru", "employee": "99999"}, "employee"),
    ],
)
def test_an_account_that_is_not_filled_in_well_is_refused(town: Town, given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        accounts.create(town.engine, town.account["admin"], NOW, given)
    assert faulty(caught) == {field}


def test_an_employee_has_one_account_under_the_registers_name(town: Town) -> None:
    with pytest.raises(Invalid) as caught:
        accounts.create(
            town.engine,
            town.account["admin"],
            NOW,
            {"user_name": "orang.baru", "employee": str(town.employee["sutan"])},
        )
    assert faulty(caught) == {"employee"}


def test_an_account_is_closed_and_opened_again(town: Town) -> None:
    accounts.disable(town.engine, town.account["admin"], NOW, town.account["maslan"])
    with reading(town.engine) as connection:
        assert viewer(connection, town.account["maslan"], DAY) is None
    accounts.enable(town.engine, town.account["admin"], NOW, town.account["maslan"])
    assert _roles(town, "maslan") == {"personnel_analyst"}
    assert [event["kind"] for event in events(town.engine)] == ["disable-account", "enable-account"]


def test_nobody_closes_the_account_he_sits_at(town: Town) -> None:
    with pytest.raises(NotKept):
        accounts.disable(town.engine, town.account["admin"], NOW, town.account["admin"])


def test_a_forgotten_password_is_made_anew_by_the_administrator(town: Town) -> None:
    password = accounts.renew_password(town.engine, town.account["admin"], NOW, town.account["maslan"])
    assert passwords.matches(row(town, account_rows, town.account["maslan"]).password_hash, password)
    assert events(town.engine) == []


def test_the_first_administrator_is_made_once(engine: Engine) -> None:
    given = {"user_name": "admin", "name": "Fajar Daulay", "ground": "SK 800/1/2024"}
    number = founding.first_administrator(engine, NOW, given, None)
    with reading(engine) as connection:
        who = viewer(connection, number, DAY)
    assert who is not None
    assert who.granted("administrator")
    assert [event["kind"] for event in events(engine)] == ["account", "grant"]
    with pytest.raises(Invalid):
        founding.first_administrator(engine, NOW, {**given, "user_name": "other"}, None)
