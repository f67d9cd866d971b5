"""From the decree to the first day: the order of documents, a future effective date, and corrections."""

from datetime import date

from sqlalchemy import select

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, history, last, refused, seen, unreadable
from tests.stories.town import Town
from workflow.database import reading
from workflow.tables import history as pages

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
WEDNESDAY = date(2024, 3, 6)
APRIL = date(2024, 4, 1)
MAY = date(2024, 5, 1)
DECREE = {"number": "800.1.3.3/412/2024", "on": TUESDAY, "effective_on": MAY}
WHY = {"reason": "Salah ketik."}


def assigned(town: Town) -> str:
    """Nurhamidah needs no training; everything before the decree has been done by Tuesday."""
    case = telling.proposed(town, MONDAY, MAY)
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    return case


def pages_of(town: Town, who: str) -> list[tuple[str, date, date | None]]:
    """Read somebody's history: post, since, until."""
    query = select(pages.c.post_id, pages.c.since, pages.c.until).where(pages.c.employee_id == town.employee[who])
    names = {number: name for name, number in town.post.items()}
    with reading(town.engine) as connection:
        return [(names[p], since, until) for p, since, until in connection.execute(query.order_by(pages.c.since))]


def test_the_decree_follows_bkn_s_consideration(town: Town) -> None:
    case = assigned(town)
    assert awaited(town, case) == {"record-consideration"}
    assert "R-BKN-01" in grounds(town, "sahala", "sign-decree", TUESDAY, case, DECREE)
    town.act("maslan", "record-consideration", WEDNESDAY, case, {"number": "PT-77/2024", "on": WEDNESDAY})
    no = refused(town, "sahala", "sign-decree", WEDNESDAY, case, DECREE)
    assert no.grounds == ("R-BKN-01",)  # the decree would be a day older than the consideration
    assert seen(no, "R-BKN-01")["on"] == WEDNESDAY
    assert awaited(town, case) == {"sign-decree"}
    town.act("sahala", "sign-decree", WEDNESDAY, case, {**DECREE, "on": WEDNESDAY})
    assert grounds(town, "sahala", "sign-decree", WEDNESDAY, case, {**DECREE, "on": WEDNESDAY}) == ["R-SK-04"]
    late = {"number": "PT-78/2024", "on": WEDNESDAY}
    assert grounds(town, "maslan", "record-consideration", WEDNESDAY, case, late) == ["R-SK-04"]


def test_no_decree_is_retroactive(town: Town) -> None:
    case = assigned(town)
    town.act("maslan", "record-consideration", TUESDAY, case, {"number": "PT-77/2024", "on": TUESDAY})
    no = refused(town, "sahala", "sign-decree", TUESDAY, case, {**DECREE, "effective_on": MONDAY})
    assert no.grounds == ("R-SK-03",)
    assert seen(no, "R-SK-03").items() >= {"on": TUESDAY, "effective_on": MONDAY}.items()
    town.act("sahala", "sign-decree", TUESDAY, case, {**DECREE, "effective_on": TUESDAY})
    assert town.head(case)["planned_on"] == TUESDAY
    assert town.head(case)["decreed_on"] == TUESDAY


def test_an_effective_date_in_the_future(town: Town) -> None:
    case = assigned(town)
    telling.decreed(town, case, TUESDAY, MAY)
    telling.sworn(town, case, WEDNESDAY)
    assert awaited(town, case) == {"execute"}
    no = refused(town, "masdalena", "execute", APRIL, case, {"number": "800/07/PKM", "on": APRIL})
    assert no.grounds == ("R-SPM-01",)
    assert seen(no, "R-SPM-01").items() >= {"on": APRIL, "effective_on": MAY}.items()
    assert town.register("nurhamidah")["post_id"] == town.post["NERS-RSUD"]
    assert town.head(case)["due_on"] == date(2024, 5, 8)  # five working days
    telling.executed(town, case, date(2024, 5, 6))
    assert pages_of(town, "nurhamidah") == [
        ("NERS-RSUD", date(2020, 6, 1), date(2024, 5, 6)),
        ("NERS-PKM", date(2024, 5, 6), None),
    ]
    assert town.head(case)["due_on"] == date(2024, 8, 6)  # three months after the later of both days


def test_the_oath_stands_between_decree_and_first_day(town: Town) -> None:
    case = assigned(town)
    oath = {"number": "BA-9/2024", "on": MONDAY}
    assert grounds(town, "maslan", "inaugurate", TUESDAY, case, oath) == ["R-SK-05"]
    telling.decreed(town, case, TUESDAY, TUESDAY)
    no = refused(town, "masdalena", "execute", TUESDAY, case, {"number": "800/07/PKM", "on": TUESDAY})
    assert no.grounds == ("R-INA-01",)
    assert seen(no, "R-INA-01")["seen"] == "missing"
    no = refused(town, "maslan", "inaugurate", TUESDAY, case, oath)
    assert no.grounds == ("R-INA-06",)
    assert seen(no, "R-INA-06")["on"] == MONDAY
    telling.sworn(town, case, TUESDAY)
    no = refused(town, "maslan", "inaugurate", TUESDAY, case, {"number": "BA-10/2024", "on": TUESDAY})
    assert no.grounds == ("R-INA-01",)
    assert seen(no, "R-INA-01")["seen"] == "sworn"


