"""Scores of an evaluation by hand: borders from both sides, weights of absent groups, the nine cells."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.loading import current
from policies.scoring import GROUPS, Borders, Form, Outcome, mean, outcome, score

WEIGHTS = {"supervisor": 60, "peers": 30, "self": 10}
LEADING = {"supervisor": 60, "peers": 15, "subordinates": 15, "self": 10}
BORDERS = Borders(Fraction("2.6"), Fraction("4.2"))


def form(group: str, *scores: int) -> Form:
    return Form(group, {f"item{number}": each for number, each in enumerate(scores)})


ITEMS = [f"item{number}" for number in range(5)]


def test_items_then_raters_then_groups() -> None:
    """Supervisor 4, 5 → 4.5; peers 3 and (4, 5) → 3.75; self 5: 0.6 × 4.5 + 0.3 × 3.75 + 0.1 × 5 = 4.325."""
    forms = [form("supervisor", 4, 5), form("peers", 3), form("peers", 4, 5), form("self", 5)]
    found = score(forms, ITEMS, WEIGHTS)
    assert found is not None
    assert found.value == Fraction("4.325")
    assert found.groups["peers"] == (Fraction("3.75"), 2, Fraction(3, 10))


def test_who_scores_more_items_counts_no_more() -> None:
    """A mean over all scores of the peers would be 22/6; of each rater first, it is 3."""
    found = score([form("peers", 1), form("peers", 5, 5, 5, 5, 5)], ITEMS, {"peers": 1})
    assert found is not None
    assert found.value == 3


@pytest.mark.parametrize(
    ("weights", "present", "expected"),
    [
        (WEIGHTS, ("supervisor", "self"), {"supervisor": Fraction(6, 7), "self": Fraction(1, 7)}),
        (WEIGHTS, ("supervisor", "peers"), {"supervisor": Fraction(2, 3), "peers": Fraction(1, 3)}),
        (WEIGHTS, ("supervisor",), {"supervisor": Fraction(1)}),
        (WEIGHTS, ("peers", "self"), {"peers": Fraction(3, 4), "self": Fraction(1, 4)}),
        (
            LEADING,
            ("supervisor", "peers", "self"),
            {"supervisor": Fraction(12, 17), "peers": Fraction(3, 17), "self": Fraction(2, 17)},
        ),
        (
            LEADING,
            ("supervisor", "peers", "subordinates", "self"),
            {
                "supervisor": Fraction(3, 5),
                "peers": Fraction(3, 20),
                "subordinates": Fraction(3, 20),
                "self": Fraction(1, 10),
            },
        ),
    ],
)  # fmt: skip - a table reads better in rows
def test_an_absent_groups_weight_is_shared(
    weights: dict[str, int], present: tuple[str, ...], expected: dict[str, Fraction]
) -> None:
    found = score([form(group, 3) for group in present], ITEMS, weights)
    assert found is not None
    assert {group: share.weight for group, share in found.groups.items()} == expected


def test_what_was_not_scored_is_not_counted() -> None:
    assert score([form("supervisor")], ITEMS, WEIGHTS) is None
    assert score([], ITEMS, WEIGHTS) is None
    assert score([form("supervisor", 4)], [], WEIGHTS) is None
    found = score([form("supervisor", 4), form("peers")], ITEMS, WEIGHTS)
    assert found is not None
    assert set(found.groups) == {"supervisor"}


def test_a_group_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError):
        score([form("subordinates", 3)], ITEMS, WEIGHTS)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (Fraction(1), "below"),
        (Fraction("2.6") - Fraction(1, 10**12), "below"),
        (Fraction("2.6"), "meets"),
        (Fraction("4.2"), "meets"),
        (Fraction("4.2") + Fraction(1, 10**12), "above"),
        (Fraction(5), "above"),
    ],
)
def test_the_borders(value: Fraction, level: str) -> None:
    assert BORDERS.level(value) == level


def test_a_border_that_floats_misjudge() -> None:
    """0.6 × 1.2 + 0.3 × 4.6 + 0.1 × 5 is 2.6 and meets expectations; floats make 2.5999… of it."""
    forms = [form("supervisor", 1, 1, 1, 1, 2), form("peers", 5, 5, 5, 4, 4), form("self", 5, 5, 5, 5, 5)]
    found = score(forms, ITEMS, WEIGHTS)
    assert found is not None
    assert found.value == Fraction("2.6")
    assert BORDERS.level(found.value) == "meets"
    assert 0.6 * 1.2 + 0.3 * 4.6 + 0.1 * 5 < 2.6


CELLS = {
    "above/above": "very_good",
    "above/meets": "good",
    "above/below": "poor",
    "meets/above": "good",
    "meets/meets": "good",
    "meets/below": "poor",
    "below/above": "needs_improvement",
    "below/meets": "needs_improvement",
    "below/below": "very_poor",
}  # fmt: skip - a table reads better in rows
OF = {"below": 2, "meets": 3, "above": 5}


@pytest.mark.parametrize(("cell", "predicate"), CELLS.items())
def test_the_nine_cells(cell: str, predicate: str) -> None:
    result, behaviour = (score([form("supervisor", OF[level])], ITEMS, WEIGHTS) for level in cell.split("/"))
    found = outcome(result, behaviour, BORDERS)
    assert found == Outcome(*cell.split("/"))
    assert found is not None
    assert current().instrument.cells[found.cell] == predicate


def test_without_the_supervisor_there_is_no_outcome() -> None:
    peers, both = [form("peers", 4)], [form("peers", 4), form("supervisor", 4)]
    of_peers, of_both = score(peers, ITEMS, WEIGHTS), score(both, ITEMS, WEIGHTS)
    assert outcome(of_peers, of_both, BORDERS) is None
    assert outcome(of_both, of_peers, BORDERS) is None
    assert outcome(of_both, None, BORDERS) is None
    assert outcome(None, of_both, BORDERS) is None


@given(st.lists(st.tuples(st.sampled_from(GROUPS), st.lists(st.integers(1, 5), min_size=1, max_size=5)), min_size=1))
def test_a_score_lies_between_the_least_and_the_most(found: list[tuple[str, list[int]]]) -> None:
    forms = [form(group, *scores) for group, scores in found]
    whole = score(forms, ITEMS, LEADING)
    assert whole is not None
    assert min(min(scores) for _, scores in found) <= whole.value <= max(max(scores) for _, scores in found)
    assert sum(share.weight for share in whole.groups.values()) == 1
    assert score(list(reversed(forms)), ITEMS, LEADING) == whole


def test_the_mean_is_exact() -> None:
    assert mean([1, 2, 2]) == Fraction(5, 3)
