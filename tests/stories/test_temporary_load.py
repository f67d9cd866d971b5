"""A load that ends: the campaign of vaccination needs a fifth nurse for a year, and then she goes back."""

from datetime import date
from decimal import Decimal

from sqlalchemy import insert, select, update

from tests.stories import telling
from tests.stories.hearing import grounds, last, refused, seen
from tests.stories.town import Town
from workflow.audit.verify import verify
from workflow.database import reading
from workflow.tables import history, workload

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
ENDS = date(2024, 10, 1)  # exactly six months after the first of April
BACK = date(2024, 11, 4)


def campaign(town: Town, until: date = ENDS) -> None:
    """Let the Puskesmas need one nurse more than it has until a day, and none besides."""
    town.need("NERS-PKM", 2)
    load = {"task": "Vaksinasi massal", "volume": Decimal(1), "minutes": Decimal(75_000), "year": 2024}
    town.write(insert(workload).values(post_id=town.post["NERS-PKM"], until=until, **load))


def end_of_page(town: Town, case: str) -> date | None:
    """Give the end of the load that the page of the history keeps which a case opened."""
    with reading(town.engine) as connection:
        query = select(history.c.temporary_until).where(history.c.transfer_id == town.transfer(case, connection))
        return connection.scalar(query)


def test_a_load_of_six_months_fills_the_post_and_its_end_goes_with_the_transfer(town: Town) -> None:
    campaign(town)
    case = telling.needed(town, MONDAY)
    assert town.case(case).temporary_until == ENDS
    telling.propose(town, case, MONDAY, APRIL)
    assert last(town, case, "propose").verdicts["R-NED-05"] == "met"
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    telling.decreed(town, case, TUESDAY, APRIL)
    telling.sworn(town, case, TUESDAY)
    telling.executed(town, case, APRIL)
    assert end_of_page(town, case) == ENDS


def test_a_load_that_ends_sooner_opens_nothing(town: Town) -> None:
    campaign(town, date(2024, 9, 30))
    case = telling.needed(town, MONDAY)  # from the 4th of March it is six months and more
    form = {
        "employee": "nurhamidah",
        "kind": "INTRA",
        "planned_on": APRIL,
        "reason": "Vaksinasi.",
        "no_conflict": "yes",
    }
    no = refused(town, "sutan", "propose", MONDAY, case, form)
    assert no.grounds == ("R-NED-05",)
    assert seen(no, "R-NED-05")["until"] == date(2024, 9, 30)
    later = {"post": "NERS-PKM", "note": "Vaksinasi."}
    assert grounds(town, "maslan", "identify", date(2024, 4, 1), None, later) == ["R-NED-05"]


def test_a_slot_that_lasting_work_asks_for_too_has_no_end(town: Town) -> None:
    campaign(town, date(2024, 6, 30))
    town.need("NERS-PKM", 3)
    case = telling.proposed(town, MONDAY, APRIL)
    assert last(town, case, "propose").verdicts["R-NED-05"] == "not_applicable"
    assert town.case(case).temporary_until is None


def lent(town: Town) -> str:
    """Move Nurhamidah to the campaign; her load has ended and the hospital has a place for her again."""
    campaign(town)
    case = telling.placed(town, MONDAY)
    telling.evaluated(town, case, date(2024, 7, 1), "evaluate-3")
    telling.evaluated(town, case, date(2024, 10, 1), "evaluate-6")
    town.need("NERS-RSUD", 9)
    return case


def waiver(planned: date, ground: str = "load_ended") -> dict[str, str]:
    """Fill in a waiver of the time in the post."""
    return {"rule": "R-TEN-01", "ground": ground, "reason": f"Kembali per {planned}."}


def test_at_its_end_she_goes_back(town: Town) -> None:
    lent(town)
    case = telling.needed(town, date(2024, 10, 7), "NERS-RSUD")
    telling.propose(town, case, date(2024, 10, 7), BACK, justification="Kembali setelah vaksinasi.")
    assert town.case(case).open_gates == ("R-TEN-01",)
    town.act("sahala", "waive-gate", date(2024, 10, 8), case, waiver(BACK))
    assert last(town, case, "waive-gate").verdicts["R-TEN-06"] == "met"
    assert town.case(case).open_gates == ()


def test_before_its_end_that_is_no_reason(town: Town) -> None:
    campaign(town, date(2025, 3, 31))
    telling.placed(town, MONDAY)
    town.need("NERS-RSUD", 9)
    case = telling.needed(town, date(2024, 10, 7), "NERS-RSUD")
    telling.propose(town, case, date(2024, 10, 7), BACK, justification="Kembali lebih awal.")
    assert grounds(town, "sahala", "waive-gate", date(2024, 10, 8), case, waiver(BACK)) == ["R-TEN-06"]
    town.act("sahala", "waive-gate", date(2024, 10, 8), case, waiver(BACK, "other"))


def test_an_end_that_was_changed_by_hand_is_found(town: Town) -> None:
    case = lent(town)
    with reading(town.engine) as connection:
        page = history.c.transfer_id == town.transfer(case, connection)
    town.write(update(history).where(page).values(temporary_until=date(2023, 1, 1)))
    assert [(fault.kind, fault.where) for fault in verify(town.engine).faults if fault.where == case] == [
        ("history", case)
    ]
    town.write(update(history).where(page).values(temporary_until=ENDS))
