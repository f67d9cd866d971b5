"""The straight life: Nurhamidah moves from the hospital to the Puskesmas and is evaluated twice."""

from datetime import date

from sqlalchemy import Engine

from tests.stories import telling
from tests.stories.hearing import awaited, history, last
from tests.stories.test_decree import pages_of
from tests.stories.town import Town, found

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
JULY = date(2024, 7, 1)
OCTOBER = date(2024, 10, 1)


def test_from_need_to_the_six_month_evaluation(engine: Engine) -> None:
    town = found(engine)
    case = telling.placed(town, date(2024, 3, 4))
    assert case == "MUT-2024-0001"
    moved = town.register("nurhamidah")
    assert moved["post_id"] == town.post["NERS-PKM"]
    assert moved["post_since"] == date(2024, 4, 1)
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", date(2024, 6, 24), case, telling.ANSWERS)
    telling.evaluated(town, case, date(2024, 7, 1), "evaluate-3")
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", date(2024, 9, 24), case, telling.ANSWERS)
    telling.evaluated(town, case, date(2024, 10, 1), "evaluate-6")
    told = town.case(case)
    assert told.state == "evaluated_6_months"
    head = town.head(case)
    assert head["state"] == "evaluated_6_months"
    assert head["number"] == len(town.lines(case).lines) == 24
    assert head["awaits"] is None
    assert head["binds_employee"] is False


def test_who_is_waited_for_and_until_when_after_each_act(town: Town) -> None:
    case = telling.needed(town, MONDAY)
    assert stands(town, case) == ("needs_identified", {"propose"}, date(2024, 3, 20))
    telling.propose(town, case, MONDAY, APRIL)
    assert stands(town, case) == ("proposed", {"donor-answer", "record-silence"}, date(2024, 3, 15))
    telling.consented(town, case, TUESDAY)
    assert stands(town, case) == ("proposed", {"open-ballot"}, date(2024, 3, 20))
    telling.opened(town, case, TUESDAY)
    assert stands(town, case) == ("proposed", {"vote"}, date(2024, 3, 7))
    telling.voted(town, case, TUESDAY)
    assert stands(town, case) == ("proposed", {"close-ballot"}, date(2024, 3, 7))
    town.act("baginda", "close-ballot", TUESDAY, case)
    assert stands(town, case) == ("proposed", {"recommend"}, date(2024, 3, 14))
    telling.recommended(town, case, TUESDAY)
    assert stands(town, case) == ("reviewed", {"assign-training"}, date(2024, 3, 21))
    telling.trained(town, case, TUESDAY)
    assert stands(town, case) == ("training_assigned", {"record-consideration"}, date(2024, 3, 21))
    town.act("maslan", "record-consideration", TUESDAY, case, {"number": "PT-77/2024", "on": TUESDAY})
    assert stands(town, case) == ("training_assigned", {"sign-decree"}, APRIL)
    decree = {"number": "800.1.3.3/412/2024", "on": TUESDAY, "effective_on": APRIL}
    town.act("sahala", "sign-decree", TUESDAY, case, decree)
    assert stands(town, case) == ("training_assigned", {"inaugurate"}, date(2024, 4, 29))
    telling.sworn(town, case, TUESDAY)
    assert stands(town, case) == ("training_assigned", {"execute"}, date(2024, 4, 16))
    telling.executed(town, case, APRIL)
    assert stands(town, case) == ("executed", {"give-feedback", "evaluate-3", "agree-goals"}, JULY)
    telling.evaluated(town, case, JULY, "evaluate-3")
    assert stands(town, case) == (
        "evaluated_3_months",
        {"give-feedback", "evaluate-6", "agree-goals", "answer-evaluation", "judge-need"},
        OCTOBER,
    )
    telling.evaluated(town, case, OCTOBER, "evaluate-6")
    assert stands(town, case) == ("evaluated_6_months", set(), None)


def test_the_history_says_who_did_what(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    assert history(town, case) == [
        "maslan: identify",
        "sutan: propose",
        "parlindungan: donor-answer",
        "irwan: open-ballot",
        *(f"{member}: vote" for member in telling.MEMBERS),
        "baginda: close-ballot",
        "baginda: recommend",
        "efrida: assign-training",
        "maslan: record-consideration",
        "sahala: sign-decree",
        "maslan: inaugurate",
        "masdalena: execute",
    ]
    assert pages_of(town, "nurhamidah") == [("NERS-RSUD", date(2020, 6, 1), APRIL), ("NERS-PKM", APRIL, None)]
    moved = last(town, case, "execute").values
    assert moved["old_text"] == {"post": "Perawat Ahli Pertama", "unit": "RSUD"}
    assert moved["new_text"] == {"post": "Perawat Ahli Pertama", "unit": "Puskesmas Pintu Langit"}


def stands(town: Town, case: str) -> tuple[str, set[str], date | None]:
    """Tell the state of a case, who is waited for, and until when."""
    head = town.head(case)
    return head["state"], awaited(town, case), head["due_on"]
