"""The parts of a fit for one post, from what is known of somebody: each worked out once for all who are alike in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from policies import matching
from policies.facts import Fill
from policies.instruments import predicate_of_register
from policies.matching import Fit, Match, Scale
from workflow.matching.pool import RATINGS, Known, Levels, Seat
from workflow.matching.target import Target
from workflow.matching.units import Units
from workflow.once import Once

Part = Fraction | None


class Competent(NamedTuple):
    """What levels come to: the match, the cheapest courses that close the gap, and what the training is worth."""

    match: Match | None
    hours: int | None
    courses: tuple[str, ...]
    training: Part


class Rated(NamedTuple):
    """The predicates of the years that count, the part that they are worth, and whether one was missing."""

    predicates: Mapping[int, str | None]
    part: Part
    one_year_only: bool


@dataclass(frozen=True)
class Weighed:
    """One person with the parts of his fit, before the rules are asked."""

    parts: Mapping[str, Part]
    weights: Mapping[str, Any]
    competent: Competent
    rated: Rated
    metres: int | None
    donor: Fill | None

    @cached_property
    def fit(self) -> Fit:
        """The fit with its parts."""
        return matching.fit(self.parts, self.weights)


@dataclass(frozen=True)
class Weighing:
    """How people are weighed for a post, with the units as they will be filled on the planned day."""

    target: Target
    units: Units

    @cached_property
    def scale(self) -> Scale:
        """What the fit is worked out by."""
        return Scale(self.target.weights, sum(self.target.standard.values()))

    @cached_property
    def competence(self) -> Once[tuple[int, int], Part]:
        """What levels are worth, by what is reached and what was assessed of the standard."""
        return Once(lambda sums: matching.competence_part(self.match(Levels(*sums, 0, 0))))

    @cached_property
    def training(self) -> Once[tuple[int, int], Part]:
        """What the training that closes the gap is worth, by the competences that are closed and those assessed."""
        return Once(lambda bits: self.competent(self.match(Levels(0, 0, *bits))).training)

    def competent(self, match: Match | None) -> Competent:
        """Give all that levels come to."""
        hours, courses = self._courses(match)
        training = matching.training_part(match, hours, self.target.weights["full_hours"])
        return Competent(match, hours, courses, training)

    def _courses(self, found: Match | None) -> tuple[int | None, tuple[str, ...]]:
        if found is None or found.never_assessed:
            return None, ()
        cheapest = self.target.sets.get(frozenset(found.missing))
        return (None, ()) if cheapest is None else (cheapest.hours, cheapest.codes)

    def match(self, found: Levels) -> Match | None:
        """Give what the database has summed up as a match with the standard."""
        codes = list(self.target.standard)
        total = sum(self.target.standard.values())
        if not total:
            return None
        never = tuple(code for n, code in enumerate(codes) if not found.known >> n & 1)
        missing = tuple(code for n, code in enumerate(codes) if not found.closed >> n & 1)
        return Match(Fraction(found.reached, total), 2 * found.assessed >= total, never, missing)

    @cached_property
    def rated(self) -> Once[tuple[str | None, ...], Rated]:
        """What results and behaviours of the years that count come to."""
        return Once(self._rated)

    def _rated(self, ratings: tuple[str | None, ...]) -> Rated:
        pairs = zip(ratings[::2], ratings[1::2], strict=True)
        found = {year: self._predicates.get(pair) for year, pair in zip(self.target.years, pairs, strict=True)}
        part, one_year_only = matching.performance_part(list(found.values()), self.target.weights)
        return Rated(found, part, one_year_only)

    @cached_property
    def _predicates(self) -> Mapping[tuple[str | None, str | None], str | None]:
        instrument = self.target.procedure.instrument
        return {pair: predicate_of_register(instrument, *pair) for pair in product(RATINGS, RATINGS)}

    @cached_property
    def metres(self) -> Once[int | None, int | None]:
        """How far a unit lies from the target's."""
        places = self.units.places
        return Once(lambda unit: matching.metres(places.get(unit or 0), places.get(self.target.row.unit_id)))

    def distance(self, unit: int | None) -> Part:
        """Give what the way from a unit is worth."""
        return matching.distance_part(self.metres[unit], self.target.weights["full_km"])

    def donor(self, seat: Seat) -> Fill | None:
        """Give how full somebody's unit is before and after he leaves his seat; None without one."""
        return None if seat.unit_id is None else self.units.fill(seat.unit_id, seat, self.target.row.id)

    def spared(self, donor: Fill | None) -> Fraction:
        """Give what the fill of the donor unit is worth."""
        return Fraction(1) if donor is None else donor.share_after

    @cached_property
    def education(self) -> Once[str | None, Part]:
        """What a field of study is worth."""
        fields = tuple(self.target.row.fields.split("|")) if self.target.row.fields else ()
        return Once(lambda field: matching.education_part(field, fields))

    @cached_property
    def experience(self) -> Once[int, Part]:
        """What months in posts of the target's category are worth."""
        return Once(lambda months: Fraction(months, self.target.weights["full_months"]))

    def weigh(self, known: Known, match: Match | None) -> Weighed:
        """Work out where somebody stands before anybody is compared."""
        donor, unit = self.donor(known.seat), known.seat.unit_id
        competent, rated = self.competent(match), self.rated[known.ratings]
        parts = {
            "competence": matching.competence_part(match),
            "performance": rated.part,
            "experience": self.experience[known.months],
            "education": self.education[known.field],
            "training": competent.training,
            "donor": self.spared(donor),
            "distance": self.distance(unit),
        }
        return Weighed(parts, self.target.weights, competent, rated, self.metres[unit], donor)
