"""The committee: a rejection, a recusal, a void ballot, a tie, too few members, and a chair in conflict."""

from datetime import date, timedelta

from policies.reading import rounds
from tests.stories import telling
from tests.stories.hearing import awaited, deputy, grounds, history, last, refused, roles, seen, sees
from tests.stories.town import Town, at

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
MAY = date(2024, 5, 1)


def in_committee(town: Town) -> str:
    """Nurhamidah is proposed on Monday; the hospital consents and the ballot opens on Tuesday."""
    case = telling.proposed(town, MONDAY, MAY)
    telling.consented(town, case, TUESDAY)
    telling.opened(town, case, TUESDAY)
    return case


def test_rejected(town: Town) -> None:
    case = in_committee(town)
    telling.voted(town, case, TUESDAY, against=("gunawan", "burhan", "zulkifli", "halomoan"))
    town.act("baginda", "close-ballot", TUESDAY, case)
    tally = last(town, case, "close-ballot").values["tally"]
    assert tally == {"eligible": 7, "present": 7, "for": 3, "against": 4, "needed": 4, "recused": 0}
    assert awaited(town, case) == {"reject"}
    no = refused(town, "baginda", "recommend", TUESDAY, case, {"number": "12/BA", "on": TUESDAY})
    assert no.grounds == ("R-COM-05",)
    assert seen(no, "R-COM-05")["outcome"] == "lost"
    assert grounds(town, "irwan", "return", TUESDAY, case, {"reason": "Coba lagi."}) == ["R-BAL-03"]
    assert grounds(town, "sutan", "withdraw", TUESDAY, case, {"reason": "Ditarik saja."}) == ["R-BAL-03"]
    assert grounds(town, "irwan", "open-ballot", TUESDAY, case, {"closes_at": at(MAY)}) == ["R-BAL-03"]
    town.act("baginda", "reject", TUESDAY, case, {"reason": "Unit asal masih kekurangan."})
    head = town.head(case)
    assert (head["state"], head["awaits"], head["due_on"], head["binds_employee"]) == ("rejected", None, None, False)
    again = telling.proposed(town, date(2024, 3, 6), MAY)
    assert town.case(again).state == "proposed"  # nothing binds Nurhamidah to the rejected case


def test_votes_against_give_a_reason_and_the_last_ballot_counts(town: Town) -> None:
    case = in_committee(town)
    assert grounds(town, "gunawan", "vote", TUESDAY, case, {"vote": "against"}) == ["R-COM-06"]
    town.act("gunawan", "vote", TUESDAY, case, {"vote": "against", "reason": "Belum yakin."})
    town.act("gunawan", "vote", TUESDAY, case, {"vote": "for"})
    ballot = town.case(case).ballot
    assert ballot is not None
    assert (ballot.tally.present, ballot.tally.votes_for, ballot.tally.votes_against) == (1, 1, 0)
    assert history(town, case, 2) == ["gunawan: vote", "gunawan: vote"]


def test_the_chair_closes_neither_early_nor_without_quorum(town: Town) -> None:
    case = in_committee(town)
    for user in ("tiurma", "gunawan", "burhan", "zulkifli"):
        town.act(user, "vote", TUESDAY, case, {"vote": "for"})
    assert awaited(town, case) == {"vote"}
    no = refused(town, "baginda", "close-ballot", TUESDAY, case)
    assert no.grounds == ("R-BAL-07", "R-COM-05")
    assert seen(no, "R-BAL-07") == {"cast": 4, "eligible": 7}
    assert seen(no, "R-COM-05")["needed_present"] == 5
    after_hours = at(date(2024, 3, 7), 16)  # the moment that the secretary named
    assert grounds(town, "baginda", "close-ballot", after_hours - timedelta(minutes=1), case) == [
        "R-BAL-07",
        "R-COM-05",
    ]
    assert grounds(town, "baginda", "close-ballot", after_hours, case) == ["R-COM-05"]
    assert grounds(town, "irwan", "close-ballot", after_hours, case) == ["role"]
    town.act("irwan", "vote", after_hours, case, {"vote": "abstain"})  # nothing closes by itself
    assert awaited(town, case) == {"vote", "close-ballot"}
    town.act("baginda", "close-ballot", after_hours, case)
    assert town.head(case)["ballot"] == "carried"


