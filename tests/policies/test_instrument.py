"""The instrument: seven values, four texts, the level of behaviour, and the nine cells of the predicate."""

import pytest

from policies.instruments import (
    behaviour_level,
    fields_of,
    form_of,
    predicate,
    predicate_of_answers,
    predicate_of_register,
)
from policies.loading import current
from policies.scoring import SUPERVISOR

INSTRUMENT = current().instrument
VALUES = ["service", "accountable", "competent", "harmonious", "loyal", "adaptive", "collaborative"]


@pytest.mark.parametrize(
    ("result", "behaviour", "expected"),
    [
        ("above", "above", "very_good"),
        ("above", "meets", "good"),
        ("above", "below", "poor"),
        ("meets", "above", "good"),
        ("meets", "meets", "good"),
        ("meets", "below", "poor"),
        ("below", "above", "needs_improvement"),
        ("below", "meets", "needs_improvement"),
        ("below", "below", "very_poor"),
    ],
)
def test_the_nine_cells(result: str, behaviour: str, expected: str) -> None:
    assert predicate(INSTRUMENT, result, behaviour) == expected
    register = {"above": "DI_ATAS", "meets": "SESUAI", "below": "DI_BAWAH"}
    assert predicate_of_register(INSTRUMENT, register[result], register[behaviour]) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([1, 1, 1, 1, 1, 1, 1], "below"),
        ([3, 3, 2, 3, 2, 3, 2], "below"),  # 18/7 = 2.57…
        ([3, 3, 3, 3, 2, 3, 2], "meets"),  # 19/7 = 2.71…
        ([3, 2, 3, 2, 3], "meets"),  # exactly 2.6
        ([4, 4, 4, 4, 5], "meets"),  # exactly 4.2
        ([4, 4, 4, 4, 4, 5, 4], "meets"),  # 29/7 = 4.14…
        ([4, 4, 4, 4, 4, 5, 5], "above"),  # 30/7 = 4.28…
        ([5, 5, 5, 5, 5, 5, 5], "above"),
    ],
)
def test_the_level_of_behaviour_is_an_exact_mean(scores: list[int], expected: str) -> None:
    answers = dict(zip(VALUES, scores, strict=False))
    assert behaviour_level(INSTRUMENT, [form_of(INSTRUMENT, SUPERVISOR, answers)]) == expected


def test_a_filled_in_evaluation() -> None:
    answers = dict.fromkeys(VALUES, 5)
    assert predicate_of_answers(INSTRUMENT, {**answers, "result": "above"}) == "very_good"
    assert predicate_of_answers(INSTRUMENT, {**answers, "result": "below"}) == "needs_improvement"
    assert predicate_of_answers(INSTRUMENT, {**dict.fromkeys(VALUES, 2), "result": "above"}) == "poor"


def test_what_peers_answered_counts_with_their_weight() -> None:
    """The supervisor's 3s alone meet expectations; with two peers' 1s it is 2/3 × 3 + 1/3 × 1 = 2.33, below them."""
    answers = {**dict.fromkeys(VALUES, 3), "result": "meets"}
    assert predicate_of_answers(INSTRUMENT, answers) == "good"
    ones = dict.fromkeys(VALUES, 1)
    assert predicate_of_answers(INSTRUMENT, answers, [ones, ones]) == "poor"
    assert predicate_of_answers(INSTRUMENT, answers, [ones, dict.fromkeys(VALUES, 5)]) == "good"
    assert predicate_of_answers(INSTRUMENT, answers, [{}]) == "good"  # what a peer answered was erased


def test_an_evaluation_without_scores_has_no_predicate() -> None:
    with pytest.raises(ValueError, match="without scores"):
        predicate_of_answers(INSTRUMENT, {"result": "meets"})


def test_the_fields_of_both_forms() -> None:
    texts = ["situation", "behaviour", "effect", "suggestion"]
    assert [field.name for field in fields_of(INSTRUMENT, "evaluation")] == [*VALUES, "result", *texts]
    assert [field.name for field in fields_of(INSTRUMENT, "feedback")] == [*VALUES, *texts]
    for field in INSTRUMENT.values:
        assert [at for at, _ in field.anchors] == [1, 3, 5]
        assert (field.kind, field.required) == ("scale", True)
    assert all(field.kind == "long" for field in INSTRUMENT.texts)
    assert [choice.value for choice in INSTRUMENT.result.choices] == ["above", "meets", "below"]
    assert INSTRUMENT.version == "2026-2"
