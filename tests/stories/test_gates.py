"""Gates: recorded open by the proposal, refusing what comes later, until the office that the rule names waives them."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, last, refused, seen, verdict
from tests.stories.town import Town, at

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
CLOSING = {"closes_at": at(date(2024, 3, 8), 16)}
WHY = {"reason": "Layanan malam terhenti sejak Agustus."}


def test_too_short_a_tenure_waived_by_the_ppk(town: Town) -> None:
    town.change("togar", post_since=date(2022, 4, 2))  # one day short of two years on 1 April 2024
    case = telling.proposed(town, MONDAY, APRIL, employee="togar")
    assert verdict(town, case, "R-TEN-01", "propose") == "open"
    assert awaited(town, case) == {"donor-answer", "record-silence", "waive-gate"}
    assert "waive-gate/ppk" in town.head(case)["awaits"]
    telling.consented(town, case, MONDAY)
    assert awaited(town, case) == {"waive-gate"}
    no = refused(town, "irwan", "open-ballot", TUESDAY, case, CLOSING)
    assert no.grounds == ("R-TEN-01",)
    assert (seen(no, "R-TEN-01")["held"], seen(no, "R-TEN-01")["since"]) == (23, date(2022, 4, 2))
    assert grounds(town, "halomoan", "waive-gate", TUESDAY, case, {"rule": "R-TEN-01", **WHY}) == ["R-GAT-01"]
    assert grounds(town, "irwan", "waive-gate", TUESDAY, case, {"rule": "R-TEN-01", **WHY}) == ["role"]
    assert grounds(town, "sahala", "waive-gate", TUESDAY, case, {"rule": "R-DON-01", **WHY}) == ["R-GAT-01"]
    town.act("sahala", "waive-gate", TUESDAY, case, {"rule": "R-TEN-01", **WHY})
    assert last(town, case, "waive-gate").values.items() >= {"rule": "R-TEN-01", **WHY}.items()
    assert awaited(town, case) == {"open-ballot"}
    assert grounds(town, "sahala", "waive-gate", TUESDAY, case, {"rule": "R-TEN-01", **WHY}) == ["R-GAT-01"]
    telling.opened(town, case, TUESDAY)
    telling.voted(town, case, TUESDAY)
    town.act("baginda", "close-ballot", TUESDAY, case)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    telling.decreed(town, case, TUESDAY, APRIL)
    for step in ("open-ballot", "recommend", "sign-decree"):
        assert verdict(town, case, "R-TEN-01", step) == "waived"


def test_a_discipline_case_waived_by_the_ppk(town: Town) -> None:
    town.examine("togar", date(2024, 2, 1))
    case = telling.proposed(town, MONDAY, APRIL, employee="togar")
    assert town.case(case).gates == {"R-DIS-01": "open"}
    town.act("sahala", "waive-gate", MONDAY, case, {"rule": "R-DIS-01", **WHY})
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, TUESDAY)
    assert verdict(town, case, "R-DIS-01", "open-ballot") == "waived"


def test_the_donor_s_fill_and_the_only_holder_waived_by_the_head_of_bkpsdm(town: Town) -> None:
    case = telling.needed(town, MONDAY, "KLERK-HUB")
    telling.propose(town, case, MONDAY, APRIL, employee="delima", who="maslan")
    assert town.case(case).gates == {"R-DON-01": "open", "R-DON-03": "open"}
    assert "waive-gate/head_bkpsdm" in town.head(case)["awaits"]
    telling.consented(town, case, MONDAY, who="halimah")
    no = refused(town, "irwan", "open-ballot", TUESDAY, case, CLOSING)
    assert no.grounds == ("R-DON-01", "R-DON-03")
    fill = seen(no, "R-DON-01")
    assert (fill["floor"], fill["before"], fill["holders"], fill["need"], fill["after"]) == ("9/10", 3, 2, 3, "2/3")
    assert (seen(no, "R-DON-03")["holders"], seen(no, "R-DON-03")["replacements"]) == (1, 0)
    assert grounds(town, "sahala", "waive-gate", TUESDAY, case, {"rule": "R-DON-03", **WHY}) == ["R-GAT-01"]
    town.act("halomoan", "waive-gate", TUESDAY, case, {"rule": "R-DON-01", **WHY})
    assert grounds(town, "irwan", "open-ballot", TUESDAY, case, CLOSING) == ["R-DON-03"]
    town.act("halomoan", "waive-gate", TUESDAY, case, {"rule": "R-DON-03", **WHY})
    assert awaited(town, case) == {"open-ballot"}
    town.act("irwan", "open-ballot", TUESDAY, case, CLOSING)
    assert town.head(case)["ballot"] == "open"


def test_a_named_replacement_meets_the_gate(town: Town) -> None:
    case = telling.needed(town, MONDAY, "KLERK-HUB")
    telling.propose(town, case, MONDAY, APRIL, employee="delima", who="maslan")
    town.need("BENDAHARA", 2)
    telling.proposed(town, MONDAY, APRIL, post="BENDAHARA", employee="abdul", justification="Bila Delima pindah.")
    town.need("BENDAHARA", 1)
    telling.consented(town, case, MONDAY, who="halimah")
    assert grounds(town, "irwan", "open-ballot", TUESDAY, case, CLOSING) == ["R-DON-01"]
    town.act("halomoan", "waive-gate", TUESDAY, case, {"rule": "R-DON-01", **WHY})
    town.act("irwan", "open-ballot", TUESDAY, case, CLOSING)
    assert verdict(town, case, "R-DON-03", "open-ballot") == "met"
    assert town.case(case).open_gates == ()  # nobody is asked for a waiver that is not needed any more


def test_a_gate_that_only_now_is_unmet_refuses_and_is_waived_late(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    town.act("maslan", "record-consideration", TUESDAY, case, {"number": "PT-7/2024", "on": TUESDAY})
    town.examine("nurhamidah", date(2024, 3, 5))
    decree = {"number": "800/4/2024", "on": TUESDAY, "effective_on": APRIL}
    no = refused(town, "sahala", "sign-decree", TUESDAY, case, decree)
    assert no.grounds == ("R-DIS-01",)
    assert seen(no, "R-DIS-01")["kinds"] == ["PEMERIKSAAN"]
    town.act("sahala", "waive-gate", TUESDAY, case, {"rule": "R-DIS-01", **WHY})
    town.act("sahala", "sign-decree", TUESDAY, case, decree)
    assert verdict(town, case, "R-DIS-01", "sign-decree") == "waived"


def test_no_gate_is_waived_while_a_ballot_is_open(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, MONDAY)
    town.examine("nurhamidah", date(2024, 3, 4))
    assert grounds(town, "sahala", "waive-gate", MONDAY, case, {"rule": "R-DIS-01", **WHY}) == ["R-BAL-01"]
    telling.voted(town, case, MONDAY)
    town.act("baginda", "close-ballot", MONDAY, case)
    minutes = {"number": "12/BA/2024", "on": MONDAY}
    assert grounds(town, "baginda", "recommend", MONDAY, case, minutes) == ["R-DIS-01"]
    town.act("sahala", "waive-gate", MONDAY, case, {"rule": "R-DIS-01", **WHY})
    town.act("baginda", "recommend", MONDAY, case, minutes)
    assert town.case(case).state == "reviewed"
