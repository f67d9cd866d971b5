"""After the move: goals agreed on, a poor start that coaching mends, answers, and whether the need was met."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, last, refused, sees
from tests.stories.town import Town

MONDAY = date(2024, 3, 4)
APRIL, JULY, OCTOBER = date(2024, 4, 8), date(2024, 7, 1), date(2024, 10, 1)
GOALS = {"goals": "Memimpin triase sendiri; 28-6-2024\nMelatih satu kader; 30-8-2024"}
PLAN = {"coach": "Ernita Nababan, perawat", "meetings": "Serah terima bersama; 26-7-2024"}


def test_goals_are_agreed_on_and_agreed_on_again(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    town.act("masdalena", "agree-goals", APRIL, case, GOALS)
    assert last(town, case, "agree-goals").values["goals"] == [
        {"what": "Memimpin triase sendiri", "on": date(2024, 6, 28)},
        {"what": "Melatih satu kader", "on": date(2024, 8, 30)},
    ]
    assert "accept-goals" in awaited(town, case)
    town.act("nurhamidah", "accept-goals", APRIL, case, {"remark": "Mohon didampingi."})
    assert not {"agree-goals", "accept-goals"} & awaited(town, case)
    assert grounds(town, "nurhamidah", "accept-goals", APRIL, case, {}) == ["R-EVL-12"]
    town.act("masdalena", "agree-goals", date(2024, 5, 6), case, {"goals": "Melatih dua kader; 30-8-2024"})
    assert "accept-goals" in awaited(town, case)
    assert town.case(case).goals == "recorded"


def test_a_poor_start_is_coached_and_ends_well(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", JULY, case, telling.ANSWERS)
    telling.evaluated(town, case, JULY, "evaluate-3", **dict.fromkeys(list(telling.ANSWERS)[:7], 1))
    assert town.case(case).predicates == {3: "poor"}  # 2/3 × 1 + 1/3 × 26/7 = 1.90…, below expectations
    assert "plan-coaching" in awaited(town, case)
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", OCTOBER, case, telling.ANSWERS)
    no = refused(town, "masdalena", "evaluate-6", OCTOBER, case, telling.SUPERVISED)
    assert no.grounds == ("R-EVL-05a",)
    town.act("masdalena", "plan-coaching", OCTOBER, case, PLAN)
    assert "plan-coaching" not in awaited(town, case)
    telling.evaluated(town, case, OCTOBER, "evaluate-6")
    assert town.case(case).predicates == {3: "poor", 6: "good"}


def test_the_employee_answers_each_evaluation_once_and_the_head_says_whether_the_need_was_met(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    telling.evaluated(town, case, JULY, "evaluate-3")
    town.act("nurhamidah", "answer-evaluation", JULY, case, {"read": "yes", "answer": "Setuju."})
    assert grounds(town, "nurhamidah", "answer-evaluation", JULY, case, {"read": "yes"}) == ["R-EVL-14"]
    telling.evaluated(town, case, OCTOBER, "evaluate-6")
    assert awaited(town, case) == set()
    town.act("nurhamidah", "answer-evaluation", OCTOBER, case, {"read": "yes"})
    assert town.case(case).answered == {3, 6}
    town.act("masdalena", "judge-need", OCTOBER, case, {"met": "partly", "why": "Satu tempat masih kosong."})
    assert town.case(case).need_met == "partly"
    assert town.case(case).state == "evaluated_6_months"


def test_what_was_agreed_on_is_between_them_and_who_answers_for_them(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    town.act("masdalena", "agree-goals", APRIL, case, GOALS)
    shown = {who: sees(town, who, case, APRIL) or [] for who in ("masdalena", "nurhamidah", "halomoan", "rosmaida")}
    assert all("masdalena: agree-goals" in lines for lines in shown.values())
    for who in ("sutan", "maslan", "sahala", "parlindungan", "baginda", "efrida", "ernita"):
        assert "masdalena: agree-goals" not in (sees(town, who, case, APRIL) or []), who
