"""Returned for revision: what was granted, answered and explained for one proposal does not hold for the next."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, history, refused, seen, verdict
from tests.stories.town import Town, at

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
WEDNESDAY = date(2024, 3, 6)
THURSDAY = date(2024, 3, 7)
APRIL = date(2024, 4, 1)
MAY = date(2024, 5, 1)


def test_a_return_voids_waiver_answer_and_justification(town: Town) -> None:
    town.change("lamhot", post_since=date(2022, 10, 3))  # 17 months by April 2024
    town.rate("lamhot", 2022, "DI_BAWAH", "SESUAI")
    town.need("KLERK-PKM", 2)
    case = telling.needed(town, MONDAY, "KLERK-PKM")
    form = {"employee": "lamhot", "kind": "INTRA", "planned_on": APRIL, "reason": "Loket ramai.", "no_conflict": "yes"}
    assert grounds(town, "sutan", "propose", MONDAY, case, form) == ["R-PRF-01b"]
    town.act("sutan", "propose", MONDAY, case, {**form, "justification": "Sudah dibina selama setahun."})
    assert verdict(town, case, "R-PRF-01b", "propose") == "warned"
    assert town.case(case).gates == {"R-TEN-01": "open", "R-DON-01": "open"}
    town.act("sahala", "waive-gate", TUESDAY, case, {"rule": "R-TEN-01", "reason": "Kekosongan mendesak."})
    town.act("halomoan", "waive-gate", TUESDAY, case, {"rule": "R-DON-01", "reason": "Diganti pegawai honor."})
    telling.consented(town, case, TUESDAY)
    assert awaited(town, case) == {"open-ballot"}

    town.act("irwan", "return", WEDNESDAY, case, {"reason": "Perjelas uraian kebutuhan."})
    told = town.case(case)
    assert (told.state, told.gates, told.donor, told.justified) == ("needs_identified", {}, None, frozenset())
    head = town.head(case)
    assert (head["state"], head["binds_employee"], head["ballot"]) == ("needs_identified", False, None)
    assert awaited(town, case) == {"propose"}
    assert grounds(town, "sahala", "waive-gate", WEDNESDAY, case, {"rule": "R-TEN-01", "reason": "Lagi."}) == ["state"]

    assert grounds(town, "sutan", "propose", WEDNESDAY, case, form) == ["R-PRF-01b"]
    town.act("sutan", "propose", WEDNESDAY, case, {**form, "justification": "Sudah dibina; hasil 2023 baik."})
    assert town.case(case).gates == {"R-TEN-01": "open", "R-DON-01": "open"}
    assert awaited(town, case) == {"donor-answer", "record-silence", "waive-gate"}
    no = refused(town, "irwan", "open-ballot", THURSDAY, case, {"closes_at": at(APRIL)})
    assert no.grounds == ("R-DON-06", "R-TEN-01", "R-DON-01")
    assert (seen(no, "R-TEN-01")["held"], seen(no, "R-TEN-01")["months"]) == (17, 24)
    assert history(town, case) == [
        "maslan: identify",
        "sutan: propose",
        "sahala: waive-gate",
        "halomoan: waive-gate",
        "parlindungan: donor-answer",
        "irwan: return",
        "sutan: propose",
    ]


def test_a_return_voids_recusals(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, MONDAY)
    town.act("gunawan", "recuse", MONDAY, case, {"reason": "Pernah memimpin calon."})
    town.act("irwan", "void-ballot", MONDAY, case, {"reason": "Berkas kurang."})
    town.act("irwan", "return", MONDAY, case, {"reason": "Lengkapi berkas."})
    telling.propose(town, case, TUESDAY, MAY, employee="fitri")  # somebody else this time
    telling.consented(town, case, TUESDAY)
    telling.opened(town, case, TUESDAY)
    ballot = town.case(case).ballot
    assert ballot is not None
    assert town.employee["gunawan"] in ballot.eligible
    assert town.head(case)["employee_id"] == town.employee["fitri"]


def test_the_first_candidate_is_free_for_another_case(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    other = telling.needed(town, MONDAY)
    form = {"employee": "nurhamidah", "kind": "INTRA", "planned_on": MAY, "reason": "Juga perlu.", "no_conflict": "yes"}
    no = refused(town, "sutan", "propose", MONDAY, other, form)
    assert no.grounds == ("R-DON-10",)
    assert seen(no, "R-DON-10")["seen"] == "bound"
    town.act("irwan", "return", TUESDAY, case, {"reason": "Calon lain lebih sesuai."})
    town.act("sutan", "propose", TUESDAY, other, form)
    assert grounds(town, "sutan", "propose", TUESDAY, case, form) == ["R-DON-10"]


def test_who_could_read_a_proposal_reads_it_after_its_return(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    town.act("irwan", "return", TUESDAY, case, {"reason": "Perjelas."})
    assert town.head(case)["reached"] == "proposed"
    assert grounds(town, "irwan", "return", WEDNESDAY, case, {"reason": "Lagi."}) == ["state"]