def test_a_recusal_leaves_quorum_and_denominator(town: Town) -> None:
    case = in_committee(town)
    town.act("gunawan", "vote", TUESDAY, case, {"vote": "against", "reason": "Belum yakin."})
    town.act("gunawan", "recuse", TUESDAY, case, {"reason": "Keponakan calon bekerja pada saya."})
    assert grounds(town, "gunawan", "vote", TUESDAY, case, {"vote": "for"}) == ["R-BAL-05"]
    assert grounds(town, "gunawan", "recuse", TUESDAY, case, {"reason": "Sekali lagi."}) == ["R-BAL-05"]
    telling.voted(town, case, TUESDAY)
    town.act("baginda", "close-ballot", TUESDAY, case)
    tally = last(town, case, "close-ballot").values["tally"]
    assert tally == {"eligible": 6, "present": 6, "for": 6, "against": 0, "needed": 4, "recused": 1}
    assert town.head(case)["ballot"] == "carried"


def test_who_recused_stays_out_of_the_next_ballot_too(town: Town) -> None:
    case = in_committee(town)
    town.act("gunawan", "recuse", TUESDAY, case, {"reason": "Keponakan calon bekerja pada saya."})
    telling.voted(town, case, TUESDAY, against=("tiurma", "irwan", "burhan"))
    town.act("baginda", "close-ballot", TUESDAY, case)
    assert town.head(case)["ballot"] == "tie"
    telling.opened(town, case, date(2024, 3, 6))
    ballot = town.case(case).ballot
    assert ballot is not None
    assert town.employee["gunawan"] not in ballot.members
    assert len(ballot.eligible) == 6
    assert grounds(town, "gunawan", "vote", date(2024, 3, 6), case, {"vote": "for"}) == ["R-BAL-05"]


def test_members_recuse_below_the_minimum(town: Town) -> None:
    case = in_committee(town)
    for user in ("gunawan", "burhan", "zulkifli"):
        town.act(user, "recuse", TUESDAY, case, {"reason": "Pernah memimpin calon."})
    assert "void-ballot" in awaited(town, case)
    telling.voted(town, case, TUESDAY)
    no = refused(town, "baginda", "close-ballot", TUESDAY, case)
    assert no.grounds == ("R-COM-05",)
    assert (seen(no, "R-COM-05")["eligible"], seen(no, "R-COM-05")["minimum"]) == (4, 5)
    town.act("irwan", "void-ballot", TUESDAY, case, {"reason": "Anggota yang berhak tinggal empat orang."})
    assert town.head(case)["ballot"] == "void"
    no = refused(town, "irwan", "open-ballot", TUESDAY, case, {"closes_at": at(MAY)})
    assert no.grounds == ("R-COM-05",)
    assert seen(no, "R-COM-05")["eligible"] == 4
    town.act("irwan", "return", TUESDAY, case, {"reason": "Tim tidak dapat memutus; ajukan setelah tim dilengkapi."})
    town.act("maslan", "withdraw", TUESDAY, case, {"reason": "Menunggu keputusan tim yang baru."})
    assert town.case(case).state == "withdrawn"


def test_a_void_ballot_reveals_nothing(town: Town) -> None:
    case = in_committee(town)
    for user in ("tiurma", "gunawan"):
        town.act(user, "vote", TUESDAY, case, {"vote": "for"})
    town.act("burhan", "recuse", TUESDAY, case, {"reason": "Pernah memimpin calon."})
    assert grounds(town, "baginda", "void-ballot", TUESDAY, case, {"reason": "Berkas keliru."}) == ["role"]
    town.act("irwan", "void-ballot", TUESDAY, case, {"reason": "Berkas calon tertukar."})
    void = last(town, case, "void-ballot")
    assert set(void.values) & {"outcome", "tally"} == set()
    assert town.case(case).ballot is None
    assert rounds(town.lines(case).lines) == {4: "void"}
    everybody = ["maslan: identify", "sutan: propose", "parlindungan: donor-answer", "irwan: open-ballot"]
    for user in ("baginda", "rosmaida", "sahala", "maslan"):
        assert sees(town, user, case, TUESDAY) == [*everybody, "irwan: void-ballot"]
    assert sees(town, "tiurma", case, TUESDAY) == [*everybody, "tiurma: vote", "irwan: void-ballot"]
    assert grounds(town, "gunawan", "vote", TUESDAY, case, {"vote": "for"}) == ["R-BAL-02", "R-BAL-05"]
    telling.opened(town, case, date(2024, 3, 6))
    ballot = town.case(case).ballot
    assert ballot is not None
    assert (ballot.round, ballot.tally.present) == (2, 0)


def test_while_a_ballot_is_open_only_the_count_is_told(town: Town) -> None:
    case = in_committee(town)
    town.act("tiurma", "vote", TUESDAY, case, {"vote": "for"})
    for user in ("baginda", "irwan", "rosmaida", "sahala", "halomoan", "nurhamidah", "parlindungan"):
        shown = sees(town, user, case, TUESDAY)
        assert shown is not None
        assert "tiurma: vote" not in shown
    shown = sees(town, "tiurma", case, TUESDAY)
    assert shown is not None
    assert shown[-1] == "tiurma: vote"