def test_an_operator_takes_no_oath(town: Town) -> None:
    town.need("KLERK-PKM", 2)
    form = {"post": "KLERK-PKM", "employee": "abdul", "justification": "Tidak ada calon lain."}
    case = telling.proposed(town, MONDAY, TUESDAY, **form)
    for rule in ("R-DON-01", "R-DON-02"):
        town.act("halomoan", "waive-gate", MONDAY, case, {"rule": rule, **WHY})
    telling.consented(town, case, MONDAY, who="zulkifli")
    telling.opened(town, case, MONDAY)
    telling.voted(town, case, MONDAY)
    town.act("baginda", "close-ballot", MONDAY, case)
    telling.recommended(town, case, MONDAY)
    telling.trained(town, case, MONDAY)
    telling.decreed(town, case, MONDAY, TUESDAY)
    no = refused(town, "maslan", "inaugurate", TUESDAY, case, {"number": "BA-9/2024", "on": TUESDAY})
    assert no.grounds == ("R-INA-01",)
    assert seen(no, "R-INA-01")["seen"] == "exempt"
    assert awaited(town, case) == {"execute"}
    telling.executed(town, case, TUESDAY)
    assert last(town, case, "execute").verdicts["R-INA-01"] == "not_applicable"


def test_minutes_are_not_older_than_the_closing(town: Town) -> None:
    case = telling.proposed(town, MONDAY, MAY)
    telling.carried(town, case, TUESDAY)
    no = refused(town, "baginda", "recommend", TUESDAY, case, {"number": "12/BA/2024", "on": MONDAY})
    assert no.grounds == ("R-COM-01",)
    assert seen(no, "R-COM-01").items() >= {"on": MONDAY, "closed_on": TUESDAY}.items()


def test_a_corrected_spmt_moves_history_and_due_dates(town: Town) -> None:
    case = telling.placed(town, MONDAY)  # effective and on duty on 1 April
    wrong = {"document": "execute", "number": "800/07/PKM/2024", **WHY}
    friday = date(2024, 4, 5)
    assert town.head(case)["due_on"] == date(2024, 7, 1)
    no = refused(town, "maslan", "correct", friday, case, {**wrong, "on": date(2024, 3, 29)})
    assert no.grounds == ("R-SPM-01",)
    assert grounds(town, "irwan", "correct", friday, case, {**wrong, "on": date(2024, 4, 3)}) == ["role"]
    assert grounds(town, "baginda", "correct", friday, case, {**wrong, "on": date(2024, 4, 3)}) == ["R-COR-01"]
    town.act("masdalena", "correct", friday, case, {**wrong, "on": date(2024, 4, 3)})
    assert town.head(case)["due_on"] == date(2024, 7, 3)
    assert town.register("nurhamidah")["post_since"] == date(2024, 4, 3)
    assert pages_of(town, "nurhamidah") == [
        ("NERS-RSUD", date(2020, 6, 1), date(2024, 4, 3)),
        ("NERS-PKM", date(2024, 4, 3), None),
    ]
    assert history(town, case, 2) == ["masdalena: execute", "masdalena: correct"]  # both lines stay
    assert last(town, case, "execute").values["on"] == APRIL


def test_a_corrected_number_changes_nothing_else(town: Town) -> None:
    case = telling.placed(town, MONDAY)
    before = town.register("nurhamidah")
    form = {"document": "sign-decree", "number": "800.1.3.3/421/2024", "on": date(2024, 3, 7), **WHY}
    town.act("maslan", "correct", APRIL, case, form)
    document = town.case(case).documents["sign-decree"]
    assert (document.number, document.on) == ("800.1.3.3/421/2024", date(2024, 3, 7))
    assert town.register("nurhamidah") == before
    assert town.case(case).state == "executed"


def test_the_corrected_step_s_rules_are_judged_again(town: Town) -> None:
    case = telling.placed(town, MONDAY)  # minutes on the 5th, consideration and decree on the 7th, oath on the 8th
    number = {"number": "1/2024", **WHY}
    for document, on, rule in (
        ("recommend", date(2024, 3, 4), "R-COM-01"),
        ("record-consideration", date(2024, 3, 8), "R-BKN-01"),
        ("sign-decree", date(2024, 3, 6), "R-BKN-01"),
        ("sign-decree", date(2024, 3, 4), "R-COM-01"),
        ("recommend", date(2024, 3, 8), "R-COM-01"),
        ("sign-decree", date(2024, 4, 2), "R-SK-03"),
        ("inaugurate", date(2024, 3, 6), "R-INA-06"),
    ):
        form = {"document": document, "on": on, **number}
        assert rule in grounds(town, "maslan", "correct", date(2024, 4, 4), case, form), (document, on)


def test_a_closed_case_is_still_corrected(town: Town) -> None:
    case = assigned(town)
    town.act("sahala", "cancel", WEDNESDAY, case, {"reason": "Anggaran dialihkan."})
    form = {"document": "recommend", "number": "13/BA/2024", "on": TUESDAY, **WHY}
    unreadable(town, "delima", "correct", WEDNESDAY, case)
    town.act("baginda", "correct", WEDNESDAY, case, form)  # he recorded the minutes
    assert town.case(case).documents["recommend"].number == "13/BA/2024"
    assert town.case(case).state == "cancelled"
    assert grounds(town, "maslan", "correct", WEDNESDAY, case, {**form, "document": "execute"}) == ["R-COR-01"]
