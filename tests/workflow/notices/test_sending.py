"""Notices are sent once, while they are true, by the reader's rights of that moment; a server in trouble loses none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.stories import telling
from tests.stories.town import Town, at
from tests.workflow.notices.boxes import look, rows, subjects, told
from tests.workflow.notices.sink import Sink
from workflow.notices.post import STARTTLS
from workflow.notices.sending import Post
from workflow.tables import accounts, employees

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)


def test_each_is_sent_once_in_each_one_s_language(town: Town, post: Post, sink: Sink) -> None:
    town.write(update(accounts).where(accounts.c.user_name == "sutan").values(language="en"))
    case = telling.needed(town, MONDAY)
    for hour in (10, 11):
        look(town, at(MONDAY, hour), post)
    assert subjects(sink) == [
        f"maslan: new propose {case} 2024-03-20 id",
        f"sutan: new propose {case} 2024-03-20 en",
        f"yusnita: new propose {case} 2024-03-20 id",
    ]
    assert {(row.state, row.tries, row.error) for row in rows(town)} == {("sent", 0, None)}


def test_without_a_server_or_an_address_a_notice_stays_in_the_list(town: Town, post: Post, sink: Sink) -> None:
    town.write(update(employees).where(employees.c.id == town.employee["sutan"]).values(email=None))
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), post)
    assert [who for who, _, _ in told(town, "kept")] == ["sutan"]
    telling.needed(town, TUESDAY)
    look(town, at(TUESDAY, 10))
    assert len(told(town, "kept")) == 4
    look(town, at(TUESDAY, 11), post)  # a server that comes later does not send what is old
    assert len(sink.arrived) == 2


def test_what_is_no_longer_awaited_is_dropped(town: Town, post: Post, sink: Sink) -> None:
    case = telling.needed(town, MONDAY)
    sink.refuses = dict.fromkeys((f"{who}@kota.example" for who in ("maslan", "sutan", "yusnita")), "450 later")
    look(town, at(MONDAY, 10), post)
    assert len(told(town, "waiting")) == 3
    sink.refuses = {}
    telling.propose(town, case, MONDAY, APRIL)
    look(town, at(MONDAY, 12), post)
    assert len(told(town, "dropped")) == 3
    assert not any("propose " in mail["Subject"] for mail in sink.arrived)


def test_who_may_no_longer_read_is_not_written_to(town: Town, post: Post, sink: Sink) -> None:
    sink.refuses = {"maslan@kota.example": "450 later"}
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), post)
    sink.refuses = {}
    town.end_grant("maslan", "personnel_analyst", TUESDAY)
    look(town, at(TUESDAY, 10), post)
    assert ("maslan", "new", "propose") in told(town, "dropped")
    assert sink.to("maslan") == []


def test_a_closed_account_is_not_written_to(town: Town, post: Post, sink: Sink) -> None:
    sink.refuses = {"maslan@kota.example": "450 later"}
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), post)
    sink.refuses = {}
    town.write(update(accounts).where(accounts.c.user_name == "maslan").values(disabled_at=at(MONDAY, 11)))
    look(town, at(MONDAY, 12), post)
    assert sink.to("maslan") == []


# -- a server in trouble -------------------------------------------------------------------------------------------


def test_a_server_that_is_down_costs_a_few_their_turn_and_nobody_his_mail(town: Town, sink: Sink, post: Post) -> None:
    telling.proposed(town, MONDAY, APRIL)
    nowhere = Post(Sink(port=1).server(), post.compose)
    look(town, at(MONDAY, 10), nowhere)
    tried = [(row.state, row.tries, row.error) for row in rows(town) if row.tries]
    assert tried
    assert set(tried) == {("waiting", 1, "ConnectionRefusedError")}
    look(town, at(MONDAY, 10, 30), post)
    assert told(town, "waiting") == []
    assert len(sink.arrived) == len(told(town, "sent"))


def test_a_slow_server_is_left_and_tried_again(town: Town, sink: Sink, post: Post) -> None:
    sink.seconds = 0.4
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), Post(sink.server(seconds=0.1), post.compose))
    assert {row.error for row in rows(town)} <= {"SMTPServerDisconnected", "TimeoutError"}
    assert told(town, "sent") == []
    sink.seconds = 0
    look(town, at(MONDAY, 10, 30), post)
    assert len(told(town, "sent")) == 3


def test_one_address_that_is_refused_holds_up_nobody_else(town: Town, sink: Sink, post: Post) -> None:
    sink.refuses = {"sutan@kota.example": "550 no such user sutan@kota.example"}
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), post)
    (dead,) = [row for row in rows(town) if row.state == "dead"]
    assert (dead.account_id, dead.tries, dead.error) == (town.account["sutan"], 1, "recipient 550")
    assert len(told(town, "sent")) == 2


def test_a_mail_whose_answer_is_lost_comes_again_with_the_same_id(town: Town, sink: Sink, post: Post) -> None:
    sink.hang_up_after_taking = 1
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), post)
    assert len(told(town, "waiting")) == 1
    look(town, at(MONDAY, 10, 5), post)
    assert len(told(town, "sent")) == 3
    assert len(sink.arrived) == 4
    assert len({mail["Message-ID"] for mail in sink.arrived}) == 3


def test_a_server_that_speaks_less_safely_than_asked_gets_no_mail(town: Town, sink: Sink, post: Post) -> None:
    telling.needed(town, MONDAY)
    for asked in (replace(sink.server(), security=STARTTLS), replace(sink.server(), user="mutasi", password="sandi")):
        look(town, at(MONDAY, 10), Post(asked, post.compose))
    assert sink.arrived == []
    assert {(row.state, row.error) for row in rows(town)} == {("waiting", "SMTPNotSupportedError")}


def test_an_address_that_the_server_cannot_write_is_left_to_the_administrator(
    town: Town, sink: Sink, post: Post
) -> None:
    town.write(update(employees).where(employees.c.id == town.employee["sutan"]).values(email="süt@kota.example"))
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), post)
    assert [row.error for row in rows(town) if row.state == "dead"] == ["address"]
    assert len(sink.arrived) == 2


def test_after_many_tries_a_mail_is_left_to_the_administrator(town: Town, sink: Sink, post: Post) -> None:
    sink.refuses = {"sutan@kota.example": "451 greylisted"}
    telling.needed(town, MONDAY)
    moment, pauses = at(MONDAY, 10), []
    for _ in range(20):
        look(town, moment, post)
        (row,) = [row for row in rows(town) if row.account_id == town.account["sutan"] and row.stage == "new"]
        if row.state == "dead":
            break
        pauses.append((row.next_try_at - moment + timedelta(seconds=59)) // timedelta(minutes=1))
        moment = row.next_try_at + timedelta(seconds=30)
    assert row.tries == 16
    assert [each for each in pauses if each] == pauses
    assert pauses[:4] == [1, 2, 4, 8]
    assert max(pauses) in (240, 241)


@pytest.mark.parametrize(
    "address", ["a b@kota.example", "tanpa-alamat", "a,b@kota.example", "a\nBcc: x@y@kota.example"]
)
def test_what_is_no_address_is_never_sent(town: Town, sink: Sink, post: Post, address: str) -> None:
    town.write(update(employees).where(employees.c.id == town.employee["sutan"]).values(email=address))
    telling.needed(town, MONDAY)
    look(town, at(MONDAY, 10), post)
    assert [who for who, _, _ in told(town, "dead")] == ["sutan"]
    assert len(sink.arrived) == 2