def test_a_tie_is_no_result_and_a_second_ballot_decides(town: Town) -> None:
    case = in_committee(town)
    telling.voted(town, case, TUESDAY, against=("tiurma", "irwan", "burhan"), abstain=("gunawan",))
    town.act("baginda", "close-ballot", TUESDAY, case)
    assert town.head(case)["ballot"] == "tie"
    assert awaited(town, case) == {"open-ballot"}
    for step, form in (("recommend", {"number": "12/BA", "on": TUESDAY}), ("reject", {"reason": "Seri."})):
        no = refused(town, "baginda", step, TUESDAY, case, form)
        assert no.grounds == ("R-COM-05",)
        assert seen(no, "R-COM-05")["outcome"] == "tie"
    assert grounds(town, "sahala", "cancel", TUESDAY, case, {"reason": "Seri."}) == ["R-BAL-04"]
    telling.opened(town, case, date(2024, 3, 6))
    telling.voted(town, case, date(2024, 3, 6), against=("irwan",))
    town.act("baginda", "close-ballot", date(2024, 3, 6), case)
    telling.recommended(town, case, date(2024, 3, 6))
    assert town.case(case).state == "reviewed"
    assert town.case(case).rounds == 2
    assert rounds(town.lines(case).lines) == {4: "tie", 13: "carried"}


def test_after_a_tie_the_case_may_be_returned_or_withdrawn(town: Town) -> None:
    for step, who, state in (("return", "irwan", "needs_identified"), ("withdraw", "sutan", "withdrawn")):
        case = in_committee(town)
        telling.voted(town, case, TUESDAY, against=("tiurma", "irwan", "burhan"), abstain=("gunawan",))
        town.act("baginda", "close-ballot", TUESDAY, case)
        town.act(who, step, TUESDAY, case, {"reason": "Suara imbang."})
        assert town.case(case).state == state


def test_a_chair_in_conflict_and_his_vice_chair(town: Town) -> None:
    town.related("baginda", "nurhamidah", degree=2)
    case = in_committee(town)
    ballot = town.case(case).ballot
    assert ballot is not None
    assert town.employee["baginda"] not in ballot.members
    assert grounds(town, "baginda", "vote", TUESDAY, case, {"vote": "for"}) == ["R-BAL-05", "R-COI-01"]
    assert grounds(town, "baginda", "recuse", TUESDAY, case, {"reason": "Saudara ipar."}) == ["R-BAL-05"]
    telling.voted(town, case, TUESDAY)
    no = refused(town, "baginda", "close-ballot", TUESDAY, case)
    assert no.grounds == ("R-COI-01",)
    assert seen(no, "R-COI-01")["relations"] == ["family"]
    assert "committee_chair" in roles(town, "tiurma", case, TUESDAY)
    town.act("tiurma", "close-ballot", TUESDAY, case)
    telling.recommended(town, case, TUESDAY, who="tiurma")
    assert deputy(town, case, "close-ballot") == deputy(town, case, "recommend") == "baginda"
    assert history(town, case, 2) == ["tiurma: close-ballot", "tiurma: recommend"]
    shown = sees(town, "baginda", case, TUESDAY)
    assert shown is not None
    assert not any(line.endswith(": vote") for line in shown)  # a member in conflict reads no deliberation


def test_the_vice_chair_is_no_chair_while_the_chair_can_act(town: Town) -> None:
    case = in_committee(town)
    telling.voted(town, case, TUESDAY)
    assert grounds(town, "tiurma", "close-ballot", TUESDAY, case) == ["role"]
    town.absent("baginda", TUESDAY, date(2024, 3, 6))
    town.act("tiurma", "close-ballot", TUESDAY, case)
    assert deputy(town, case, "close-ballot") == "baginda"
    assert grounds(town, "tiurma", "recommend", date(2024, 3, 7), case, {"number": "1/BA", "on": TUESDAY}) == ["role"]
    telling.recommended(town, case, date(2024, 3, 7))
    assert deputy(town, case, "recommend") is None


def test_the_committee_s_decree_says_who_votes(town: Town) -> None:
    case = in_committee(town)
    for user in ("yusnita", "sutan", "halimah", "sahala"):
        assert "committee_member" not in roles(town, user, case, TUESDAY)
    assert grounds(town, "sahala", "vote", TUESDAY, case, {"vote": "for"}) == ["role"]
    after_the_term = date(2027, 1, 4)
    assert roles(town, "zulkifli", case, after_the_term) == set()
