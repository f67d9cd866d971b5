"""An act leaves its call in its own transaction, and calls are answered with one notice for each who is awaited."""

from datetime import date

import pytest
from sqlalchemy import Connection

from tests.stories import telling
from tests.stories.hearing import refused
from tests.stories.town import Town, at
from tests.workflow.notices.boxes import called, look, rows, told
from workflow.acts import Attempt, Carry, perform_together

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)


def test_an_act_calls_whom_it_makes_wait(town: Town) -> None:
    telling.needed(town, MONDAY)
    assert called(town) == [("new", "propose")]
    look(town, at(MONDAY, 10))
    assert told(town) == [(who, "new", "propose") for who in ("maslan", "sutan", "yusnita")]


def test_a_refused_act_calls_nobody(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    before = called(town)
    refused(town, "irwan", "open-ballot", TUESDAY, case, {"closes_at": at(APRIL)})
    assert called(town) == before == [("new", "propose"), ("new", "donor-answer")]


def test_what_is_taken_back_calls_nobody(town: Town) -> None:
    form = {"post": str(town.post["NERS-PKM"]), "note": "Layanan malam terhenti."}

    def broken_off(_connection: Connection, carry: Carry) -> None:
        carry(Attempt(town.account["maslan"], "identify", None, form, "one-key"))
        raise KeyError("the plug was pulled")

    with pytest.raises(KeyError):
        perform_together(town.engine, broken_off, at(MONDAY))
    assert called(town) == []


def test_the_same_form_twice_calls_once(town: Town) -> None:
    form = {"post": "NERS-PKM", "note": "Layanan malam terhenti."}
    for _ in range(2):
        town.act("maslan", "identify", MONDAY, None, form, key="the-same-key")
    assert called(town) == [("new", "propose")]


def test_a_look_more_tells_nobody_twice(town: Town) -> None:
    telling.needed(town, MONDAY)
    for hour in (10, 11, 12):
        look(town, at(MONDAY, hour))
    assert len(rows(town)) == 3


def test_members_are_told_of_a_ballot_and_the_candidate_of_his_proposal(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    look(town, at(MONDAY, 10))
    assert ("nurhamidah", "told", "proposed") in told(town)
    assert ("parlindungan", "new", "donor-answer") in told(town)
    telling.consented(town, case, TUESDAY)
    telling.opened(town, case, TUESDAY)
    look(town, at(TUESDAY, 10))
    assert [who for who, stage, about in told(town) if (stage, about) == ("new", "vote")] == sorted(telling.MEMBERS)
    telling.voted(town, case, TUESDAY)
    look(town, at(TUESDAY, 11))
    assert [who for who, stage, about in told(town) if (stage, about) == ("new", "close-ballot")] == ["baginda"]


def test_a_state_entered_twice_tells_twice(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    look(town, at(MONDAY, 10))
    town.act("irwan", "return", TUESDAY, case, {"reason": "Lengkapi berkas."})
    telling.propose(town, case, TUESDAY, APRIL)
    look(town, at(TUESDAY, 10))
    assert told(town).count(("parlindungan", "new", "donor-answer")) == 2


def test_who_stands_in_is_told_and_not_who_is_away(town: Town) -> None:
    town.absent("parlindungan", MONDAY, APRIL)
    telling.proposed(town, MONDAY, APRIL)
    look(town, at(MONDAY, 10))
    assert [who for who, _, about in told(town) if about == "donor-answer"] == ["halimah", "parlindungan"]
