"""Three and six calendar months after: peers, the supervisor, and what is early, late or missing."""

from datetime import date

import pytest

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, last, refused, seen, sees, unreadable, verdict
from tests.stories.town import Town
from workflow.forms import Invalid

MONDAY = date(2024, 3, 4)
JULY = date(2024, 7, 1)
FORM = {**telling.SUPERVISED}
WHY = {"justification": "Kepala Puskesmas baru kembali dari diklat."}


def heard(town: Town, case: str, day: date, *peers: str) -> None:
    """Let peers give feedback."""
    for peer in peers:
        town.act(peer, "give-feedback", day, case, telling.ANSWERS)


def test_neither_early_nor_without_a_reason_late(town: Town) -> None:
    case = telling.placed(town, MONDAY)  # on duty since 1 April, due on 1 July
    assert awaited(town, case) == {"give-feedback", "evaluate-3", "agree-goals"}
    heard(town, case, date(2024, 5, 2), "ernita", "hotma")
    no = refused(town, "masdalena", "evaluate-3", date(2024, 6, 16), case, FORM)
    assert no.grounds == ("R-EVL-01a",)
    assert seen(no, "R-EVL-01a").items() >= {"due_on": JULY, "opens_on": date(2024, 6, 17)}.items()
    no = refused(town, "masdalena", "evaluate-3", date(2024, 7, 16), case, FORM)
    assert no.grounds == ("R-EVL-01b",)
    assert seen(no, "R-EVL-01b")["due_on"] == JULY
    town.act("masdalena", "evaluate-3", date(2024, 7, 16), case, {**FORM, **WHY})
    assert verdict(town, case, "R-EVL-01b", "evaluate-3") == "warned"
    assert verdict(town, case, "R-EVL-09", "evaluate-3") == "met"
    assert last(town, case, "evaluate-3").values["justification"] == WHY["justification"]
    assert town.head(case)["due_on"] == date(2024, 10, 1)


