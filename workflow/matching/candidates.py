"""Candidates for a post in order of fit, each with the rules that would refuse, need a waiver or warn."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from policies.dates import months_between
from policies.facts import Actor, Fill
from policies.judging import judge
from policies.matching import Fit, Match
from policies.verdicts import Result, Verdict
from workflow.matching.asked import CandidateFacts, Chunk, Ground
from workflow.matching.people import rows_of
from workflow.matching.pool import about, levels, levels_of
from workflow.matching.ranking import Ranked, Ranking
from workflow.matching.target import Target
from workflow.matching.units import Units
from workflow.matching.weighing import Weighed, Weighing

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


def _everybody(_one: Any) -> bool:
    return True


def candidates(
    target: Target,
    seed: str,
    moment: datetime,
    actor: Actor = NOBODY,
    limit: int | None = None,
    *,
    among: Collection[int] | None = None,
    passes: Callable[[Candidate], bool] = _everybody,
) -> list[Candidate]:
    """Give everybody who may fill a post, the best first, those whom a rule refuses last.

    The list may be narrowed to some employees (`among`, by their ids) and by what the rules say of them (`passes`);
    ranks stay those of the whole list. Of one fit at four decimals all have one rank, and stand in the order of a hash
    of `seed` (the run) and employee, which favours nobody. A high leadership post has none: it is filled by open
    selection. With a limit no more are judged than it takes to find so many whom no rule refuses.
    """
    if target.row.category in target.procedure.rules["R-STR-07"].on(target.today)["categories"]:
        return []
    ground = Ground(target, Units(target.connection, target.procedure, target.today, target.planned_on), actor, moment)
    rules = target.procedure.rules
    able: list[Candidate] = []
    refused: list[Candidate] = []
    for found in filter(passes, _judged(ground, _in_order(ground, seed, among))):
        (refused if found.refused(rules) else able).append(found)
        if limit is not None and len(able) >= limit:
            break
    return list(islice((*able, *refused), limit))


def _in_order(ground: Ground, seed: str, among: Collection[int] | None) -> Iterator[Ranked]:
    """Give those who are asked for in their order, and look no further than the last of them."""
    order = Ranking(ground.weighing, seed)
    if among is None:
        return iter(order)
    wanted = order.people & frozenset(among)
    return islice((each for each in order if each.employee in wanted), len(wanted))


@dataclass(frozen=True)
class Place:
    """Where somebody stands in the list for a post: his fit, his rank, and out of how many."""

    fit: Fit
    rank: int
    listed: int


def place_of(target: Target, seed: str, employee: int) -> Place | None:
    """Give somebody's place in the list for a post, whatever the rules say of him; None when he is not in it."""
    weighing = Weighing(target, Units(target.connection, target.procedure, target.today, target.planned_on))
    order = Ranking(weighing, seed)
    if employee not in order.people:
        return None
    own = next(each for each in order if each.employee == employee)
    return Place(weigh(weighing, [employee])[employee].fit, own.rank, len(order.people))


def _judged(ground: Ground, order: Iterable[Ranked]) -> Iterator[Candidate]:
    """Judge people one after the other."""
    waiting = iter(order)
    connection, on = ground.target.connection, ground.target.planned_on
    while some := list(islice(waiting, CHUNK)):
        numbers = [each.employee for each in some]
        rows, chunk = rows_of(connection, numbers, on), Chunk(connection, on, numbers)
        weighed = weigh(ground.weighing, numbers)
        for each in some:
            facts = CandidateFacts(ground, chunk, rows[each.employee], weighed[each.employee])
            yield judged(facts, each.rank)


def weigh(weighing: Weighing, people: Sequence[int]) -> dict[int, Weighed]:
    """Weigh some people, with all that their figures come from."""
    sums = levels(weighing.target, people)
    return {
        known.employee: weighing.weigh(known, weighing.match(levels_of(sums.get(known.employee, ()))))
        for known in about(weighing.target, people)
    }


def judged(facts: CandidateFacts, rank: int = 0) -> Candidate:
    """Judge somebody by the rules of a proposal; the rank is 0 where nobody is compared."""
    target, weighed = facts.ground.target, facts.weighed
    found = weighed.competent
    return Candidate(
        row=facts.row,
        rank=rank,
        fit=weighed.fit,
        match=found.match,
        training_hours=found.hours,
        assess=found.match is not None and bool(found.match.never_assessed),
        courses=found.courses,
        metres=weighed.metres,
        months_left=months_between(target.planned_on, facts.retires_from_new_post() or target.planned_on),
        one_year_only=weighed.rated.one_year_only,
        donor=weighed.donor,
        results=judge(target.procedure, target.procedure.steps["propose"], facts),
    )
