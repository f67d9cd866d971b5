"""Who qualifies for a post: each rule on both sides of its border, and where it does not speak."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from policies.facts import Fill, Person, Post
from policies.matching import Match
from tests.policies.known import MET, NOT_APPLICABLE, NOT_MET, PLANNED, TODAY, UNKNOWN, case, found, questions, verdict


def person(**parts: Any) -> Person:
    """Give somebody in a post of class 8."""
    known: dict[str, Any] = {"id": 1, "status": "PNS", "standing": "AKTIF", "post": 11, "post_since": date(2020, 6, 1)}
    return Person(
        **{**known, "retires_on": date(2049, 4, 1), "education": "40", "field": None, "job_class": 8, **parts}
    )


def post(category: str = "JF_PERTAMA", **parts: Any) -> Post:
    """Give a post of class 8."""
    return Post(
        **{
            "id": 12,
            "unit": 22,
            "category": category,
            "need": 4,
            "critical": False,
            "ended": False,
            "job_class": 8,
            "min_education": "05",
            "fields": (),
            **parts,
        }
    )


@pytest.mark.parametrize(
    ("rule", "category", "education", "months", "expected"),
    [
        ("R-STR-01", "ADMINISTRATOR", "40", 36, MET),
        ("R-STR-01", "ADMINISTRATOR", "35", 36, MET),  # D-IV is as good as S-1
        ("R-STR-01", "ADMINISTRATOR", "45", 36, MET),
        ("R-STR-01", "ADMINISTRATOR", "30", 36, NOT_MET),
        ("R-STR-01", "ADMINISTRATOR", "40", 35, NOT_MET),
        ("R-STR-01", "PENGAWAS", "05", 0, NOT_APPLICABLE),
        ("R-STR-02", "PENGAWAS", "30", 48, MET),
        ("R-STR-02", "PENGAWAS", "25", 48, NOT_MET),
        ("R-STR-02", "PENGAWAS", "30", 47, NOT_MET),
        ("R-STR-02", "ADMINISTRATOR", "05", 0, NOT_APPLICABLE),
        ("R-STR-03", "PELAKSANA_KLERK", "15", 0, MET),
        ("R-STR-03", "PELAKSANA_TEKNISI", "12", 0, NOT_MET),
        ("R-STR-03", "JF_PEMULA", "05", 0, NOT_APPLICABLE),
        ("R-JF-01", "JF_PERTAMA", "35", 0, MET),
        ("R-JF-01", "JF_UTAMA", "30", 0, NOT_MET),
        ("R-JF-01", "JF_PEMULA", "15", 0, MET),
        ("R-JF-01", "JF_PENYELIA", "12", 0, NOT_MET),
        ("R-JF-01", "PENGAWAS", "05", 0, NOT_APPLICABLE),
    ],
)
def test_education_and_experience(rule: str, category: str, education: str, months: int, expected: str) -> None:
    facts = {"person": person(education=education), "new_post": post(category), "months": months}
    assert verdict(rule, **facts) == expected


def test_experience_is_counted_to_the_planned_date_in_the_posts_that_the_law_names() -> None:
    asked = questions("R-STR-01", person=person(), new_post=post("ADMINISTRATOR"))
    counted = {"ADMINISTRATOR", "PENGAWAS", "JF_PENYELIA", "JF_MUDA", "JF_MADYA", "JF_UTAMA"}
    assert asked == [("experience", counted, PLANNED)]


@pytest.mark.parametrize(
    ("field", "fields", "expected"),
    [
        ("Keperawatan", (), MET),
        (None, (), MET),
        ("KEPERAWATAN", ("Keperawatan", "Kebidanan"), MET),
        ("Hukum", ("Keperawatan",), NOT_MET),
        (None, ("Keperawatan",), NOT_MET),
    ],
)
def test_the_field_of_a_functional_post(field: str | None, fields: tuple[str, ...], expected: str) -> None:
    assert verdict("R-JF-01", person=person(field=field), new_post=post(fields=fields)) == expected
    assert verdict("R-CMP-02b", person=person(field=field), new_post=post(fields=fields)) == NOT_APPLICABLE
    other = MET if expected == MET and fields else NOT_MET if fields else NOT_APPLICABLE
    assert verdict("R-CMP-02b", person=person(field=field), new_post=post("PENGAWAS", fields=fields)) == other


@pytest.mark.parametrize(("has", "needs", "expected"), [("40", "40", MET), ("35", "40", MET), ("30", "40", NOT_MET)])
def test_the_education_that_the_post_asks_for(has: str, needs: str, expected: str) -> None:
    assert verdict("R-CMP-02a", person=person(education=has), new_post=post(min_education=needs)) == expected


@pytest.mark.parametrize(
    ("jpm", "known", "gate", "warning"),
    [
        ("1", True, MET, MET),
        ("80/100", True, MET, MET),
        ("799/1000", True, MET, NOT_MET),
        ("68/100", True, MET, NOT_MET),
        ("679/1000", True, NOT_MET, NOT_APPLICABLE),
        ("1", False, UNKNOWN, NOT_APPLICABLE),
    ],
)
def test_competences(jpm: str, known: bool, gate: str, warning: str) -> None:
    matched = Match(Fraction(jpm), known, ("KOM",), ("KOM",))
    assert verdict("R-CMP-01a", matched=matched) == gate
    assert verdict("R-CMP-01b", matched=matched) == warning
    assert found("R-CMP-01a", matched=matched).seen == {"jpm": str(Fraction(jpm)), "never": ["KOM"]}


def test_a_post_without_a_standard_asks_for_no_competence() -> None:
    assert verdict("R-CMP-01a") == verdict("R-CMP-01b") == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("new", "change", "fall"),
    [(6, NOT_MET, NOT_MET), (7, MET, NOT_MET), (8, MET, MET), (9, MET, MET), (10, NOT_MET, MET)],
)
def test_the_class_of_the_post(new: int, change: str, fall: str) -> None:
    assert verdict("R-CMP-06", person=person(), new_post=post(job_class=new)) == change
    assert verdict("R-CMP-07", person=person(), new_post=post(job_class=new)) == fall
    nobody = person(job_class=None)
    assert verdict("R-CMP-06", person=nobody, new_post=post(job_class=new)) == NOT_APPLICABLE
    assert verdict("R-CMP-07", person=nobody, new_post=post(job_class=new)) == NOT_APPLICABLE


def test_a_study_assignment() -> None:
    assert verdict("R-ELG-05") == MET
    assert verdict("R-ELG-05", studying=date(2026, 12, 31)) == NOT_MET
    assert questions("R-ELG-05") == [("studies", PLANNED)]


@pytest.mark.parametrize(
    ("retires", "short", "useful"),
    [
        (date(2028, 5, 1), MET, MET),
        (date(2028, 4, 1), MET, NOT_MET),
        (date(2027, 5, 1), MET, NOT_MET),
        (date(2027, 4, 1), NOT_MET, NOT_APPLICABLE),
        (None, UNKNOWN, NOT_APPLICABLE),
    ],
)
def test_the_time_left_to_serve(retires: date | None, short: str, useful: str) -> None:
    assert verdict("R-ELG-07a", retires=retires) == short
    assert verdict("R-ELG-07b", retires=retires) == useful


def test_moved_within_the_last_year() -> None:
    assert verdict("R-TEN-05") == MET
    assert verdict("R-TEN-05", moves=1) == NOT_MET
    assert questions("R-TEN-05") == [("moves", date(2025, 5, 1))]


@pytest.mark.parametrize(
    ("years", "expected"),
    [((), NOT_APPLICABLE), ((2024,), MET), ((2025, 2024), MET), ((2025, 2023), NOT_MET), ((2025, None), UNKNOWN)],
)
def test_the_age_of_the_analysis(years: tuple[int | None, ...], expected: str) -> None:
    assert TODAY.year == 2026
    assert verdict("R-NED-02", analysed=years) == expected


def test_a_recorded_priority() -> None:
    assert verdict("R-NED-03") == NOT_APPLICABLE  # before the first run
    assert verdict("R-NED-03", prioritised=(True, 425_000)) == MET
    assert verdict("R-NED-03", prioritised=(True, 0)) == MET
    assert verdict("R-NED-03", prioritised=(True, None)) == NOT_MET


@pytest.mark.parametrize(
    ("donor", "receiver", "expected"),
    [
        (Fill(10, 9, 10), Fill(9, 10, 10), MET),
        (Fill(10, 8, 10), Fill(9, 10, 10), NOT_MET),
        (Fill(0, 0, 0), Fill(9, 10, 10), MET),
        (Fill(10, 9, 10), Fill(0, 0, 0), NOT_MET),
    ],
)
def test_the_donor_is_not_left_worse_than_the_receiver(donor: Fill, receiver: Fill, expected: str) -> None:
    assert verdict("R-DON-02", filled=donor, receiving=receiver) == expected


@pytest.mark.parametrize(("similar", "expected"), [("3/5", MET), ("599/1000", NOT_MET)])
def test_units_of_similar_capacity(similar: str, expected: str) -> None:
    assert verdict("R-DON-04", similar=Fraction(similar)) == expected
    inside = case(donor_unit=22)
    assert verdict("R-DON-04", case=inside, similar=Fraction(0)) == NOT_APPLICABLE


def test_without_a_candidate_or_a_date_nothing_is_known() -> None:
    for rule in ("R-STR-03", "R-JF-01", "R-CMP-02a", "R-CMP-02b"):
        assert verdict(rule, person=None) == UNKNOWN
        assert verdict(rule, new_post=None) == UNKNOWN
    undated = case(planned_on=None)
    for rule in ("R-ELG-05", "R-ELG-07a", "R-TEN-05", "R-DON-02"):
        assert verdict(rule, case=undated) == UNKNOWN
    assert verdict("R-STR-01", case=undated, new_post=post("ADMINISTRATOR")) == UNKNOWN
    assert verdict("R-DON-04", case=case(donor_unit=None)) == UNKNOWN
