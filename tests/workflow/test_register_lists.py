"""The registers as their pages list them, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.stories.town import Town, at, found
from tests.workflow.registering import DAY, NOW
from workflow.database import reading
from workflow.organisation.lists import absences, bodies, changes, delegations, grants, holidays, people, relatives
from workflow.organisation.registers import absences as keep_absences
from workflow.organisation.registers import accounts as keep_accounts
from workflow.organisation.registers import bodies as keep_bodies
from workflow.organisation.registers import delegations as keep_delegations
from workflow.organisation.registers import grants as keep_grants
from workflow.organisation.registers import holidays as keep_holidays
from workflow.organisation.registers import relatives as keep_relatives


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def ask(town: Town, question: Any, *arguments: Any, **more: Any) -> Any:
    with reading(town.engine) as connection:
        return question(connection, *arguments, **more)


def give(town: Town, who: str, role: str, **more: Any) -> int:
    given = {"account": str(town.account[who]), "role": role, "since": DAY.isoformat(), "ground": "ND-1/2024", **more}
    return keep_grants.give(town.engine, town.account["admin"], NOW, given)


# -- people ------------------------------------------------------------------------------------------------------


def test_people_are_found_by_every_word_of_their_name(town: Town) -> None:
    assert [person.name for person in ask(town, people.find, "siregar")] == ["Nurhamidah Siregar", "Sutan Siregar"]
    (one,) = ask(town, people.find, "SIREGAR nur")
    assert (one.title, one.unit, one.user_name) == ("Perawat Ahli Pertama", "RSUD", "nurhamidah")
    assert (one.employee, one.account) == (town.employee["nurhamidah"], town.account["nurhamidah"])
    assert ask(town, people.find, "   ") == []
    assert ask(town, people.find, "100%") == []


def test_people_are_found_by_their_whole_nip_and_by_their_user_name(town: Town) -> None:
    nip = town.register("sutan")["nip"]
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    assert [person.name for person in ask(town, people.find, spaced)] == ["Sutan Siregar"]
    assert ask(town, people.find, nip[:12]) == []
    assert [person.name for person in ask(town, people.find, "admin")] == ["Administrator"]


def test_who_is_no_employee_is_found_with_his_title(town: Town) -> None:
    (mayor,) = ask(town, people.find, "sahala")
    assert (mayor.employee, mayor.title, mayor.unit) == (None, "Wali Kota", "")
    assert ask(town, people.marked, mayor.mark) == mayor
    assert ask(town, people.with_account, town.account["sahala"]) == mayor


def test_a_mark_stands_for_one_person_or_for_nobody(town: Town) -> None:
    sutan = ask(town, people.marked, f"e{town.employee['sutan']}")
    assert sutan.name == "Sutan Siregar"
    # The account of an employee is reached through the employee, so that nobody has two marks.
    for mark in (f"a{town.account['sutan']}", "e999999", "a999999", "sutan", "", "e12; drop"):
        assert ask(town, people.marked, mark) is None


def test_exactly_finds_nobody_by_a_part_of_a_name(town: Town) -> None:
    assert ask(town, people.exactly, "Sutan") == []
    assert [person.name for person in ask(town, people.exactly, " sutan  SIREGAR ")] == ["Sutan Siregar"]
    assert [person.name for person in ask(town, people.exactly, "H. Sahala Ritonga")] == ["H. Sahala Ritonga"]
    assert [person.name for person in ask(town, people.exactly, town.register("sutan")["nip"])] == ["Sutan Siregar"]


def test_a_search_says_that_there_are_more(town: Town) -> None:
    assert len(ask(town, people.find, "a")) == people.MOST + 1


def test_the_accounts_are_listed_page_by_page(town: Town) -> None:
    seen: list[str] = []
    after = None
    while batch := ask(town, people.page, 10, after):
        seen += [person.name for person in batch[:10]]
        after = batch[:10][-1].account
    assert len(seen) == len(set(seen)) == ask(town, people.count)
    assert seen == sorted(seen)


def test_roles_are_those_that_hold_today(town: Town) -> None:
    numbers = [town.account[who] for who in ("maslan", "sutan", "togar")]
    assert ask(town, people.roles, numbers, DAY) == {
        town.account["maslan"]: ["personnel_analyst"],
        town.account["sutan"]: ["proposer"],
    }
    town.end_grant("maslan", "personnel_analyst", DAY)
    assert town.account["maslan"] not in ask(town, people.roles, numbers, DAY)


def test_a_user_name_is_suggested_that_is_free(town: Town) -> None:
    assert ask(town, people.free_name, "Rumondang Sagala, S.E.") == "rumondang"
    assert ask(town, people.free_name, "Sutan Batubara") == "sutan.batubara"
    assert ask(town, people.free_name, "dr. H. Sutan") == "sutan.sutan"
    assert ask(town, people.free_name, "Li") == ""


# -- grants ------------------------------------------------------------------------------------------------------


def test_grants_are_counted_and_listed_by_their_state(town: Town) -> None:
    soon = give(town, "togar", "training_officer", until="2024-03-20")
    coming = give(town, "wulan", "auditor", since="2024-05-01")
    ended = give(town, "saima", "auditor")
    ending = {"on": DAY.isoformat(), "ground": "mutasi"}
    keep_grants.end(town.engine, town.account["admin"], NOW, ended, ending)

    assert ask(town, grants.counts, DAY) == {"held": 9, "ending": 1, "coming": 1, "ended": 1, "people": 9}
    assert [one.id for one in ask(town, grants.page, "ending", DAY, 10)] == [soon]
    assert [one.id for one in ask(town, grants.page, "coming", DAY, 10)] == [coming]
    (past,) = ask(town, grants.page, "ended", DAY, 10)
    assert (past.id, past.name, past.by, past.ended_by) == (ended, "Saima Tanjung", "Administrator", "Administrator")
    assert (past.ended_ground, past.state(DAY)) == ("mutasi", "ended")
    assert soon in [one.id for one in ask(town, grants.page, "held", DAY, 10)]


def test_a_grant_says_its_last_day(town: Town) -> None:
    one = ask(town, grants.one, give(town, "togar", "training_officer", until="2024-03-20"))
    assert (one.last, one.until) == (date(2024, 3, 20), date(2024, 3, 21))
    assert (one.state(date(2024, 3, 20)), one.state(date(2024, 3, 21))) == ("held", "ended")
    assert ask(town, grants.one, give(town, "wulan", "auditor")).last is None


def test_grants_are_listed_page_by_page_and_by_role(town: Town) -> None:
    first = ask(town, grants.page, "held", DAY, 3)
    assert len(first) == 4
    rest = ask(town, grants.page, "held", DAY, 30, older_than=first[2].id)
    assert {one.id for one in first[:3]} | {one.id for one in rest} == {
        one.id for one in ask(town, grants.page, "held", DAY, 30)
    }
    assert {one.name for one in ask(town, grants.page, "held", DAY, 30, role="personnel_analyst")} == {
        "Maslan Harahap",
        "Yusnita Hasibuan",
    }


def test_every_grant_of_one_account_is_kept(town: Town) -> None:
    give(town, "sutan", "training_officer")
    assert [one.role for one in ask(town, grants.of_account, town.account["sutan"])] == ["training_officer", "proposer"]
    assert ask(town, grants.holding, "administrator", DAY) == [(town.account["admin"], "Administrator")]


# -- absences, delegations, bodies ---------------------------------------------------------------------------------


def test_absences_are_those_of_today_and_later(town: Town) -> None:
    town.absent("sutan", date(2024, 3, 1), date(2024, 3, 8))
    town.absent("sahala", date(2024, 4, 1), date(2024, 4, 2))
    town.absent("togar", date(2024, 1, 1), date(2024, 1, 5))
    town.absent("wulan", date(2024, 5, 2), date(2024, 5, 1))  # never came about

    first = ask(town, absences.page, DAY, 1)
    assert [one.name for one in first] == ["Sutan Siregar", "H. Sahala Ritonga"]
    assert [one.name for one in ask(town, absences.page, DAY, 1, first[0].id)] == ["H. Sahala Ritonga"]
    assert [one.name for one in ask(town, absences.past, DAY, 9)] == ["Togar Sinaga"]
    assert ask(town, absences.counts, DAY) == (1, 1)
    assert ask(town, absences.one, first[1].id).title == "Wali Kota"


def test_delegations_are_those_that_hold_or_will(town: Town) -> None:
    town.delegate("ppk", "baginda")
    town.delegate("head_bkpsdm", "yusnita", acting=True)
    present = ask(town, delegations.present, DAY)
    assert [(one.office, one.name, one.acting) for one in present] == [
        ("head_bkpsdm", "Yusnita Hasibuan", True),
        ("ppk", "Baginda Hutasuhut", False),
    ]
    assert [one.id for one in ask(town, delegations.of_account, town.account["baginda"], DAY)] == [present[1].id]
    keep_delegations.end(town.engine, town.account["admin"], NOW, present[1].id)
    assert len(ask(town, delegations.present, DAY)) == 1
    (past,) = ask(town, delegations.past, DAY, 9)
    assert (past.name, past.ended, past.until) == ("Baginda Hutasuhut", True, DAY)


def test_a_body_lists_its_members_by_office_and_counts_its_voters(town: Town) -> None:
    (body,) = ask(town, bodies.every)
    assert [seat.office for seat in body.members(DAY)] == ["chair", "vice_chair", "secretary", *["member"] * 4]
    assert body.voters(DAY) == 7
    seat = body.seats[-1]
    assert ask(town, bodies.of_seat, seat.id) == (body, seat)
    keep_bodies.leave(town.engine, town.account["irwan"], NOW, seat.id, {"on": "2024-04-01", "decree": "800/9/2024"})
    changed = ask(town, bodies.one, body.id)
    assert (changed.voters(date(2024, 3, 31)), changed.voters(date(2024, 4, 1))) == (7, 6)
    assert ask(town, bodies.one, 999999) is None
    assert ask(town, bodies.of_seat, 999999) is None


# -- holidays and family -------------------------------------------------------------------------------------------


def test_a_year_tells_the_countrys_days_and_the_citys_own(town: Town) -> None:
    town.rest(date(2024, 10, 17))
    for day, works, name in (("2024-08-17", "no", "Upacara kota"), ("2024-12-26", "yes", "Pelayanan akhir tahun")):
        given = {"day": day, "works": works, "name": name}
        keep_holidays.put(town.engine, town.account["maslan"], NOW, given)

    months = ask(town, holidays.year, 2024, "id")
    days = {each.day: each for month in months for each in month.days}
    assert len(months) == 12
    assert (days[date(2024, 1, 1)].kind, days[date(2024, 1, 1)].works) == ("public", False)
    assert days[date(2024, 10, 17)].name == "Hari jadi kota"
    assert days[date(2024, 12, 26)].works
    assert days[date(2024, 12, 26)].kind == "own"
    assert days[date(2024, 12, 26)].overridden
    # October 2024 has 23 days from Monday to Friday; on one of them the city celebrates.
    assert months[9].working_days == 22


def test_the_days_of_the_country_are_named_in_both_languages(town: Town) -> None:
    names = {language: holidays.national(date(2024, 8, 17), language).name for language in ("id", "en")}
    assert names == {"id": "Hari Kemerdekaan Republik Indonesia", "en": "Independence Day"}
    assert holidays.national(date(2024, 8, 20), "id") is None
    town.rest(date(2024, 10, 17))
    assert ask(town, holidays.own, date(2024, 10, 17)).works is False
    assert ask(town, holidays.own, date(2024, 10, 18)) is None


def test_family_is_seen_from_both_sides(town: Town) -> None:
    given = {"employee": str(town.employee["fitri"]), "kind": "IPAR"}
    keep_relatives.declare(town.engine, town.account["sutan"], NOW, given)
    given = {"account": str(town.account["sahala"]), "kind": "SEPUPU"}
    keep_relatives.declare(town.engine, town.account["sutan"], NOW, given)

    of_sutan = ask(town, relatives.of, town.account["sutan"], town.employee["sutan"])
    assert [(one.name, one.title, one.degree) for one in of_sutan] == [
        ("Fitri Pohan", "Perawat Ahli Pertama", 2),
        ("H. Sahala Ritonga", "Wali Kota", 4),
    ]
    of_fitri = ask(town, relatives.of, town.account["fitri"], town.employee["fitri"])
    assert [one.name for one in of_fitri] == ["Sutan Siregar"]
    of_the_mayor = ask(town, relatives.of, town.account["sahala"], None)
    assert [one.name for one in of_the_mayor] == ["Sutan Siregar"]


# -- changes -------------------------------------------------------------------------------------------------------


def test_the_last_changes_say_who_did_what_with_names(town: Town) -> None:
    number = give(town, "sutan", "training_officer")
    keep_grants.end(town.engine, town.account["admin"], NOW, number, {"on": "2024-03-05", "ground": "diganti"})
    newest, first = ask(town, changes.latest, "grants", 10)
    assert (first.kind, first.by, first.at) == ("grant", "Administrator", NOW)
    assert first.names == {"account": "Sutan Siregar"}
    assert (first.values["role"], first.values["ground"]) == ("training_officer", "ND-1/2024")
    # An ending repeats neither whose grant it was nor as what: that is read from the grant.
    assert (newest.kind, newest.names["account"]) == ("end-grant", "Sutan Siregar")
    assert (newest.values["role"], newest.values["ground"]) == ("training_officer", "diganti")
    assert ask(town, changes.latest, "grants", 1) == [newest]


def test_every_register_tells_its_changes(town: Town) -> None:
    admin, secretary, analyst = (town.account[who] for who in ("admin", "irwan", "maslan"))
    away = {"employee": str(town.employee["togar"]), "kind": "CUTI", "since": "2024-03-04", "until": "2024-03-08"}
    absence = keep_absences.add(town.engine, admin, NOW, away)
    keep_absences.end(town.engine, admin, NOW, absence, {"until": "2024-03-06"})
    letter = {"office": "ppk", "account": str(town.account["baginda"]), "instrument": "800/1/2024"}
    keep_delegations.give(town.engine, admin, NOW, {**letter, "since": "2024-03-04", "until": "2024-03-08"})
    joining = {"employee": str(town.employee["sutan"]), "office": "member", "votes": "yes"}
    body = ask(town, bodies.every)[0]
    keep_bodies.join(town.engine, secretary, NOW, body.id, {**joining, "since": "2024-03-05", "decree": "800/4/2024"})
    keep_holidays.put(town.engine, analyst, NOW, {"day": "2024-10-17", "works": "no", "name": "Hari jadi kota"})
    keep_holidays.remove(town.engine, analyst, NOW, date(2024, 10, 17))
    keep_accounts.disable(town.engine, admin, NOW, town.account["togar"])

    told = {name: ask(town, changes.latest, name, 10) for name in changes.KINDS}
    assert {name: [change.kind for change in found] for name, found in told.items() if found} == {
        "grants": ["disable-account"],
        "absences": ["end-absence", "absence"],
        "delegations": ["delegation"],
        "bodies": ["member"],
        "holidays": ["remove-holiday", "holiday"],
    }
    assert told["absences"][0].names == {"employee": "Togar Sinaga"}
    assert told["bodies"][0].names == {"employee": "Sutan Siregar", "body": "BAPERJAKAT-2024"}
    assert told["holidays"][1].values["name"] == "Hari jadi kota"
    assert told["holidays"][1].by == "Maslan Harahap"


def test_a_form_that_came_twice_is_known(town: Town) -> None:
    give(town, "sutan", "training_officer")
    admin = town.account["admin"]
    values = {"account": str(town.account["sutan"]), "role": "training_officer", "since": "2024-03-04", "unit": ""}

    def again(account: int, kind: str, moment: Any = NOW, **more: Any) -> bool:
        return bool(ask(town, changes.repeated, account, kind, {**values, **more}, moment))

    assert again(admin, "grant", NOW + timedelta(seconds=59))
    assert not again(admin, "grant", NOW + timedelta(seconds=61))
    assert not again(admin, "grant", role="auditor")
    assert not again(admin, "end-grant")
    assert not again(town.account["sutan"], "grant")
    give(town, "togar", "auditor")
    assert not again(admin, "grant", at(DAY))
