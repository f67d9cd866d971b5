"""Slots: two people change places, and the last slot goes to the case that is recommended first."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, refused, seen, verdict
from tests.stories.town import Town, at

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
WEDNESDAY = date(2024, 3, 6)
APRIL = date(2024, 4, 1)
WHY = {"reason": "Bertukar tempat; tidak ada loket yang kosong."}


def test_two_people_change_places(town: Town) -> None:
    lamhot = telling.needed(town, MONDAY, "KLERK-PKM")
    marwan = telling.needed(town, MONDAY, "KLERK-RSUD")
    form = {"employee": "lamhot", "kind": "INTRA", "planned_on": APRIL, "reason": "Bertukar.", "no_conflict": "yes"}
    no = refused(town, "sutan", "propose", MONDAY, lamhot, form)
    assert no.grounds == ("R-NED-01b",)
    assert seen(no, "R-NED-01b").items() >= {"need": 1, "holders": 1, "waits_for": []}.items()
    town.act("sutan", "propose", MONDAY, lamhot, {**form, "justification": "Marwan pindah ke RSUD."})
    no = refused(town, "sutan", "propose", MONDAY, marwan, {**form, "employee": "marwan"})
    assert seen(no, "R-NED-01b")["waits_for"] == ["Lamhot Situmeang"]
    town.act("sutan", "propose", MONDAY, marwan, {**form, "employee": "marwan", "justification": "Lamhot ke PKM."})

    for case, head in ((lamhot, "parlindungan"), (marwan, "masdalena")):
        for rule in town.case(case).open_gates:
            town.act("halomoan", "waive-gate", MONDAY, case, {"rule": rule, **WHY})
        telling.consented(town, case, MONDAY, who=head)
        telling.opened(town, case, TUESDAY)  # the other's departure is proposed, which is enough to open
        telling.voted(town, case, TUESDAY)
    town.act("baginda", "close-ballot", TUESDAY, lamhot)
    no = refused(town, "baginda", "recommend", TUESDAY, lamhot, {"number": "12/BA", "on": TUESDAY})
    assert no.grounds == ("R-NED-01c",)  # Marwan's ballot has not carried yet
    town.act("baginda", "close-ballot", TUESDAY, marwan)
    telling.recommended(town, lamhot, TUESDAY)

    telling.trained(town, lamhot, TUESDAY)
    decree = {"number": "800/1/2024", "on": WEDNESDAY, "effective_on": APRIL}
    town.act("maslan", "record-consideration", TUESDAY, lamhot, {"number": "PT-1", "on": TUESDAY})
    assert grounds(town, "sahala", "sign-decree", WEDNESDAY, lamhot, decree) == ["R-NED-01c"]
    telling.recommended(town, marwan, TUESDAY)
    town.act("sahala", "sign-decree", WEDNESDAY, lamhot, decree)
    spmt = {"number": "800/1/PKM", "on": APRIL}
    assert grounds(town, "masdalena", "execute", APRIL, lamhot, spmt) == ["R-NED-01c"]  # Marwan has no decree yet
    telling.trained(town, marwan, WEDNESDAY)
    telling.decreed(town, marwan, WEDNESDAY, APRIL)
    town.act("masdalena", "execute", APRIL, lamhot, spmt)
    town.act("parlindungan", "execute", APRIL, marwan, {"number": "800/2/RSUD", "on": APRIL})
    assert town.register("lamhot")["post_id"] == town.post["KLERK-PKM"]
    assert town.register("marwan")["post_id"] == town.post["KLERK-RSUD"]


def test_a_recommended_partner_keeps_the_donor_filled(town: Town) -> None:
    town.need("KLERK-PKM", 2)
    lamhot = telling.proposed(town, MONDAY, APRIL, post="KLERK-PKM", employee="lamhot")
    town.act("halomoan", "waive-gate", MONDAY, lamhot, {"rule": "R-DON-01", **WHY})
    telling.carried(town, lamhot, MONDAY)
    telling.recommended(town, lamhot, MONDAY)
    town.need("KLERK-PKM", 1)
    form = {"post": "KLERK-RSUD", "employee": "marwan", "justification": "Lamhot pindah ke Puskesmas."}
    marwan = telling.proposed(town, TUESDAY, APRIL, **form)
    assert "R-DON-01" not in town.case(marwan).gates  # Lamhot, who is recommended, will sit where Marwan sat


def test_the_last_slot_is_lost_after_a_carried_ballot(town: Town) -> None:
    town.need("NERS-PKM", 3)
    town.need("NERS-RSUD", 6)  # the hospital can spare both
    first, second = (telling.proposed(town, MONDAY, APRIL, employee=user) for user in ("nurhamidah", "fitri"))
    for case in (first, second):
        telling.carried(town, case, TUESDAY)
    telling.recommended(town, second, TUESDAY)
    no = refused(town, "baginda", "recommend", TUESDAY, first, {"number": "12/BA", "on": TUESDAY})
    assert no.grounds == ("R-NED-01c",)
    assert (seen(no, "R-NED-01c")["holders"], seen(no, "R-NED-01c")["need"]) == (3, 3)
    assert awaited(town, first) == {"recommend"}
    for who, step in (("irwan", "return"), ("sutan", "withdraw")):
        assert grounds(town, who, step, TUESDAY, first, {"reason": "Tempat terisi."}) == ["R-BAL-03"]
    town.act("sahala", "cancel", TUESDAY, first, {"reason": "Tempat terakhir terisi calon lain."})
    assert town.head(first)["state"] == "cancelled"
    assert town.head(first)["binds_employee"] is False


def test_a_cancelled_case_frees_its_slot(town: Town) -> None:
    town.need("NERS-PKM", 3)
    town.need("NERS-RSUD", 6)  # the hospital can spare both
    first, second = (telling.proposed(town, MONDAY, APRIL, employee=user) for user in ("nurhamidah", "fitri"))
    for case in (first, second):
        telling.carried(town, case, TUESDAY)
    telling.recommended(town, second, TUESDAY)
    town.act("sahala", "cancel", WEDNESDAY, second, {"reason": "Calon mengundurkan diri."})
    telling.recommended(town, first, WEDNESDAY)
    assert town.case(first).state == "reviewed"


def test_who_leaves_later_than_the_other_comes_frees_no_slot(town: Town) -> None:
    town.need("KLERK-HUB", 3)
    marwan = telling.needed(town, MONDAY, "KLERK-HUB")
    telling.propose(town, marwan, MONDAY, date(2024, 4, 2), "marwan", "maslan", justification="Tidak ada calon lain.")
    form = {"post": "KLERK-PKM", "employee": "lamhot", "justification": "Marwan pindah sehari kemudian."}
    early = telling.proposed(town, MONDAY, APRIL, **form)
    town.act("halomoan", "waive-gate", MONDAY, early, {"rule": "R-DON-01", **WHY})
    telling.consented(town, early, MONDAY)
    closing = {"closes_at": at(TUESDAY, 16)}
    assert grounds(town, "irwan", "open-ballot", MONDAY, early, closing) == ["R-NED-01c"]
    town.act("irwan", "return", MONDAY, early, {"reason": "Samakan tanggalnya."})
    form = {"employee": "lamhot", "justification": "Marwan pindah pada hari yang sama."}
    telling.propose(town, early, MONDAY, date(2024, 4, 2), **form)
    town.act("halomoan", "waive-gate", MONDAY, early, {"rule": "R-DON-01", **WHY})
    telling.consented(town, early, MONDAY)
    town.act("irwan", "open-ballot", MONDAY, early, closing)
    assert town.head(early)["ballot"] == "open"


def test_a_retirement_by_then_frees_a_slot(town: Town) -> None:
    town.need("NERS-PKM", 2)
    town.change("hotma", birth_date=date(1966, 2, 22))  # 58 on 22 February: retires on 1 March 2024
    case = telling.needed(town, MONDAY)
    telling.propose(town, case, MONDAY, APRIL)
    assert verdict(town, case, "R-NED-01b", "propose") == "met"
    telling.consented(town, case, MONDAY)
    town.act("irwan", "open-ballot", MONDAY, case, {"closes_at": at(TUESDAY, 16)})
    assert verdict(town, case, "R-NED-01c", "open-ballot") == "met"
