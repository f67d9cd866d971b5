"""No office strands a case: deputies in writing for the PPK and the head of BKPSDM, and who heads a unit."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import deputy, grounds, refused, roles, seen, unreadable
from tests.stories.town import Town, at
from workflow.database import reading
from workflow.lists import inbox
from workflow.queries import Readable
from workflow.viewers import viewer

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
DECREE = {"number": "800.1.3.3/412/2024", "on": TUESDAY, "effective_on": APRIL}
WHY = {"reason": "Layanan malam terhenti sejak Agustus."}


def ready_to_sign(town: Town) -> str:
    """Everything that the PPK needs has been done by Tuesday."""
    case = telling.proposed(town, MONDAY, APRIL)
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    town.act("maslan", "record-consideration", TUESDAY, case, {"number": "PT-77/2024", "on": TUESDAY})
    return case


def test_a_ppk_in_conflict_and_his_delegate(town: Town) -> None:
    town.related("nurhamidah", "sahala")
    town.delegate("ppk", "yusnita")
    case = ready_to_sign(town)
    no = refused(town, "sahala", "sign-decree", TUESDAY, case, DECREE)
    assert no.grounds == ("R-COI-01",)
    assert seen(no, "R-COI-01")["relations"] == ["family"]
    town.act("yusnita", "sign-decree", TUESDAY, case, DECREE)
    assert deputy(town, case, "sign-decree") == "sahala"
    assert town.case(case).documents["sign-decree"].account == town.account["yusnita"]


def test_a_delegate_acts_only_while_the_ppk_cannot(town: Town) -> None:
    town.delegate("ppk", "sutan")
    town.delegate("ppk", "hotma")
    case = ready_to_sign(town)
    unreadable(town, "hotma", "sign-decree", TUESDAY, case)
    town.absent("sahala", TUESDAY, TUESDAY)
    no = refused(town, "sutan", "sign-decree", TUESDAY, case, DECREE)
    assert no.grounds == ("R-SK-02", "R-COI-03")  # he proposed the case
    assert seen(no, "R-SK-02")["seen"] == "took_part"
    assert seen(no, "R-COI-03")["earlier"] == ["proposer"]
    town.act("hotma", "sign-decree", TUESDAY, case, DECREE)
    assert deputy(town, case, "sign-decree") == "sahala"


def test_a_delegate_who_voted_does_not_sign(town: Town) -> None:
    town.delegate("ppk", "gunawan")
    case = ready_to_sign(town)
    town.absent("sahala", TUESDAY, TUESDAY)
    no = refused(town, "gunawan", "sign-decree", TUESDAY, case, DECREE)
    assert no.grounds == ("R-SK-02", "R-COI-03")
    assert seen(no, "R-COI-03")["earlier"] == ["voter"]


def test_an_acting_mayor_does_not_sign_or_decide(town: Town) -> None:
    town.delegate("ppk", "hotma", acting=True)
    town.change("nurhamidah", post_since=date(2023, 1, 2))
    case = telling.proposed(town, MONDAY, APRIL)
    town.absent("sahala", MONDAY, APRIL)
    no = refused(town, "hotma", "waive-gate", MONDAY, case, {"rule": "R-TEN-01", **WHY})
    assert no.grounds == ("R-PLT-02",)
    assert seen(no, "R-PLT-02")["seen"] == "acting_official"
    town.delegate("ppk", "yusnita")
    town.act("yusnita", "waive-gate", MONDAY, case, {"rule": "R-TEN-01", **WHY})
    telling.carried(town, case, TUESDAY)
    assert grounds(town, "hotma", "cancel", TUESDAY, case, WHY) == ["R-PLT-02"]
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    town.act("maslan", "record-consideration", TUESDAY, case, {"number": "PT-77/2024", "on": TUESDAY})
    no = refused(town, "hotma", "sign-decree", TUESDAY, case, DECREE)
    assert no.grounds == ("R-SK-02",)
    assert seen(no, "R-SK-02")["seen"] == "acting_official"


def test_an_acting_mayor_of_a_vacant_office_does_not_sign_either(town: Town) -> None:
    case = ready_to_sign(town)
    town.end_grant("sahala", "ppk", TUESDAY)
    town.delegate("ppk", "hotma", acting=True)
    assert grounds(town, "hotma", "sign-decree", TUESDAY, case, DECREE) == ["R-SK-02"]


def test_a_head_of_bkpsdm_in_conflict_and_his_delegate(town: Town) -> None:
    town.related("halomoan", "nurhamidah")
    town.need("NERS-RSUD", 9)
    town.delegate("head_bkpsdm", "yusnita")
    case = telling.proposed(town, MONDAY, APRIL)
    assert town.case(case).gates == {"R-DON-01": "open"}
    form = {"rule": "R-DON-01", **WHY}
    assert grounds(town, "halomoan", "waive-gate", MONDAY, case, form) == ["R-COI-01"]
    town.act("yusnita", "waive-gate", MONDAY, case, form)
    assert deputy(town, case, "waive-gate") == "halomoan"
    later = date(2024, 3, 19)
    assert grounds(town, "halomoan", "record-silence", later, case) == ["R-COI-01"]
    town.act("yusnita", "record-silence", later, case)
    telling.opened(town, case, later)
    ballot = town.case(case).ballot
    assert ballot is not None
    assert town.employee["halomoan"] not in ballot.members


def test_the_post_of_a_unit_s_head(town: Town) -> None:
    town.retire("masdalena")
    case = telling.proposed(town, MONDAY, APRIL, post="KAPUS", employee="fitri")
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    telling.decreed(town, case, TUESDAY, APRIL)
    telling.sworn(town, case, TUESDAY)
    assert "receiving_head" in roles(town, "halimah", case, APRIL)
    assert "supervisor" in roles(town, "halimah", case, APRIL)
    assert grounds(town, "fitri", "execute", APRIL, case, {"number": "800/7", "on": APRIL}) == ["role"]
    telling.executed(town, case, APRIL, who="halimah")
    assert town.register("fitri")["post_id"] == town.post["KAPUS"]
    form = {**telling.SUPERVISED, "justification": "Rekan belum sempat."}
    assert grounds(town, "fitri", "evaluate-3", date(2024, 7, 1), case, form) == ["role"]
    town.act("halimah", "evaluate-3", date(2024, 7, 1), case, form)
    assert town.case(case).state == "evaluated_3_months"


def test_a_head_of_a_unit_directly_under_the_city(town: Town) -> None:
    town.retire("halimah")
    case = telling.needed(town, MONDAY, "BENDAHARA")
    assert "receiving_head" in roles(town, "baginda", case, MONDAY)  # the Sekda


def test_the_secretary_s_place_is_taken_by_the_chair(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.consented(town, case, MONDAY)
    assert grounds(town, "baginda", "return", MONDAY, case, {"reason": "Perjelas."}) == ["role"]
    town.absent("irwan", TUESDAY, TUESDAY)
    town.act("baginda", "open-ballot", TUESDAY, case, {"closes_at": at(date(2024, 3, 7), 16)})
    assert deputy(town, case, "open-ballot") == "irwan"


def test_a_secretary_in_conflict_and_the_chair(town: Town) -> None:
    town.related("irwan", "nurhamidah")
    case = telling.proposed(town, MONDAY, APRIL)
    telling.consented(town, case, MONDAY)
    assert grounds(town, "irwan", "return", MONDAY, case, {"reason": "Perjelas."}) == ["R-COI-01"]
    town.act("baginda", "open-ballot", MONDAY, case, {"closes_at": at(date(2024, 3, 7), 16)})
    assert deputy(town, case, "open-ballot") == "irwan"
    ballot = town.case(case).ballot
    assert ballot is not None
    assert town.employee["irwan"] not in ballot.members


def test_chair_and_vice_chair_in_conflict(town: Town) -> None:
    """The first of the members who vote, in the order of the decree, takes the chair; neither secretary nor others."""
    for user in ("baginda", "tiurma"):
        town.related(user, "nurhamidah")
    case = telling.proposed(town, MONDAY, APRIL)
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, MONDAY)
    telling.voted(town, case, MONDAY)
    assert grounds(town, "baginda", "close-ballot", MONDAY, case) == ["R-COI-01"]
    for user in ("tiurma", "irwan", "gunawan"):
        assert grounds(town, user, "close-ballot", MONDAY, case) == ["role"]
    assert waits_in_inbox(town, "halomoan", "close-ballot", case)
    assert not waits_in_inbox(town, "gunawan", "close-ballot", case)
    town.act("halomoan", "close-ballot", MONDAY, case)
    assert deputy(town, case, "close-ballot") == "baginda"
    town.absent("halomoan", TUESDAY, TUESDAY)
    assert grounds(town, "burhan", "recommend", TUESDAY, case, {"number": "1/BA", "on": MONDAY}) == ["role"]
    telling.recommended(town, case, TUESDAY, who="gunawan")
    assert deputy(town, case, "recommend") == "baginda"


def waits_in_inbox(town: Town, user: str, step: str, case: str) -> bool:
    """Say whether a case waits in somebody's inbox for a step."""
    with reading(town.engine) as connection:
        who = viewer(connection, town.account[user], MONDAY)
        assert who is not None
        found = inbox(Readable(connection, who, MONDAY))
    return (step, case) in {(task.step.name, task.row.case_number) for task in found.mine + found.role}


def test_a_new_committee_takes_over_an_open_ballot(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.consented(town, case, MONDAY)
    telling.opened(town, case, MONDAY)
    town.act("zulkifli", "vote", MONDAY, case, {"vote": "for"})
    town.form_committee(
        TUESDAY, baginda="chair", yusnita="secretary", gunawan="member", burhan="member", rosmaida="member"
    )
    unreadable(town, "zulkifli", "vote", TUESDAY, case)  # his seat is gone
    assert grounds(town, "yusnita", "vote", TUESDAY, case, {"vote": "for"}) == ["R-BAL-05"]  # she was not there
    town.act("gunawan", "vote", TUESDAY, case, {"vote": "for"})
    town.act("yusnita", "void-ballot", TUESDAY, case, {"reason": "Tim baru dibentuk."})
    telling.opened(town, case, TUESDAY, who="yusnita")
    ballot = town.case(case).ballot
    assert ballot is not None
    members = ("baginda", "yusnita", "gunawan", "burhan", "rosmaida")
    assert ballot.members == {town.employee[user] for user in members}
