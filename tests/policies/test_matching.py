"""How well somebody fits a post, by hand: match with the standard, cheapest courses, the parts and the whole."""

from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import matching
from policies.loading import current
from policies.matching import PARTS, Capacity, Course, cheapest, match

WEIGHTS = current().rules["R-FIT-01"].on(date(2026, 1, 1))
STANDARD = {"INT": 2, "KOM": 3, "PLP": 3, "T-KES": 2}


def test_the_match_is_capped_per_competence() -> None:
    """2 + 3 + 1 + 2 of 10: what is above the standard makes up for nothing."""
    found = match(STANDARD, {"INT": 5, "KOM": 3, "PLP": 1, "T-KES": 4})
    assert found == (Fraction(8, 10), True, (), ("PLP",))


def test_what_was_never_assessed_counts_nothing_and_is_named() -> None:
    found = match(STANDARD, {"KOM": 3, "PLP": 3})
    assert found == (Fraction(6, 10), True, ("INT", "T-KES"), ("INT", "T-KES"))


@pytest.mark.parametrize(("assessed", "known"), [({"INT": 0, "KOM": 0}, True), ({"INT": 2, "T-KES": 2}, False)])
def test_half_of_the_standard_must_have_been_assessed(assessed: dict[str, int], known: bool) -> None:
    found = match(STANDARD, assessed)
    assert found is not None
    assert found.known is known
    assert (matching.competence_part(found) is None) is not known


def test_without_a_standard_there_is_no_match() -> None:
    assert match({}, {"KOM": 3}) is None
    assert matching.competence_part(None) is None


COURSES = [
    Course("A", 20, {"KOM": 3}),
    Course("B", 12, {"KOM": 2}),
    Course("C", 30, {"KOM": 3, "PLP": 3}),
    Course("D", 11, {"PLP": 4}),
    Course("E", 8, {"INT": 1}),
]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ((), (0, ())),
        (("KOM",), (20, ("A",))),  # B does not raise far enough
        (("PLP",), (11, ("D",))),
        (("KOM", "PLP"), (30, ("C",))),  # one course for what two would take 31 hours
        (("INT",), None),
        (("KOM", "T-KES"), None),
    ],
)
def test_the_cheapest_courses(missing: tuple[str, ...], expected: tuple[int, tuple[str, ...]] | None) -> None:
    assert cheapest(COURSES, STANDARD).get(frozenset(missing)) == expected


def test_of_equal_hours_fewer_courses_and_then_the_first_by_code() -> None:
    courses = [Course("Z", 10, {"KOM": 3}), Course("Y", 10, {"KOM": 3}), Course("X", 20, {"KOM": 3, "PLP": 3})]
    courses.append(Course("W", 10, {"PLP": 3}))
    found = cheapest(courses, STANDARD)
    assert found[frozenset({"KOM"})] == (10, ("Y",))
    assert found[frozenset({"KOM", "PLP"})] == (20, ("X",))


COMPETENCES = ("INT", "KOM", "PLP", "T-KES")
SOME_COURSES = st.lists(
    st.tuples(st.integers(1, 40), st.dictionaries(st.sampled_from(COMPETENCES), st.integers(1, 4), min_size=1)),
    max_size=6,
)


@given(SOME_COURSES, st.sets(st.sampled_from(COMPETENCES)))
def test_no_other_courses_are_cheaper(drawn: list[tuple[int, dict[str, int]]], missing: set[str]) -> None:
    courses = [Course(f"K{n}", hours, raises) for n, (hours, raises) in enumerate(drawn)]
    closing = [
        (sum(course.hours for course in chosen), size, tuple(course.code for course in chosen))
        for size in range(len(courses) + 1)
        for chosen in combinations(courses, size)
        if all(any(course.raises.get(code, 0) >= STANDARD[code] for course in chosen) for code in missing)
    ]
    found = cheapest(courses, STANDARD).get(frozenset(missing))
    assert found == ((min(closing)[0], min(closing)[2]) if closing else None)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_fit_alone(part: str) -> None:
    nothing: dict[str, Fraction | None] = dict.fromkeys(PARTS, Fraction(0))
    assert matching.fit({**nothing, part: Fraction(1)}, WEIGHTS).value == Fraction(WEIGHTS[part])
    unknown = matching.fit({**nothing, part: None}, WEIGHTS)
    assert (unknown.value, unknown.unknown) == (Fraction(WEIGHTS[part]) / 2, {part})


