"""Counting a ballot: quorum is an exact fraction rounded up; abstentions attend but do not decide."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from math import ceil
from typing import NamedTuple


class Tally(NamedTuple):
    """The figures of a ballot: eligible = members at opening less those recused; present = votes cast."""

    eligible: int
    present: int
    votes_for: int
    votes_against: int

    @property
    def abstained(self) -> int:
        """Count the votes that attend but do not decide."""
        return self.present - self.votes_for - self.votes_against

    @property
    def needed(self) -> int:
        """Count the votes for that carry: more than half of those for or against."""
        return (self.votes_for + self.votes_against) // 2 + 1

    @property
    def outcome(self) -> str:
        """Give "carried", "lost" or "tie"."""
        if self.votes_for == self.votes_against:
            return "tie"
        return "carried" if self.votes_for > self.votes_against else "lost"

    def quorum(self, share: str) -> int:
        """Count how many must be present: ⌈share · eligible⌉, the share being a fraction such as "2/3"."""
        return ceil(_fraction(share) * self.eligible)


@cache
def _fraction(share: str) -> Fraction:
    return Fraction(share)


def tally(eligible: int, votes: Iterable[str]) -> Tally:
    """Count votes ("for", "against", "abstain")."""
    cast = list(votes)
    return Tally(eligible, len(cast), cast.count("for"), cast.count("against"))
