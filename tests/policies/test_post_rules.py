"""Rules about posts and units: the approved map, slots, and the donor's protection."""

from fractions import Fraction

import pytest

from policies.facts import Fill, Person, Post, Slots
from tests.policies.known import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    PLANNED,
    TODAY,
    UNKNOWN,
    actor,
    case,
    found,
    questions,
    verdict,
)


def post(category: str = "JF_PERTAMA", need: int | None = 4, *, ended: bool = False) -> Post:
    """Give the post to be filled."""
    return Post(12, 22, category, need, False, ended, 8, "40", ())


@pytest.mark.parametrize(
    ("category", "expected"),
    [("JPT_PRATAMA", NOT_MET), ("ADMINISTRATOR", MET), ("JF_UTAMA", MET), ("PELAKSANA_KLERK", MET)],
)
def test_high_leadership_posts_are_filled_otherwise(category: str, expected: str) -> None:
    assert verdict("R-STR-07", new_post=post(category)) == expected
    assert verdict("R-STR-07", new_post=None) == UNKNOWN


@pytest.mark.parametrize(
    ("need", "ended", "expected"),
    [(1, False, MET), (4, False, MET), (0, False, NOT_MET), (4, True, NOT_MET)],
)
def test_the_approved_map(need: int, ended: bool, expected: str) -> None:
    finding = found("R-NED-01a", new_post=post(need=need, ended=ended))
    assert (finding.verdict, finding.seen["need"]) == (expected, need or 0)
    assert verdict("R-NED-01a", new_post=None) == UNKNOWN


@pytest.mark.parametrize(
    ("need", "holders", "expected"), [(4, 3, MET), (4, 4, NOT_MET), (4, 5, NOT_MET), (1, 0, MET), (0, 0, NOT_MET)]
)
def test_a_slot_is_free(need: int, holders: int, expected: str) -> None:
    slot = Slots(need, holders, ("Lamhot",))
    for rule in ("R-NED-01b", "R-NED-01c"):
        finding = found(rule, "propose", slot=slot)
        assert finding.verdict == expected
        assert finding.seen == {"need": need, "holders": holders, "waits_for": ["Lamhot"]}
        assert verdict(rule, "propose", new_post=None) == UNKNOWN
        assert verdict(rule, "propose", case=case(planned_on=None)) == UNKNOWN


@pytest.mark.parametrize(
    ("rule", "step", "departures"),
    [
        ("R-NED-01b", "propose", "planned"),
        ("R-NED-01c", "open-ballot", "proposed"),
        ("R-NED-01c", "recommend", "carried"),
        ("R-NED-01c", "sign-decree", "recommended"),
        ("R-NED-01c", "execute", "decreed"),
    ],
)
def test_whose_departure_counts_at_which_step(rule: str, step: str, departures: str) -> None:
    assert questions(rule, step) == [("slots", departures, PLANNED)]


@pytest.mark.parametrize(
    ("before", "after", "need", "expected", "share"),
    [
        (10, 9, 10, MET, "9/10"),  # exactly the floor
        (20, 19, 20, MET, "19/20"),
        (9, 8, 9, NOT_MET, "8/9"),  # 88.9 %
        (19, 18, 20, MET, "9/10"),
        (18, 17, 20, NOT_MET, "17/20"),
        (5, 5, 10, MET, "1/2"),  # a unit that is short, but no shorter than before
        (0, 0, 0, MET, "1"),  # a unit that needs nobody
        (1, 0, 1, NOT_MET, "0"),
    ],
)
def test_the_donor_s_fill(before: int, after: int, need: int, expected: str, share: str) -> None:
    finding = found("R-DON-01", filled=Fill(before, after, need))
    assert finding.verdict == expected
    assert finding.seen == {"after": share, "before": before, "holders": after, "need": need}
    assert Fill(before, after, need).share_after == Fraction(share)


@pytest.mark.parametrize(
    ("step", "mates"),
    [("propose", "planned"), ("open-ballot", "proposed"), ("recommend", "carried"), ("sign-decree", "recommended")],
)
def test_which_moves_of_the_same_plan_count_at_which_step(step: str, mates: str) -> None:
    assert questions("R-DON-01", step) == [("fill", mates, PLANNED)]
    assert questions("R-DON-03", step) == [("holders", mates)]


@pytest.mark.parametrize(("step", "mates"), [("propose", "planned"), ("open-ballot", "proposed")])
def test_the_receiver_is_looked_at_before_any_move_of_the_plan(step: str, mates: str) -> None:
    assert questions("R-DON-02", step) == [("fill", mates, PLANNED), ("receiving fill", PLANNED)]


def test_the_donor_s_fill_is_asked_for_the_planned_date() -> None:
    assert verdict("R-DON-01", case=case(planned_on=None)) == UNKNOWN


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ((False, 1, 0), NOT_APPLICABLE),
        ((True, 1, 0), NOT_MET),
        ((True, 2, 0), MET),
        ((True, 1, 1), MET),
        ((True, 0, 0), NOT_MET),
    ],
)
def test_the_only_holder_of_a_critical_post(holders: tuple[bool, int, int], expected: str) -> None:
    finding = found("R-DON-03", holders=holders)
    assert finding.verdict == expected
    assert finding.seen in ({}, {"holders": holders[1], "replacements": holders[2]})


@pytest.mark.parametrize(("waited", "expected"), [(6, NOT_MET), (7, MET), (8, MET)])
def test_silence_after_seven_working_days(waited: int, expected: str) -> None:
    finding = found("R-DON-06", "record-silence", waited=waited)
    assert (finding.verdict, finding.seen["waited"]) == (expected, waited)


@pytest.mark.parametrize(("answer", "heard"), [(None, NOT_MET), ("consents", MET), ("objects", MET), ("silent", MET)])
def test_a_ballot_opens_once_the_donor_is_heard(answer: str | None, heard: str) -> None:
    facts = {"case": case(donor=answer), "waited": 99}
    assert verdict("R-DON-06", "open-ballot", **facts) == heard
    unheard = MET if answer is None else NOT_MET
    assert verdict("R-DON-09", "donor-answer", **facts) == unheard


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"answer": "consents"}, NOT_APPLICABLE),
        ({"answer": "objects"}, NOT_MET),
        ({"answer": "objects", "reason": "Kekurangan perawat."}, MET),
    ],
)
def test_an_objection_gives_its_reason(form: dict[str, str], expected: str) -> None:
    assert verdict("R-DON-07", form=form) == expected


def test_nobody_records_the_silence_of_his_own_unit() -> None:
    assert verdict("R-DON-08", relations=frozenset({"donor_head"})) == NOT_MET
    assert verdict("R-DON-08", relations=frozenset({"receiving_head", "superior"})) == MET


@pytest.mark.parametrize(
    ("held", "bound", "expected", "seen"),
    [
        (11, False, MET, "free"),
        (11, True, NOT_MET, "bound"),
        (12, False, NOT_MET, "same_post"),
        (12, True, NOT_MET, "same_post"),
        (None, False, MET, "free"),
        (None, True, NOT_MET, "bound"),
    ],
)
def test_free_to_move(held: int | None, bound: bool, expected: str, seen: str) -> None:
    person = Person(1, "PNS", "AKTIF", held, TODAY, PLANNED, "40", None, 8)
    finding = found("R-DON-10", actor=actor(), person=person, bound=bound)
    assert (finding.verdict, finding.seen["seen"]) == (expected, seen)
