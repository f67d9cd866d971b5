"""Moved again: a second transfer soon after the first, a chain of three, and a post without a head."""

from datetime import date, timedelta

from tests.stories import telling
from tests.stories.hearing import awaited, deputy, grounds, refused, seen
from tests.stories.test_decree import pages_of
from tests.stories.town import Town

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
MAY = date(2024, 5, 1)
WHY = {"reason": "Diperlukan segera."}
FORM = {**telling.SUPERVISED, "justification": "Sudah pindah lagi."}


def back_again(town: Town) -> tuple[str, str]:
    """Nurhamidah moves to the Puskesmas on 1 April and back to the hospital on 20 April."""
    first = telling.placed(town, MONDAY)
    day = date(2024, 4, 2)
    town.need("NERS-RSUD", 9)
    second = telling.proposed(town, day, date(2024, 4, 20), post="NERS-RSUD", justification="Kembali.")
    town.act("sahala", "waive-gate", day, second, {"rule": "R-TEN-01", **WHY})
    for rule in ("R-DON-01", "R-DON-02"):
        town.act("halomoan", "waive-gate", day, second, {"rule": rule, **WHY})
    telling.consented(town, second, day, who="masdalena")
    telling.opened(town, second, day)
    telling.voted(town, second, day)
    town.act("baginda", "close-ballot", day, second)
    telling.recommended(town, second, day)
    telling.trained(town, second, day)
    telling.decreed(town, second, day, date(2024, 4, 20))
    telling.sworn(town, second, day)
    telling.executed(town, second, date(2024, 4, 20), who="parlindungan")
    return first, second


def test_who_moved_again_is_not_evaluated_for_the_first_move(town: Town) -> None:
    first, second = back_again(town)
    july = date(2024, 7, 1)
    no = refused(town, "masdalena", "evaluate-3", july, first, FORM)
    assert no.grounds == ("R-EVL-03",)
    assert seen(no, "R-EVL-03")["together"] == 19  # she left after nineteen days
    assert grounds(town, "ernita", "give-feedback", july, first, telling.ANSWERS) == ["R-EVL-03"]
    town.act("maslan", "close-unevaluated", july, first, {"cause": "moved", "reason": "Kembali ke RSUD."})
    assert town.case(first).state == "unevaluated"
    town.act("parlindungan", "evaluate-3", date(2024, 7, 20), second, FORM)
    assert town.case(second).state == "evaluated_3_months"


def test_her_history_has_three_pages(town: Town) -> None:
    first, second = back_again(town)
    left = date(2024, 4, 20)
    assert pages_of(town, "nurhamidah") == [
        ("NERS-RSUD", date(2020, 6, 1), APRIL),
        ("NERS-PKM", APRIL, left),
        ("NERS-RSUD", left, None),
    ]
    form = {"document": "execute", "number": "800/07/PKM/2024", **WHY}
    late = {**form, "on": left + timedelta(days=1)}
    assert grounds(town, "maslan", "correct", date(2024, 5, 2), first, late) == ["R-SPM-01"]
    town.act("maslan", "correct", date(2024, 5, 2), first, {**form, "on": date(2024, 4, 3)})
    assert town.register("nurhamidah")["post_since"] == left  # the second move stands as it was
    town.act("maslan", "correct", date(2024, 5, 2), second, {**form, "on": date(2024, 4, 22)})
    assert pages_of(town, "nurhamidah") == [
        ("NERS-RSUD", date(2020, 6, 1), date(2024, 4, 3)),
        ("NERS-PKM", date(2024, 4, 3), date(2024, 4, 22)),
        ("NERS-RSUD", date(2024, 4, 22), None),
    ]
    assert town.register("nurhamidah")["post_since"] == date(2024, 4, 22)


def test_a_chain_of_three(town: Town) -> None:
    """Abdul follows Lamhot, Lamhot follows Marwan, and Marwan takes Abdul's place."""
    moves = {"abdul": "KLERK-RSUD", "lamhot": "KLERK-PKM", "marwan": "KLERK-HUB"}
    heads = {"abdul": "zulkifli", "lamhot": "parlindungan", "marwan": "masdalena"}
    town.need("KLERK-HUB", 1)
    cases: dict[str, str] = {}
    for user, post in moves.items():
        cases[user] = telling.needed(town, MONDAY, post)
        telling.propose(town, cases[user], MONDAY, APRIL, user, "maslan", justification="Bagian dari rangkaian.")
        for rule in town.case(cases[user]).open_gates:
            town.act("halomoan", "waive-gate", MONDAY, cases[user], {"rule": rule, **WHY})
        telling.consented(town, cases[user], MONDAY, who=heads[user])
    for case in cases.values():
        telling.opened(town, case, TUESDAY)
        telling.voted(town, case, TUESDAY)
        town.act("baginda", "close-ballot", TUESDAY, case)
    for case in cases.values():
        telling.recommended(town, case, TUESDAY)
    for case in cases.values():
        telling.trained(town, case, TUESDAY)
        telling.decreed(town, case, TUESDAY, APRIL)
    for user, receiver in (("marwan", "zulkifli"), ("abdul", "parlindungan"), ("lamhot", "masdalena")):
        telling.executed(town, cases[user], APRIL, who=receiver)
    for user, post in moves.items():
        assert town.register(user)["post_id"] == town.post[post]


def test_a_chain_breaks_where_one_case_ends(town: Town) -> None:
    town.need("KLERK-PKM", 1)
    form = {"justification": "Marwan pindah ke Dinas Perhubungan."}
    lamhot = telling.proposed(town, MONDAY, APRIL, post="KLERK-PKM", employee="lamhot", **form)
    marwan = telling.needed(town, MONDAY, "KLERK-HUB")
    telling.propose(town, marwan, MONDAY, APRIL, "marwan", "maslan", justification="Tidak ada calon lain.")
    for case in (lamhot, marwan):
        for rule in town.case(case).open_gates:
            town.act("halomoan", "waive-gate", MONDAY, case, {"rule": rule, **WHY})
    telling.carried(town, lamhot, TUESDAY)
    telling.consented(town, marwan, TUESDAY, who="masdalena")
    town.act("maslan", "withdraw", TUESDAY, marwan, {"reason": "Marwan keberatan."})
    no = refused(town, "baginda", "recommend", TUESDAY, lamhot, {"number": "12/BA", "on": TUESDAY})
    assert no.grounds == ("R-NED-01c",)
    assert seen(no, "R-NED-01c").items() >= {"need": 1, "holders": 1}.items()


def test_the_receiving_unit_has_no_head(town: Town) -> None:
    town.retire("masdalena")
    case = telling.proposed(town, MONDAY, APRIL)
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    telling.decreed(town, case, TUESDAY, APRIL)
    telling.sworn(town, case, TUESDAY)
    telling.executed(town, case, APRIL, who="halimah")
    assert deputy(town, case, "execute") is None
    assert awaited(town, case) == {"give-feedback", "evaluate-3", "agree-goals"}
    town.act("halimah", "evaluate-3", date(2024, 7, 1), case, FORM)
    assert town.case(case).state == "evaluated_3_months"
