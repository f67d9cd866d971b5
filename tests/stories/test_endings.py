"""Ways in which a case ends early: withdrawn, cancelled, stopped by a retirement, closed without evaluation."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, history, last, refused, seen, sees, unreadable
from tests.stories.town import Town, at

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
MAY = date(2024, 5, 1)


def signed(town: Town) -> str:
    """Nurhamidah's decree is signed on Tuesday, effective from April."""
    case = telling.proposed(town, MONDAY, APRIL)
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    telling.decreed(town, case, TUESDAY, APRIL)
    return case


def test_a_need_is_withdrawn_by_who_recorded_it(town: Town) -> None:
    case = telling.needed(town, MONDAY, who="sutan")
    assert awaited(town, case) == {"propose"}
    unreadable(town, "parlindungan", "withdraw", MONDAY, case)
    assert grounds(town, "sahala", "withdraw", MONDAY, case, {"reason": "Tidak perlu."}) == ["role"]
    town.act("sutan", "withdraw", MONDAY, case, {"reason": "Kebutuhan terpenuhi CPNS baru."})
    assert town.head(case)["state"] == "withdrawn"
    assert grounds(town, "sutan", "propose", MONDAY, case, {}) == ["state"]


def test_withdrawing_voids_the_open_ballot(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, TUESDAY)
    town.act("tiurma", "vote", TUESDAY, case, {"vote": "for"})
    town.act("sutan", "withdraw", TUESDAY, case, {"reason": "Calon mengundurkan diri."})
    head = town.head(case)
    assert (head["state"], head["ballot"], head["awaits"]) == ("withdrawn", "void", None)
    shown = sees(town, "rosmaida", case, TUESDAY)
    assert shown is not None
    assert "tiurma: vote" not in shown
    for who, step in (("tiurma", "vote"), ("baginda", "close-ballot"), ("irwan", "void-ballot")):
        assert grounds(town, who, step, TUESDAY, case, {"vote": "for", "reason": "Lagi."})[0] == "state"
    telling.proposed(town, TUESDAY, MAY)  # and Nurhamidah is free


def test_the_analyst_withdraws_what_another_recorded(town: Town) -> None:
    case = telling.needed(town, MONDAY, who="sutan")
    town.act("maslan", "withdraw", TUESDAY, case, {"reason": "Formasi ditinjau kembali."})
    assert history(town, case) == ["sutan: identify", "maslan: withdraw"]


def test_cancelling_before_the_decree_needs_a_result(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    why = {"reason": "Anggaran dialihkan."}
    assert grounds(town, "sahala", "cancel", MONDAY, case, why) == ["R-BAL-04"]
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, MONDAY)
    assert grounds(town, "sahala", "cancel", MONDAY, case, why) == ["R-BAL-01", "R-BAL-04"]
    telling.voted(town, case, MONDAY)
    town.act("baginda", "close-ballot", MONDAY, case)
    assert grounds(town, "baginda", "cancel", MONDAY, case, why) == ["role"]
    town.act("sahala", "cancel", MONDAY, case, why)
    assert town.head(case)["state"] == "cancelled"
    assert town.head(case)["binds_employee"] is False


def test_a_signed_decree_is_cancelled_by_a_revoking_one(town: Town) -> None:
    case = signed(town)
    why = {"reason": "Keliru mencantumkan jabatan."}
    assert grounds(town, "sahala", "cancel", TUESDAY, case, why) == ["R-SK-06"]
    town.act("sahala", "cancel", TUESDAY, case, {**why, "number": "800.1.3.3/418/2024"})
    assert last(town, case, "cancel").values["number"] == "800.1.3.3/418/2024"
    assert town.register("nurhamidah")["post_id"] == town.post["NERS-RSUD"]
    assert awaited(town, case) == set()
    assert grounds(town, "masdalena", "execute", APRIL, case, {"number": "1", "on": APRIL})[0] == "state"


