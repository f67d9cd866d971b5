"""Candidates for a post in order of fit, each with the rules that would refuse, need a waiver or warn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import Any

from policies import matching
from policies.dates import months_between
from policies.facts import Actor, Fill
from policies.judging import judge
from policies.matching import Fit, Match
from policies.verdicts import Result, Verdict
from workflow.matching.asked import CandidateFacts, Chunk, Ground, matched
from workflow.matching.pool import gather
from workflow.matching.target import Target
from workflow.matching.units import Units
from workflow.organisation.calendar import day_begins

CHUNK = 100
NOBODY = Actor(0, None, "personnel_analyst")


@dataclass(frozen=True)
class Candidate:
    """Somebody who may come into question. `training_hours` is None where no course closes the gap or was assessed."""

    row: Any
    rank: int
    fit: Fit
    match: Match | None
    training_hours: int | None
    assess: bool  # something of the standard was never assessed
    courses: tuple[str, ...]
    metres: int | None
    months_left: int
    one_year_only: bool
    donor: Fill | None
    results: tuple[Result, ...]

    def _of(self, kinds: frozenset[str], rules: Mapping[str, Any]) -> list[str]:
        return [r.rule for r in self.results if r.refuses and rules[r.rule].kind in kinds]

    def refused(self, rules: Mapping[str, Any]) -> list[str]:
        """Name the rules that would refuse the proposal."""
        return self._of(frozenset({"block"}), rules)

    def warnings(self, rules: Mapping[str, Any]) -> list[str]:
        """Name the rules that ask for a justification."""
        return self._of(frozenset({"warn"}), rules)

    @property
    def gates(self) -> list[str]:
        """Name the gates that the proposal would leave open."""
        return [result.rule for result in self.results if result.verdict == Verdict.OPEN]


@dataclass
class Weighed:
    """One person with the parts of his fit, before the rules are asked."""

    row: Any
    parts: Mapping[str, Fraction | None]
    weights: Mapping[str, Any]
    ten_thousandths: int  # of the fit
    match: Match | None
    hours: int | None
    courses: tuple[str, ...]
    metres: int | None
    one_year_only: bool
    donor: Fill | None

    @cached_property
    def fit(self) -> Fit:
        """The fit with its parts, worked out only for who is shown."""
        return matching.fit(self.parts, self.weights)


def _everybody(_one: Any) -> bool:
    return True


def candidates(
    target: Target,
    seed: str,
    moment: datetime,
    actor: Actor = NOBODY,
    limit: int | None = None,
    *,
    takes: Callable[[Any], bool] = _everybody,
    passes: Callable[[Candidate], bool] = _everybody,
) -> list[Candidate]:
    """Give everybody who may fill a post, the best first, those whom a rule refuses last.

    The list may be narrowed by who somebody is (`takes`, asked of his row) and by what the rules say of him (`passes`);
    ranks stay those of the whole list. Of one fit at four decimals all have one rank, and stand in the order of a hash
    of `seed` (the run) and employee, which favours nobody. A high leadership post has none: it is filled by open
    selection.
    """
    if target.row.category in target.procedure.rules["R-STR-07"].on(target.today)["categories"]:
        return []
    ground = Ground(
        target,
        gather(target),
        Units(target.connection, target.procedure, target.today, target.planned_on),
        actor,
        moment,
    )
    ordered = sorted((weigh(ground, row) for row in ground.pool.people), key=lambda each: _order(each, seed))
    ranks = _ranks(ordered)
    rules = target.procedure.rules
    able: list[Candidate] = []
    refused: list[Candidate] = []
    taken = [(each, rank) for each, rank in zip(ordered, ranks, strict=True) if takes(each.row)]
    for found in filter(passes, _judged(ground, [each for each, _ in taken], [rank for _, rank in taken])):
        (refused if found.refused(rules) else able).append(found)
        if limit is not None and len(able) >= limit:
            break
    return list(islice((*able, *refused), limit))


@dataclass(frozen=True)
class Place:
    """Where somebody stands in the list for a post: his fit, his rank, and out of how many."""

    fit: Fit
    rank: int
    listed: int


def place_of(target: Target, seed: str, employee: int) -> Place | None:
    """Give somebody's place in the list for a post, whatever the rules say of him; None when he is not in it."""
    units = Units(target.connection, target.procedure, target.today, target.planned_on)
    ground = Ground(target, gather(target), units, NOBODY, day_begins(target.today))
    ranked = [weigh(ground, row) for row in ground.pool.people]
    own = next((each for each in ranked if each.row.id == employee), None)
    if own is None:
        return None
    better = sum(each.ten_thousandths > own.ten_thousandths for each in ranked)
    return Place(own.fit, better + 1, len(ranked))


