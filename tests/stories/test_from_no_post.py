"""Who holds no post: Wulan came back from elsewhere without one, and no unit has to give her up."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, history, last, refused, roles, seen
from tests.stories.test_decree import pages_of
from tests.stories.town import Town, at
from workflow.audit.verify import verify

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
JULY = date(2024, 7, 1)
OCTOBER = date(2024, 10, 1)
OF_THE_DONOR = ("R-TEN-01", "R-DON-01", "R-DON-02", "R-DON-03", "R-DON-04")


def without_a_post(town: Town) -> None:
    """Let Wulan hold no post."""
    town.change("wulan", post_id=None, post_since=None)


def test_from_no_post_to_the_six_month_evaluation(town: Town) -> None:
    without_a_post(town)
    case = telling.proposed(town, MONDAY, APRIL, employee="wulan")
    told = town.case(case)
    assert (told.old_post, told.donor_unit, told.from_no_post) == (None, None, True)
    verdicts = last(town, case, "propose").verdicts
    assert {rule: verdicts[rule] for rule in OF_THE_DONOR} == dict.fromkeys(OF_THE_DONOR, "not_applicable")
    assert told.open_gates == ()
    # Nobody is asked to give her up: the ballot may be opened at once.
    assert awaited(town, case) == {"open-ballot"}
    telling.opened(town, case, TUESDAY)
    assert last(town, case, "open-ballot").verdicts["R-DON-06"] == "not_applicable"
    telling.voted(town, case, TUESDAY)
    town.act("baginda", "close-ballot", TUESDAY, case)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    telling.decreed(town, case, TUESDAY, APRIL)
    telling.sworn(town, case, TUESDAY)
    telling.executed(town, case, APRIL)
    holds = town.register("wulan")
    assert (holds["post_id"], holds["post_since"]) == (town.post["NERS-PKM"], APRIL)
    assert pages_of(town, "wulan")[-1] == ("NERS-PKM", APRIL, None)
    moved = last(town, case, "execute").values
    assert (moved["old_post"], moved["old_text"]) == (None, {})
    telling.evaluated(town, case, JULY, "evaluate-3")
    telling.evaluated(town, case, OCTOBER, "evaluate-6")
    assert town.case(case).state == "evaluated_6_months"
    assert "parlindungan: donor-answer" not in history(town, case)
    assert [fault for fault in verify(town.engine).faults if fault.where == case] == []


def test_there_is_no_silence_to_record_and_nobody_to_answer(town: Town) -> None:
    without_a_post(town)
    case = telling.proposed(town, MONDAY, APRIL, employee="wulan")
    late = date(2024, 3, 25)
    assert grounds(town, "halomoan", "record-silence", late, case) == ["R-DON-09"]
    assert "donor_head" not in roles(town, "parlindungan", case, TUESDAY)
    assert town.head(case)["due_on"] == date(2024, 3, 20)  # ten working days to the ballot


def test_without_a_donor_s_head_nobody_recuses_for_that(town: Town) -> None:
    """No unit gives her up, so no member of the committee is its head: all seven may vote."""
    without_a_post(town)
    case = telling.proposed(town, MONDAY, APRIL, employee="wulan")
    telling.opened(town, case, TUESDAY)
    ballot = town.case(case).ballot
    assert ballot is not None
    assert ballot.eligible == {town.employee[member] for member in telling.MEMBERS}


def test_two_units_cannot_have_the_same_person(town: Town) -> None:
    without_a_post(town)
    telling.proposed(town, MONDAY, APRIL, employee="wulan")
    town.need("NERS-RSUD", 9)
    other = telling.needed(town, MONDAY, "NERS-RSUD")
    form = {"employee": "wulan", "kind": "INTRA", "planned_on": APRIL, "reason": "Kosong.", "no_conflict": "yes"}
    no = refused(town, "sutan", "propose", at(TUESDAY), other, form)
    assert no.grounds == ("R-DON-10",)
    assert seen(no, "R-DON-10")["seen"] == "bound"
