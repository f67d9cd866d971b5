"""Many hands on one case, with real connections: what two people do at once is what they would have done in turn."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count

import pytest
from sqlalchemy import Engine, func, select, update

from tests.stories import telling
from tests.stories.town import Town, at, found
from tests.workflow.race import at_once, those
from workflow.acts import Attempt, perform
from workflow.answers import KeyReused, Overtaken, Receipt, Refused
from workflow.database import connect, reading
from workflow.tables import employees, entries, security_events, transfers

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
WEDNESDAY = date(2024, 3, 6)
APRIL = date(2024, 4, 1)

NEED = {"post": "NERS-PKM", "note": "Layanan malam terhenti."}


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


@pytest.fixture
def servers(town: Town, database_url: str) -> Iterator[tuple[Town, Town]]:
    """Two servers before one database: what a queue in one process puts in order must hold between two as well."""
    other = connect(database_url)
    yield town, replace(town, engine=other)
    other.dispose()


def _count(town: Town, table: object) -> int:
    with reading(town.engine) as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


# -- the same form, many times --------------------------------------------------------------------------------


def test_sixteen_submits_of_one_new_need_are_one_act(servers: tuple[Town, Town], database_url: str) -> None:
    submits = [partial(servers[n % 2].act, "maslan", "identify", MONDAY, None, NEED, key="once") for n in range(16)]
    receipts = those(at_once(database_url, submits), Receipt)
    assert {(r.case_number, r.number, r.state) for r in receipts} == {("MUT-2024-0001", 1, "needs_identified")}
    assert Counter(r.repeated for r in receipts) == {False: 1, True: 15}
    assert _count(servers[0], transfers) == _count(servers[0], entries) == 1


def test_sixteen_submits_on_a_case_are_one_act(servers: tuple[Town, Town], database_url: str) -> None:
    case = telling.proposed(servers[0], MONDAY, APRIL)
    form = {"answer": "consents"}
    submits = [
        partial(servers[n % 2].act, "parlindungan", "donor-answer", TUESDAY, case, form, seen=2, key="once")
        for n in range(16)
    ]
    receipts = those(at_once(database_url, submits), Receipt)
    assert [(r.number, r.state) for r in receipts] == [(3, "proposed")] * 16
    assert Counter(r.repeated for r in receipts) == {False: 1, True: 15}
    assert len(servers[0].lines(case).lines) == 3


def test_sixteen_submits_of_a_proposal_are_one_act(servers: tuple[Town, Town], database_url: str) -> None:
    case = telling.needed(servers[0], MONDAY)
    form = {
        "employee": "nurhamidah",
        "kind": "INTRA",
        "planned_on": APRIL,
        "reason": "Kekosongan mendesak.",
        "no_conflict": "yes",
    }
    submits = [
        partial(servers[n % 2].act, "sutan", "propose", TUESDAY, case, form, seen=1, key="once") for n in range(16)
    ]
    receipts = those(at_once(database_url, submits), Receipt)
    assert [(r.number, r.state) for r in receipts] == [(2, "proposed")] * 16
    assert Counter(r.repeated for r in receipts) == {False: 1, True: 15}
    assert len(servers[0].lines(case).lines) == 2


def test_two_forms_with_one_key_are_one_act_and_one_event(servers: tuple[Town, Town], database_url: str) -> None:
    other = {**NEED, "note": "Layanan siang terhenti."}
    submits = [
        partial(servers[0].act, "maslan", "identify", MONDAY, None, NEED, key="once"),
        partial(servers[1].act, "maslan", "identify", MONDAY, None, other, key="once"),
    ]
    outcomes = at_once(database_url, submits)
    assert {type(outcome) for outcome in outcomes} == {Receipt, KeyReused}
    assert _count(servers[0], entries) == _count(servers[0], security_events) == 1


def test_different_needs_at_once_get_different_numbers(servers: tuple[Town, Town], database_url: str) -> None:
    submits = [partial(servers[n % 2].act, "maslan", "identify", MONDAY, None, NEED) for n in range(8)]
    receipts = those(at_once(database_url, submits), Receipt)
    assert sorted(r.case_number for r in receipts) == [f"MUT-2024-{n:04d}" for n in range(1, 9)]


# -- the committee ----------------------------------------------------------------------------------------------


def _ballot(town: Town) -> str:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.consented(town, case, TUESDAY)
    telling.opened(town, case, TUESDAY)
    return case


def test_seven_votes_at_once_are_seven_votes(servers: tuple[Town, Town], database_url: str) -> None:
    case = _ballot(servers[0])
    seen = servers[0].case(case).number
    votes = [
        partial(servers[n % 2].act, member, "vote", WEDNESDAY, case, {"vote": "for"}, seen=seen)
        for n, member in enumerate(telling.MEMBERS)
    ]
    receipts = those(at_once(database_url, votes), Receipt)
    assert sorted(r.number for r in receipts) == list(range(seen + 1, seen + 8))
    ballot = servers[0].case(case).ballot
    assert ballot is not None
    assert ballot.all_cast
    assert ballot.tally.votes_for == 7


def test_lines_stand_in_the_order_of_their_moments_however_long_each_act_has_waited(
    servers: tuple[Town, Town], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _ballot(servers[0])
    ticks = count()
    monkeypatch.setattr("workflow.acts.now", lambda: at(WEDNESDAY) + timedelta(seconds=next(ticks)))
    ground = servers[0].case(case).number
    ballot_papers = [
        Attempt(servers[0].account[member], "vote", case, {"vote": "for"}, f"paper-{member}", ground)
        for member in telling.MEMBERS
    ]
    votes = [partial(perform, servers[n % 2].engine, paper) for n, paper in enumerate(ballot_papers)]
    assert len(those(at_once(database_url, votes), Receipt)) == 7
    moments = [line.at for line in servers[0].lines(case).lines]
    assert moments == sorted(moments)


def test_a_ballot_is_closed_once(servers: tuple[Town, Town], database_url: str) -> None:
    case = _ballot(servers[0])
    telling.voted(servers[0], case, TUESDAY)
    seen = servers[0].case(case).number
    attempts = [
        partial(servers[0].act, "baginda", "close-ballot", WEDNESDAY, case, seen=seen),
        partial(servers[1].act, "irwan", "void-ballot", WEDNESDAY, case, {"reason": "Undangan keliru."}, seen=seen),
        partial(servers[0].act, "baginda", "close-ballot", WEDNESDAY, case, seen=seen),
    ]
    outcomes = at_once(database_url, attempts)
    assert len(those(outcomes, Receipt)) == 1
    assert len(those(outcomes, Overtaken)) == 2
    assert servers[0].case(case).number == seen + 1


@pytest.mark.parametrize(("against", "outcome"), [((), "reviewed"), (telling.MEMBERS, "rejected")])
def test_recommend_reject_and_cancel_have_one_winner(
    servers: tuple[Town, Town], database_url: str, against: tuple[str, ...], outcome: str
) -> None:
    town, other = servers
    case = _ballot(town)
    telling.voted(town, case, TUESDAY, against=against)
    town.act("baginda", "close-ballot", TUESDAY, case)
    seen = town.case(case).number
    attempts = [
        partial(town.act, "baginda", "recommend", WEDNESDAY, case, {"number": "12/BA", "on": WEDNESDAY}, seen=seen),
        partial(other.act, "baginda", "reject", WEDNESDAY, case, {"reason": "Kurang tepat."}, seen=seen),
        partial(town.act, "sahala", "cancel", WEDNESDAY, case, {"reason": "Formasi dicabut."}, seen=seen),
    ]
    outcomes = at_once(database_url, attempts)
    (winner,) = those(outcomes, Receipt)
    assert winner.state in {outcome, "cancelled"}
    for loser in those(outcomes, Exception):
        assert isinstance(loser, Overtaken) or (isinstance(loser, Refused) and loser.grounds == ("R-COM-05",))
    told = town.case(case)
    assert (told.state, told.number) == (winner.state, seen + 1)


# -- slots ------------------------------------------------------------------------------------------------------


def _proposed(town: Town, employee: str, post: str = "NERS-PKM") -> str:
    return telling.proposed(
        town, MONDAY, APRIL, post=post, employee=employee, who="maslan", justification="Bertukar tempat."
    )


def _carried(town: Town, case: str, donor: str = "parlindungan") -> str:
    for gate in town.case(case).open_gates:
        town.act("halomoan", "waive-gate", TUESDAY, case, {"rule": gate, "reason": "Penggantinya datang."})
    telling.consented(town, case, TUESDAY, donor)
    telling.opened(town, case, TUESDAY)
    telling.voted(town, case, TUESDAY)
    town.act("baginda", "close-ballot", TUESDAY, case)
    return case


def _recommend(town: Town, case: str) -> partial[Receipt]:
    seen = town.case(case).number
    return partial(town.act, "baginda", "recommend", WEDNESDAY, case, {"number": "1/BA", "on": WEDNESDAY}, seen=seen)


def test_the_last_slot_goes_to_one_of_two(servers: tuple[Town, Town], database_url: str) -> None:
    town, other = servers
    town.need("NERS-PKM", 3)
    town.need("NERS-RSUD", 6)  # the hospital can spare both
    cases = [_carried(town, _proposed(town, who)) for who in ("nurhamidah", "fitri")]
    outcomes = at_once(database_url, [_recommend(town, cases[0]), _recommend(other, cases[1])])
    (winner,) = those(outcomes, Receipt)
    (loser,) = those(outcomes, Refused)
    assert loser.grounds == ("R-NED-01c",)
    assert loser.results[0].seen["holders"] == 3
    assert {town.case(case).state for case in cases} == {"reviewed", "proposed"}
    assert town.case(winner.case_number).state == "reviewed"


def test_two_who_swap_never_wait_for_each_other(servers: tuple[Town, Town], database_url: str) -> None:
    town, other = servers
    there, back = _proposed(town, "lamhot", "KLERK-PKM"), _proposed(town, "marwan", "KLERK-RSUD")
    _carried(town, there)
    _carried(town, back, "masdalena")
    outcomes = at_once(database_url, [_recommend(town, there), _recommend(other, back)])
    assert [type(outcome) for outcome in outcomes] == [Receipt, Receipt]


def test_one_employee_is_bound_by_one_case(servers: tuple[Town, Town], database_url: str) -> None:
    town, other = servers
    cases = [telling.needed(town, MONDAY), telling.needed(town, MONDAY)]
    proposals = [
        partial(telling.propose, server, case, TUESDAY, APRIL)
        for server, case in zip((town, other), cases, strict=True)
    ]
    outcomes = at_once(database_url, proposals)
    (loser,) = those(outcomes, Refused)
    assert loser.grounds == ("R-DON-10",)
    assert sorted(town.case(case).state for case in cases) == ["needs_identified", "proposed"]


# -- officers side by side ----------------------------------------------------------------------------------------


def test_two_officers_act_side_by_side_after_the_recommendation(servers: tuple[Town, Town], database_url: str) -> None:
    town, other = servers
    case = _ballot(town)
    telling.voted(town, case, TUESDAY)
    town.act("baginda", "close-ballot", TUESDAY, case)
    telling.recommended(town, case, TUESDAY)
    courses = {"needed": "yes", "finding": "Belum bersertifikat.", "courses": "Triase; 20; 2024-03-20"}
    town.act("efrida", "assign-training", TUESDAY, case, courses)
    seen = town.case(case).number
    result = {"course": "Triase", "result": "passed", "on": WEDNESDAY}
    letter = {"number": "PT-1", "on": TUESDAY}
    outcomes = at_once(
        database_url,
        [
            partial(other.act, "efrida", "complete-training", WEDNESDAY, case, result, seen=seen),
            partial(town.act, "maslan", "record-consideration", WEDNESDAY, case, letter, seen=seen),
        ],
    )
    assert sorted(r.number for r in those(outcomes, Receipt)) == [seen + 1, seen + 2]
    told = town.case(case)
    assert not told.open_courses
    assert told.documents["record-consideration"].number == "PT-1"


def test_the_donor_answers_while_a_gate_is_waived(servers: tuple[Town, Town], database_url: str) -> None:
    town, other = servers
    nurhamidah = employees.c.id == town.employee["nurhamidah"]
    town.write(update(employees).where(nurhamidah).values(post_since=date(2023, 6, 1)))
    case = telling.proposed(town, MONDAY, APRIL)
    waiver = {"rule": "R-TEN-01", "reason": "Puskesmas tanpa perawat malam."}
    outcomes = at_once(
        database_url,
        [
            partial(town.act, "parlindungan", "donor-answer", TUESDAY, case, {"answer": "consents"}, seen=2),
            partial(other.act, "sahala", "waive-gate", TUESDAY, case, waiver, seen=2),
        ],
    )
    assert sorted(r.number for r in those(outcomes, Receipt)) == [3, 4]
    told = town.case(case)
    assert (told.donor, told.gates) == ("consents", {"R-TEN-01": "waived"})


# -- overtaken ------------------------------------------------------------------------------------------------------


def test_a_stale_form_is_told_what_happened_meanwhile(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.consented(town, case, TUESDAY)
    with pytest.raises(Overtaken) as refusal:
        town.act("irwan", "return", TUESDAY, case, {"reason": "Lampiran kurang."}, seen=2)
    assert (refusal.value.case_number, refusal.value.seen) == (case, 2)
    (line,) = refusal.value.meanwhile
    assert (line.step, line.employee, line.at) == ("donor-answer", town.employee["parlindungan"], at(TUESDAY))
    assert town.case(case).number == 3


def test_a_form_from_the_future_is_refused(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    with pytest.raises(Overtaken):
        town.act("irwan", "return", TUESDAY, case, {"reason": "Lampiran kurang."}, seen=3)


def test_a_vote_for_yesterdays_candidate_is_refused(town: Town) -> None:
    case = _ballot(town)
    ballot_paper = town.case(case).number
    town.act("irwan", "void-ballot", TUESDAY, case, {"reason": "Berkas tertukar."})
    town.act("irwan", "return", TUESDAY, case, {"reason": "Calon tertukar."})
    telling.propose(town, case, TUESDAY, APRIL, employee="fitri")
    telling.consented(town, case, TUESDAY)
    telling.opened(town, case, TUESDAY)
    with pytest.raises(Overtaken) as refusal:
        town.act("tiurma", "vote", WEDNESDAY, case, {"vote": "for"}, seen=ballot_paper)
    steps = [line.step for line in refusal.value.meanwhile]
    assert steps == ["void-ballot", "return", "propose", "donor-answer", "open-ballot"]
    ballot = town.case(case).ballot
    assert ballot is not None
    assert not ballot.votes


def test_a_vote_stands_although_others_voted_meanwhile(town: Town) -> None:
    case = _ballot(town)
    ballot_paper = town.case(case).number
    telling.voted(town, case, TUESDAY, against=("gunawan",))
    changed: datetime = at(WEDNESDAY)
    assert town.act("gunawan", "vote", changed, case, {"vote": "for"}, seen=ballot_paper).number == ballot_paper + 8
