"""Everybody in order of fit, without reading the competences of those who cannot stand among the first.

Competences are read in the order of what each could reach at best, and no further than somebody asks for: whoever has
more than all others could reach has his place.
"""

from collections.abc import Iterator, KeysView
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from policies.facts import Fill
from policies.matching import Rounding
from workflow.matching.pool import Seat, Sums, gather, levels, levels_of
from workflow.matching.weighing import Weighing
from workflow.once import Once

FIRST, MOST = 500, 2_000  # people whose competences are read first, then twice as many, up to so many: more are in vain


class Ranked(NamedTuple):
    """Somebody with his place: the fit in ten-thousandths, and the rank, which all of one fit share."""

    employee: int
    ten_thousandths: int
    rank: int


@dataclass(frozen=True)
class _Worth:
    """What parts of a fit are worth on the scale of a post, asked once for all who are alike."""

    weighing: Weighing

    @cached_property
    def rated(self) -> Once[tuple[str | None, ...], int]:
        """What the results and behaviours of the years that count are worth."""
        return Once(lambda ratings: self._of("performance", self.weighing.rated[ratings].part))

    @cached_property
    def schooled(self) -> Once[str | None, int]:
        """What a field of study is worth."""
        return Once(lambda field: self._of("education", self.weighing.education[field]))

    @cached_property
    def experienced(self) -> Once[int, int]:
        """What months in posts of the target's category are worth."""
        return Once(lambda months: self._of("experience", self.weighing.experience[months]))

    @cached_property
    def seated(self) -> Once[Seat, tuple[int, Rounding]]:
        """What the way from a seat is worth, and what makes a fit of worth with what the unit there is left with."""
        return Once(lambda seat: (self._near[seat.unit_id], self._left[self.weighing.donor(seat)]))

    @cached_property
    def _near(self) -> Once[int | None, int]:
        return Once(lambda unit: self._of("distance", self.weighing.distance(unit)))

    @cached_property
    def _left(self) -> Once[Fill | None, Rounding]:
        return Once(lambda donor: self.weighing.scale.rounding(self.weighing.spared(donor)))

    @cached_property
    def _competent(self) -> Once[tuple[int, int], int]:
        return Once(lambda sums: self._of("competence", self.weighing.competence[sums]))

    @cached_property
    def _trained(self) -> Once[tuple[int, int], int]:
        return Once(lambda bits: self._of("training", self.weighing.training[bits]))

    def _of(self, name: str, part: Fraction | None) -> int:
        return self.weighing.scale.worth(name, part)

    def most_of_levels(self) -> int:
        """Give what no levels are worth more than."""
        best = Fraction(1) if self.weighing.target.standard else None
        return self._of("competence", best) + self._of("training", best)

    def of_levels(self, sums: Sums) -> int:
        """Give what somebody's levels are worth."""
        reached, assessed, closed, known = levels_of(sums)
        # Of whom something was never assessed nobody knows the training, whatever is closed.
        return self._competent[reached, assessed] + self._trained[closed if known == self._every else 0, known]

    @cached_property
    def _every(self) -> int:
        return (1 << len(self.weighing.target.standard)) - 1


class Ranking:
    """Everybody who comes into question for a post, in order of fit; those of one fit in an order that is drawn.

    Of each only numbers are kept. The order is that of a hash of `seed` and employee, which favours nobody.
    """

    def __init__(self, weighing: Weighing, seed: str) -> None:
        self._target, self._seed = weighing.target, seed
        self._worths = _Worth(weighing)
        self._worth: dict[int, int] = {}
        self._rounding: dict[int, Rounding] = {}
        self._by_bound: dict[int, list[int]] = {}  # people by the fit that each could reach at best
        rated, schooled, experienced = self._worths.rated, self._worths.schooled, self._worths.experienced
        seated, most = self._worths.seated, self._worths.most_of_levels()
        for employee, seat, field, ratings, months in gather(weighing.target):
            near, rounding = seated[seat]
            worth = near + rated[ratings] + schooled[field] + experienced[months]
            self._worth[employee], self._rounding[employee] = worth, rounding
            self._by_bound.setdefault(_fit(worth + most, rounding), []).append(employee)

    @property
    def people(self) -> KeysView[int]:
        """Everybody, in no order."""
        return self._worth.keys()

    def __iter__(self) -> Iterator[Ranked]:
        found: dict[int, list[int]] = {}
        rank = 1
        for some, others in self._in_turn():
            sums = levels(self._target, some)
            for employee in some:
                worth = self._worth[employee] + self._worths.of_levels(sums.get(employee, ()))
                fit = _fit(worth, self._rounding[employee])
                found.setdefault(fit, []).append(employee)
            for fit in sorted((fit for fit in found if fit > others), reverse=True):
                same = sorted(found.pop(fit), key=self._drawn)
                yield from (Ranked(employee, fit, rank) for employee in same)
                rank += len(same)

    def _in_turn(self) -> Iterator[tuple[list[int], int]]:
        """Give people by what they could reach at best, with what those who are left could: nobody is left, -1."""
        size, some = FIRST, list[int]()
        bounds = sorted(self._by_bound, reverse=True)
        for bound, others in zip(bounds, [*bounds[1:], -1], strict=False):
            some += self._by_bound[bound]
            if len(some) >= size or others < 0:
                yield some, others
                size, some = min(2 * size, MOST), []

    def _drawn(self, employee: int) -> str:
        return sha256(f"{self._seed}/{employee}".encode()).hexdigest()


def _fit(worth: int, rounding: Rounding) -> int:
    """Give the fit in ten-thousandths of who is worth so much."""
    times, plus, over = rounding
    return (worth * times + plus) // over
