"""Asked for by the employee: the number and date of the letter stand in the proposal."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import grounds, last
from tests.stories.town import Town

MONDAY = date(2024, 3, 4)
LETTER = {"letter_number": "01/NS/2024", "letter_on": date(2024, 2, 26)}
FORM = {
    "employee": "nurhamidah",
    "kind": "INTRA_REQ",
    "planned_on": date(2024, 5, 1),
    "reason": "Ikut suami yang pindah ke Pintu Langit.",
    "no_conflict": "yes",
}


def test_an_own_request_names_its_letter(town: Town) -> None:
    case = telling.needed(town, MONDAY)
    assert grounds(town, "sutan", "propose", MONDAY, case, FORM) == ["R-REQ-01"]
    assert grounds(town, "sutan", "propose", MONDAY, case, {**FORM, "letter_number": "01/NS/2024"}) == ["R-REQ-01"]
    town.act("sutan", "propose", MONDAY, case, {**FORM, **LETTER})
    assert town.head(case)["kind"] == "INTRA_REQ"
    line = last(town, case, "propose")
    assert (line.values["letter_number"], line.values["letter_on"]) == ("01/NS/2024", date(2024, 2, 26))
    assert line.verdicts["R-REQ-01"] == "met"


def test_a_transfer_for_the_service_needs_no_letter(town: Town) -> None:
    case = telling.proposed(town, MONDAY, date(2024, 5, 1))
    assert town.head(case)["kind"] == "INTRA"
    assert last(town, case, "propose").verdicts["R-REQ-01"] == "not_applicable"


def test_nobody_proposes_himself_or_his_family(town: Town) -> None:
    town.need("AUDITOR", 3)
    case = telling.needed(town, MONDAY, "AUDITOR")
    form = {**FORM, **LETTER, "justification": "Tidak ada calon lain."}
    assert grounds(town, "maslan", "propose", MONDAY, case, {**form, "employee": "maslan"}) == ["R-COI-01"]
    town.related("yusnita", "nurhamidah", degree=2)
    assert grounds(town, "yusnita", "propose", MONDAY, case, form) == ["R-COI-01"]
    town.act("maslan", "propose", MONDAY, case, form)
    assert town.case(case).proposer == town.account["maslan"]


def test_a_proposer_s_grant_reaches_his_unit_and_those_below(town: Town) -> None:
    below, elsewhere = telling.needed(town, MONDAY), telling.needed(town, MONDAY, "KLERK-HUB")
    assert grounds(town, "sutan", "identify", MONDAY, None, {"post": "KLERK-HUB", "note": "Perlu."}) == ["role"]
    town.act("sutan", "propose", MONDAY, below, {**FORM, **LETTER})
    assert town.head(elsewhere)["receiving_unit_id"] == town.unit["DISHUB"]
