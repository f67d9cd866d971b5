"""The donor unit: it consents, objects and is heard, or is silent; and who answers when its head cannot."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, deputy, grounds, history, refused, roles, seen, sees, unreadable
from tests.stories.town import Town, at

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
MAY = date(2024, 5, 1)
CLOSING = {"closes_at": at(date(2024, 4, 1), 16)}


def test_an_objection_is_heard_and_overruled(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    assert awaited(town, case) == {"donor-answer", "record-silence"}
    assert town.head(case)["due_on"] == date(2024, 3, 15)  # seven working days; Nyepi falls between
    assert grounds(town, "parlindungan", "donor-answer", TUESDAY, case, {"answer": "objects"}) == ["R-DON-07"]
    assert grounds(town, "masdalena", "donor-answer", TUESDAY, case, {"answer": "consents"}) == ["role"]
    objection = {"answer": "objects", "reason": "Ruang rawat inap kekurangan perawat malam."}
    town.act("parlindungan", "donor-answer", TUESDAY, case, objection)
    assert town.case(case).donor == "objects"
    assert awaited(town, case) == {"open-ballot"}
    assert grounds(town, "parlindungan", "donor-answer", TUESDAY, case, {"answer": "consents"}) == ["R-DON-09"]
    shown = sees(town, "gunawan", case, TUESDAY)
    assert shown is not None
    assert "parlindungan: donor-answer" in shown  # the committee reads the objection before it votes
    telling.opened(town, case, TUESDAY)
    telling.voted(town, case, TUESDAY, against=("burhan",))
    town.act("baginda", "close-ballot", TUESDAY, case)
    telling.recommended(town, case, TUESDAY)
    assert town.case(case).state == "reviewed"
    assert history(town, case)[2] == "parlindungan: donor-answer"


def test_a_silence_of_seven_working_days(town: Town) -> None:
    town.rest(date(2024, 3, 14))  # the city's own day, besides Nyepi and the collective leave after it
    case = telling.proposed(town, MONDAY, MAY)
    assert town.head(case)["due_on"] == date(2024, 3, 18)
    no = refused(town, "halomoan", "record-silence", date(2024, 3, 18), case)
    assert no.grounds == ("R-DON-06",)
    assert (seen(no, "R-DON-06")["waited"], seen(no, "R-DON-06")["working_days"]) == (6, 7)
    assert grounds(town, "irwan", "open-ballot", date(2024, 3, 19), case, CLOSING) == ["R-DON-06"]
    assert grounds(town, "maslan", "record-silence", date(2024, 3, 19), case) == ["role"]
    town.act("halomoan", "record-silence", date(2024, 3, 19), case, {"note": "Tiga kali dihubungi."})
    assert town.case(case).donor == "silent"
    assert awaited(town, case) == {"open-ballot"}
    late = {"answer": "consents"}
    assert grounds(town, "parlindungan", "donor-answer", date(2024, 3, 19), case, late) == ["R-DON-09"]
    assert grounds(town, "halomoan", "record-silence", date(2024, 3, 20), case) == ["R-DON-09"]
    town.act("irwan", "open-ballot", date(2024, 3, 20), case, CLOSING)
    assert town.head(case)["ballot"] == "open"


def test_the_city_may_work_while_others_rest(town: Town) -> None:
    saturday, collective_leave = date(2024, 3, 9), date(2024, 3, 12)
    for day in (saturday, collective_leave):
        town.rest(day, works=True)
    case = telling.proposed(town, MONDAY, MAY)
    assert town.head(case)["due_on"] == date(2024, 3, 13)  # two days earlier than elsewhere
    assert grounds(town, "halomoan", "record-silence", date(2024, 3, 13), case) == ["R-DON-06"]
    town.act("halomoan", "record-silence", date(2024, 3, 14), case)
    assert town.case(case).donor == "silent"


def test_the_head_of_bkpsdm_does_not_record_his_own_silence(town: Town) -> None:
    town.need("AUDITOR", 3)
    case = telling.needed(town, MONDAY, "AUDITOR")
    form = {"employee": "efrida", "who": "yusnita", "justification": "Tidak ada calon lain."}
    telling.propose(town, case, MONDAY, MAY, **form)
    later = date(2024, 3, 19)
    assert {"head_bkpsdm", "donor_head"} <= roles(town, "halomoan", case, later)
    assert grounds(town, "halomoan", "record-silence", later, case) == ["R-DON-08"]
    town.delegate("head_bkpsdm", "burhan")
    town.act("burhan", "record-silence", later, case)
    assert deputy(town, case, "record-silence") == "halomoan"
    assert town.case(case).donor == "silent"


def test_the_donor_s_head_is_the_candidate(town: Town) -> None:
    town.retire("masdalena")
    case = telling.proposed(town, MONDAY, MAY, post="KAPUS", employee="parlindungan")
    assert grounds(town, "parlindungan", "donor-answer", TUESDAY, case, {"answer": "consents"}) == ["R-COI-01"]
    assert "donor_head" in roles(town, "halimah", case, TUESDAY)
    telling.consented(town, case, TUESDAY, who="halimah")
    assert deputy(town, case, "donor-answer") == "parlindungan"


def test_the_donor_has_no_head(town: Town) -> None:
    town.retire("parlindungan")
    case = telling.proposed(town, MONDAY, MAY)
    telling.consented(town, case, TUESDAY, who="halimah")
    assert deputy(town, case, "donor-answer") is None


def test_the_donor_s_head_is_away(town: Town) -> None:
    town.absent("parlindungan", MONDAY, date(2024, 3, 8))
    town.absent("halimah", MONDAY, MONDAY)
    case = telling.proposed(town, MONDAY, MAY)
    unreadable(town, "halimah", "donor-answer", MONDAY, case)
    town.act("baginda", "donor-answer", MONDAY, case, {"answer": "consents"})
    assert deputy(town, case, "donor-answer") == "parlindungan"


def test_above_the_last_head_stands_the_ppk(town: Town) -> None:
    for user in ("parlindungan", "halimah", "baginda"):
        town.related(user, "nurhamidah")
    case = telling.proposed(town, MONDAY, MAY)
    assert grounds(town, "parlindungan", "donor-answer", TUESDAY, case, {"answer": "consents"}) == ["R-COI-01"]
    telling.consented(town, case, TUESDAY, who="sahala")
    assert town.case(case).donor == "consents"


def test_no_answer_while_a_ballot_is_open_or_decided(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    telling.carried(town, case, MONDAY)
    assert grounds(town, "parlindungan", "donor-answer", TUESDAY, case, {"answer": "consents"}) == [
        "R-BAL-03",
        "R-DON-09",
    ]
