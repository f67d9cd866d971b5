"""What the forms of one evaluation come to, exactly: scores are fractions, and no border is compared rounded.

A local choice on PP 30/2019 and PermenPANRB 6/2022: items are averaged for each rater, raters for each group, groups by
their weights. The weight of a group that gave no score is shared by the others in proportion to their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

BELOW, MEETS, ABOVE = "below", "meets", "above"

# Who gives forms about a person. The donor unit's check is about the unit, and scores nobody.
SUPERVISOR, PEERS, SUBORDINATES, SELF = GROUPS = ("supervisor", "peers", "subordinates", "self")


class Form(NamedTuple):
    """One rater's form: the group he belongs to, and the scores (1 to 5) that he gave, by item."""

    group: str
    scores: Mapping[str, int]


class Borders(NamedTuple):
    """A score below `low` is below expectations, one above `high` above them; what lies between meets them."""

    low: Fraction
    high: Fraction

    def level(self, score: Fraction) -> str:
        """Give the level of a score: "below", "meets" or "above"."""
        if score < self.low:
            return BELOW
        return ABOVE if score > self.high else MEETS


class Share(NamedTuple):
    """What one group says, how many raters of it scored, and the weight that it has in the end (all sum to 1)."""

    mean: Fraction
    raters: int
    weight: Fraction


class Score(NamedTuple):
    """The score of a dimension, with the groups it comes from."""

    value: Fraction
    groups: Mapping[str, Share]


def score(forms: Iterable[Form], items: Sequence[str], weights: Mapping[str, int]) -> Score | None:
    """Give the score of a dimension, from the items that belong to it; None where nobody scored any of them.

    `weights` names the groups, each with a whole number above 0; a form of another group raises KeyError. An item that
    a rater left out is not counted for him, nor is a rater who scored no item.
    """
    given: dict[str, list[Fraction]] = {group: [] for group in weights}
    for form in forms:
        scored = [form.scores[item] for item in items if item in form.scores]
        if scored:
            given[form.group].append(mean(scored))
    present = {group: found for group, found in given.items() if found}
    whole = sum(weights[group] for group in present)
    groups = {
        group: Share(mean(found), len(found), Fraction(weights[group], whole)) for group, found in present.items()
    }
    if not groups:
        return None
    return Score(sum((each.mean * each.weight for each in groups.values()), Fraction(0)), groups)


def mean(numbers: Sequence[int] | Sequence[Fraction]) -> Fraction:
    """Give the exact mean of some numbers. Raises ZeroDivisionError where there are none."""
    return Fraction(sum(numbers), len(numbers))


class Outcome(NamedTuple):
    """What an evaluation comes to: levels of result and behaviour, and the cell of the matrix that they name."""

    result: str
    behaviour: str

    @property
    def cell(self) -> str:
        """The cell of the 3×3 matrix, "result/behaviour" (PermenPANRB 6/2022)."""
        return f"{self.result}/{self.behaviour}"


def outcome(result: Score | None, behaviour: Score | None, borders: Borders) -> Outcome | None:
    """Give the outcome of the scores for result and behaviour; None where one is missing or no supervisor scored it."""
    if result is None or behaviour is None:
        return None
    if SUPERVISOR not in result.groups or SUPERVISOR not in behaviour.groups:
        return None
    return Outcome(borders.level(result.value), borders.level(behaviour.value))