def test_the_whole_fit_is_one_and_parts_are_clipped() -> None:
    assert matching.fit(dict.fromkeys(PARTS, Fraction(3)), WEIGHTS).ten_thousandths == 10_000
    assert matching.fit(dict.fromkeys(PARTS, Fraction(-1)), WEIGHTS).value == 0


@pytest.mark.parametrize(
    ("predicates", "part", "one_missing"),
    [
        (("very_good", "very_good"), Fraction(1), False),
        (("good", "needs_improvement"), Fraction(23, 40), False),
        (("poor", "very_poor"), Fraction(1, 10), False),
        ((None, "good"), Fraction(3, 4), True),
        ((None, None), None, True),
    ],
)
def test_performance(predicates: tuple[str | None, ...], part: Fraction | None, one_missing: bool) -> None:
    assert matching.performance_part(predicates, WEIGHTS) == (part, one_missing)


@pytest.mark.parametrize(
    ("field", "fields", "part"),
    [
        ("Hukum", (), Fraction(1)),
        (None, (), Fraction(1)),
        ("hukum ", ("Manajemen", "Hukum"), Fraction(1)),
        ("Teknik", ("Hukum",), Fraction(1, 2)),
        (None, ("Hukum",), None),
    ],
)
def test_education(field: str | None, fields: tuple[str, ...], part: Fraction | None) -> None:
    assert matching.education_part(field, fields) == part


def test_training() -> None:
    found = match(STANDARD, {"INT": 2, "KOM": 2, "PLP": 3, "T-KES": 2})
    assert matching.training_part(found, 30, 120) == Fraction(3, 4)
    assert matching.training_part(found, 0, 120) == 1
    assert matching.training_part(found, None, 120) == 0  # no course closes the gap
    assert matching.training_part(match(STANDARD, {"KOM": 3, "PLP": 3}), None, 120) is None  # never assessed
    assert matching.training_part(None, None, 120) is None


def test_distance() -> None:
    """A degree of latitude is 111.195 km on a sphere of 6,371 km."""
    assert matching.metres((1, 99), (2, 99)) == 111_195
    assert matching.metres((1, 99), (1, 99)) == 0
    assert matching.metres(None, (1, 99)) is matching.metres((1, 99), None) is None
    assert matching.distance_part(12_500, 50) == Fraction(3, 4)
    assert matching.distance_part(None, 50) is None


def test_the_similarity_of_two_units() -> None:
    """0.5 for one kind, 0.3 × 6/9, 0.2 × 1 of 4 categories."""
    one = Capacity("upt", 9, frozenset({"PENGAWAS", "JF_PERTAMA", "JF_MUDA"}))
    other = Capacity("upt", 6, frozenset({"JF_PERTAMA", "PELAKSANA_KLERK"}))
    assert matching.similarity(one, other) == Fraction(5, 10) + Fraction(2, 10) + Fraction(2, 40)
    assert matching.similarity(one, other._replace(kind="dinas")) == Fraction(2, 10) + Fraction(2, 40)
    assert matching.similarity(one, one) == 1
    nobody = Capacity("upt", 0, frozenset())
    assert matching.similarity(nobody, nobody) == 1


@given(
    st.integers(1, 45).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total))),
    st.one_of(st.none(), st.sampled_from(("1", "0.75", "0.875", "0.4", "0.2", "0", "0.3", "0.575"))),
    st.integers(0, 400),
    st.one_of(st.none(), st.sampled_from(("1", "1/2"))),
    st.one_of(st.none(), st.integers(0, 300)),
    st.one_of(st.none(), st.tuples(st.integers(0, 97), st.integers(1, 97))),
    st.one_of(st.none(), st.integers(0, 90_000)),
)
def test_the_quick_figure_is_the_fit(
    levels: tuple[int, int],
    performance: str | None,
    months: int,
    education: str | None,
    hours: int | None,
    fill: tuple[int, int] | None,
    metres: int | None,
) -> None:
    total, reached = levels
    parts = {
        "competence": Fraction(reached, total),
        "performance": None if performance is None else Fraction(performance),
        "experience": Fraction(months, 60),
        "education": None if education is None else Fraction(education),
        "training": None if hours is None else 1 - Fraction(hours, 120),
        "donor": None if fill is None else Fraction(*fill),
        "distance": matching.distance_part(metres, 50),
    }
    assert matching.Scale(WEIGHTS, total).ten_thousandths(parts) == matching.fit(parts, WEIGHTS).ten_thousandths


def test_the_quick_figure_without_a_standard() -> None:
    nothing: dict[str, Fraction | None] = dict.fromkeys(PARTS)
    assert matching.Scale(WEIGHTS, 0).ten_thousandths(nothing) == 5_000
