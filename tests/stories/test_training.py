"""Training before the move: needed or not, failed and taken again, or postponed with leave."""

from datetime import date

from tests.stories import telling
from tests.stories.hearing import awaited, grounds, last, refused, seen, verdict
from tests.stories.town import Town

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)
MAY = date(2024, 5, 1)
SPMT = {"number": "800/07/PKM/2024", "on": MAY}
TRIAGE, RECORDS = "Triase Puskesmas", "Rekam Medis Elektronik"


def recommended(town: Town) -> str:
    """Nurhamidah is recommended on Tuesday, planned for May."""
    case = telling.proposed(town, MONDAY, MAY)
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    return case


def assigned(town: Town, *courses: str) -> str:
    """Courses have been assigned, forty lesson hours each, until 19 April."""
    case = recommended(town)
    lines = "\n".join(f"{course}; 40 JP; 2024-04-19" for course in courses)
    form = {"needed": "yes", "finding": "Belum pernah bertugas di Puskesmas.", "courses": lines}
    town.act("efrida", "assign-training", TUESDAY, case, form)
    return case


def finished(town: Town, case: str, course: str, day: date, result: str = "passed") -> None:
    """Record the result of a course."""
    town.act("efrida", "complete-training", day, case, {"course": course, "result": result, "on": day})


def test_no_gap_needs_the_officer_s_finding(town: Town) -> None:
    case = recommended(town)
    assert awaited(town, case) == {"assign-training"}
    no = refused(town, "efrida", "assign-training", TUESDAY, case, {"needed": "yes", "finding": "Ada kesenjangan."})
    assert no.grounds == ("R-CMP-03",)
    contradiction = {"needed": "no", "finding": "Sesuai.", "courses": f"{TRIAGE}; 40"}
    assert grounds(town, "efrida", "assign-training", TUESDAY, case, contradiction) == ["R-CMP-03"]
    assert grounds(town, "maslan", "assign-training", TUESDAY, case, contradiction) == ["role"]
    telling.trained(town, case, TUESDAY)
    assert town.case(case).state == "training_assigned"
    assert awaited(town, case) == {"record-consideration"}
    telling.decreed(town, case, TUESDAY, MAY)
    telling.sworn(town, case, TUESDAY)
    telling.executed(town, case, MAY)
    assert verdict(town, case, "R-CMP-04", "execute") == "not_applicable"


def test_a_failed_training_is_taken_again(town: Town) -> None:
    case = assigned(town, TRIAGE)
    assert awaited(town, case) == {"complete-training", "record-consideration"}
    telling.decreed(town, case, TUESDAY, MAY)
    telling.sworn(town, case, TUESDAY)
    finished(town, case, TRIAGE, date(2024, 4, 19), "failed")
    assert "complete-training" in awaited(town, case)
    no = refused(town, "masdalena", "execute", MAY, case, SPMT)
    assert no.grounds == ("R-CMP-04",)
    assert seen(no, "R-CMP-04").items() >= {"open": 1, "done": 0, "courses": 1}.items()
    again = {"needed": "yes", "finding": "Diulang dengan pendamping.", "courses": f"{TRIAGE} (ulangan); 20; 2024-05-10"}
    town.act("efrida", "assign-training", MAY, case, again)
    finished(town, case, f"{TRIAGE} (ulangan)", date(2024, 5, 10))
    telling.executed(town, case, date(2024, 5, 13))
    assert town.case(case).state == "executed"
    assert verdict(town, case, "R-CMP-04", "execute") == "met"


def test_a_course_is_completed_once_and_only_if_it_was_assigned(town: Town) -> None:
    case = assigned(town, TRIAGE, RECORDS)
    form = {"course": "Bahasa Inggris", "result": "passed", "on": APRIL}
    assert grounds(town, "efrida", "complete-training", APRIL, case, form) == ["R-TRN-02"]
    finished(town, case, TRIAGE, APRIL)
    assert grounds(town, "efrida", "complete-training", APRIL, case, {**form, "course": TRIAGE}) == ["R-TRN-02"]
    finished(town, case, RECORDS, APRIL)
    assert grounds(town, "efrida", "complete-training", APRIL, case, {**form, "course": TRIAGE}) == [
        "R-TRN-01",
        "R-TRN-02",
    ]
    assert awaited(town, case) == {"record-consideration"}


def test_what_was_passed_stays_passed_when_training_is_changed(town: Town) -> None:
    case = assigned(town, TRIAGE)
    finished(town, case, TRIAGE, APRIL)
    more = {"needed": "yes", "finding": "Perlu satu lagi.", "courses": f"{TRIAGE}; 40\n{RECORDS}; 20; 2024-04-26"}
    town.act("efrida", "assign-training", APRIL, case, more)
    assert [course.name for course in town.case(case).open_courses] == [RECORDS]


def test_a_postponed_training(town: Town) -> None:
    case = assigned(town, TRIAGE)
    why = {"reason": "Angkatan berikutnya baru dibuka Juli."}
    no = refused(town, "halomoan", "postpone-training", APRIL, case, {"until": date(2024, 7, 31), **why})
    assert no.grounds == ("R-CMP-04b",)
    assert seen(no, "R-CMP-04b").items() >= {"until": date(2024, 7, 31), "latest": date(2024, 7, 30)}.items()
    assert grounds(town, "efrida", "postpone-training", APRIL, case, {"until": date(2024, 7, 30), **why}) == ["role"]
    town.act("halomoan", "postpone-training", APRIL, case, {"until": date(2024, 7, 30), **why})
    assert town.case(case).postponed_until == date(2024, 7, 30)

    town.act("maslan", "record-consideration", APRIL, case, {"number": "PT-77/2024", "on": APRIL})
    decree = {"number": "800/412/2024", "on": APRIL, "effective_on": date(2024, 4, 30)}  # a day before the plan
    no = refused(town, "sahala", "sign-decree", APRIL, case, decree)
    assert no.grounds == ("R-CMP-04b",)
    assert seen(no, "R-CMP-04b")["latest"] == date(2024, 7, 29)
    town.act("sahala", "sign-decree", APRIL, case, {**decree, "effective_on": MAY})
    telling.sworn(town, case, APRIL)
    telling.executed(town, case, MAY)
    assert verdict(town, case, "R-CMP-04", "execute") == "met"
    assert "complete-training" in awaited(town, case)
    finished(town, case, TRIAGE, date(2024, 7, 26))
    assert last(town, case, "complete-training").state == "executed"
    assert "complete-training" not in awaited(town, case)


def test_nothing_to_postpone(town: Town) -> None:
    case = recommended(town)
    telling.trained(town, case, TUESDAY)
    form = {"until": date(2024, 7, 1), "reason": "Ditunda saja."}
    assert grounds(town, "halomoan", "postpone-training", TUESDAY, case, form) == ["R-TRN-01"]