def weighed(ground: Ground) -> list[Candidate]:
    """Weigh and judge everybody of a pool, in no order; the rank of each is 0, for nobody is compared."""
    ranked = [weigh(ground, row) for row in ground.pool.people]
    return list(_judged(ground, ranked, [0] * len(ranked)))


def _order(each: Weighed, seed: str) -> tuple[int, str]:
    return -each.ten_thousandths, sha256(f"{seed}/{each.row.id}".encode()).hexdigest()


def _ranks(ordered: Sequence[Weighed]) -> list[int]:
    """Give each the place of the first of his fit."""
    ranks: list[int] = []
    for place, each in enumerate(ordered, 1):
        same = ranks and each.ten_thousandths == ordered[place - 2].ten_thousandths
        ranks.append(ranks[-1] if same else place)
    return ranks


def _judged(ground: Ground, ordered: Sequence[Weighed], ranks: Sequence[int]) -> Iterator[Candidate]:
    step = ground.target.procedure.steps["propose"]
    for start in range(0, len(ordered), CHUNK):
        chunk = Chunk(ground, [each.row for each in ordered[start : start + CHUNK]])
        for place, each in enumerate(ordered[start : start + CHUNK], start):
            facts = CandidateFacts(ground, chunk, each.row)
            results = judge(ground.target.procedure, step, facts)
            left = months_between(ground.target.planned_on, facts.retires_from_new_post() or ground.target.planned_on)
            yield Candidate(
                row=each.row,
                rank=ranks[place],
                fit=each.fit,
                match=each.match,
                training_hours=each.hours,
                assess=each.match is not None and bool(each.match.never_assessed),
                courses=each.courses,
                metres=each.metres,
                months_left=left,
                one_year_only=each.one_year_only,
                donor=each.donor,
                results=results,
            )


def weigh(ground: Ground, row: Any) -> Weighed:
    """Work out where somebody stands before anybody is compared."""
    target, weights = ground.target, ground.target.weights
    found = matched(ground, row.id)
    hours, courses = _courses(target, found)
    known = ground.pool.ratings.get(row.id, {})
    performance, one_year_only = matching.performance_part([known.get(year) for year in target.years], weights)
    metres = matching.metres(_place(row), _place(target.row))
    donor = None if row.unit_id is None else ground.units.fill(row.unit_id, row, target.row.id)
    fields = tuple(target.row.fields.split("|")) if target.row.fields else ()
    parts = {
        "competence": matching.competence_part(found),
        "performance": performance,
        "experience": Fraction(ground.pool.experience.get(row.id, 0), weights["full_months"]),
        "education": matching.education_part(row.field, fields),
        "training": matching.training_part(found, hours, weights["full_hours"]),
        "donor": Fraction(1) if donor is None else donor.share_after,
        "distance": matching.distance_part(metres, weights["full_km"]),
    }
    key = ground.scale.ten_thousandths(parts)
    return Weighed(row, parts, weights, key, found, hours, courses, metres, one_year_only, donor)


def _courses(target: Target, found: Match | None) -> tuple[int | None, tuple[str, ...]]:
    if found is None or found.never_assessed:
        return None, ()
    cheapest = target.sets.get(frozenset(found.missing))
    return (None, ()) if cheapest is None else (cheapest.hours, cheapest.codes)


def _place(row: Any) -> tuple[Any, Any] | None:
    return None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
