"""What an act is checked for, in which order, and what is left of one that was not carried out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from tests.stories import telling
from tests.stories.town import Town, at, found
from tests.workflow.ledger_rows import everything
from workflow.answers import KeyReused, NotReadable, Overtaken, Receipt, Refused
from workflow.canonical import decode
from workflow.database import reading
from workflow.forms import Invalid
from workflow.tables import accounts, employees, grants, security_events, transfers

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)

ANSWER = {"answer": "consents"}
WITHDRAWAL = {"reason": "Formasi dicabut."}
NEED = {"post": "NERS-PKM", "note": "Layanan malam terhenti."}


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


@pytest.fixture
def case(town: Town) -> str:
    """Nurhamidah is proposed for the Puskesmas; two lines."""
    return telling.proposed(town, MONDAY, APRIL)


def events(town: Town) -> list[tuple[str, str | None, Mapping[str, Any]]]:
    """Read the security events: kind, step and detail."""
    query = select(security_events).order_by(security_events.c.id)
    with reading(town.engine) as connection:
        return [(row.kind, row.step, decode(row.detail.encode())) for row in connection.execute(query)]


def leaves_only_an_event(url: str, act: Callable[[], Receipt], answer: type[Exception]) -> Any:
    """See that an act is answered so, and that all it leaves is one security event; give the answer."""
    before = everything(url)
    with pytest.raises(answer) as raised:
        act()
    after = everything(url)
    told = len(after.pop("security_events")) - len(before.pop("security_events"))
    assert after == before
    assert told == 1
    return raised.value


# -- readable at all ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stranger", ["efrida", "ernita", "admin", "delima"])
def test_who_may_not_read_a_case_learns_nothing_else_about_it(
    town: Town, case: str, database_url: str, stranger: str
) -> None:
    # A stale form, a wrong state, a form without a word, a step that is not his: none of it is told.
    act = partial(town.act, stranger, "execute", TUESDAY, case, {}, seen=1)
    leaves_only_an_event(database_url, act, NotReadable)
    missing = partial(town.act, stranger, "execute", TUESDAY, "MUT-2024-9999", {}, seen=1)
    leaves_only_an_event(database_url, missing, NotReadable)
    assert events(town) == [
        ("not-readable", "execute", {"case": case}),
        ("not-readable", "execute", {"case": "MUT-2024-9999"}),
    ]


def test_a_key_that_was_used_does_not_open_a_case_again(town: Town, case: str, database_url: str) -> None:
    answer = partial(town.act, "parlindungan", "donor-answer", TUESDAY, case, ANSWER, seen=2, key="once")
    answer()
    town.write(update(employees).where(employees.c.id == town.employee["parlindungan"]).values(post_id=None))
    leaves_only_an_event(database_url, answer, NotReadable)


def test_a_case_without_a_line_does_not_exist(town: Town, database_url: str) -> None:
    town.write(insert(transfers).values(case_number="MUT-2024-0001"))
    act = partial(town.act, "maslan", "withdraw", TUESDAY, "MUT-2024-0001", WITHDRAWAL, seen=0)
    leaves_only_an_event(database_url, act, NotReadable)


def test_a_disabled_account_reads_nothing(town: Town, case: str, database_url: str) -> None:
    town.write(update(accounts).where(accounts.c.id == town.account["maslan"]).values(disabled_at=at(MONDAY)))
    act = partial(town.act, "maslan", "withdraw", TUESDAY, case, WITHDRAWAL, seen=2)
    leaves_only_an_event(database_url, act, NotReadable)


def test_a_step_that_the_law_does_not_know_is_not_there(town: Town, case: str, database_url: str) -> None:
    leaves_only_an_event(database_url, partial(town.act, "maslan", "approve", TUESDAY, case, {}, seen=2), NotReadable)
    assert events(town) == [("not-readable", None, {"case": case})]


# -- one-time keys ------------------------------------------------------------------------------------------------


def test_the_same_form_gets_its_first_answer_although_the_state_moved_on(town: Town, case: str) -> None:
    answer = partial(town.act, "parlindungan", "donor-answer", TUESDAY, case, ANSWER, seen=2, key="once")
    first = answer()
    town.act("irwan", "return", TUESDAY, case, {"reason": "Lampiran kurang."})
    again = answer()
    assert (again.number, again.state, again.repeated) == (first.number, "proposed", True)
    assert town.case(case).state == "needs_identified"
    assert events(town) == []


def test_the_same_form_gets_its_first_answer_after_the_grant_has_ended(town: Town) -> None:
    identify = partial(town.act, "yusnita", "identify", form=NEED, key="once")
    first = identify(day=MONDAY)
    end = {"until": TUESDAY, "ended_at": at(TUESDAY), "ended_ground": "SK 800/9/2024"}
    town.write(update(grants).where(grants.c.account_id == town.account["yusnita"]).values(**end))
    assert identify(day=TUESDAY) == replace(first, repeated=True)
    with pytest.raises(Refused):
        town.act("yusnita", "identify", TUESDAY, None, NEED)


def test_what_the_form_does_not_declare_does_not_make_it_another(town: Town, case: str) -> None:
    act = partial(town.act, "parlindungan", "donor-answer", TUESDAY, case, seen=2, key="once")
    act(form=ANSWER)
    assert act(form={"answer": " consents\r\n", "reason": "", "csrf_token": "abc"}).repeated


def test_a_used_key_with_anything_else_is_an_error(town: Town, case: str, database_url: str) -> None:
    elsewhere = telling.needed(town, MONDAY, who="sutan")
    town.act("sutan", "withdraw", TUESDAY, case, WITHDRAWAL, key="once")
    attempts = {
        "another form": partial(town.act, "sutan", "withdraw", TUESDAY, case, {"reason": "Lain."}),
        "another step": partial(town.act, "sutan", "propose", TUESDAY, case, WITHDRAWAL),
        "another case": partial(town.act, "sutan", "withdraw", TUESDAY, elsewhere, WITHDRAWAL),
        "a new case": partial(town.act, "sutan", "identify", TUESDAY, None, NEED),
    }
    for what, act in attempts.items():
        refusal = leaves_only_an_event(database_url, partial(_keyed, act), KeyReused)
        assert refusal is not None, what
    assert {kind for kind, _, _ in events(town)} == {"key-reused"}


def _keyed(act: partial[Receipt]) -> Receipt:
    """Act with the key that was used."""
    return act(key="once")


def test_a_key_belongs_to_its_person(town: Town, case: str) -> None:
    town.act("maslan", "identify", MONDAY, None, NEED, key="once")
    assert not town.act("yusnita", "identify", MONDAY, None, NEED, key="once").repeated


def test_an_act_that_was_not_carried_out_uses_up_no_key(town: Town, case: str) -> None:
    answer = partial(town.act, "parlindungan", "donor-answer", TUESDAY, case, key="once")
    for form, seen, refusal in (
        ({"answer": "perhaps"}, 2, Invalid),
        ({"answer": "objects"}, 2, Refused),
        (ANSWER, 1, Overtaken),
    ):
        with pytest.raises(refusal):
            answer(form=form, seen=seen)
    assert not answer(form=ANSWER, seen=2).repeated


# -- the order --------------------------------------------------------------------------------------------------


def test_a_used_key_is_told_before_a_stale_form(town: Town, case: str) -> None:
    town.act("parlindungan", "donor-answer", TUESDAY, case, ANSWER, seen=2, key="once")
    town.act("sutan", "withdraw", TUESDAY, case, WITHDRAWAL)
    with pytest.raises(KeyReused):
        town.act("parlindungan", "donor-answer", TUESDAY, case, {"answer": "objects"}, seen=1, key="once")


def test_a_stale_form_is_told_before_role_and_state(town: Town, case: str, database_url: str) -> None:
    act = partial(town.act, "parlindungan", "execute", TUESDAY, case, {}, seen=1)
    leaves_only_an_event(database_url, act, Overtaken)
    assert events(town) == [("overtaken", "execute", {"case": case})]


def test_the_role_is_told_before_state_and_form(town: Town, case: str, database_url: str) -> None:
    refusal = leaves_only_an_event(
        database_url, partial(town.act, "parlindungan", "execute", TUESDAY, case, {}), Refused
    )
    assert refusal.grounds == ("role",)
    assert events(town) == [("refused", "execute", {"case": case, "grounds": ["role"]})]


def test_the_state_is_told_before_the_form_with_what_the_case_waits_for(
    town: Town, case: str, database_url: str
) -> None:
    refusal = leaves_only_an_event(database_url, partial(town.act, "masdalena", "execute", TUESDAY, case, {}), Refused)
    assert refusal.wrong_state == "proposed"
    assert refusal.grounds == ("state", "R-SK-05", "R-INA-01", "R-CMP-04")


def test_the_form_is_told_before_the_rules_and_is_no_event(town: Town, case: str, database_url: str) -> None:
    before = everything(database_url)
    with pytest.raises(Invalid) as raised:
        town.act("irwan", "open-ballot", TUESDAY, case, {"closes_at": "kapan saja"})
    assert set(raised.value.errors) == {"closes_at"}
    assert everything(database_url) == before


def test_all_unmet_rules_are_told_not_only_the_first(town: Town, case: str, database_url: str) -> None:
    town.examine("nurhamidah", MONDAY)
    town.rate("nurhamidah", 2022, "DI_BAWAH", "DI_BAWAH")
    form = {"closes_at": at(APRIL)}
    refusal = leaves_only_an_event(
        database_url, partial(town.act, "irwan", "open-ballot", TUESDAY, case, form), Refused
    )
    assert refusal.grounds == ("R-DON-06", "R-PRF-01a", "R-DIS-01")
    detail = {"case": case, "grounds": ["R-DON-06", "R-PRF-01a", "R-DIS-01"]}
    assert events(town) == [("refused", "open-ballot", detail)]


def test_an_event_names_who_when_and_never_what_was_written(town: Town, case: str) -> None:
    with pytest.raises(Refused):
        town.act("parlindungan", "withdraw", TUESDAY, case, {"reason": "Nurhamidah sakit keras."})
    with reading(town.engine) as connection:
        row = connection.execute(select(security_events)).one()
    assert (row.account_id, row.at) == (town.account["parlindungan"], at(TUESDAY))
    assert "Nurhamidah" not in str(row)
    assert "sakit" not in str(row)


def test_who_acted_stays_who_it_was_whatever_becomes_of_the_account(engine: Engine) -> None:
    town = found(engine)
    case = telling.proposed(town, date(2024, 3, 4), date(2024, 12, 2))
    telling.consented(town, case, date(2024, 3, 5))
    telling.opened(town, case, date(2024, 3, 5))
    town.act("gunawan", "vote", date(2024, 3, 5), case, {"vote": "for"})
    town.write(update(accounts).where(accounts.c.id == town.account["gunawan"]).values(employee_id=None))
    ballot = town.case(case).ballot
    assert ballot is not None
    assert ballot.votes == {town.employee["gunawan"]: "for"}