def test_a_justification_holds_for_one_evaluation_only(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    heard(town, case, JULY, "ernita", "hotma")
    town.act("masdalena", "evaluate-3", date(2024, 7, 16), case, {**FORM, **WHY})
    heard(town, case, date(2024, 10, 1), "ernita", "hotma")
    assert grounds(town, "masdalena", "evaluate-6", date(2024, 10, 16), case, FORM) == ["R-EVL-01b"]


def test_peers_are_heard_once_a_round(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    no = refused(town, "ernita", "give-feedback", date(2024, 4, 30), case, telling.ANSWERS)
    assert no.grounds == ("R-EVL-03",)
    assert seen(no, "R-EVL-03")["together"] == 29
    heard(town, case, date(2024, 5, 1), "ernita")
    assert grounds(town, "ernita", "give-feedback", date(2024, 5, 2), case, telling.ANSWERS) == ["R-EVL-08"]
    unreadable(town, "fitri", "give-feedback", date(2024, 5, 2), case)
    no = refused(town, "masdalena", "evaluate-3", JULY, case, FORM)
    assert no.grounds == ("R-EVL-09",)
    assert seen(no, "R-EVL-09").items() >= {"given": 1, "qualified": 3, "wanted": 2}.items()
    heard(town, case, JULY, "marwan")
    town.act("masdalena", "evaluate-3", JULY, case, FORM)
    heard(town, case, date(2024, 9, 24), "ernita")  # a new round
    assert town.case(case).feedback == {
        3: {town.employee["ernita"], town.employee["marwan"]},
        6: {town.employee["ernita"]},
    }


def test_as_many_peers_as_there_are(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    for user in ("hotma", "marwan"):
        town.retire(user)
    heard(town, case, JULY, "ernita")
    town.act("masdalena", "evaluate-3", JULY, case, FORM)  # the only one who qualifies has been heard
    assert verdict(town, case, "R-EVL-09", "evaluate-3") == "met"


def test_nobody_is_left_to_give_feedback(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    for user in ("hotma", "marwan", "ernita"):
        town.retire(user)
    town.act("masdalena", "evaluate-3", JULY, case, FORM)
    assert verdict(town, case, "R-EVL-09", "evaluate-3") == "met"


def test_family_gives_no_feedback(town: Town) -> None:
    town.related("ernita", "nurhamidah", degree=2)
    case = telling.placed(town, MONDAY)
    unreadable(town, "ernita", "give-feedback", JULY, case)


def test_an_evaluation_gives_a_predicate(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    fives = dict.fromkeys(("service", "accountable", "competent", "harmonious", "loyal", "adaptive"), 5)
    telling.evaluated(town, case, JULY, "evaluate-3", result="above", collaborative=5, **fives)
    line = last(town, case, "evaluate-3")
    assert (line.values["predicate"], line.values["round"], line.values["instrument"]) == ("very_good", 3, "2026-2")


def test_every_value_and_text_is_asked_for(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    with pytest.raises(Invalid) as caught:
        town.act("masdalena", "evaluate-3", JULY, case, {"service": 6, "result": "meets"})
    assert set(caught.value.errors) == {*telling.ANSWERS, "strengths", "change"}


def test_the_six_month_evaluation_waits_for_the_first(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    assert grounds(town, "masdalena", "evaluate-6", date(2024, 10, 1), case, FORM) == ["state", "R-EVL-02"]
    telling.evaluated(town, case, JULY, "evaluate-3")
    assert grounds(town, "masdalena", "evaluate-6", date(2024, 9, 16), case, {**FORM, **WHY}) == ["R-EVL-01a"]
    telling.evaluated(town, case, date(2024, 9, 17), "evaluate-6")
    assert town.case(case).state == "evaluated_6_months"
    assert awaited(town, case) == set()


def test_three_calendar_months_after_the_end_of_november(town: Town) -> None:
    case = telling.placed(town, date(2024, 10, 7))  # effective on 1 November
    form = {"document": "execute", "number": "800/07/PKM/2024", "on": date(2024, 11, 30), "reason": "Salah ketik."}
    town.act("maslan", "correct", date(2024, 12, 2), case, form)
    assert town.head(case)["due_on"] == date(2025, 2, 28)


def test_an_evaluator_is_not_the_analyst_who_recorded_the_case(town: Town) -> None:
    town.grant("masdalena", "personnel_analyst")
    case = telling.needed(town, MONDAY, who="masdalena")
    case = telling.placed(town, MONDAY, case=case)
    no = refused(town, "masdalena", "evaluate-3", JULY, case, {**FORM, **WHY})
    assert no.grounds == ("R-COI-03",)
    assert seen(no, "R-COI-03")["earlier"] == ["analyst"]


def test_a_supervisor_in_the_family_and_the_next_one_up(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    town.related("masdalena", "nurhamidah")
    assert grounds(town, "masdalena", "evaluate-3", JULY, case, {**FORM, **WHY}) == ["R-COI-01"]
    town.act("halimah", "evaluate-3", JULY, case, {**FORM, **WHY})
    assert town.case(case).state == "evaluated_3_months"


def test_who_said_what_is_hidden_until_the_round_is_closed(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    heard(town, case, JULY, "ernita")
    for user, early in (("masdalena", False), ("nurhamidah", False), ("rosmaida", True), ("maslan", False)):
        shown = sees(town, user, case, JULY)
        assert shown is not None
        assert ("ernita: give-feedback" in shown) is early
    telling.evaluated(town, case, JULY, "evaluate-3")
    for user, now in (("masdalena", True), ("nurhamidah", False), ("maslan", False), ("halomoan", False)):
        shown = sees(town, user, case, JULY)
        assert shown is not None
        assert ("ernita: give-feedback" in shown) is now
    assert sees(town, "hotma", case, JULY) == []
