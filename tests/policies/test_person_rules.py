"""Rules about the person, at their boundaries, with the parameters of the shipped law."""

from datetime import date

import pytest

from policies.facts import Person, Post
from policies.rules.person import last_years
from tests.policies.known import MET, NOT_APPLICABLE, NOT_MET, PLANNED, UNKNOWN, case, found, questions, verdict


def person(**parts: object) -> Person:
    """Give an active civil servant, in his post since June 2020, who retires in 2049."""
    known = {"id": 1, "status": "PNS", "standing": "AKTIF", "post": 11, "post_since": date(2020, 6, 1)}
    schooled = {"retires_on": date(2049, 4, 1), "education": "40", "field": None, "job_class": 8}
    return Person(**{**known, **schooled, **parts})  # type: ignore[arg-type]  # written by hand


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, MET),
        ({"status": "CPNS"}, NOT_MET),
        ({"status": "PPPK"}, NOT_MET),
        ({"standing": "CLTN"}, NOT_MET),
        ({"standing": "PENSIUN"}, NOT_MET),
        ({"retires_on": PLANNED}, NOT_MET),
        ({"retires_on": date(2026, 4, 1)}, NOT_MET),
        ({"retires_on": date(2026, 5, 2)}, MET),
    ],
)
def test_active_until_the_planned_date(parts: dict[str, object], expected: str) -> None:
    assert verdict("R-ELG-01", person=person(**parts)) == expected
    assert set(found("R-ELG-01", person=person(**parts)).seen) == {"status", "standing", "retires_on"}


@pytest.mark.parametrize(
    ("since", "expected", "held"),
    [
        (date(2024, 5, 1), MET, 24),
        (date(2024, 5, 2), NOT_MET, 23),
        (date(2024, 4, 1), MET, 25),
        (date(2026, 4, 2), NOT_MET, 0),
        (date(2026, 6, 1), NOT_MET, 0),
    ],
)
def test_two_years_in_the_post_counted_to_the_planned_date(since: date, expected: str, held: int) -> None:
    finding = found("R-TEN-01", person=person(post_since=since))
    assert finding.verdict == expected
    assert finding.seen == {"held": held, "since": since}


def test_who_is_not_in_the_register_is_not_known() -> None:
    for rule in ("R-ELG-01", "R-TEN-01", "R-DON-10"):
        assert verdict(rule, person=None) == UNKNOWN
    for rule in ("R-ELG-01", "R-TEN-01", "R-DIS-01"):
        assert verdict(rule, case=case(planned_on=None)) == UNKNOWN
    assert verdict("R-TEN-01", person=person(post_since=None)) == UNKNOWN


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 3, 31), (2023, 2024)),
        (date(2026, 4, 1), (2024, 2025)),
        (date(2026, 1, 1), (2023, 2024)),
        (date(2026, 12, 31), (2024, 2025)),
    ],
)
def test_last_year_is_known_from_april(today: date, years: tuple[int, ...]) -> None:
    assert last_years(today, 2, 4) == years
    appraisals = dict.fromkeys(years, "good")
    for rule, category in (("R-PRF-01a", "JF_PERTAMA"), ("R-PRF-01b", "PELAKSANA_KLERK")):
        post = Post(12, 22, category, 4, False, False, 8, "40", ())
        assert verdict(rule, today=today, new_post=post, appraisals=appraisals) == MET
        for year in years:
            missing = {known: "good" for known in years if known != year}
            assert verdict(rule, today=today, new_post=post, appraisals=missing) == UNKNOWN


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        ("very_good", MET),
        ("good", MET),
        ("needs_improvement", NOT_MET),
        ("poor", NOT_MET),
        ("very_poor", NOT_MET),
    ],
)
def test_performance_at_least_good_in_each_year(predicate: str, expected: str) -> None:
    for appraisals in ({2024: predicate, 2025: "good"}, {2024: "good", 2025: predicate}):
        finding = found("R-PRF-01a", today=date(2026, 4, 1), appraisals=appraisals)
        assert finding.verdict == expected
        assert finding.seen["predicates"] == [[2024, appraisals[2024]], [2025, appraisals[2025]]]


MANAGERIAL_AND_FUNCTIONAL = [
    "JPT_PRATAMA ADMINISTRATOR PENGAWAS".split(),
    "JF_PEMULA JF_TERAMPIL JF_MAHIR JF_PENYELIA JF_PERTAMA JF_MUDA JF_MADYA JF_UTAMA".split(),
]
OPERATIONAL = ["PELAKSANA_KLERK", "PELAKSANA_OPERATOR", "PELAKSANA_TEKNISI"]


@pytest.mark.parametrize("category", [each for group in MANAGERIAL_AND_FUNCTIONAL for each in group] + OPERATIONAL)
def test_poor_performance_blocks_in_some_posts_and_warns_in_others(category: str) -> None:
    facts = {
        "new_post": Post(12, 22, category, 4, False, False, 8, "40", ()),
        "appraisals": {2023: "poor", 2024: "poor"},
    }
    blocks, warns = verdict("R-PRF-01a", **facts), verdict("R-PRF-01b", **facts)
    assert (blocks, warns) == ((NOT_APPLICABLE, NOT_MET) if category in OPERATIONAL else (NOT_MET, NOT_APPLICABLE))


def test_without_a_post_performance_is_not_judged() -> None:
    assert verdict("R-PRF-01a", new_post=None) == NOT_APPLICABLE
    assert verdict("R-PRF-01b", new_post=None) == NOT_APPLICABLE


def test_discipline_is_asked_for_the_planned_date() -> None:
    assert verdict("R-DIS-01") == MET
    finding = found("R-DIS-01", open_against=("PEMERIKSAAN", "SEDANG"))
    assert finding.verdict == NOT_MET
    assert finding.seen == {"kinds": ["PEMERIKSAAN", "SEDANG"]}
    assert questions("R-DIS-01") == [("discipline", PLANNED)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"kind": "INTRA"}, NOT_APPLICABLE),
        ({"kind": "INTRA", "letter_number": "1"}, NOT_APPLICABLE),
        ({"kind": "INTRA_REQ"}, NOT_MET),
        ({"kind": "INTRA_REQ", "letter_number": "1"}, NOT_MET),
        ({"kind": "INTRA_REQ", "letter_on": date(2026, 2, 1)}, NOT_MET),
        ({"kind": "INTRA_REQ", "letter_number": "1", "letter_on": date(2026, 2, 1)}, MET),
    ],
)
def test_an_own_request_names_number_and_date(form: dict[str, object], expected: str) -> None:
    assert verdict("R-REQ-01", form=form) == expected