def test_an_executed_transfer_is_not_cancelled(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    assert grounds(town, "sahala", "cancel", APRIL, case, {"reason": "Terlambat.", "number": "1"}) == ["state"]


def test_nobody_is_proposed_who_will_have_retired(town: Town) -> None:
    town.change("nurhamidah", birth_date=date(1966, 4, 10))  # 58 on 10 April 2024: retires on 1 May
    case = telling.needed(town, MONDAY)
    form = {"employee": "nurhamidah", "kind": "INTRA", "planned_on": MAY, "reason": "Perlu.", "no_conflict": "yes"}
    no = refused(town, "sutan", "propose", MONDAY, case, form)
    assert no.grounds == ("R-ELG-01",)
    assert seen(no, "R-ELG-01")["retires_on"] == MAY
    town.act("sutan", "propose", MONDAY, case, {**form, "planned_on": date(2024, 4, 30)})
    assert town.case(case).state == "proposed"


def test_a_retirement_on_the_way(town: Town) -> None:
    case = signed(town)
    telling.sworn(town, case, TUESDAY)
    town.retire("nurhamidah")
    no = refused(town, "masdalena", "execute", APRIL, case, {"number": "800/7/PKM", "on": APRIL})
    assert no.grounds == ("R-ELG-01",)
    assert seen(no, "R-ELG-01")["standing"] == "PENSIUN"
    town.act("sahala", "cancel", APRIL, case, {"reason": "Pensiun dini.", "number": "800/419/2024"})
    assert town.case(case).state == "cancelled"


def test_a_case_that_is_never_evaluated_because_the_employee_retired(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    june = date(2024, 6, 3)
    why = {"reason": "Pensiun dini karena sakit."}
    assert grounds(town, "maslan", "close-unevaluated", june, case, {"cause": "retired", **why}) == ["R-EVL-07"]
    town.retire("nurhamidah")
    no = refused(town, "maslan", "close-unevaluated", june, case, {"cause": "moved", **why})
    assert no.grounds == ("R-EVL-07",)
    assert seen(no, "R-EVL-07")["seen"] == "moved"
    assert grounds(town, "masdalena", "close-unevaluated", june, case, {"cause": "retired", **why}) == ["role"]
    town.act("maslan", "close-unevaluated", june, case, {"cause": "retired", **why})
    assert town.head(case)["state"] == "unevaluated"
    assert town.head(case)["awaits"] is None


def test_a_case_that_is_never_evaluated_because_the_employee_moved_again(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    town.change("nurhamidah", post_id=town.post["NERS-RSUD"], post_since=date(2024, 5, 2))
    town.act("maslan", "close-unevaluated", date(2024, 6, 3), case, {"cause": "moved", "reason": "Pindah lagi."})
    assert town.case(case).state == "unevaluated"


def test_no_evaluator_for_thirty_days_after_the_due_date(town: Town) -> None:
    case = telling.placed(town, MONDAY)  # due on 1 July 2024
    form = {"cause": "no_evaluator", "reason": "Kepala Puskesmas baru dilantik."}
    town.change("masdalena", post_since=date(2024, 7, 20))
    no = refused(town, "masdalena", "evaluate-3", date(2024, 8, 1), case, {**telling.SUPERVISED, **form})
    assert "R-EVL-03" in no.grounds
    assert (seen(no, "R-EVL-03")["together"], seen(no, "R-EVL-03")["days"]) == (12, 30)
    assert grounds(town, "maslan", "close-unevaluated", date(2024, 7, 31), case, form) == ["R-EVL-07"]
    town.act("maslan", "close-unevaluated", date(2024, 8, 1), case, form)
    assert town.case(case).state == "unevaluated"


def test_while_somebody_qualifies_the_case_stays_open(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    form = {"cause": "no_evaluator", "reason": "Tidak ada yang sempat."}
    assert grounds(town, "maslan", "close-unevaluated", at(date(2024, 9, 1)), case, form) == ["R-EVL-07"]
